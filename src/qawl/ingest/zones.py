"""The clock a time is given in: offsets, tz database names, letters (EET, AST) and «بتوقيت القاهرة».

Feed libraries read EET and Asia/Beirut as UTC and AST as the Atlantic. Here letters mean what an Arab newsroom means
by them (``ingest/dates.yaml``), unless the outlet's own zone uses the same letters at that time: then it is that one.
A zone that is named and not known is no zone, but the outlet's zone must not stand in for it either.
"""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from qawl.ingest.date_words import DateWords, parse_offset

_MAX_OFFSET = timedelta(hours=14)
_NUMERIC = re.compile(
    r"""
    (?: (?<! [a-z] ) (?: gmt | utc ) \s* )?
    (?<! \d [/.-] )
    (?P<sign> [+\N{MINUS SIGN}-] ) (?P<hours> \d{2} ) :? (?P<minutes> \d{2} )? (?! [\d:/] | [.-] \d )
    """,
    re.VERBOSE,
)
_SHORT = re.compile(
    r"""
    (?<! [^\W\d_] ) (?: gmt | utc ) \s* (?P<sign> [+-] ) \s* (?P<hours> \d{1,2} ) (?: : (?P<minutes> \d{2} ) )? (?! \d )
    """,
    re.VERBOSE,
)
_DATABASE = re.compile(r"(?<! [\w/] ) [a-z]{3,12} (?: / [a-z_]{3,24} ){1,2} (?! [\w/] )", re.VERBOSE)


@dataclass(frozen=True, slots=True)
class FoundZone:
    """A zone named at ``start``..``end`` of a folded date; ``zone`` is None when nobody knows it."""

    start: int
    end: int
    zone: tzinfo | None
    is_local: bool = False
    letters: str = ""


def find_zone(folded: str, words: DateWords) -> FoundZone | None:
    """The first zone that a folded date names, the most telling shape first."""
    named = re.search(words.patterns["local_clock"], folded)
    if named is not None:
        return FoundZone(*named.span(), None, is_local=True)
    for pattern in (_SHORT, _NUMERIC):
        match = pattern.search(folded)
        if match is not None:
            offset = parse_offset(match["sign"].replace("\N{MINUS SIGN}", "-"), match["hours"], match["minutes"])
            return FoundZone(*match.span(), timezone(offset) if abs(offset) <= _MAX_OFFSET else None)
    return _named_zone(folded, words)


def _named_zone(folded: str, words: DateWords) -> FoundZone | None:
    match = _DATABASE.search(folded)
    if match is not None:
        zone = open_zone(match[0])
        if zone is not None:
            return FoundZone(*match.span(), zone)
    clock = re.search(
        rf"{words.patterns['clock']}\s*(?:(?P<place>{words.patterns['zone']})|(?P<word>[^\W\d_]+))?", folded
    )
    if clock is not None and clock["place"]:
        return FoundZone(*clock.span(), open_zone(words.places[clock["place"]]))
    letters = re.search(words.patterns["abbreviation"], folded)
    if letters is not None and (clock is None or clock.start() <= letters.start() <= clock.end()):
        start = letters.start() if clock is None else clock.start()
        return FoundZone(start, letters.end(), words.offsets[letters[0]], letters=letters[0].upper())
    if clock is not None:
        return FoundZone(*clock.span(), None)
    unknown = re.search(r"(?<= \d ) \s* (?P<letters> [a-z]{3,5} ) $", folded, re.VERBOSE)
    if unknown is None:
        return None
    return FoundZone(unknown.start("letters"), unknown.end(), None, letters=unknown["letters"].upper())


def open_zone(name: str) -> tzinfo | None:
    """The zone of the tz database with this name, in any case of letters; None when there is none.

    asia/beirut -> Asia/Beirut
    """
    titled = "/".join("_".join(piece.capitalize() for piece in part.split("_")) for part in name.split("/"))
    for spelling in (name, titled):
        try:
            return ZoneInfo(spelling)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            continue
    return None


def in_zone(naive: datetime, *, found: FoundZone | None, outlet: tzinfo | None) -> tuple[datetime, bool]:
    """The aware time of a wall clock, with a fixed offset, and whether the text itself named its zone.

    Without any zone the wall clock is kept as it is, as UTC.
    """
    if found is not None and not found.is_local:
        if found.letters and outlet is not None and naive.replace(tzinfo=outlet).tzname() == found.letters:
            return fixed(naive.replace(tzinfo=outlet)), True
        if found.zone is None:
            return naive.replace(tzinfo=UTC), False
        return fixed(naive.replace(tzinfo=found.zone)), True
    return fixed(naive.replace(tzinfo=outlet or UTC)), False


def fixed(moment: datetime) -> datetime:
    """The same moment on the same wall clock with a plain offset in whole minutes, which any store can hold."""
    offset = moment.utcoffset() or timedelta()
    offset = timedelta(minutes=round(offset.total_seconds() / 60))
    return moment.replace(tzinfo=timezone(offset) if offset else UTC, fold=0)
