"""Salience weights: how much each feature of a trigger says that it states a fact of its own (``salience.yaml``)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml

from qawl.errors import DataFileError


@dataclass(frozen=True, slots=True)
class SalienceWeights:
    """Feature weights; ``threshold`` is what the sum must exceed."""

    weights: Mapping[str, float]
    threshold: float

    def score(self, features: Iterable[str]) -> float:
        """The sum of the weights of the features; unknown features weigh nothing."""
        return sum(self.weights.get(feature, 0.0) for feature in features) - self.threshold


def load_salience(path: Path) -> SalienceWeights:
    """Read ``salience.yaml``.

    Raises:
        DataFileError: when it is not a mapping of names to numbers with a threshold.
    """
    try:
        with path.open(encoding="utf-8") as file:
            data = yaml.load(file, Loader=yaml.CSafeLoader)
        return SalienceWeights({str(k): float(v) for k, v in data["weights"].items()}, float(data["threshold"]))
    except (OSError, yaml.YAMLError, KeyError, TypeError, ValueError) as error:
        raise DataFileError(f"{path}: needs 'threshold' and 'weights' with a number each: {error}.") from error
