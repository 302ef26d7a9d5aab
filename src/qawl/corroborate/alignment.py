"""Where two texts run in the same words: shared passages, in any order, with small gaps between the equal words.

Runs of three equal words are the seeds; each grows as far as both texts agree, and runs that follow each other in both
texts with only a few other words between them are chained into one passage. Nothing is compared letter by letter and
paragraphs may have changed places, so that thirty thousand characters take milliseconds. (Greedy string tiling, Wise
1993, with chaining as in alignments of genomes.)
"""

from collections.abc import Sequence
from difflib import SequenceMatcher

from qawl.text.record import record

SEED = 3  # equal words in a row that begin a match
_MOST_PLACES = 12  # where one seed may stand in a text before it says nothing
_EDGE = 2  # equal words in a row that carry a passage further at its ends ...
_SKIPPED = 3  # ... over at most so many other words
_OPEN_CHAINS = 6  # passages that a further run may continue


_SKIPS = sorted(
    ((one, other) for one in range(_SKIPPED + 1) for other in range(_SKIPPED + 1)),
    key=lambda skips: (sum(skips), skips),
)


@record
class Run:
    """Equal words: from ``left`` in the one text and ``right`` in the other, ``size`` of them."""

    left: int
    right: int
    size: int

    @property
    def left_end(self) -> int:
        """The word after the last one, in the one text."""
        return self.left + self.size

    @property
    def right_end(self) -> int:
        """The word after the last one, in the other text."""
        return self.right + self.size


@record
class Gap:
    """Words between two runs of a passage, half-open in both texts; one side may be empty."""

    left: tuple[int, int]
    right: tuple[int, int]


@record
class Passage:
    """Runs that follow each other in both texts."""

    runs: tuple[Run, ...]

    @property
    def left(self) -> tuple[int, int]:
        """First word and the one after the last, in the one text."""
        return self.runs[0].left, self.runs[-1].left_end

    @property
    def right(self) -> tuple[int, int]:
        """First word and the one after the last, in the other text."""
        return self.runs[0].right, self.runs[-1].right_end

    @property
    def matched(self) -> int:
        """How many words are equal."""
        return sum(run.size for run in self.runs)

    @property
    def density(self) -> float:
        """The share of equal words among those of the longer side."""
        return self.matched / max(self.left[1] - self.left[0], self.right[1] - self.right[0])

    def gaps(self) -> list[Gap]:
        """What lies between its runs."""
        pairs = zip(self.runs, self.runs[1:], strict=False)
        return [Gap((one.left_end, two.left), (one.right_end, two.right)) for one, two in pairs]


def align(left: Sequence[str], right: Sequence[str], *, gap: int, least: int) -> list[Passage]:
    """The passages that two lists of words share, in order of the first.

    ``gap`` is how many other words may stand between two runs, ``least`` how many equal words make a passage.
    """
    chains = _chain(_tiles(left, right), gap)
    passages = [Passage(_fill(left, right, chain)) for chain in chains]
    kept = [found for found in passages if found.matched >= least and found.density * 2 >= 1]
    used_left, used_right = bytearray(len(left)), bytearray(len(right))
    for found in kept:
        used_left[slice(*found.left)] = b"\1" * (found.left[1] - found.left[0])
        used_right[slice(*found.right)] = b"\1" * (found.right[1] - found.right[0])
    grown = [Passage(_grow(left, right, found.runs, used_left, used_right)) for found in kept]
    return sorted(grown, key=lambda found: (found.left, found.right))


def _tiles(left: Sequence[str], right: Sequence[str]) -> list[Run]:
    """Runs of equal words that overlap in neither text, the longest kept whole; in order of the second text."""
    runs = _maximal_runs(left, right)
    used_left, used_right = bytearray(len(left)), bytearray(len(right))
    kept: list[Run] = []
    for run in sorted(runs, key=lambda found: (-found.size, found.right, found.left)):
        start, end = 0, run.size
        while start < end and (used_left[run.left + start] or used_right[run.right + start]):
            start += 1
        while end > start and (used_left[run.left + end - 1] or used_right[run.right + end - 1]):
            end -= 1
        middle = slice(run.left + start, run.left + end), slice(run.right + start, run.right + end)
        if end - start < SEED or any(used_left[middle[0]]) or any(used_right[middle[1]]):
            continue
        used_left[middle[0]] = used_right[middle[1]] = b"\1" * (end - start)
        kept.append(Run(run.left + start, run.right + start, end - start))
    return sorted(kept, key=lambda found: found.right)


def _maximal_runs(left: Sequence[str], right: Sequence[str]) -> set[Run]:
    places: dict[tuple[str, ...], list[int]] = {}
    for at in range(len(left) - SEED + 1):
        places.setdefault(tuple(left[at : at + SEED]), []).append(at)
    runs: set[Run] = set()
    reached: dict[int, int] = {}  # diagonal -> the word up to which it has been followed
    for at in range(len(right) - SEED + 1):
        found = places.get(tuple(right[at : at + SEED]), ())
        if len(found) > _MOST_PLACES:
            continue
        for start in found:
            if reached.get(start - at, -1) > at:
                continue
            size = SEED
            while start + size < len(left) and at + size < len(right) and left[start + size] == right[at + size]:
                size += 1
            reached[start - at] = at + size - SEED + 1
            runs.add(Run(start, at, size))
    return runs


def _chain(tiles: list[Run], gap: int) -> list[list[Run]]:
    """Tiles joined where they follow each other closely in both texts; the nearest open chain takes the next tile."""
    chains: list[list[Run]] = []
    for tile in tiles:
        best: tuple[int, list[Run]] | None = None
        for chain in chains[-_OPEN_CHAINS:]:
            before = chain[-1]
            apart = tile.left - before.left_end, tile.right - before.right_end
            if min(apart) >= 0 and max(apart) <= gap and (best is None or sum(apart) < best[0]):
                best = sum(apart), chain
        if best is None:
            chains.append([tile])
        else:
            best[1].append(tile)
            chains.remove(best[1])
            chains.append(best[1])
    return chains


def _fill(left: Sequence[str], right: Sequence[str], chain: list[Run]) -> tuple[Run, ...]:
    """The chain with the equal words inside its gaps as well."""
    runs = [chain[0]]
    for after in chain[1:]:
        before = runs[-1]
        one, two = left[before.left_end : after.left], right[before.right_end : after.right]
        if one and two:
            for start, other, size in SequenceMatcher(None, one, two, autojunk=False).get_matching_blocks()[:-1]:
                runs.append(Run(before.left_end + start, before.right_end + other, size))
        runs.append(after)
    joined: list[Run] = []
    for run in runs:
        if joined and joined[-1].left_end == run.left and joined[-1].right_end == run.right:
            joined[-1] = Run(joined[-1].left, joined[-1].right, joined[-1].size + run.size)
        else:
            joined.append(run)
    return tuple(joined)


def _grow(
    left: Sequence[str], right: Sequence[str], runs: tuple[Run, ...], used_left: bytearray, used_right: bytearray
) -> tuple[Run, ...]:
    """The passage carried on at both ends by pairs of equal words, as far as no other passage has them."""
    found = list(runs)
    while True:
        run = _next(left, right, (found[-1].left_end, found[-1].right_end), used_left, used_right)
        if run is None:
            break
        found.append(run)
    while True:
        run = _before(left, right, (found[0].left, found[0].right), used_left, used_right)
        if run is None:
            return tuple(found)
        found.insert(0, run)


def _next(
    left: Sequence[str], right: Sequence[str], at: tuple[int, int], used_left: bytearray, used_right: bytearray
) -> Run | None:
    """The nearest two words or more, shortly behind, that are equal and free."""
    for skip, other in _SKIPS:
        one, two = at[0] + skip, at[1] + other
        size = 0
        while (
            one + size < len(left) and two + size < len(right) and left[one + size] == right[two + size]
            and not used_left[one + size] and not used_right[two + size]
        ):  # fmt: skip
            size += 1
        if size >= _EDGE:
            used_left[one : one + size] = used_right[two : two + size] = b"\1" * size
            return Run(one, two, size)
    return None


def _before(
    left: Sequence[str], right: Sequence[str], at: tuple[int, int], used_left: bytearray, used_right: bytearray
) -> Run | None:
    """The nearest two words or more, shortly before, that are equal and free."""
    for skip, other in _SKIPS:
        one, two = at[0] - skip, at[1] - other
        size = 0
        while (
            one - size > 0 and two - size > 0 and left[one - size - 1] == right[two - size - 1]
            and not used_left[one - size - 1] and not used_right[two - size - 1]
        ):  # fmt: skip
            size += 1
        if size >= _EDGE:
            used_left[one - size : one] = used_right[two - size : two] = b"\1" * size
            return Run(one - size, two - size, size)
    return None
