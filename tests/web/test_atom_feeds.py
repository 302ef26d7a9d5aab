"""Feeds and exports of lists: valid whatever the articles say, with the filters of the page, under lasting ids."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import feedparser
import pytest
from fastapi import FastAPI
from lxml import etree

from qawl.adding import create_ledger, open_ledger
from qawl.settings import load_settings
from qawl.store.ledger import Ledger
from qawl.web.app import create_app
from qawl.web.asking import LISTS
from small_ledger import SIEGE, SmallReader, make_document, make_snapshot
from web_client import WebClient

ATOM = "{http://www.w3.org/2005/Atom}"
HOSTILE = """]]></content><script>alert(1)</script> & &amp; &#0; \x01\x02\ufffe عنوان \u202eمقلوب\u202c
قال أحمد <b>الوادي]]></b> & سالم إن الجيش سيطر على دير الزور وقتل 12 مسلحا \x0b\U0001f600."""


@pytest.fixture
def hostile(tmp_path: Path) -> Iterator[Ledger]:
    """A ledger of one article that holds all that XML cannot, and markup."""
    with create_ledger(tmp_path / "ledger.db") as ledger:
        document = replace(make_document(HOSTILE, outlet="a&b<c>"), url='https://wadi.example/?a=1&b="2"')
        ledger.add_document(make_snapshot(document), document, SmallReader().read(document))
        yield ledger


@pytest.fixture
def samples(samples_ledger: Path) -> Iterator[WebClient]:
    with open_ledger(samples_ledger) as ledger:
        yield WebClient(create_app(ledger, load_settings({})))


def client_of(ledger: Ledger) -> WebClient:
    app: FastAPI = create_app(ledger, load_settings({}))
    return WebClient(app)


def feed(client: WebClient, address: str) -> Any:
    answer = client.get(address)
    assert answer.status_code == 200, answer.text[:300]
    assert answer.headers["content-type"] == "application/atom+xml; charset=utf-8"
    return etree.fromstring(answer.content)


def texts(root: Any, path: str) -> list[str]:
    return [element.text for element in root.iterfind(path.replace("atom:", ATOM))]


@pytest.mark.parametrize("name", ["claims", "statements", "documents"])
def test_hostile_words_stay_words(hostile: Ledger, name: str) -> None:
    root = feed(client_of(hostile), f"/feeds/{name}.atom")
    assert len(root.findall(f"{ATOM}entry")) >= 1
    content = root.find(f"{ATOM}entry/{ATOM}content")
    assert content.get("type") == "text"
    assert content.get("{http://www.w3.org/XML/1998/namespace}lang") == "ar"
    assert {element.tag for element in root.iter()} <= {
        ATOM + tag for tag in "feed id title subtitle updated author name link generator entry category content".split()
    }
    assert root.find(f"{ATOM}entry/{ATOM}link[@rel='via']").get("href") == 'https://wadi.example/?a=1&b="2"'


@pytest.mark.parametrize("name", LISTS)
def test_a_feed_has_what_the_standard_asks_for(samples: WebClient, name: str) -> None:
    root = feed(samples, f"/feeds/{name}.atom?lang=en")
    for element in (root, *root.findall(f"{ATOM}entry")):
        for tag in ("id", "title", "updated"):
            assert len(element.findall(ATOM + tag)) == 1, tag
        moment = datetime.fromisoformat(element.find(ATOM + "updated").text)
        assert moment.tzinfo is not None
    ids = texts(root, "atom:entry/atom:id")
    assert len(ids) == len(set(ids)) > 3
    assert all(one.startswith("urn:qawl:") for one in ids)
    links = [link.get("href") for link in root.iter(f"{ATOM}link")]
    assert all(link.startswith(("http://", "https://")) for link in links)
    moments = texts(root, "atom:entry/atom:updated")
    assert moments == sorted(moments, reverse=True)


def test_a_reader_of_feeds_understands_it(samples: WebClient) -> None:
    found = feedparser.parse(samples.get("/feeds/claims.atom?type=control&lang=en").content)
    assert not found.bozo
    assert found.feed.title == "Qawl: Claims"
    assert {entry.tags[0].term for entry in found.entries} == {"control"}
    page = found.entries[0].link.removeprefix("http://127.0.0.1:8700")
    assert samples.get(page).status_code == 200


def test_ids_last_whatever_the_language_and_filter(samples: WebClient) -> None:
    arabic = texts(feed(samples, "/feeds/claims.atom?type=control"), "atom:entry/atom:id")
    english = texts(feed(samples, "/feeds/claims.atom?lang=en&type=control"), "atom:entry/atom:id")
    assert arabic == english


def test_a_feed_knows_itself_by_its_filters(samples: WebClient) -> None:
    def id_of(query: str) -> str:
        return texts(feed(samples, f"/feeds/claims.atom{query}"), "atom:id")[0]

    assert id_of("?type=control") == id_of("?lang=en&type=control&place=")
    assert id_of("?type=control") != id_of("?type=capture") != id_of("")


def test_an_empty_feed_is_valid(tmp_path: Path) -> None:
    with create_ledger(tmp_path / "ledger.db") as ledger:
        root = feed(client_of(ledger), "/feeds/claims.atom")
        assert root.findall(f"{ATOM}entry") == []
        assert root.find(f"{ATOM}updated").text == "2000-01-01T00:00:00Z"


def test_a_feed_that_has_not_changed_is_not_sent_again(samples: WebClient) -> None:
    tag = samples.get("/feeds/claims.atom").headers["etag"]
    assert samples.get("/feeds/claims.atom", headers={"If-None-Match": tag}).status_code == 304


@pytest.mark.parametrize("address", ["/feeds/nothing.atom", "/export/nothing.csv"])
def test_there_is_no_other_list(samples: WebClient, address: str) -> None:
    assert samples.get(address).status_code == 404


@pytest.mark.parametrize("address", ["/feeds/claims.atom", "/export/claims.csv"])
@pytest.mark.parametrize(("query", "status"), [("?typo=1", 422), ("?type=nonsense", 422), ("?since=x", 400)])
def test_a_wrong_filter_is_refused(samples: WebClient, address: str, query: str, status: int) -> None:
    assert samples.get(address + query).status_code == status


def test_a_private_person_has_no_name_in_a_feed(samples: WebClient, samples_ledger: Path) -> None:
    with open_ledger(samples_ledger) as ledger:
        private = {one.statement.speaker.name for one in ledger.statements() if one.statement.speaker.is_private}
    assert private
    root = feed(samples, "/feeds/statements.atom")
    titles = " ".join(texts(root, "atom:entry/atom:title"))
    assert not [name for name in private if name and name in titles]


def test_pages_lead_to_their_feeds_and_exports(samples: WebClient) -> None:
    page = samples.get("/claims?type=control&lang=en").text
    for address in ("/feeds/claims.atom?type=control", "/export/claims.csv?type=control"):
        assert address in page
        assert samples.get(address).status_code == 200
    assert 'rel="alternate" type="application/atom+xml"' in page


def test_an_export_is_what_the_page_shows_whole(samples: WebClient) -> None:
    table = samples.get("/export/claims.csv?type=control&bom=true")
    assert table.content.startswith("\ufeffclaim,".encode())
    assert "attachment" in table.headers["content-disposition"]
    lines = samples.get("/export/claims.jsonl?type=control").text.splitlines()
    listed = samples.get("/api/v1/claims?type=control&limit=500").json()["items"]
    assert len(lines) == len(listed) == len(table.text.splitlines()) - 1


def test_titles_take_no_side(hostile: Ledger) -> None:
    (title, *_) = texts(feed(client_of(hostile), "/feeds/claims.atom?lang=en"), "atom:entry/atom:title")
    assert title.startswith(("According to", "The article")) or "said" in title or "says" in title
    assert SIEGE not in title
