"""Sentence spans.

A sentence ends at the end of its paragraph or at a full stop, question or exclamation mark, but not
inside a closed quotation, not at «..», not at the point of an abbreviation or an initial, and not at
a decimal point (numbers are one token already).
"""

from bisect import bisect_right

from qawl.model.span import Span
from qawl.text.fold import fold_text
from qawl.text.quotations import QUOTATION_MARKS, Quotation
from qawl.text.tokens import CONJUNCTIONS, TokenKind, Tokens

_ENDS = frozenset(".!?\N{ARABIC QUESTION MARK}\N{ARABIC FULL STOP}")
_ABBREVIATIONS = frozenset(fold_text(word) for word in "أ د م ب ج ص ت هـ ق كم كلم سم مم تل الخ جن ف س ر".split())
_CAN_END = frozenset(fold_text(word) for word in "م هـ كم كلم سم مم الخ".split())
_LATIN = frozenset("mr mrs ms dr st no vs jr sr lt col gen sgt inc co".split())
_CLOSERS = frozenset(")]") | QUOTATION_MARKS
_MOST_CLOSERS = 4


def find_sentences(tokens: Tokens, *, quotations: list[Quotation]) -> list[Span]:
    """The sentences of the text in order; white space between them belongs to none."""
    inside = _QuotationIndex(quotations)
    sentences: list[Span] = []
    first: int | None = None
    count = len(tokens)
    for index in range(count):
        if first is None:
            first = index
        last_of_paragraph = index + 1 == count or "\n" in tokens.text[tokens.ends[index] : tokens.starts[index + 1]]
        if last_of_paragraph or _ends_sentence(tokens, index, inside):
            sentences.append(tokens.span(first, index))
            first = None
    return sentences


def _ends_sentence(tokens: Tokens, index: int, inside: "_QuotationIndex") -> bool:
    """True when the sentence ends with token ``index``; closing marks right after a stop belong to it."""
    if tokens.raw[index] in _CLOSERS:
        back = index - 1
        while back > max(0, index - _MOST_CLOSERS) and tokens.raw[back] in _CLOSERS:
            back -= 1
        if tokens.raw[back] not in _ENDS or inside.covers(tokens.starts[index]):
            return False
        if back > 0 and tokens.raw[back - 1] in "([":
            return False
        return tokens.starts[index + 1] > tokens.ends[index] and tokens.raw[index + 1] not in _CLOSERS
    if tokens.raw[index] not in _ENDS or inside.covers(tokens.starts[index]):
        return False
    if tokens.raw[index + 1] in _CLOSERS and tokens.starts[index + 1] == tokens.ends[index]:
        return False
    if tokens.starts[index + 1] == tokens.ends[index] and tokens.kinds[index + 1] is not TokenKind.WORD:
        return False
    return not _is_abbreviation_point(tokens, index)


def _is_abbreviation_point(tokens: Tokens, index: int) -> bool:
    """True for the point of a title, an initial or a unit; a unit or era before «و» ends the sentence after all."""
    if tokens.raw[index] != "." or index == 0 or tokens.kinds[index - 1] is not TokenKind.WORD:
        return False
    word = tokens.folded[index - 1]
    if tokens.starts[index] != tokens.ends[index - 1]:
        return False
    if word in _CAN_END and (len(word) > 2 or tokens.kinds[index - 2] is TokenKind.NUMBER):
        return not tokens.folded[index + 1].startswith(CONJUNCTIONS)
    return word in _ABBREVIATIONS or len(word) == 1 or word.lower() in _LATIN


class _QuotationIndex:
    """Whether an offset lies inside some closed outermost quotation."""

    def __init__(self, quotations: list[Quotation]) -> None:
        outer = [q for q in quotations if q.depth == 0 and q.is_closed]
        self._starts = [q.outer.start for q in outer]
        self._ends = [q.outer.end - 1 for q in outer]

    def covers(self, offset: int) -> bool:
        index = bisect_right(self._starts, offset) - 1
        return index >= 0 and offset < self._ends[index]
