"""The reader, lists and comparisons as a browser asks for them: what they hold, refuse and keep apart."""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from qawl.model.document import Document
from qawl.settings import load_settings
from qawl.store.ledger import Ledger
from qawl.web.app import create_app
from small_ledger import ADVANCE, SIEGE, SmallReader, add_text, make_document, make_ledger, make_snapshot
from web_client import WebClient

PAGE = "<html><script>alert('ran')</script>" + SIEGE


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    with make_ledger(tmp_path_factory.mktemp("reader") / "pages.db") as ledger:
        add_text(ledger, SIEGE, url="https://wadi.example/1", outlet="wadi", changed="2017-09-05")
        add_text(ledger, SIEGE.replace("12", "19"), url="https://wadi.example/1", outlet="wadi", changed="2017-09-06")
        add_text(ledger, ADVANCE, outlet="dafa", day="2017-10-01")
        add_text(ledger, PAGE, outlet="hostile", day="2017-11-01")
        yield ledger


@pytest.fixture(scope="module")
def client(ledger: Ledger) -> WebClient:
    return WebClient(create_app(ledger, load_settings()), headers={"Accept-Language": "en"})


def current(ledger: Ledger, outlet: str) -> str:
    return next(head.id for head in ledger.documents(outlet=outlet, all_versions=False))


def test_the_stored_page_is_only_ever_saved(client: WebClient, ledger: Ledger) -> None:
    document = current(ledger, "hostile")
    answer = client.get(f"/documents/{document}/snapshot")
    assert answer.content.decode() == PAGE
    assert answer.headers["content-type"] == "application/octet-stream"
    assert answer.headers["content-disposition"].startswith("attachment; filename=")
    assert "sandbox" in answer.headers["content-security-policy"]
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_the_source_of_a_page_is_escaped(client: WebClient, ledger: Ledger) -> None:
    text = client.get(f"/documents/{current(ledger, 'hostile')}/source").text
    assert "<script>alert" not in text
    assert "&lt;script&gt;alert" in text


def test_the_plain_text_is_the_stored_one(client: WebClient, ledger: Ledger) -> None:
    document = current(ledger, "wadi")
    answer = client.get(f"/documents/{document}/text")
    assert answer.headers["content-type"].startswith("text/plain")
    stored = ledger.document(document)
    assert isinstance(stored, Document) and answer.text == stored.text


def test_a_page_that_is_no_text_can_be_saved_and_is_not_shown(client: WebClient, ledger: Ledger) -> None:
    content = b"%PDF-1.4 \x00\x01"
    made = make_document("خبر من ملف\nقال أحمد إن الجيش سيطر على دير الزور.", outlet="pdf")
    document = replace(made, snapshot_sha256=hashlib.sha256(content).hexdigest())
    snapshot = replace(make_snapshot(made), sha256=document.snapshot_sha256, content=content)
    ledger.add_document(snapshot, document, SmallReader().read(document))
    assert "This page is no text" in client.get(f"/documents/{document.id}/source").text
    assert client.get(f"/documents/{document.id}/snapshot").content == content


@pytest.mark.parametrize(
    "path",
    [
        "/documents/d_none",
        "/documents/d_none/text",
        "/documents/d_none/snapshot",
        "/documents/d_none/source",
        "/documents/d_none/compare/d_other",
        "/claims/c_none",
        "/statements/s_none/why",
        "/claims/c_none/citation",
    ],
)
def test_what_is_not_there_is_a_page_that_says_so(client: WebClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 404
    assert "There is nothing at this address" in answer.text


def test_a_record_has_a_page_with_its_rules_and_its_citation(client: WebClient, ledger: Ledger) -> None:
    stored = ledger.claims(limit=1)[0]
    text = client.get(f"/claims/{stored.claim.id}").text
    assert stored.evidence in text
    citation = client.get(f"/claims/{stored.claim.id}/citation")
    assert citation.headers["content-type"].startswith("text/plain")
    assert f"http://127.0.0.1:8700/claims/{stored.claim.id}" in citation.text
    assert "<html" not in client.get(f"/claims/{stored.claim.id}/why").text


def test_fields_that_a_form_leaves_empty_are_no_filters(client: WebClient) -> None:
    every = client.get("/claims").text
    assert client.get("/claims?type=&place=&actor=&status=&since=&until=&outlet=").text.count(
        'class="item claim'
    ) == every.count('class="item claim')


def test_filters_of_lists_are_those_of_the_command_line(client: WebClient, ledger: Ledger) -> None:
    denied = client.get("/claims?status=denied&lang=en").text
    assert denied.count('class="item claim') == sum(one.claim.status == "denied" for one in ledger.claims())
    denies = client.get("/statements?stance=denies").text
    assert denies.count('class="item statement') == sum(s.statement.stance == "denies" for s in ledger.statements())
    documents = client.get("/documents?outlet=dafa").text
    assert documents.count('class="item document') == 1


@pytest.mark.parametrize("path", ["/claims?type=nonsense", "/claims?place=x&nonsense=1", "/claims?since=yesterday"])
def test_a_filter_that_means_nothing_is_refused_with_a_word(client: WebClient, path: str) -> None:
    assert client.get(path).status_code in (400, 422)


def test_a_list_goes_on_where_the_page_ended(client: WebClient, ledger: Ledger) -> None:
    first = client.get("/claims?limit=2&outlet=wadi").text
    after = re.search(r'rel="next" href="([^"]+)"', first)
    assert after is not None
    second = client.get(after[1].replace("&amp;", "&")).text
    ids = [re.findall(r'class="item claim" id="(\w+)"', page) for page in (first, second)]
    assert len(ids[0]) == 2 and ids[1] and not set(ids[0]) & set(ids[1])


def test_a_list_without_a_match_says_what_to_do(client: WebClient) -> None:
    for path, words in (
        ("/claims?place=nowhere", "No claim fits"),
        ("/statements?speaker=nobody", "No statement fits"),
        ("/documents?outlet=none", "No article fits"),
    ):
        text = client.get(path).text
        assert words in text and "Take away a filter" in text


def test_an_empty_ledger_says_how_to_begin(tmp_path: Path) -> None:
    with make_ledger(tmp_path / "empty.db") as ledger:
        client = WebClient(create_app(ledger, load_settings()), headers={"Accept-Language": "en"})
        for path in ("/claims", "/statements", "/documents"):
            assert "Add a text, a file or an address" in client.get(path).text
        assert "No article repeats another" in client.get("/copies").text


def test_versions_are_linked_and_compared_older_first(client: WebClient, ledger: Ledger) -> None:
    newest = current(ledger, "wadi")
    older, newer = (head.id for head in ledger.versions(newest))
    assert f"/documents/{older}/compare/{newer}" in client.get(f"/documents/{newer}").text
    assert "A newer version has replaced this one" in client.get(f"/documents/{older}").text
    for path in (f"/documents/{older}/compare/{newer}", f"/documents/{newer}/compare/{older}"):
        text = client.get(path).text
        marks = re.findall(r'<mark class="figure">(\d+)</mark>', text)
        assert marks == ["12", "19"]


def test_any_two_texts_can_be_laid_side_by_side(client: WebClient, ledger: Ledger) -> None:
    answer = client.get(f"/documents/{current(ledger, 'wadi')}/compare/{current(ledger, 'dafa')}")
    assert answer.status_code == 200
    assert "Neither has been found to repeat the other" in answer.text
