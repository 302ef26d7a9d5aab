"""Where contents end, and before which words the reader ends them too late or too soon.

What somebody is said to have said ends where the narrator takes the word back: mostly with the paragraph, else at a
comma before «فيما», «الذي», «وكانت» ... and seldom in mid-clause. Each statement found has an end in the reference and
one in the reading; both are named by the mark there and the word behind it, so that a rule for content ends can be
chosen by what it would mend.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from qawl.errors import DataFileError
from qawl.evaluate.annotations import StatementRow
from qawl.evaluate.comparison import Comparison
from qawl.lexicon.load import DataFiles
from qawl.text.fold import fold_text

FILE = "lexicon/connectors.yaml"
NEXT_CUE, AND, OTHER = "next cue", "and", "other word"

_CLOSING = re.compile(r'[ \t\u00a0]*(?P<quote>["«»“”\')\]]+)?[ \t\u00a0]*(?P<mark>[^\w\s])?[ \t\u00a0"»“”]*')
_STOPS = frozenset(".!?؟…؛;")
_COMMAS = frozenset(",،")
_CONJUNCTIONS = ("\N{ARABIC LETTER WAW}", "\N{ARABIC LETTER FEH}")
_WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class Connectors:
    """The connectors by their folded words, and the shapes of those that no list holds."""

    words: Mapping[tuple[str, ...], str]
    shapes: tuple[tuple[str, str, str], ...]  # first letters, last letters, connector

    @cached_property
    def longest(self) -> int:
        """How many words the longest connector has."""
        return max(map(len, self.words), default=0)

    def name(self, following: str) -> str:
        """The connector that a stretch of text opens with."""
        words = fold_text(following).split()[: self.longest]
        for count in range(len(words), 0, -1):
            head = tuple(word.rstrip(".,،:؛") for word in words[:count])
            bare = (head[0][1:], *head[1:]) if head[0].startswith(_CONJUNCTIONS) else head
            found = self.words.get(head) or self.words.get(bare)
            if found is not None:
                return found
        first = words[0] if words else ""
        for begins, ends, connector in self.shapes:
            if len(first) > 4 and first.startswith(begins) and first.endswith(ends):
                return connector
        return AND if first[:1] in _CONJUNCTIONS and len(first) > 2 else OTHER


@dataclass(frozen=True, slots=True)
class EndRow:
    """What becomes of contents at one sort of end.

    The first three are of ends in the reference: read rightly, passed over, not reached. ``cut_short`` and ``run_to``
    are of readings that end here while the reference goes on, or has ended before.
    """

    end: str
    right: int
    passed: int
    not_reached: int
    cut_short: int
    run_to: int

    @property
    def harm(self) -> int:
        """How many contents end wrongly because of this sort of end."""
        return self.passed + self.cut_short


def load_connectors(data: DataFiles) -> Connectors:
    """The connectors of the data folder.

    Raises:
        DataFileError: an entry has neither words nor a shape, or repeats a word of another.
    """
    words: dict[tuple[str, ...], str] = {}
    shapes: list[tuple[str, str, str]] = []
    for row in data.read_rows(FILE, required=("id", "gloss", "example"), optional=("forms", "shape")):
        name, path = row["id"], data.folder / FILE
        if not row.get("forms") and not row.get("shape"):
            raise DataFileError(f"{path}: entry {name!r} needs `forms` or `shape`.")
        for form in row.get("forms", ()):
            key = tuple(fold_text(form).split())
            if key in words:
                raise DataFileError(f"{path}: entry {name!r} repeats the form {form!r} of {words[key]!r}. Keep one.")
            words[key] = name
        shapes += [(fold_text(s["begins"]), fold_text(s["ends"]), name) for s in row.get("shape", ())]
    return Connectors(words, tuple(shapes))


def name_end(text: str, end: int, connectors: Connectors, cues: Iterable[int] = ()) -> str:
    """What stands behind a content: the mark, then the word; ``cues`` are offsets where reporting words begin."""
    match = _CLOSING.match(text, end)
    assert match is not None
    following = text[match.end() :]
    if not following.strip() or following[0] == "\n":
        return "paragraph end"
    mark = match["mark"] or ""
    if mark in _STOPS and mark:
        return "sentence end"
    sign = "comma" if mark in _COMMAS and mark else "quotation" if match["quote"] else "mark" if mark else "bare"
    start = match.end()
    is_cue = start in set(cues) or start + 1 in set(cues) and text[start] in _CONJUNCTIONS
    return f"{sign}, {NEXT_CUE if is_cue else connectors.name(following)}"


def count_ends(comparisons: Iterable[Comparison], connectors: Connectors) -> list[EndRow]:
    """One row a sort of end, the one that costs most first."""
    counts: Counter[tuple[str, str]] = Counter()
    for comparison in comparisons:
        cues = {statement.cue.start for statement in comparison.reference.statements}
        for pair in comparison.statements:
            if pair.right is not None and pair.answer is not None and pair.right.content and pair.answer.content:
                counts.update(_outcomes(pair.right, pair.answer, comparison.text, connectors, cues))
    columns = ("right", "passed", "not_reached", "cut_short", "run_to")
    rows = [EndRow(end, *(counts[end, column] for column in columns)) for end in {end for end, _ in counts}]
    return sorted(rows, key=lambda row: (-row.harm, -row.right, row.end))


def _outcomes(
    right: StatementRow, answer: StatementRow, text: str, connectors: Connectors, cues: set[int]
) -> list[tuple[str, str]]:
    """What to count for one statement, at both of its ends."""
    wanted, got = right.content[-1].end, answer.content[-1].end
    end = name_end(text, wanted, connectors, cues)
    if not _WORD.search(text, min(wanted, got), max(wanted, got)):
        return [(end, "right")]
    reached = name_end(text, got, connectors, cues)
    return [(end, "passed"), (reached, "run_to")] if got > wanted else [(end, "not_reached"), (reached, "cut_short")]


def format_ends(rows: Iterable[EndRow]) -> str:
    """The table for a terminal."""
    lines = ["where contents end         reference ends here:            reading ends here instead:"]
    lines.append(f"{'':26} {'right':>6} {'passed':>7} {'not reached':>12}   {'cut short':>10} {'run to':>7}")
    lines += [
        f"{row.end:26} {row.right:6} {row.passed:7} {row.not_reached:12}   {row.cut_short:10} {row.run_to:7}"
        for row in rows
    ]
    return "\n".join(lines)


def ends_json(rows: Iterable[EndRow]) -> list[dict[str, Any]]:
    """The table as JSON."""
    return [
        {
            "end": row.end,
            "right": row.right,
            "passed": row.passed,
            "not_reached": row.not_reached,
            "cut_short": row.cut_short,
            "run_to": row.run_to,
        }
        for row in rows
    ]
