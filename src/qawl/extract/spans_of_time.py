"""Spans of time: «قبل يومين», «منذ نحو أسبوعين», «الأسبوع الماضي», «الأيام القليلة الماضية», «آخر 24 ساعة»."""

from qawl.extract.approximators import CLITICS
from qawl.extract.dates import DateReader, is_year
from qawl.extract.numbers import parse_number
from qawl.extract.time_values import CalendarDate, Distance, Period, Stretch, TimeValue
from qawl.lexicon.calendar import Calendar, Count, Relation, TimeUnit, UnitWord
from qawl.text.layout import Layout
from qawl.text.record import record
from qawl.text.tokens import TokenKind

_LAST_SO_MANY = frozenset("اخر واخر باخر".split())
_FROM_NOW = frozenset("الان اليوم".split())
_OF = "من"
_PERIODS = frozenset({TimeUnit.WEEK, TimeUnit.MONTH, TimeUnit.YEAR})
_HALF = "ونصف"
_VERB_REACH = 12  # tokens from a verb to the preposition it takes


@record
class FoundSpan:
    """A span of time at tokens ``first``..``last``; ``relation`` when its own words give it."""

    first: int
    last: int
    value: TimeValue
    relation: Relation | None = None


class SpanReader:
    """Reads spans of time of one text."""

    def __init__(self, layout: Layout, calendar: Calendar) -> None:
        self._tokens = layout.tokens
        self._folded = layout.tokens.folded
        self._sentence_of = layout.sentence_of
        self._calendar = calendar
        self._dates = DateReader(layout, calendar)

    def at(self, index: int, floor: int) -> FoundSpan | None:
        """The span that begins with the preposition, or is anchored on the unit, at token ``index``."""
        relation = self._relation(index)
        if relation is not None:
            return self._distance(index, relation)
        unit = self._calendar.units.get(self._folded[index])
        if unit is None or not unit.is_definite:
            return None
        if unit.count is Count.ONE:
            return self._period(index, floor, unit)
        return self._stretch(index, unit)

    def hours(self, index: int) -> FoundSpan | None:
        """«The last 24 hours», anchored on the number."""
        number = parse_number(self._tokens, index, self._calendar.numbers)
        if number is None or number.is_vague or number.last + 1 >= len(self._folded):
            return None
        unit = self._calendar.units.get(self._folded[number.last + 1])
        if unit is None or unit.is_definite:
            return None
        before = index - 1
        while before >= 0 and self._folded[before] in CLITICS:
            before -= 1
        shift, last = self._dates.shift(number.last + 2)
        if shift is None or shift == 0:
            if before < 0 or self._folded[before] not in _LAST_SO_MANY:
                return None
            return FoundSpan(before, number.last + 1, Stretch(unit.unit, number.low))
        return FoundSpan(index, last, Stretch(unit.unit, number.low, -1 if shift < 0 else 1))

    def _relation(self, index: int) -> Relation | None:
        for phrase, relation in self._calendar.relations.get(self._folded[index], ()):
            if len(phrase) == 1:
                return relation
        return None

    # قبل يومين

    def _distance(self, index: int, relation: Relation) -> FoundSpan | None:
        if relation is Relation.UNTIL or index + 1 >= len(self._folded):
            return None
        at, is_rough = self._skip_rough(index + 1)
        if at >= len(self._folded) or self._sentence_of[at] != self._sentence_of[index]:
            return None
        counted = self._counted(at)
        if counted is None:
            return None
        unit, count, last = counted
        if self._word(last + 1) in self._calendar.small:
            last += 1
        if self._is_other_date(last + 1):
            return None
        if relation is not Relation.SINCE and self._is_anaphoric(last + 1) and not self._takes_of(index):
            return None
        if self._word(last + 1) == _OF and self._word(last + 2) in _FROM_NOW:
            last += 2
        last, is_half = (last + 1, True) if self._word(last + 1) == _HALF else (last, False)
        sign = 1 if relation is Relation.AFTER else -1
        value = Distance(unit.unit, count, sign, is_rough or is_half)
        return FoundSpan(index, last, value, Relation.SINCE if relation is Relation.SINCE else Relation.AT)

    def _skip_rough(self, index: int) -> tuple[int, bool]:
        for phrase, _ in self._calendar.roughs.get(self._word(index), ()):
            if tuple(self._folded[index : index + len(phrase)]) == phrase:
                return index + len(phrase), True
        return index, False

    def _counted(self, index: int) -> tuple[UnitWord, float | None, int] | None:
        """Unit, count and last token of «three days», «two days», «a day», «some days»."""
        if self._word(index) in self._calendar.few:
            unit = self._calendar.units.get(self._word(index + 1))
            return None if unit is None or unit.is_definite else (unit, None, index + 1)
        unit = self._calendar.units.get(self._word(index))
        if unit is not None and not unit.is_definite:
            count = {Count.ONE: 1.0, Count.TWO: 2.0}.get(unit.count)
            has_one = self._word(index + 1) in ("واحد", "واحده")
            return unit, count, index + 1 if has_one else index
        if self._word(index) in CLITICS and index + 1 < len(self._folded):
            index += 1
        number = parse_number(self._tokens, index, self._calendar.numbers) if index < len(self._folded) else None
        if number is None or number.is_share:
            return None
        unit = self._calendar.units.get(self._word(number.last + 1))
        if unit is None or unit.is_definite:
            return None
        return unit, None if number.is_vague else number.low, number.last + 1

    def _is_other_date(self, index: int) -> bool:
        """«قبل عام 2011», «قبل يوم الخميس», «قبل شهر رمضان»: the unit names a date, it is not counted."""
        word = self._word(index)
        return is_year(word) or word in self._calendar.weekdays or word in self._calendar.months

    def _is_anaphoric(self, index: int) -> bool:
        """«قبل يومين من الهجوم» counts from another event; «من الآن» does not."""
        word = self._word(index)
        return word in self._calendar.anaphora and not (word == _OF and self._word(index + 1) in _FROM_NOW)

    def _takes_of(self, index: int) -> bool:
        """«تمكنت القوات قبل أيام من ...»: the preposition behind belongs to the verb."""
        start = max(0, index - _VERB_REACH)
        return any(word in self._calendar.takes_of for word in self._folded[start:index])

    def _word(self, index: int) -> str:
        return self._folded[index] if 0 <= index < len(self._folded) else ""

    # الأسبوع الماضي

    def _period(self, index: int, floor: int, unit: UnitWord) -> FoundSpan | None:
        if unit.unit not in _PERIODS:
            return None
        shift, last = self._dates.shift(index + 1)
        first = index
        before = self._word(index - 1) if index - 1 >= floor else ""
        if shift is None and before in self._calendar.this:
            shift, last, first = 0, index, index - 1
            before = self._word(index - 2) if index - 2 >= floor else ""
        edge, season = self._calendar.edges.get(before), self._calendar.seasons.get(before)
        if season is not None and unit.unit is not TimeUnit.YEAR:
            season = None
        if edge is not None or season is not None:
            first -= 1
        if shift is None:
            if edge is None or unit.unit is TimeUnit.WEEK or self._word(index + 1).startswith("ال"):
                return None
            shift, last = 0, index
        if unit.unit is TimeUnit.YEAR and is_year(self._word(last + 1)):
            date = CalendarDate(year=int(self._folded[last + 1]), edge=edge, season=season)
            return FoundSpan(first, last + 1, date)
        if unit.unit is TimeUnit.MONTH and before == _OF and index - 2 >= floor:
            day, start = self._dates.day_at(index - 2, floor)
            if day is not None:
                return FoundSpan(start, last, CalendarDate(day=day, month_shift=shift))
        return FoundSpan(first, last, Period(unit.unit, shift, edge, season))

    # الأيام القليلة الماضية

    def _stretch(self, index: int, unit: UnitWord) -> FoundSpan | None:
        count: float | None = 2.0 if unit.count is Count.TWO else None
        at = index + 1
        if self._word(at) in self._calendar.small:
            at += 1
        elif count is None:
            count, at = self._count_behind(at)
        shift, last = self._dates.shift(at)
        if shift is None or shift == 0:
            return None
        return FoundSpan(index, last, Stretch(unit.unit, count, -1 if shift < 0 else 1))

    def _count_behind(self, index: int) -> tuple[float | None, int]:
        """The number behind a plural («الأسابيع الستة», «الساعات الـ24»)."""
        at = index
        while self._word(at) in CLITICS:
            at += 1
        if at >= len(self._folded):
            return None, index
        is_number = self._tokens.kinds[at] is TokenKind.NUMBER or self._folded[at] in self._calendar.numbers.words
        number = parse_number(self._tokens, at, self._calendar.numbers) if is_number else None
        return (None, index) if number is None else (number.low, number.last + 1)
