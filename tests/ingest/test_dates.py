"""Machine dates of publication; what is no date is None."""

from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

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
        ("2017-9-1", "2017-09-01T00:00:00+00:00", DatePrecision.DAY, False),
        ("2017/09/11", "2017-09-11T00:00:00+00:00", DatePrecision.DAY, False),
        ("2017.09.11 08:30", "2017-09-11T08:30:00+00:00", DatePrecision.SECOND, False),
        ("٢٠١٧-٠٩-١١", "2017-09-11T00:00:00+00:00", DatePrecision.DAY, False),
        ("2017-W37-1", "2017-09-11T00:00:00+00:00", DatePrecision.DAY, False),
        ("2017-254", "2017-09-11T00:00:00+00:00", DatePrecision.DAY, False),
        ("201709", "2017-09-01T00:00:00+00:00", DatePrecision.MONTH, False),
        ("20170911T101112Z", "2017-09-11T10:11:12+00:00", DatePrecision.SECOND, True),
        ("20170911101112", "2017-09-11T10:11:12+00:00", DatePrecision.SECOND, False),
        ("201709111011", "2017-09-11T10:11:00+00:00", DatePrecision.SECOND, False),
        ("2017-09-11T10Z", "2017-09-11T10:00:00+00:00", DatePrecision.SECOND, True),
        ("2017-09-11T10:00:00.000+0000", "2017-09-11T10:00:00+00:00", DatePrecision.SECOND, True),
        ("2017-09-11T10:00:00,5+03", "2017-09-11T10:00:00+03:00", DatePrecision.SECOND, True),
        ("2017-09-11 10:00:00 +03:00", "2017-09-11T10:00:00+03:00", DatePrecision.SECOND, True),
        ("2017-09-11 T 10:00:00 +0330", "2017-09-11T10:00:00+03:30", DatePrecision.SECOND, True),
        ("2017-09-11T10:00:00\N{MINUS SIGN}03:00", "2017-09-11T10:00:00-03:00", DatePrecision.SECOND, True),
        ("2017-09-11T10:00:00+03:00[Asia/Riyadh]", "2017-09-11T10:00:00+03:00", DatePrecision.SECOND, True),
        ("2017-09-11 10:00 UTC", "2017-09-11T10:00:00+00:00", DatePrecision.SECOND, True),
        ("2017-09-11 10:00 Asia/Beirut", "2017-09-11T10:00:00+03:00", DatePrecision.SECOND, True),
        ("2017-01-11 10:00 Asia/Beirut", "2017-01-11T10:00:00+02:00", DatePrecision.SECOND, True),
        ("2017-09-11 10:00 EEST", "2017-09-11T10:00:00+03:00", DatePrecision.SECOND, True),
        ("2017-09-11 10:00:00 PM", "2017-09-11T22:00:00+00:00", DatePrecision.SECOND, False),
        ("2016-12-31T23:59:60Z", "2016-12-31T23:59:59+00:00", DatePrecision.SECOND, True),
        ("11 Sep 2017 10:00 GMT", "2017-09-11T10:00:00+00:00", DatePrecision.SECOND, True),
        ("Mon, 11 Sep 2017 10:00:00 EET", "2017-09-11T10:00:00+02:00", DatePrecision.SECOND, True),
        ("Mon, 11 Sep 2017 10:00:00 AST", "2017-09-11T10:00:00+03:00", DatePrecision.SECOND, True),
        ("Mon, 11 Sep 2017 10:00:00 EST", "2017-09-11T10:00:00-05:00", DatePrecision.SECOND, True),
        ("Mon, 11 Sep 2017 10:00:00 Asia/Beirut", "2017-09-11T10:00:00+03:00", DatePrecision.SECOND, True),
        ("Mon, 11 Sep 17 10:00:00 GMT", "2017-09-11T10:00:00+00:00", DatePrecision.SECOND, True),
        ("Monday, 11-Sep-17 10:00:00 GMT", "2017-09-11T10:00:00+00:00", DatePrecision.SECOND, True),
        ("Mon Sep 11 10:00:00 2017", "2017-09-11T10:00:00+00:00", DatePrecision.SECOND, False),
        ("Mon Sep 11 10:00:00 UTC 2017", "2017-09-11T10:00:00+00:00", DatePrecision.SECOND, True),
        ("Mon Sep 11 10:00:00 +0300 2017", "2017-09-11T10:00:00+03:00", DatePrecision.SECOND, True),
        (
            "Mon Sep 11 2017 10:00:00 GMT+0300 (Arabian Standard Time)",
            "2017-09-11T10:00:00+03:00",
            DatePrecision.SECOND,
            True,
        ),
        ("1505113200", "2017-09-11T07:00:00+00:00", DatePrecision.SECOND, True),
        ("1505113200000", "2017-09-11T07:00:00+00:00", DatePrecision.SECOND, True),
        ("1505113200.25", "2017-09-11T07:00:00+00:00", DatePrecision.SECOND, True),
        ("888888888", "1998-03-03T01:34:48+00:00", DatePrecision.SECOND, True),
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
    "value",
    [
        "",
        "yesterday",
        "2017-13-01",
        "2017-02-30",
        "11/09/2017",
        "20171",
        "80%",
        "3000000",
        "0001-01-01T00:00:00Z",
        "0001-01-01",
        "1970-01-01",
        "1970-01-01T00:00:00Z",
        "1970-01-01T02:00:00+02:00",
        "1969-12-31T19:00:00-05:00",
        "0",
        "1",
        "-1",
        "1017-09-11",
        "2517-09-11",
        "2017091110",
        "99999999999",
        "15051132000000",
        "2017-W60-1",
        "2017-400",
        "20171301",
        "20170230101010",
        "Tue, 11 Sep 17 10:00:00 GMT",
        "11 Sep 17 10:00:00 GMT",
        "undefined",
        "null",
        "NaN",
        "Invalid Date",
        "00/00/0000 00:00",
        "2017-00-00",
        "2017-09-11 or 2017-09-12",
        "2017-09-112",
        "http://wadi.example/2017",
    ],
)
def test_what_is_no_date_is_none(value: str) -> None:
    assert parse_published(value, said_by="date") is None


@pytest.mark.parametrize("value", ["2017-09-11T25:00", "2017-09-11T10:61", "2017-09-11 24:00", "2017-09-11 13:00 ص"])
def test_a_time_that_cannot_be_leaves_the_day(value: str) -> None:
    found = parse_published(value, said_by="date")
    assert found is not None
    assert (found.value.isoformat(), found.precision) == ("2017-09-11T00:00:00+00:00", DatePrecision.DAY)


@pytest.mark.parametrize("value", ["2017-09-11T23:30:00", "20170911233000", "2017-09-11", "2017-09", "2017"])
def test_the_outlets_zone_never_moves_the_calendar_day(value: str) -> None:
    for zone in (ZoneInfo("Asia/Muscat"), ZoneInfo("America/New_York")):
        bare, zoned = parse_published(value, said_by="date"), parse_published(value, said_by="date", zone=zone)
        assert bare is not None and zoned is not None
        assert zoned.value.replace(tzinfo=None) == bare.value.replace(tzinfo=None)
        assert zoned.value.utcoffset() != bare.value.utcoffset() and not zoned.zone_known


def test_a_zone_in_the_text_wins_over_the_outlets() -> None:
    found = parse_published("2017-09-11T23:30:00Z", said_by="date", zone=ZoneInfo("Asia/Muscat"))
    assert found is not None and found.zone_known
    assert found.value.isoformat() == "2017-09-11T23:30:00+00:00"


def test_letters_that_the_outlets_own_clock_uses_mean_that_clock() -> None:
    found = parse_published("11 Sep 2017 10:00 IST", said_by="date", zone=ZoneInfo("Asia/Kolkata"))
    assert found is not None
    assert (found.value.isoformat(), found.zone_known) == ("2017-09-11T10:00:00+05:30", True)


def test_letters_of_several_zones_are_no_zone() -> None:
    found = parse_published("11 Sep 2017 10:00 IST", said_by="date", zone=ZoneInfo("Asia/Baghdad"))
    assert found is not None
    assert (found.value.isoformat(), found.zone_known) == ("2017-09-11T10:00:00+00:00", False)


def test_what_lies_more_than_a_day_ahead_of_retrieval_is_none() -> None:
    retrieved = datetime(2017, 9, 10, 12, 0, tzinfo=UTC)
    assert parse_published("2017-09-11T11:00Z", said_by="date", today=retrieved) is not None
    assert parse_published("2017-09-11T13:00Z", said_by="date", today=retrieved) is None
    assert parse_published("1505113200", said_by="date", today=date(2017, 9, 9)) is None


@given(st.datetimes(datetime(1971, 1, 1), datetime(2099, 12, 31)), st.integers(-14 * 4, 14 * 4))
def test_what_was_written_as_iso_comes_back(moment: datetime, quarters: int) -> None:
    aware = moment.replace(tzinfo=timezone(timedelta(minutes=15 * quarters)), microsecond=0)
    found = parse_published(aware.isoformat(), said_by="date")
    assert found is not None
    assert (found.value, found.value.utcoffset(), found.zone_known) == (aware, aware.utcoffset(), True)


@given(st.text(max_size=80))
def test_any_text_is_read_or_refused(value: str) -> None:
    found = parse_published(value, said_by="visible", today=date(2020, 1, 1))
    assert found is None or found.value.year >= 1901
