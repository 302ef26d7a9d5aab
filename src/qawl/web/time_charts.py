"""Claims on an axis of days, ready to be drawn: when what was told, and how figures moved.

Time runs from left to right in both languages, as on the map. Every mark stands for rows that the page lists as well,
so that nothing is known from the drawing alone.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from qawl.corroborate.figures import Figure, figure_of
from qawl.model.account import ClaimCard
from qawl.model.claim import Status
from qawl.web.account_rows import OPEN_END

WIDTH = 960
LEFT, RIGHT = 130, 20
LANE, TOP, BOTTOM = 26, 14, 30
FIGURES_HEIGHT = 220
_LARGEST_DOT = 10.0
_TICKS = 6
_STEPS = (1, 2, 7, 14, 31, 92, 183, 366, 731, 1827, 3653, 7305, 18263, 36525)


@dataclass(frozen=True, slots=True)
class Told:
    """One claim in time: its day, what it is, how its speaker presents it, and the anchor of its row."""

    day: str
    kind: str
    status: Status
    anchor: str


@dataclass(frozen=True, slots=True)
class Tick:
    """A day on the axis."""

    x: float
    day: str


@dataclass(frozen=True, slots=True)
class Dot:
    """Claims of one type and status on one day. ``y`` is the middle of the lane."""

    x: float
    y: float
    radius: float
    status: str
    count: int
    day: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Lane:
    """The claims of one type."""

    kind: str
    y: float


@dataclass(frozen=True, slots=True)
class DayChart:
    """Claims by type and day."""

    height: float
    lanes: tuple[Lane, ...]
    dots: tuple[Dot, ...]
    ticks: tuple[Tick, ...]


@dataclass(frozen=True, slots=True)
class Bar:
    """A figure: from its lowest to its highest value, open upwards where it says «at least»."""

    x: float
    top: float
    bottom: float
    is_open: bool
    is_denied: bool
    claim: str


@dataclass(frozen=True, slots=True)
class FigureChart:
    """Figures that count the same, over time; ``lines`` are rising series as points of a polyline."""

    harm: str
    unit: str
    height: float
    bars: tuple[Bar, ...]
    lines: tuple[str, ...]
    ticks: tuple[Tick, ...]
    levels: tuple[tuple[float, float], ...]


class _Axis:
    """Days to places on the drawing."""

    def __init__(self, days: Iterable[str]) -> None:
        known = sorted({date.fromisoformat(day) for day in days})
        self.first, self.last = known[0], known[-1]
        if self.first == self.last:
            self.first, self.last = self.first - timedelta(1), self.last + timedelta(1)

    def x(self, day: str) -> float:
        share = (date.fromisoformat(day) - self.first).days / (self.last - self.first).days
        return round(LEFT + share * (WIDTH - LEFT - RIGHT), 1)

    @property
    def day_width(self) -> float:
        """How wide a day is on the drawing."""
        return (WIDTH - LEFT - RIGHT) / (self.last - self.first).days

    def ticks(self) -> tuple[Tick, ...]:
        length = (self.last - self.first).days
        step = next((step for step in _STEPS if length / step <= _TICKS), _STEPS[-1])
        days = (self.first + timedelta(step * at) for at in range(length // step + 1))
        return tuple(Tick(self.x(day.isoformat()), day.isoformat()) for day in days)


def chart_of_days(told: Sequence[Told]) -> DayChart | None:
    """Claims by type, one lane each, those with most claims on top; None where none has a day."""
    dated = [one for one in told if one.day]
    if not dated:
        return None
    axis = _Axis(one.day for one in dated)
    kinds = [kind for kind, _ in Counter(one.kind for one in dated).most_common()]
    lanes = tuple(Lane(kind, TOP + LANE * (at + 0.5)) for at, kind in enumerate(kinds))
    middle = {lane.kind: lane.y for lane in lanes}
    groups: dict[tuple[str, str, str], list[Told]] = {}
    for one in dated:
        groups.setdefault((one.kind, one.day, one.status.value), []).append(one)
    most = max(len(group) for group in groups.values())
    side_by_side: dict[tuple[str, str], list[str]] = {}
    for kind, day, status in sorted(groups):
        side_by_side.setdefault((kind, day), []).append(status)
    dots = tuple(
        Dot(
            x=axis.x(day) + _aside(side_by_side[kind, day], status, axis.day_width),
            y=middle[kind],
            radius=round(3.5 + (_LARGEST_DOT - 3.5) * (len(group) / most) ** 0.5 * (most > 1), 1),
            status=status,
            count=len(group),
            day=day,
            anchor=group[0].anchor,
        )
        for (kind, day, status), group in sorted(groups.items())
    )
    return DayChart(TOP + LANE * len(lanes) + BOTTOM, lanes, dots, axis.ticks())


def _aside(statuses: Sequence[str], status: str, day_width: float) -> float:
    """How far from the middle of its day a mark stands, so that marks of several statuses do not cover each other."""
    step = min(2 * _LARGEST_DOT, day_width / (len(statuses) + 1))
    return round((statuses.index(status) - (len(statuses) - 1) / 2) * step, 1)


def charts_of_figures(cards: Sequence[ClaimCard], runs: Sequence[Sequence[str]]) -> Iterator[FigureChart]:
    """Figures over time, a chart for each thing counted by two claims or more; ``runs`` are series by claim id."""
    by_count: dict[tuple[str, str], list[tuple[ClaimCard, Figure]]] = {}
    for card in sorted(cards, key=lambda card: (card.published or "", card.id)):
        figure = figure_of(card)
        if figure is not None and card.published:
            by_count.setdefault((figure.harm, figure.unit), []).append((card, figure))
    for (harm, unit), told in by_count.items():
        if len(told) > 1:
            yield _chart_of_figures(harm, unit, told, runs)


def _chart_of_figures(
    harm: str, unit: str, told: Sequence[tuple[ClaimCard, Figure]], runs: Sequence[Sequence[str]]
) -> FigureChart:
    axis = _Axis((card.published or "")[:10] for card, _ in told)
    largest = max(figure.high if figure.high < OPEN_END else figure.low for _, figure in told) or 1.0

    def y(value: float) -> float:
        return round(TOP + (1 - min(value, largest) / largest) * (FIGURES_HEIGHT - TOP - BOTTOM), 1)

    bars = tuple(
        Bar(
            x=axis.x((card.published or "")[:10]),
            top=y(figure.low if figure.high >= OPEN_END else figure.high),
            bottom=y(figure.low),
            is_open=figure.high >= OPEN_END,
            is_denied=card.claim.status is Status.DENIED,
            claim=card.id,
        )
        for card, figure in told
    )
    point = {bar.claim: f"{bar.x},{bar.bottom}" for bar in bars}
    lines = (" ".join(point[claim] for claim in run if claim in point) for run in runs)
    levels = tuple((round(largest * share, 1), y(largest * share)) for share in (0.0, 0.5, 1.0))
    return FigureChart(
        harm=harm,
        unit=unit,
        height=FIGURES_HEIGHT,
        bars=bars,
        lines=tuple(line for line in lines if " " in line),
        ticks=axis.ticks(),
        levels=levels,
    )
