"""Dates as machines write them: ISO 8601 in all its shapes, compact days, seconds since 1970.

They are read strictly, the whole text or nothing, with the digits of any script. A number of seconds counts only
within the years that web pages have existed; ten digits that begin with 20 are refused, for they may as well be a day
and an hour.
"""

import re
from datetime import UTC, date, datetime, timedelta, tzinfo

from qawl.ingest.date_words import DateWords
from qawl.ingest.zones import find_zone, fixed, in_zone
from qawl.model.document import DatePrecision, PublishedAt

_FIRST_EPOCH, _LAST_EPOCH = 788_918_400, 2_000_000_000  # 1995-01-01, 2033-05-18
_CLOCK = r"""
    (?P<hour> \d{1,2} ) :? (?P<minute> \d{2} )? (?: :? (?P<second> \d{2} ) (?: [.,:] \d{1,9} )? )?
    (?: \s* (?P<half> [ap] ) \.? m \.? (?! [a-z] ) )? (?P<rest> \s* (?: [z+(\[\N{MINUS SIGN}-] | (?<= \s ) [a-z] ) .* )?
"""
_ISO = re.compile(
    rf"""
    (?P<year> \d{{4}} )
    (?: (?P<mark> [-/.] ) (?P<month> \d{{1,2}} )
      (?: (?P=mark) (?P<day> \d{{1,2}} ) (?: (?: \s*t\s* | \s+ ) {_CLOCK} )? )?
    )?
    """,
    re.VERBOSE,
)
_COMPACT = re.compile(
    rf"(?P<year> \d{{4}} ) (?P<month> \d{{2}} ) (?: (?P<day> \d{{2}} ) (?: (?: \s*t\s* | \s+ )? {_CLOCK} )? )?",
    re.VERBOSE,
)
_WEEK = re.compile(r"(?P<year>\d{4})-w(?P<week>\d{2})-(?P<day>[1-7])")
_DAY_OF_YEAR = re.compile(r"(?P<year>\d{4})-(?P<day>\d{3})")
_EPOCH = re.compile(r"(?P<whole>\d{9,13})(?:\.\d{1,6})?")


def parse_machine_date(folded: str, words: DateWords, *, outlet: tzinfo | None = None) -> PublishedAt | None:
    """The date of a whole folded text in a machine's shape; None when it has no such shape or no such day exists.

    ``outlet`` is the zone for a time that names none. ``said_by`` is left to the caller.
    """
    try:
        return _epoch(folded) or _iso(folded, words, outlet) or _counted(folded, outlet)
    except (ValueError, OverflowError):
        return None


def _epoch(folded: str) -> PublishedAt | None:
    match = _EPOCH.fullmatch(folded)
    if match is None or len(match["whole"]) == 11:
        return None
    seconds = int(match["whole"])
    if len(match["whole"]) >= 12:
        seconds //= 1000
    is_ambiguous = len(match["whole"]) == 10 and match["whole"].startswith("20")
    if is_ambiguous or not _FIRST_EPOCH <= seconds <= _LAST_EPOCH:
        return None
    return PublishedAt(datetime.fromtimestamp(seconds, UTC), DatePrecision.SECOND, zone_known=True)


def _iso(folded: str, words: DateWords, outlet: tzinfo | None) -> PublishedAt | None:
    match = _ISO.fullmatch(folded) or _COMPACT.fullmatch(folded)
    if match is None or (match.re is _COMPACT and not _is_whole(match)):
        return None
    if match["month"] is None:
        return _day_of(date(int(match["year"]), 1, 1), DatePrecision.YEAR, outlet)
    if match["day"] is None:
        is_padded = len(match["month"]) == 2
        day = date(int(match["year"]), int(match["month"]), 1)
        return _day_of(day, DatePrecision.MONTH, outlet) if is_padded else None
    year, month, day_number = (int(match[name]) for name in ("year", "month", "day"))
    if month > 12 >= day_number and match.re is _ISO and match["mark"] != "-":
        month, day_number = day_number, month
    day = date(year, month, day_number)
    return _day_of(day, DatePrecision.DAY, outlet) if match["hour"] is None else _moment(match, day, words, outlet)


def _is_whole(match: re.Match[str]) -> bool:
    """Digits alone are a day, or a day with hour and minute, or those with seconds; five or ten are nothing."""
    digits = match[0]
    return not digits.isdigit() or len(digits) in (6, 8, 12, 14)


def _moment(match: re.Match[str], day: date, words: DateWords, outlet: tzinfo | None) -> PublishedAt | None:
    hour, minute, second = (int(match[name] or 0) for name in ("hour", "minute", "second"))
    if match["half"] is not None:
        hour = hour % 12 + (12 if match["half"] == "p" else 0) if hour <= 12 else hour
    rest = (match["rest"] or "").strip()
    found = find_zone(f"0 {rest}", words) if rest else None
    if rest and found is None:
        return None
    naive = datetime(day.year, day.month, day.day, 0, 0) + _after_midnight(hour, minute, second)
    value, is_known = in_zone(naive, found=found, outlet=outlet)
    return PublishedAt(value, DatePrecision.SECOND, zone_known=is_known)


def _after_midnight(hour: int, minute: int, second: int) -> timedelta:
    """The time of day; a leap second is the second before it.

    Raises:
        ValueError: there is no such time of day.
    """
    clock = datetime(2000, 1, 1, hour, minute, min(second, 59) if second == 60 else second)
    return clock - datetime(2000, 1, 1)


def _counted(folded: str, outlet: tzinfo | None) -> PublishedAt | None:
    """Days counted by week or from New Year: 2017-W37-1, 2017-254."""
    week = _WEEK.fullmatch(folded)
    if week is not None:
        day = date.fromisocalendar(int(week["year"]), int(week["week"]), int(week["day"]))
        return _day_of(day, DatePrecision.DAY, outlet)
    match = _DAY_OF_YEAR.fullmatch(folded)
    if match is None:
        return None
    day = date(int(match["year"]), 1, 1) + timedelta(days=int(match["day"]) - 1)
    return _day_of(day, DatePrecision.DAY, outlet) if day.year == int(match["year"]) else None


def _day_of(day: date, precision: DatePrecision, outlet: tzinfo | None) -> PublishedAt:
    midnight = datetime(day.year, day.month, day.day, tzinfo=outlet or UTC)
    return PublishedAt(fixed(midnight), precision, zone_known=False)
