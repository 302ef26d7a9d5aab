"""Saved searches: kept on the page of a list, opened, renamed and forgotten by their owners."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from qawl import clock
from qawl.adding import create_ledger
from qawl.model.access import Role
from qawl.settings import load_settings
from qawl.store.ledger import Ledger
from qawl.store.saved import SavedSearch
from qawl.web.app import create_app
from small_ledger import ADVANCE, SIEGE, add_text
from web_client import WebClient, as_role

NARROW = {"width": 360, "height": 740}


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with create_ledger(tmp_path / "ledger.db") as ledger:
        yield ledger


@pytest.fixture
def client(ledger: Ledger) -> WebClient:
    return as_role(create_app(ledger, load_settings({})), ledger, Role.REVIEWER)


def save(client: WebClient, **changed: str) -> Any:
    fields = {"name": "سيطرة", "path": "/claims", "query": "type=capture"} | changed
    return client.post("/saved", data=fields)


def only(ledger: Ledger, reader: str = "reviewer") -> SavedSearch:
    (found,) = ledger.saved_searches(reader)
    return found


def test_a_search_is_kept_and_opened(client: WebClient, ledger: Ledger) -> None:
    assert save(client, query="type=capture&lang=en&after=xyz").status_code == 303
    kept = only(ledger)
    assert (kept.name, kept.address, kept.is_shared) == ("سيطرة", "/claims?type=capture", False)
    opened = client.get(f"/saved/{kept.id}")
    assert (opened.status_code, opened.headers["location"]) == (303, "/claims?type=capture")


def test_what_is_new_is_counted_until_it_is_seen(
    client: WebClient, ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_text(ledger, SIEGE)
    save(client, shared="")
    later = clock.now() + timedelta(hours=1)
    monkeypatch.setattr(clock, "now", lambda: later)
    assert "chip-new" not in client.get("/saved").text
    add_text(ledger, ADVANCE)
    page = client.get("/saved?lang=en").text
    assert "1 new" in page
    much_later = later + timedelta(hours=1)
    monkeypatch.setattr(clock, "now", lambda: much_later)
    client.get(f"/saved/{only(ledger).id}")
    assert "nothing new" in client.get("/saved?lang=en").text


def test_names_are_words_not_markup(client: WebClient) -> None:
    save(client, name="<img src=x onerror=alert(1)>", query="place=%3Cscript%3E")
    page = client.get("/saved").text
    assert "&lt;img src=x" in page and "<img" not in page and "<script>" not in page.partition("<main")[2]


@pytest.mark.parametrize("path", ["//evil.example/x", "https://evil.example", "claims", "/\\evil.example", "/a\nb"])
def test_a_search_leads_nowhere_else(client: WebClient, ledger: Ledger, path: str) -> None:
    assert save(client, path=path).status_code == 400
    assert ledger.saved_searches("reviewer") == []


@pytest.mark.parametrize("name", ["", "   ", "x" * 121])
def test_a_search_has_a_name(client: WebClient, name: str) -> None:
    assert save(client, name=name).status_code in (400, 422)


def test_it_is_renamed_shared_and_forgotten_by_its_owner(client: WebClient, ledger: Ledger) -> None:
    save(client)
    key = only(ledger).id
    client.post(f"/saved/{key}/change", data={"name": "استيلاء", "shared": "true"})
    assert (only(ledger, "omar").name, only(ledger, "omar").is_shared) == ("استيلاء", True)
    client.post(f"/saved/{key}/forget")
    assert ledger.saved_searches("reviewer") == []


def test_others_see_what_is_shared_and_change_nothing(client: WebClient, ledger: Ledger) -> None:
    mine = ledger.keep_search("omar", name="لعمر", path="/claims", query="", is_shared=True)
    ledger.keep_search("omar", name="سر", path="/claims", query="")
    page = client.get("/saved").text
    assert "لعمر" in page and "سر<" not in page and f"/saved/{mine.id}/forget" not in page
    assert client.post(f"/saved/{mine.id}/forget").status_code == 404
    assert client.get(f"/saved/{mine.id}").status_code == 303


def test_a_search_that_is_wrong_by_now_is_still_listed(client: WebClient, ledger: Ledger) -> None:
    save(client, query="type=nonsense")
    save(client, path="/map", query="x=1")
    assert client.get("/saved").status_code == 200


@pytest.mark.browser
@pytest.mark.parametrize("language", ["ar", "en"])
def test_a_search_is_saved_on_its_list(
    served_copy: Any,
    page_in: Callable[..., Any],
    assert_clean: Callable[..., None],
    shot: Callable[..., None],
    language: str,
) -> None:
    page = page_in(language)
    page.goto(served_copy.address + "/claims?type=capture&since=2017")
    page.locator(".save-search summary").click()
    page.locator(".save-search input[name=name]").fill("سيطرة منذ 2017")
    shot(page, f"list-tools-{language}-wide")
    page.locator(".save-search button").click()
    page.wait_for_url("**/saved")
    assert page.locator(".search-name").inner_text() == "سيطرة منذ 2017"
    shot(page, f"saved-{language}-wide")
    assert_clean(page)
    page.set_viewport_size(NARROW)  # type: ignore[arg-type]
    page.locator(".search details summary").click()
    shot(page, f"saved-{language}-narrow")
    assert_clean(page)
    page.locator(".search-name").click()
    page.wait_for_url("**/claims?type=capture&since=2017")
