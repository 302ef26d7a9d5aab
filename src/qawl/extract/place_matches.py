"""The names of the gazetteer that begin at a token, longest first.

The first word may carry joined letters («وبحلب»); the words after it are matched as they stand, over hyphens
and underscores («#دير_الزور»). Whether such a match is a toponym is for ``extract.toponyms`` to say.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from qawl.lexicon.gazetteer import Gazetteer, Use
from qawl.text.layout import Layout
from qawl.text.memo import REMEMBERED, remembered
from qawl.text.record import record
from qawl.text.tokens import ARTICLE, CONJUNCTIONS, PREPOSITIONS, TokenKind, Tokens

WAW = CONJUNCTIONS[0]
BEH, LAM = PREPOSITIONS[:2]
JOINERS = frozenset("-_\N{EN DASH}")
SHORTEST_SPLIT = 3  # letters left when joined letters are taken off
_NO_NAME = re.compile(
    r"""
    (?! ال ) (?:
      [تي] \w{2,5}         # a verb of the present: تقع
    | \w+ ت               # or of the past: سقطت
    | \w+ ي [ةه]           # nisbas: حدودية
    | \w+ ي               # نائي، استراتيجي
    | \w ا \w{2} [ةه]      # participles: خاضعة
    | م \w{3,5} [ةه]        # محاصرة
    | \w{2} ي \w [ةه]      # صغيرة
    | ل \w+               # لتعزيز
    | [وفبك] \w{0,2}       # a joined letter and little else
    )
    """,
    re.VERBOSE,
)


@record
class Match:
    """A name of the gazetteer in the text.

    ``joined`` are the letters before the first word that the name does without; ``outside`` counts those that
    the span leaves out: the ل of «للغوطة» cannot be parted from the name.
    """

    first: int
    last: int
    name: str
    joined: str
    outside: int

    @property
    def is_long(self) -> bool:
        """True for a name of several words."""
        return self.last > self.first


def find_matches(layout: Layout, gazetteer: Gazetteer, index: int) -> list[Match]:
    """Names that begin at ``index``, longest first; the whole word before the split one."""
    word = layout.tokens.folded[index]
    starts = place_starts(gazetteer)[word]
    if not starts:
        return []
    found: list[Match] = []
    for spelling, joined, outside, count in starts:
        found.extend(_matches_of(layout, gazetteer, Match(index, index, spelling, joined, outside), count))
    if len(word) == SHORTEST_SPLIT and starts[-1][0] == word[1:]:
        found = [match for match in found if match.is_long or match.joined == ""]  # «وتل أبيض», «بأم درمان»
    if len(found) > 1:
        found.sort(key=lambda match: match.last, reverse=True)
    return found


@remembered
def place_starts(word: str, gazetteer: Gazetteer) -> tuple[tuple[str, str, int, int], ...]:
    """The spellings of a word that begin a name, with how many words the longest such name has."""
    longest = gazetteer.longest
    found = [(*spelling, longest[spelling[0]]) for spelling in spellings(word) if spelling[0] in longest]
    if len(word) == SHORTEST_SPLIT and word[0] in (WAW, BEH) and longest.get(word[1:], 1) > 1:
        found.append((word[1:], word[0], 1, longest[word[1:]]))
    return tuple(found)


def _matches_of(layout: Layout, gazetteer: Gazetteer, start: Match, count: int) -> Iterator[Match]:
    """Names of up to ``count`` words that begin with the word of ``start``."""
    names = gazetteer.names
    if count > 1:
        words, ends = _following(layout, start.first, count - 1)
        for size in range(len(words), 0, -1):
            name = " ".join((start.name, *words[:size]))
            if name in names:
                yield Match(start.first, ends[size - 1], name, start.joined, start.outside)
    if start.name in names:
        yield start


def _following(layout: Layout, index: int, count: int) -> tuple[list[str], list[int]]:
    """The next words of the same line and their tokens; other marks than hyphens end them."""
    tokens, paragraph = layout.tokens, layout.paragraph_of[index]
    words: list[str] = []
    ends: list[int] = []
    at = index + 1
    while at < len(tokens) and len(words) < count and layout.paragraph_of[at] == paragraph:
        if tokens.kinds[at] is not TokenKind.MARK:
            words.append(tokens.folded[at])
            ends.append(at)
        elif tokens.raw[at] not in JOINERS:
            break
        at += 1
    return words, ends


@lru_cache(REMEMBERED)
def spellings(word: str) -> tuple[tuple[str, str, int], ...]:
    """The folded word whole, then without joined letters: spelling, letters taken off, letters outside the span.

    وبحلب -> وبحلب، بحلب (و)، حلب (وب)؛ وللغوطة -> ... الغوطة (ول, of which ل stays inside)
    """
    found = [(word, "", 0)]
    at = 0
    if word[:1] in CONJUNCTIONS and len(word) > SHORTEST_SPLIT:
        at = 1
        found.append((word[1:], word[:1], 1))
    if word[at : at + 1] in PREPOSITIONS and len(word) - at > SHORTEST_SPLIT:
        if word.startswith(LAM + LAM, at):
            found.append((ARTICLE + word[at + 2 :], word[: at + 1], at))
        else:
            found.append((word[at + 1 :], word[: at + 1], at + 1))
    return tuple(found)


def width_of(raw: str, letters: int) -> int:
    """How many code points of the token its first ``letters`` letters take, with the vowel marks on them."""
    seen = 0
    for position, character in enumerate(raw):
        if character.isalpha() and character != "\N{ARABIC TATWEEL}":
            if seen == letters:
                return position
            seen += 1
    return letters


def is_plausible_name(tokens: Tokens, index: int, gazetteer: Gazetteer) -> bool:
    """Whether an unknown word may be the name of a village: no particle, adjective, participle or verb.

    What follows a feminine noun without article and agrees with it is no name: صغيرة، خاضعة، تقع، سقطت.
    """
    word, words = tokens.folded[index], gazetteer.words
    if len(word) < 3:
        return False
    bare = [spelling for spelling, _, _ in spellings(word)]
    if any(form in words.not_names or form in words.leading or form in words.triggers for form in bare):
        return False
    if any(form in gazetteer.nisbas for form in bare) or gazetteer.use(word) is Use.NEVER:
        return False
    if word.startswith(LAM + LAM) or any(
        word[:1] == c and word[1:3] == ARTICLE for c in (*CONJUNCTIONS, *PREPOSITIONS)
    ):
        return False
    return _NO_NAME.fullmatch(word) is None
