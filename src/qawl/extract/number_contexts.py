"""What stands around a number: whether it counts at all, and ranges of two numbers.

Resolutions, article and road numbers, weapon types, years, dates, times, scores, serial numbers and ordinals look
like quantities and are none.
"""

from collections.abc import Sequence
from dataclasses import replace

from qawl.extract.approximators import CLITICS, Approximators
from qawl.extract.counted import BOTH, Counted, CountedNouns, How, is_plural_verb
from qawl.extract.findings import FoundQuantity
from qawl.extract.numbers import Number, parse_number
from qawl.lexicon.numerals import Numerals
from qawl.lexicon.units import GrammaticalNumber, UnitForm
from qawl.model.claim import Basis
from qawl.text.layout import Layout
from qawl.text.record import record
from qawl.text.tokens import ARTICLE, TokenKind, has_article

_BETWEEN = frozenset({"بين", "وبين", "فبين"})
_TO = frozenset({"الي", "حتي"})
_OR = "او"
_FROM = frozenset({"من", "ومن"})
_AND = "و"
_WITH = frozenset({"بما", "ما", "ب"})
_DASHES = frozenset("-\N{EN DASH}\N{EM DASH}\N{MINUS SIGN}")
_DATE_MARKS = frozenset("/:_#\\+")
_PERCENT_SIGNS = frozenset("%\N{ARABIC PERCENT SIGN}")
_FIRST_YEAR, _LAST_YEAR = 1900, 2100
_CHANGE_REACH = 10  # tokens from a verb of change to «from X to Y»
_SHORTEST_DUAL = 4  # letters
_COUNT_REACH = 28  # tokens from «the number of the dead» to the number


@record
class RangeOfNumbers:
    """«Between low and high»: the upper number carries the counted noun."""

    first: int
    upper: Number
    low: float
    high: float


class NumberContexts:
    """Judges the numbers of one text by their neighbours."""

    def __init__(self, layout: Layout, numerals: Numerals) -> None:
        self._tokens = layout.tokens
        self._folded = layout.tokens.folded
        self._layout = layout
        self._numerals = numerals
        self._approximators = Approximators(layout, numerals)
        self._counted = CountedNouns(layout, numerals)

    # Not a count

    def is_name(self, number: Number) -> bool:
        """True when the number is part of a name, date, time or ordinal."""
        first = number.first
        if self._touches_date_mark(number) or self._is_after_ordinal(number):
            return True
        word_at = self._approximators.word_before(first)
        if word_at is not None and word_at == first - 1 - self._clitics_before(first):
            if self._is_labelled(number, word_at) or self._is_dated_year(number, word_at):
                return True
            if self._is_glued_to_name(number, word_at):
                return True
        if number.is_definite and not number.is_vague:
            is_round = number.order > 1 or number.low >= 100
            if is_round and self._approximators.before(first) is not None:
                return False
            return not self._is_definite_count(number)
        if number.is_bare and self._has_article_token(first) and not self._has_listed_noun(number):
            return self._counted.before(replace(number, is_definite=True)) is None
        return self._is_list_number(number) or self._follows_clock(number)

    def is_year(self, number: Number) -> bool:
        """True for four bare digits that may be a year."""
        return number.is_bare and _FIRST_YEAR <= number.low < _LAST_YEAR and self._folded[number.first].isdigit()

    def end_of_pair(self, number: Number) -> int | None:
        """Last token of two numbers joined by a dash that are no range: a score or a serial number."""
        index = number.last
        if not number.in_digits or not self._is_dash(index + 1):
            return None
        is_pair = index + 2 < len(self._folded) and self._tokens.kinds[index + 2] is TokenKind.NUMBER
        glued = is_pair and self._tokens.ends[index + 1] == self._tokens.starts[index + 2]
        return index + 2 if glued else None

    def is_share_of_something(self, number: Number) -> bool:
        """True when a share is followed by what it is a share of, not by a length of time."""
        index = number.last + 1
        if index >= len(self._folded) or self._tokens.kinds[index] is not TokenKind.WORD:
            return False
        word = self._folded[index]
        if word in self._numerals.not_shared or word in self._numerals.units.stops:
            return False
        form = self._numerals.unit(word)
        if form is None:
            return True
        return not form.unit.is_time and (form.is_definite or word in self._numerals.shared)

    def is_duration(self, first: int) -> bool:
        """True behind «for», «lasted», «truce»: the length of time is the quantity."""
        window = self._folded[max(0, first - 3) : first]
        return any(word in self._numerals.units.durations for word in window)

    def _touches_date_mark(self, number: Number) -> bool:
        tokens = self._tokens
        before, after = number.first - 1, number.last + 1
        if number.in_digits and before >= 0 and tokens.ends[before] == tokens.starts[number.first]:
            raw = tokens.raw[before]
            glued_dash = raw in _DASHES and before > 0 and tokens.ends[before - 1] == tokens.starts[before]
            if raw in _DATE_MARKS or raw.isascii() and raw.isalpha():
                return True
            if glued_dash and tokens.kinds[before - 1] is TokenKind.WORD:
                return True
            if raw in _DASHES and before > 0 and self._folded[before - 1] in self._numerals.models:
                return True
        if after < len(tokens) and tokens.ends[number.last] == tokens.starts[after]:
            raw = tokens.raw[after]
            follows = after + 1 < len(tokens) and tokens.kinds[after + 1] is TokenKind.NUMBER
            return (raw in _DATE_MARKS and follows) or (raw.isascii() and raw.isalpha())
        return False

    def _is_after_ordinal(self, number: Number) -> bool:
        index = number.first - 1
        if number.in_digits or index < 0 or self._folded[index] not in self._numerals.ordinals:
            return False
        return number.is_definite or number.low == 10

    def _is_labelled(self, number: Number, word_at: int) -> bool:
        word = self._folded[word_at]
        if word in self._numerals.labels or word[1:] in self._numerals.labels and word[:1] in "وبلف":
            return number.in_digits or number.is_definite
        return number.is_bare and word in self._numerals.models and not self._has_listed_noun(number)

    def _is_dated_year(self, number: Number, word_at: int) -> bool:
        """A year behind a month or «since»; «in 2017» too, unless the noun behind it has the shape the number asks."""
        word = self._folded[word_at]
        if not self.is_year(number):
            return False
        if word in self._numerals.months or word in self._numerals.year_words:
            return True
        if word_at > 0 and self._folded[word_at - 1] in self._numerals.months:
            return True
        form = self._numerals.unit(self._folded[number.last + 1]) if number.last + 1 < len(self._folded) else None
        return form is None or form.is_definite or not self._agrees(number, form)

    def _agrees(self, number: Number, form: UnitForm) -> bool:
        remainder = int(number.low) % 100
        is_plural = form.number is GrammaticalNumber.PLURAL
        if 3 <= remainder <= 10:
            return is_plural
        word = self._folded[number.last + 1]
        return not is_plural and (remainder <= 2 or word.endswith(("ا", "ه")))

    def _is_glued_to_name(self, number: Number, word_at: int) -> bool:
        """«بدر1»، «فرانس24»: digits written on a word that is no function word, and no known noun behind."""
        tokens = self._tokens
        if not number.in_digits or word_at != number.first - 1 or tokens.kinds[word_at] is not TokenKind.WORD:
            return False
        if tokens.ends[word_at] != tokens.starts[number.first]:
            return False
        word = self._folded[word_at]
        is_function = word in CLITICS or word in self._numerals.before or word in self._numerals.units.stops
        return not is_function and not self._has_listed_noun(number)

    def _has_listed_noun(self, number: Number) -> bool:
        counted = self._counted.after(number)
        return counted is not None and counted.how in (How.LISTED, How.BOTH, How.TIME)

    def _clitics_before(self, index: int) -> int:
        count = 0
        while index - 1 - count >= 0 and self._folded[index - 1 - count] in CLITICS:
            count += 1
        return count

    def _has_article_token(self, index: int) -> bool:
        return index > 0 and self._folded[index - 1].endswith(ARTICLE) and self._folded[index - 1] in CLITICS

    def _is_definite_count(self, number: Number) -> bool:
        """«The three soldiers», «the five hours»: with a noun beside it; «the twenties», «the Group of Seven»: no."""
        return self._has_listed_noun(number) or self._counted.before(number) is not None

    def _is_list_number(self, number: Number) -> bool:
        """«1- ...» at the head of a paragraph."""
        first = number.first
        is_head = first == 0 or self._layout.paragraph_of[first - 1] != self._layout.paragraph_of[first]
        if not is_head or number.last + 1 >= len(self._folded):
            return False
        if number.last + 2 < len(self._folded) and self._tokens.kinds[number.last + 2] is TokenKind.NUMBER:
            return False
        return self._tokens.raw[number.last + 1] in (*_DASHES, ".", ")", ":")

    def _follows_clock(self, number: Number) -> bool:
        after = number.last + 1
        return number.is_bare and after < len(self._folded) and self._folded[after] in self._numerals.clock

    # Ranges

    def range_from(self, number: Number) -> RangeOfNumbers | None:
        """The range that begins with ``number``, None when it stands alone."""
        word_at = self._approximators.word_before(number.first)
        before = self._folded[word_at] if word_at is not None else ""
        index = number.last + 1
        if index >= len(self._folded):
            return None
        word = self._folded[index]
        if before in _BETWEEN:
            return self._range(word_at, number, self._upper_after_and(index))
        if word in _TO:
            if before in _FROM and self._is_change(word_at or 0):
                return None
            start = word_at if before in _FROM else None
            return self._range(start, number, self._number_at(index + 1))
        if word == _OR:
            return self._range(None, number, self._number_at(index + 1))
        if self._is_dash(index) and number.in_digits:
            upper = self._number_at(index + 1)
            if upper is not None and upper.in_digits and self._has_listed_noun(upper):
                return self._range(None, number, upper)
        return None

    def _upper_after_and(self, index: int) -> Number | None:
        if self._folded[index] == _AND:
            return self._number_at(index + 1)
        upper = self._number_at(index)
        return upper if upper is not None and upper.is_joined else None

    def _number_at(self, index: int) -> Number | None:
        if index >= len(self._folded):
            return None
        if self._folded[index] in CLITICS and index + 1 < len(self._folded):
            index += 1
        return parse_number(self._tokens, index, self._numerals.numbers)

    def _range(self, start: int | None, lower: Number, upper: Number | None) -> RangeOfNumbers | None:
        if upper is None or lower.is_vague != upper.is_vague or upper.is_share != lower.is_share:
            return None
        low = lower.low
        if lower.order == 1 and upper.order > 1 and low * upper.order < upper.high:
            low *= upper.order
        if low >= upper.high:
            return None
        return RangeOfNumbers(lower.first if start is None else start, upper, low, upper.high)

    def _is_change(self, index: int) -> bool:
        sentence = self._layout.sentence_of[index]
        window = range(max(0, index - _CHANGE_REACH), index)
        return any(
            self._folded[k] in self._numerals.changes and self._layout.sentence_of[k] == sentence for k in window
        )

    def _is_dash(self, index: int) -> bool:
        return index < len(self._folded) and self._tokens.raw[index] in _DASHES

    # What a number without a noun counts

    def percent_end(self, number: Number) -> int | None:
        """Last token of the sign or words that make the number a percentage."""
        index = number.last + 1
        if index < len(self._folded):
            for phrase in self._numerals.percent.get(self._folded[index], ()):
                if tuple(self._folded[index : index + len(phrase)]) == phrase:
                    return index + len(phrase) - 1
        before = number.first - 1
        glued = before >= 0 and self._tokens.ends[before] == self._tokens.starts[number.first]
        return number.last if glued and self._tokens.raw[before] in _PERCENT_SIGNS else None

    def currency_before(self, index: int) -> str | None:
        """The unit of a currency sign in front («$50»)."""
        return self._numerals.currencies.get(self._tokens.raw[index - 1]) if index > 0 else None

    def count_before(self, index: int) -> Counted | None:
        """The noun of «the number of the dead rose to ...», when the number stands where that phrase leads."""
        approximator = self._approximators.before(index)
        leads = self._approximators.word_before(approximator.first if approximator else index)
        if leads is None:
            return None
        has_preposition = leads != index - 1 or self._folded[index - 1] in CLITICS
        word = self._folded[leads]
        reached = word in self._numerals.reaches or word[1:] in self._numerals.reaches or word in _WITH
        if not reached and not has_preposition and (approximator is None or approximator.basis is Basis.ABOUT):
            return None
        return self._counted_after_count(index)

    def _counted_after_count(self, index: int) -> Counted | None:
        sentence = self._layout.sentence_of[index]
        for position in range(index - 1, max(index - _COUNT_REACH, -1), -1):
            if self._layout.sentence_of[position] != sentence or self._folded[position] in self._numerals.units.parts:
                return None
            if self._folded[position] in self._numerals.counts:
                for noun in range(position + 1, min(position + 4, index)):
                    found = self._counted.listed(noun) or self._counted_with_preposition(noun)
                    if found is not None and found.how is not How.TIME:
                        return found
                person = self._numerals.units.person.name
                return Counted(position, position, person, How.ELIDED, is_people=True)
        return None

    def _counted_with_preposition(self, index: int) -> Counted | None:
        """«The total number of-the civilians»: the noun behind a lam written on it."""
        word = self._folded[index]
        if not word.startswith("لل"):
            return None
        form = self._numerals.unit(word[2:])
        if form is None:
            return None
        return Counted(index, index, form.unit.name, How.LISTED, form.unit.is_people, form.unit.harm)

    def is_followed_by_people(self, index: int) -> bool:
        """True before a verb that only people are the subject of («قتلوا»، «غادروا»)."""
        if index >= len(self._folded):
            return False
        word = self._folded[index]
        return word in self._numerals.units.after_harms or is_plural_verb(word)

    def is_adjective(self, index: int) -> bool:
        """«ضربتين إسرائيليتين»: the second dual says no number of its own."""
        before = self._folded[index - 1] if index > 0 else ""
        is_dual = before.endswith(("ان", "ين")) and len(before) > _SHORTEST_DUAL
        return is_dual and not has_article(before)

    @staticmethod
    def last_unit(found: Sequence[FoundQuantity]) -> str:
        """The unit of the last quantity when it can be counted on («3000 مقاتل ... نحو ألف»)."""
        if not found or found[-1].unit in ("%", BOTH):
            return ""
        return found[-1].unit
