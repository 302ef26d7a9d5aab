"""Publication dates, as machines and people write them. None is better than wrong.

One function reads any text that a page, feed, sitemap, table or header gives as a date. It never fills in what is not
there: no year, no today, no century. The wall clock of the text is kept, so that the day is the one the reader saw. A
zone that the text names wins; else the outlet's ``zone`` is hung on, and ``zone_known`` stays False: a value with an
offset other than UTC and ``zone_known`` False has borrowed its zone. Values that content systems write for «no date»
(the year 1, 1 January 1970) are none.
"""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, tzinfo
from functools import lru_cache

from qawl.ingest.date_words import DateWords, fold_date, load_date_words
from qawl.ingest.machine_dates import parse_machine_date
from qawl.ingest.written_dates import Written, WrittenDates
from qawl.model.document import DatePrecision, PublishedAt

_MAX_RAW, _MAX_LENGTH = 2_000, 240  # with the white space of a page's source, and without
_YEARS = range(1901, 2101)
_EMPTY_DAYS = frozenset({date(1970, 1, 1), date(1969, 12, 31)})
VISIBLE = "visible"


def parse_published(
    value: str, *, said_by: str, zone: tzinfo | None = None, today: date | None = None
) -> PublishedAt | None:
    """The date that ``value`` states, or None when it states none that can be trusted.

    ``said_by`` names the field; one that begins with «visible» is text for readers, where 3/6/2020 is the third of
    June. ``zone`` is the outlet's, for texts that name none. ``today`` is the day, or better the aware time, at which
    the text was retrieved: only with it are «أمس» and «قبل 3 ساعات» read (hours need the time), and what lies more
    than a day after it is refused. A Hijri day alone is converted by the Umm al-Qura calendar.

    >>> parse_published("20170911", said_by="date").value.date().isoformat()
    '2017-09-11'
    """
    found = read_published(value, said_by=said_by, zone=zone, today=today)
    return None if found is None else found.published


def read_published(
    value: str, *, said_by: str, zone: tzinfo | None = None, today: date | None = None
) -> Written | None:
    """As ``parse_published``, with how the date was read: Hijri, relative, day first, labelled as a change."""
    folded = fold_date(value[:_MAX_RAW]).strip(" \"'|:,;[](){}<>")
    if not folded or len(folded) > _MAX_LENGTH or len(value) > _MAX_RAW:
        return None
    reader = _shipped_reader()
    published = parse_machine_date(folded, reader.words, outlet=zone)
    found = Written(published) if published is not None else None
    if found is None:
        found = reader.written.read(folded, is_visible=is_visible(said_by), outlet=zone, today=today)
    if found is None or not _is_possible(found.published, today):
        return None
    return replace(found, published=replace(found.published, said_by=said_by))


def is_visible(said_by: str) -> bool:
    """True for fields that hold text written for readers: «visible», «visible:byline»."""
    return said_by.partition(":")[0] == VISIBLE


def _is_possible(found: PublishedAt, today: date | None) -> bool:
    day = found.value.date()
    if day.year not in _YEARS or (day in _EMPTY_DAYS and found.precision in (DatePrecision.DAY, DatePrecision.SECOND)):
        return False
    if isinstance(today, datetime):
        reading = today if today.tzinfo is not None else today.replace(tzinfo=UTC)
        return found.value <= reading + timedelta(days=1)
    return today is None or day <= today + timedelta(days=1)


class _Reader:
    """The words of dates and the reader of written ones."""

    def __init__(self, words: DateWords) -> None:
        self.words = words
        self.written = WrittenDates(words)


@lru_cache(maxsize=1)
def _shipped_reader() -> _Reader:
    """The words that come with Qawl; read once a process, for pages call the reader a dozen times each."""
    return _Reader(load_date_words())
