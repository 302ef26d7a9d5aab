"""All hits of a search as a file, and the newest as a feed."""

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path

import feedparser
import pytest

from qawl.adding import open_ledger
from qawl.settings import load_settings
from qawl.store.ledger import Ledger
from qawl.store.search_records import SearchKind, SearchQuery
from qawl.web.app import create_app
from web_client import WebClient

ASKED = {"q": "القوات", "kind": "claims"}


@pytest.fixture(scope="module")
def ledger(samples_ledger: Path) -> Iterator[Ledger]:
    with open_ledger(samples_ledger) as opened:
        yield opened


@pytest.fixture(scope="module")
def client(ledger: Ledger) -> WebClient:
    return WebClient(create_app(ledger, load_settings()))


def test_a_file_has_every_hit(client: WebClient, ledger: Ledger) -> None:
    hits = list(ledger.find_all(SearchQuery(text="القوات", kind=SearchKind.CLAIMS)))
    assert len(hits) > 20, "more than a page"
    rows = list(csv.DictReader(io.StringIO(client.get("/export/search.csv", params=ASKED).text)))
    assert [row["id"] for row in rows] == [hit.record_id for hit in hits]
    assert [int(row["start"]) for row in rows] == [hit.span.start for hit in hits]
    lines = client.get("/export/search.jsonl", params=ASKED).text.splitlines()
    assert [json.loads(line)["record_id"] for line in lines] == [hit.record_id for hit in hits]


def test_a_feed_has_the_newest_hits_first(client: WebClient) -> None:
    feed = feedparser.parse(client.get("/feeds/search.atom", params=ASKED).content)
    assert not feed.bozo
    assert feed.entries
    days = [entry.updated for entry in feed.entries]
    assert days == sorted(days, reverse=True)
    assert all("/documents/" in entry.link for entry in feed.entries)


def test_a_search_without_a_word_is_refused_before_a_file_begins(client: WebClient) -> None:
    answer = client.get("/export/search.csv", params={"q": '"'})
    assert answer.status_code == 400
