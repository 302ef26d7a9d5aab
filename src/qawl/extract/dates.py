"""Calendar dates: «16 مارس/آذار 1988», «في 2016», «12/9/2017», «الرابع عشر من نيسان», «20 الجاري».

The anchor is the month name or the number; day, range, edge and year are read around it. Month names that are
other words too count only beside something that makes them a date.
"""

from dataclasses import replace

from qawl.extract.approximators import CLITICS
from qawl.extract.time_values import Between, CalendarDate, Direction, TimeValue
from qawl.lexicon.calendar import Calendar, Count, MonthName, TimeUnit
from qawl.text.fold import VANISHING
from qawl.text.layout import Layout
from qawl.text.record import record
from qawl.text.tokens import TokenKind

_FIRST_YEAR, _LAST_YEAR = 1900, 2100
_FIRST_HIJRI, _LAST_HIJRI = 1300, 1500
_SEPARATORS = frozenset("/-.\N{EN DASH}")
_OPENERS = frozenset("/-(\N{EN DASH}")
_TO = frozenset({"الي", "حتي"})
_FROM = frozenset({"من", "بين", "ومن", "وبين"})
_AND = "و"
_OF = "من"
_ACCUSATIVE = "\N{ARABIC LETTER ALEF}"
_DAYS = 31


@record
class FoundDate:
    """A date at tokens ``first``..``last``."""

    first: int
    last: int
    value: TimeValue


def is_year(word: str) -> bool:
    """True for four digits that may be a Gregorian year."""
    return len(word) == 4 and word.isdigit() and _FIRST_YEAR <= int(word) < _LAST_YEAR


class DateReader:
    """Reads the dates of one text around their anchors."""

    def __init__(self, layout: Layout, calendar: Calendar) -> None:
        self._layout = layout
        self._tokens = layout.tokens
        self._folded = layout.tokens.folded
        self._calendar = calendar

    # With a month name

    def named_month(self, index: int, floor: int) -> FoundDate | None:
        """The date whose month name begins at token ``index``; nothing before token ``floor`` belongs to it."""
        name = self._month(index)
        if name is None:
            return None
        last = index + len(name.words) - 1
        last, has_second_name = self._second_name(last, name)
        date = CalendarDate(month=name.number, is_hijri=name.is_hijri)
        date, last = self._year_after(last, date)
        first, date, is_announced = self._day_before(index, floor, date)
        has_date = date.year is not None or date.direction is not None or date.year_shift is not None
        has_date = has_date or has_second_name or is_announced
        if name.is_guarded and not has_date and not self._is_month_in_context(name, date, index):
            return None
        return self._range_of_dates(FoundDate(first, last, date), date)

    def _is_month_in_context(self, name: MonthName, date: CalendarDate, index: int) -> bool:
        """A guarded Gregorian name is a month with a day or behind «in»; Hijri ones name people too."""
        if name.is_hijri:
            return False
        return date.day is not None or (index > 0 and self._folded[index - 1] in self._calendar.before_month)

    def from_left(self, index: int) -> FoundDate | None:
        """The date that begins right at token ``index``, if one does."""
        numeric = self.numeric(index)
        if numeric is not None:
            return numeric
        for position in range(index, min(index + 5, len(self._folded))):
            if self._folded[position] in self._calendar.months:
                date = self.named_month(position, index)
                return date if date is not None and date.first == index else None
            is_end = self._tokens.kinds[position] is TokenKind.MARK and position > index
            if is_end or self._layout.sentence_of[position] != self._layout.sentence_of[index]:
                return None
        return None

    def _month(self, index: int) -> MonthName | None:
        for name in self._calendar.months.get(self._folded[index], ()):
            if tuple(self._folded[index : index + len(name.words)]) != name.words:
                continue
            raw = "".join(c for c in self._tokens.raw[index] if c not in VANISHING)
            if not name.strict or raw.endswith(name.strict):
                return name
        return None

    def _second_name(self, last: int, name: MonthName) -> tuple[int, bool]:
        """The same month in another naming right behind («شباط/فبراير»، «تموز يوليو»)."""
        at = last + 1
        is_bracketed = False
        if at < len(self._folded) and self._tokens.raw[at] in _OPENERS:
            is_bracketed = self._tokens.raw[at] == "("
            at += 1
        if at >= len(self._folded) or self._folded[at] not in self._calendar.months:
            return last, False
        other = next(
            (n for n in self._calendar.months[self._folded[at]] if n.number == name.number and self._fits(at, n)), None
        )
        if other is None or other.is_hijri or name.is_hijri:
            return last, False
        end = at + len(other.words) - 1
        closes = is_bracketed and end + 1 < len(self._folded) and self._tokens.raw[end + 1] == ")"
        return end + closes, True

    def _fits(self, index: int, name: MonthName) -> bool:
        return tuple(self._folded[index : index + len(name.words)]) == name.words

    def _year_after(self, last: int, date: CalendarDate) -> tuple[CalendarDate, int]:
        """The year, «of last year» or «last» behind a month."""
        at = last + 1
        if at < len(self._folded) and self._tokens.raw[at] in (",", "\N{ARABIC COMMA}"):
            at += 1
        if at < len(self._folded) and self._folded[at] == _OF:
            at += 1
        if at < len(self._folded) and self._folded[at] in self._calendar.year_words and self._year_at(at + 1, date):
            at += 1
        if self._year_at(at, date):
            date = replace(date, year=int(self._folded[at]))
            end = at + 1 if at + 1 < len(self._folded) and self._folded[at + 1] in self._calendar.hijri_signs else at
            _, after = self.direction(end + 1)
            return date, max(end, after)
        is_this = at + 1 < len(self._folded) and self._folded[at] in self._calendar.this
        unit = self._calendar.units.get(self._folded[at + is_this]) if at + is_this < len(self._folded) else None
        if is_this and unit is not None and unit.unit is TimeUnit.YEAR and unit.is_definite:
            return replace(date, year_shift=0), at + 1
        if unit is not None and unit.unit is TimeUnit.YEAR and unit.is_definite and unit.count is Count.ONE:
            shift, end = self.shift(at + 1)
            if shift is not None:
                return replace(date, year_shift=shift), end
        direction, end = self.direction(last + 1)
        return (replace(date, direction=direction), end) if direction is not None else (date, last)

    def _year_at(self, index: int, date: CalendarDate) -> bool:
        if index >= len(self._folded):
            return False
        word = self._folded[index]
        if date.is_hijri:
            return len(word) == 4 and word.isdigit() and _FIRST_HIJRI <= int(word) < _LAST_HIJRI
        return is_year(word)

    def _day_before(self, index: int, floor: int, date: CalendarDate) -> tuple[int, CalendarDate, bool]:
        """Day, range of days or edge in front of the month, and whether «the month of» announces it."""
        at = index - 1
        is_announced = at >= floor and self._folded[at] in self._calendar.month_words
        first = at if is_announced else index
        at = at - 1 if is_announced else at
        if at >= floor and self._folded[at] == _OF and at - 1 >= floor:
            day, start = self.day_at(at - 1, floor)
            if day is not None and start > floor and self._folded[start - 1] in self._calendar.parts_of_months:
                return first, date, True
            if day is not None:
                return self._range_of_days(start, floor, replace(date, day=day), True)
            if self._folded[at - 1] in self._calendar.edges:
                at -= 1
        if at < floor:
            return first, date, is_announced
        day, start = self.day_at(at, floor)
        if day is not None:
            return self._range_of_days(start, floor, replace(date, day=day), is_announced)
        edge = self._calendar.edges.get(self._folded[at])
        if edge is not None:
            return at, replace(date, edge=edge), True
        return first, date, is_announced

    def day_at(self, index: int, floor: int) -> tuple[int | None, int]:
        """The day of the month that ends at token ``index``, in digits or as an ordinal."""
        word = self._folded[index]
        if self._tokens.kinds[index] is TokenKind.NUMBER:
            is_day = word.isdigit() and len(word) <= 2 and 1 <= int(word) <= _DAYS
            return (int(word), index) if is_day else (None, index)
        for phrase, day in self._calendar.ordinals.get(word, ()):
            start = index - len(phrase) + 1
            if start >= floor and tuple(self._folded[start : index + 1]) == phrase:
                return day, start
        return None, index

    def _range_of_days(
        self, start: int, floor: int, date: CalendarDate, is_announced: bool
    ) -> tuple[int, CalendarDate, bool]:
        """«From 3 to 7 March»: the earlier day in front of the later one."""
        at = start - 1
        if at - 1 < floor or date.day is None:
            return start, date, is_announced
        joins = self._folded[at] in _TO or self._folded[at] == _AND or self._tokens.raw[at] in ("-", "\N{EN DASH}")
        earlier, begin = self.day_at(at - 1, floor) if joins else (None, at)
        if earlier is None or earlier >= date.day:
            return start, date, is_announced
        return begin, replace(date, day=earlier, last_day=date.day), is_announced

    def _range_of_dates(self, found: FoundDate, date: CalendarDate) -> FoundDate:
        """«From March to May 2016», «between 20 March and 5 April»."""
        opened = found.first > 0 and self._folded[found.first - 1] in _FROM
        at = found.last + 1
        if not opened or date.last_day is not None or at >= len(self._folded):
            return found
        if self._folded[at] in _TO or self._folded[at] == _AND:
            at += 1
        elif not self._folded[at].startswith(_AND):
            return found
        second = self._tail(at)
        if second is None or not isinstance(second.value, CalendarDate):
            return found
        end = second.value
        start = date if date.year is not None else replace(date, year=end.year, year_shift=end.year_shift)
        return FoundDate(found.first, second.last, Between(start, end))

    def _tail(self, index: int) -> FoundDate | None:
        """The second date of a range: it must begin at token ``index`` and is no range itself."""
        for position in range(index, min(index + 4, len(self._folded))):
            if self._folded[position] in self._calendar.months:
                date = self.named_month(position, index)
                return date if date is not None and date.first == index else None
        return None

    # Numbers alone

    def numeric(self, index: int) -> FoundDate | None:
        """«12/9/2017», «2017-09-12», «12.9.2017»; day before month, unless only the other way is a date."""
        tokens = self._tokens
        word = self._folded[index]
        if tokens.kinds[index] is not TokenKind.NUMBER or (index > 0 and self._is_glued_mark(index - 1, index)):
            return None
        pieces = word.split(".")
        if len(pieces) == 3:
            return self._from_pieces(index, index, pieces)
        end = index
        pieces = [word]
        while len(pieces) < 3 and end + 2 < len(tokens) and self._is_piece(end):
            pieces.append(self._folded[end + 2])
            end += 2
        if len(pieces) == 3:
            return self._from_pieces(index, end, pieces)
        is_announced = index > 0 and self._folded[index - 1] in self._calendar.before_short_date
        if len(pieces) == 2 and tokens.raw[index + 1] == "/" and is_announced:
            return self._from_pieces(index, end, pieces)
        return None

    def _is_piece(self, index: int) -> bool:
        tokens = self._tokens
        glued = tokens.ends[index] == tokens.starts[index + 1] and tokens.ends[index + 1] == tokens.starts[index + 2]
        return glued and tokens.raw[index + 1] in _SEPARATORS and tokens.kinds[index + 2] is TokenKind.NUMBER

    def _is_glued_mark(self, mark: int, index: int) -> bool:
        tokens = self._tokens
        is_number_before = mark > 0 and tokens.kinds[mark - 1] is TokenKind.NUMBER
        return tokens.raw[mark] in _SEPARATORS and tokens.ends[mark] == tokens.starts[index] and is_number_before

    @staticmethod
    def _from_pieces(first: int, last: int, pieces: list[str]) -> FoundDate | None:
        if not all(piece.isdigit() for piece in pieces):
            return None
        numbers = [int(piece) for piece in pieces]
        year: int | None = None
        if len(pieces) == 3:
            if len(pieces[0]) == 4:
                numbers.reverse()
            year = numbers[2]
            if not is_year(str(year)):
                return None
        day, month = numbers[0], numbers[1]
        if month > 12 >= day:
            day, month = month, day
        if not (1 <= month <= 12 and 1 <= day <= _DAYS):
            return None
        return FoundDate(first, last, CalendarDate(year=year, month=month, day=day))

    def year(self, index: int, floor: int) -> FoundDate | None:
        """A year by itself, with the words in front that make it one: «عام 2011», «في 2016», «صيف 2014»."""
        word = self._folded[index]
        is_hijri = self._is_hijri_year(index)
        if not is_year(word) and not is_hijri:
            return None
        before = index - 1
        while before >= floor and self._folded[before] in CLITICS and self._is_glued(before):
            before -= 1
        lead = self._folded[before] if before >= floor else ""
        first = index
        date = CalendarDate(year=int(word), is_hijri=is_hijri)
        has_year_word = lead in self._calendar.year_words
        if has_year_word:
            first, before = before, before - 1
            lead = self._folded[before] if before >= floor else ""
        edge, season = self._calendar.edges.get(lead), self._calendar.seasons.get(lead)
        if edge is not None or season is not None:
            first, date = before, replace(date, edge=edge, season=season)
        elif not has_year_word and not is_hijri and not self._may_be_year(index, lead):
            return None
        last = index + 1 if is_hijri else index
        return self._range_of_years(FoundDate(first, last, date), date, lead)

    def _is_hijri_year(self, index: int) -> bool:
        word = self._folded[index]
        in_range = len(word) == 4 and word.isdigit() and _FIRST_HIJRI <= int(word) < _LAST_HIJRI
        return in_range and index + 1 < len(self._folded) and self._folded[index + 1] in self._calendar.hijri_signs

    def _is_glued(self, index: int) -> bool:
        return self._tokens.ends[index] == self._tokens.starts[index + 1]

    def _may_be_year(self, index: int, lead: str) -> bool:
        """Behind a preposition, with no noun behind that it could count and no other number tied to it."""
        if lead not in self._calendar.before_year:
            return False
        if index + 1 >= len(self._folded):
            return True
        after = self._folded[index + 1]
        if self._is_glued(index) and self._tokens.raw[index + 1] in ("/", ":", "%"):
            return False
        return after not in self._calendar.not_year and not after.endswith(_ACCUSATIVE)

    def _range_of_years(self, found: FoundDate, date: CalendarDate, lead: str) -> FoundDate:
        at = found.last + 1
        if at + 1 >= len(self._folded) or date.is_hijri:
            return found
        joins = self._folded[at] in _TO or self._tokens.raw[at] in ("-", "\N{EN DASH}", "/")
        is_pair = self._folded[at] == _AND and (lead in _FROM or self._folded[found.first] in self._calendar.year_words)
        if not joins and not is_pair:
            return found
        end = at + 2 if self._folded[at + 1] in self._calendar.year_words else at + 1
        if end >= len(self._folded) or not is_year(self._folded[end]) or date.year is None:
            return found
        if int(self._folded[end]) <= date.year:
            return found
        return FoundDate(found.first, end, Between(date, CalendarDate(year=int(self._folded[end]))))

    def day_of_month(self, index: int) -> FoundDate | None:
        """«20 الجاري», «20 من الشهر الماضي»."""
        word = self._folded[index]
        if not word.isdigit() or len(word) > 2 or not 1 <= int(word) <= _DAYS or index + 1 >= len(self._folded):
            return None
        at = index + 2 if self._folded[index + 1] == _OF else index + 1
        if at < len(self._folded) and self._folded[at] in self._calendar.month_words:
            shift, last = self.shift(at + 1)
            if shift is not None:
                return FoundDate(index, last, CalendarDate(day=int(word), month_shift=shift))
        is_this = at + 1 < len(self._folded) and self._folded[at] in self._calendar.this
        if is_this and self._folded[at + 1] in self._calendar.month_words:
            return FoundDate(index, at + 1, CalendarDate(day=int(word), month_shift=0))
        shift, last = self.shift(index + 1)
        if shift == 0:
            return FoundDate(index, last, CalendarDate(day=int(word), month_shift=0))
        return None

    # Last, this, next

    def shift(self, index: int) -> tuple[int | None, int]:
        """The number that «last», «this» or «next» at token ``index`` stands for, and its last token."""
        if index < len(self._folded):
            for phrase, value in self._calendar.directions.get(self._folded[index], ()):
                if tuple(self._folded[index : index + len(phrase)]) == phrase:
                    return value, index + len(phrase) - 1
        return None, -1

    def direction(self, index: int) -> tuple[Direction | None, int]:
        """The same as a direction; «before last» has none of its own and is given up."""
        shift, last = self.shift(index)
        if shift is None or shift < -1:
            return None, -1
        return Direction(shift), last
