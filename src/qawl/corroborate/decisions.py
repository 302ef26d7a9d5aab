"""What people decided on pairs of claims, and what follows from it for an account.

A person's word outranks every rule: two claims that somebody joined stand in one account, two that somebody parted
never do. A contradiction that somebody rejected is not listed, whichever claims of the same two origins say the same
two things; one that somebody confirmed is, and its claims stand in one account. ``conflict.decided`` is the rule of
those that no other rule found.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from qawl.corroborate.facts import Facts
from qawl.model.account import Conflict, ConflictKind, Pair, Verdict
from qawl.model.span import Span

ClaimPair = tuple[str, str]
"""Two claims by id, the lesser first."""

JOINED = "pair.decided"
"""The rule of two claims that a person joined."""
CONTESTED = "conflict.decided"
"""The rule of two claims that only a person says to contradict each other."""


@dataclass(frozen=True, slots=True)
class Decisions:
    """Pairs of claims that people ``joined`` or ``parted``, that they said to contradict each other, or not to."""

    joined: frozenset[ClaimPair] = frozenset()
    parted: frozenset[ClaimPair] = frozenset()
    contested: frozenset[ClaimPair] = frozenset()
    uncontested: frozenset[ClaimPair] = frozenset()

    def part(self, one: Facts, other: Facts) -> bool:
        """True where somebody said that two claims do not tell one happening."""
        return bool(self.parted) and in_order(one.card.id, other.card.id) in self.parted


def in_order(one: str, other: str) -> ClaimPair:
    """A pair by its ids."""
    return (one, other) if one < other else (other, one)


def joined_pair(one: str, other: str) -> Pair:
    """The pair of two claims that a person joined."""
    left, right = in_order(one, other)
    return Pair(left, right, Verdict.SAME, JOINED, (("score", 1.0),))


def joined_sets(claims: Iterable[str], decisions: Decisions) -> list[set[str]]:
    """The sets of these claims that people joined; a pair that would bring together what somebody parted joins none."""
    present = set(claims)
    set_of = {claim: {claim} for claim in present}
    for left, right in sorted(decisions.joined):
        if not {left, right} <= present or set_of[left] is set_of[right]:
            continue
        both = set_of[left] | set_of[right]
        if any(one in both and other in both for one, other in decisions.parted):
            continue
        for claim in both:
            set_of[claim] = both
    return [found for claim, found in sorted(set_of.items()) if len(found) > 1 and claim == min(found)]


def contested(
    conflicts: Iterable[Conflict], decisions: Decisions, facts: Mapping[str, Facts], origins: Mapping[str, str]
) -> Iterator[Conflict]:
    """The conflicts of an account without those that somebody rejected, and with those that somebody confirmed."""

    def said(left: str, right: str) -> frozenset[tuple[object, ...]]:
        return frozenset(_said(facts[claim], origins) for claim in (left, right))

    rejected = {said(*pair) for pair in decisions.uncontested if set(pair) <= facts.keys()}
    listed = set()
    for one in conflicts:
        if not rejected or said(one.left, one.right) not in rejected:
            listed.add(said(one.left, one.right))
            yield one
    for pair in sorted(decisions.contested):
        if set(pair) <= facts.keys() and said(*pair) not in listed:
            yield _decided_conflict(facts[pair[0]], facts[pair[1]], origins)


def _decided_conflict(left: Facts, right: Facts, origins: Mapping[str, str]) -> Conflict:
    """A contradiction on a person's word; in what the two contradict each other shows in what they say."""
    kind = _kind(left, right)
    return Conflict(
        kind=kind,
        left=left.card.id,
        right=right.card.id,
        left_span=_span(left, kind),
        right_span=_span(right, kind),
        left_origin=origins[left.card.id],
        right_origin=origins[right.card.id],
        rule=CONTESTED,
    )


def _kind(left: Facts, right: Facts) -> ConflictKind:
    if left.card.claim.status is not right.card.claim.status:
        return ConflictKind.DENIAL
    if left.family == right.family == "holding":
        return ConflictKind.CONTROL
    if left.figure is not None and right.figure is not None and left.figure != right.figure:
        return ConflictKind.FIGURE
    if left.actors and right.actors and not left.actors & right.actors:
        return ConflictKind.PERPETRATOR
    return ConflictKind.OUTCOME


def _span(facts: Facts, kind: ConflictKind) -> Span:
    quantity = facts.card.claim.quantity
    return quantity.mention.span if kind is ConflictKind.FIGURE and quantity is not None else facts.card.claim.evidence


def _said(facts: Facts, origins: Mapping[str, str]) -> tuple[object, ...]:
    """What a conflict is about: who says it, as what, and the number."""
    figure = facts.figure
    return origins[facts.card.id], facts.card.claim.status.value, figure and (figure.low, figure.high)
