"""Highlights in place: the text cut wherever any span begins or ends.

Statements nest and claims cross them, which HTML elements cannot. So the text is cut at every boundary
into segments that overlap nothing; each segment carries the layers it lies in, and a rule of the style
sheet for each layer. Where a cue or the evidence of a claim ends, behind its whole word so that no
letters are torn apart, stands a numbered mark that links to the row of the record.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from qawl.model.span import Span


class Role(StrEnum):
    """What a highlighted stretch is to its record."""

    SOURCE = "source"
    CUE = "cue"
    CONTENT = "content"
    EVIDENCE = "evidence"
    PLACE = "place"


@dataclass(frozen=True, slots=True)
class Layer:
    """One highlighted span of one record; ``record`` is empty for what is no record's own, such as a place name."""

    record: str
    role: Role
    span: Span


@dataclass(frozen=True, slots=True)
class Mark:
    """A numbered mark that stands behind ``position`` and links to a record's row."""

    record: str
    label: str
    is_claim: bool
    position: int


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of text inside the same layers throughout, and the marks that follow it.

    ``start`` is the code point of the whole text at which it begins.
    """

    text: str
    roles: tuple[str, ...]
    records: tuple[str, ...]
    marks: tuple[Mark, ...] = ()
    start: int = 0


Paragraph = tuple[Segment, ...]


def split(
    text: str, layers: Iterable[Layer], marks: Iterable[Mark] = (), *, cuts: Iterable[int] = ()
) -> list[Paragraph]:
    """The text as paragraphs of segments; spans that leave the text are cut to it.

    Nested contents are told apart by depth: roles are ``content-1``, ``content-2``, ``content-3``. The text is cut at
    ``cuts`` besides, where somebody else has to find a segment that begins.
    """
    inside = [la for la in layers if la.span.start < len(text)]
    placed: dict[int, list[Mark]] = {}
    for mark in marks:
        placed.setdefault(word_end(text, mark.position), []).append(mark)
    places = {0, len(text), *placed, *(cut for cut in cuts if 0 <= cut <= len(text))}
    for layer in inside:
        places.update((layer.span.start, min(layer.span.end, len(text))))
    opening: dict[int, list[Layer]] = {}
    for layer in inside:
        opening.setdefault(layer.span.start, []).append(layer)
    paragraphs: list[Paragraph] = []
    current: list[Segment] = []
    active: list[Layer] = []
    for start, end in pairwise(sorted(places)):
        active = [la for la in active if la.span.end > start] + opening.get(start, [])
        lines = text[start:end].split("\n")
        at = start
        for number, line in enumerate(lines):
            if number:
                paragraphs.append(tuple(current))
                current = []
            last = number == len(lines) - 1
            shown = tuple(placed.get(end, ())) if last else ()
            if line or shown:
                current.append(Segment(line, _roles(active), _records(active), shown, at))
            at += len(line) + 1
    paragraphs.append(tuple(current))
    return [p for p in paragraphs if any(s.text.strip() or s.marks for s in p)]


def word_end(text: str, position: int) -> int:
    """The end of the word that ``position`` stands in or behind."""
    end = min(position, len(text))
    while 0 < end < len(text) and _joins(text[end]) and not text[end - 1].isspace():
        end += 1
    return end


def _joins(char: str) -> bool:
    return char.isalnum() or "\N{ARABIC FATHATAN}" <= char <= "\N{ARABIC WAVY HAMZA BELOW}" or char in _JOINERS


_JOINERS = "\N{ARABIC TATWEEL}\N{ARABIC LETTER SUPERSCRIPT ALEF}\N{ZERO WIDTH JOINER}\N{ZERO WIDTH NON-JOINER}"


def _roles(active: Sequence[Layer]) -> tuple[str, ...]:
    roles = [la.role.value for la in active if la.role is not Role.CONTENT]
    depth = len({la.record for la in active if la.role is Role.CONTENT})
    if depth:
        roles.append(f"content-{min(depth, 3)}")
    if roles.count(Role.EVIDENCE) > 1:
        roles.append("evidence-2")
    return tuple(dict.fromkeys(roles))


def _records(active: Sequence[Layer]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(la.record for la in active if la.record))
