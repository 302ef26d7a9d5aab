"""Counts of one article; figures are made of their sums.

Counts are summed over all articles before anything is divided, so a long article weighs more than a short
one and a figure never depends on the order of articles. They are kept article by article: parts of a set and
resamples of it are other sums of the same counts, and nothing is scored twice.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from statistics import median


@dataclass(slots=True)
class Tally:
    """What was counted, how statuses were taken for each other, and how long evidence is."""

    counts: defaultdict[str, float] = field(default_factory=lambda: defaultdict(float))
    confusion: Counter[tuple[str, str]] = field(default_factory=Counter)
    lengths: defaultdict[str, list[int]] = field(default_factory=lambda: defaultdict(list))

    def count(self, name: str, amount: float = 1) -> None:
        """Add to one count; True counts as one."""
        self.counts[name] += amount


@dataclass(frozen=True, slots=True)
class Totals:
    """Sums of counts, and the one thing that is no sum: median evidence found through the reference's median."""

    counts: Mapping[str, float]
    evidence_ratio: float

    def __getitem__(self, name: str) -> float:
        return self.counts.get(name, 0.0)

    def share(self, part: str, whole: str) -> float:
        """One count divided by another, 0 when there is nothing to divide by."""
        return self[part] / (self[whole] or 1)

    def values(self, prefix: str) -> list[str]:
        """What stands behind ``prefix`` in the names of counts that are not 0, in order of their first occurrence."""
        return [name.removeprefix(prefix) for name, count in self.counts.items() if count and name.startswith(prefix)]


def add_up(tallies: Iterable[Tally]) -> Totals:
    """The sums over some articles."""
    counts: defaultdict[str, float] = defaultdict(float)
    lengths: defaultdict[str, list[int]] = defaultdict(list)
    for tally in tallies:
        for name, count in tally.counts.items():
            counts[name] += count
        for side, found in tally.lengths.items():
            lengths[side] += found
    both = lengths["reference"] and lengths["found"]
    return Totals(counts, median(lengths["found"]) / median(lengths["reference"]) if both else 0.0)


@dataclass(frozen=True, slots=True)
class Balance:
    """Precision (how much of what was found is right), recall (how much of what is right was found), and F1."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """The harmonic mean of the two."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def balance(right: float, found: float, reference: float) -> Balance:
    """Precision and recall from counts."""
    return Balance(right / found if found else 0.0, right / reference if reference else 0.0)
