"""Cells of tables on a terminal: each of their lines keeps its direction to itself.

A terminal orders every line on its own. An Arabic cell that goes over several lines must therefore be isolated
line by line: one isolate around the whole would be open at the end of the first line and turn its neighbours.
"""

from typing import Any

from rich.containers import Lines
from rich.text import Text

_OPEN, _CLOSE = "\N{FIRST STRONG ISOLATE}", "\N{POP DIRECTIONAL ISOLATE}"


class Cell(Text):
    """A cell; ``isolates`` where a terminal will order it, so that files and pipes get the plain words."""

    def __init__(self, words: str, *, isolates: bool) -> None:
        super().__init__(words.replace(_OPEN, "").replace(_CLOSE, ""))
        self._isolates = isolates

    def wrap(self, *arguments: Any, **options: Any) -> Lines:
        """The lines of the cell, each isolated."""
        lines = Text(self.plain, end="").wrap(*arguments, **options)
        if not self._isolates:
            return lines
        return Lines(Text(f"{_OPEN}{line.plain}{_CLOSE}" if line.plain.strip() else line.plain) for line in lines)
