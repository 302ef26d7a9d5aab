"""What pairs tie together, for those claims that changed; where that is too much, day by day.

In a war's worst months nearly everything hangs together by some chain of pairs, and clustering such a component anew
for each article would cost the more the longer the ledger grows. A component of more claims than a limit is *split*:
only pairs of one day count in it. Which claims stand in a split component is kept beside their cards, so that one is
known without walking through it. That follows from the pairs alone: whatever joins or parts components has both its
ends among the changed claims, and from these everything is set right. A split component stays split while nothing is
taken from it; only where something was, it is walked through and counted anew.
"""

from collections.abc import Callable, Iterable, Iterator, Set

from sqlalchemy import Connection, select, union, update

from qawl.store import derived as d

_CHUNK = 400
_Ties = Callable[[Iterable[str]], set[tuple[str, str]]]
_Test = Callable[[str], bool]


class Components:
    """The components of claims that changed, in one transaction."""

    def __init__(self, connection: Connection, *, limit: int) -> None:
        self._connection, self._limit = connection, limit
        self._cards: dict[str, tuple[str, bool]] = {}
        self._too_large: set[str] = set()  # claims that walks of split components have met

    def of(self, claim_ids: Iterable[str], *, lost: Set[str]) -> list[set[str]]:
        """The sets of claims to cluster anew: whole components, or those of one day of a split one.

        ``lost`` are the claims that may have lost a pair: one at least in each part of whatever fell apart.
        """
        changed = self._known(claim_ids)
        whole: list[set[str]] = []
        split, joined, by_day = set[str](), set[str](), set[str]()
        for region in sorted(self._regions(changed), key=lost.isdisjoint):  # what a component lost tells what it is
            if any(region <= component for component in whole):
                continue
            component = self._component(region, lost)
            if component is not None:
                whole.append(component)
                joined |= {claim for claim in component if self._is_split(claim)}
            else:
                new = {claim for claim in region if not self._is_split(claim)}
                split |= new
                by_day |= new | (region & changed)
        self._note(split, is_split=True)
        self._note(joined, is_split=False)
        return sorted([*whole, *self._groups(by_day, self._day_ties)], key=min)

    def _component(self, region: set[str], lost: Set[str]) -> set[str] | None:
        """The component of a region; None where it is too large."""
        if any(self._is_split(claim) for claim in region):
            if lost.isdisjoint(region):
                return None
            region = self._walk(region)
        return region if len(region) <= self._limit else None

    def _regions(self, changed: set[str]) -> list[set[str]]:
        """All that hangs on the changed claims, up to and including the first claims of split components."""
        return self._groups(changed, self._ties, is_open=lambda claim: not self._is_split(claim))

    def _walk(self, region: set[str]) -> set[str]:
        """The component of a region, or as much of it as shows that it is too large.

        Most regions of one batch hang on the same few large components, each of which is walked once.
        """
        found, frontier = set(region), set(region)
        while frontier and len(found) <= self._limit:
            if not self._too_large.isdisjoint(frontier):
                found |= self._too_large
                break
            frontier = {end for pair in self._ties(frontier) for end in pair} - found
            found |= frontier
        if len(found) > self._limit:
            self._too_large |= found
        return found

    def _groups(self, claims: Iterable[str], ties: _Ties, *, is_open: _Test = lambda _: True) -> list[set[str]]:
        """The sets that ``ties`` make of claims and of all they lead to; claims that are not open lead no further."""
        leader = {claim: claim for claim in claims}
        frontier = set(claims)
        while frontier:
            reached: set[str] = set()
            for pair in ties({claim for claim in frontier if is_open(claim)}):
                for claim in pair:
                    if claim not in leader:
                        leader[claim] = claim
                        reached.add(claim)
                one, other = _root(leader, pair[0]), _root(leader, pair[1])
                leader[max(one, other)] = min(one, other)
            self._known(reached)
            frontier = reached
        groups: dict[str, set[str]] = {}
        for claim in leader:
            groups.setdefault(_root(leader, claim), set()).add(claim)
        return [groups[root] for root in sorted(groups)]

    def _ties(self, claims: Iterable[str]) -> set[tuple[str, str]]:
        found = set()
        for ids in _chunks(claims):
            query = union(
                select(d.pair.c.left_id, d.pair.c.right_id).where(d.pair.c.left_id.in_(ids)),
                select(d.pair.c.left_id, d.pair.c.right_id).where(d.pair.c.right_id.in_(ids)),
            )
            found |= {(left, right) for left, right in self._connection.execute(query)}
        return found

    def _day_ties(self, claims: Iterable[str]) -> set[tuple[str, str]]:
        ties = self._ties(claims)
        self._known({end for pair in ties for end in pair})
        return {(left, right) for left, right in ties if self._cards[left][0] == self._cards[right][0]}

    def _known(self, claims: Iterable[str]) -> set[str]:
        """Those of the claims that have cards, whose days and splits are known from here on."""
        wanted = set(claims)
        for ids in _chunks(wanted - self._cards.keys()):
            query = select(d.card.c.claim_id, d.card.c.day, d.card.c.is_split).where(d.card.c.claim_id.in_(ids))
            for claim, day, is_split in self._connection.execute(query):
                self._cards[claim] = day, is_split
        return wanted & self._cards.keys()

    def _is_split(self, claim: str) -> bool:
        if claim not in self._cards:
            self._known([claim])
        return self._cards[claim][1]

    def _note(self, claims: set[str], *, is_split: bool) -> None:
        for ids in _chunks(claims):
            self._connection.execute(update(d.card).where(d.card.c.claim_id.in_(ids)).values(is_split=is_split))


def _chunks(ids: Iterable[str]) -> Iterator[list[str]]:
    ordered = sorted(set(ids))
    for start in range(0, len(ordered), _CHUNK):
        yield ordered[start : start + _CHUNK]


def _root(leader: dict[str, str], claim: str) -> str:
    while leader[claim] != claim:
        leader[claim] = leader[leader[claim]]
        claim = leader[claim]
    return claim
