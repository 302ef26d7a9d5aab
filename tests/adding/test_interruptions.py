"""Killed at any moment, a run leaves a sound ledger, and the next one loses nothing and does nothing twice."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from local_site import LocalSite
from qawl.adding import open_ledger
from small_ledger import make_ledger
from web import END, PARAGRAPH, feed, item, page

PROGRAM = """
import sys
from qawl.adding import add, open_ledger
from qawl.settings import load_settings
from qawl.visiting import open_remote
from small_ledger import SmallReader

with open_ledger(sys.argv[1]) as ledger, open_remote(ledger, allow_private=True) as remote:
    add(ledger, sys.argv[2:], reader=SmallReader, remote=remote)
"""
PAGES = 12


def start(ledger: Path, url: str) -> subprocess.Popen[bytes]:
    environment = os.environ | {
        "PYTHONPATH": os.pathsep.join(sys.path),
        "QAWL_FETCH_MIN_DELAY_SECONDS": "0",
    }
    return subprocess.Popen([sys.executable, "-c", PROGRAM, str(ledger), url], env=environment)


def test_killed_again_and_again_while_a_feed_is_read(site: LocalSite, tmp_path: Path) -> None:
    urls = [site.page(f"/news/7700{number}", page(f"خبر {number}", f"{PARAGRAPH} {number}")) for number in range(PAGES)]
    source = site.serve("/rss", feed(*map(item, urls)))
    path = tmp_path / "ledger.db"
    make_ledger(path).close()
    for pages in (2, 5, 9):
        process = start(path, source)
        wait_for(site, pages)
        process.send_signal(signal.SIGKILL)
        process.wait()
        with open_ledger(path) as ledger:
            assert ledger.check().faults == []
    before = site.asked()
    process = start(path, source)
    assert process.wait() == 0
    with open_ledger(path) as ledger:
        assert len(ledger.documents()) == PAGES
        assert ledger.check(minimum_age=0).faults == []
    fetched = [address for address in site.asked() if address != "/rss"]
    assert len(fetched) <= PAGES + 2 * 3  # each kill costs the page in hand, and one more that the site saw late
    assert len(site.asked()) > len(before)


def test_killed_while_a_dump_is_read(tmp_path: Path) -> None:
    dump = tmp_path / "dump.csv"
    line = f'"خبر %d","{PARAGRAPH} {END}",https://wadi.example/news/7800%d'
    rows = [line % (number, number) for number in range(200)]
    dump.write_text("\n".join(["title,text,url", *rows]), encoding="utf-8")
    path = tmp_path / "ledger.db"
    make_ledger(path).close()
    process = start(path, str(dump))
    while not list(tmp_path.glob("ledger.db.snapshots/*/*.zst")):
        time.sleep(0.01)
    process.send_signal(signal.SIGKILL)
    process.wait()
    with open_ledger(path) as ledger:
        assert ledger.check().faults == []
        done = len(ledger.documents())
    assert start(path, str(dump)).wait() == 0
    with open_ledger(path) as ledger:
        assert len(ledger.documents(limit=None)) == 200
    assert done < 200


def wait_for(site: LocalSite, pages: int) -> None:
    """Until so many pages have been asked for in all; a minute at most."""
    deadline = time.monotonic() + 60
    while len({address for address in site.asked() if address != "/rss"}) < pages:
        assert time.monotonic() < deadline
        time.sleep(0.01)
