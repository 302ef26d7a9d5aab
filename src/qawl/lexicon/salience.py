"""Salience weights: how much each feature of a trigger says that it states a fact of its own (``salience.yaml``)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from qawl.errors import DataFileError
from qawl.lexicon.load import DataFiles


@dataclass(frozen=True, slots=True)
class SalienceWeights:
    """Feature weights; ``threshold`` is what the sum must exceed."""

    weights: Mapping[str, float]
    threshold: float

    def score(self, features: Iterable[str]) -> float:
        """The sum of the weights of the features; unknown features weigh nothing."""
        return sum(self.weights.get(feature, 0.0) for feature in features) - self.threshold


def load_salience(data: DataFiles) -> SalienceWeights:
    """Read ``lexicon/salience.yaml``.

    Raises:
        DataFileError: when it is not a mapping of names to numbers with a threshold.
    """
    name = "lexicon/salience.yaml"
    rows = data.read(name)
    try:
        return SalienceWeights({str(k): float(v) for k, v in rows["weights"].items()}, float(rows["threshold"]))
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        path = data.folder / name
        raise DataFileError(f"{path}: needs 'threshold' and 'weights' with a number each: {error}.") from error
