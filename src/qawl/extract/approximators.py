"""Words that loosen a number: «about», «more than», «no less than» before it, «at least» behind it."""

from qawl.lexicon.numerals import Numerals
from qawl.model.claim import Basis
from qawl.text.layout import Layout
from qawl.text.quotations import QUOTATION_MARKS
from qawl.text.record import record
from qawl.text.tokens import COMMAS, TokenKind

CLITICS = frozenset("ال و ف ب ل ك بال لل وال فال كال وب ول".split())
"""Proclitics that stand as tokens of their own before digits («الـ24»، «و15»)."""

_REACH_AFTER = 5  # tokens between the counted noun and «at least»
_CONJUNCTIONS = frozenset("وف")


@record
class Approximator:
    """An approximator at tokens ``first``..``last``."""

    first: int
    last: int
    basis: Basis


class Approximators:
    """Looks for approximators around numbers of one text."""

    def __init__(self, layout: Layout, numerals: Numerals) -> None:
        self._tokens = layout.tokens
        self._folded = layout.tokens.folded
        self._sentence_of = layout.sentence_of
        self._numerals = numerals

    def before(self, index: int) -> Approximator | None:
        """The approximator whose last word stands right before token ``index`` (over clitics and quotation marks)."""
        last = self.word_before(index)
        if last is None or self._folded[index - 1] in _CONJUNCTIONS:
            return None
        for phrase, basis in self._numerals.before.get(self._folded[last], ()):
            first = last - len(phrase) + 1
            if first >= 0 and tuple(self._folded[first : last + 1]) == phrase:
                if self._sentence_of[first] != self._sentence_of[index]:
                    continue
                outer = self.before(first) if basis is Basis.ABOUT else None
                return Approximator(first, last, basis) if outer is None else outer
        return None

    def after(self, index: int) -> Approximator | None:
        """The approximator behind token ``index``, with only words of the same noun phrase between."""
        for position in range(index + 1, min(index + 1 + _REACH_AFTER, len(self._folded))):
            if self._sentence_of[position] != self._sentence_of[index]:
                return None
            for phrase, basis in self._numerals.after.get(self._folded[position], ()):
                if tuple(self._folded[position : position + len(phrase)]) == phrase:
                    return Approximator(position, position + len(phrase) - 1, basis)
            if not self._may_pass(position):
                return None
        return None

    def word_before(self, index: int) -> int | None:
        """The token before ``index``, over quotation marks and clitics that are tokens of their own."""
        position = index - 1
        while position >= 0 and self._sentence_of[position] == self._sentence_of[index]:
            word = self._folded[position]
            is_clitic = word in CLITICS and self._tokens.ends[position] == self._tokens.starts[position + 1]
            if not is_clitic and self._tokens.raw[position] not in QUOTATION_MARKS:
                return position
            position -= 1
        return None

    def _may_pass(self, position: int) -> bool:
        word = self._folded[position]
        if self._tokens.kinds[position] is TokenKind.MARK:
            return self._tokens.raw[position] in COMMAS or self._tokens.raw[position] in QUOTATION_MARKS
        if self._tokens.kinds[position] is TokenKind.NUMBER or word in self._numerals.units.stops:
            return False
        return word not in self._numerals.numbers.words and word not in self._numerals.units.harms
