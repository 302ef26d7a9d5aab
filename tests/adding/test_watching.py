"""A watch asks each source when it is due, says what is new, and goes on where it was stopped."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from local_site import LocalSite
from qawl.errors import UsageError
from qawl.settings import Settings
from qawl.store.ledger import Ledger
from qawl.visiting import open_remote
from qawl.watching import Round, WatchList, load_watch_list, watch
from small_ledger import SmallReader
from web import feed, item, page


class SleeplessClock:
    """The true time, plus whatever somebody slept."""

    def __init__(self) -> None:
        self.slept = timedelta()

    def now(self) -> datetime:
        return datetime.now(UTC) + self.slept

    def sleep(self, seconds: float) -> None:
        self.slept += timedelta(seconds=seconds)


def run_rounds(
    ledger: Ledger, watched: WatchList, settings: Settings, count: int
) -> tuple[list[Round], SleeplessClock]:
    clock = SleeplessClock()
    with open_remote(ledger, allow_private=True, settings=settings, clock=clock) as remote:
        rounds = watch(ledger, watched, remote=remote, reader=SmallReader, clock=clock, rounds=count)
        return list(rounds), clock


def watch_list(folder: Path, text: str, **options: str) -> WatchList:
    path = folder / "feeds.toml"
    path.write_text(text, encoding="utf-8")
    return load_watch_list(path, **options)


def test_each_round_says_what_is_new(site: LocalSite, ledger: Ledger, settings: Settings, tmp_path: Path) -> None:
    first, second = (site.page(f"/news/7700{number}", page(f"خبر {number}")) for number in (1, 2))
    url = site.serve("/rss", [feed(item(first)), feed(item(first), item(second))])
    watched = watch_list(tmp_path, f'every = "10m"\n[[source]]\nurl = "{url}"\n')
    rounds, clock = run_rounds(ledger, watched, settings, 2)
    assert [done.reports[url].new for done in rounds] == [1, 1]
    assert [done.reports[url].unchanged for done in rounds] == [0, 1]
    assert timedelta(minutes=9) < clock.slept <= timedelta(minutes=10)


def test_a_watch_that_is_started_again_waits_for_the_next_turn(
    site: LocalSite, ledger: Ledger, settings: Settings, tmp_path: Path
) -> None:
    url = site.serve("/rss", feed(item(site.page("/news/77001", page("خبر")))))
    watched = watch_list(tmp_path, f'[[source]]\nurl = "{url}"\nevery = "1h"\n')
    _, clock = run_rounds(ledger, watched, settings, 1)
    assert clock.slept == timedelta()
    ((again,), clock) = run_rounds(ledger, watched, settings, 1)
    assert timedelta(minutes=59) < clock.slept <= timedelta(hours=1)
    assert (again.reports[url].new, again.reports[url].unchanged) == (0, 1)


def test_a_source_that_fails_does_not_stop_the_others(
    site: LocalSite, ledger: Ledger, settings: Settings, tmp_path: Path
) -> None:
    good = site.serve("/rss", feed(item(site.page("/news/77001", page("خبر")))))
    bad = site.url("/nothing")
    watched = watch_list(tmp_path, f'[[source]]\nurl = "{bad}"\n[[source]]\nurl = "{good}"\n')
    ((done,), _) = run_rounds(ledger, watched, settings, 1)
    assert done.reports[bad].refused == {"not_found": 1}
    assert done.reports[good].new == 1


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "nothing to watch"),
        ("evry = '1m'", "unknown key 'evry'"),
        ('[[source]]\nurl = "feeds.xml"', "no http or https address"),
        ('[[source]]\nurl = "https://wadi.example/rss"\nevery = "often"', "no interval"),
        ('[[source]]\nurl = "https://wadi.example/rss"\nevery = "5s"', "too often"),
        ('[[source]]\nurl = "https://wadi.example/rss"\n[[source]]\nurl = "https://wadi.example/rss"', "twice"),
        ('[source]\nurl = "https://wadi.example/rss"', "no list of tables"),
        ('[[source]]\nurl = "https://wadi.example/rss"\n[[alert]]\nplace = "دير الزور"', "no name"),
        ('[[source]]\nurl = "https://wadi.example/rss"\n[[alert]]\nname = "x"', "nobody to send to"),
        ('[[source]]\nurl = "https://wadi.example/rss"\n[[alert]]\nname = "x"\nsend = "cat"\ntype = "war"', "is none"),
        ("= 1", "not TOML"),
    ],
)
def test_a_watch_list_that_makes_no_sense_is_refused(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(UsageError, match=message):
        watch_list(tmp_path, text)
