"""Lists, records and comparisons in a browser, in both languages and on a narrow screen."""

from collections.abc import Callable
from typing import Any

import pytest

pytestmark = pytest.mark.browser


def paths(served: Any) -> dict[str, str]:
    ledger = served.ledger
    (version, *_) = ledger.changed_articles(limit=1)
    (older, newer) = [head.id for head in ledger.versions(version.id)][-2:]
    (copy, *_) = ledger.copies(limit=1)
    (claim, *_) = ledger.claims(limit=1)
    return {
        "documents": "/documents",
        "claims": "/claims",
        "statements": "/statements",
        "copies": "/copies",
        "versions": f"/documents/{older}/compare/{newer}",
        "copy": f"/documents/{copy.original.id}/compare/{copy.copy.id}",
        "record": f"/claims/{claim.claim.id}",
        "source": f"/documents/{newer}/source",
        "claims-empty": "/claims?place=nowhere",
    }


def test_the_pages_are_clean(served: Any, view: Any) -> None:
    for name, path in paths(served).items():
        view.look(served.address + path, name)


def test_a_claim_of_the_list_leads_to_its_place_in_the_article(served: Any, page_in: Callable[..., Any]) -> None:
    page = page_in("ar")
    page.goto(served.address + "/claims")
    item = page.locator(".item.claim").first
    claim, words = item.get_attribute("id"), item.locator("blockquote").inner_text()
    item.locator(".told a").click()
    page.wait_for_url(f"**#{claim}")
    page.locator(f".record.chosen[data-record='{claim}']").wait_for()
    chosen = "".join(page.locator("#text .chosen").all_inner_texts())
    assert chosen.split() == words.split()


def test_every_copy_stands_once_under_its_original(served: Any, page_in: Callable[..., Any]) -> None:
    ledger = served.ledger
    found, after = [], ""
    while True:
        page = ledger.page_of_families(limit=2, after=after)
        found += [(family.original.id, one.copy.id) for family in page.records for one in family.copies]
        if page.next is None:
            break
        after = page.next
    assert sorted(found) == sorted((one.original.id, one.copy.id) for one in ledger.copies())
    browser = page_in("en")
    browser.goto(served.address + "/copies")
    assert browser.locator(".family .repeats > li").count() == len(found)


def test_what_a_newer_version_changed_stands_out(served: Any, page_in: Callable[..., Any]) -> None:
    page = page_in("ar")
    page.goto(served.address + paths(served)["versions"])
    figures = page.locator("mark.figure").all_inner_texts()
    assert "10" in figures and "7" in figures
    older, newer = page.locator(".pair-row").nth(1).locator("[role=cell]").all()
    box, other = older.bounding_box(), newer.bounding_box()
    assert abs(box["y"] - other["y"]) < 1, "both stand in one row"
    assert box["x"] > other["x"], "the older one is read first, from the right"
