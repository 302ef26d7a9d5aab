"""Qawl's own reader as one function from an input line to an interchange line, its data loaded once."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from qawl.evaluate.readings import ReadLine
from qawl.export.interchange import interchange
from qawl.pipeline import load_reader, read


def default_reader(left_out: frozenset[str] = frozenset()) -> ReadLine:
    """The reader, from input line to interchange line; without some rules of inheritance."""
    reader = replace(load_reader(), left_out=left_out)

    def read_line(row: Mapping[str, Any]) -> Mapping[str, Any]:
        reading = read(
            row["text"],
            published=row.get("date"),
            outlet=row.get("outlet", ""),
            url=row.get("url", ""),
            title=row.get("title", ""),
            id=row["id"],
            reader=reader,
        )
        return interchange(reading)

    return read_line
