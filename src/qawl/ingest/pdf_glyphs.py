"""The glyphs of a PDF page: which characters each stands for, and where it stands.

One glyph may be several characters (a ligature), and PDFium, which gives character by character, turns the order of
those round where it believes that a line runs from right to left. What is known of lam and alef puts it right.
"""

import ctypes
import math
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum
from typing import Any

from qawl.errors import InputError

_LAM = "\N{ARABIC LETTER LAM}"
_ALEFS = frozenset("\u0622\u0623\u0625\u0627")
_GOD = sorted("\u0627\u0644\u0644\u0647")  # one glyph in many fonts
_UNUSABLE = frozenset(("Co", "Cn", "Cs"))
_SAME_LINE = 0.5
_MOST_CHARACTERS = 100_000  # of one page; a newspaper's has 30,000


@dataclass(frozen=True, slots=True)
class Glyph:
    """One glyph with the characters it stands for; places in points, from the lower left corner.

    ``number`` is its place in the library's order, ``word`` the word that it belongs to there.
    """

    text: str
    left: float
    right: float
    base: float
    size: float
    number: int = 0
    word: int = 0

    @property
    def middle(self) -> float:
        return (self.left + self.right) / 2


class _Turn(Enum):
    """How the text lies on the page; scanned and landscape pages have it on its side."""

    UPRIGHT = "upright"
    UPWARDS = "upwards"
    OVER = "over"
    DOWNWARDS = "downwards"


def read_glyphs(text_page: Any) -> list[Glyph]:
    """The glyphs of a page of pypdfium2, in the library's order.

    Raises:
        InputError: more characters than any page has.
    """
    count = text_page.count_chars()
    if count > _MOST_CHARACTERS:
        raise InputError(f"a page of {count:,} characters, which no page has. Print it anew, or give its text.")
    by_turn: dict[_Turn, list[Glyph]] = {turn: [] for turn in _Turn}
    word = 0
    for index in range(count):
        found = _glyph(text_page, index)
        if found is None:
            word += 1
        else:
            by_turn[found[0]].append(replace(found[1], word=word))
    upright = max(by_turn.values(), key=len)  # what is turned otherwise is a mark across the page or in its margin
    return [replace(glyph, number=number) for number, glyph in enumerate(_joined(upright))]


def unusable_share(glyphs: Sequence[Glyph]) -> float:
    """The share of characters that stand for nothing: fonts without a table of what their glyphs mean."""
    unusable = sum(any(unicodedata.category(c) in _UNUSABLE or c == "\ufffd" for c in g.text) for g in glyphs)
    return unusable / len(glyphs) if glyphs else 0.0


def is_mark(text: str) -> bool:
    """Whether this is a vowel mark, or several."""
    return bool(text) and all(unicodedata.category(letter) == "Mn" for letter in text)


def is_arabic(text: str) -> bool:
    """Whether this begins with a letter that is written from right to left."""
    return unicodedata.bidirectional(text[0]) in ("AL", "R")


def _glyph(text_page: Any, index: int) -> tuple[_Turn, Glyph] | None:
    """One character with its place, or None for spaces and what the library made up; gaps tell the spaces."""
    import pypdfium2.raw as pdfium  # type: ignore[import-untyped]

    code = pdfium.FPDFText_GetUnicode(text_page, index)
    if code <= 0x20 or code == 0xA0 or pdfium.FPDFText_IsGenerated(text_page, index) == 1:
        return None
    text = _plain_forms(chr(code)) if code < 0xD800 or 0xDFFF < code <= 0x10FFFF else "\ufffd"
    if not text.strip() or unicodedata.category(text[0]) in ("Cf", "Cc"):
        return None
    x, y = ctypes.c_double(), ctypes.c_double()
    box, matrix = pdfium.FS_RECTF(), pdfium.FS_MATRIX()
    pdfium.FPDFText_GetCharOrigin(text_page, index, ctypes.byref(x), ctypes.byref(y))
    pdfium.FPDFText_GetLooseCharBox(text_page, index, ctypes.byref(box))
    size = pdfium.FPDFText_GetFontSize(text_page, index)
    turn = _Turn.UPRIGHT
    if pdfium.FPDFText_GetMatrix(text_page, index, ctypes.byref(matrix)):
        turn = _turn_of(matrix.a, matrix.b)
        size *= math.hypot(matrix.c, matrix.d) or 1.0
    left, right, base = _placed(turn, box, x.value, y.value)
    return turn, Glyph(text, left, max(left, right), base, max(size, 1.0))


def _turn_of(along: float, up: float) -> _Turn:
    if abs(along) >= abs(up):
        return _Turn.UPRIGHT if along >= 0 else _Turn.OVER
    return _Turn.UPWARDS if up > 0 else _Turn.DOWNWARDS


def _placed(turn: _Turn, box: Any, x: float, y: float) -> tuple[float, float, float]:
    """Left, right and base line of a glyph on the page turned upright."""
    if turn is _Turn.UPWARDS:
        return box.bottom, box.top, -x
    if turn is _Turn.DOWNWARDS:
        return -box.top, -box.bottom, x
    if turn is _Turn.OVER:
        return -box.right, -box.left, -y
    return box.left, box.right, y


def _joined(characters: Sequence[Glyph]) -> list[Glyph]:
    """Characters of one place are one glyph: a ligature. The library may have turned their order round.

    It does so where it turns the order of the line; whether the font spells its ligatures forwards in the first
    place shows in those of lam and alef, whose order is known.
    """
    groups: list[list[Glyph]] = []
    for glyph in characters:
        if groups and abs(groups[-1][0].left - glyph.left) < 0.05 and abs(groups[-1][0].base - glyph.base) < 0.05:
            groups[-1].append(glyph)
        else:
            groups.append([glyph])
    turned = [_is_turned(groups, place) for place in range(len(groups))]
    votes = sum(
        1 if (group[0].text in _ALEFS) == turned[place] else -1
        for place, group in enumerate(groups)
        if len(group) == 2 and _is_lam_alef([glyph.text for glyph in group])
    )
    return [_ligature(group, turned[place] == (votes >= 0)) for place, group in enumerate(groups)]


def _is_turned(groups: Sequence[Sequence[Glyph]], place: int) -> bool:
    """Whether the library gives this stretch from right to left: its neighbours tell."""
    here = groups[place][0]
    for near, step in ((place - 1, -1), (place + 1, 1)):
        if 0 <= near < len(groups) and abs(groups[near][0].base - here.base) < _SAME_LINE * here.size:
            return (groups[near][0].left - here.left) * step < 0
    return True


def _ligature(group: Sequence[Glyph], reverses: bool) -> Glyph:
    letters = [glyph.text for glyph in group if not is_mark(glyph.text)]
    marks = "".join(glyph.text for glyph in group if is_mark(glyph.text))
    if len(letters) > 1:
        if _is_lam_alef(letters):
            letters.sort(key=lambda letter: letter != _LAM)
        elif sorted(letters) == _GOD:
            letters = [_GOD[0], _LAM, _LAM, _GOD[-1]]
        elif reverses and all(is_arabic(letter) for letter in letters):
            letters.reverse()
    right = max(glyph.right for glyph in group)
    return replace(group[0], text="".join(letters) + marks, right=right)


def _is_lam_alef(letters: Sequence[str]) -> bool:
    return len(letters) == 2 and _LAM in letters and not _ALEFS.isdisjoint(letters)


def _plain_forms(text: str) -> str:
    """Presentation forms as plain letters; nothing else is touched."""
    if "\ufb50" <= text <= "\ufdff" or "\ufe70" <= text <= "\ufefc":
        return unicodedata.normalize("NFKC", text).strip()
    return text
