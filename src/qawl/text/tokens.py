"""Tokens with their spans and folded spelling.

A token is a word, a number or one punctuation mark. Words keep the vowel marks, tatweel and
zero-width characters inside them; where such a character stands alone it is no token: every token has a
folded spelling. Arabic writes some words as
letters on their neighbour: ``strip_proclitics`` lists the ways to take those off.
"""

import re
from bisect import bisect_left
from collections import Counter
from enum import IntEnum
from functools import lru_cache

from qawl.model.span import Span
from qawl.text.fold import VANISHING, fold_text
from qawl.text.memo import REMEMBERED
from qawl.text.record import record

_INSIDE = "\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed\u0640"
_INVISIBLE = "\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\u00ad\u061c"
_TRACELESS = re.escape("".join(sorted(VANISHING)))
_TOKEN = re.compile(
    rf"""
    (?P<number> \d+ (?: [.,\u066b\u066c] \d+ )* )
  | (?P<word>   (?! [{_TRACELESS}] ) [^\W\d_]
                (?: [^\W\d_] | [{_INSIDE}] | [{_INVISIBLE}]+ (?= [^\W\d_{_INVISIBLE}] ) )* )
  | (?P<mark>   \.{{2,}} | [^\s\w{_TRACELESS}] | _ )
    """,
    re.VERBOSE,
)


TEH_MARBUTA, HEH = "\N{ARABIC LETTER TEH MARBUTA}", "\N{ARABIC LETTER HEH}"
ALEF_MAKSURA, YEH = "\N{ARABIC LETTER ALEF MAKSURA}", "\N{ARABIC LETTER YEH}"
MANY = 10  # final letters of one sort in a text of which some would have to be the other
_NO_MARKS = {ord(mark): None for mark in VANISHING}


class TokenKind(IntEnum):
    """Word, number or punctuation mark."""

    NUMBER = 1
    WORD = 2
    MARK = 3


_KINDS = {"number": TokenKind.NUMBER, "word": TokenKind.WORD, "mark": TokenKind.MARK}


@record
class Habits:
    """How a text is typed: evidence for what one word leaves open.

    ``tells_teh``: ة and final ه are told apart; ``tells_yeh``: final ى and ي are; ``is_vowelled``: most words carry
    vowel marks, so that a single mark says nothing special.
    """

    tells_teh: bool
    tells_yeh: bool
    is_vowelled: bool


@record
class Tokens:
    """The tokens of a text as parallel lists: rules look at positions, records are built at the end.

    ``folded[i]`` is the folded spelling, ``raw[i]`` what stands in the text, ``letters[i]`` the same without vowel
    marks and other signs inside words, ``kinds[i]`` its kind; ``starts`` and ``ends`` are code points of the text.
    ``habits`` tells which letters the text distinguishes at all.
    """

    text: str
    starts: list[int]
    ends: list[int]
    raw: list[str]
    letters: list[str]
    folded: list[str]
    kinds: list[TokenKind]
    habits: "Habits"

    def __len__(self) -> int:
        return len(self.starts)

    def span(self, first: int, last: int) -> Span:
        """The span from token ``first`` to token ``last``, both included."""
        return Span(self.starts[first], self.ends[last])

    def at(self, offset: int) -> int:
        """Index of the first token that ends after the code point ``offset``; ``len(self)`` past the last."""
        return bisect_left(self.ends, offset + 1)

    def ends_in_teh(self, index: int) -> bool:
        """True when the word ends in ة; in a text that types ه for it also when it may."""
        ending = self.letters[index][-1:]
        return ending == TEH_MARBUTA or (ending == HEH and not self.habits.tells_teh)

    def ends_in_pronoun_heh(self, index: int) -> bool:
        """True when the word ends in ه that cannot be ة."""
        return self.letters[index][-1:] == HEH and self.habits.tells_teh

    def inside(self, span: Span) -> range:
        """Indices of the tokens that overlap ``span``."""
        return range(self.at(span.start), bisect_left(self.starts, span.end))


def tokenize(text: str) -> Tokens:
    """Split ``text`` into words, numbers and punctuation marks; white space and lone controls fall between."""
    matches = list(_TOKEN.finditer(text))
    starts = [match.start() for match in matches]
    ends = [match.end() for match in matches]
    raw = [match.group() for match in matches]
    kinds = [_KINDS[match.lastgroup or "mark"] for match in matches]
    joined = "\n".join(raw)
    folded = fold_text(joined).split("\n") if raw else []
    is_marked = not VANISHING.isdisjoint(joined)
    letters = joined.translate(_NO_MARKS).split("\n") if is_marked and raw else raw
    return Tokens(text, starts, ends, raw, letters, folded, kinds, _habits(joined, raw, letters))


def _habits(joined: str, raw: list[str], letters: list[str]) -> Habits:
    """A text without a single ة, or final ى, among many final ه, or ي, does not tell them apart."""
    finals = Counter(word[-1] for word in letters)
    marked = sum(before != after for before, after in zip(raw, letters, strict=True)) if letters is not raw else 0
    return Habits(
        tells_teh=bool(finals[TEH_MARBUTA]) or finals[HEH] < MANY,
        tells_yeh=bool(finals[ALEF_MAKSURA]) or finals[YEH] < MANY,
        is_vowelled=marked * 2 > len(raw),
    )


CONJUNCTIONS = ("\N{ARABIC LETTER WAW}", "\N{ARABIC LETTER FEH}")
PREPOSITIONS = ("\N{ARABIC LETTER BEH}", "\N{ARABIC LETTER LAM}", "\N{ARABIC LETTER KAF}")
_LIKE = PREPOSITIONS[2]
ARTICLE = "\N{ARABIC LETTER ALEF}\N{ARABIC LETTER LAM}"
COMMAS = frozenset(",\N{ARABIC COMMA}")
DASHES = frozenset("-\N{EN DASH}\N{EM DASH}")
_LAM_ARTICLE = "\N{ARABIC LETTER LAM}\N{ARABIC LETTER LAM}"


@lru_cache(REMEMBERED)
def strip_proclitics(word: str) -> tuple[str, ...]:
    """The folded word and every spelling left when conjunction, preposition or article are taken off.

    Longest first, without repeats; nothing shorter than two letters is offered.

    وبالقصف -> وبالقصف، بالقصف، القصف، قصف
    """
    forms = [word]
    for form in forms:
        first = form[:1]
        rest = form[1:]
        if len(rest) < 2:
            continue
        if first in CONJUNCTIONS and form is word:
            forms.append(rest)
        if first in PREPOSITIONS and form in (word, word[1:]):
            forms.append(rest)
        if form.startswith(_LAM_ARTICLE) and len(form) > 3:
            forms.append(ARTICLE + form[2:])
            forms.append(form[2:])
        if form.startswith(ARTICLE) and len(form) > 3:
            forms.append(form[2:])
    return tuple(dict.fromkeys(forms))


def is_title_point(tokens: Tokens, index: int) -> bool:
    """The point right behind a title of one letter, which ends nothing: «قال د. فلان»."""
    if tokens.raw[index] != "." or not index or tokens.kinds[index - 1] is not TokenKind.WORD:
        return False
    return len(tokens.folded[index - 1]) == 1 and tokens.ends[index - 1] == tokens.starts[index]


def has_article(word: str) -> bool:
    """True when the folded word carries the article, with or without a proclitic before it."""
    if word.startswith(ARTICLE):
        return len(word) > 3
    if word[:1] in CONJUNCTIONS:
        word = word[1:]
    if word.startswith(_LAM_ARTICLE):
        return len(word) > 3
    shortest = 4
    if word[:1] in PREPOSITIONS:
        shortest = 5 if word[:1] == _LIKE else 4  # «وكالات» are agencies, not «like (the) ...»
        word = word[1:]
    return word.startswith(ARTICLE) and len(word) >= shortest


ENCLITICS = tuple(
    sorted(
        (fold_text(word) for word in ("ها", "هما", "هم", "هن", "ه", "نا", "ني", "ك", "كم", "كما", "ي")),
        key=len,
        reverse=True,
    )
)


@lru_cache(REMEMBERED)
def strip_enclitics(word: str) -> tuple[str, ...]:
    """The folded word and what is left of it without each joined pronoun it may end in.

    Longest pronoun first; nothing shorter than three letters is offered. A feminine ending that the pronoun had
    opened is restored.

    زعيمهم -> زعيمهم، زعيم; حكومته -> حكومته، حكومت، حكومه
    """
    forms = [word]
    for pronoun in ENCLITICS:
        stem = word[: -len(pronoun)]
        if word.endswith(pronoun) and len(stem) >= 3:
            forms.append(stem)
            if stem.endswith("ت"):
                forms.append(stem[:-1] + "ه")
    return tuple(dict.fromkeys(forms))
