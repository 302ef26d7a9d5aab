"""Two claims: do they tell one happening, contradict each other about it, or have nothing to do with each other?

Nothing here is sure, so evidence is added up in ``evidence``: a town in common says more than a country, one day more
than a month, a count of 43 more than a count of two, words of the claim and of its sentence the more the more of them
are shared. Place, time and parties that exclude each other by the claims' own words decide against, whatever else is
alike; type and time alone never decide for. Where the evidence is middling the answer is «unsure», and nothing is
joined: a wrong account does more harm than a missing one.

Rules: ``pair.other-type`` (families apart, or forecast beside report), ``pair.other-deed`` (the dead and the wounded),
``pair.place-apart``, ``pair.time-apart``, ``pair.actors-apart``, ``pair.retold`` (the same words in the same order),
``pair.rising-toll``, ``pair.same-figure``, ``pair.same-happening``, ``pair.perhaps`` (much in common, not joined),
``pair.thin`` (too little), and those of ``conflicts``.
"""

from qawl.corroborate.conflicts import conflict_between, is_beside
from qawl.corroborate.denials import is_countered
from qawl.corroborate.evidence import deed_held, evidence_of
from qawl.corroborate.facts import Facts, facts_of
from qawl.corroborate.figures import FigureRelation
from qawl.corroborate.relations import (
    PartyRelation,
    PlaceRelation,
    Relations,
    TimeRelation,
    is_dated_apart,
    is_placed_apart,
    relate,
)
from qawl.model.account import ClaimCard, Pair, Verdict

PERHAPS = "pair.perhaps"
"""The rule of two claims that have much in common, and are not joined."""

_ENOUGH = 4.4
_LEAST = {
    "agreement": 3.75,
    "aid": 5.0,
    "capability": 5.0,
    "casualties": 4.4,
    "detention": 5.0,
    "holding": 5.0,
    "support": 4.75,
}
_DOUBT = 2.0
_SOME_WORDS = 0.1
_MANY_WORDS = 0.2
_DEFENCE = frozenset({"strike.intercept", "strike.air-defence", "attack.repel"})
_OF_ONE_DEED = frozenset({"casualties"})  # the dead are not the wounded


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
    evidence = evidence_of(left, right, relations)
    features = _features(relations, evidence)
    conflict = conflict_between(left, right, relations)
    if conflict is not None:
        kind, rule = conflict
        return Pair(left.card.id, right.card.id, Verdict.CONFLICTS, rule, features, kind)
    verdict, rule = _verdict(left, right, relations, evidence)
    return Pair(left.card.id, right.card.id, verdict, rule, features)


def hindrance_between(left: Facts, right: Facts) -> str | None:
    """The cheap reasons why two claims cannot tell one happening, by rule; None when there is none."""
    if left.family != right.family or left.is_ahead is not right.is_ahead:
        return None if is_beside(left, right) else "pair.other-type"
    if is_placed_apart(left, right) and not left.runs & right.runs:
        return None if is_beside(left, right) or is_countered(left, right) else "pair.place-apart"
    return "pair.time-apart" if is_dated_apart(left, right) else None


def _verdict(left: Facts, right: Facts, relations: Relations, evidence: float) -> tuple[Verdict, str]:
    if relations.actors is PartyRelation.CONFLICT and (left.family == "holding" or _are_named(left, right)):
        return Verdict.UNRELATED, "pair.actors-apart"
    if is_placed_apart(left, right) and not relations.is_retold:
        return Verdict.UNRELATED, "pair.place-apart"
    if left.family == "holding" and relations.place is PlaceRelation.NEAR:
        return Verdict.UNRELATED, "pair.place-apart"  # towns change hands one by one
    if relations.is_retold and relations.time > TimeRelation.OPEN:
        return Verdict.SAME, "pair.retold"
    if _are_other_deeds(left, right):
        return Verdict.UNSURE, "pair.other-deed"
    least = _LEAST.get(left.family, _ENOUGH)
    if evidence >= least and _is_tied(left, right, relations):
        is_rising = relations.figure is FigureRelation.DIFFER
        is_figure = relations.figure is FigureRelation.EQUAL
        rule = "pair.rising-toll" if is_rising else "pair.same-figure" if is_figure else "pair.same-happening"
        return Verdict.SAME, rule
    if evidence < least - _DOUBT:
        return Verdict.UNRELATED, "pair.thin"
    return Verdict.UNSURE, PERHAPS if _is_tied(left, right, relations) else "pair.thin"


def _are_named(left: Facts, right: Facts) -> bool:
    """Both claims name in their own words who did it; an actor taken from elsewhere in an article may be wrong."""
    return not any(actor.is_inherited for facts in (left, right) for actor in facts.card.actors)


def _are_other_deeds(left: Facts, right: Facts) -> bool:
    """The dead and the wounded, what was fired and what shot it down, taking a place and nearing it."""
    if left.family == "holding":
        return deed_held(left) != deed_held(right)
    return left.deed != right.deed and (left.family in _OF_ONE_DEED or _is_defence(left) is not _is_defence(right))


def _is_defence(claim: Facts) -> bool:
    """Shooting down, repelling: the answer to what was fired, not the firing."""
    return claim.deed in _DEFENCE


def _is_tied(left: Facts, right: Facts, relations: Relations) -> bool:
    """Type and time alone never join: where one has no place, or no day, words must be in common."""
    in_common = relations.likeness + relations.around
    if left.family == "support" and max(relations.actors, relations.targets) is not PartyRelation.AGREE:
        return False  # many back many at all times
    if left.card.claim.type is not right.card.claim.type:
        return in_common >= _MANY_WORDS
    if relations.place is PlaceRelation.UNKNOWN or relations.time is TimeRelation.OPEN:
        return in_common >= _MANY_WORDS
    return in_common >= _SOME_WORDS or relations.figure is FigureRelation.EQUAL


def _features(relations: Relations, evidence: float) -> tuple[tuple[str, float], ...]:
    return (
        ("actors", max(0.0, float(relations.actors))),
        ("figure", 1.0 if relations.figure is FigureRelation.EQUAL else 0.0),
        ("place", max(0.0, relations.place / PlaceRelation.SAME)),
        ("score", max(0.0, min(1.0, round(evidence / 10, 3)))),
        ("targets", max(0.0, float(relations.targets))),
        ("time", max(0.0, relations.time / TimeRelation.SAME)),
        ("words", round(min(1.0, relations.share), 3)),
    )
