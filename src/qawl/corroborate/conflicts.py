"""Contradictions inside a happening: figures, perpetrators, outcomes, denials, who holds a place.

A contradiction needs two claims that are about one happening but for the very thing in which they differ, from two
origins. A rising toll, a part and its whole, an earlier holder and a later one contradict nothing.

Rules: ``conflict.figure``, ``conflict.figure-retold`` (the same words with another number), ``conflict.figure-
beside`` (two speakers of one article), ``conflict.denial``, ``conflict.control``, ``conflict.outcome``,
``conflict.none-hurt``, ``conflict.perpetrator``.
"""

from collections.abc import Iterable, Mapping

from qawl.corroborate.denials import denial_between
from qawl.corroborate.facts import Facts
from qawl.corroborate.figures import Figure, FigureRelation
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
from qawl.model.account import ClaimCard, Conflict, ConflictKind
from qawl.model.claim import ClaimType, Harm, Status
from qawl.model.span import Span

_FIGURE_SCORE = 5.0
_OTHER_SCORE = 6.0
_BESIDE_REACH = 500  # characters between two counts that an article sets side by side
_DISPUTE_RATIO = 3.0  # counts further apart are mostly counts of other things
_LARGE = 50
_NEARLY = 1.2
_MASSACRE = 10
_TALKED_OF = 30
_TALKED_DAYS = 7
_LOADS = frozenset({"capability", "aid"})
_COUNTRY = 3
_RISING = frozenset({ClaimType.CASUALTIES, ClaimType.DISPLACEMENT, ClaimType.DETENTION, ClaimType.AID})
_HOLDS = frozenset({"capture.take", "control.hold"})
_INTERCEPTED = frozenset({"strike.intercept", "strike.air-defence", "attack.repel"})
_STRUCK = frozenset({"strike.missiles-hit", "strike.struck", "strike.hit-place", "strike.hit-targets"})  # by predicate
_RETOLD = "conflict.figure-retold"


def conflict_between(left: Facts, right: Facts, relations: Relations) -> tuple[ConflictKind, str] | None:
    """The kind of contradiction between two claims and its rule; None when there is none."""
    if _cannot_contradict(left, right):
        return None
    if left.origin == right.origin:
        return _retold(left, right, relations)
    if left.card.claim.status is not right.card.claim.status:
        return denial_between(left, right, relations)
    if not _are_asserted(left, right):
        return None
    if is_beside(left, right):
        return ConflictKind.FIGURE, "conflict.figure-beside"
    for rule in (_retold, _control, _outcome):
        found = rule(left, right, relations)
        if found is not None:
            return found
    return _figure(left, right, relations) or _perpetrator(left, right, relations)


def _cannot_contradict(left: Facts, right: Facts) -> bool:
    """Forecasts, versions of one article, and what one speaker says twice in one outlet, or does not assert."""
    if left.is_ahead or right.is_ahead or _are_versions(left, right):
        return True
    if left.origin != right.origin:
        return False
    return left.card.outlet == right.card.outlet or not _are_asserted(left, right)


def _are_versions(left: Facts, right: Facts) -> bool:
    """Two versions of one article: what changed between them is a correction."""
    return left.card.article == right.card.article and left.card.document != right.card.document


def is_beside(left: Facts, right: Facts) -> bool:
    """Two speakers of one article count the same things, one after the other, and leave each other no room.

    «قال فلان إن الرتل ضم 60 آلية، وقدره المركز بما بين 25 و30»: where place and type of the second come from afar, the
    article itself sets the two side by side.
    """
    if left.card.document != right.card.document or left.figure is None or right.figure is None:
        return False
    if left.origin == right.origin or min(len(left.card.speakers), len(right.card.speakers)) < 2:
        return False
    if left.is_ahead or right.is_ahead or not _are_asserted(left, right):
        return False
    if left.figure.is_part or right.figure.is_part or left.figure.is_vague or right.figure.is_vague:
        return False
    if not _count_alike(left, right) or relate_times(left, right) is TimeRelation.APART:
        return False
    if relate_places(left, right) is PlaceRelation.APART and (
        left.figure.harm
        or (left.family == "displacement" and not (left.card.is_placed_by_evidence or right.card.is_placed_by_evidence))
        or (left.card.is_placed_by_evidence and right.card.is_placed_by_evidence)
    ):
        return False
    if not _is_dispute(left.figure, right.figure):
        return False
    spans = sorted((facts.card.claim.evidence.start, facts.card.claim.evidence.end) for facts in (left, right))
    return spans[1][0] - spans[0][1] <= _BESIDE_REACH


def _count_alike(left: Facts, right: Facts) -> bool:
    """The same people, or the same things loaded, moved or seen."""
    assert left.figure is not None
    assert right.figure is not None
    is_of_flight = left.family == right.family == "displacement"
    if left.figure.is_total is not right.figure.is_total and not is_of_flight:
        return False
    if left.figure.counts == right.figure.counts:
        return True
    is_load = bool({left.family, right.family} & _LOADS) and not left.figure.harm and not right.figure.harm
    return is_load and left.figure.unit == right.figure.unit


def _is_dispute(left: Figure, right: Figure) -> bool:
    """No room for each other, and yet so near that one thing is counted."""
    small, large = sorted((left, right), key=lambda figure: figure.low or figure.high)
    if large.low <= small.high:
        return False
    return large.low <= _DISPUTE_RATIO * small.high


def _are_asserted(left: Facts, right: Facts) -> bool:
    return left.card.claim.status is Status.ASSERTED and right.card.claim.status is Status.ASSERTED


def _retold(left: Facts, right: Facts, relations: Relations) -> tuple[ConflictKind, str] | None:
    """The same words with another number: one of the two changed it."""
    if relations.figure is not FigureRelation.DIFFER or not relations.is_retold:
        return None
    if relations.place is PlaceRelation.APART or relations.time <= TimeRelation.OPEN or is_series(left, right):
        return None
    return ConflictKind.FIGURE, _RETOLD


def _figure(left: Facts, right: Facts, relations: Relations) -> tuple[ConflictKind, str] | None:
    """Two counts of the same thing that leave each other no room."""
    if relations.figure is not FigureRelation.DIFFER or left.figure is None or right.figure is None:
        return None
    if relations.actors is PartyRelation.CONFLICT or relations.targets is PartyRelation.CONFLICT:
        return None
    is_other_article = left.card.document != right.card.document  # one article tells two tolls of two things
    if is_other_article and _nearly_agree(left, right, relations):
        return ConflictKind.FIGURE, "conflict.figure"
    if (
        left.family != "casualties"
        and relations.actors is not PartyRelation.AGREE
        and {party.key for party in left.card.actors} != {party.key for party in right.card.actors}
    ):
        return None  # what one of several fired is part of what all fired
    if left.deed != right.deed or left.figure.is_vague or right.figure.is_vague or is_series(left, right):
        return None
    if max(left.grade or 0, right.grade or 0) >= _COUNTRY and relations.shared < 2:
        return None
    if relations.place <= PlaceRelation.INSIDE_COARSE:
        return None
    score = score_of(left, right, relations)
    if relations.time is TimeRelation.SAME and score >= _FIGURE_SCORE:
        return ConflictKind.FIGURE, "conflict.figure"
    if is_other_article and _is_one_massacre(left, right, relations):
        return ConflictKind.FIGURE, "conflict.figure"
    if (
        relations.time in (TimeRelation.NEWS, TimeRelation.NEXT)
        and relations.shared >= 3
        and score >= _FIGURE_SCORE + 0.5
    ):
        return ConflictKind.FIGURE, "conflict.figure"
    return None


def _is_one_massacre(left: Facts, right: Facts, relations: Relations) -> bool:
    """So many dead of one town in one news: no town has two such tolls a day, however differently they are told.

    Of the largest people speak for a week.
    """
    if left.deed != Harm.KILLED.value or not _is_one_town(left, right, relations):
        return False
    if left.figure is None or right.figure is None or not _is_dispute(left.figure, right.figure):
        return False
    least = min(figure.low or figure.high for figure in (left.figure, right.figure))
    if relations.time is TimeRelation.NEWS and relations.place is PlaceRelation.SAME:
        return least >= _MASSACRE
    is_recent = None not in (left.published, right.published) and _days_apart(left, right) <= _TALKED_DAYS
    return relations.time in (TimeRelation.NEWS, TimeRelation.OPEN) and least >= _TALKED_OF and is_recent


def _is_one_town(left: Facts, right: Facts, relations: Relations) -> bool:
    """One town; or a town and its province, which is only where the article is set."""
    if relations.place is PlaceRelation.SAME:
        return left.grade == 0
    town, province = sorted((left, right), key=lambda facts: facts.grade or 0)
    is_set_there = relations.place is PlaceRelation.INSIDE and not province.card.is_placed_by_evidence
    return is_set_there and town.grade == 0


def _nearly_agree(left: Facts, right: Facts, relations: Relations) -> bool:
    """Two large counts of one day that are nearly the same are of the same thing: «103 صواريخ», «105 صواريخ»."""
    if left.deed != right.deed or is_series(left, right) or relations.time is not TimeRelation.SAME:
        return False
    if relations.place not in (PlaceRelation.SAME, PlaceRelation.SAME_COARSE):
        return False
    one, other = left.figure, right.figure
    if one is None or other is None or not (one.is_plain and other.is_plain):
        return False
    small, large = sorted((one.low, other.low))
    return small >= _LARGE and large <= _NEARLY * small


def _days_apart(left: Facts, right: Facts) -> int:
    assert left.published is not None
    assert right.published is not None
    return abs(left.published - right.published)


def is_series(left: Facts, right: Facts) -> bool:
    """A count that a later report raises: a toll, people who fled."""
    if left.card.claim.type not in _RISING or left.figure is None or right.figure is None:
        return False
    if left.published is None or right.published is None or left.published == right.published:
        return False
    earlier, later = (left, right) if left.published < right.published else (right, left)
    assert earlier.figure is not None and later.figure is not None
    return later.figure.low > earlier.figure.low


def _control(left: Facts, right: Facts, relations: Relations) -> tuple[ConflictKind, str] | None:
    """Two holders of one place at one time."""
    if left.deed not in _HOLDS or right.deed not in _HOLDS or relations.actors is not PartyRelation.CONFLICT:
        return None
    if relations.place is not PlaceRelation.SAME or relations.time not in (TimeRelation.SAME, TimeRelation.NEWS):
        return None
    state = "" if left.card.place is None else f"country.{left.card.place.country}"
    if state in left.actors | right.actors or not _is_plainly_placed(left, right) or not _name_actors(left, right):
        return None
    return ConflictKind.CONTROL, "conflict.control"


def _is_plainly_placed(left: Facts, right: Facts) -> bool:
    return left.card.is_placed_by_evidence and right.card.is_placed_by_evidence


def _name_actors(left: Facts, right: Facts) -> bool:
    """True where both claims name who did it in their own words."""
    return not any(actor.is_inherited for facts in (left, right) for actor in facts.card.actors)


def _outcome(left: Facts, right: Facts, relations: Relations) -> tuple[ConflictKind, str] | None:
    """It was shot down, it hit."""
    deeds = tuple(facts.card.claim.rule.partition("+")[0] for facts in (left, right))
    is_opposed = any(one in _INTERCEPTED and other in _STRUCK for one, other in (deeds, deeds[::-1]))
    if not is_opposed or relations.place is not PlaceRelation.SAME or relations.time is not TimeRelation.SAME:
        return None
    return ConflictKind.OUTCOME, "conflict.outcome"


def _perpetrator(left: Facts, right: Facts, relations: Relations) -> tuple[ConflictKind, str] | None:
    """The same deed with the same marks, by two who have nothing to do with each other."""
    if relations.actors is not PartyRelation.CONFLICT or left.card.claim.type is not right.card.claim.type:
        return None
    if left.family not in ("violence", "casualties") or left.deed.startswith("clash."):
        return None
    if relations.place is not PlaceRelation.SAME or relations.time is not TimeRelation.SAME:
        return None
    if not _name_actors(left, right):
        return None
    is_counted = relations.figure is FigureRelation.EQUAL and left.figure is not None and left.figure.low >= 5
    if relations.figure is FigureRelation.DIFFER or not (is_counted or relations.shared >= 3):
        return None
    is_enough = score_of(left, right, relations) >= _OTHER_SCORE
    return (ConflictKind.PERPETRATOR, "conflict.perpetrator") if is_enough else None


def conflicts_of(
    cards: Iterable[ClaimCard], facts: Mapping[str, Facts], origins: Mapping[str, str]
) -> tuple[Conflict, ...]:
    """The contradictions among claims of one account, one for every two origins and two things said.

    ``origins`` has the key of each claim's origin after collapsing; two claims of one origin contradict each other only
    where the words are the same and the number is not.
    """
    ordered = sorted(cards, key=lambda card: card.id)
    found: dict[tuple[object, ...], Conflict] = {}
    for at, one in enumerate(ordered):
        for other in ordered[at + 1 :]:
            left, right = facts[one.id], facts[other.id]
            if _cannot_contradict(left, right) or (left.family != right.family and not is_beside(left, right)):
                continue
            kind_and_rule = conflict_between(left, right, relate(left, right))
            if kind_and_rule is None or (origins[one.id] == origins[other.id] and kind_and_rule[1] != _RETOLD):
                continue
            kind, rule = kind_and_rule
            key = (kind, *sorted((_said(left, origins), _said(right, origins)), key=str))
            found.setdefault(key, _conflict(kind, rule, one, other, origins))
    return tuple(found[key] for key in sorted(found, key=str))


def _said(facts: Facts, origins: Mapping[str, str]) -> tuple[object, ...]:
    figure = facts.figure
    return origins[facts.card.id], facts.card.claim.status.value, figure and (figure.low, figure.high)


def _conflict(kind: ConflictKind, rule: str, left: ClaimCard, right: ClaimCard, origins: Mapping[str, str]) -> Conflict:
    return Conflict(
        kind=kind,
        left=left.id,
        right=right.id,
        left_span=_span(kind, left),
        right_span=_span(kind, right),
        left_origin=origins[left.id],
        right_origin=origins[right.id],
        rule=rule,
    )


def _span(kind: ConflictKind, card: ClaimCard) -> Span:
    """The number of a figure, the evidence of anything else."""
    quantity = card.claim.quantity
    return quantity.mention.span if kind is ConflictKind.FIGURE and quantity is not None else card.claim.evidence
