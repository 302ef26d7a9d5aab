"""Bare words for comparing: folded, without what is written onto them.

Crude on purpose: two wordings of one thing need the same few letters, not a correct root.
"""

import re
from bisect import bisect_left, bisect_right

from qawl.model.span import Span
from qawl.text.fold import fold_text

SHORTEST_WORD = 3
_CLITICS = "\N{ARABIC LETTER WAW}\N{ARABIC LETTER FEH}\N{ARABIC LETTER BEH}\N{ARABIC LETTER LAM}\N{ARABIC LETTER KAF}"
_ARTICLE = "\N{ARABIC LETTER ALEF}\N{ARABIC LETTER LAM}"
_SIGNS = ".,:;()[]{}\"'«»“”‘’-–،؛؟!…#"
_ENDINGS = ("\N{ARABIC LETTER YEH}\N{ARABIC LETTER NOON}", "\N{ARABIC LETTER WAW}\N{ARABIC LETTER NOON}")
_ALEF = "\N{ARABIC LETTER ALEF}"
_END = re.compile(r"[.!?؟…]\s|\n")


def stems_of(text: str) -> list[str]:
    """Folded words without what is written onto them: «وبالمدنيين» -> «مدني»."""
    return [stem for word in fold_text(text).split() if (stem := _stem(word))]


def _stem(word: str) -> str:
    bare = word.strip(_SIGNS)
    if len(bare) > 4 and bare[0] in _CLITICS:
        bare = bare[1:]
    if len(bare) > 4:
        bare = bare.removeprefix(_ARTICLE)
    if len(bare) > 4 and bare.endswith(_ENDINGS):
        return bare[:-2]
    return bare[:-1] if len(bare) > 4 and bare.endswith(_ALEF) else bare


class Sentences:
    """The sentences of a text, for asking which one a span stands in; points before a space and line ends divide."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._ends = [0, *(match.end() for match in _END.finditer(text)), len(text)]

    def around(self, span: Span) -> tuple[str, ...]:
        """The bare words of the sentences that a span touches, sorted, each once."""
        start = self._ends[bisect_right(self._ends, span.start) - 1]
        end = self._ends[min(bisect_left(self._ends, span.end), len(self._ends) - 1)]
        return tuple(sorted({word for word in stems_of(self._text[start:end]) if len(word) >= SHORTEST_WORD}))
