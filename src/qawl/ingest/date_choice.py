"""Which of the dates that a page, a feed and an address give is the day of publication, and on whose clock.

Pages say it four times and seldom the same way: JSON-LD, meta elements, the time element and the line under the
headline. The field that is usually right wins, unless two others agree on another day. Then the fields complete each
other: a day takes the time of a field that names the same day, a time without zone the zone of one with the same
clock, a time in UTC the local clock that readers saw. All dates stay recorded by the caller; here is only chosen.

Flags, a closed list (``FLAGS``):

* ``dates_conflict``: another field names a day more than one day away;
* ``dates_a_day_apart``: another field names the next or the previous day, and no zone explains it;
* ``outvoted``: a field that usually wins was passed over, because two others agree on another day;
* ``date_unreadable``: a field of publication holds something that could not be read;
* ``zone_inferred``: no field names a zone; the outlet's was hung on the clock as written;
* ``zone_from_other_field``: the zone, or the local clock of a time in UTC, comes from comparing two fields;
* ``zone_unknown``: a time without zone, of an outlet whose zone is not known, kept as if UTC;
* ``local_time_as_utc``: the outlet is known to write its local time as UTC, and it was read so;
* ``utc_suspect``: a time in UTC has the very clock that readers saw, though the outlet's zone is another;
* ``modified_before_published``: the page says that it was changed before it was published;
* ``hijri_converted``: only a Hijri day was given; it may be off by one where months follow the moon;
* ``relative_date``: counted back from the time of retrieval («منذ يوم»), off by one at times;
* ``day_first_assumed``: two numbers either of which may be the month, read day first;
* ``lastmod_only``: nothing but the time of change in a sitemap or feed was found.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo

from qawl.ingest.dates import is_visible, read_published
from qawl.ingest.zones import fixed
from qawl.model.document import DatePrecision, FoundDate, PublishedAt

FLAGS = (
    "dates_conflict", "dates_a_day_apart", "outvoted", "date_unreadable", "zone_inferred", "zone_from_other_field",
    "zone_unknown", "local_time_as_utc", "utc_suspect", "modified_before_published", "hijri_converted",
    "relative_date", "day_first_assumed", "lastmod_only",
)  # fmt: skip
_LD, _ARTICLE, _META, _TIME, _VISIBLE, _HTMLDATE, _URL, _FEED, _SITEMAP = range(9)
_RANKS = {
    "ld:datepublished": _LD,
    "article:published_time": _ARTICLE,
    "time": _TIME,
    "visible": _VISIBLE,
    "htmldate": _HTMLDATE,
    "url": _URL,
    "feed": _FEED,
    "news": _FEED,
    "header": _FEED,
    "sitemap:publication_date": _FEED,  # news data; all else of a sitemap is its time of change
    "sitemap": _SITEMAP,
}
_NO_WITNESS = frozenset({_HTMLDATE, _SITEMAP})  # the one repeats other fields, the other tells changes
_FEED_CHANGE = "feed:updated"
_MODIFIED = re.compile(r"modif|update|lastmod|last-mod|last_mod|changed")
_EAST = timezone(timedelta(hours=4))  # no Arab clock is further ahead of UTC than the Gulf's
_MOST_AHEAD, _STEP = timedelta(hours=4), timedelta(minutes=30)
_SLACK = timedelta(minutes=1)
_DAY = timedelta(days=1)
_PATH_DAY = re.compile(
    r"""
    (?<! \d )
    (?: (?P<year> (?:19|20) \d{2} ) (?P<mark> [/_-] ) (?P<month> \d{1,2} ) (?P=mark) (?P<day> \d{1,2} ) (?! \d )
      | (?P<far_year> 20 \d{2} ) / [a-z_-]+ / (?P<far_month> \d{1,2} ) / (?P<far_day> \d{1,2} ) /
      | (?P<whole> 20 \d{2} (?: 0[1-9] | 1[0-2] ) (?: 0[1-9] | [12]\d | 3[01] ) ) (?: \d{4,10} )? (?! \d )
    )
    """,
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Chosen:
    """The date of publication, the time of the last change as the page tells it, and what to know about them."""

    published: PublishedAt | None
    modified: datetime | None = None
    flags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A date with the rank of its field, lower being better."""

    field: str
    rank: int
    value: PublishedAt
    raw: str = ""

    @property
    def has_time(self) -> bool:
        """True for a time of day; midnight is what systems write for none."""
        value = self.value.value
        return self.value.precision is DatePrecision.SECOND and (value.hour, value.minute, value.second) != (0, 0, 0)

    @property
    def is_utc(self) -> bool:
        return self.value.zone_known and not self.value.value.utcoffset()

    @property
    def clock(self) -> datetime:
        """The wall clock to the minute."""
        return self.value.value.replace(tzinfo=None, second=0, microsecond=0)


def choose_published(
    found: Sequence[FoundDate], *, zone: tzinfo | None = None, local_time_as_utc: bool = False
) -> Chosen:
    """The best date among those of one article.

    ``FoundDate.field`` tells the rank: ``ld:datePublished``, ``article:published_time``, other meta elements, ``time``,
    ``visible`` (text for readers), ``htmldate``, ``url``, ``feed``, ``sitemap``; a suffix behind a colon is free. Names
    that speak of a change (``dateModified``, ``updated_time``, ``lastmod``) and visible text labelled so are
    candidates for ``modified``. ``zone`` is the outlet's; ``local_time_as_utc`` says that it writes its local time as
    UTC.
    """
    flags: set[str] = set()
    published, modified = _sort(found)
    if any(one.value is None and one.raw.strip() and not _MODIFIED.search(one.field.casefold()) for one in found):
        flags.add("date_unreadable")
    if local_time_as_utc and zone is not None:
        published, modified = _as_local(published, zone, flags), _as_local(modified, zone, set())
    fields = _representatives(published, zone)
    winner = _vote(fields, zone, flags)
    if winner is None:
        changed = _changed(modified, None, zone)
        return Chosen(None, None if changed is None else changed.value.value, _ordered(flags))
    _note_conflicts(winner, fields, zone, flags)
    _note_reading(winner, flags)
    agreeing = [other for other in fields if other.field != winner.field and _agree(winner, other, zone)]
    final = _complete(winner, agreeing, zone, flags)
    changed = _changed(modified, final, zone)
    if changed is not None and changed.rank != _SITEMAP and _is_before(changed.value, final):
        flags.add("modified_before_published")
    return Chosen(final, None if changed is None else changed.value.value, _ordered(flags))


def find_url_date(url: str) -> FoundDate | None:
    """The day that stands in an address, as a date of the field «url».

    https://www.wadi.example/story/2020/8/24/88121 -> 2020-08-24
    """
    path = url.partition("?")[0]
    for match in _PATH_DAY.finditer(path):
        parts = [piece for piece in match.group("year", "month", "day", "far_year", "far_month", "far_day") if piece]
        if match["whole"]:
            parts = [match["whole"][:4], match["whole"][4:6], match["whole"][6:]]
        written = read_published("-".join(part.zfill(2) for part in parts), said_by="url")
        if written is not None:
            return FoundDate("url", match[0], written.published)
    return None


def _ordered(flags: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(flags, key=FLAGS.index))


def _sort(found: Sequence[FoundDate]) -> tuple[list[_Candidate], list[_Candidate]]:
    """Candidates for publication and for change, the best rank first, else in the order found.

    The time of change in a sitemap or feed is one of publication too, for want of anything better.
    """
    published, modified = [], []
    for one in found:
        if one.value is None:
            continue
        name = one.field.casefold()
        rank = next((rank for field, rank in _RANKS.items() if name == field or name.startswith(f"{field}:")), _META)
        candidate = _Candidate(one.field, rank, one.value, one.raw)
        is_change = _MODIFIED.search(name) is not None or (is_visible(one.field) and _is_labelled_change(one.raw))
        if is_change:
            modified.append(replace(candidate, rank=_LD) if name.startswith("ld:") else candidate)
        if name == _FEED_CHANGE:
            candidate = replace(candidate, rank=_SITEMAP)
        if not is_change or candidate.rank == _SITEMAP:
            published.append(candidate)
    by_rank = _rank_of
    return sorted(published, key=by_rank), sorted(modified, key=by_rank)


def _rank_of(candidate: _Candidate) -> int:
    return candidate.rank


def _is_labelled_change(raw: str) -> bool:
    written = read_published(raw, said_by="visible")
    return written is not None and written.is_modified


def _as_local(candidates: list[_Candidate], zone: tzinfo, flags: set[str]) -> list[_Candidate]:
    """The candidates with UTC read as the outlet's clock, unless another field shows the same instant in its zone."""
    local = {one.value.value for one in candidates if one.value.zone_known and not one.is_utc}
    read = []
    for one in candidates:
        moment = one.value.value
        is_wrong = one.is_utc and one.value.precision is DatePrecision.SECOND and not is_visible(one.field)
        if is_wrong and moment not in local and moment.replace(tzinfo=zone).utcoffset():
            flags.add("local_time_as_utc")
            one = replace(one, value=replace(one.value, value=fixed(moment.replace(tzinfo=zone))))
        read.append(one)
    return read


def _representatives(candidates: list[_Candidate], zone: tzinfo | None) -> list[_Candidate]:
    """One date a field: the first, or the first that another field backs («related articles» have dates too)."""
    chosen: dict[str, _Candidate] = {}
    for one in candidates:
        if one.field in chosen:
            continue
        same = [other for other in candidates if other.field == one.field]
        others = [other for other in candidates if other.field != one.field and other.rank not in _NO_WITNESS]
        backed = (mine for mine in same if any(_agree(mine, other, zone) for other in others))
        chosen[one.field] = next(backed, one)
    return list(chosen.values())


def _vote(fields: list[_Candidate], zone: tzinfo | None, flags: set[str]) -> _Candidate | None:
    """The best-ranked date, unless at least two other fields agree on another day and outnumber its own."""
    if not fields:
        return None
    best = fields[0]
    if best.rank == _SITEMAP:
        flags.add("lastmod_only")
    witnesses = [one for one in fields[1:] if one.rank not in _NO_WITNESS]
    support = 1 + sum(_agree(best, one, zone) for one in witnesses)
    for rival in witnesses:
        if _agree(best, rival, zone):
            continue
        group = [one for one in witnesses if _agree(rival, one, zone) and not _agree(best, one, zone)]
        if len(group) >= 2 and len(group) > support:
            flags.add("outvoted")
            return rival
    return best


def _days(one: _Candidate, zone: tzinfo | None) -> set[date]:
    """The calendar days that a date may be for readers: its own, and where it names an instant, the outlet's."""
    moment = one.value.value
    days = {moment.date()}
    if one.has_time and one.value.zone_known:
        days.add(moment.astimezone(zone or (_EAST if one.is_utc else moment.tzinfo)).date())
    return days


def _agree(left: _Candidate, right: _Candidate, zone: tzinfo | None) -> bool:
    precisions = {left.value.precision, right.value.precision}
    mine, others = _days(left, zone), _days(right, zone)
    if DatePrecision.YEAR in precisions:
        return bool({day.year for day in mine} & {day.year for day in others})
    if DatePrecision.MONTH in precisions:
        return bool({(day.year, day.month) for day in mine} & {(day.year, day.month) for day in others})
    return bool(mine & others)


def _note_conflicts(winner: _Candidate, fields: list[_Candidate], zone: tzinfo | None, flags: set[str]) -> None:
    for one in fields:
        if one.rank in _NO_WITNESS or _agree(winner, one, zone):
            continue
        apart = min(abs(mine - other) for mine in _days(winner, zone) for other in _days(one, zone))
        flags.add("dates_a_day_apart" if apart <= _DAY else "dates_conflict")


def _note_reading(winner: _Candidate, flags: set[str]) -> None:
    """How the winner's text was read, where it was text for readers."""
    if not winner.raw or winner.rank in (_URL, _HTMLDATE):
        return
    written = read_published(winner.raw, said_by=winner.field)
    if written is None:
        if is_visible(winner.field):
            flags.add("relative_date")
        return
    if written.is_hijri:
        flags.add("hijri_converted")
    if written.is_ambiguous:
        flags.add("day_first_assumed")


def _complete(winner: _Candidate, agreeing: list[_Candidate], zone: tzinfo | None, flags: set[str]) -> PublishedAt:
    """The winner with the time and the zone that fields of the same day add to it."""
    if not winner.has_time:
        timed = [one for one in agreeing if one.has_time and one.rank not in _NO_WITNESS]
        if timed:
            day = winner.value.value.date()
            is_day = winner.value.precision in (DatePrecision.DAY, DatePrecision.SECOND)
            winner = min(timed, key=lambda one: (not one.value.zone_known, one.rank))
            agreeing = [one for one in agreeing if one is not winner]
            winner = _on_day(winner, day, zone, flags) if is_day else winner
        elif winner.value.precision is not DatePrecision.SECOND:
            return _borrow_zone(winner.value, zone, flags)
    if winner.value.zone_known:
        return _localise(winner, agreeing, zone, flags).value
    return _find_zone(winner, agreeing, zone, flags)


def _on_day(one: _Candidate, day: date, zone: tzinfo | None, flags: set[str]) -> _Candidate:
    """The instant on the outlet's clock, where that is what puts it on the given day."""
    if zone is None or one.value.value.date() == day:
        return one
    local = fixed(one.value.value.astimezone(zone))
    if local.date() != day:
        return one
    flags.add("zone_from_other_field")
    return replace(one, value=replace(one.value, value=local))


def _localise(winner: _Candidate, agreeing: list[_Candidate], zone: tzinfo | None, flags: set[str]) -> _Candidate:
    """A time in UTC on the local clock, where another field shows that clock."""
    if not winner.is_utc or not winner.has_time:
        return winner
    moment = winner.value.value
    for one in agreeing:
        if one.value.zone_known and one.value.value.utcoffset() and abs(one.value.value - moment) < _SLACK:
            return replace(winner, value=replace(winner.value, value=moment.astimezone(one.value.value.tzinfo)))
    for one in agreeing:
        if one.value.zone_known or one.rank in _NO_WITNESS:
            continue
        offset = _plausible_offset(one, moment, zone) if one.has_time else None
        if offset:
            flags.add("zone_from_other_field")
            return replace(winner, value=replace(winner.value, value=moment.astimezone(timezone(offset))))
        is_same_clock = is_visible(one.field) and one.has_time and one.clock == winner.clock
        if is_same_clock and zone is not None and moment.astimezone(zone).utcoffset():
            flags.add("utc_suspect")
            return winner
        if one.value.precision is DatePrecision.DAY and one.rank in (_VISIBLE, _URL):
            winner = _on_day(winner, one.value.value.date(), zone, flags)
    return winner


def _plausible_offset(local: _Candidate, moment: datetime, zone: tzinfo | None) -> timedelta | None:
    """How far a wall clock is ahead of an instant in UTC, if that is the outlet's zone.

    Where the zone is not known, any Arab one will do, but only to explain a day that is not UTC's: one outlet of the
    thirteen measured shows a clock that is an hour off.
    """
    ahead = local.clock - moment.astimezone(UTC).replace(tzinfo=None, second=0, microsecond=0)
    if zone is not None:
        return ahead if ahead == moment.astimezone(zone).utcoffset() else None
    is_arab = timedelta() < ahead <= _MOST_AHEAD and not ahead % _STEP
    return ahead if is_arab and local.clock.date() != moment.astimezone(UTC).date() else None


def _find_zone(winner: _Candidate, agreeing: list[_Candidate], zone: tzinfo | None, flags: set[str]) -> PublishedAt:
    """A wall clock with the zone of a field that shows the same instant, or else the outlet's."""
    value = winner.value
    known = [one for one in agreeing if one.value.zone_known and one.has_time]
    for one in known:
        if one.clock == winner.clock:
            flags.add("zone_from_other_field")
            return replace(value, value=value.value.replace(tzinfo=one.value.value.tzinfo), zone_known=True)
    for one in known:
        offset = _plausible_offset(winner, one.value.value, zone)
        if offset is not None:
            flags.add("zone_from_other_field")
            return replace(value, value=value.value.replace(tzinfo=timezone(offset)), zone_known=True)
    return _borrow_zone(value, zone, flags)


def _borrow_zone(value: PublishedAt, zone: tzinfo | None, flags: set[str]) -> PublishedAt:
    if value.zone_known:
        return value
    if zone is None:
        if value.value.utcoffset():
            flags.add("zone_inferred")
        elif value.precision is DatePrecision.SECOND:
            flags.add("zone_unknown")
        return value
    flags.add("zone_inferred")
    return replace(value, value=fixed(value.value.replace(tzinfo=zone)))


def _changed(modified: list[_Candidate], published: PublishedAt | None, zone: tzinfo | None) -> _Candidate | None:
    """The best time of change, on the clock of the publication where it names none."""
    if not modified:
        return None
    best = modified[0]
    if best.value.zone_known:
        return best
    borrowed = zone or (None if published is None else published.value.tzinfo) or UTC
    return replace(best, value=replace(best.value, value=fixed(best.value.value.replace(tzinfo=borrowed))))


def _is_before(changed: PublishedAt, published: PublishedAt) -> bool:
    exact = DatePrecision.SECOND
    if changed.precision is exact and published.precision is exact:
        return changed.value < published.value - _SLACK
    if {changed.precision, published.precision} <= {exact, DatePrecision.DAY}:
        return changed.value.date() < published.value.date()
    return False
