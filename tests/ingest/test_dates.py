"""Machine dates of publication; what is no date is None."""

import pytest

from qawl.ingest.dates import parse_published
from qawl.model.document import DatePrecision


@pytest.mark.parametrize(
    ("value", "expected", "precision", "zone_known"),
    [
        ("20170911", "2017-09-11T00:00:00+00:00", DatePrecision.DAY, False),
        ("2017-09-11", "2017-09-11T00:00:00+00:00", DatePrecision.DAY, False),
        ("2017-09", "2017-09-01T00:00:00+00:00", DatePrecision.MONTH, False),
        ("2017", "2017-01-01T00:00:00+00:00", DatePrecision.YEAR, False),
        ("2017-09-11T23:30:00+03:00", "2017-09-11T23:30:00+03:00", DatePrecision.SECOND, True),
        ("2017-09-11T23:30:00.123Z", "2017-09-11T23:30:00+00:00", DatePrecision.SECOND, True),
        ("2017-09-11 23:30", "2017-09-11T23:30:00+00:00", DatePrecision.SECOND, False),
        ("2017-09-11T23:30:00-0430", "2017-09-11T23:30:00-04:30", DatePrecision.SECOND, True),
        ("Mon, 11 Sep 2017 10:00:00 +0300", "2017-09-11T10:00:00+03:00", DatePrecision.SECOND, True),
    ],
)
def test_dates_keep_their_day_zone_and_precision(
    value: str, expected: str, precision: DatePrecision, zone_known: bool
) -> None:
    found = parse_published(value, said_by="date")
    assert found is not None
    assert (found.value.isoformat(), found.precision, found.zone_known) == (expected, precision, zone_known)
    assert found.said_by == "date"


@pytest.mark.parametrize(
    "value", ["", "yesterday", "2017-13-01", "2017-02-30", "11/09/2017", "20171", "80%", "3000000"]
)
def test_what_is_no_date_is_none(value: str) -> None:
    assert parse_published(value, said_by="date") is None
