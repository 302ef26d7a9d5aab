"""Time expressions: absolute dates in every month naming, weekdays, «yesterday», «two days ago», «last month».

The finder walks over the tokens once and stops at words of time and at numbers that may be years or dates; what
belongs to the expression is then read to both sides. It says what the text says; ``resolve.times`` turns it into
a date.
"""

from dataclasses import replace

from qawl.extract.dates import DateReader
from qawl.extract.spans_of_time import SpanReader
from qawl.extract.time_values import (
    CalendarDate,
    DayOffset,
    Direction,
    Distance,
    TimeExpression,
    TimeValue,
    WeekdayDate,
)
from qawl.lexicon.calendar import Calendar, Relation
from qawl.text.layout import Layout
from qawl.text.record import record
from qawl.text.tokens import TokenKind

_DASHES = frozenset("-\N{EN DASH}\N{EM DASH}/")
_TO = frozenset({"الي", "علي"})
_BOTH_DAYS = frozenset({"يومي", "ويومي"})
_CONNECTORS = frozenset({"في", "ل"})
_RELATIVES = frozenset({"الذي", "التي", "الذين"})
_MARKET = "سوق"
_LONGEST_TITLE = 18  # code points of a quoted name that ends in «today» («"اليمن اليوم"»)
_OF_EVERY = ("من", "كل")
_AHEAD_REACH = 9  # tokens from a future verb to its date
_FUTURE_PREFIXES = ("سي", "ست", "سن")
_SHORTEST_FUTURE = 5
_NIGHT_REACH = 3
_COMMAS = frozenset(",\N{ARABIC COMMA}(")


@record
class _Found:
    first: int
    last: int
    value: TimeValue
    relation: Relation | None = None


def find_time_expressions(layout: Layout, calendar: Calendar) -> list[TimeExpression]:
    """All time expressions of the text, in order."""
    return _Finder(layout, calendar).find()


class _Finder:
    def __init__(self, layout: Layout, calendar: Calendar) -> None:
        self._layout = layout
        self._tokens = layout.tokens
        self._folded = layout.tokens.folded
        self._calendar = calendar
        self._dates = DateReader(layout, calendar)
        self._spans = SpanReader(layout, calendar)
        self._free = 0

    def find(self) -> list[TimeExpression]:
        found: list[TimeExpression] = []
        triggers, kinds, number = self._calendar.triggers, self._tokens.kinds, TokenKind.NUMBER
        for index, word in enumerate(self._folded):
            if index >= self._free and (kinds[index] is number or word in triggers):
                expression = self._read(index)
                if expression is not None:
                    found.append(expression)
                    self._free = expression.last + 1
        return found

    def _read(self, index: int) -> TimeExpression | None:
        found = self._at(index)
        if found is None:
            return None
        found = self._same_date_again(found)
        first = self._left_edge(found)
        relation_at, relation = (first, found.relation) if found.relation is not None else self._relation(first)
        value = self._with_mood(found.value, first, relation)
        if value is None or self._is_name(first, value) or self._is_yearly(found.last + 1):
            self._free = found.last + 1
            return None
        return TimeExpression(relation_at, found.last, value, relation)

    def _same_date_again(self, found: _Found) -> _Found:
        """«الثلاثاء الموافق 5 يونيو»: the second way to say the date is the fuller one."""
        at = found.last + 1
        if at + 1 >= len(self._folded) or self._folded[at] not in self._calendar.matching:
            return found
        again = self._dates.from_left(at + 2 if self._folded[at + 1] in _CONNECTORS else at + 1)
        return found if again is None else _Found(found.first, again.last, again.value)

    def _at(self, index: int) -> _Found | None:
        """The expression whose anchor is token ``index``."""
        word = self._folded[index]
        if self._tokens.kinds[index] is TokenKind.NUMBER:
            return self._number(index)
        if word in self._calendar.months:
            date = self._dates.named_month(index, self._free)
            if date is not None:
                return _Found(date.first, date.last, date.value)
        if word in self._calendar.weekdays:
            return self._weekday(index)
        for phrase, days in (*self._calendar.nights.get(word, ()), *self._calendar.offsets.get(word, ())):
            if self._matches(index, phrase):
                return self._offset(index, phrase, days, is_night=phrase[0] in self._night_heads())
        span = self._spans.at(index, self._free)
        return None if span is None else _Found(span.first, span.last, span.value, span.relation)

    def _number(self, index: int) -> _Found | None:
        date = self._dates.numeric(index) or self._dates.year(index, self._free) or self._dates.day_of_month(index)
        if date is not None:
            return _Found(date.first, date.last, date.value)
        span = self._spans.hours(index)
        return None if span is None else _Found(span.first, span.last, span.value)

    def _night_heads(self) -> frozenset[str]:
        return frozenset(self._calendar.nights)

    # Weekdays and days counted from today

    def _weekday(self, index: int) -> _Found | None:
        if index > 0 and self._folded[index - 1].endswith(_MARKET):
            return None
        number = self._calendar.weekdays[self._folded[index]]
        date_at = index + 2 if self._is_comma(index + 1) else index + 1
        date = self._date_of_weekday(date_at)
        if date is not None:
            return _Found(index, date.last, date.value)
        second = self._second_day(index)
        if second is not None:
            return second
        direction, last = self._dates.direction(index + 1)
        return _Found(index, last if last >= 0 else index, WeekdayDate(number, direction))

    def _date_of_weekday(self, index: int) -> _Found | None:
        """The date that repeats a weekday («الخميس 20 حزيران»)."""
        if index >= len(self._folded) or self._layout.sentence_of[index] != self._layout.sentence_of[index - 1]:
            return None
        date = self._dates.from_left(index)
        return None if date is None else _Found(date.first, date.last, date.value)

    def _second_day(self, index: int) -> _Found | None:
        """A night named by two weekdays, or «both days»."""
        number = self._calendar.weekdays[self._folded[index]]
        after = index + 1
        if after < len(self._folded) and (self._tokens.raw[after] in _DASHES or self._folded[after] in _TO):
            after += 1
        second = self._calendar.weekdays.get(self._folded[after]) if after < len(self._folded) else None
        if second is None or (second - number) % 7 != 1 and not self._is_both_days(index):
            return None
        window = self._folded[max(0, index - _NIGHT_REACH) : index]
        if self._is_both_days(index):
            direction, last = self._dates.direction(after + 1)
            return _Found(index, max(last, after), WeekdayDate(number, direction, to=second))
        if any(word in self._calendar.night_words for word in window) and not self._folded[after].startswith("و"):
            return _Found(index, after, WeekdayDate(number, night_to=second))
        return None

    def _is_both_days(self, index: int) -> bool:
        return index > 0 and self._folded[index - 1] in _BOTH_DAYS

    def _offset(self, index: int, phrase: tuple[str, ...], days: int, *, is_night: bool) -> _Found | None:
        last = index + len(phrase) - 1
        if not is_night and self._is_not_today(index, last, days):
            return None
        value: TimeValue = DayOffset(days, is_night)
        after = last + 2 if self._is_comma(last + 1) else last + 1
        if after < len(self._folded) and self._layout.sentence_of[after] == self._layout.sentence_of[last]:
            date = self._dates.from_left(after)
            if date is not None:
                return _Found(index, date.last, date.value)
            if self._folded[after] in self._calendar.weekdays and not self._folded[after].startswith("و"):
                return self._offset_and_weekday(index, after, days)
        return _Found(index, last, value)

    def _offset_and_weekday(self, index: int, after: int, days: int) -> _Found:
        """«أمس الجمعة»: the weekday decides, for the day of publication may be one off (zones, updates)."""
        follow = self._date_of_weekday(after + 1)
        if follow is not None:
            return _Found(index, follow.last, follow.value)
        direction = Direction.NEXT if days > 0 else None
        return _Found(index, after, WeekdayDate(self._calendar.weekdays[self._folded[after]], direction))

    def _is_not_today(self, index: int, last: int, days: int) -> bool:
        """«اليوم التالي», «روسيا اليوم», «الأمس القريب»."""
        after = self._folded[last + 1] if last + 1 < len(self._folded) else ""
        before = self._folded[index - 1] if index > 0 else ""
        if after in self._calendar.not_today_after:
            return True
        if days != 0:
            return False
        if before in self._calendar.not_today_before:
            return True
        number = self._layout.quotation_of[index]
        return number >= 0 and len(self._layout.quotations[number].inner) < _LONGEST_TITLE

    # To the left

    def _left_edge(self, found: _Found) -> int:
        """The expression with the parts of the day in front («بعد منتصف ليل الخميس»)."""
        first = found.first
        while first > self._free:
            phrases = self._calendar.parts.get(self._folded[first - 1], ())
            phrase = next((p for p in phrases if self._ends_with(first - 1, p)), None)
            if phrase is None:
                break
            first -= len(phrase)
        return first

    def _relation(self, first: int) -> tuple[int, Relation]:
        """The preposition that makes the time a start or an end, and the token where it begins."""
        at = first - 1
        while at >= self._free and self._tokens.raw[at] in '"«':
            at -= 1
        if at < self._free:
            return first, Relation.AT
        for phrase, relation in self._calendar.relations.get(self._folded[at], ()):
            if self._ends_with(at, phrase):
                return at - len(phrase) + 1, relation
        return first, Relation.AT

    def _ends_with(self, last: int, phrase: tuple[str, ...]) -> bool:
        start = last - len(phrase) + 1
        return start >= self._free and tuple(self._folded[start : last + 1]) == phrase

    def _matches(self, index: int, phrase: tuple[str, ...]) -> bool:
        return tuple(self._folded[index : index + len(phrase)]) == phrase

    def _is_comma(self, index: int) -> bool:
        return index < len(self._folded) and self._tokens.raw[index] in _COMMAS

    # Mood and names

    def _with_mood(self, value: TimeValue, first: int, relation: Relation) -> TimeValue | None:
        """Dates without a year look ahead where the sentence does; «after two days» is a date only there."""
        if isinstance(value, Distance):
            return value if value.sign < 0 or self._speaks_of_future(first) else None
        if relation is Relation.SINCE or not isinstance(value, (CalendarDate, WeekdayDate)):
            return value
        return replace(value, is_ahead=True) if self._speaks_of_future(first) else value

    def _speaks_of_future(self, first: int) -> bool:
        sentence = self._layout.sentence_of[first]
        start = first - 2 if self._is_comma(first - 1) else first - 1
        for position in range(start, max(first - _AHEAD_REACH, -1), -1):
            if self._layout.sentence_of[position] != sentence or self._is_comma(position):
                return False
            word = self._folded[position]
            if word in _RELATIVES:
                return False  # «سيناقش الهجوم الذي وقع السبت»
            if word in self._calendar.ahead or self._is_future_verb(word):
                return True
        return False

    def _is_future_verb(self, word: str) -> bool:
        word = word[1:] if word[:1] in "وف" else word
        if len(word) < _SHORTEST_FUTURE or not word.startswith(_FUTURE_PREFIXES):
            return False
        return not word.startswith(self._calendar.not_ahead)

    def _is_yearly(self, index: int) -> bool:
        """«في الثالث من مايو من كل عام»: no day of any one year."""
        return self._matches(index, _OF_EVERY)

    def _is_name(self, first: int, value: TimeValue) -> bool:
        """True for a date that is part of a name («ثورة 25 يناير»); a year makes it a date again."""
        if first == 0 or not isinstance(value, CalendarDate) or value.year is not None:
            return False
        if value.direction is not None or value.year_shift is not None:
            return False
        before = self._folded[first - 1]
        return before in self._calendar.guards or before.removeprefix("ب") in self._calendar.guards
