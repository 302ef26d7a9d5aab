"""What speaks for two claims telling one happening, and what against it, in points.

Points add up as logarithms of odds do: round numbers, set by hand with an eye to what each sign was worth on labelled
pairs, and held against those (``docs/corroboration.md``).
"""

from qawl.corroborate.facts import Facts
from qawl.corroborate.figures import Figure, FigureRelation
from qawl.corroborate.relations import PartyRelation, PlaceRelation, Relations, TimeRelation

_LARGE = 20
_SAME_TYPE = 1.5
_SAME_DEED = 0.5
_SINGULAR = frozenset({"attack.chemical"})  # what a town sees once in years
_SINGULAR_DEED = 1.0
_PLACES = {
    PlaceRelation.APART: -0.5,
    PlaceRelation.INSIDE_COARSE: -0.25,
    PlaceRelation.SAME_COARSE: 0.5,
    PlaceRelation.INSIDE: 1.0,
    PlaceRelation.NEAR: -2.0,
    PlaceRelation.SAME: 2.0,
}
_TIMES = {
    TimeRelation.APART: -1.5,
    TimeRelation.OPEN: -0.5,
    TimeRelation.WITHIN: 0.5,
    TimeRelation.NEXT: -1.0,
    TimeRelation.SAME: 0.75,
}
_A_DAY_BETWEEN = 0.35  # of publication, for claims that give no day
_MOST_DAYS = 10
_ACTORS = 0.5
_STRANGERS = -1.0
_TARGETS = 0.25
_SAME_COUNT = 1.25
_OWN_COUNT = 2.5  # large and not round
_NEAR_COUNT = 0.75
_NEAR_RATIO = 2.0
_FAR_COUNT = -1.0
_FAR_RATIO = 4.0
_OTHER_COUNT = -0.75
_OTHER_SPAN = -2.0  # the dead of a day beside those since a day
_PART_HELD = -2.0  # the town is not the province
_HELD = frozenset(
    {
        "capture.take",
        "capture.fall",
        "capture.fallen",
        "capture.fell-to",
        "capture.lose",
        "capture.lose-control",
        "control.free-of",
        "control.hold",
        "control.occupied",
        "control.stronghold",
    }
)
_CASUALTIES = -0.5  # places of war have dead every day
_OTHER_STATUS = -0.25
_WORDS = 2.25
_SENTENCE = 4.0


def evidence_of(left: Facts, right: Facts, relations: Relations) -> float:
    """What speaks for one happening, in points: each about what its odds multiply by e. Negative speaks against."""
    points = _PLACES.get(relations.place, 0.0) + _TIMES.get(relations.time, 0.0)
    points += _WORDS * relations.likeness + _SENTENCE * relations.around
    points += _SAME_TYPE * (left.card.claim.type is right.card.claim.type)
    points += _SAME_DEED * (left.deed == right.deed) + _SINGULAR_DEED * (left.deed == right.deed in _SINGULAR)
    points += _STRANGERS if relations.actors is PartyRelation.CONFLICT else _ACTORS * relations.actors
    points += _TARGETS * max(0, relations.targets)
    if left.family == "holding":
        points += _PART_HELD * (relations.place in (PlaceRelation.INSIDE, PlaceRelation.INSIDE_COARSE))
    points += _CASUALTIES * (left.family == "casualties")
    points += _OTHER_STATUS * (left.card.claim.status is not right.card.claim.status)
    points += _count_points(left, right, relations)
    if not (_is_of_a_day(left) and _is_of_a_day(right)) and None not in (left.published, right.published):
        points -= _A_DAY_BETWEEN * min(_MOST_DAYS, abs((left.published or 0) - (right.published or 0)))
    return points


def _is_of_a_day(claim: Facts) -> bool:
    """Its day says which happening it is; an undated claim and a running total are of the day of telling."""
    return claim.is_dated and not (claim.figure is not None and claim.figure.is_total)


def deed_held(claim: Facts) -> str:
    """Taking, holding and losing a place are one deed, told from three sides."""
    return "held" if claim.deed in _HELD else claim.deed


def _count_points(left: Facts, right: Facts, relations: Relations) -> float:
    """The same count, one that is near it (a toll of later the same day), one that is far off, one of other people."""
    one, other = left.figure, right.figure
    if one is None or other is None:
        return 0.0
    if relations.figure is FigureRelation.EQUAL:
        if not one.is_plain or one.low < 3:
            return _NEAR_COUNT
        return _OWN_COUNT if one.low >= _LARGE and one.low % 10 else _SAME_COUNT
    points = _OTHER_COUNT if _counts_otherwise(one, other) else 0.0
    points += _OTHER_SPAN * (one.is_total is not other.is_total)
    low, high = sorted((one.low or one.high, other.low or other.high))
    if high <= _NEAR_RATIO * low:
        return points + _NEAR_COUNT
    return points + (_FAR_COUNT if high > _FAR_RATIO * low else 0.0)


def _counts_otherwise(one: Figure, other: Figure) -> bool:
    """A running total beside the count of one day, counts of other people, a part beside a whole."""
    return one.is_total is not other.is_total or one.is_part is not other.is_part or one.counts[1] != other.counts[1]
