"""The words of written dates: month and day names, zones, labels, halves of the day, spelled out for searching.

Pages write dates with the month names of four conventions, label them («آخر تحديث:»), hang a clock on them
(«بتوقيت القاهرة») and count backwards («قبل 3 ساعات»). The words stand in ``lexicon/months.yaml`` and
``ingest/dates.yaml``; here they become folded look-up tables and one pattern a kind, longest form first.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta, timezone
from typing import Any

from qawl.errors import DataFileError
from qawl.lexicon.load import DATA, DataFiles
from qawl.text.fold import fold_text

_KINDS = frozenset(
    "abbreviation ago am behind clock counted day filler gregorian hijri joins local_clock modified month night noon"
    " now pm published unit weekday zone".split()
)
_OPTIONAL = ("value", "offset", "zone", "seconds", "one", "dual", "note", "example")
_OFFSET = re.compile(r"(?P<sign>[+-])(?P<hours>\d{2}):(?P<minutes>\d{2})")


@dataclass(frozen=True, slots=True)
class DateWords:
    """All look-ups of the reader of written dates; keys are folded and in small letters.

    ``patterns`` has for each kind an alternation of its forms that does not match inside a longer word.
    """

    months: Mapping[str, int]
    hijri_months: Mapping[str, int]
    weekdays: Mapping[str, int]
    offsets: Mapping[str, timezone]
    places: Mapping[str, str]
    units: Mapping[str, int]
    one_unit: Mapping[str, int]
    two_units: Mapping[str, int]
    days_ago: Mapping[str, int]
    patterns: Mapping[str, str]


def load_date_words(data: DataFiles | None = None) -> DateWords:
    """Read ``lexicon/months.yaml`` and ``ingest/dates.yaml``.

    Raises:
        DataFileError: an unknown key or kind, a form in two entries of a kind, or an offset that is none.
    """
    files = data or DataFiles(DATA, {})
    rows = files.read_rows("ingest/dates.yaml", required=("id", "kind", "forms"), optional=_OPTIONAL)
    for row in rows:
        if row["kind"] not in _KINDS:
            raise DataFileError(f"dates.yaml: {row['id']!r} has the unknown kind {row['kind']!r}.")
    calendar = files.read_rows(
        "lexicon/months.yaml", required=("id", "calendar", "number", "forms"), optional=("guarded", "strict", "example")
    )
    months = _table((row, row["number"]) for row in calendar if row["calendar"] == "gregorian")
    months |= _table(_of(rows, "month", "value"))
    hijri_months = _table((row, row["number"]) for row in calendar if row["calendar"] == "hijri")
    units = [row for row in rows if row["kind"] == "unit"]
    tables: dict[str, dict[str, Any]] = {
        "month": months,
        "hijri_month": hijri_months,
        "one_unit": _table(((row, row["seconds"]) for row in units), "one"),
        "two_units": _table(((row, row["seconds"]) for row in units), "dual"),
    }
    for kind in _KINDS - {"month"}:
        tables[kind] = _table((row, _value(row)) for row in rows if row["kind"] == kind)
    return DateWords(
        months=months,
        hijri_months=hijri_months,
        weekdays=tables["weekday"],
        offsets=tables["abbreviation"],
        places=tables["zone"],
        units=tables["unit"],
        one_unit=tables["one_unit"],
        two_units=tables["two_units"],
        days_ago=tables["day"],
        patterns={kind: _alternation(table) for kind, table in tables.items()},
    )


def fold_date(text: str) -> str:
    """A date's text with digits, letters and marks written one way; lengths may change.

    «٢٤ نيسـان / أبريل ٢٠٢٠» -> «24 نيسان / ابريل 2020»
    """
    return " ".join(fold_text(text).replace("\N{ARABIC COMMA}", ",").casefold().split())


def _of(rows: Iterable[dict[str, Any]], kind: str, key: str) -> Iterable[tuple[dict[str, Any], Any]]:
    return ((row, row[key]) for row in rows if row["kind"] == kind)


def _value(row: dict[str, Any]) -> Any:
    """What a row's forms stand for: an offset, a zone, seconds, a number, or just that they are there."""
    if row["kind"] != "abbreviation":
        return next((row[key] for key in ("value", "zone", "seconds") if key in row), True)
    match = _OFFSET.fullmatch(str(row.get("offset", "")))
    if match is None:
        raise DataFileError(f'dates.yaml: {row["id"]!r} needs an `offset` like "+03:00", in quotation marks.')
    return timezone(parse_offset(match["sign"], match["hours"], match["minutes"]))


def parse_offset(sign: str, hours: str, minutes: str | None) -> timedelta:
    """The offset that a sign, hours and minutes write."""
    offset = timedelta(hours=int(hours), minutes=int(minutes or 0))
    return -offset if sign == "-" else offset


def _table(rows: Iterable[tuple[dict[str, Any], Any]], key: str = "forms") -> dict[str, Any]:
    table: dict[str, Any] = {}
    owners: dict[str, str] = {}
    for row, value in rows:
        for form in dict.fromkeys(fold_date(str(form)) for form in row.get(key, ())):
            owner = owners.setdefault(form, row["id"])
            if owner != row["id"]:
                raise DataFileError(f"dates: {row['id']!r} repeats the form {form!r} of {owner!r}.")
            table[form] = value
    return table


def _alternation(table: Mapping[str, Any]) -> str:
    """A pattern of all forms, the longest first; a form does not begin or end inside a word."""
    forms = "|".join(re.escape(form) for form in sorted(table, key=lambda form: (-len(form), form)))
    return rf"(?<![^\W\d_])(?:{forms or '(?!)'})(?![^\W\d_])"
