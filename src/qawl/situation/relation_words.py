"""Which predicates say how one actor stands to another, from ``data/corroborate/relations.yaml``."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from qawl.errors import DataFileError
from qawl.lexicon.load import DataFiles, open_data
from qawl.model.account import RelationKind
from qawl.text.fold import fold_text

FILE = "corroborate/relations.yaml"
_OPTIONAL = ("predicates", "not", "direction", "not_with", "not_to", "forms", "example")
_DIRECTIONS = ("actor", "target", "both")
_HEADS = "heads"


@dataclass(frozen=True, slots=True)
class RelationEntry:
    """One way in which claims tell a relation; ``id`` is the rule that relations name."""

    id: str
    kind: RelationKind
    direction: str
    silent: frozenset[str]
    not_with: tuple[str, ...]
    not_to: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RelationWords:
    """Entries by predicate or type («strike»), and the words that open the titles of heads."""

    by_predicate: Mapping[str, RelationEntry]
    by_type: Mapping[str, RelationEntry]
    heads: frozenset[str]

    def entry_of(self, predicate: str) -> RelationEntry | None:
        """What a predicate says of its actor and target, None for nothing."""
        if predicate in self.by_predicate:
            return self.by_predicate[predicate]
        entry = self.by_type.get(predicate.partition(".")[0])
        return None if entry is None or predicate in entry.silent else entry


def load_relation_words(data: DataFiles | Path) -> RelationWords:
    """Read the entries.

    Raises:
        DataFileError: an unknown key, kind or direction, or a predicate in two entries.
    """
    files = data if isinstance(data, DataFiles) else open_data(data)
    by_predicate: dict[str, RelationEntry] = {}
    by_type: dict[str, RelationEntry] = {}
    heads: frozenset[str] = frozenset()
    for row in files.read_rows(FILE, required=("id", "kind"), optional=_OPTIONAL):
        if row["kind"] == _HEADS:
            heads = frozenset(fold_text(form) for form in row["forms"])
            continue
        entry = _entry(row)
        for predicate in row["predicates"]:
            table, key = (by_type, predicate[:-2]) if predicate.endswith(".*") else (by_predicate, predicate)
            if key in table:
                raise DataFileError(f"{FILE}: {predicate!r} stands in {table[key].id!r} and in {entry.id!r}. Keep one.")
            table[key] = entry
    return RelationWords(by_predicate, by_type, heads)


def _entry(row: Mapping[str, Any]) -> RelationEntry:
    kinds = [kind.value for kind in RelationKind]
    if row["kind"] not in kinds or row["direction"] not in _DIRECTIONS:
        raise DataFileError(f"{FILE}: {row['id']!r} needs a kind of {kinds} and a direction of {list(_DIRECTIONS)}.")
    return RelationEntry(
        id=row["id"],
        kind=RelationKind(row["kind"]),
        direction=row["direction"],
        silent=frozenset(row.get("not", ())),
        not_with=tuple(row.get("not_with", ())),
        not_to=tuple(row.get("not_to", ())),
    )
