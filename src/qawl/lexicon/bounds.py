"""Connectors at which a content may end: which, behind what, and under which condition.

The data file holds one decision a connector; ``qawl.extract.content_ends`` looks at the words around it.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from qawl.errors import DataFileError
from qawl.lexicon.load import DataFiles
from qawl.text.fold import fold_text

FILE = "lexicon/content_bounds.yaml"
_COORDINATION = "\N{ARABIC LETTER WAW}"
_PLACES = {"comma": True, "anywhere": False}


class Ends(Enum):
    """What must hold for a content to end at a connector."""

    ALWAYS = "always"
    NEVER = "never"
    REPORT = "report"
    NEXT = "next"
    WITHHELD = "withheld"
    PHRASE = "phrase"
    QUOTED = "quoted"


@dataclass(frozen=True, slots=True)
class Bound:
    """A connector's decision; ``needs_comma``: only behind a comma. ``rule`` is what a record names."""

    id: str
    ends: frozenset[Ends]
    needs_comma: bool
    rule: str
    example: str


@dataclass(frozen=True, slots=True)
class Bounds:
    """All connectors by their first word, longest first."""

    by_first: Mapping[str, tuple[tuple[tuple[str, ...], Bound], ...]]

    def at(self, words: Sequence[str], index: int) -> Iterator[tuple[int, Bound]]:
        """The connectors that begin with the folded word at ``index``, each with its number of words."""
        for form, bound in self.by_first.get(words[index], ()):
            if len(form) == 1 or tuple(words[index : index + len(form)]) == form:
                yield len(form), bound


def load_bounds(data: DataFiles) -> Bounds:
    """Read ``content_bounds.yaml``.

    Raises:
        DataFileError: an unknown place or condition.
    """
    by_first: dict[str, list[tuple[tuple[str, ...], Bound]]] = {}
    for row in data.read_rows(FILE, required=("id", "gloss", "forms", "after", "ends", "rule", "example"), optional=()):
        try:
            ends = frozenset(Ends(name) for name in row["ends"])
            needs_comma = _PLACES[row["after"]]
        except (ValueError, KeyError) as error:
            raise DataFileError(
                f"{FILE}: entry {row['id']!r}: {error}. Known: {sorted(_PLACES)}, {[e.value for e in Ends]}."
            ) from error
        bound = Bound(row["id"], ends, needs_comma, row["rule"], row["example"])
        for form in map(fold_text, row["forms"]):
            words = tuple(form.split())
            by_first.setdefault(words[0], []).append((words, bound))
            if not words[0].startswith(_COORDINATION):
                joined = (_COORDINATION + words[0], *words[1:])
                by_first.setdefault(joined[0], []).append((joined, bound))
    return Bounds({first: tuple(sorted(rows, key=_longest_first)) for first, rows in by_first.items()})


def _longest_first(row: tuple[tuple[str, ...], Bound]) -> int:
    return -len(row[0])
