"""Dates in the shapes that Arabic pages give them; all strings are invented."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from qawl.ingest.dates import parse_published, read_published
from qawl.model.document import DatePrecision

BEIRUT = ZoneInfo("Asia/Beirut")


def iso(value: str, **more: object) -> str | None:
    """A date as text, cut to what is known of it; UTC without a known zone ends in «?»."""
    found = parse_published(value, said_by=str(more.pop("said_by", "visible")), **more)  # type: ignore[arg-type]
    if found is None:
        return None
    if found.precision is DatePrecision.SECOND:
        return found.value.isoformat(timespec="minutes") if found.zone_known else f"{found.value:%Y-%m-%dT%H:%M}"
    return f"{found.value:%Y-%m-%d}" if found.precision is DatePrecision.DAY else f"{found.value:%Y-%m}"


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        # Month names of the east and the west
        ("8 آب 2024", "2024-08-08"),
        ("8 اب 2024", "2024-08-08"),
        ("17 كانون الثاني 2019", "2019-01-17"),
        ("17 كانون ثاني 2019", "2019-01-17"),
        ("كانون الأول 31, 2019", "2019-12-31"),
        ("5 تشرين أول 2021", "2021-10-05"),
        ("5 تشرين الثاني 2021", "2021-11-05"),
        ("2 شباط 2018", "2018-02-02"),
        ("2 حزيران 2018", "2018-06-02"),
        ("2 أيلول 2018", "2018-09-02"),
        ("12 جانفي 2022", "2022-01-12"),
        ("12 فيفري 2022", "2022-02-12"),
        ("12 أفريل 2022", "2022-04-12"),
        ("12 ماي 2022", "2022-05-12"),
        ("12 جوان 2022", "2022-06-12"),
        ("12 جويلية 2022", "2022-07-12"),
        ("12 أوت 2022", "2022-08-12"),
        ("12 غشت 2022", "2022-08-12"),
        ("12 شتنبر 2022", "2022-09-12"),
        ("12 نونبر 2022", "2022-11-12"),
        ("12 دجنبر 2022", "2022-12-12"),
        ("12 يوليوز 2022", "2022-07-12"),
        ("12 مايس 2022", "2022-05-12"),
        ("9 يونيه 2016", "2016-06-09"),
        ("9 إبريل 2016", "2016-04-09"),
        ("9 اكتوبر 2016", "2016-10-09"),
        # Two names of one month
        ("24 نيسان / أبريل 2020", "2020-04-24"),
        ("24 نيسان/أبريل 2020", "2020-04-24"),
        ("4 آب/اغسطس 2020", "2020-08-04"),
        ("4 آب (أغسطس) 2020", "2020-08-04"),
        ("4 تموز - يوليو 2020", "2020-07-04"),
        # Letters and digits
        ("15 ينايـر 2021", "2021-01-15"),
        ("١٥ يناير ٢٠٢١", "2021-01-15"),
        ("۱۵ يناير ۲۰۲۱", "2021-01-15"),
        ("\u200f15\u200f يناير\u00a02021", "2021-01-15"),
        ("\u202b15 يناير 2021\u202c", "2021-01-15"),
        ("15يناير2021", "2021-01-15"),
        ("15-يناير-2021", "2021-01-15"),
        ("15 من شهر يناير من عام 2021", "2021-01-15"),
        ("15 يناير، 2021", "2021-01-15"),
        ("يناير 15، 2021", "2021-01-15"),
        ("2021 يناير 15", "2021-01-15"),
        ("15 يناير 2021م", "2021-01-15"),
        ("يناير 2021", "2021-01"),
        # Hijri
        ("11 شوال 1441هـ - 03 يونيو 2020م", "2020-06-03"),
        ("03 يونيو 2020 الموافق 11 شوال 1441", "2020-06-03"),
        ("الأربعاء 11 شوال 1441 هـ", "2020-06-03"),
        ("1 رمضان 1441هـ", "2020-04-24"),
        ("11/10/1441هـ", "2020-06-03"),
        ("الخميس 11 شوال 1441 هـ", "2020-06-04"),
        ("الثلاثاء 11 شوال 1441 هـ", "2020-06-02"),
        ("السبت 11 شوال 1441 هـ", "2020-06-03"),
        ("1441/10/25 هـ الموافق 2020/06/17", "2020-06-17"),
        # Weekdays, labels, times
        ("الأربعاء، 07 أكتوبر 2020 - 12:09 م", "2020-10-07T12:09"),
        ("الأربعاء 7 أكتوبر 2020 12:09 ص", "2020-10-07T00:09"),
        ("الإثنين 24/8/2020 11:23 صباحا", "2020-08-24T11:23"),
        ("الثلثاء 03 آذار 2015 - 23:40", "2015-03-03T23:40"),
        ("آخر تحديث: 5 مايو 2019 - 10:15 مساءً", "2019-05-05T22:15"),
        ("اخر تحديث : الأحد 5 مايو 2019", "2019-05-05"),
        ("نشر في 5 مايو 2019 الساعة 1:30 ظهرا", "2019-05-05T13:30"),
        ("نُشر بتاريخ: 2019/05/05 الساعة 13:30", "2019-05-05T13:30"),
        ("تاريخ النشر: 5 مايو 2019 10:00 آخر تحديث: 7 مايو 2019 11:00", "2019-05-05T10:00"),
        ("آخر تحديث: 7 مايو 2019 11:00 نشر في: 5 مايو 2019 10:00", "2019-05-05T10:00"),
        ("5 مايو 2019، 8 ص", "2019-05-05T08:00"),
        ("10:30 | 5 مايو 2019", "2019-05-05T10:30"),
        ("5 مايو 2019 11:40 ليلا", "2019-05-05T23:40"),
        ("5 مايو 2019 12:40 ليلا", "2019-05-05T00:40"),
        ("5 ماي 2019 - 10h30", "2019-05-05T10:30"),
        ("5 مايو 2019 - 3 دقائق للقراءة", "2019-05-05"),
        ("القاهرة - 5 مايو 2019", "2019-05-05"),
        ("الأحد 5 مايو 2019 | عدد المشاهدات: 1,204", "2019-05-05"),
        ("5 مايو 2019 (منذ 3 أيام)", "2019-05-05"),
        ("5 مايو 2019 3:10 م 4:20 م", "2019-05-05"),
        ("10:22 م - الأحد 5 مايو 2019", "2019-05-05T22:22"),
        ("الأحد 5 مايو 2019م 29/8/1440هـ", "2019-05-05"),
        ("5 مايو من العام 2019", "2019-05-05"),
        # Numbers
        ("03/06/2020", "2020-06-03"),
        ("24/08/2020", "2020-08-24"),
        ("08/24/2020", "2020-08-24"),
        ("2020/24/08", "2020-08-24"),
        ("3-6-2020 10:05", "2020-06-03T10:05"),
        ("3.6.2020", "2020-06-03"),
        ("2020 / 6 / 3", "2020-06-03"),
        ("الثلاثاء 06/03/2018", "2018-03-06"),
        ("السبت 06/03/2018", None),
        # Other tongues
        ("June 3, 2020", "2020-06-03"),
        ("10-Nov-2000", "2000-11-10"),
        ("3 juin 2020 à 10:05", "2020-06-03T10:05"),
        ("1er août 2020", "2020-08-01"),
    ],
)
def test_a_written_date_is_read_to_its_day_and_minute(value: str, expected: str | None) -> None:
    if expected is None:
        # The weekday fits neither order: day first stands, marked as ambiguous.
        written = read_published(value, said_by="visible")
        assert written is not None and written.is_ambiguous
        return
    assert iso(value) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("5 مايو 2019 10:00 بتوقيت غرينتش", "2019-05-05T10:00+00:00"),
        ("5 مايو 2019 10:00 بتوقيت جرينتش", "2019-05-05T10:00+00:00"),
        ("5 مايو 2019 10:00 (بتوقيت مكة المكرمة)", "2019-05-05T10:00+03:00"),
        ("5 مايو 2019 10:00 بتوقيت القاهرة", "2019-05-05T10:00+02:00"),
        ("5 مايو 2024 10:00 بتوقيت القاهرة", "2024-05-05T10:00+03:00"),
        ("5 يناير 2024 10:00 بتوقيت بيروت", "2024-01-05T10:00+02:00"),
        ("5 مايو 2019 - 10:00 GMT", "2019-05-05T10:00+00:00"),
        ("5 مايو 2019 - 10:00 غرينتش", "2019-05-05T10:00+00:00"),
        ("5 مايو 2019 10:00 (GMT+3)", "2019-05-05T10:00+03:00"),
        ("5 مايو 2019 10:00 ت غ", "2019-05-05T10:00+00:00"),
        ("5 مايو 2019 13:00 بتوقيت مكة، 10:00 غرينتش", "2019-05-05T13:00+03:00"),
        ("5 مايو 2019 الساعة 10:00 ت.غ (13:00 بتوقيت مكة)", "2019-05-05T10:00+00:00"),
    ],
)
def test_a_clock_named_in_the_text_wins_over_the_outlets_zone(value: str, expected: str) -> None:
    assert iso(value) == iso(value, zone=BEIRUT) == expected


@pytest.mark.parametrize(
    ("value", "said_by"),
    [
        ("03/06/2020", "article:published_time"),
        ("03/06/20", "visible"),
        ("3 يونيو", "visible"),
        ("3 يونيو 20", "visible"),
        ("الأربعاء 3 يونيو - 10:30", "visible"),
        ("31 شباط 2020", "visible"),
        ("24 نيسان / مايو 2020", "visible"),
        ("3 يونيو 2020 و5 يونيو 2020", "visible"),
        ("15/15/2020", "visible"),
        ("قتل 12 شخصا في 3 يونيو 2020", "visible"),
        ("مقتل قائد ميداني في غارة على أطراف المدينة يوم 3 يونيو 2020", "visible"),
        ("3 يونيو 2020 بقلم سالم الوادي", "article:published_time"),
        ("منذ يوم", "visible"),
        ("قبل 3 ساعات", "visible"),
        ("أمس", "visible"),
        ("الآن", "visible"),
        ("1 كانون 2020", "visible"),
        ("30 محرم 1600هـ", "visible"),
        ("01/01/1970", "visible"),
        ("1 يناير 1970", "visible"),
        ("يناير", "visible"),
        ("3000", "visible"),
        ("١٢٣٤٥", "visible"),
    ],
)
def test_what_states_no_day_is_none(value: str, said_by: str) -> None:
    assert parse_published(value, said_by=said_by) is None


def test_relative_days_count_from_the_day_of_retrieval_only() -> None:
    today = date(2020, 3, 1)
    assert iso("منذ يوم", today=today) == "2020-02-29"
    assert iso("منذ يومين", today=today) == "2020-02-28"
    assert iso("قبل 3 أيام", today=today) == "2020-02-27"
    assert iso("أمس", today=today) == "2020-02-29"
    assert iso("نشر منذ 4 أيام", today=today) == "2020-02-26"
    assert iso("2 days ago", today=today) == "2020-02-28"
    assert iso("منذ أسبوعين", today=today) is None
    assert iso("منذ 20 يوما", today=today) is None


def test_hours_ago_need_the_hour_of_retrieval() -> None:
    """At three in the morning five hours ago was yesterday; a day alone cannot tell."""
    assert iso("قبل 5 ساعات", today=date(2020, 3, 1)) is None
    assert iso("قبل 5 ساعات", today=datetime(2020, 3, 1, 3, 0, tzinfo=UTC)) == "2020-02-29"
    assert iso("قبل ساعتين", today=datetime(2020, 3, 1, 3, 0, tzinfo=UTC)) == "2020-03-01"
    assert iso("قبل ساعتين", today=datetime(2020, 2, 29, 23, 30, tzinfo=UTC), zone=BEIRUT) == "2020-02-29"
    assert iso("منذ 5 دقائق", today=datetime(2020, 2, 29, 23, 30, tzinfo=UTC), zone=BEIRUT) == "2020-03-01"


def test_a_date_that_lies_ahead_is_refused_beyond_a_day() -> None:
    assert iso("3 يونيو 2020", today=date(2020, 6, 2)) == "2020-06-03"
    assert iso("3 يونيو 2020", today=date(2020, 6, 1)) is None
    assert iso("3 يونيو 2020") == "2020-06-03"


def test_the_outlets_zone_is_hung_on_without_moving_the_clock() -> None:
    found = parse_published("5 يناير 2024 23:50", said_by="visible", zone=BEIRUT)
    assert found is not None
    assert (found.value.isoformat(), found.zone_known) == ("2024-01-05T23:50:00+02:00", False)


def test_two_clocks_that_do_not_show_the_same_moment_leave_the_day() -> None:
    assert iso("5 مايو 2019 15:00 بتوقيت مكة، 10:00 غرينتش") == "2019-05-05"


def test_an_unknown_clock_keeps_the_outlets_zone_away() -> None:
    found = parse_published("5 يناير 2024 23:50 بتوقيت الوادي", said_by="visible", zone=BEIRUT)
    assert found is not None
    assert (found.value.isoformat(), found.zone_known) == ("2024-01-05T23:50:00+00:00", False)


def test_the_local_clock_is_the_outlets() -> None:
    found = parse_published("5 يناير 2024 23:50 بالتوقيت المحلي", said_by="visible", zone=BEIRUT)
    assert found is not None and found.value.utcoffset() == datetime(2024, 1, 5, tzinfo=BEIRUT).utcoffset()


def test_a_label_with_a_time_alone_speaks_of_the_day_in_front() -> None:
    found = read_published("الأربعاء، 28 آب/اغسطس 2013، آخر تحديث 14:00 (GMT+0400)", said_by="visible")
    assert found is not None and found.is_modified
    assert found.published.value.isoformat() == "2013-08-28T14:00:00+04:00"


def test_the_white_space_of_a_page_does_not_count() -> None:
    assert iso("5" + "\n   " * 200 + "مايو" + "\t" * 300 + "2019") == "2019-05-05"
    assert iso("5 مايو 2019" + " كلمة" * 100) is None


def test_how_a_date_was_read_is_told() -> None:
    def written(value: str) -> object:
        return read_published(value, said_by="visible", today=date(2020, 6, 10))

    hijri, relative, modified = written("11 شوال 1441هـ"), written("منذ يومين"), written("آخر تحديث: 3 يونيو 2020")
    assert getattr(hijri, "is_hijri", False) and getattr(relative, "is_relative", False)
    assert getattr(modified, "is_modified", False)
    assert not getattr(written("11 شوال 1441هـ - 03 يونيو 2020م"), "is_hijri", True)
