"""Keys under which claims meet: two claims that share no key are never compared.

A key is a type family, a place or an actor, and a window of days, as text for an index. A place also gives the key of
what contains it, so that «the town» meets «the province». Days are cut into windows; a claim has a key for each
window that it touches, so that neighbouring days meet. A claim without a place meets others by its actors; an undated
one by the days on which it was published. A count of its own («43 killed») and a run of words give keys too: what is
retold meets whatever place and day a reader of the other article understood.
"""

import hashlib
from collections.abc import Iterable, Iterator
from datetime import date

from qawl.corroborate.facts import Facts, facts_of
from qawl.model.account import ClaimCard

BLOCK_LIMIT = 500
_WINDOW = 4
_LONGEST_IN_WINDOWS = 8
_OLD_NEWS = 45
_COUNT_FROM = 5
_COARSE = 2
_NAMED = "name:"
_RUNS = 3
_RUN_KEY = "|w:"


_MOST_KNOWN = 50_000
_known: dict[int, tuple[Facts, frozenset[str]]] = {}  # by identity of the facts, which are held here


def keys_of(facts: Facts) -> frozenset[str]:
    """The keys of a claim whose facts are worked out; remembered for facts that are asked about again."""
    known = _known.get(id(facts))
    if known is not None and known[0] is facts:
        return known[1]
    if len(_known) >= _MOST_KNOWN:
        _known.clear()
    keys = frozenset(_keys(facts))
    _known[id(facts)] = facts, keys
    return keys


def blocking_keys(card: ClaimCard) -> tuple[str, ...]:
    """The keys of a claim, sorted: its family with places or actors by windows, its count, its rarest runs of words."""
    return tuple(sorted(keys_of(facts_of(card))))


def _keys(facts: Facts) -> set[str]:
    card = facts.card
    family = f"{facts.family}{'+' if facts.is_ahead else ''}"
    keys = {f"{family}|{where}|{when}" for when in _windows(facts) for where in _wheres(facts)}
    if facts.figure is not None and facts.figure.is_plain and facts.figure.low >= _COUNT_FROM:
        harm = facts.figure.counts[0]
        keys.update(f"{family}|n:{harm}:{facts.figure.low:g}|{when}" for when in _windows(facts))
    if facts.figure is not None:
        keys.update(f"u:{card.document}:{unit}" for unit in (facts.figure.unit, facts.figure.counts[1]))
    keys.update(f"{family}{_RUN_KEY}{run}" for run in _rare_runs(facts))
    return keys


def is_run_key(key: str) -> bool:
    """True for the key of a run of words."""
    return _RUN_KEY in key


def blocks_of(cards: Iterable[ClaimCard], *, limit: int = BLOCK_LIMIT) -> dict[str, list[ClaimCard]]:
    """Claims by key, sorted by id; a block over the limit is split by day, a block of one is none."""
    blocks: dict[str, list[ClaimCard]] = {}
    for card in sorted(cards, key=lambda card: card.id):
        for key in blocking_keys(card):
            blocks.setdefault(key, []).append(card)
    found: dict[str, list[ClaimCard]] = {}
    for key in sorted(blocks):
        for name, block in split_block(key, blocks[key], limit=limit):
            if len(block) > 1:
                found[name] = block
    return found


def split_block(key: str, cards: list[ClaimCard], *, limit: int = BLOCK_LIMIT) -> Iterator[tuple[str, list[ClaimCard]]]:
    """A block as it is, or one a day when it is too large; a claim without days goes by its publication."""
    if len(cards) <= limit:
        yield key, cards
        return
    days: dict[str, list[ClaimCard]] = {}
    for card in cards:
        days.setdefault(card.first or card.published or "", []).append(card)
    for day in sorted(days):
        for at in range(0, len(days[day]), limit):
            yield f"{key}|{day}|{at // limit}", days[day][at : at + limit]


def _wheres(facts: Facts) -> Iterator[str]:
    """The place and what contains it, as far as that says anything; actors where the place says little."""
    place = facts.card.place
    if place is not None and facts.grade is not None:
        yield place.id
        if facts.grade < _COARSE and place.within:
            yield place.within[0]
    is_vague = place is None or facts.grade is None or facts.grade >= _COARSE
    for party in (*facts.card.actors, *(facts.card.targets if is_vague else ())):
        if not party.key.startswith(_NAMED):
            yield f"a:{party.within[-1] if party.within else party.key}"


def _windows(facts: Facts) -> Iterator[str]:
    """Windows of some days; months for what is dated by a month or is old news; years for what is wider."""
    if facts.first is None or facts.last is None:
        yield "undated"
        return
    length = facts.last - facts.first
    if length <= _LONGEST_IN_WINDOWS:
        for window in range((facts.first - 1) // _WINDOW, (facts.last + 1) // _WINDOW + 1):
            yield f"d{window}"
    first, last = date.fromordinal(facts.first), date.fromordinal(facts.last)
    is_old = facts.published is not None and facts.published - facts.last > _OLD_NEWS
    if is_old or length > _LONGEST_IN_WINDOWS:
        yield f"m{first:%Y-%m}"
        if (last.year, last.month) != (first.year, first.month):
            yield f"m{last:%Y-%m}"
    if is_old or length > 31:
        yield f"y{first.year}"


def _rare_runs(facts: Facts) -> list[str]:
    """A few runs of words, chosen alike in every claim that has them (the smallest hashes)."""
    hashes = sorted(hashlib.blake2b(" ".join(run).encode(), digest_size=6).hexdigest() for run in facts.runs)
    return hashes[:_RUNS]
