"""Salience points: how much each rule says for or against a trigger stating a fact of its own (``salience.yaml``)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from qawl.errors import DataFileError
from qawl.lexicon.load import DataFiles

HIGHEST = 3
DOUBT = -1
"""The lowest sum that keeps a claim: a trigger has the benefit of the doubt, one point against it is not enough."""


@dataclass(frozen=True, slots=True)
class SaliencePoints:
    """Points by rule id, the rules that forbid a claim altogether, and the least sum that keeps one."""

    points: Mapping[str, int]
    vetoes: frozenset[str] = frozenset()
    least: int = DOUBT

    def keeps(self, rules: Iterable[str]) -> bool:
        """True when none of the rules that hold is a veto and their points do not speak too much against it."""
        held = list(rules)
        if not self.vetoes.isdisjoint(held):
            return False
        return sum(self.points.get(rule, 0) for rule in held) >= self.least


def load_salience(data: DataFiles) -> SaliencePoints:
    """Read ``lexicon/salience.yaml``.

    Raises:
        DataFileError: when a rule has neither points from -3 to 3 nor a veto.
    """
    return load_points(data, "lexicon/salience.yaml", least=DOUBT)


def load_points(data: DataFiles, name: str, *, least: int) -> SaliencePoints:
    """Read a file of rules with points or vetoes; a sum of ``least`` keeps.

    Raises:
        DataFileError: when a rule has neither points from -3 to 3 nor a veto.
    """
    points: dict[str, int] = {}
    vetoes: set[str] = set()
    for row in data.read_rows(name, required=("id", "reason"), optional=("points", "veto", "example")):
        if row.get("veto") is True:
            vetoes.add(row["id"])
        elif isinstance(row.get("points"), int) and abs(row["points"]) <= HIGHEST:
            points[row["id"]] = row["points"]
        else:
            path = data.folder / name
            raise DataFileError(f"{path}: entry {row['id']!r} needs `veto: true` or `points` from -3 to 3.")
    return SaliencePoints(points, frozenset(vetoes), least)
