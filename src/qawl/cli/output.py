"""Printing: tables for people, JSON for programs, and talk on standard error.

Tables have few columns and no vertical lines, because terminals that order Arabic from right to left move
whole lines; each Arabic cell is isolated, so that a date or an id beside it stays in its column.
"""

import json
import sys
from collections.abc import Collection, Iterable, Sequence
from typing import Any, TypeVar

from qawl.errors import UsageError

T = TypeVar("T")

INTERRUPTED = 130
"""Exit status of a command that somebody stopped."""

_PIPE_WIDTH = 120
_DAY_WIDTH, _ID_WIDTH, _WIDE_ID_WIDTH = 12, 18, 24
_RTL_ISOLATE, _POP_ISOLATE = "\N{FIRST STRONG ISOLATE}", "\N{POP DIRECTIONAL ISOLATE}"


def print_json(value: Any) -> None:
    """One JSON value, readable, Arabic as Arabic."""
    print(json.dumps(value, ensure_ascii=False, indent=2))


def print_line(value: Any) -> None:
    """One JSON value on one line, handed on at once."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False, separators=(",", ":")) + "\n")
    sys.stdout.flush()


def check_one_form(as_json: bool, form: str) -> None:
    """Refuse ``--json`` beside another ``--format``: nobody can print two forms at once.

    Raises:
        UsageError: both are asked for.
    """
    if as_json and form not in ("table", "json"):
        raise UsageError(f"--json and --format {form} ask for two things. Give one of them.")


def say(message: str) -> None:
    """Talk: to standard error, so that data stays clean."""
    print(message, file=sys.stderr)


def say_counts(rows: Iterable[tuple[str, str]]) -> None:
    """Names and counts in two columns, to standard error."""
    for name, count in rows:
        say(f"  {name:<28}{count:>10}")


def print_table(
    columns: Sequence[str], rows: Iterable[Sequence[str]], *, wide: int, narrow: Collection[int] = ()
) -> None:
    """A table for people; ``wide`` is the column that takes the space that is left, the last one holds whole ids.

    ``narrow`` columns hold a word or two.
    """
    from rich import box
    from rich.console import Console
    from rich.table import Table

    from qawl.cli.cells import Cell

    is_terminal = sys.stdout.isatty()
    console = Console(width=None if is_terminal else _PIPE_WIDTH, highlight=False)
    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, expand=True, show_lines=False)
    last = _ID_WIDTH if console.width < _PIPE_WIDTH else _WIDE_ID_WIDTH
    for number, column in enumerate(columns):
        if number == len(columns) - 1:
            table.add_column(column, width=last, overflow="fold")
        else:
            some = _DAY_WIDTH if number in narrow else max(_DAY_WIDTH, (console.width - last) // 5)
            width = None if number == wide else some
            table.add_column(column, width=width, ratio=1 if number == wide else None, overflow="fold")
    for row in rows:
        table.add_row(*(Cell(cell, isolates=is_terminal) for cell in row))
        table.add_section()
    console.print(table)


def isolate(text: str) -> str:
    """Text whose direction shall not disturb what stands beside it; only where a terminal will order it."""
    return f"{_RTL_ISOLATE}{text}{_POP_ISOLATE}" if text and sys.stdout.isatty() else text


def shorten(text: str, length: int = 160) -> str:
    """The beginning of a text on one line."""
    line = " ".join(text.split())
    return line if len(line) <= length else line[: length - 1].rstrip() + "…"


def first(found: Sequence[T], limit: int | None) -> list[T]:
    """The first of a list that was asked for one more than its limit; tells when there is more."""
    if limit is None or len(found) <= limit:
        return list(found)
    say(f"The first {'is' if limit == 1 else f'{limit} are'} shown. Give --limit 0 for all, or a narrower question.")
    return list(found[:limit])
