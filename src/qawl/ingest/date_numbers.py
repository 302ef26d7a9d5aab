"""The numbers of a written date become a day or a time of day, or nothing where no calendar or clock has them."""

import re
from collections.abc import Set
from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, slots=True)
class DayNumbers:
    """Year, month and day in a calendar; ``is_ambiguous`` when the other order of day and month would do as well."""

    year: int
    month: int
    day: int
    is_ambiguous: bool = False


def make_day(year: int, month: int, day: int) -> date | None:
    """The day of the Gregorian calendar, None where it has none such."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def from_hijri(year: int, month: int, day: int, *, weekdays: Set[int] = frozenset()) -> date | None:
    """The Gregorian day of a Hijri one by the Umm al-Qura calendar, None where that has none such.

    Elsewhere months begin with the sighting of the moon, a day earlier or later: one weekday beside the date decides.
    """
    from hijridate import Hijri

    try:
        found = Hijri(year, month, day).to_gregorian().toordinal()
    except (ValueError, OverflowError):
        return None
    near = [date.fromordinal(found + shift) for shift in (0, 1, -1)]
    return next((one for one in near if weekdays == {one.isoweekday()}), near[0])


def in_order(match: re.Match[str], years: range, *, weekdays: Set[int], is_visible: bool) -> DayNumbers | None:
    """The order of three numbers, ``first``, ``second`` and ``third`` of the match; years have four digits.

    A month that cannot be decides, then the weekday; else the day is first if the text is ``is_visible``.
    """
    first, second, third = match["first"], match["second"], match["third"]
    is_year_first = len(first) == 4
    if is_year_first == (len(third) == 4) or int(first if is_year_first else third) not in years:
        return None
    if is_year_first:
        year, month, day = int(first), int(second), int(third)
        is_turned = month > 12 >= day and match["mark"] != "-"
        return DayNumbers(year, day, month) if is_turned else DayNumbers(year, month, day)
    day, month, year = int(first), int(second), int(third)
    if day > 12 or day == month:
        return DayNumbers(year, month, day)
    if month > 12:
        return DayNumbers(year, day, month)
    if len(weekdays) == 1:
        fits = [make_day(year, *order) for order in ((month, day), (day, month))]
        named = [fit for fit in fits if fit is not None and fit.isoweekday() in weekdays]
        if len(named) == 1:
            return DayNumbers(year, named[0].month, named[0].day)
    return DayNumbers(year, month, day, is_ambiguous=True) if is_visible else None


def time_of_day(match: re.Match[str]) -> timedelta | None:
    """The time after midnight of ``hour``, ``minute``, ``second`` and the half of the day that the match names.

    None where no clock shows it, or hour and half contradict each other («14:00 ص»). 12:30 م is noon, 12:30 ص night.
    """
    groups = match.groupdict()
    hour, minute, second = int(groups["hour"]), int(groups.get("minute") or 0), int(groups.get("second") or 0)
    if hour > 24 or minute > 59 or second > 59:
        return None
    kinds = ("am", "pm", "noon", "night")
    half = next((kind for kind in kinds if groups.get(kind) or groups.get(f"before_{kind}")), "")
    if half == "am":
        if hour > 12:
            return None
        hour %= 12
    elif half == "night":
        hour = hour % 12 + (12 if 6 <= hour <= 11 else 0) if hour <= 12 else hour
    elif half and hour <= 12:
        is_before_noon = half == "noon" and hour in (10, 11)
        hour = hour if is_before_noon else hour % 12 + 12
    return None if hour > 23 else timedelta(hours=hour, minutes=minute, seconds=second)
