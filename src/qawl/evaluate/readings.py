"""The two sides that are compared: a reference, and what the reader, or somebody else's file, makes of its texts.

The annotations themselves are not shown to the reader. Files are checked line by line before anything is scored:
a figure of half a file would look like a figure of the whole.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from qawl.errors import AnnotationError
from qawl.evaluate.annotations import Annotation, find_faults, find_loose_ends, parse_annotation, read_objects
from qawl.evaluate.shapes import filled, find_misshapen

ReadLine = Callable[[Mapping[str, Any]], Mapping[str, Any]]
"""From an input line (id, text, date, outlet, url, title) to an interchange line."""

INPUT_KEYS = ("id", "text", "date", "outlet", "url", "title")
PARTS = ("all", "tune", "check")
_EVERY = 3
_ABOUT = ("outlet", "date", "url")  # about the article, not in it: both sides carry them


def read_references(path: Path, *, part: str = "all") -> list[dict[str, Any]]:
    """The lines of a reference sorted by id: all, every third (``check``) or the others (``tune``).

    Raises:
        AnnotationError: the file cannot be used; names file, line and remedy.
    """
    rows: dict[str, dict[str, Any]] = {}
    lines: dict[str, int] = {}
    for number, row in read_objects(path):
        _refuse(path, number, find_misshapen(row, is_reference=True))
        _refuse(path, number, find_faults(row))
        _note_line(path, number, row["id"], lines)
        rows[row["id"]] = row
    ordered = [rows[name] for name in sorted(rows)]
    chosen = [row for place, row in enumerate(ordered) if part == "all" or (place % _EVERY == 2) == (part == "check")]
    if not chosen:
        what = f"in its part {part!r}" if rows else "in it"
        raise AnnotationError(f"{path}: there is no article {what}. Name a file with annotated articles, one a line.")
    return chosen


def read_again(rows: Sequence[Mapping[str, Any]], read_line: ReadLine) -> Iterator[tuple[Annotation, Annotation]]:
    """Each reference beside what the reader makes of its text."""
    for row in rows:
        given = {key: row[key] for key in INPUT_KEYS if key in row}
        yield parse_annotation(row), _answer(row, read_line(given))


def take_from(rows: Sequence[Mapping[str, Any]], system: Path) -> Iterator[tuple[Annotation, Annotation]]:
    """Each reference beside the line of the same id in a file of readings; a missing line is an empty reading.

    Raises:
        AnnotationError: the file cannot be used, or has none of the articles; names file, line and remedy.
    """
    answers = _read_answers(system, {row["id"]: row["text"] for row in rows})
    if not answers:
        raise AnnotationError(
            f"{system}: none of its ids is one of the {len(rows)} articles to be scored, such as {rows[0]['id']!r}. "
            "Give each reading the `id` of its article."
        )
    for row in rows:
        yield parse_annotation(row), _answer(row, answers.get(row["id"], {}))


def _read_answers(path: Path, texts: Mapping[str, str]) -> dict[str, dict[str, Any]]:
    """The readings of these articles by id. A file of readings need not repeat the texts."""
    answers: dict[str, dict[str, Any]] = {}
    lines: dict[str, int] = {}
    for number, row in read_objects(path):
        _refuse(path, number, find_misshapen(row, is_reference=False))
        name = row["id"]
        _note_line(path, number, name, lines)
        if name not in texts:
            continue
        if isinstance(row.get("text"), str) and row["text"] != texts[name]:
            raise AnnotationError(
                f"{path}:{number}: the text of {name!r} is not the reference's, so its spans mean other words. "
                "Read the reference's `text` again."
            )
        answers[name] = filled(row)
        _refuse(path, number, find_loose_ends({**answers[name], "text": texts[name]}))
    return answers


def _answer(row: Mapping[str, Any], reading: Mapping[str, Any]) -> Annotation:
    about = {key: row[key] for key in _ABOUT if key in row}
    return parse_annotation({**reading, **about, "id": row["id"], "text": row["text"]})


def _note_line(path: Path, number: int, name: str, lines: dict[str, int]) -> None:
    if name in lines:
        raise AnnotationError(
            f"{path}:{number}: the article {name!r} stands in line {lines[name]} already. Keep one of the two."
        )
    lines[name] = number


def _refuse(path: Path, number: int, faults: Iterator[str] | Sequence[str]) -> None:
    """Raise for the first fault of a line."""
    for fault in faults:
        raise AnnotationError(f"{path}:{number}: {fault}. Mend that line; evaluation/README.md tells the shape.")
