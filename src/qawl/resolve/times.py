"""Time expressions become dates: «yesterday» and the day of publication make a day.

Values are EDTF strings with their first and last day. What the text leaves open stays open: precision is as in the
text, rough spans carry ``~``, and without a day of publication only full dates resolve. Nights that belong to two
days are intervals of both.
"""

from collections.abc import Sequence
from datetime import date, timedelta

from qawl.extract.findings import FoundTime
from qawl.extract.time_values import (
    Between,
    CalendarDate,
    DayOffset,
    Direction,
    Distance,
    Period,
    Stretch,
    TimeExpression,
    TimeValue,
    WeekdayDate,
)
from qawl.extract.times import find_time_expressions
from qawl.lexicon.calendar import Calendar, Edge, Relation, TimeUnit
from qawl.model.claim import TimeRange
from qawl.model.edtf import plain_date
from qawl.resolve.hijri import gregorian_span
from qawl.text.layout import Layout

_SEASON_MONTHS = {21: (3, 5), 22: (6, 8), 23: (9, 11), 24: (12, 2)}
_NEAR_FUTURE = timedelta(days=45)  # a day and month without year this near ahead is a date announced
_LONG_AGO = timedelta(days=300)
_SOME_DAYS = (9, 2)  # «some days ago»: farthest and nearest
_SOME_WEEKS = (42, 14)
_LAST_DAYS = 7
_LAST_WEEKS = 28
_ROUGH_WEEKS = 4  # days either side of a count of weeks
_MONTH_DAYS = 30
_START = "time.since"
_RULES: dict[type, str] = {
    CalendarDate: "time.date",
    WeekdayDate: "time.weekday",
    DayOffset: "time.relative",
    Period: "time.period",
    Distance: "time.ago",
    Stretch: "time.recent",
    Between: "time.range",
}


def find_times(layout: Layout, calendar: Calendar, *, published: date | None) -> list[FoundTime]:
    """All time expressions of the text with their dates, counted from ``published``.

    ``rule`` is ``time.since`` where a preposition makes the date a start, else it names the kind of expression.
    """
    return resolve_times(layout, find_time_expressions(layout, calendar), published=published)


def resolve_times(layout: Layout, expressions: Sequence[TimeExpression], *, published: date | None) -> list[FoundTime]:
    """The expressions with their dates; an expression that gives none is left out when the day was known."""
    found = []
    for expression in expressions:
        time = resolve_time(expression, published=published)
        if time is None and published is not None:
            continue
        span = layout.tokens.span(expression.first, expression.last)
        found.append(FoundTime(expression.first, expression.last, span, time, _rule(expression), _is_limit(expression)))
    return found


def resolve_time(expression: TimeExpression, *, published: date | None) -> TimeRange | None:
    """The dates of one expression; a start stays open until the day of publication."""
    time = _resolve(expression.value, published)
    if time is None or expression.relation is not Relation.SINCE:
        return time
    start = plain_date(time.edtf, _kind(expression.value))
    last = max(time.last, published.isoformat()) if published is not None else time.last
    return TimeRange(f"{start}/..", time.first, last)


def _rule(expression: TimeExpression) -> str:
    return _START if expression.relation is Relation.SINCE else _kind(expression.value)


def _is_limit(expression: TimeExpression) -> bool:
    return expression.relation not in (Relation.AT, Relation.SINCE)


def _kind(value: TimeValue) -> str:
    if isinstance(value, WeekdayDate) and value.night_to is not None:
        return "time.night"
    if isinstance(value, DayOffset) and value.is_night:
        return "time.last-night"
    if isinstance(value, Stretch) and value.sign > 0:
        return "time.coming"
    if isinstance(value, (Distance, Stretch)) and value.unit is TimeUnit.HOUR:
        return "time.hours"
    return _RULES[type(value)]


def _resolve(value: TimeValue, published: date | None) -> TimeRange | None:
    if isinstance(value, CalendarDate):
        return _calendar_date(value, published)
    if isinstance(value, Between):
        return _between(value, published)
    if published is None:
        return None
    if isinstance(value, WeekdayDate):
        return _weekday(value, published)
    if isinstance(value, DayOffset):
        day = published + timedelta(days=value.days)
        return _interval(day, day + timedelta(days=1)) if value.is_night else _day(day)
    if isinstance(value, Period):
        return _period(value, published)
    return _distance(value, published) if isinstance(value, Distance) else _stretch(value, published)


# Calendar dates


def _calendar_date(value: CalendarDate, published: date | None) -> TimeRange | None:
    if value.is_hijri:
        return _hijri(value, published)
    if value.month_shift is not None:
        return _day_of_shifted_month(value, published)
    year = value.year
    if year is None and value.year_shift is not None and published is not None:
        year = published.year + value.year_shift
    if year is None:
        year = _missing_year(value, published)
    if year is None:
        return None
    if value.season is not None:
        return _season(year, value.season)
    if value.month is None:
        return _year(year, value.edge)
    if value.day is None:
        return _month(year, value.month, value.edge)
    first = _valid(year, value.month, value.day)
    last = _valid(year, value.month, value.last_day or value.day)
    if first is None or last is None:
        return None
    return _interval(first, last)


def _missing_year(value: CalendarDate, published: date | None) -> int | None:
    """The year of a day and month, or month, said without one."""
    if published is None or value.month is None:
        return None
    if value.day is None:
        return _year_of_month(value, published)
    candidates = [d for y in range(-2, 3) if (d := _valid(published.year + y, value.month, value.day)) is not None]
    past = [d for d in candidates if d <= published]
    future = [d for d in candidates if d >= published]
    if not past or not future:
        return None
    if value.direction is Direction.LAST:
        return max(d for d in candidates if d < published).year
    if value.direction is Direction.NEXT:
        return min(d for d in candidates if d > published).year
    if value.direction is Direction.THIS:
        return published.year
    announced = future[0] - published <= _NEAR_FUTURE and published - past[-1] > _LONG_AGO
    return future[0].year if value.is_ahead or announced else past[-1].year


def _year_of_month(value: CalendarDate, published: date) -> int:
    month = value.month or published.month
    if value.direction is Direction.THIS:
        return published.year
    if value.direction is Direction.LAST:
        return published.year if month < published.month else published.year - 1
    if value.direction is Direction.NEXT:
        return published.year if month > published.month else published.year + 1
    if value.is_ahead:
        return published.year if month >= published.month else published.year + 1
    return published.year if month <= published.month else published.year - 1


def _day_of_shifted_month(value: CalendarDate, published: date | None) -> TimeRange | None:
    if published is None or value.day is None or value.month_shift is None:
        return None
    year, month = _shift_month(published, value.month_shift)
    day = _valid(year, month, value.day)
    return None if day is None else _day(day)


def _hijri(value: CalendarDate, published: date | None) -> TimeRange | None:
    """A Hijri date; its days are known within one, so they are rough."""
    if value.season is not None or value.year_shift is not None:
        return None
    span = gregorian_span(value.year, value.month, value.day, near=published, shift=value.direction or 0)
    if span is None:
        return None
    first, last = span
    if value.day is not None:
        return TimeRange(f"{first}~", (first - timedelta(days=1)).isoformat(), (last + timedelta(days=1)).isoformat())
    return TimeRange(f"{first}~/{last}~", first.isoformat(), last.isoformat())


def _between(value: Between, published: date | None) -> TimeRange | None:
    end = _calendar_date(value.end, published)
    start = _calendar_date(value.start, published)
    if start is None or end is None or start.first > end.last:
        return None
    return TimeRange(f"{start.edtf.partition('/')[0]}/{end.edtf.rpartition('/')[2]}", start.first, end.last)


# Counted from the day of publication


def _weekday(value: WeekdayDate, published: date) -> TimeRange:
    if value.direction is Direction.NEXT or (value.is_ahead and value.direction is None):
        from_day = published + timedelta(days=1) if value.direction is Direction.NEXT else published
        day = from_day + timedelta(days=(value.number - from_day.isoweekday()) % 7)
        second = None if value.to is None else day + timedelta(days=(value.to - value.number) % 7)
        return _day(day) if second is None else _interval(day, second)
    anchor = value.to or value.night_to or value.number
    to_day = published - timedelta(days=1) if value.direction is Direction.LAST else published
    day = to_day - timedelta(days=(to_day.isoweekday() - anchor) % 7)
    if anchor == value.number:
        return _day(day)
    return _interval(day - timedelta(days=(anchor - value.number) % 7), day)


def _period(value: Period, published: date) -> TimeRange:
    if value.unit is TimeUnit.YEAR:
        year = published.year + value.shift
        return _season(year, value.season) if value.season is not None else _year(year, value.edge)
    if value.unit is TimeUnit.MONTH:
        return _month(*_shift_month(published, value.shift), value.edge)
    sunday = published - timedelta(days=published.isoweekday() % 7) + timedelta(weeks=value.shift)
    return _interval(sunday, sunday + timedelta(days=6))


def _distance(value: Distance, published: date) -> TimeRange | None:
    if value.unit is TimeUnit.HOUR:
        days = round(value.count / 24) if value.count is not None and value.count >= 24 else None
        if days is None:
            other = published + timedelta(days=value.sign)
            return _interval(*sorted((published, other)))
        return _rough_day(published + timedelta(days=value.sign * days), value.is_rough)
    if value.count is None:
        return _vague_distance(value, published)
    if value.unit is TimeUnit.DAY:
        return _rough_day(published + timedelta(days=value.sign * round(value.count)), value.is_rough)
    if value.unit is TimeUnit.WEEK:
        day = published + timedelta(days=value.sign * round(7 * value.count))
        if value.count <= 1:
            return _rough_day(day, value.is_rough)
        first, last = day - timedelta(days=_ROUGH_WEEKS), day + timedelta(days=_ROUGH_WEEKS)
        return TimeRange(f"{first}~/{last}~", first.isoformat(), last.isoformat())
    if value.unit is TimeUnit.MONTH:
        year, month = _shift_month(published, value.sign * round(value.count))
        return _around(f"{year:04}-{month:02}", _month(year, month, None), _MONTH_DAYS // 2, value.is_rough)
    year = published.year + value.sign * round(value.count)
    return _around(f"{year:04}", _year(year, None), 0, value.is_rough) if 1 <= year <= 9999 else None


def _vague_distance(value: Distance, published: date) -> TimeRange | None:
    bounds = {TimeUnit.DAY: _SOME_DAYS, TimeUnit.WEEK: _SOME_WEEKS}.get(value.unit)
    if bounds is None:
        return None
    ends = sorted(published + timedelta(days=value.sign * days) for days in bounds)
    return TimeRange(f"{ends[0]}~/{ends[1]}~", ends[0].isoformat(), ends[1].isoformat())


def _stretch(value: Stretch, published: date) -> TimeRange | None:
    if value.unit is TimeUnit.HOUR:
        days = max(1, round((value.count or 24) / 24))
    elif value.unit is TimeUnit.DAY:
        days = round(value.count or _LAST_DAYS)
    elif value.unit is TimeUnit.WEEK:
        days = round(7 * value.count) if value.count else _LAST_WEEKS
    else:
        return _long_stretch(value, published)
    other = published + timedelta(days=value.sign * days)
    first, last = sorted((published, other))
    if value.unit is TimeUnit.HOUR:
        return _interval(first, last)
    return TimeRange(f"{first}~/{last}", first.isoformat(), last.isoformat())


def _long_stretch(value: Stretch, published: date) -> TimeRange | None:
    if value.count is None:
        return None
    if value.unit is TimeUnit.MONTH:
        year, month = _shift_month(published, value.sign * round(value.count))
        other, here = f"{year:04}-{month:02}", f"{published:%Y-%m}"
        first, last = sorted((_month(year, month, None), _month(published.year, published.month, None)), key=_first)
        lower, upper = sorted((other, here))
        return TimeRange(f"{lower}~/{upper}", first.first, last.last)
    years = sorted((published.year, published.year + value.sign * round(value.count)))
    return TimeRange(f"{years[0]}~/{years[1]}", f"{years[0]}-01-01", f"{years[1]}-12-31")


# Making ranges


def _first(time: TimeRange) -> str:
    return time.first


def _day(day: date) -> TimeRange:
    return TimeRange(day.isoformat(), day.isoformat(), day.isoformat())


def _interval(first: date, last: date) -> TimeRange:
    if first == last:
        return _day(first)
    return TimeRange(f"{first}/{last}", first.isoformat(), last.isoformat())


def _rough_day(day: date, is_rough: bool) -> TimeRange:
    if not is_rough:
        return _day(day)
    margin = timedelta(days=1)
    return TimeRange(f"{day}~", (day - margin).isoformat(), (day + margin).isoformat())


def _around(edtf: str, time: TimeRange, margin: int, is_rough: bool) -> TimeRange:
    if not is_rough:
        return TimeRange(edtf, time.first, time.last)
    first = date.fromisoformat(time.first) - timedelta(days=margin)
    last = date.fromisoformat(time.last) + timedelta(days=margin)
    return TimeRange(f"{edtf}~", first.isoformat(), last.isoformat())


def _year(year: int, edge: Edge | None) -> TimeRange:
    if edge is None:
        return TimeRange(f"{year:04}", f"{year:04}-01-01", f"{year:04}-12-31")
    first, last = {Edge.START: (1, 3), Edge.MIDDLE: (5, 8), Edge.END: (10, 12)}[edge]
    return TimeRange(f"{year:04}~", f"{year:04}-{first:02}-01", _last_of_month(year, last).isoformat())


def _month(year: int, month: int, edge: Edge | None) -> TimeRange:
    end = _last_of_month(year, month).day
    text = f"{year:04}-{month:02}"
    if edge is None:
        return TimeRange(text, f"{text}-01", f"{text}-{end:02}")
    first, last = {Edge.START: (1, 10), Edge.MIDDLE: (11, 20), Edge.END: (21, end)}[edge]
    return TimeRange(f"{text}~", f"{text}-{first:02}", f"{text}-{last:02}")


def _season(year: int, season: int) -> TimeRange:
    """A season of the northern year; a winter may be at either end of its year."""
    first, last = _SEASON_MONTHS[season]
    text = f"{year:04}-{season}"
    if first < last:
        return TimeRange(text, f"{year:04}-{first:02}-01", _last_of_month(year, last).isoformat())
    return TimeRange(text, f"{year:04}-01-01", _last_of_month(year + 1, last).isoformat())


def _shift_month(day: date, shift: int) -> tuple[int, int]:
    months = day.year * 12 + day.month - 1 + shift
    return months // 12, months % 12 + 1


def _last_of_month(year: int, month: int) -> date:
    following = date(year + month // 12, month % 12 + 1, 1)
    return following - timedelta(days=1)


def _valid(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
