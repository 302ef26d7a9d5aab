"""What keeps two claims apart before either is read: their days and their places.

Claims that meet under a key are many, and most of them are of other days or of another town. A sketch of a claim
stands beside its keys, so that those are told apart without reading a card. A screen only ever leaves out pairs that
``judge`` would not tie together nor set against each other; a test holds it to that.
"""

from typing import NamedTuple

from qawl.corroborate.context import World
from qawl.corroborate.facts import Facts
from qawl.corroborate.relations import PlaceRelation, is_retold, relate_place_cards, relate_places
from qawl.model.account import PlaceCard

_LONG_DAYS = 14


class Sketch(NamedTuple):
    """A claim's place and its days, as ``Facts`` has them: its own, else those in which it was news."""

    claim: str
    place: str | None
    first: int | None
    last: int | None
    is_dated: bool


def sketch_of(facts: Facts) -> Sketch:
    """The sketch of a claim."""
    place = facts.card.place
    return Sketch(facts.card.id, None if place is None else place.id, facts.first, facts.last, facts.is_dated)


def may_judge(one: Facts, other: Facts) -> bool:
    """False where two claims of different articles lie apart and do not tell one thing in the same words."""
    if one.card.document == other.card.document or relate_places(one, other) is not PlaceRelation.APART:
        return True
    return is_retold(one, other)


class Screen:
    """Screens pairs of claims of different articles; remembers which places lie apart."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._places: dict[str, PlaceCard | None] = {}
        self._apart: dict[tuple[str, str], bool] = {}

    def may_tie(self, one: Sketch, other: Sketch) -> bool:
        """False where two claims of different articles are surely not about one happening."""
        if one.first is None or one.last is None or other.first is None or other.last is None:
            return not self._are_apart(one.place, other.place)
        if one.is_dated and other.is_dated:
            return max(one.first, other.first) - min(one.last, other.last) <= 1
        if one.is_dated is not other.is_dated:
            dated, undated = (one, other) if one.is_dated else (other, one)
            if dated.first > undated.last:  # type: ignore[operator]
                return False
            is_open = dated.last - dated.first > _LONG_DAYS  # type: ignore[operator]
        else:
            is_open = False
        is_open = is_open or max(one.first, other.first) > min(one.last, other.last)
        return not (is_open and self._are_apart(one.place, other.place))

    def _are_apart(self, one: str | None, other: str | None) -> bool:
        if one is None or other is None or one == other:
            return False
        key = (one, other) if one < other else (other, one)
        found = self._apart.get(key)
        if found is None:
            left, right = self._place(one), self._place(other)
            found = left is not None and right is not None
            found = found and relate_place_cards(left, right) is PlaceRelation.APART
            self._apart[key] = found
        return found

    def _place(self, place_id: str) -> PlaceCard | None:
        if place_id not in self._places:
            self._places[place_id] = self._world.place_card(place_id)
        return self._places[place_id]
