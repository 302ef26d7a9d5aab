"""Contradictions inside a happening: figures, perpetrators, outcomes, denials, who holds a place.

A contradiction needs two claims that are about one happening but for the very thing in which they differ, from two
origins. A rising toll, a part and its whole, an earlier holder and a later one contradict nothing.

Rules: ``conflict.figure``, ``conflict.figure-retold`` (the same words with another number), ``conflict.denial``,
``conflict.control``, ``conflict.outcome``, ``conflict.perpetrator``.
"""

from collections.abc import Iterable, Mapping

from qawl.corroborate.facts import Facts
from qawl.corroborate.figures import FigureRelation
from qawl.corroborate.relations import PartyRelation, PlaceRelation, Relations, TimeRelation, relate
from qawl.corroborate.scores import score_of
from qawl.model.account import ClaimCard, Conflict, ConflictKind
from qawl.model.claim import ClaimType, Status
from qawl.model.span import Span

_FIGURE_SCORE = 6.0
_DENIAL_SCORE = 5.5
_OTHER_SCORE = 6.0
_RISING = frozenset({ClaimType.CASUALTIES, ClaimType.DISPLACEMENT, ClaimType.DETENTION, ClaimType.AID})
_TAKES = frozenset({"capture.take", "capture.retake", "capture.taking", "capture.held", "control.hold", "control.held", "control.under", "control.keep", "control.subject", "capture.complete", "capture.retaking"})
_INTERCEPTED = frozenset({"strike.intercept", "strike.air-defence", "attack.repel"})
_STRUCK = frozenset({"strike.missiles-hit", "strike.struck", "strike.hit-place", "strike.hit-targets"})


def conflict_between(
    left: Facts, right: Facts, relations: Relations, score: float
) -> tuple[ConflictKind, str] | None:
    """The kind of contradiction between two claims and its rule; None when there is none."""
    if left.is_ahead or relations.time is TimeRelation.OPEN and not relations.is_retold:
        return None
    statuses = {left.card.claim.status, right.card.claim.status}
    if Status.DENIED in statuses and len(statuses) > 1:
        return _denial(left, right, relations, score)
    if statuses != {Status.ASSERTED}:
        return None
    return _figure(left, right, relations, score) or _control(left, right, relations, score) or _outcome(left, right, relations, score) or _perpetrator(left, right, relations, score)


def _denial(left: Facts, right: Facts, relations: Relations, score: float) -> tuple[ConflictKind, str] | None:
    """One says it happened, the other that it did not."""
    if relations.actors is PartyRelation.CONFLICT or relations.targets is PartyRelation.CONFLICT:
        return None
    if not is_same_deed(left, right) or relations.place <= PlaceRelation.UNKNOWN and not relations.is_retold:
        return None
    if score >= _DENIAL_SCORE and (relations.shared >= 1 or relations.actors is PartyRelation.AGREE or relations.place is PlaceRelation.SAME):
        return ConflictKind.DENIAL, "conflict.denial"
    return None


def _figure(left: Facts, right: Facts, relations: Relations, score: float) -> tuple[ConflictKind, str] | None:
    """Two counts of the same thing that leave each other no room."""
    if relations.figure is not FigureRelation.DIFFER or left.figure is None or right.figure is None:
        return None
    if relations.actors is PartyRelation.CONFLICT or relations.targets is PartyRelation.CONFLICT:
        return None
    if relations.is_retold and relations.place is not PlaceRelation.APART:
        return ConflictKind.FIGURE, "conflict.figure-retold"
    if left.deed != right.deed or not (left.figure.is_plain and right.figure.is_plain):
        return None
    if relations.place <= PlaceRelation.SAME_COARSE or score < _FIGURE_SCORE or relations.time < TimeRelation.NEXT:
        return None
    if _is_series(left, right):
        return None
    return ConflictKind.FIGURE, "conflict.figure"


def _is_series(left: Facts, right: Facts) -> bool:
    """A toll that a later report raises."""
    if left.card.claim.type not in _RISING or left.figure is None or right.figure is None:
        return False
    if left.published is None or right.published is None or left.published == right.published:
        return False
    earlier, later = (left, right) if left.published < right.published else (right, left)
    assert earlier.figure is not None and later.figure is not None
    return later.figure.low > earlier.figure.low


def _control(left: Facts, right: Facts, relations: Relations, score: float) -> tuple[ConflictKind, str] | None:
    """Two holders of one place at one time."""
    if left.deed not in _TAKES or right.deed not in _TAKES or relations.actors is not PartyRelation.CONFLICT:
        return None
    if relations.place is not PlaceRelation.SAME or relations.time not in (TimeRelation.SAME, TimeRelation.NEWS):
        return None
    if not (left.card.is_placed_by_evidence and right.card.is_placed_by_evidence):
        return None
    return ConflictKind.CONTROL, "conflict.control"


def _outcome(left: Facts, right: Facts, relations: Relations, score: float) -> tuple[ConflictKind, str] | None:
    """It was shot down, it hit; none were hurt, some were."""
    deeds = (left.deed, right.deed)
    is_opposed = any(one in _INTERCEPTED and other in _STRUCK for one, other in (deeds, deeds[::-1]))
    if not is_opposed or relations.place is not PlaceRelation.SAME or score < _OTHER_SCORE:
        return None
    return ConflictKind.OUTCOME, "conflict.outcome"


def _perpetrator(left: Facts, right: Facts, relations: Relations, score: float) -> tuple[ConflictKind, str] | None:
    """The same deed with the same marks, by two who have nothing to do with each other."""
    if relations.actors is not PartyRelation.CONFLICT or left.deed != right.deed:
        return None
    if left.family not in ("violence", "casualties") or left.deed.startswith("clash."):
        return None
    if relations.place is not PlaceRelation.SAME or relations.time not in (TimeRelation.SAME, TimeRelation.NEXT):
        return None
    is_marked = relations.figure is FigureRelation.EQUAL or relations.shared >= 3
    if not is_marked or score < _OTHER_SCORE:
        return None
    return ConflictKind.PERPETRATOR, "conflict.perpetrator"


def is_same_deed(left: Facts, right: Facts) -> bool:
    """The same predicate, or the noun and the verb of one."""
    return left.deed == right.deed or left.deed.partition("-")[0] == right.deed.partition("-")[0]


def conflicts_of(
    cards: Iterable[ClaimCard], facts: Mapping[str, Facts], origins: Mapping[str, str]
) -> tuple[Conflict, ...]:
    """The contradictions among claims of one account, one for every two origins and two things said."""
    ordered = sorted(cards, key=lambda card: card.id)
    found: dict[tuple[object, ...], Conflict] = {}
    for at, one in enumerate(ordered):
        for other in ordered[at + 1 :]:
            if origins[one.id] == origins[other.id] and one.document == other.document:
                continue
            left, right = facts[one.id], facts[other.id]
            if left.family != right.family or left.is_ahead is not right.is_ahead:
                continue
            relations = relate(left, right)
            kind_and_rule = conflict_between(left, right, relations, score_of(left, right, relations))
            if kind_and_rule is None:
                continue
            kind, rule = kind_and_rule
            if origins[one.id] == origins[other.id] and rule != "conflict.figure-retold":
                continue
            key = (kind, *sorted((_said(left, origins), _said(right, origins)), key=str))
            found.setdefault(key, _conflict(kind, rule, one, other, origins))
    return tuple(found[key] for key in sorted(found, key=str))


def _said(facts: Facts, origins: Mapping[str, str]) -> tuple[object, ...]:
    figure = facts.figure
    return origins[facts.card.id], facts.card.claim.status.value, figure and (figure.low, figure.high)


def _conflict(
    kind: ConflictKind, rule: str, left: ClaimCard, right: ClaimCard, origins: Mapping[str, str]
) -> Conflict:
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
