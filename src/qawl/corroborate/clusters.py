"""Pairs become accounts: the claims about one happening.

The clustering of a component follows from its claims alone, in whatever order they come. Claims are sorted: those
that say most exactly where, when and what come first. Each joins the account whose leading members it is most like,
where enough of these are like it and none excludes it in place, time or parties (a cannot-link); accounts whose leading
members are alike become one. Only a few leading members are asked, so that a chain of small likenesses does not draw
two happenings together.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import combinations

from qawl.corroborate.blocking import blocks_of, keys_of
from qawl.corroborate.conflicts import conflicts_of, is_beside
from qawl.corroborate.decisions import JOINED, ClaimPair, Decisions, contested, in_order, joined_pair, joined_sets
from qawl.corroborate.denials import is_countered
from qawl.corroborate.facts import Facts, facts_of
from qawl.corroborate.figures import line_up_figures
from qawl.corroborate.origins import origins_of
from qawl.corroborate.pairs import hindrance_between, judge
from qawl.corroborate.relations import PartyRelation, is_dated_apart, is_placed_apart, is_retold, relate_parties
from qawl.model.account import Account, ClaimCard, Pair, Verdict

_JOINS = frozenset({Verdict.SAME, Verdict.CONFLICTS})
_LEADING = 5  # members of a group that others are compared with
_SHARE = 3  # one of so many pairs must join
_SHARE_OPPOSED = 8  # or one of so many must contradict each other: a denial beside what it denies
_ROUNDS = 4
_ASKED = 50  # members of a group whom a claim left alone may contradict
_STRANGERS = (PartyRelation.CONFLICT, PartyRelation.CONFLICT)
_UNDECIDED = Decisions()
_NONE_STAND: Mapping[str, Account] = {}


@dataclass(slots=True)
class _Group:
    """An account in the making: its members, who stands for it first, and the pair by which each joined.

    The first ``decided`` members were joined by people. They may exclude each other; what is like one of them is not
    held against the others.
    """

    members: list[Facts]
    pairs: list[Pair] = field(default_factory=list)
    decided: int = 0

    @property
    def leading(self) -> list[Facts]:
        """The members that others are compared with."""
        return self.members[:_LEADING]

    @property
    def representative(self) -> Facts:
        return self.members[0]


def derive_accounts(cards: Iterable[ClaimCard]) -> list[Account]:
    """All accounts of these claims, in memory: blocks, components, clusters. Sorted by id."""
    by_id = {card.id: card for card in cards}
    facts = {key: facts_of(card) for key, card in by_id.items()}
    accounts: list[Account] = []
    for component in _components(by_id, facts):
        accounts += _cluster([facts[key] for key in component], _UNDECIDED, None, _NONE_STAND)
    return sorted(accounts, key=lambda account: account.id)


def cluster_component(
    cards: Sequence[ClaimCard],
    decisions: Decisions = _UNDECIDED,
    *,
    ties: Iterable[Pair] | None = None,
    standing: Mapping[str, Account] = _NONE_STAND,
) -> list[Account]:
    """The accounts of claims that hang together; a pure function of what is given, sorted by id.

    ``ties`` are the pairs among the claims that were found to be alike or against each other; without them all that
    meet under a blocking key are compared. ``standing`` are accounts of earlier, by id, on whose claims nothing has
    changed: one to which the same claims come together by the same rules again is given back as it is.
    """
    accounts = _cluster([facts_of(card) for card in cards], decisions, ties, standing)
    return sorted(accounts, key=lambda account: account.id)


def _components(by_id: Mapping[str, ClaimCard], facts: Mapping[str, Facts]) -> list[list[str]]:
    """Claims joined by pairs of their blocks; a claim by itself is none."""
    leader = {key: key for key in by_id}

    def find(key: str) -> str:
        while leader[key] != key:
            leader[key] = leader[leader[key]]
            key = leader[key]
        return key

    for _, block in sorted(blocks_of(by_id.values()).items()):
        for at, one in enumerate(block):
            for other in block[at + 1 :]:
                left, right = find(one.id), find(other.id)
                if left == right or hindrance_between(facts[one.id], facts[other.id]) is not None:
                    continue
                if judge(facts[one.id], facts[other.id]).verdict in _JOINS:
                    leader[max(left, right)] = min(left, right)
    components: dict[str, list[str]] = {}
    for key in sorted(by_id):
        components.setdefault(find(key), []).append(key)
    return [component for component in components.values() if len(component) > 1]


def _cluster(
    claims: list[Facts], decisions: Decisions, ties: Iterable[Pair] | None, standing: Mapping[str, Account]
) -> list[Account]:
    """Claims to groups, groups to larger ones, what was left over to either."""
    ordered = sorted(claims, key=_rank)
    compared = _Compared(ordered, decisions, ties)
    groups = _joined_by_people(ordered, decisions)
    placed = {member.card.id for group in groups for member in group.members}
    meeting = _Meeting(groups)
    for claim in ordered:
        if claim.card.id in placed:
            continue
        group = _join_best(claim, meeting.of(compared.near(claim)), compared)
        if group is None:
            group = _Group([claim])
            groups.append(group)
        meeting.add(group, claim)
    for _ in range(_ROUNDS):
        merged = _merge_alike(groups, compared)
        if len(merged) == len(groups):
            break
        groups = merged
    groups = _join_opposed(groups, compared)
    return [_standing(group, standing) or _account(group, decisions) for group in groups if len(group.members) > 1]


class _Compared:
    """Which claims of one component are alike, each pair compared once."""

    def __init__(self, claims: Sequence[Facts], decisions: Decisions, ties: Iterable[Pair] | None) -> None:
        self._decisions = decisions
        self._excluded: dict[ClaimPair, bool] = {}
        self._near: dict[str, dict[str, Pair]] = {claim.card.id: {} for claim in claims}
        by_id = {claim.card.id: claim for claim in claims}
        if ties is None:
            ties = (judge(by_id[left], by_id[right]) for left, right in _meeting_pairs(claims))
        for tie in ties:
            if tie.left not in by_id or tie.right not in by_id:
                continue
            pair = judge(by_id[tie.left], by_id[tie.right]) if tie.rule == JOINED else tie
            if pair.verdict in _JOINS:
                self._near[pair.left][pair.right] = self._near[pair.right][pair.left] = pair

    def near(self, claim: Facts) -> Mapping[str, Pair]:
        """The claims that are alike enough to this one, or against it, by id."""
        return self._near[claim.card.id]

    def joining(self, one: Facts, other: Facts) -> Pair | None:
        """The pair of two claims that are alike enough, None for all others."""
        return self._near[one.card.id].get(other.card.id)

    def is_parted(self, one: Facts, other: Facts) -> bool:
        """A person's word that two claims do not tell one happening."""
        return self._decisions.part(one, other)

    def is_excluded(self, claim: Facts, group: _Group) -> bool:
        """True where a leading member, or a person's word on any member, keeps a claim out."""
        asked = group.members[group.decided : _LEADING]
        return any(self.exclude(member, claim) for member in asked) or any(
            self._decisions.part(member, claim) for member in group.members
        )

    def exclude(self, one: Facts, other: Facts) -> bool:
        """A cannot-link, by the rules or by a person's word."""
        key = in_order(one.card.id, other.card.id)
        if key not in self._excluded:
            self._excluded[key] = self._decisions.part(one, other) or _excludes(one, other)
        return self._excluded[key]


def _meeting_pairs(claims: Iterable[Facts]) -> set[ClaimPair]:
    """All pairs of claims that meet under a blocking key."""
    under: dict[str, list[str]] = {}
    for claim in claims:
        for key in keys_of(claim):
            under.setdefault(key, []).append(claim.card.id)
    return {in_order(*pair) for block in under.values() for pair in combinations(block, 2)}


class _Meeting:
    """Which group a leading member stands in: a claim is compared with the groups of those that are near it."""

    def __init__(self, groups: Iterable[_Group]) -> None:
        self._groups: list[_Group] = []
        self._of: dict[str, int] = {}
        for group in groups:
            self.put(group)

    def put(self, group: _Group) -> None:
        """A group with its leading members."""
        self._put(group, *group.leading)

    def add(self, group: _Group, claim: Facts) -> None:
        """A claim has joined a group as its last member; beyond the leading ones it brings no others to it."""
        if len(group.members) <= _LEADING:
            self._put(group, claim)

    def of(self, near: Iterable[str]) -> list[_Group]:
        """The groups of those leading members that are among these claims, in the order in which they were made."""
        return [self._groups[number] for number in sorted({self._of[claim] for claim in near if claim in self._of})]

    def _put(self, group: _Group, *members: Facts) -> None:
        number = next((self._of[one.card.id] for one in group.leading if one.card.id in self._of), len(self._groups))
        if number == len(self._groups):
            self._groups.append(group)
        self._of |= {member.card.id: number for member in members}


def _join_best(claim: Facts, groups: Iterable[_Group], compared: _Compared) -> _Group | None:
    """Join the group to whose leading members a claim is most like; None where there is none."""
    best: tuple[float, _Group, Pair] | None = None
    for group in groups:
        leading = group.leading
        pairs = [pair for member in leading if (pair := compared.joining(member, claim)) is not None]
        if not pairs or _SHARE * len(pairs) < len(leading):
            continue
        score = sum(dict(pair.features)["score"] for pair in pairs) / len(leading)
        if (best is None or score > best[0]) and not compared.is_excluded(claim, group):
            best = (score, group, pairs[0])
    if best is None:
        return None
    best[1].members.append(claim)
    best[1].pairs.append(best[2])
    return best[1]


def _joined_by_people(ordered: list[Facts], decisions: Decisions) -> list[_Group]:
    """The claims that people joined stand together before anything is compared."""
    if not decisions.joined:
        return []
    groups = []
    for joined in joined_sets((claim.card.id for claim in ordered), decisions):
        members = [claim for claim in ordered if claim.card.id in joined]
        pairs = [joined_pair(members[0].card.id, member.card.id) for member in members[1:]]
        groups.append(_Group(members, pairs, len(members)))
    return groups


def _merge_alike(groups: list[_Group], compared: _Compared) -> list[_Group]:
    """Groups many of whose leading members are alike are one, the larger with whom that is so first."""
    merged: list[_Group] = []
    meeting = _Meeting(())
    for group in sorted(groups, key=lambda group: (-len(group.members), _rank(group.representative))):
        for other in meeting.of(claim for member in group.leading for claim in compared.near(member)):
            pairs = _ties(other, group, compared)
            if pairs:
                other.members += group.members
                other.pairs += [*group.pairs, pairs[0]]
                meeting.put(other)
                break
        else:
            merged.append(group)
            meeting.put(group)
    return merged


def _join_opposed(groups: list[_Group], compared: _Compared) -> list[_Group]:
    """A claim left alone that contradicts members of a group belongs beside them: «ونفت العاصمة ذلك»."""
    full = [group for group in groups if len(group.members) > 1]
    number = {member.card.id: at for at, group in enumerate(full) for member in group.members[:_ASKED]}
    for single in (group for group in groups if len(group.members) == 1):
        claim = single.representative
        opposed: dict[int, list[Pair]] = {}
        for other, pair in sorted(compared.near(claim).items()):
            if other in number and pair.verdict is Verdict.CONFLICTS:
                opposed.setdefault(number[other], []).append(pair)
        for at, pairs in sorted(opposed.items(), key=lambda found: (-len(found[1]), found[0])):
            if not compared.is_excluded(claim, full[at]):
                full[at].members.append(claim)
                full[at].pairs.append(pairs[0])
                break
    return full


def _ties(left: _Group, right: _Group, compared: _Compared) -> list[Pair]:
    """The pairs that make two groups one: enough of those of leading members join, and none excludes another."""
    leading = [(one, other) for one in left.leading for other in right.leading]
    pairs = [pair for one, other in leading if (pair := compared.joining(one, other)) is not None]
    opposed = sum(pair.verdict is Verdict.CONFLICTS for pair in pairs)
    is_enough = _SHARE * len(pairs) >= len(leading) or _SHARE_OPPOSED * opposed >= len(leading)
    if not pairs or not is_enough or any(compared.exclude(*pair) for pair in leading):
        return []
    if any(compared.is_parted(one, other) for one in left.members for other in right.members):
        return []
    return pairs


def _rank(claim: Facts) -> tuple[object, ...]:
    """Who stands for an account: placed exactly, dated, with parties; then the earliest, then by id."""
    card = claim.card
    return (
        -(
            2 * (claim.grade is not None and claim.grade <= 1)
            + card.is_placed_by_evidence
            + 2 * claim.is_dated
            + claim.is_narrow
            + bool(claim.actors)
            + (claim.figure is not None)
        ),
        card.published or "",
        card.id,
    )


def _excludes(one: Facts, other: Facts) -> bool:
    """A cannot-link: the two cannot be of one happening, whatever they have in common with a third."""
    if not (is_placed_apart(one, other) or is_dated_apart(one, other)) and relate_parties(one, other) != _STRANGERS:
        return False
    return not (is_retold(one, other) or is_beside(one, other) or is_countered(one, other))


def _standing(group: _Group, standing: Mapping[str, Account]) -> Account | None:
    """The account that stands, where the same claims come together again by the same rules: all else follows."""
    account = standing.get(_account_id(group))
    if account is None or len(account.claims) != len(group.members) or account.reasons != _reasons(group):
        return None
    return account if {member.card.id for member in group.members} == set(account.claims) else None


def _account_id(group: _Group) -> str:
    return f"account_{sha256(group.representative.card.id.encode()).hexdigest()[:16]}"


def _account(group: _Group, decisions: Decisions) -> Account:
    cards = sorted((member.card for member in group.members), key=lambda card: card.id)
    facts = {member.card.id: member for member in group.members}
    origins = origins_of(cards)
    origin_of = {claim: origin.key for origin in origins for claim in origin.claims}
    representative = group.representative.card
    dated = [member.card for member in group.members if member.is_dated and member.is_narrow] or [
        member.card for member in group.members if member.is_dated
    ]
    return Account(
        id=_account_id(group),
        type=representative.claim.type.value,
        claims=tuple(card.id for card in cards),
        representative=representative.id,
        place=_place(group),
        first=min((card.first for card in dated if card.first), default=None),
        last=max((card.last for card in dated if card.last), default=None),
        origins=origins,
        conflicts=tuple(contested(conflicts_of(cards, facts, origin_of), decisions, facts, origin_of)),
        figures=line_up_figures(cards),
        reasons=_reasons(group),
    )


def _place(group: _Group) -> str | None:
    """The most exact place on which the claims agree: one that holds, or lies in, the places of all the others."""
    places = [member.card.place for member in group.members if member.card.place is not None]
    fitting = [
        place
        for place in places
        if all(place.id == other.id or place.id in other.within or other.id in place.within for other in places)
    ]
    return min(fitting, key=lambda place: (-len(place.within), place.id)).id if fitting else None


def _reasons(group: _Group) -> tuple[str, ...]:
    """The rules that joined claims, with how many each joined, and what was joined without a day of its own."""
    counts: dict[str, int] = {}
    for pair in group.pairs:
        counts[pair.rule] = counts.get(pair.rule, 0) + 1
    reasons = [f"{rule} x{count}" for rule, count in sorted(counts.items())]
    undated = sum(not member.is_dated for member in group.members)
    if undated:
        reasons.append(f"account.undated x{undated}")
    return tuple(reasons)
