#!/usr/bin/env python3
"""How soon pages of the workbench are painted, on a ledger of any size.

    python benchmarks/bench_pages.py LEDGER [--rounds N] [--query WORDS] [--place ID]

Serves the ledger on loopback, opens each page in Chromium with an empty cache, and prints how long the answer took
and when the first content was painted, by the browser's own clock (First Contentful Paint): the first time, and the
median of the others. The first opening of a page may load knowledge, and count what is then kept until the ledger
changes.

Exit status 1 when a page is painted later than a second after it was asked for, first openings left out.
"""

import argparse
import statistics
import sys
import threading
import time

import uvicorn
from playwright.sync_api import Browser, sync_playwright

from qawl.adding import open_ledger
from qawl.settings import load_settings
from qawl.web.app import create_app

PAINT_MS = 1000
_PAINT = "performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? -1"
_ANSWER = "performance.getEntriesByType('navigation')[0].responseEnd"


def main() -> int:
    parser = argparse.ArgumentParser(description="Measure when pages are painted.")
    parser.add_argument("ledger")
    parser.add_argument("--rounds", type=int, default=5, help="openings of each page after the first")
    parser.add_argument("--query", default="الجيش", help="what is searched for")
    parser.add_argument("--place", default="", help="the place whose page and situation are opened; else the commonest")
    parser.add_argument("--chromium", default="/usr/bin/chromium")
    options = parser.parse_args()
    with open_ledger(options.ledger) as ledger:
        place = options.place or (ledger.places_of_control("0001", "9999", limit=1) or [""])[0]
        newest = ledger.newest_day()
        config = uvicorn.Config(create_app(ledger, load_settings()), port=0, log_level="error", access_log=False)
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.05)
        address = f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
        pages = {
            "today": "/",
            "map": "/map",
            "search": f"/search?q={options.query}",
            "claims": "/claims",
            "accounts": "/accounts",
            "conflicts": "/conflicts",
            "names": "/names",
            "review": "/review",
            "place": f"/places/{place}",
            "situation": f"/situation?place={place}&date={newest}",
            "timeline": f"/timeline?place={place}",
        }
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=options.chromium, args=["--no-sandbox"])
            print(
                f"{'page':<12} {'first: answer':>14} {'painted':>8} {'then: answer':>13} {'painted':>8}  milliseconds"
            )
            late = [name for name, path in pages.items() if measure(browser, name, address + path, options.rounds)]
            browser.close()
        server.should_exit = True
        thread.join(timeout=10)
    return 1 if late else 0


def measure(browser: Browser, name: str, url: str, rounds: int) -> bool:
    """Print one row; True for a page that is late."""
    times = [_open(browser, url) for _ in range(rounds + 1)]
    (answer, painted), others = times[0], times[1:]
    then = statistics.median(one for one, _ in others), statistics.median(one for _, one in others)
    print(f"{name:<12} {answer:>14.0f} {painted:>8.0f} {then[0]:>13.0f} {then[1]:>8.0f}", flush=True)
    return then[1] > PAINT_MS or then[1] < 0


def _open(browser: Browser, url: str) -> tuple[float, float]:
    """Milliseconds until the answer had arrived, and until content was painted; -1 where nothing was."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="ar")
    page = context.new_page()
    answer = page.goto(url, wait_until="load", timeout=120_000)
    if answer is None or not answer.ok:
        raise SystemExit(f"{url}: {answer.status if answer else 'no answer'}")
    deadline = time.monotonic() + 10
    painted = page.evaluate(_PAINT)
    while painted < 0 and time.monotonic() < deadline:
        page.wait_for_timeout(50)
        painted = page.evaluate(_PAINT)
    arrived = page.evaluate(_ANSWER)
    context.close()
    return arrived, painted


if __name__ == "__main__":
    sys.exit(main())
