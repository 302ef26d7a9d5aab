"""Quotation marks, paired and nested.

Arabic pages use «», straight marks, curly marks in either direction, two closing marks, and German
low marks, often several kinds in one page, and often unbalanced. What a mark does is therefore
decided by its neighbours first (space before, letter after: it opens), by its direction only where
they say nothing, and by whether one of its kind is open last. An odd mark never swallows the rest:
pairs end with their paragraph, unless one of the next three holds the lone closing mark.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from qawl.model.span import Span
from qawl.text.fold import VANISHING, fold_text

_FAMILIES = {
    "\N{LEFT-POINTING DOUBLE ANGLE QUOTATION MARK}": "angle",
    "\N{RIGHT-POINTING DOUBLE ANGLE QUOTATION MARK}": "angle",
    "\N{MUCH LESS-THAN}": "angle",
    "\N{MUCH GREATER-THAN}": "angle",
    "\N{QUOTATION MARK}": "double",
    "\N{LEFT DOUBLE QUOTATION MARK}": "double",
    "\N{RIGHT DOUBLE QUOTATION MARK}": "double",
    "\N{DOUBLE LOW-9 QUOTATION MARK}": "double",
    "\N{DOUBLE HIGH-REVERSED-9 QUOTATION MARK}": "double",
    "\N{DOUBLE PRIME}": "double",
    "\N{LEFT SINGLE QUOTATION MARK}": "single",
    "\N{RIGHT SINGLE QUOTATION MARK}": "single",
    "\N{APOSTROPHE}": "single",
}
QUOTATION_MARKS = frozenset(_FAMILIES)

_DIRECTION = {
    "\N{LEFT-POINTING DOUBLE ANGLE QUOTATION MARK}": "open",
    "\N{RIGHT-POINTING DOUBLE ANGLE QUOTATION MARK}": "close",
    "\N{DOUBLE LOW-9 QUOTATION MARK}": "open",
}
_CLITICS = frozenset(
    "و ف ب ل ك ال وال بال فال كال لل ولل وب ول فب فل وك".split()
)
_OPENING_BRACKETS = frozenset("([{:-\N{EN DASH}\N{EM DASH}/")
_LONGEST_ACROSS_PARAGRAPHS = 3  # paragraphs
_LONGEST = 4000  # code points


class _Role(Enum):
    OPEN = "open"
    CLOSE = "close"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True)
class Quotation:
    """A quotation: ``outer`` with its marks, ``inner`` without, ``depth`` 0 for the outermost.

    ``is_closed`` is False for a mark that opens after a colon and is never closed: it is then
    read to the end of its paragraph.
    """

    outer: Span
    inner: Span
    depth: int
    is_closed: bool = True


@dataclass(frozen=True, slots=True)
class _Mark:
    position: int
    family: str
    role: _Role
    paragraph: int


def find_quotations(text: str) -> list[Quotation]:
    """All quotations of ``text``, in order of their opening mark."""
    pairs: list[tuple[int, int]] = []
    lone_openers: list[_Mark] = []
    lone_closers: list[_Mark] = []
    paragraph_marks: dict[int, list[_Mark]] = {}
    for mark in _find_marks(text):
        paragraph_marks.setdefault(mark.paragraph, []).append(mark)
    for marks in paragraph_marks.values():
        found, openers, closers = _pair_paragraph(marks)
        pairs += found
        lone_openers += openers
        lone_closers += closers
    pairs += _pair_across(lone_openers, lone_closers)
    used = {start for start, _ in pairs}
    unclosed = [m for m in lone_openers if m.position not in used and _follows_colon(text, m.position)]
    return _nest(pairs, unclosed, text)


def _find_marks(text: str) -> Iterator[_Mark]:
    paragraph = 0
    for position, character in enumerate(text):
        if character == "\n":
            paragraph += 1
        elif character in QUOTATION_MARKS:
            family = _FAMILIES[character]
            role = _role(text, position)
            if family == "single" and role is _Role.UNSURE:
                continue
            yield _Mark(position, family, role, paragraph)


def _role(text: str, position: int) -> _Role:
    """What the neighbours say: a mark that has space on one side only opens or closes there."""
    before = _neighbour(text, position, -1)
    after = _neighbour(text, position, +1)
    gap_before = before == "" or before.isspace() or before in _OPENING_BRACKETS
    gap_after = after == "" or after.isspace() or not (after.isalnum() or after in "([" or after in QUOTATION_MARKS)
    if before in QUOTATION_MARKS and not gap_after:
        gap_before = True
    if not gap_before and not gap_after and _stands_after_clitic(text, position):
        gap_before = True
    if gap_before and not gap_after:
        return _Role.OPEN
    if gap_after and not gap_before:
        return _Role.CLOSE
    direction = _DIRECTION.get(text[position])
    return _Role(direction) if direction else _Role.UNSURE


def _neighbour(text: str, position: int, step: int) -> str:
    """The next visible character on one side; the empty string at an end of the text."""
    position += step
    while 0 <= position < len(text) and text[position] in VANISHING:
        position += step
    return text[position] if 0 <= position < len(text) else ""


def _stands_after_clitic(text: str, position: int) -> bool:
    """True for the mark in ``bi-"..."``: the letters right before it are only a proclitic."""
    start = position
    while start > 0 and (text[start - 1].isalpha() or text[start - 1] in VANISHING):
        start -= 1
    return fold_text(text[start:position]) in _CLITICS


def _pair_paragraph(marks: list[_Mark]) -> tuple[list[tuple[int, int]], list[_Mark], list[_Mark]]:
    """Pairs, openers left alone and closers left alone of one paragraph."""
    pairs: list[tuple[int, int]] = []
    stack: list[_Mark] = []
    lone_closers: list[_Mark] = []
    for mark in marks:
        partner = next((i for i in range(len(stack) - 1, -1, -1) if stack[i].family == mark.family), None)
        opens = mark.role is _Role.OPEN or (mark.role is _Role.UNSURE and partner is None)
        if opens:
            stack.append(mark)
        elif partner is None:
            lone_closers.append(mark)
        else:
            pairs.append((stack[partner].position, mark.position))
            del stack[partner]
    return pairs, stack, lone_closers


def _pair_across(openers: list[_Mark], closers: list[_Mark]) -> Iterator[tuple[int, int]]:
    """A quotation that goes on over paragraphs: the lone opener of one, the first lone closer after it."""
    taken: set[int] = set()
    for index, opener in enumerate(openers):
        limit = openers[index + 1].position if index + 1 < len(openers) else opener.position + _LONGEST
        for closer in closers:
            near = opener.position < closer.position < min(limit, opener.position + _LONGEST)
            within = closer.paragraph - opener.paragraph <= _LONGEST_ACROSS_PARAGRAPHS
            if near and within and closer.family == opener.family and closer.position not in taken:
                taken.add(closer.position)
                yield opener.position, closer.position
                break


def _follows_colon(text: str, position: int) -> bool:
    return text[:position].rstrip().endswith(":")


def _nest(pairs: list[tuple[int, int]], unclosed: list[_Mark], text: str) -> list[Quotation]:
    spans = [(start, end + 1, end, True) for start, end in pairs if end > start + 1]
    for mark in unclosed:
        end = text.find("\n", mark.position)
        end = len(text) if end < 0 else end
        if end > mark.position + 1:
            spans.append((mark.position, end, end, False))
    quotations: list[Quotation] = []
    open_ends: list[int] = []
    for start, outer_end, inner_end, closed in sorted(spans):
        while open_ends and open_ends[-1] <= start:
            open_ends.pop()
        quotations.append(Quotation(Span(start, outer_end), Span(start + 1, inner_end), len(open_ends), closed))
        open_ends.append(outer_end)
    return quotations
