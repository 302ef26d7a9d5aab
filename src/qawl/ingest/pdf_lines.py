"""The lines of a PDF page, put into reading order from where each letter stands.

PDFs hold glyphs, not text. What libraries make of Arabic ones depends on the program that wrote them: words come
reversed, numbers and the words around them change places, brackets are mirrored, لا becomes ال. Where a letter
stands on the page is always right, for that is what people read. So only characters and places are taken from the
library; lines, spaces and order are made here: from right to left, numbers and Latin words from left to right.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from qawl.ingest.pdf_glyphs import Glyph, is_arabic, is_mark

_PERCENT = frozenset("%\u066a$\u20ac\u00b0")
_BETWEEN_DIGITS = frozenset(".,:/\u066b\u066c")  # after Arabic letters, 12-15 is shown from right to left
_PAIRS = (("(", ")"), ("[", "]"), ("{", "}"), ("\u00ab", "\u00bb"))
_BEFORE_CLOSING = re.compile(r"\s+(?=[\u060c\u061b\u061f!.:\u00bb)\]]+(?:\s|$))")
_AFTER_OPENING = re.compile(r"(?<=[\u00ab(\[])\s+")

# Gaps that are spaces, in sizes of the font: where the library sees one, where it sees none, and where it gives the
# two glyphs apart. Measured on prints of four fonts by a browser and two libraries: 99.5 % of words come out right.
_SEEN_SPACE, _UNSEEN_SPACE, _FAR_SPACE = 0.08, 0.22, 0.13
_MARK_REACH = 0.4  # how far beside its letter a vowel mark may stand
_STRIP = 40.0  # points; wider than a letter and its marks
_SAME_LINE = 0.5
_COLUMN_GAP = 0.8
_GUTTER_LINES = 6  # a gutter between columns runs along so many lines at least
_GUTTER_SHARE = 0.6
_MOST_GAPS = 2_000  # compared with one another; a page of tables has some hundred


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text in reading order, and where it stands; of a mirrored page, where it should stand."""

    text: str
    left: float
    right: float
    base: float
    size: float


@dataclass(frozen=True, slots=True)
class _Row:
    """Glyphs of one height, from right to left."""

    glyphs: tuple[Glyph, ...]

    @property
    def left(self) -> float:
        return min(glyph.left for glyph in self.glyphs)

    @property
    def right(self) -> float:
        return max(glyph.right for glyph in self.glyphs)

    @property
    def base(self) -> float:
        return self.glyphs[0].base

    @property
    def size(self) -> float:
        sizes = sorted(glyph.size for glyph in self.glyphs)
        return sizes[len(sizes) // 2]


def blocks_of(glyphs: Sequence[Glyph], *, is_mirrored: bool = False) -> list[list[Line]]:
    """The blocks of a page (columns, and what runs across them) in reading order, each a list of lines.

    ``is_mirrored``: the letters of each word stand in it from left to right, as broken programs put them.
    """
    letters = [glyph for glyph in glyphs if not is_mark(glyph.text)]
    if is_mirrored:
        letters = [replace(glyph, left=-glyph.right, right=-glyph.left) for glyph in letters]
        marks = [replace(g, left=-g.right, right=-g.left) for g in glyphs if is_mark(g.text)]
    else:
        marks = [glyph for glyph in glyphs if is_mark(glyph.text)]
    rows = _rows(_with_marks(letters, marks))
    return [[_line(row, is_mirrored) for row in block] for block in _columns(rows)]


def looks_mirrored(text: str) -> bool:
    """Whether words are spelled backwards: they begin with letters that can only end a word."""
    words = re.findall(r"[\u0621-\u064a]{3,}", text)
    ending = sum(word[-1] in "\u0629\u0649" for word in words)
    beginning = sum(word[0] in "\u0629\u0649" for word in words)
    return beginning >= 3 and beginning > 2 * ending


def _with_marks(letters: Sequence[Glyph], marks: Sequence[Glyph]) -> list[Glyph]:
    """Vowel marks that are glyphs of their own go to the letter that they stand over or under."""
    found = list(letters)
    by_strip: dict[int, list[int]] = {}  # a page of verse has as many marks as letters: look at the near ones only
    for place, glyph in enumerate(found):
        by_strip.setdefault(int(glyph.middle // _STRIP), []).append(place)
    for mark in marks:
        strip = int(mark.middle // _STRIP)
        near = (
            (abs(found[place].middle - mark.middle) + abs(found[place].base - mark.base) / 2, place)
            for place in (place for step in (-1, 0, 1) for place in by_strip.get(strip + step, ()))
            if _reaches(found[place], mark)
        )
        _, place = min(near, default=(0.0, -1))
        if place >= 0:
            found[place] = replace(found[place], text=found[place].text + mark.text)
    return found


def _reaches(letter: Glyph, mark: Glyph) -> bool:
    reach = _MARK_REACH * letter.size
    is_beside = letter.left - reach <= mark.middle <= letter.right + reach
    return is_beside and abs(letter.base - mark.base) < letter.size


def _rows(glyphs: Iterable[Glyph]) -> list[_Row]:
    rows: list[list[Glyph]] = []
    for glyph in sorted(glyphs, key=lambda glyph: -glyph.base):
        if rows and rows[-1][0].base - glyph.base < _SAME_LINE * max(rows[-1][0].size, glyph.size):
            rows[-1].append(glyph)
        else:
            rows.append([glyph])
    return [_Row(tuple(sorted(row, key=lambda glyph: -glyph.middle))) for row in rows]


def _columns(rows: Sequence[_Row]) -> list[list[_Row]]:
    """Rows in reading order: the right column before the left one, what runs across both in its place."""
    gutter = _gutter(rows)
    if gutter is None:
        return [list(rows)] if rows else []
    blocks: list[list[_Row]] = []
    right: list[_Row] = []
    left: list[_Row] = []
    across: list[_Row] = []
    for row in rows:
        sides = _split(row, gutter)
        if sides is None:
            blocks += [*_columns(right), *_columns(left)]
            right, left = [], []
            across.append(row)
            continue
        if across:
            blocks.append(across)
            across = []
        right += [side for side in sides[:1] if side.glyphs]
        left += [side for side in sides[1:] if side.glyphs]
    return [*blocks, *_columns(right), *_columns(left), *([across] if across else [])]


def _split(row: _Row, gutter: float) -> tuple[_Row, _Row] | None:
    """What stands right and left of the gutter; None where the row runs across it."""
    right = tuple(glyph for glyph in row.glyphs if glyph.middle > gutter)
    left = tuple(glyph for glyph in row.glyphs if glyph.middle <= gutter)
    if right and left:
        gap = min(glyph.left for glyph in right) - max(glyph.right for glyph in left)
        if gap < _COLUMN_GAP * row.size:
            return None
    return _Row(right), _Row(left)


def _gutter(rows: Sequence[_Row]) -> float | None:
    """Where most rows that reach over a place have a wide gap there: the space between two columns."""
    gaps: list[tuple[float, float]] = []
    for row in rows:
        right = row.glyphs[0]
        reached = right.left
        for glyph in row.glyphs[1:]:
            if reached - glyph.right > _COLUMN_GAP * row.size:
                gaps.append((glyph.right, reached))
            reached = min(reached, glyph.left)
    best, most = None, 0
    gaps = gaps[:_MOST_GAPS]
    for begin, end in gaps:
        place = (begin + end) / 2
        votes = sum(left <= place <= right for left, right in gaps)
        if votes > most:
            best, most = place, votes
    if best is None or most < _GUTTER_LINES:
        return None
    reaching = sum(row.left < best < row.right for row in rows)
    return best if most >= _GUTTER_SHARE * reaching else None


def _line(row: _Row, is_mirrored: bool) -> Line:
    return Line(_spell(row, is_mirrored), row.left, row.right, row.base, row.size)


def _spell(row: _Row, is_mirrored: bool) -> str:
    """The row's text in reading order."""
    items: list[str] = []
    for before, glyph in pairwise((None, *row.glyphs)):
        if before is not None and glyph is not None:
            if _is_space(before, glyph):
                items.append(" ")
        if glyph is not None:
            items.append(glyph.text)
    if is_mirrored:
        return "".join(items)
    if not any(is_arabic(item) for item in items):
        return "".join(reversed(items))
    return "".join(_turn_left_to_right(items))


def _is_space(right: Glyph, left: Glyph) -> bool:
    """Whether a space stands between two glyphs: the library says it of neighbours of its own, else the gap does."""
    gap = (right.left - left.right) / min(right.size, left.size)
    if right.word == left.word:
        return gap > _UNSEEN_SPACE
    return gap > (_SEEN_SPACE if abs(right.number - left.number) == 1 else _FAR_SPACE)


def _turn_left_to_right(items: Sequence[str]) -> Iterator[str]:
    """Numbers and Latin words, met from right to left, each turned as a whole."""
    place = 0
    while place < len(items):
        end = _end_of_run(items, place)
        yield from reversed(items[place:end]) if end > place else items[place : place + 1]
        place = max(end, place + 1)


def _end_of_run(items: Sequence[str], begin: int) -> int:
    """Where the left-to-right run that begins here ends; ``begin`` itself when none does."""
    end = begin
    if items[begin] in _PERCENT and begin + 1 < len(items) and _is_digit(items[begin + 1]):
        end = begin + 1
    if not (_is_digit(items[end]) or _is_latin(items[end])):
        return begin
    while end < len(items):
        following = end + 1
        while following < len(items) and not _is_strong(items[following]):
            following += 1
        if following >= len(items) or is_arabic(items[following]):
            break
        between = items[end + 1 : following]
        if not _joins(items[end], between, items[following]):
            break
        end = following
    return end + 1


def _joins(right: str, between: Sequence[str], left: str) -> bool:
    """Whether two strong characters of one direction belong to one run, with what stands between."""
    if not between:
        return True
    if _is_digit(right) and _is_digit(left):
        return len(between) == 1 and between[0] in _BETWEEN_DIGITS
    return len(between) <= 3


def mend_brackets(text: str) -> str:
    """Brackets and quotation marks of a paragraph turned the right way: first the opening one, then the closing.

    Fonts mirror them and libraries may or may not undo that, so which of the two stands there says nothing.
    """
    for opening, closing in _PAIRS:
        if opening not in text and closing not in text:
            continue
        is_open = False
        letters = list(text)
        for place, letter in enumerate(letters):
            if letter not in (opening, closing):
                continue
            is_open = not is_open
            letters[place] = opening if is_open else closing
        text = "".join(letters)
    return _BEFORE_CLOSING.sub("", _AFTER_OPENING.sub("", text))


def _is_digit(text: str) -> bool:
    return text[0].isdecimal()


def _is_latin(text: str) -> bool:
    return unicodedata.bidirectional(text[0]) == "L"


def _is_strong(text: str) -> bool:
    return is_arabic(text) or _is_digit(text) or _is_latin(text)
