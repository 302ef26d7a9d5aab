"""Agreement beyond chance: Krippendorff's alpha for nominal values, any number of coders, values missing or not.

A unit is what is coded; its values are what the coders gave it, in any order. Only units with two values or more can
be paired. Alpha is 1 - observed / expected disagreement: 1 is full agreement, 0 what chance would give, below 0 worse.
With n paired values in all, and o(c, k) of them value c paired with k, over all c other than k:
alpha = 1 - (n - 1) * sum o(c, k) / sum n(c) n(k). (Krippendorff, Computing Krippendorff's Alpha-Reliability, 2011)
"""

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from itertools import permutations


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far coders agree: units with two values or more, those on which all agree, and alpha.

    ``alpha`` is None where it says nothing: no unit is paired, or all values are the same and chance could not differ.
    """

    units: int
    agreed: int
    alpha: float | None


def nominal_alpha(units: Iterable[Sequence[Hashable]]) -> Agreement:
    """The agreement on units, each given as the values that it has; missing ones are left out of it."""
    paired = [values for values in units if len(values) > 1]
    coincidences: Counter[tuple[Hashable, Hashable]] = Counter()
    weights: Counter[Hashable] = Counter()
    for values in paired:
        for left, right in permutations(values, 2):
            coincidences[left, right] += 1 / (len(values) - 1)  # type: ignore[assignment]
        weights.update(values)
    total = sum(weights.values())
    observed = sum(count for (left, right), count in coincidences.items() if left != right)
    expected = total * total - sum(count * count for count in weights.values())
    agreed = sum(len(set(values)) == 1 for values in paired)
    alpha = 1 - (total - 1) * observed / expected if expected else None
    return Agreement(len(paired), agreed, alpha)
