"""Hijri dates in the Gregorian calendar, by the tabular (civil) calendar.

A cycle of 30 lunar years has 11 leap years of 355 days; months have 30 and 29 days in turn. Real months begin with
a sighting, so a day can be off by one either way: callers treat days as rough. The arithmetic is the usual one
(epoch 16 July 622 Julian, day 1 948 439.5), e.g. in Reingold and Dershowitz, Calendrical Calculations.
"""

from datetime import date

_EPOCH = 227_015  # proleptic Gregorian ordinal of 1 Muharram 1
_DAYS_IN_YEAR = 354


def to_gregorian(year: int, month: int, day: int) -> date:
    """The Gregorian day of a Hijri one, within a day.

    1 رمضان 1439 -> 2018-05-16
    """
    leap_days = (11 * year + 3) // 30
    past_months = 29 * (month - 1) + month // 2
    return date.fromordinal(_EPOCH - 1 + day + past_months + _DAYS_IN_YEAR * (year - 1) + leap_days)


def year_on(day: date) -> int:
    """The Hijri year of a Gregorian day, within the error of the table."""
    year = (30 * (day.toordinal() - _EPOCH) + 10_646) // 10_631
    return int(year)


def gregorian_span(
    year: int | None, month: int | None, day: int | None, *, near: date | None, shift: int = 0
) -> tuple[date, date] | None:
    """First and last Gregorian day of a Hijri day, month or year.

    Without a year it is the latest that began by ``near``, or with ``shift`` one the next after it.
    """
    if month is not None and not 1 <= month <= 12 or day is not None and not 1 <= day <= 30:
        return None
    if year is None:
        if near is None or month is None:
            return None
        year = _nearest_year(month, day or 1, near, shift)
    if month is None:
        return to_gregorian(year, 1, 1), date.fromordinal(to_gregorian(year + 1, 1, 1).toordinal() - 1)
    if day is not None:
        found = to_gregorian(year, month, day)
        return found, found
    following = to_gregorian(year, month + 1, 1) if month < 12 else to_gregorian(year + 1, 1, 1)
    return to_gregorian(year, month, 1), date.fromordinal(following.toordinal() - 1)


def _nearest_year(month: int, day: int, near: date, shift: int) -> int:
    year = year_on(near)
    begun = to_gregorian(year, month, day) <= near
    if shift > 0:
        return year + 1 if begun else year
    return year if begun else year - 1
