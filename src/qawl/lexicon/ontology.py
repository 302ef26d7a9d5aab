"""The PLOVER events and modes that predicates may name, so that a misspelt code stops at load."""

from collections.abc import Mapping
from dataclasses import dataclass

from qawl.lexicon.load import DataFiles


@dataclass(frozen=True, slots=True)
class PloverEvent:
    """One event class with its modes and the claim types that use it."""

    id: str
    gloss: str
    modes: frozenset[str]
    claims: frozenset[str]


def load_ontology(data: DataFiles) -> Mapping[str, PloverEvent]:
    """Read ``ontology/plover.yaml``.

    Raises:
        DataFileError: for unknown or missing keys or unsorted ids.
    """
    rows = data.read_rows("ontology/plover.yaml", required=("id", "gloss", "modes", "claims"), optional=())
    return {
        row["id"]: PloverEvent(row["id"], row["gloss"], frozenset(row["modes"]), frozenset(row["claims"]))
        for row in rows
    }
