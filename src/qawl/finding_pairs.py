"""Which claims of a ledger are compared with which, at a cost that does not grow with it.

Claims meet under keys (``qawl.corroborate.blocking``). Under a key that is crowded only those of one day meet. What is
compared follows from the claims alone: when a key becomes crowded, pairs of different days that stood on it alone are
taken back, and when it is no longer so, they are caught up on. Many claims that meet are told apart by their days,
without reading their cards.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from itertools import combinations
from typing import Any

from qawl.corroborate.blocking import blocking_keys, is_run_key
from qawl.corroborate.decisions import Decisions, joined_pair
from qawl.corroborate.facts import facts_of
from qawl.corroborate.pairs import judge
from qawl.corroborate.screening import Sketch, may_judge, may_tie, sketch_of
from qawl.deciding import decisions_of
from qawl.model.account import ClaimCard, Pair, Verdict
from qawl.settings import CorroborateSettings
from qawl.store.corroboration import DerivedRows

_KEPT = frozenset({Verdict.SAME, Verdict.CONFLICTS})
_Two = tuple[str, str]


class PairFinder:
    """Finds and keeps the pairs of the claims of one batch with all others, inside one transaction."""

    def __init__(self, rows: DerivedRows, limits: CorroborateSettings) -> None:
        self._rows, self._limits = rows, limits
        self.compared = 0

    def find(self, cards: Sequence[ClaimCard]) -> set[str]:
        """Keep the keys and pairs of new cards; the older claims that found or lost a pair besides."""
        keys = {card.id: blocking_keys(card) for card in cards}
        self._rows.claim_keys.put([row for card in cards for row in _rows_of(card, keys[card.id])])
        every = {key for own in keys.values() for key in own}
        grown, thinned = self._rows.claim_keys.settle(every, self._limit_of)
        known = {card.id: card for card in cards}
        of_document: dict[str, set[str]] = {}  # what one article says twice is always compared: it may set two counts
        for card in cards:  # side by side
            of_document.setdefault(card.document, set()).add(card.id)
        touched = self._take_back(grown) | self._catch_up(thinned, known)
        under = self._under(cards, keys, self._rows.claim_keys.crowded(every))
        pairs: set[_Two] = set()
        for card in cards:
            own, beside = sketch_of(facts_of(card)), of_document[card.document]
            for key in keys[card.id]:
                for other in under(key, card.day):
                    if other[0] in beside or may_tie(own, other):
                        pairs.add(_in_order(card.id, other[0]))
            pairs.discard((card.id, card.id))
        self._judge(pairs, known)
        self._rows.put_pairs(joined_pair(*pair) for pair in sorted(self._decisions(known).joined))
        return touched

    def _decisions(self, claims: Iterable[str]) -> Decisions:
        """What people decided on pairs with one of these claims: it outranks every rule."""
        return decisions_of(self._rows.decided_pairs(claims))

    def _limit_of(self, key: str) -> int:
        """How many claims may stand under a key; a run of words that many say says little."""
        return self._limits.block_run_claims if is_run_key(key) else self._limits.block_claims

    def _under(
        self, cards: Sequence[ClaimCard], keys: Mapping[str, Sequence[str]], crowded: Set[str]
    ) -> Callable[[str, str], list[Sketch]]:
        """What stands under a key: all of it, or where it is crowded what stands there on one day."""
        every = {key for own in keys.values() for key in own}
        by_key: dict[str, list[Sketch]] = {}
        for key, _, *sketch in self._rows.claim_keys.under(every - crowded):
            by_key.setdefault(key, []).append(Sketch._make(sketch))
        on_day: dict[str, set[str]] = {}
        for card in cards:
            on_day.setdefault(card.day, set()).update(crowded & set(keys[card.id]))
        by_day: dict[_Two, list[Sketch]] = {}
        for on, wanted in sorted(on_day.items()):
            for key, day, *sketch in self._rows.claim_keys.under_on(wanted, on):
                by_day.setdefault((key, day), []).append(Sketch._make(sketch))
        return lambda key, day: by_day.get((key, day), []) if key in crowded else by_key.get(key, [])

    def _take_back(self, grown: Set[str]) -> set[str]:
        """Forget the pairs that only a key which is crowded now brought together; the claims that lost one."""
        if not grown:
            return set()
        tied = self._rows.pairs_among({row.claim_id for row in self._rows.claim_keys.under(grown)})
        keyed = self._rows.claim_keys.keys_of({claim for pair in tied for claim in pair})
        crowded = self._rows.claim_keys.crowded({key for _, keys in keyed.values() for key in keys})
        joined = self._decisions(keyed).joined
        lost = [pair for pair in tied if pair not in joined and not _meet(keyed[pair[0]], keyed[pair[1]], crowded)]
        self._rows.remove_pairs(lost)
        return {claim for pair in lost for claim in pair}

    def _catch_up(self, thinned: Set[str], known: Mapping[str, ClaimCard]) -> set[str]:
        """Compare the claims that a key which is no longer crowded kept apart; all of them count as touched."""
        pairs: set[_Two] = set()
        blocks: dict[str, set[str]] = {}
        for row in self._rows.claim_keys.under(thinned):
            blocks.setdefault(row.key, set()).add(row.claim_id)
        for block in blocks.values():
            pairs.update(combinations(sorted(block), 2))
        self._judge(pairs, known)
        return {claim for pair in pairs for claim in pair}

    def _judge(self, pairs: Iterable[_Two], known: Mapping[str, ClaimCard]) -> None:
        wanted = sorted(pairs)
        cards = self._rows.cards({claim for pair in wanted for claim in pair} - known.keys()) | dict(known)
        facts = {claim: facts_of(card) for claim, card in cards.items()}
        parted = self._decisions(facts).parted
        judged: list[Pair] = []
        for left, right in wanted:
            if (left, right) not in parted and may_judge(facts[left], facts[right]):
                judged.append(judge(facts[left], facts[right]))
        self.compared += len(judged)
        self._rows.put_pairs(pair for pair in judged if pair.verdict in _KEPT)


def _meet(one: tuple[str, Set[str]], other: tuple[str, Set[str]], crowded: Set[str]) -> bool:
    """True where two claims share a key that is not crowded, or any key on one day."""
    shared = one[1] & other[1]
    return bool(shared) and (one[0] == other[0] or not shared <= crowded)


def _rows_of(card: ClaimCard, keys: Iterable[str]) -> list[dict[str, Any]]:
    sketch, day = sketch_of(facts_of(card)), card.day
    return [
        {
            "key": key,
            "day": day,
            "claim_id": card.id,
            "first": sketch.first,
            "last": sketch.last,
            "is_dated": sketch.is_dated,
        }
        for key in keys
    ]


def _in_order(one: str, other: str) -> _Two:
    return (one, other) if one < other else (other, one)
