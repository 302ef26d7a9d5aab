"""Counts and misses collected while articles are compared; figures are made of them at the end.

Counts are summed over all articles before anything is divided, so a long article weighs more than a short
one and a figure never depends on the order of articles.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass, field


@dataclass(slots=True)
class Tally:
    """What was counted, and one line of text for each miss, by kind of miss."""

    counts: defaultdict[str, float] = field(default_factory=lambda: defaultdict(float))
    confusion: Counter[tuple[str, str]] = field(default_factory=Counter)
    lengths: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    misses: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    def count(self, name: str, amount: float = 1) -> None:
        """Add to one count; True counts as one."""
        self.counts[name] += amount

    def miss(self, kind: str, article: str, line: str) -> None:
        """Keep one line about something that went wrong."""
        self.misses[kind].append(f"{article}: {line}")

    def share(self, part: str, whole: str) -> float:
        """One count divided by another, 0 when there is nothing to divide by."""
        return self.counts[part] / (self.counts[whole] or 1)


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
