"""How two claims stand to each other in place, time, parties, words and figures, each by the precision it has."""

from dataclasses import dataclass
from enum import IntEnum
from math import cos, hypot, radians, sqrt

from qawl.corroborate.facts import Facts
from qawl.corroborate.figures import FigureRelation, compare_figures
from qawl.model.account import PlaceCard

_NEAR_KM = 8.0
_LINE_KM = 150.0
_LONG_DAYS = 62  # of a stretch in which anything may have happened
_KM_A_DEGREE = 111.2
_RETOLD_RUNS = 3
_RETOLD_SHARE = 0.5
_OWN_SHARE = 0.35
_LINES = frozenset({"river", "border", "sea"})  # long things: a place beside them is not apart from them
_SIDELESS = frozenset({"agreement"})
_CLASH = "clash."
_UMBRELLA = "opposition"  # ids such as sy.armed-opposition: any group of the country may be meant


class PlaceRelation(IntEnum):
    """Two places; the higher, the more they tie two claims."""

    APART = -1
    UNKNOWN = 0
    INSIDE_COARSE = 1
    SAME_COARSE = 2
    INSIDE = 3
    NEAR = 4
    SAME = 5


class TimeRelation(IntEnum):
    """Two times. NEWS: one is undated, both were news together. OPEN: an undated one may be any day."""

    APART = -1
    OPEN = 0
    NEWS = 1
    WITHIN = 2
    NEXT = 3
    SAME = 4


class PartyRelation(IntEnum):
    """Two sets of parties: unrelated known ones, nothing known of one, at least one in common."""

    CONFLICT = -1
    UNKNOWN = 0
    AGREE = 1


@dataclass(frozen=True, slots=True)
class Relations:
    """Everything that judging a pair looks at; what needs words is worked out when it is asked for, and seldom is."""

    left: Facts
    right: Facts
    place: PlaceRelation
    time: TimeRelation
    actors: PartyRelation
    targets: PartyRelation
    figure: FigureRelation | None
    shared: int
    """How many words of the claims are the same."""

    @property
    def share(self) -> float:
        """The share of the shorter claim's words that stand in the other."""
        return self.shared / max(1, min(len(self.left.words), len(self.right.words)))

    @property
    def likeness(self) -> float:
        """How far the words of both are alike, from 0 to 1 (Ochiai's coefficient)."""
        sizes = len(self.left.words) * len(self.right.words)
        return self.shared / sqrt(sizes) if sizes else 0.0

    @property
    def around(self) -> float:
        """The same of both whole sentences; of one article's sentences it is 0: they tell many things."""
        one, other = self.left.around, self.right.around
        if self.left.card.document == self.right.card.document or not one or not other:
            return 0.0
        return len(one & other) / sqrt(len(one) * len(other))

    @property
    def is_retold(self) -> bool:
        """The one is told in the words of the other."""
        return is_retold(self.left, self.right)


def relate(left: Facts, right: Facts) -> Relations:
    """Compare two claims; symmetric."""
    actors, targets = relate_parties(left, right)
    figure = None
    if left.figure is not None and right.figure is not None:
        figure = compare_figures(left.figure, right.figure)
    shared = len(left.words & right.words)
    place, time = relate_places(left, right), relate_times(left, right)
    return Relations(left, right, place, time, actors, targets, figure, shared)


def is_retold(left: Facts, right: Facts) -> bool:
    """True where most of the shorter claim's words stand in the other, in the same order."""
    one, other = left.runs, right.runs
    shortest = min(len(one), len(other))
    shared = len(one & other)
    if left.origin == right.origin and shared >= 2 and shared >= _OWN_SHARE * shortest:
        return True  # one speaker, quoted twice
    if shortest < _RETOLD_RUNS:
        return shared == shortest == 2 and left.card.place == right.card.place
    return shared >= _RETOLD_RUNS and shared >= _RETOLD_SHARE * shortest


def relate_places(left: Facts, right: Facts) -> PlaceRelation:
    """The same, one in the other, near each other, by how wide they are."""
    one, other = left.card.place, right.card.place
    if one is None or other is None or left.grade is None or right.grade is None:
        return PlaceRelation.UNKNOWN
    widest = max(left.grade, right.grade)
    if one.id == other.id:
        return PlaceRelation.SAME if widest <= 1 else PlaceRelation.SAME_COARSE
    if one.id in other.within or other.id in one.within:
        return PlaceRelation.INSIDE if widest <= 2 else PlaceRelation.INSIDE_COARSE
    if widest <= 1 and distance_km(one, other) <= _NEAR_KM:
        return PlaceRelation.NEAR
    if one.kind in _LINES or other.kind in _LINES:
        return PlaceRelation.UNKNOWN if distance_km(one, other) <= _LINE_KM else PlaceRelation.APART
    return PlaceRelation.APART


def relate_times(left: Facts, right: Facts) -> TimeRelation:
    """Overlap by precision; an undated claim is dated «not after publication»."""
    if left.first is None or left.last is None or right.first is None or right.last is None:
        return TimeRelation.OPEN
    gap = max(left.first, right.first) - min(left.last, right.last)
    if left.is_dated and right.is_dated:
        if gap > 1:
            return TimeRelation.APART
        if gap == 1:
            return TimeRelation.NEXT if left.is_narrow and right.is_narrow else TimeRelation.APART
        is_one = (left.first, left.last) == (right.first, right.last)
        if is_one and not left.is_narrow:
            return TimeRelation.NEXT  # «summer 2014» beside «summer 2014»
        if left.is_narrow and right.is_narrow:
            return TimeRelation.SAME
        longest = max(left.last - left.first, right.last - right.first)
        return TimeRelation.OPEN if longest > _LONG_DAYS and not is_one else TimeRelation.WITHIN
    for undated, dated in ((left, right), (right, left)):
        if not undated.is_dated and dated.is_dated and undated.last is not None and dated.first is not None:
            if dated.first > undated.last:
                return TimeRelation.APART
            if dated.last is not None and dated.last - dated.first > 14:
                return TimeRelation.OPEN
    return TimeRelation.NEWS if gap <= 0 else TimeRelation.OPEN


def is_placed_apart(left: Facts, right: Facts) -> bool:
    """Both say where themselves, and it is not one place; a place taken from elsewhere in an article may be wrong."""
    by_evidence = left.card.is_placed_by_evidence and right.card.is_placed_by_evidence
    return by_evidence and relate_places(left, right) is PlaceRelation.APART


def is_dated_apart(left: Facts, right: Facts) -> bool:
    """Both say when themselves, and it is not one time."""
    by_evidence = left.card.is_dated_by_evidence and right.card.is_dated_by_evidence
    return by_evidence and relate_times(left, right) is TimeRelation.APART


def distance_km(one: PlaceCard, other: PlaceCard) -> float:
    """Flat distance, good enough for a few kilometres."""
    north = (one.latitude - other.latitude) * _KM_A_DEGREE
    east = (one.longitude - other.longitude) * _KM_A_DEGREE * cos(radians(one.latitude))
    return hypot(north, east)


def relate_parties(left: Facts, right: Facts) -> tuple[PartyRelation, PartyRelation]:
    """Actors and targets; where two fight, either side may be either."""
    if left.family in _SIDELESS or left.deed.startswith(_CLASH) or right.deed.startswith(_CLASH):
        one = _agree(left.actors | left.targets, left.actor_kin | left.target_kin, right)
        return one, PartyRelation.UNKNOWN
    is_one_name = bool(left.names & right.names)
    return (
        PartyRelation.AGREE if is_one_name else _compare(left.actors, left.actor_kin, right.actors, right.actor_kin),
        _compare(left.targets, left.target_kin, right.targets, right.target_kin),
    )


def _agree(parties: frozenset[str], kin: frozenset[str], right: Facts) -> PartyRelation:
    """Sides of a fight: whoever is named first, they agree when they have one in common."""
    return _compare(parties, kin, right.actors | right.targets, right.actor_kin | right.target_kin)


def _compare(
    one: frozenset[str], one_kin: frozenset[str], other: frozenset[str], other_kin: frozenset[str]
) -> PartyRelation:
    if not one or not other:
        return PartyRelation.UNKNOWN
    if one_kin & other_kin:  # one is of the other, or both are of one whole: an army and a ministry of one state
        return PartyRelation.AGREE
    if _is_umbrella(one, other) or _is_umbrella(other, one):
        return PartyRelation.UNKNOWN
    return PartyRelation.CONFLICT


def _is_umbrella(one: frozenset[str], other: frozenset[str]) -> bool:
    """«The opposition» of a country beside one of its groups."""
    countries = {key.partition(".")[0] for key in one if key.endswith(_UMBRELLA)}
    return any(key.partition(".")[0] in countries for key in other)
