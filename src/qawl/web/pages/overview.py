"""The first page: what the latest days of the ledger hold, and what stands out in them."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from qawl.api.bench import Bench
from qawl.auth.visitor import Reader
from qawl.model.days import last_day
from qawl.overviewing import control_changes, overview_of
from qawl.store.overview import DayCount, Voice
from qawl.web.account_rows import account_rows, conflict_rows
from qawl.web.rendering import render

router = APIRouter()

_DAYS = 30
_CHART_HEIGHT = 120
_BARS = 100

Days = Annotated[int, Query(ge=1, le=3660)]


@dataclass(frozen=True, slots=True)
class Piece:
    """The claims of one type on one day, as a piece of the column of that day; units of the drawing."""

    type: str
    count: int
    y: float
    height: float


@dataclass(frozen=True, slots=True)
class Column:
    """One day of the chart."""

    day: str
    count: int
    pieces: tuple[Piece, ...]


@router.get("/")
def show_overview(request: Request, bench: Bench, visitor: Reader, until: str = "", days: Days = _DAYS) -> Response:
    """The latest days at a glance."""
    found = overview_of(bench.ledger, until=last_day(until) if until else "", days=days)
    types = [kind for kind, _ in _by_type(found.days).most_common()]
    conflicts = conflict_rows(bench.ledger, found.conflicts)
    return render(
        request,
        "overview.html",
        counts=bench.ledger.count(),
        found=found,
        days=days,
        columns=_columns(found.days, types),
        types=[(kind, _by_type(found.days)[kind]) for kind in types],
        voices=_bars(found.voices),
        accounts=account_rows(bench.ledger, found.accounts),
        conflicts=conflicts,
        heads=bench.ledger.heads(side.card.document for row in conflicts for side in (row.left, row.right)),
    )


@router.get("/overview/control")
def show_control_changes(request: Request, bench: Bench, visitor: Reader, since: str, until: str) -> Response:
    """Places whose claimed holders changed in these days; asked for after the page, for it takes longer."""
    changes = control_changes(
        bench.ledger,
        bench.world,
        bench.control_words,
        since=last_day(since),
        until=last_day(until),
        stale_days=bench.settings.corroborate.control_stale_days,
    )
    return render(request, "control_changes.html", changes=changes, since=since, until=until)


def _by_type(days: Sequence[DayCount]) -> Counter[str]:
    counts: Counter[str] = Counter()
    for one in days:
        counts[one.type] += one.count
    return counts


def _columns(days: Sequence[DayCount], types: Sequence[str]) -> list[Column]:
    """A column a day, its types stacked in the order of the legend."""
    by_day: dict[str, dict[str, int]] = {}
    for one in days:
        by_day.setdefault(one.day, {})[one.type] = one.count
    most = max((sum(counts.values()) for counts in by_day.values()), default=1)
    columns = []
    for day, counts in sorted(by_day.items()):
        pieces, top = [], float(_CHART_HEIGHT)
        for kind in types:
            if kind in counts:
                height = counts[kind] / most * _CHART_HEIGHT
                top -= height
                pieces.append(Piece(kind, counts[kind], round(top, 1), round(height, 1)))
        columns.append(Column(day, sum(counts.values()), tuple(pieces)))
    return columns


def _bars(voices: Sequence[Voice]) -> list[tuple[Voice, list[tuple[str, int, float, float]]]]:
    """Each voice with its stances as pieces of a bar: stance, count, start and length in hundredths of the longest."""
    longest = max((voice.count for voice in voices), default=1)
    rows = []
    for voice in voices:
        start, pieces = 0.0, []
        for stance, count in voice.stances:
            length = count / longest * _BARS
            pieces.append((stance, count, round(start, 2), round(length, 2)))
            start += length
        rows.append((voice, pieces))
    return rows
