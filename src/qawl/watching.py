"""Watching: feeds and sitemaps asked again and again, politely, and word of what is new to those who asked for it.

A watch list is a TOML file of sources and alerts. What was seen last, of which page and when, is in the ledger: a watch
that is stopped, by Ctrl-C or by force, goes on where it was, and asks no source before its time.
"""

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from qawl.adding import AddReport, add
from qawl.alerting import Alert, AlertReport, parse_alert, send_alerts
from qawl.corroborating import corroborate
from qawl.errors import UsageError
from qawl.ingest.files import is_address
from qawl.ingest.parts import Known
from qawl.ingest.politeness import Clock
from qawl.ingest.remote import Remote
from qawl.reading import ReadsDocuments
from qawl.store.ledger import Ledger

_EVERY = re.compile(r"(?P<count>\d{1,6}) \s* (?P<unit>[smhd])", re.VERBOSE)
_UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days"}
_SHORTEST = timedelta(seconds=30)
_TOP_KEYS = frozenset({"every", "source", "alert"})
_SOURCE_KEYS = frozenset({"url", "every", "outlet"})


@dataclass(frozen=True, slots=True)
class Source:
    """One feed, sitemap or page to ask again ``every`` so often. ``outlet`` is for articles that name none."""

    url: str
    every: timedelta
    outlet: str = ""


@dataclass(frozen=True, slots=True)
class WatchList:
    """What is watched, and who is told of what."""

    sources: tuple[Source, ...]
    alerts: tuple[Alert, ...] = ()


@dataclass(slots=True)
class Round:
    """One round: the sources that were due, what each of them gave, and what alerts were sent."""

    started_at: datetime
    reports: dict[str, AddReport] = field(default_factory=dict)
    alerts: AlertReport = field(default_factory=AlertReport)


def load_watch_list(path: str | Path, *, send: str = "") -> WatchList:
    """Read a watch list; ``send`` is where alerts go that say nothing of it themselves.

    Raises:
        UsageError: names the file, the entry and what fits.
    """
    path = Path(path)
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise UsageError(f"{path}: cannot be read ({error.strerror}). Give the path of a watch list.") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UsageError(f"{path}: not TOML ({error}). Mend that line.") from error
    _refuse_unknown(values, _TOP_KEYS, f"{path}")
    every = _interval(values.get("every", "15m"), f"{path}: every")
    rows = _tables(values, "source", path)
    sources = tuple(_source(row, f"{path}: source {number}", every) for number, row in enumerate(rows, 1))
    if not sources:
        raise UsageError(f'{path}: nothing to watch. Add [[source]] with url = "https://...".')
    rows = _tables(values, "alert", path)
    alerts = tuple(parse_alert(row, f"{path}: alert {number}", send=send) for number, row in enumerate(rows, 1))
    for what, names in (("source", [one.url for one in sources]), ("alert", [one.name for one in alerts])):
        twice = next((name for name in names if names.count(name) > 1), None)
        if twice is not None:
            raise UsageError(f"{path}: {what} {twice!r} stands there twice. Remove one.")
    return WatchList(sources, alerts)


def watch(
    ledger: Ledger,
    watched: WatchList,
    *,
    remote: Remote,
    reader: Callable[[], ReadsDocuments],
    clock: Clock,
    rounds: int | None = None,
) -> Iterator[Round]:
    """Ask each source when it is due, add what is new, tell who wants to know; one ``Round`` each time any was due.

    Ends after ``rounds`` of them, or never. Between rounds it sleeps until the next source is due.
    """
    done = 0
    while rounds is None or done < rounds:
        due = [source for source in watched.sources if _due_at(ledger, source, clock) <= clock.now()]
        if due:
            yield _ask(ledger, due, watched.alerts, remote=remote, reader=reader, clock=clock)
            done += 1
            continue
        wait = min(_due_at(ledger, source, clock) for source in watched.sources) - clock.now()
        clock.sleep(max(0.0, wait.total_seconds()))


def _ask(
    ledger: Ledger,
    due: list[Source],
    alerts: tuple[Alert, ...],
    *,
    remote: Remote,
    reader: Callable[[], ReadsDocuments],
    clock: Clock,
) -> Round:
    done = Round(clock.now())
    for source in due:
        before = remote.passed_over
        report = add(ledger, [source.url], reader=reader, known=Known(outlet=source.outlet), remote=remote)
        report.unchanged -= before
        done.reports[source.url] = report
        visit = ledger.visit(source.url)
        if visit is not None and visit.visited_at < done.started_at:
            ledger.note_visit(replace(visit, visited_at=done.started_at))  # asked, though its host was paused
    if any(report.documents for report in done.reports.values()):
        corroborate(ledger)
    done.alerts = send_alerts(ledger, alerts)
    return done


def _due_at(ledger: Ledger, source: Source, clock: Clock) -> datetime:
    visit = ledger.visit(source.url)
    return clock.now() if visit is None else visit.visited_at + source.every


def _source(row: Mapping[str, Any], where: str, every: timedelta) -> Source:
    _refuse_unknown(row, _SOURCE_KEYS, where)
    url = row.get("url")
    if not isinstance(url, str) or not is_address(url):
        raise UsageError(f"{where}: url = {url!r} is no http or https address. Give that of a feed or sitemap.")
    outlet = row.get("outlet", "")
    if not isinstance(outlet, str):
        raise UsageError(f"{where}: outlet = {outlet!r} is no text. Put it in quotation marks.")
    return Source(url, _interval(row["every"], f"{where}: every") if "every" in row else every, outlet)


def _interval(value: Any, where: str) -> timedelta:
    match = _EVERY.fullmatch(value.strip()) if isinstance(value, str) else None
    if match is None:
        raise UsageError(f'{where} = {value!r} is no interval. Write "90s", "15m", "2h" or "1d".')
    interval = timedelta(**{_UNITS[match["unit"]]: int(match["count"])})
    if interval < _SHORTEST:
        raise UsageError(f"{where} = {value!r} is too often for the hosts that are asked. 30s is the least.")
    return interval


def _tables(values: Mapping[str, Any], name: str, path: Path) -> list[dict[str, Any]]:
    rows = values.get(name, [])
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise UsageError(f"{path}: {name} is no list of tables. Write [[{name}]] above each.")
    return rows


def _refuse_unknown(values: Mapping[str, Any], known: frozenset[str], where: str) -> None:
    for key in values:
        if key not in known:
            raise UsageError(f"{where}: unknown key {key!r}. Known: {', '.join(sorted(known))}.")
