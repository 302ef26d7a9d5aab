"""Pairs become accounts: the claims about one happening.

The clustering of a component follows from its claims alone, in whatever order they come. Claims are sorted: those
that say most exactly where, when and what come first and are asked to stand for an account; each of the others joins
the account whose representative it is most like, unless it excludes one of its members in place, time or parties (a
cannot-link). Edges lead to the representative only, so that a chain of small likenesses does not draw two happenings
together.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256

from qawl.corroborate.blocking import blocks_of
from qawl.corroborate.conflicts import conflicts_of, is_beside
from qawl.corroborate.decisions import Decisions, contested, joined_pair, joined_sets
from qawl.corroborate.denials import is_countered
from qawl.corroborate.facts import Facts, facts_of
from qawl.corroborate.figures import line_up_figures
from qawl.corroborate.origins import origins_of
from qawl.corroborate.pairs import hindrance_between, judge
from qawl.corroborate.relations import PartyRelation, PlaceRelation, TimeRelation, relate
from qawl.model.account import Account, ClaimCard, Pair, Verdict

_JOINS = frozenset({Verdict.SAME, Verdict.CONFLICTS})
_LEADING = 3
_UNDECIDED = Decisions()


@dataclass(slots=True)
class _Group:
    """An account in the making: its representatives, members, and the pair by which each joined.

    It has one representative; several only where people joined claims: each of these then stands for it.
    """

    representatives: list[Facts]
    members: list[Facts] = field(default_factory=list)
    pairs: list[Pair] = field(default_factory=list)

    @property
    def representative(self) -> Facts:
        return self.representatives[0]


def derive_accounts(cards: Iterable[ClaimCard]) -> list[Account]:
    """All accounts of these claims, in memory: blocks, components, clusters. Sorted by id."""
    by_id = {card.id: card for card in cards}
    facts = {key: facts_of(card) for key, card in by_id.items()}
    accounts: list[Account] = []
    for component in _components(by_id, facts):
        accounts += _cluster([facts[key] for key in component], _UNDECIDED)
    return sorted(accounts, key=lambda account: account.id)


def cluster_component(cards: Sequence[ClaimCard], decisions: Decisions = _UNDECIDED) -> list[Account]:
    """The accounts of claims that hang together; a pure function of the claims and people's decisions, sorted by id."""
    return sorted(_cluster([facts_of(card) for card in cards], decisions), key=lambda account: account.id)


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


def _cluster(claims: list[Facts], decisions: Decisions) -> list[Account]:
    ordered = sorted(claims, key=_rank)
    groups = _joined_by_people(ordered, decisions)
    placed = {member.card.id for group in groups for member in group.members}
    for claim in ordered:
        if claim.card.id in placed:
            continue
        best: tuple[float, _Group, Pair] | None = None
        for group in groups:
            for representative in group.representatives:
                if hindrance_between(representative, claim) is not None:
                    continue
                pair = judge(representative, claim)
                if pair.verdict not in _JOINS:
                    continue
                score = dict(pair.features)["score"]
                if (best is None or score > best[0]) and not _is_excluded(claim, group, decisions):
                    best = (score, group, pair)
        if best is None:
            groups.append(_Group([claim], [claim]))
        else:
            best[1].members.append(claim)
            best[1].pairs.append(best[2])
    _join_left_over(groups, decisions)
    groups = _merge_alike([group for group in groups if len(group.members) > 1], decisions)
    return [_account(group, decisions) for group in groups]


def _joined_by_people(ordered: list[Facts], decisions: Decisions) -> list[_Group]:
    """The claims that people joined stand together before anything is compared."""
    if not decisions.joined:
        return []
    groups = []
    for joined in joined_sets((claim.card.id for claim in ordered), decisions):
        members = [claim for claim in ordered if claim.card.id in joined]
        pairs = [joined_pair(members[0].card.id, member.card.id) for member in members[1:]]
        groups.append(_Group(list(members), list(members), pairs))
    return groups


def _merge_alike(groups: list[_Group], decisions: Decisions) -> list[_Group]:
    """Groups many of whose leading members are alike are one, the first with whom that is so."""
    merged: list[_Group] = []
    for group in groups:
        into = next((other for other in merged if _are_one(other, group, decisions)), None)
        if into is None:
            merged.append(group)
        else:
            into.members += group.members
            into.pairs += group.pairs
    return merged


def _are_one(left: _Group, right: _Group, decisions: Decisions) -> bool:
    """A third of the pairs of leading members join, and none excludes another."""
    pairs = [(one, other) for one in left.members[:_LEADING] for other in right.members[:_LEADING]]
    if not any(hindrance_between(one, other) is None for one, other in pairs):
        return False
    joins = sum(judge(one, other).verdict in _JOINS for one, other in pairs if hindrance_between(one, other) is None)
    if joins * 3 < len(pairs) or any(_excludes(one, other) for one, other in pairs):
        return False
    return not any(decisions.part(one, other) for one in left.members for other in right.members)


def _join_left_over(groups: list[_Group], decisions: Decisions) -> None:
    """Claims that were like no representative get a second chance with the other members of a group."""
    full = [(group, tuple(group.members)) for group in groups if len(group.members) > 1]
    for single in [group for group in groups if len(group.members) == 1]:
        claim = single.representative
        for group, members in full:
            pairs = [judge(member, claim) for member in members if hindrance_between(member, claim) is None]
            joining = [pair for pair in pairs if pair.verdict in _JOINS]
            if joining and not _is_excluded(claim, group, decisions):
                group.members.append(claim)
                group.pairs.append(joining[0])
                break


def _is_excluded(claim: Facts, group: _Group, decisions: Decisions) -> bool:
    """True where a member cannot be of one happening with a claim, by the rules or by a person's word.

    Claims that people joined may exclude each other; then what is like one of them is not held against the others.
    """
    asked = group.members if len(group.representatives) == 1 else group.members[len(group.representatives) :]
    return any(decisions.part(member, claim) for member in group.members) or any(
        _excludes(member, claim) for member in asked
    )


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
    relations = relate(one, other)
    if relations.is_retold or is_beside(one, other) or is_countered(one, other):
        return False
    if relations.place is PlaceRelation.APART or relations.time is TimeRelation.APART:
        return True
    return relations.actors is PartyRelation.CONFLICT and relations.targets is PartyRelation.CONFLICT


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
        id=f"account_{sha256(representative.id.encode()).hexdigest()[:16]}",
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
