"""Remembered answers about words: a text repeats its words, and an outlet its texts.

``remembered`` turns a question about a word and a lexicon into a dictionary of its answers, one for each lexicon,
filled as words are met. An article asks once for the dictionary and then pays one look-up a token.
"""

from collections.abc import Callable, Hashable
from functools import lru_cache
from typing import Generic, TypeVar

REMEMBERED = 1 << 16
"""How many words are remembered; then all are forgotten, which costs less than to choose among them."""

_Answer = TypeVar("_Answer")
_Lexicon = TypeVar("_Lexicon", bound=Hashable)


class Memo(dict[str, _Answer], Generic[_Answer]):
    """The answers of one question by word; a missing one is asked for."""

    def __init__(self, ask: Callable[[str], _Answer]) -> None:
        super().__init__()
        self._ask = ask

    def __missing__(self, word: str) -> _Answer:
        if len(self) >= REMEMBERED:
            self.clear()
        answer = self[word] = self._ask(word)
        return answer


def remembered(ask: Callable[[str, _Lexicon], _Answer]) -> Callable[[_Lexicon], Memo[_Answer]]:
    """Decorate ``ask(word, lexicon)``: what comes back gives the memo of a lexicon, which must hash by identity."""

    @lru_cache(maxsize=8)
    def memo_of(lexicon: _Lexicon) -> Memo[_Answer]:
        return Memo(lambda word: ask(word, lexicon))

    return memo_of
