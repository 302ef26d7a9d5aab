"""Records as tables for spreadsheets: RFC 4180, in UTF-8, one record a line, values that are lists joined by «; ».

Words come from articles, and a spreadsheet takes words that begin like a formula for one: such cells get an apostrophe
before them. Numbers of ours stay numbers. A place that is an area has no latitude and longitude: they would be a pin.
"""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from qawl.export.columns import Columns, Value

BYTE_ORDER_MARK = "\N{ZERO WIDTH NO-BREAK SPACE}"
_FORMULA = (
    "=", "+", "-", "@", "\t", "\r", "\n",
    "\N{FULLWIDTH EQUALS SIGN}", "\N{FULLWIDTH PLUS SIGN}",
    "\N{FULLWIDTH HYPHEN-MINUS}", "\N{FULLWIDTH COMMERCIAL AT}",
)  # fmt: skip


def csv_lines(rows: Iterable[Mapping[str, Any]], columns: Columns, *, bom: bool = False) -> Iterator[str]:
    """A line with the names of the columns, then one a record; with ``bom`` a byte order mark before everything."""
    line = io.StringIO()
    writer = csv.writer(line, lineterminator="\r\n")
    if bom:
        line.write(BYTE_ORDER_MARK)
    writer.writerow(columns.names)
    yield _taken(line)
    for row in rows:
        writer.writerow([safe_cell(value) for value in columns.values(row)])
        yield _taken(line)


def safe_cell(value: Value) -> Value:
    """A value that no spreadsheet takes for a formula."""
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value


def _taken(line: io.StringIO) -> str:
    words = line.getvalue()
    line.seek(0)
    line.truncate()
    return words
