"""A served workbench and a browser, for the tests of pages.

``served`` is the workbench on the samples' ledger, on a real port; ``page_in`` opens browser pages in a language;
``assert_clean`` looks for what no page may have; ``shot`` keeps a picture under ``build/screenshots``; ``view`` is a
page in each language and width, and does both.
"""

import os
import re
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

    from qawl.store.ledger import Ledger

ROOT = Path(__file__).parents[2]
SHOTS = ROOT / "build" / "screenshots"
WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 360, "height": 740}
_ARGUMENTS = [
    "--no-sandbox", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip


@dataclass
class Served:
    """A running workbench: its address, the ledger behind it, and the file of that."""

    address: str
    ledger: "Ledger"
    path: Path


@dataclass
class Heard:
    """What a page did that it may not do."""

    errors: list[str] = field(default_factory=list)
    strangers: list[str] = field(default_factory=list)


@dataclass
class View:
    """A browser page in one language and width."""

    page: Any
    language: str
    width: str
    assert_clean: Callable[[Any], None]
    shot: Callable[[Any, str], None]

    def look(self, address: str, name: str) -> None:
        """Open an address, keep a picture of it under a name, and find nothing wrong."""
        assert self.page.goto(address).ok, address
        self.keep(name)

    def keep(self, name: str) -> None:
        """Keep a picture of what is open under a name, and find nothing wrong with it."""
        self.shot(self.page, f"{name}-{self.language}-{self.width}")
        self.assert_clean(self.page)


@pytest.fixture(scope="session")
def samples_ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The samples in a ledger, read and corroborated once; tests that write take a copy (``copied_ledger``)."""
    from qawl.adding import add, create_ledger
    from qawl.corroborating import corroborate
    from qawl.pipeline import load_reader

    path = tmp_path_factory.mktemp("web") / "samples.db"
    with create_ledger(path) as ledger:
        add(ledger, [str(ROOT / "samples")], reader=load_reader)
        corroborate(ledger)
    return path


@pytest.fixture
def copied_ledger(samples_ledger: Path, tmp_path: Path) -> Path:
    """A copy of the samples' ledger, to be changed."""
    shutil.copy(samples_ledger, tmp_path / "copy.db")
    return tmp_path / "copy.db"


@pytest.fixture(scope="session")
def served(samples_ledger: Path) -> Iterator[Served]:
    """The workbench on the samples; nothing may be changed in it."""
    yield from _serve(samples_ledger)


@pytest.fixture
def served_copy(copied_ledger: Path) -> Iterator[Served]:
    """The workbench on a ledger of its own."""
    yield from _serve(copied_ledger)


@pytest.fixture
def serve() -> Iterator[Callable[[Path], Served]]:
    """Serves any ledger: ``serve(path)``."""
    with ExitStack() as running:
        yield lambda path: running.enter_context(contextmanager(_serve)(path))


def _serve(path: Path) -> Iterator[Served]:
    from qawl.adding import open_ledger
    from qawl.settings import load_settings
    from qawl.web.app import create_app

    with open_ledger(path) as ledger, _running(create_app(ledger, load_settings())) as address:
        yield Served(address, ledger, path)


@contextmanager
def _running(app: Any) -> Iterator[str]:
    """An application on a port of its own, in a thread; gives its address."""
    import uvicorn

    server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="warning", access_log=False))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    server.should_exit = True
    thread.join(timeout=10)


@pytest.fixture
def running() -> Callable[[Any], AbstractContextManager[str]]:
    """Runs any application: ``with running(app) as address``."""
    return _running


@pytest.fixture(scope="session")
def browser() -> "Iterator[Browser]":
    """Debian's Chromium, or the one that QAWL_TEST_CHROMIUM names."""
    from playwright.sync_api import sync_playwright

    found = os.environ.get("QAWL_TEST_CHROMIUM") or shutil.which("chromium")
    if found is None:
        word = "no Chromium here: install the package chromium, or name one with QAWL_TEST_CHROMIUM"
        if os.environ.get("CI"):
            pytest.fail(word)
        pytest.skip(word)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=_ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def page_in(browser: "Browser") -> "Iterator[Callable[..., Page]]":
    """Opens pages: ``page_in("ar")``, ``page_in("en", viewport=NARROW)``; what they do wrong is kept on the page."""
    opened: list[Any] = []

    def open_page(language: str, **options: Any) -> "Page":
        context = browser.new_context(
            locale="ar-SY" if language == "ar" else "en-GB",
            viewport=options.pop("viewport", WIDE),
            reduced_motion="reduce",
            **options,
        )
        opened.append(context)
        context.set_default_timeout(90_000)  # a laden machine is slow, not wrong
        page = context.new_page()
        page.heard = heard = Heard()  # type: ignore[attr-defined]
        page.on("console", lambda said: heard.errors.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: heard.errors.append(str(error)))
        page.on("request", lambda request: _note_stranger(heard, request.url))
        return page

    yield open_page
    for context in opened:
        context.close()


def _note_stranger(heard: Heard, url: str) -> None:
    if not re.match(r"(https?://127\.0\.0\.1[:/]|data:|blob:)", url):
        heard.strangers.append(url)


@pytest.fixture
def assert_clean() -> "Callable[[Page], None]":
    """No console error, no request to another machine, no serious finding of axe, nothing wider than the window."""
    from axe_playwright_python.sync_playwright import Axe

    def check(page: "Page") -> None:
        heard: Heard = page.heard  # type: ignore[attr-defined]
        assert not heard.errors
        assert not heard.strangers
        found = Axe().run(page).response["violations"]
        serious = [
            (one["id"], one["nodes"][0]["html"][:200]) for one in found if one["impact"] in ("serious", "critical")
        ]
        assert not serious
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 1, f"the page is {wide} pixels wider than the window"

    return check


@pytest.fixture
def shot() -> "Callable[[Page, str], None]":
    """Keeps a picture of the page under build/screenshots."""

    def take(page: "Page", name: str) -> None:
        SHOTS.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=SHOTS / f"{name}.png", full_page=True)

    return take


@pytest.fixture(params=["ar-wide", "ar-narrow", "en-wide", "en-narrow"])
def view(
    request: pytest.FixtureRequest,
    page_in: "Callable[..., Page]",
    assert_clean: "Callable[[Page], None]",
    shot: "Callable[[Page, str], None]",
) -> View:
    """A page of its own in each language and width."""
    language, width = request.param.split("-")
    page = page_in(language, viewport=NARROW if width == "narrow" else WIDE)
    return View(page, language, width, assert_clean, shot)
