"""Two claims: do they tell one happening, contradict each other about it, or have nothing to do with each other?

Nothing here is sure, so evidence is added up: a town in common says more than a country, one day more than a month, a
count of 43 more than a count of two. Place, time and parties that exclude each other decide against, whatever else is
alike; type and time alone never decide for. Where the evidence is middling the answer is «unsure», and nothing is
joined.

Rules: ``pair.other-type`` (families apart, or forecast beside report), ``pair.place-apart``, ``pair.time-apart``,
``pair.actors-apart``, ``pair.retold`` (the same words in the same order), ``pair.rising-toll``, ``pair.figures-
differ``, ``pair.counts-otherwise`` (a total beside a day, children beside soldiers), ``pair.same-figure``,
``pair.same-happening``, ``pair.thin`` (too little in common), and those of ``conflicts``.
"""

from qawl.corroborate.conflicts import conflict_between, is_beside, is_series
from qawl.corroborate.denials import is_countered, is_same_deed
from qawl.corroborate.facts import Facts, facts_of
from qawl.corroborate.figures import FigureRelation
from qawl.corroborate.relations import (
    PartyRelation,
    PlaceRelation,
    Relations,
    TimeRelation,
    relate,
    relate_places,
    relate_times,
)
from qawl.corroborate.scores import score_of
from qawl.model.account import ClaimCard, Pair, Verdict

_ENOUGH = 6.9
_ENOUGH_EXACT = 6.0
_ENOUGH_COUNTED = 5.5
_ENOUGH_DAY = 6.0
_ENOUGH_DEED = 5.9
_UNSURE = 5.0
_TALKED_DAYS = 10
_SINGULAR = frozenset({"attack.chemical", "capture.take", "operation.campaign"})
_RISING = 6.0
_OTHER_DEED = 1.5
_OTHER_TYPE = 2.0
_OTHER_NAMES = 1.0
_COUNT = 3


def judge_pair(left: ClaimCard, right: ClaimCard) -> Pair:
    """Compare two claims; symmetric, inside one article too."""
    return judge(facts_of(left), facts_of(right))


def judge(left: Facts, right: Facts) -> Pair:
    """The same for claims whose facts are worked out already."""
    if right.card.id < left.card.id:
        left, right = right, left
    hindrance = hindrance_between(left, right)
    if hindrance is not None:
        return Pair(left.card.id, right.card.id, Verdict.UNRELATED, hindrance)
    relations = relate(left, right)
    score = score_of(left, right, relations)
    features = _features(relations, score)
    conflict = conflict_between(left, right, relations, score)
    if conflict is not None:
        kind, rule = conflict
        return Pair(left.card.id, right.card.id, Verdict.CONFLICTS, rule, features, kind)
    verdict, rule = _verdict(left, right, relations, score)
    return Pair(left.card.id, right.card.id, verdict, rule, features)


def hindrance_between(left: Facts, right: Facts) -> str | None:
    """The cheap reasons why two claims cannot tell one happening, by rule; None when there is none."""
    if left.family != right.family or left.is_ahead is not right.is_ahead:
        return None if is_beside(left, right) else "pair.other-type"
    place = relate_places(left, right)
    if place is PlaceRelation.APART and not left.runs & right.runs:
        return None if is_beside(left, right) or is_countered(left, right) else "pair.place-apart"
    if relate_times(left, right) is TimeRelation.APART:
        return "pair.time-apart"
    return None


def _verdict(left: Facts, right: Facts, relations: Relations, score: float) -> tuple[Verdict, str]:
    if relations.actors is PartyRelation.CONFLICT or relations.targets is PartyRelation.CONFLICT:
        return Verdict.UNRELATED, "pair.actors-apart"
    if relations.figure is FigureRelation.DIFFER:
        is_rising = is_series(left, right) and relations.time is TimeRelation.SAME and score >= _RISING
        is_rising = is_rising and relations.shared >= 2 and relations.place > PlaceRelation.INSIDE_COARSE
        return (Verdict.SAME, "pair.rising-toll") if is_rising else (Verdict.UNSURE, "pair.figures-differ")
    if _counts_otherwise(left, right):
        return Verdict.UNSURE, "pair.counts-otherwise"
    if relations.is_retold and relations.time is not TimeRelation.OPEN:
        return Verdict.SAME, "pair.retold"
    if left.family == "support" and min(relations.actors, relations.targets) is not PartyRelation.AGREE:
        return Verdict.UNSURE, "pair.thin"  # many back many at all times
    if left.is_ahead and not (relations.shared >= 3 and relations.share >= 0.5):
        return Verdict.UNSURE, "pair.thin"
    if relations.place is PlaceRelation.APART:
        return Verdict.UNRELATED, "pair.place-apart"
    if not is_same_deed(left, right):
        score -= _OTHER_DEED if left.card.claim.type is right.card.claim.type else _OTHER_TYPE
    if left.family == "holding" and relations.place is PlaceRelation.NEAR:
        return Verdict.UNRELATED, "pair.place-apart"  # towns change hands one by one
    if (
        left.family == "holding"
        and relations.actors is PartyRelation.UNKNOWN
        and left.card.actors
        and right.card.actors
    ):
        score -= _OTHER_NAMES  # two names, and nothing says that they are one
    if score >= _least(left, right, relations) and _is_tied(relations):
        is_figure = relations.figure is FigureRelation.EQUAL
        return Verdict.SAME, "pair.same-figure" if is_figure else "pair.same-happening"
    return (Verdict.UNSURE if score >= _UNSURE else Verdict.UNRELATED), "pair.thin"


def _counts_otherwise(left: Facts, right: Facts) -> bool:
    """A running total beside the count of one day, or counts of other people, neither a part."""
    one, other = left.figure, right.figure
    if one is None or other is None or one.counts[0] != other.counts[0]:
        return False
    if one.is_total is not other.is_total:
        return True
    return one.counts != other.counts and one.is_plain and other.is_plain and not (one.is_part or other.is_part)


def _least(left: Facts, right: Facts, relations: Relations) -> float:
    """How much must be in common: less where the deed is the same and a town, a day or a count of its own are too."""
    if left.deed != right.deed:
        return _ENOUGH
    if relations.time < TimeRelation.NEWS:
        return _ENOUGH_EXACT - 1.0 if _is_one_talked_of(left, right, relations) else _ENOUGH
    if relations.figure is FigureRelation.EQUAL and left.figure is not None and left.figure.is_plain:
        return _ENOUGH_COUNTED if left.figure.low >= _COUNT else _ENOUGH
    is_exact = relations.place >= PlaceRelation.INSIDE and max(left.grade or 0, right.grade or 0) <= 1
    if is_exact and relations.shared >= 2:
        return _ENOUGH_EXACT
    if relations.time is not TimeRelation.SAME:
        return _ENOUGH
    if relations.place is PlaceRelation.SAME and relations.figure is not FigureRelation.APART:
        return _ENOUGH_DAY
    if relations.actors is not PartyRelation.AGREE or relations.figure is FigureRelation.APART:
        return _ENOUGH
    return _ENOUGH_DEED if left.family == "violence" and relations.place >= PlaceRelation.SAME_COARSE else _ENOUGH_DAY


def _is_one_talked_of(left: Facts, right: Facts, relations: Relations) -> bool:
    """A deed that a town sees once in a while, still talked of some days later in the same words."""
    if left.deed not in _SINGULAR or relations.place is not PlaceRelation.SAME or left.grade != 0:
        return False
    if left.published is None or right.published is None or abs(left.published - right.published) > _TALKED_DAYS:
        return False
    return relations.shared >= 2 and relations.share >= 0.5


def _is_tied(relations: Relations) -> bool:
    """Type and time alone never join: a place, a count, or words must be in common too."""
    if relations.place is PlaceRelation.UNKNOWN or relations.time is TimeRelation.OPEN:
        if relations.place is PlaceRelation.SAME and relations.shared >= 2 and relations.share >= 0.5:
            return True
        return relations.shared >= 4 and relations.share >= 0.6
    is_counted = relations.figure is FigureRelation.EQUAL
    is_done_by = relations.actors is PartyRelation.AGREE and relations.place is PlaceRelation.SAME_COARSE
    if is_done_by and relations.time is TimeRelation.SAME and relations.shared:
        return True
    return relations.place >= PlaceRelation.INSIDE or is_counted or relations.shared >= 3


def _features(relations: Relations, score: float) -> tuple[tuple[str, float], ...]:
    return (
        ("actors", max(0.0, float(relations.actors))),
        ("figure", 1.0 if relations.figure is FigureRelation.EQUAL else 0.0),
        ("place", max(0.0, relations.place / PlaceRelation.SAME)),
        ("score", min(1.0, round(score / 12, 3))),
        ("targets", max(0.0, float(relations.targets))),
        ("time", max(0.0, relations.time / TimeRelation.SAME)),
        ("words", round(min(1.0, relations.share), 3)),
    )
