"""What keeps two claims apart before their cards are read: the days that both state themselves.

Claims that meet under a key are many, and most of them are of other days. A sketch of a claim stands beside its keys,
so that those are told apart without reading a card. A screen only ever leaves out pairs that ``judge`` would neither
tie together nor set against each other; a test holds it to that.
"""

from typing import NamedTuple

from qawl.corroborate.facts import Facts
from qawl.corroborate.relations import is_placed_apart, is_retold


class Sketch(NamedTuple):
    """A claim's days, and whether it states them itself."""

    claim: str
    first: int | None
    last: int | None
    is_dated: bool


def sketch_of(facts: Facts) -> Sketch:
    """The sketch of a claim."""
    is_dated = facts.is_dated and facts.card.is_dated_by_evidence
    return Sketch(facts.card.id, facts.first, facts.last, is_dated)


def may_tie(one: Sketch, other: Sketch) -> bool:
    """False where two claims of different articles state days that lie apart."""
    _, first, last, is_dated = one
    _, other_first, other_last, is_other_dated = other
    if not is_dated or not is_other_dated:
        return True
    if first is None or last is None or other_first is None or other_last is None:
        return True
    return first - other_last <= 1 and other_first - last <= 1 and first - last <= 1 and other_first - other_last <= 1


def may_judge(one: Facts, other: Facts) -> bool:
    """False where two claims of different articles state other places, and not one thing in the same words."""
    if one.card.document == other.card.document or not is_placed_apart(one, other):
        return True
    return is_retold(one, other)
