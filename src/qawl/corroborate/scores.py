"""How much two claims have in common, in points: enough of it, and what they say otherwise is a contradiction.

A town in common says more than a country, one day more than a month, a count of 43 more than a count of two. Whether
the two tell one happening is weighed in ``evidence``: two who deny each other need not share their words.
"""

from qawl.corroborate.facts import Facts
from qawl.corroborate.figures import FigureRelation
from qawl.corroborate.relations import PartyRelation, PlaceRelation, Relations, TimeRelation

_PLACE = {
    PlaceRelation.INSIDE_COARSE: 0.5,
    PlaceRelation.SAME_COARSE: 1.0,
    PlaceRelation.INSIDE: 1.5,
    PlaceRelation.NEAR: 1.5,
    PlaceRelation.SAME: 2.5,
}
_TIME = {TimeRelation.NEWS: 1.0, TimeRelation.WITHIN: 1.0, TimeRelation.NEXT: 1.5, TimeRelation.SAME: 3.0}
_LARGE = 20


def score_of(left: Facts, right: Facts, relations: Relations) -> float:
    """How much two claims have in common."""
    score = _PLACE.get(relations.place, 0.0) + _TIME.get(relations.time, 0.0)
    if relations.place is PlaceRelation.SAME and left.card.is_placed_by_evidence and right.card.is_placed_by_evidence:
        score += 0.5
    score += 1.0 if relations.actors is PartyRelation.AGREE else 0.0
    score += 0.5 if relations.targets is PartyRelation.AGREE else 0.0
    score += 1.0 if left.deed == right.deed else 0.0
    score += min(3.0, 0.75 * relations.shared) * min(1.0, 0.4 + relations.share)
    return score + _figure_score(left, right, relations)


def _figure_score(left: Facts, right: Facts, relations: Relations) -> float:
    """A count in common says the more the larger and the less round it is."""
    if relations.figure is not FigureRelation.EQUAL or left.figure is None or right.figure is None:
        return 0.0
    if not left.figure.is_plain:
        return 0.5
    value = left.figure.low
    if value < 3:
        return 1.0
    return 3.0 if value >= _LARGE and value % 100 else 2.0
