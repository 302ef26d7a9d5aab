"""Quotation marks, paired and nested.

Arabic pages use «», straight marks, curly marks in either direction, two closing marks, and German
low marks, often several kinds in one page, and often unbalanced. What a mark does is therefore
decided by its neighbours first (space before, letter after: it opens), by its direction only where
they say nothing, and by whether one of its kind is open last. An odd mark never swallows the rest:
pairs end with their paragraph, unless one of the next three holds the lone closing mark. Quotations nest and
never cross.
"""

from bisect import bisect_right
from collections.abc import Iterator
from enum import Enum

from qawl.model.span import Span
from qawl.text.fold import VANISHING, fold_text
from qawl.text.record import record

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
_CLITICS = frozenset("و ف ب ل ك ال وال بال فال كال لل ولل وب ول فب فل وك".split())
_OPENING_BRACKETS = frozenset("([{:-\N{EN DASH}\N{EM DASH}/")
_LONGEST_ACROSS_PARAGRAPHS = 3  # paragraphs
_LONGEST = 4000  # code points
_LONGEST_UNCLOSED = 600  # code points
_DEEPEST = 8  # quotations in one another


class _Role(Enum):
    OPEN = "open"
    CLOSE = "close"
    UNSURE = "unsure"


@record
class Quotation:
    """A quotation: ``outer`` with its marks, ``inner`` without, ``depth`` 0 for the outermost.

    ``is_closed`` is False for a mark that opens after a colon and is never closed: it is then
    read to the end of its paragraph, or of its sentence when the paragraph is long.
    """

    outer: Span
    inner: Span
    depth: int
    is_closed: bool = True


@record
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
    lone_openers = _outside(lone_openers, pairs)
    pairs += _pair_across(lone_openers, _outside(lone_closers, pairs))
    used = {start for start, _ in pairs}
    unclosed = [
        (mark.position, _unclosed_ends(text, mark.position))
        for mark in _outside(lone_openers, pairs)
        if mark.position not in used and _follows_colon(text, mark.position)
    ]
    return _nest(pairs, unclosed)


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
    """Pairs, openers left alone and closers left alone of one paragraph; pairs never cross.

    What was opened inside a pair and not closed there stays alone; so does the oldest of too many openers.
    """
    pairs: list[tuple[int, int]] = []
    stack: list[_Mark] = []
    lone_openers: list[_Mark] = []
    lone_closers: list[_Mark] = []
    for mark in marks:
        partner = next((i for i in range(len(stack) - 1, -1, -1) if stack[i].family == mark.family), None)
        if mark.role is _Role.OPEN or (mark.role is _Role.UNSURE and partner is None):
            stack.append(mark)
            if len(stack) > _DEEPEST:
                lone_openers.append(stack.pop(0))
        elif partner is None or mark.position - stack[partner].position > _LONGEST:
            lone_closers.append(mark)
        else:
            pairs.append((stack[partner].position, mark.position))
            lone_openers += stack[partner + 1 :]
            del stack[partner:]
    return pairs, lone_openers + stack, lone_closers


def _outside(marks: list[_Mark], pairs: list[tuple[int, int]]) -> list[_Mark]:
    """The marks that no pair encloses, in text order."""
    outermost: list[tuple[int, int]] = []
    for pair in sorted(pairs):
        if not outermost or pair[0] > outermost[-1][1]:
            outermost.append(pair)
    starts = [start for start, _ in outermost]

    def is_outside(mark: _Mark) -> bool:
        index = bisect_right(starts, mark.position) - 1
        return index < 0 or outermost[index][1] < mark.position

    return sorted(filter(is_outside, marks), key=lambda mark: mark.position)


def _pair_across(openers: list[_Mark], closers: list[_Mark]) -> Iterator[tuple[int, int]]:
    """A quotation that goes on over paragraphs: the lone opener of one, the first lone closer after it.

    Never past the next lone opener, so these pairs do not cross each other.
    """
    positions = [closer.position for closer in closers]
    for index, opener in enumerate(openers):
        limit = opener.position + _LONGEST
        if index + 1 < len(openers):
            limit = min(limit, openers[index + 1].position)
        first = bisect_right(positions, opener.position)
        for closer in closers[first : first + _DEEPEST]:
            within = closer.paragraph - opener.paragraph <= _LONGEST_ACROSS_PARAGRAPHS
            if closer.position < limit and within and closer.family == opener.family:
                yield opener.position, closer.position
                break


def _follows_colon(text: str, position: int) -> bool:
    return text[max(0, position - 8) : position].rstrip().endswith(":")


def _unclosed_ends(text: str, position: int) -> int:
    """How far an unclosed quotation is read: to the end of a short paragraph, else to its first full stop."""
    stop = position + _LONGEST_UNCLOSED
    end = text.find("\n", position, stop)
    if end < 0 and len(text) <= stop:
        end = len(text)
    return end if end >= 0 else text.find(". ", position, stop)


def _nest(pairs: list[tuple[int, int]], unclosed: list[tuple[int, int]]) -> list[Quotation]:
    spans = [(start, end + 1, end, True) for start, end in pairs if end > start + 1]
    spans += [(start, end, end, False) for start, end in unclosed if end > start + 1]
    quotations: list[Quotation] = []
    open_ends: list[int] = []
    for start, outer_end, inner_end, closed in sorted(spans):
        while open_ends and open_ends[-1] <= start:
            open_ends.pop()
        if not closed and any(start < other_start < outer_end < other_end + 1 for other_start, other_end in pairs):
            continue
        quotations.append(Quotation(Span(start, outer_end), Span(start + 1, inner_end), len(open_ends), closed))
        open_ends.append(outer_end)
    return quotations
