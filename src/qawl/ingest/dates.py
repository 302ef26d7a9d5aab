"""Publication dates as machines write them: ISO 8601, compact days, RFC 2822. None is better than wrong."""

import re
from dataclasses import replace
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from qawl.model.document import DatePrecision, PublishedAt

_ISO = re.compile(
    r"""
    (?P<year> \d{4} )
    (?: (?P<dash> -? ) (?P<month> \d{2} )
      (?: (?P=dash) (?P<day> \d{2} )
        (?: [T\s]+ (?P<hour> \d{2} ) :? (?P<minute> \d{2} ) (?: :? (?P<second> \d{2} ) (?: [.,] \d+ )? )?
            \s* (?P<zone> Z | z | UTC | [+-] \d{2} :? (?: \d{2} )? )?
        )?
      )?
    )?
    """,
    re.VERBOSE,
)


def parse_published(value: str, *, said_by: str) -> PublishedAt | None:
    """The date that ``value`` states, or None when it states none that can be trusted.

    >>> parse_published("20170911", said_by="date").value.date().isoformat()
    '2017-09-11'
    """
    value = value.strip()
    match = _ISO.fullmatch(value)
    try:
        found = _from_parts(match) if match else _from_mail_date(value)
    except ValueError:
        return None
    return None if found is None else replace(found, said_by=said_by)


def _from_parts(match: re.Match[str]) -> PublishedAt:
    parts = {name: int(text) for name, text in match.groupdict().items() if text and text.isdigit()}
    zone = match["zone"]
    stamp = datetime(
        parts["year"], parts.get("month", 1), parts.get("day", 1), parts.get("hour", 0), parts.get("minute", 0),
        parts.get("second", 0), tzinfo=UTC,
    )  # fmt: skip
    if zone and zone[0] in "+-":
        digits = zone[1:].replace(":", "").ljust(4, "0")
        stamp = datetime.fromisoformat(f"{stamp:%Y-%m-%dT%H:%M:%S}{zone[0]}{digits[:2]}:{digits[2:]}")
    precision = DatePrecision.YEAR
    if "hour" in parts:
        precision = DatePrecision.SECOND
    elif "day" in parts:
        precision = DatePrecision.DAY
    elif "month" in parts:
        precision = DatePrecision.MONTH
    return PublishedAt(stamp, precision, zone_known=bool(zone))


def _from_mail_date(value: str) -> PublishedAt | None:
    """RFC 2822, as feeds and mail write it: Mon, 11 Sep 2017 10:00:00 +0300."""
    if not re.search(r"[A-Za-z]{3} \d{4} \d", value):
        return None
    stamp = parsedate_to_datetime(value)
    known = stamp.tzinfo is not None
    return PublishedAt(stamp if known else stamp.replace(tzinfo=UTC), DatePrecision.SECOND, zone_known=known)
