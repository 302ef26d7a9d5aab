"""Numbers as Arabic news writes them: digits of any script, words, and mixtures of the two.

    خمسة وعشرون ألفا ومئتان        25 200
    3.5 مليون، 12 ألفا و300         3 500 000, 12 300
    عشرات الآلاف                   20 000 .. 99 999 (bounds by convention)

A sum joins its parts with «and», so does a list: «three and four» is two numbers. Parts join only when each
is of a smaller order than the one before it.
"""

import re

from qawl.lexicon.numerals import NumberWords, NumeralWord, Rank
from qawl.text.fold import VANISHING
from qawl.text.record import record
from qawl.text.tokens import TokenKind, Tokens

_COORDINATING_WAW = "\N{ARABIC LETTER WAW}"
_THOUSANDS = re.compile(r"\d{1,3}(?:[.,\u066c]\d{3})+")
_DECIMAL = re.compile(r"(\d+)[.,\u066b](\d+)")
_SCALES = (Rank.SCALE, Rank.SCALE_PLURAL)
_MULTIPLIED = frozenset({Rank.SCALE, Rank.SCALE_PLURAL, Rank.VAGUE})
_GROUP_SPACES = (" ", "\N{NO-BREAK SPACE}", "\N{NARROW NO-BREAK SPACE}")
_LONGEST_PLAIN = 8  # digits; a longer run without separators is a telephone or serial number


@record
class Number:
    """A number at tokens ``first``..``last``. ``low == high`` unless vague; ``share`` marks a fraction in per cent.

    ``order`` is the largest scale in it (1 without), ``in_digits`` that it begins with digits.
    """

    first: int
    last: int
    low: float
    high: float
    order: float = 1
    in_digits: bool = False
    is_definite: bool = False
    is_joined: bool = False
    is_share: bool = False
    one_of: bool = False

    @property
    def is_vague(self) -> bool:
        """True when the bounds are convention («dozens»)."""
        return self.low != self.high

    @property
    def is_bare(self) -> bool:
        """True for one run of digits and nothing else."""
        return self.in_digits and self.order == 1 and self.first == self.last


@record
class _Part:
    """A piece of a sum: its value, the token after it, and its order (the scale it was multiplied with)."""

    value: float
    end: int
    order: float
    in_digits: bool = False


def parse_number(tokens: Tokens, index: int, words: NumberWords) -> Number | None:
    """The longest number that begins with token ``index``, or None."""
    return _NumberParser(tokens, words).parse(index)


def parse_digits(raw: str) -> float | None:
    """The value of one token of digits (ASCII), None when it is no plain number («12.9.2017», a telephone).

    A group of three after a point or comma is thousands (3.000, 3,000), anything else a decimal part (5.5, 5,5).
    """
    if raw.isdigit():
        if len(raw) > _LONGEST_PLAIN or (len(raw) > 1 and raw[0] == "0"):
            return None
        return float(raw)
    if _THOUSANDS.fullmatch(raw) and not raw.startswith("0"):
        return float(re.sub(r"\D", "", raw))
    decimal = _DECIMAL.fullmatch(raw)
    return float(f"{decimal[1]}.{decimal[2]}") if decimal else None


class _NumberParser:
    def __init__(self, tokens: Tokens, words: NumberWords) -> None:
        self._tokens = tokens
        self._folded = tokens.folded
        self._words = words

    def parse(self, index: int) -> Number | None:
        if self._tokens.kinds[index] is TokenKind.NUMBER:
            return self._sum(index, None)
        word = self._word(index)
        if word is None:
            return None
        if word.rank is Rank.FRACTION:
            return self._fraction(index, word)
        if word.rank is Rank.VAGUE or word.rank is Rank.SCALE_PLURAL:
            return self._vague(index, word)
        share = self._share(index, word)
        if share is not None:
            return share
        if word.rank is Rank.ONE_OF and not self._is_teen(index + 1):
            return Number(index, index, 1, 1, is_joined=word.is_joined, one_of=True)
        return self._sum(index, word)

    def _word(self, index: int) -> NumeralWord | None:
        if index >= len(self._folded):
            return None
        word = self._words.words.get(self._folded[index])
        if word is None or not word.strict:
            return word
        raw = "".join(c for c in self._tokens.raw[index] if c not in VANISHING)
        return word if raw.endswith(word.strict) else None

    def _is_teen(self, index: int) -> bool:
        word = self._word(index)
        return word is not None and word.rank is Rank.TEN and not word.is_joined and self._adjacent(index - 1)

    def _adjacent(self, index: int) -> bool:
        """True when nothing but blanks on the same line stands between token ``index`` and the next one."""
        tokens = self._tokens
        return index + 1 < len(tokens) and "\n" not in tokens.text[tokens.ends[index] : tokens.starts[index + 1]]

    def _sum(self, index: int, word: NumeralWord | None) -> Number | None:
        part = self._part(index)
        if part is None:
            return None
        total, end, order, limit = part.value, part.end, part.order, self._room(part)
        while (following := self._joined_part(end)) is not None:
            if following.value >= limit or (following.order > 1 and following.order >= part.order):
                break
            total, end, limit = total + following.value, following.end, self._room(following)
            part = following
        end, total = self._half_more(end, total, order)
        return Number(
            index,
            end - 1,
            total,
            total,
            order=order,
            in_digits=part.in_digits if word is None else False,
            is_definite=word is not None and word.is_definite,
            is_joined=word is not None and word.is_joined,
        )

    @staticmethod
    def _room(part: _Part) -> float:
        """What may still be added: less than the scale just used; below a hundred nothing (the group is closed)."""
        if part.order > 1:
            return part.order
        return 100 if part.value >= 100 and part.value % 100 == 0 and not part.in_digits else 0

    def _joined_part(self, index: int) -> _Part | None:
        """A part that follows with «and», written on it or (before digits) as a token of its own."""
        if index >= len(self._folded) or not self._adjacent(index - 1):
            return None
        if self._folded[index] == _COORDINATING_WAW and index + 1 < len(self._folded):
            return self._part(index + 1) if self._tokens.kinds[index + 1] is TokenKind.NUMBER else None
        word = self._word(index)
        return self._part(index) if word is not None and word.is_joined else None

    def _part(self, index: int) -> _Part | None:
        """Digits or words below a thousand, times the scales right behind them; or a scale alone."""
        in_digits = self._tokens.kinds[index] is TokenKind.NUMBER
        group = self._digits(index) if in_digits else self._group(index)
        if group is None:
            value, end, order = 1.0, index, 1.0
        else:
            value, end, order = group[0], group[1], 1.0
        while (scale := self._word(end)) is not None and (end == index or not scale.is_joined):
            if end > index and not self._adjacent(end - 1):
                break
            if scale.rank is Rank.SCALE_DUAL and end == index:
                return _Part(scale.value, end + 1, scale.value / 2)
            if scale.rank not in _SCALES or (end == index and scale.rank is Rank.SCALE_PLURAL):
                break
            value, order, end = value * scale.value, order * scale.value, end + 1
        return _Part(value, end, order, in_digits) if end > index else None

    def _digits(self, index: int) -> tuple[float, int] | None:
        tokens = self._tokens
        value = parse_digits(tokens.folded[index])
        if value is None:
            return None
        end = index + 1
        if 1 <= value <= 999 and tokens.folded[index].isdigit():
            while end < len(tokens) and self._is_spaced_group(end):
                value, end = value * 1000 + int(tokens.folded[end]), end + 1
        return value, end

    def _is_spaced_group(self, index: int) -> bool:
        """True for the second half of «3 000»: three digits, one blank before them on the same line."""
        tokens = self._tokens
        word = tokens.folded[index]
        gap = tokens.text[tokens.ends[index - 1] : tokens.starts[index]]
        is_group = tokens.kinds[index] is TokenKind.NUMBER and len(word) == 3 and word.isdigit()
        return is_group and gap in _GROUP_SPACES

    def _group(self, index: int) -> tuple[float, int] | None:
        """A group below a thousand in words: hundreds, then units, then tens."""
        value, end, room = 0.0, index, 1000.0
        while (word := self._word(end)) is not None and Rank.ONE_OF <= word.rank <= Rank.HUNDRED:
            if end > index and not (word.is_joined and self._adjacent(end - 1)):
                break
            amount, after = self._small(end, word)
            is_tens_after_unit = word.rank is Rank.TENS and 0 < value % 100 < 10 and room == 10
            if amount >= room and not is_tens_after_unit:
                break
            if word.rank is Rank.ONE_OF and after == end + 1:
                break
            value, end = value + amount, after
            room = 100.0 if amount >= 100 else (10.0 if amount < 10 else 0.0)
            if room == 10.0 and not self._tens_follow(end):
                break
            if room == 0.0:
                break
        return (value, end) if end > index else None

    def _tens_follow(self, index: int) -> bool:
        word = self._word(index)
        return word is not None and word.is_joined and word.rank is Rank.TENS and self._adjacent(index - 1)

    def _small(self, index: int, word: NumeralWord) -> tuple[float, int]:
        """One addend: ten to nineteen of two words, three hundred of two words, or the word's own value."""
        if word.rank in (Rank.UNIT, Rank.ONE_OF):
            following = self._word(index + 1)
            if following is not None and not following.is_joined and self._adjacent(index):
                if following.rank is Rank.TEN:
                    return word.value + 10, index + 2
                if following.rank is Rank.HUNDRED and following.value == 100 and word.value > 2:
                    return word.value * 100, index + 2
        return word.value, index + 1

    def _half_more(self, end: int, total: float, order: float) -> tuple[int, float]:
        """«A million and a half», with or without the scale said again."""
        word = self._word(end)
        if order < 1000 or word is None or word.rank is not Rank.FRACTION or not word.is_joined:
            return end, total
        again = self._word(end + 1)
        end += 2 if again is not None and again.rank is Rank.SCALE and not again.is_joined else 1
        return end, total + order * word.value / 100

    def _vague(self, index: int, word: NumeralWord) -> Number:
        """Dozens, hundreds, thousands, and their products («hundreds of thousands»)."""
        low = word.value * 2 if word.upper is None else word.value
        limit = word.value * 10 if word.upper is None else word.upper + 1
        order = word.value if word.upper is None else 1.0
        end, definite = index + 1, word.is_definite
        while (scale := self._word(end)) is not None and scale.rank in _MULTIPLIED and not scale.is_joined:
            if not self._adjacent(end - 1):
                break
            definite = definite or scale.is_definite
            factor = scale.value if scale.upper is None else scale.value / 2
            low, limit, order, end = low * factor, limit * factor, order * factor, end + 1
        return Number(index, end - 1, low, limit - 1, order=order, is_definite=definite, is_joined=word.is_joined)

    def _fraction(self, index: int, word: NumeralWord) -> Number | None:
        """A share of something («half the town»), or part of a scale («half a million»)."""
        following = self._word(index + 1)
        if following is not None and following.rank is Rank.SCALE and not following.is_joined:
            value = word.value * following.value / 100
            return Number(index, index + 1, value, value, order=following.value, is_joined=word.is_joined)
        if word.is_definite:
            return None
        return Number(index, index, word.value, word.value, is_share=True, is_joined=word.is_joined)

    def _share(self, index: int, word: NumeralWord) -> Number | None:
        """«Three quarters»: a unit and the plural of a part."""
        if word.rank is not Rank.UNIT or index + 1 >= len(self._folded):
            return None
        part = self._words.parts.get(self._folded[index + 1])
        if part is None:
            return None
        value = word.value * part
        return Number(index, index + 1, value, value, is_share=True, is_joined=word.is_joined)
