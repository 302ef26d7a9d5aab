"""From time expressions and a day of publication to dates."""

from datetime import date

import pytest

from qawl.extract.findings import FoundTime
from qawl.lexicon.calendar import load_calendar
from qawl.lexicon.load import DATA
from qawl.model.edtf import plain_date
from qawl.resolve.hijri import gregorian_span, to_gregorian, year_on
from qawl.resolve.times import find_times
from qawl.text.layout import lay_out

CALENDAR = load_calendar(DATA)
WEDNESDAY = date(2018, 6, 20)


def read(text: str, published: date | None = WEDNESDAY) -> list[FoundTime]:
    return find_times(lay_out(text), CALENDAR, published=published)


@pytest.mark.parametrize(
    ("text", "edtf", "plain"),
    [
        ("الأربعاء", "2018-06-20", "2018-06-20"),
        ("الخميس", "2018-06-14", "2018-06-14"),
        ("الأربعاء الماضي", "2018-06-13", "2018-06-13"),
        ("الخميس المقبل", "2018-06-21", "2018-06-21"),
        ("من المقرر أن يجتمع السبت", "2018-06-23", "2018-06-23"),
        ("أمس", "2018-06-19", "2018-06-19"),
        ("ليل الثلاثاء الأربعاء", "2018-06-19/2018-06-20", "2018-06-20"),
        ("الليلة الماضية", "2018-06-19/2018-06-20", "2018-06-19"),
        ("في 20 كانون الثاني/يناير", "2018-01-20", "2018-01-20"),
        ("في 14 تموز", "2018-07-14", "2018-07-14"),
        ("في 14 تموز الماضي", "2017-07-14", "2017-07-14"),
        ("في نوفمبر", "2017-11", "2017-11"),
        ("في فبراير الماضي", "2018-02", "2018-02"),
        ("في ديسمبر المقبل", "2018-12", "2018-12"),
        ("مطلع حزيران/يونيو الجاري", "2018-06~", "2018-06"),
        ("نهاية العام الماضي", "2017~", "2017"),
        ("خريف العام الماضي", "2017-23", "2017"),
        ("قبل يومين", "2018-06-18", "2018-06-18"),
        ("قبل أسبوع", "2018-06-13", "2018-06-13"),
        ("قبل نحو أسبوعين", "2018-06-02~/2018-06-10~", "2018-06"),
        ("قبل أيام", "2018-06-11~/2018-06-18~", "2018-06"),
        ("قبل ثلاثة أعوام", "2015", "2015"),
        ("قبل شهرين", "2018-04", "2018-04"),
        ("الأسبوع الماضي", "2018-06-10/2018-06-16", "2018-06"),
        ("الشهر الماضي", "2018-05", "2018-05"),
        ("الأيام القليلة الماضية", "2018-06-13~/2018-06-20", "2018-06"),
        ("الساعات الماضية", "2018-06-19/2018-06-20", "2018-06-20"),
        ("منذ 18 شباط/فبراير", "2018-02-18/..", "2018-02-18"),
        ("منذ يومين", "2018-06-18/..", "2018-06-18"),
        ("منذ ثلاثة أسابيع", "2018-05/..", "2018-05"),
        ("منذ عام 2011", "2011/..", "2011"),
        ("منذ الأسبوع الماضي", "2018-06/..", "2018-06"),
        ("بين عامي 2011 و2013", "2011/2013", "2011"),
        ("من 25 ديسمبر 2017 إلى 3 يناير 2018", "2017-12-25/2018-01-03", "2017-12"),
        ("الثلاثاء الموافق 5 يونيو", "2018-06-05", "2018-06-05"),
        ("يومي السبت والأحد", "2018-06-16/2018-06-17", "2018-06"),
    ],
)
def test_dates_counted_from_publication(text: str, edtf: str, plain: str) -> None:
    (found,) = read(text)
    assert found.time is not None
    assert (found.time.edtf, plain_date(found.time.edtf, found.rule)) == (edtf, plain)


@pytest.mark.parametrize(("text", "edtf"), [("حتى 12 مايو", "2018-05-12"), ("قبل عام 2011", "2011")])
def test_a_limit_is_told_from_a_date(text: str, edtf: str) -> None:
    (limit,) = read(text)
    assert limit.time is not None
    assert (limit.time.edtf, limit.is_limit, limit.rule) == (edtf, True, "time.date")


def test_first_and_last_day_hold_the_value() -> None:
    (month,) = read("في فبراير 2016")
    (since,) = read("منذ عام 2011")
    assert month.time is not None and (month.time.first, month.time.last) == ("2016-02-01", "2016-02-29")
    assert since.time is not None and (since.time.first, since.time.last) == ("2011-01-01", "2018-06-20")


def test_without_a_day_of_publication_only_full_dates_resolve() -> None:
    relative, absolute = read("قتل أمس وأصيب في 3 آذار 2012", None)
    assert relative.time is None
    assert absolute.time is not None and absolute.time.edtf == "2012-03-03"


def test_a_weekday_said_with_yesterday_outranks_the_day_of_publication() -> None:
    (found,) = read("أمس الاثنين")
    assert found.time is not None and found.time.edtf == "2018-06-18"


@pytest.mark.parametrize("text", ["31 شباط 2017", "32/13/2017", "منذ سنوات"])
def test_no_date_is_better_than_a_wrong_one(text: str) -> None:
    assert all(found.time is None or found.time.edtf == "2017-02" for found in read(text))


def test_the_29th_of_february_finds_its_leap_year() -> None:
    (found,) = read("في 29 شباط")
    assert found.time is not None and found.time.edtf == "2016-02-29"


# Days of the Umm al-Qura calendar as announced; the table may be a day off.
@pytest.mark.parametrize(
    ("hijri", "gregorian"),
    [
        ((1439, 9, 1), date(2018, 5, 17)),
        ((1439, 10, 1), date(2018, 6, 15)),
        ((1440, 1, 1), date(2018, 9, 11)),
        ((1445, 9, 1), date(2024, 3, 11)),
        ((1432, 4, 10), date(2011, 3, 15)),
    ],
)
def test_hijri_days_within_one(hijri: tuple[int, int, int], gregorian: date) -> None:
    assert abs((to_gregorian(*hijri) - gregorian).days) <= 1


def test_hijri_year_and_month() -> None:
    assert year_on(date(2018, 5, 20)) == 1439
    span = gregorian_span(None, 9, None, near=WEDNESDAY)
    assert span is not None and span[0].year == 2018 and 28 <= (span[1] - span[0]).days <= 29


def test_a_hijri_date_is_rough() -> None:
    (found,) = read("في العاشر من محرم 1440")
    assert found.time is not None and found.time.edtf.endswith("~")
    assert found.time.first <= "2018-09-20" <= found.time.last
