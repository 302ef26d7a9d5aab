"""Numbers of claims about one happening, lined up: which agree, which rise, which contradict each other.

Most differing figures are no contradiction: a toll rises from day to day («a series»), «بينهم 16 مدنيا» is part of
the 43, the killed are not the wounded, «at least 40» leaves room for 70. What remains, two counts of the same people
that leave each other no room, is a contradiction.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from qawl.model.account import ClaimCard
from qawl.model.claim import Basis
from qawl.text.fold import fold_text

_ABOUT = 0.15  # how far from «about» a count may lie and still be it
_REST = "rest"  # the class of «others», «of them»
_VEHICLES = "vehicles"
_VAGUE = 1_000_000_000.0


class FigureRelation(StrEnum):
    """What two figures are to each other."""

    EQUAL = "equal"
    COMPATIBLE = "compatible"
    DIFFER = "differ"
    APART = "apart"


@dataclass(frozen=True, slots=True)
class Figure:
    """A number as bounds, and what it counts. ``is_plain``: one value, ``is_vague``: «dozens»."""

    low: float
    high: float
    counts: tuple[str, str]
    unit: str
    harm: str
    is_part: bool
    is_total: bool
    is_plain: bool
    is_vague: bool = False


def figure_of(card: ClaimCard) -> Figure | None:
    """The bounds that a claim's number leaves, None when it has none."""
    quantity = card.claim.quantity
    if quantity is None or (quantity.min is None and quantity.max is None):
        return None
    low = quantity.min if quantity.min is not None else 0.0
    high = quantity.max if quantity.max is not None else _VAGUE
    if quantity.basis is Basis.AT_LEAST or card.is_initial:
        high = _VAGUE
    elif quantity.basis is Basis.AT_MOST:
        low = 0.0
    elif quantity.basis is Basis.ABOUT:
        low, high = low * (1 - _ABOUT), high * (1 + _ABOUT)
    return Figure(
        low=low,
        high=high,
        counts=_counts(card),
        unit=card.counted if card.counted == _VEHICLES else fold_text(quantity.unit),
        harm="" if quantity.harm is None else quantity.harm.value,
        is_part=quantity.part_of is not None or card.counted == _REST,
        is_total=card.is_total,
        is_plain=quantity.basis is not Basis.VAGUE and quantity.min == quantity.max,
        is_vague=quantity.basis is Basis.VAGUE,
    )


def compare_figures(left: Figure, right: Figure) -> FigureRelation:
    """Equal, compatible, in contradiction, or counts of different things."""
    if left.counts != right.counts or left.is_total is not right.is_total:
        return FigureRelation.APART
    if (left.low, left.high) == (right.low, right.high):
        return FigureRelation.EQUAL
    if left.is_part or right.is_part:
        return FigureRelation.APART
    if left.low <= right.high and right.low <= left.high:
        return FigureRelation.COMPATIBLE
    return FigureRelation.DIFFER


def line_up_figures(cards: Iterable[ClaimCard]) -> tuple[tuple[str, ...], ...]:
    """Runs of numbers that belong together, as claims in order of time: counts of the same thing that never fall.

    A claim is in one run; runs of one value are no series and stand alone only when two claims carry it.
    """
    by_count: dict[tuple[str, str], list[tuple[str, str, Figure]]] = {}
    for card in cards:
        figure = figure_of(card)
        if figure is not None and not figure.is_part:
            by_count.setdefault(figure.counts, []).append((card.published or "", card.id, figure))
    runs: list[tuple[str, ...]] = []
    for _, rows in sorted(by_count.items()):
        open_runs: list[list[tuple[str, str, Figure]]] = []
        for row in sorted(rows, key=lambda row: (row[0], row[2].low, row[1])):
            run = next((run for run in open_runs if _continues(run[-1][2], row[2])), None)
            if run is None:
                open_runs.append([row])
            else:
                run.append(row)
        runs += [tuple(claim for _, claim, _ in run) for run in open_runs if len(run) > 1]
    return tuple(runs)


def _continues(last: Figure, figure: Figure) -> bool:
    """A count goes on where it rises or stays; one with no lower bound leaves everything open."""
    return figure.low >= last.low > 0


def _counts(card: ClaimCard) -> tuple[str, str]:
    """What is counted: the harm and class of people, else the deed and the unit."""
    quantity = card.claim.quantity
    assert quantity is not None
    if quantity.harm is not None:
        return quantity.harm.value, card.counted
    predicate = card.claim.rule.partition("+")[0]
    if predicate.startswith("displacement.") and not predicate.endswith("return"):
        return "displacement", card.counted  # who flees is counted under many verbs
    return predicate, fold_text(quantity.unit)
