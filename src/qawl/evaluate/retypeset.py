"""The same article typed another way: other quotation marks, no hamzas, vowel marks, other digits, no full stops.

A reader made on the typography of a few outlets reads theirs and stumbles over the next one's. Here a reference is
set again mechanically, as another newsroom would have typed it, and every span goes along; a reading of it should
be as good as before. Each setting says what becomes of each single character, so offsets follow from lengths.

    قال إن "القصف توقف" أمس.  ->  قال إن «القصف توقف» امس
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import accumulate, cycle
from typing import Any

from qawl.model.span import Span
from qawl.text.fold import ALEF, HEH, KAF, TATWEEL, WAW, YEH

Setting = Callable[[str], Iterable[str]]
"""From a text to one piece for each of its code points, in order: what is typed in its stead."""

_MAKSURA, _TEH_MARBUTA = "\N{ARABIC LETTER ALEF MAKSURA}", "\N{ARABIC LETTER TEH MARBUTA}"
_YEH_HAMZA, _WAW_HAMZA = "\N{ARABIC LETTER YEH WITH HAMZA ABOVE}", "\N{ARABIC LETTER WAW WITH HAMZA ABOVE}"
_LAM, _TEH, _HAMZA = "\N{ARABIC LETTER LAM}", "\N{ARABIC LETTER TEH}", "\N{ARABIC LETTER HAMZA}"
_ALEFS = (
    "\N{ARABIC LETTER ALEF WITH HAMZA ABOVE}\N{ARABIC LETTER ALEF WITH HAMZA BELOW}"
    "\N{ARABIC LETTER ALEF WITH MADDA ABOVE}\N{ARABIC LETTER ALEF WASLA}"
)
_ENDS_JOIN = frozenset(ALEF + _ALEFS + WAW + _WAW_HAMZA + _MAKSURA + _TEH_MARBUTA + _HAMZA + "دذرز")
"""Letters that are not written onto the next one: no tatweel can stand behind them."""
_FATHA, _DAMMA, _KASRA = "\N{ARABIC FATHA}", "\N{ARABIC DAMMA}", "\N{ARABIC KASRA}"
_SUKUN, _SHADDA = "\N{ARABIC SUKUN}", "\N{ARABIC SHADDA}"
_LONG = {ALEF: _FATHA, _MAKSURA: _FATHA, _TEH_MARBUTA: _FATHA, WAW: _DAMMA, _WAW_HAMZA: _DAMMA, YEH: _KASRA}
"""Letters that lengthen a vowel, or are read with one, and the mark that stands before them."""
_LEFT, _RIGHT = "\N{LEFT DOUBLE QUOTATION MARK}", "\N{RIGHT DOUBLE QUOTATION MARK}"
_OPENS, _CLOSES = "\N{LEFT-POINTING DOUBLE ANGLE QUOTATION MARK}", "\N{RIGHT-POINTING DOUBLE ANGLE QUOTATION MARK}"
_EITHER_WAY = frozenset('"' + _LEFT + _RIGHT)
_DIGITS = {str(n): chr(0x0660 + n) for n in range(10)}
_SEPARATORS = {",": "\N{ARABIC THOUSANDS SEPARATOR}", ".": "\N{ARABIC DECIMAL SEPARATOR}"}
_STOP = "."
_HEAD_OF_WORD = re.compile(r"(?:^|\W)[وفبك]{0,2}$")


@dataclass(frozen=True, slots=True)
class Retyped:
    """A text typed another way, with the place of every code point of the old one."""

    text: str
    _starts: tuple[int, ...]  # where each old code point begins in ``text``, then where ``text`` ends

    def span(self, span: Span) -> Span:
        """Where the words of an old span stand now, with what was typed onto the last letter.

        Raises:
            ValueError: nothing of the span is left.
        """
        return Span(self._starts[span.start], self._starts[span.end])


def retype(text: str, setting: Setting) -> Retyped:
    """Type a text another way."""
    pieces = list(setting(text))
    starts = accumulate(map(len, pieces), initial=0)
    return Retyped("".join(pieces), tuple(starts))


def retype_reference(row: Mapping[str, Any], setting: Setting) -> dict[str, Any]:
    """A line of a reference typed another way: its text, its names, and all spans along with them."""
    retyped = retype(row["text"], setting)

    def span(pair: Any) -> list[int] | None:
        if pair is None:
            return None
        moved = retyped.span(Span(*pair))
        return [moved.start, moved.end]

    def words(name: str | None) -> str:
        return retype(name or "", setting).text

    return {
        **row,
        "text": retyped.text,
        "title": words(row.get("title")),
        "statements": [
            {
                **statement,
                "source": span(statement["source"]),
                "cue": span(statement["cue"]),
                "content": [span(piece) for piece in statement["content"]],
                "speaker": words(statement["speaker"]),
            }
            for statement in row["statements"]
        ],
        "claims": [
            {
                **claim,
                "place": span(claim["place"]),
                "evidence": span(claim["evidence"]),
                "actor": words(claim["actor"]),
                "target": words(claim["target"]),
                "quantity": claim["quantity"] and {**claim["quantity"], "unit": words(claim["quantity"].get("unit"))},
            }
            for claim in row["claims"]
        ],
        "places": [{**place, "span": span(place["span"])} for place in row["places"]],
    }


def _quoted(opening: str, closing: str) -> Setting:
    """Double quotation marks of every sort as this pair."""

    def typed(text: str) -> Iterator[str]:
        for paragraph in text.splitlines(keepends=True):
            yield from _quoted_paragraph(paragraph, opening, closing)

    return typed


def _quoted_paragraph(paragraph: str, opening: str, closing: str) -> Iterator[str]:
    """Marks that do not say which way they face take turns; where one lacks its partner, the neighbours decide."""
    undirected = sum(char in _EITHER_WAY for char in paragraph)
    turns = cycle((opening, closing))
    for place, char in enumerate(paragraph):
        if char == _OPENS:
            yield opening
        elif char == _CLOSES:
            yield closing
        elif char not in _EITHER_WAY:
            yield char
        elif undirected % 2 == 0:
            yield next(turns)
        else:
            yield opening if paragraph[place + 1 : place + 2].isalnum() else closing


def _lettered(changes: Mapping[str, str]) -> Setting:
    """Single letters typed otherwise wherever they stand."""
    return lambda text: (changes.get(char, char) for char in text)


def _ending(changes: Mapping[str, str]) -> Setting:
    """Letters typed otherwise at the end of a word."""

    def typed(text: str) -> Iterator[str]:
        for place, char in enumerate(text):
            is_last = char in changes and not _is_in_word(text, place + 1)
            yield changes[char] if is_last else char

    return typed


def _egyptian(text: str) -> Iterator[str]:
    """As the papers of Cairo print: no dots under a last yeh («الذى»), and «مسئول» for «مسؤول»."""
    for place, char in enumerate(text):
        if char == YEH and not _is_in_word(text, place + 1):
            yield _MAKSURA
        elif char == _WAW_HAMZA and text[place + 1 : place + 2] == WAW:
            yield _YEH_HAMZA
        else:
            yield char


def _vowelled(text: str) -> Iterator[str]:
    """Every letter with a mark, as in school books and speeches: those that are sure, and others that take turns.

    Sure are the short vowel before a long one («يَقُول», «وَزِير»), a first letter with fatha, the bare lam of the article.
    A damma makes a passive of a verb («أُعلن»), so none is put by chance or where و is a consonant («أَوضح», «تَوقع»); nor
    is nunation, which no name of a place bears.
    """
    turns, endings = cycle((_FATHA, _SUKUN, _KASRA, _SHADDA + _FATHA)), cycle((_DAMMA, _KASRA, "", _FATHA))
    for place, char in enumerate(text):
        following, before = text[place + 1 : place + 2], text[place - 1 : place] if place else ""
        if not _is_letter(char) or _is_mark(following) or char in (ALEF, _MAKSURA):
            yield char
        elif not _is_in_word(text, place + 1):
            yield char + next(endings)
        elif _is_lam_of_article(text, place):
            yield char + _SUKUN
        elif not _is_letter(before) or _is_lam_of_article(text, place - 1):
            yield char + _FATHA if following not in (_WAW_HAMZA, YEH) else char + _LONG[following]
        elif char in (WAW, YEH):
            yield char
        elif following == WAW and char in (_TEH, *_ALEFS):
            yield char + _FATHA
        else:
            yield char + (_LONG[following] if following in _LONG else next(turns))


def _stretched(text: str) -> Iterator[str]:
    """One tatweel in every word that can be stretched, as headlines are filled: «الحكـومة»."""
    is_stretched = False
    for place, char in enumerate(text):
        following = text[place + 1 : place + 2]
        is_stretched = is_stretched and (_is_letter(char) or _is_mark(char))
        may_stretch = not is_stretched and char not in _ENDS_JOIN and _is_letter(char) and _is_letter(following)
        is_bound = _is_lam_of_article(text, place) or char == _LAM and following in (ALEF, *_ALEFS)
        if not may_stretch or is_bound or following == _HAMZA:
            yield char
        else:
            is_stretched = True
            yield char + TATWEEL


def _is_lam_of_article(text: str, place: int) -> bool:
    """The lam of ال at the head of a word, with or without letters written onto it («والوزير», «بالقصف»)."""
    is_pair = place > 0 and text[place] == _LAM and text[place - 1] == ALEF
    return is_pair and _HEAD_OF_WORD.search(text[max(0, place - 4) : place - 1]) is not None


def _arabic_digits(text: str) -> Iterator[str]:
    """Digits, the separators between them and the sign for per cent as the Mashreq types them: «٣٫٥٪»."""
    for place, char in enumerate(text):
        before, after = text[place - 1 : place] if place else "", text[place + 1 : place + 2]
        if char in _DIGITS:
            yield _DIGITS[char]
        elif char in _SEPARATORS and before in _DIGITS and after in _DIGITS:
            yield _SEPARATORS[char]
        elif char == "%" and (before in _DIGITS or after in _DIGITS):
            yield "\N{ARABIC PERCENT SIGN}"
        else:
            yield char


def _without_last_stops(text: str) -> Iterator[str]:
    """No full stop at the end of a paragraph."""
    for place, char in enumerate(text):
        rest = text[place + 1 :].partition("\n")[0] if char == _STOP else "-"
        yield "" if not rest.strip('" ' + _LEFT + _RIGHT + _CLOSES) else char


def _without_stops(text: str) -> Iterator[str]:
    """No full stop at the end of any sentence; those inside numbers and abbreviations stay."""
    for place, char in enumerate(text):
        after = text[place + 1 :].lstrip('"' + _LEFT + _RIGHT + _CLOSES)[:1] if char == _STOP else "-"
        yield "" if not after.strip() else char


def _joined(text: str) -> Iterator[str]:
    """The body as one paragraph, as pages are pasted into a spreadsheet; the headline keeps its line."""
    headline_end = text.find("\n")
    for place, char in enumerate(text):
        if char != "\n" or place <= headline_end:
            yield char
        else:
            yield "" if text[place - 1] == "\n" else " "


def _is_letter(char: str) -> bool:
    return len(char) == 1 and ("\N{ARABIC LETTER HAMZA}" <= char <= "\N{ARABIC LETTER YEH}") and char != TATWEEL


def _is_mark(char: str) -> bool:
    return len(char) == 1 and "\N{ARABIC FATHATAN}" <= char <= "\N{ARABIC SUKUN}"


def _is_in_word(text: str, place: int) -> bool:
    """True when a letter follows at ``place``, behind marks and tatweel."""
    while place < len(text) and (_is_mark(text[place]) or text[place] == TATWEEL):
        place += 1
    return place < len(text) and _is_letter(text[place])


SETTINGS: dict[str, Setting] = {
    "guillemets": _quoted(_OPENS, _CLOSES),
    "curly-quotes": _quoted(_LEFT, _RIGHT),
    "reversed-quotes": _quoted(_RIGHT, _LEFT),
    "no-hamza-on-alef": _lettered(dict.fromkeys(_ALEFS, ALEF)),
    "no-hamza-at-all": _lettered(dict.fromkeys(_ALEFS, ALEF) | {_YEH_HAMZA: YEH, _WAW_HAMZA: WAW}),
    "last-yeh-dotted": _ending({_MAKSURA: YEH}),
    "last-yeh-undotted": _egyptian,
    "heh-for-teh": _ending({_TEH_MARBUTA: HEH}),
    "vowelled": _vowelled,
    "tatweel": _stretched,
    "persian-letters": _lettered({YEH: "\N{ARABIC LETTER FARSI YEH}", KAF: "\N{ARABIC LETTER KEHEH}"}),
    "arabic-digits": _arabic_digits,
    "no-last-stops": _without_last_stops,
    "no-stops": _without_stops,
    "paragraphs-joined": _joined,
}
"""What other newsrooms, and careless ones, do."""
