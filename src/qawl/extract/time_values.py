"""What a time expression says, before a publication date makes it a date."""

from enum import IntEnum

from qawl.lexicon.calendar import Edge, Relation, TimeUnit
from qawl.text.record import record


class Direction(IntEnum):
    """Where a date without a year lies: last, this or next, as the text says."""

    LAST = -1
    THIS = 0
    NEXT = 1


@record
class CalendarDate:
    """A date as far as the text gives it.

    ``year_shift`` is «last year» and its like; ``last_day`` ends a range of days in one month; ``is_ahead`` says
    that the sentence speaks of the future.
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None
    last_day: int | None = None
    season: int | None = None
    edge: Edge | None = None
    year_shift: int | None = None
    month_shift: int | None = None
    direction: Direction | None = None
    is_hijri: bool = False
    is_ahead: bool = False


@record
class WeekdayDate:
    """A weekday (Monday 1). ``night_to`` is the second day of a night named by two; ``to`` ends «both days»."""

    number: int
    direction: Direction | None = None
    night_to: int | None = None
    to: int | None = None
    is_ahead: bool = False


@record
class DayOffset:
    """Days from publication: yesterday is -1. ``is_night`` for a night that reaches into the next day."""

    days: int
    is_night: bool = False


@record
class Period:
    """The calendar week, month or year ``shift`` away from that of publication, or an edge or season of it."""

    unit: TimeUnit
    shift: int
    edge: Edge | None = None
    season: int | None = None


@record
class Distance:
    """A point ``count`` units before (sign -1) or after publication; ``count`` None for «some days»."""

    unit: TimeUnit
    count: float | None
    sign: int = -1
    is_rough: bool = False


@record
class Stretch:
    """The last (or next) ``count`` units up to publication; None for «the last days»."""

    unit: TimeUnit
    count: float | None
    sign: int = -1


@record
class Between:
    """From one date to another."""

    start: CalendarDate
    end: CalendarDate


TimeValue = CalendarDate | WeekdayDate | DayOffset | Period | Distance | Stretch | Between


@record
class TimeExpression:
    """A time expression at tokens ``first``..``last``, and how the event stands to it."""

    first: int
    last: int
    value: TimeValue
    relation: Relation = Relation.AT
