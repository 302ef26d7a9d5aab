"""The first and last day that an EDTF date covers, as ISO dates, for filters and sorting."""

import calendar
import re
import unicodedata
from datetime import datetime

_DATE = re.compile(r"(?P<year>[0-9]{4})(?:-(?P<month>[0-9]{2})(?:-(?P<day>[0-9]{2}))?)?[~?%]?")
_SEASONS = {21: (3, 5), 22: (6, 8), 23: (9, 11), 24: (12, 2)}  # EDTF's numbers: spring, summer, autumn, winter
_COMPACT = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})")


def days_of(edtf: str) -> tuple[str, str] | None:
    """First and last day of a date or interval, None when it is neither.

    >>> days_of("2017-09")
    ('2017-09-01', '2017-09-30')
    >>> days_of("2017-09-11/2017-09-12")
    ('2017-09-11', '2017-09-12')
    """
    first_text, slash, last_text = edtf.partition("/")
    first = _bounds(first_text)
    last = _bounds(last_text) if slash else first
    if first is None and last is None:
        return None
    if first is None or last is None:
        known = first or last
        assert known is not None
        return known
    return first[0], last[1]


def _bounds(date: str) -> tuple[str, str] | None:
    match = _DATE.fullmatch(date)
    if match is None:
        return None
    year, month, day = match["year"], match["month"], match["day"]
    if month is None:
        return f"{year}-01-01", f"{year}-12-31"
    if int(month) in _SEASONS:
        return _season(int(year), int(month))
    if not 1 <= int(month) <= 12:
        return None
    if day is None:
        return f"{year}-{month}-01", f"{year}-{month}-{calendar.monthrange(int(year), int(month))[1]:02}"
    return f"{year}-{month}-{day}", f"{year}-{month}-{day}"


def _season(year: int, season: int) -> tuple[str, str]:
    """A northern season; a winter may be that at the beginning of its year or that at its end."""
    first, last = _SEASONS[season]
    ends = year + 1 if last < first else year
    begins = f"{year}-{first:02}-01" if ends == year else f"{year}-01-01"
    return begins, f"{ends}-{last:02}-{calendar.monthrange(ends, last)[1]:02}"


def first_day(given: str) -> str:
    """The first day of a year, month or day that a person typed: 2017-09 -> 2017-09-01.

    Raises:
        ValueError: when it is no such date.
    """
    return _required(given)[0]


def last_day(given: str) -> str:
    """The last day of a year, month or day that a person typed: 2017-09 -> 2017-09-30.

    Raises:
        ValueError: when it is no such date.
    """
    return _required(given)[1]


def _required(given: str) -> tuple[str, str]:
    """The bounds of a typed date: Arabic-Indic digits and 20170911 are understood, a 31st of June is not."""
    plain = "".join(str(unicodedata.decimal(sign, sign)) for sign in given.strip())
    dashed = _COMPACT.sub(r"\1-\2-\3", plain)
    bounds = _bounds(dashed)
    if bounds is None or not _exists(bounds[1]) or dashed[5:7] > "12":
        raise ValueError(f"{given!r} is no date. Write it as 2017, 2017-09 or 2017-09-11.")
    return bounds


def _exists(day: str) -> bool:
    try:
        datetime.fromisoformat(day)
    except ValueError:
        return False
    return True
