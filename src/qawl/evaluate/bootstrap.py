"""How far chance alone could have moved a figure: bootstrap intervals over articles.

Articles are drawn again with replacement as often as there are articles, and the figures of each draw are taken;
the middle 95 % of them is the interval (B. Efron and R. Tibshirani, *An Introduction to the Bootstrap*, 1993, ch. 13).
Articles are drawn, not statements, because the statements of one article succeed and fail together. A draw is only
another weighing of the counts of each article, so nothing is scored twice.
"""

import random
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from operator import mul

from qawl.evaluate.tally import Tally, Totals

DRAWS = 1000
SEED = 1
MIN_ARTICLES = 5
"""Fewer articles than this say nothing about other articles: no interval is given."""

_LOW, _HIGH = 0.025, 0.975


@dataclass(frozen=True, slots=True)
class Interval:
    """The range in which 95 % of the draws lie."""

    low: float
    high: float


def intervals(
    tallies: Sequence[Tally],
    figures_of: Callable[[Totals], Mapping[str, float]],
    *,
    draws: int = DRAWS,
    seed: int = SEED,
) -> dict[str, Interval]:
    """The interval of each figure; empty for no draws or too few articles. Same seed, same intervals."""
    if draws < 1 or len(tallies) < MIN_ARTICLES:
        return {}
    columns = _Columns(tallies)
    chance = random.Random(seed)
    drawn: defaultdict[str, list[float]] = defaultdict(list)
    articles = range(len(tallies))
    for _ in range(draws):
        times = Counter(chance.choices(articles, k=len(tallies)))
        for name, value in figures_of(columns.weighed([times[article] for article in articles])).items():
            drawn[name].append(value)
    return {name: _middle(sorted(values)) for name, values in drawn.items()}


def _middle(values: Sequence[float]) -> Interval:
    """The middle 95 % of sorted values; draws that lack a figure (no denial was drawn) are passed over."""
    last = len(values) - 1
    return Interval(values[round(_LOW * last)], values[round(_HIGH * last)])


class _Columns:
    """The counts of all articles turned round: one list a count, so that a draw is one weighted sum for each."""

    def __init__(self, tallies: Sequence[Tally]) -> None:
        names = dict.fromkeys(name for tally in tallies for name in tally.counts)
        self._columns = {name: [tally.counts.get(name, 0.0) for tally in tallies] for name in names}
        self._found, self._reference = (_Lengths(tallies, side) for side in ("found", "reference"))

    def weighed(self, times: Sequence[int]) -> Totals:
        """The totals of a draw in which article ``i`` stands ``times[i]`` times."""
        counts = {name: sum(map(mul, column, times)) for name, column in self._columns.items()}
        found, reference = self._found.median(times), self._reference.median(times)
        return Totals(counts, found / reference if found and reference else 0.0)


class _Lengths:
    """Lengths of evidence of one side in rising order, each with its article."""

    def __init__(self, tallies: Sequence[Tally], side: str) -> None:
        rising = sorted((length, article) for article, tally in enumerate(tallies) for length in tally.lengths[side])
        self._lengths = [length for length, _ in rising]
        self._articles = [article for _, article in rising]

    def median(self, times: Sequence[int]) -> float:
        """The median where the lengths of article ``i`` stand ``times[i]`` times; 0 where there is none."""
        until = list(accumulate(map(times.__getitem__, self._articles)))
        if not until or not until[-1]:
            return 0.0
        low, high = bisect_left(until, (until[-1] + 1) // 2), bisect_left(until, until[-1] // 2 + 1)
        return (self._lengths[low] + self._lengths[high]) / 2
