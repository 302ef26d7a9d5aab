"""Logging in and the audit log, in a real browser."""

import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser

WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 360, "height": 740}
WORDS = {"ar": ("دخول", "خروج"), "en": ("Log in", "Log out")}


@pytest.fixture
def closed(tmp_path: Path) -> Iterator[str]:
    """The address of a workbench for which everybody has to log in: layla is the admin."""
    import uvicorn

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
        server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="warning", access_log=False))
        thread = threading.Thread(target=server.run, daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.02)
        yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
        server.should_exit = True
        thread.join(timeout=10)


@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize("viewport", [WIDE, NARROW], ids=["wide", "narrow"])
def test_one_logs_in_reads_the_log_and_logs_out(
    closed: str,
    page_in: "Callable[..., Page]",
    assert_clean: "Callable[[Page], None]",
    shot: "Callable[[Page, str], None]",
    language: str,
    viewport: dict[str, int],
) -> None:
    page = page_in(language, viewport=viewport)
    log_in, log_out = WORDS[language]
    size = "narrow" if viewport is NARROW else "wide"
    page.goto(f"{closed}/audit?outcome=done")
    assert "/login?next=" in page.url
    assert_clean(page)
    shot(page, f"login-{language}-{size}")
    page.get_by_role("main").locator("[name=name]").fill("layla")
    page.keyboard.press("Tab")
    page.keyboard.type("four words of hers")
    page.keyboard.press("Enter")
    page.wait_for_url("**/audit?outcome=done")
    assert page.get_by_role("row").count() == 3  # the headings, the user, this log-in
    assert_clean(page)
    shot(page, f"audit-{language}-{size}")
    page.goto(f"{closed}/audit?who=nobody")
    assert_clean(page)
    page.get_by_role("link", name="layla").click()
    assert_clean(page)
    shot(page, f"account-{language}-{size}")
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
    assert page.locator("[name=password]").evaluate("field => field === document.activeElement")
    assert page.locator("main [name=name]").input_value() == "layla"
    shot(page, "login-wrong-en-wide")
    own = [words for words in page.heard.errors if "401" not in words]  # type: ignore[attr-defined]
    assert not own


@pytest.mark.parametrize("language", ["ar", "en"])
def test_without_users_the_page_says_how_to_let_others_in(
    tmp_path: Path,
    page_in: "Callable[..., Page]",
    served: "object",
    assert_clean: "Callable[[Page], None]",
    shot: "Callable[[Page, str], None]",
    language: str,
) -> None:
    for viewport in (WIDE, NARROW):
        page = page_in(language, viewport=viewport)
        page.goto(f"{served.address}/login")  # type: ignore[attr-defined]
        assert "qawl user add" in page.get_by_role("main").inner_text()
        assert_clean(page)
        shot(page, f"local-{language}-{'narrow' if viewport is NARROW else 'wide'}")
