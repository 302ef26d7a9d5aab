"""Weeks, months, seasons and years of the calendar around a day, and their parts.

A week of the region's news ends on Friday or Saturday; it is taken to end on its Saturday.
"""

import calendar
from dataclasses import dataclass
from datetime import date, timedelta

_SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Period:
    """First and last day, inclusive. ``whole`` are those of the period of which it is a part."""

    first: date
    last: date
    whole: tuple[date, date] | None = None

    @property
    def whole_last(self) -> date:
        """The last day of the whole period."""
        return self.whole[1] if self.whole else self.last

    @property
    def middle(self) -> date:
        """The middle of the whole period: the 15th of a month."""
        first, last = self.whole or (self.first, self.last)
        return first + timedelta((last - first).days // 2 - (1 if (last - first).days == 30 else 0))

    def part(self, edge: str | None) -> "Period":
        """The first, middle or last third; the whole for no edge."""
        if edge is None:
            return self
        whole = (self.first, self.last)
        third = max(1, ((self.last - self.first).days + 1) // 3)
        if edge == "start":
            return Period(self.first, self.first + timedelta(third - 1), whole)
        if edge == "end":
            return Period(self.last - timedelta(third - 1), self.last, whole)
        return Period(self.first + timedelta(third), self.last - timedelta(third), whole)


def period_of(name: str, day: date, *, shift: int) -> Period | None:
    """The week, month or year of a day, or the one after it; None for units that are no such period."""
    if name == "week":
        last = day + timedelta((_SATURDAY - day.weekday()) % 7 + 7 * shift)
        return Period(last - timedelta(6), last)
    if name == "month":
        return _month(day.year + (day.month - 1 + shift) // 12, (day.month - 1 + shift) % 12 + 1)
    if name == "year":
        return Period(date(day.year + shift, 1, 1), date(day.year + shift, 12, 31))
    return None


def month_ahead(number: int, day: date, *, year: int | None) -> Period:
    """The month of that number in its year, else the first that is not over on ``day``."""
    if year is not None:
        return _month(year, number)
    return _month(day.year if number >= day.month else day.year + 1, number)


def season_ahead(number: int, day: date) -> Period:
    """The three months from that month on, the first such season that is not over on ``day``."""
    for year in (day.year - 1, day.year, day.year + 1):
        first = date(year, number, 1)
        end = _month(year + (number + 1) // 12, (number + 1) % 12 + 1)
        if end.last >= day:
            return Period(first, end.last)
    raise AssertionError("one of three years is ahead")


def _month(year: int, number: int) -> Period:
    return Period(date(year, number, 1), date(year, number, calendar.monthrange(year, number)[1]))
