"""Running the reader over the texts of a reference. The annotations themselves are not shown to it."""

import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from qawl.evaluate.annotations import Annotation, parse_annotation, read_lines

ReadLine = Callable[[Mapping[str, Any]], Mapping[str, Any]]
"""From an input line (id, text, date, outlet, url, title) to an interchange line."""

INPUT_KEYS = ("id", "text", "date", "outlet", "url", "title")
PARTS = ("all", "tune", "check")
_EVERY = 3


def read_references(path: Path, *, part: str = "all") -> list[dict[str, Any]]:
    """The lines of a reference sorted by id: all, every third (``check``) or the others (``tune``)."""
    rows = sorted(read_lines(path), key=lambda row: str(row["id"]))
    return [row for number, row in enumerate(rows) if part == "all" or (number % _EVERY == 2) == (part == "check")]


def read_again(rows: list[dict[str, Any]], read_line: ReadLine) -> Iterator[tuple[Annotation, Annotation]]:
    """Each reference beside what the reader makes of its text."""
    for row in rows:
        given = {key: row[key] for key in INPUT_KEYS if key in row}
        answer = {**read_line(given), "id": row["id"], "text": row["text"]}
        yield parse_annotation(row), parse_annotation(answer)


def take_from(rows: list[dict[str, Any]], system: Path) -> Iterator[tuple[Annotation, Annotation]]:
    """Each reference beside the line of the same id in a file of readings; a missing line is an empty reading."""
    answers = {row["id"]: row for row in _lines_without_text(system)}
    for row in rows:
        answer = {**answers.get(row["id"], {}), "id": row["id"], "text": row["text"]}
        yield parse_annotation(row), parse_annotation(answer)


def _lines_without_text(path: Path) -> Iterator[dict[str, Any]]:
    """A file of readings need not repeat the texts."""
    with path.open(encoding="utf-8") as file:
        yield from (json.loads(line) for line in file if line.strip())
