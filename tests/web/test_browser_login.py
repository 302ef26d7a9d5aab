"""Logging in and the audit log, in a real browser."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser

WORDS = {"ar": ("دخول", "خروج"), "en": ("Log in", "Log out")}


@pytest.fixture
def closed(tmp_path: Path, running: Callable[..., Any]) -> Iterator[str]:
    """The address of a workbench for which everybody has to log in: layla is the admin."""
    from qawl.auth.entering import open_access
    from qawl.auth.passwords import Passwords
    from qawl.auth.users import UserBook
    from qawl.model.access import Role
    from qawl.settings import load_settings
    from qawl.web.app import create_app
    from small_ledger import make_ledger

    cheap = {f"QAWL_WEB_PASSWORD_{name}": "1" for name in ("MEMORY_MIB", "PASSES", "LANES")}
    settings = load_settings(cheap, folder=tmp_path)
    with make_ledger(tmp_path / "ledger.db") as ledger:
        UserBook(ledger, Passwords(settings.web), "terminal").add("layla", Role.ADMIN, "four words of hers")
        app = create_app(ledger, settings, open_access(ledger, login=True))
        with running(app) as address:
            yield address


def test_one_logs_in_reads_the_log_and_logs_out(closed: str, view: Any) -> None:
    page = view.page
    log_in, log_out = WORDS[view.language]
    page.goto(f"{closed}/audit?outcome=done")
    assert "/login?next=" in page.url
    view.keep("login")
    page.get_by_role("main").locator("[name=name]").fill("layla")
    page.keyboard.press("Tab")
    page.keyboard.type("four words of hers")
    page.keyboard.press("Enter")
    page.wait_for_url("**/audit?outcome=done")
    assert page.get_by_role("row").count() == 3  # the headings, the user, this log-in
    view.keep("audit")
    page.goto(f"{closed}/audit?who=nobody")
    view.assert_clean(page)
    page.get_by_role("link", name="layla").click()
    view.keep("account")
    page.get_by_role("button", name=log_out).click()
    page.get_by_role("main").get_by_role("button", name=log_in).wait_for()
    page.go_back()
    page.reload()
    assert "/login" in page.url


def test_a_wrong_password_is_told_where_it_is_seen(
    closed: str, page_in: "Callable[..., Page]", shot: "Callable[[Page, str], None]"
) -> None:
    page = page_in("en")
    page.goto(f"{closed}/login")
    page.get_by_role("main").locator("[name=name]").fill("layla")
    page.locator("[name=password]").fill("three words only")
    page.keyboard.press("Enter")
    page.get_by_role("alert").wait_for()
    page.locator("[name=password]:focus").wait_for()  # the browser focuses it when it has painted the page
    assert page.locator("main [name=name]").input_value() == "layla"
    shot(page, "login-wrong-en-wide")
    own = [words for words in page.heard.errors if "401" not in words]  # type: ignore[attr-defined]
    assert not own


def test_without_users_the_page_says_how_to_let_others_in(served: Any, view: Any) -> None:
    view.look(f"{served.address}/login", "local")
    assert "qawl user add" in view.page.get_by_role("main").inner_text()
