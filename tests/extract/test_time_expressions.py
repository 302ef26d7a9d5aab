"""Time expressions as the text says them, before a publication date is known."""

import pytest

from qawl.extract.time_values import (
    CalendarDate,
    DayOffset,
    Direction,
    Distance,
    Period,
    Stretch,
    TimeExpression,
    TimeValue,
    WeekdayDate,
)
from qawl.extract.times import find_time_expressions
from qawl.lexicon.calendar import Edge, Relation, TimeUnit, load_calendar
from qawl.lexicon.load import DATA
from qawl.text.layout import lay_out

CALENDAR = load_calendar(DATA)


def read(text: str) -> list[TimeExpression]:
    return find_time_expressions(lay_out(text), CALENDAR)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("في 16 مارس/آذار 1988", CalendarDate(1988, 3, 16)),
        ("في الرابع عشر من نيسان 2018", CalendarDate(2018, 4, 14)),
        ("في 3 جويلية 2012", CalendarDate(2012, 7, 3)),
        ("خلال شهر غشت الماضي", CalendarDate(month=8, direction=Direction.LAST)),
        ("في يناير (كانون الثاني) 2012", CalendarDate(2012, 1)),
        ("من 3 إلى 7 آذار", CalendarDate(month=3, day=3, last_day=7)),
        ("مطلع حزيران/يونيو", CalendarDate(month=6, edge=Edge.START)),
        ("في مايو من العام الماضي", CalendarDate(month=5, year_shift=-1)),
        ("صيف عام 2014", CalendarDate(2014, season=22)),
        ("بتاريخ 12/9/2017", CalendarDate(2017, 9, 12)),
        ("في 20 من الشهر الجاري", CalendarDate(day=20, month_shift=0)),
        ("14 رمضان 1439 هـ", CalendarDate(1439, 9, 14, is_hijri=True)),
        ("يوم الخميس", WeekdayDate(4)),
        ("الخميس الماضي", WeekdayDate(4, Direction.LAST)),
        ("ليل الثلاثاء - الأربعاء", WeekdayDate(2, night_to=3)),
        ("يومي السبت والأحد", WeekdayDate(6, to=7)),
        ("أول من أمس", DayOffset(-2)),
        ("الليلة الماضية", DayOffset(-1, is_night=True)),
        ("الأسبوع الماضي", Period(TimeUnit.WEEK, -1)),
        ("نهاية العام الماضي", Period(TimeUnit.YEAR, -1, Edge.END)),
        ("قبل يومين", Distance(TimeUnit.DAY, 2)),
        ("قبل نحو ثلاثة أسابيع", Distance(TimeUnit.WEEK, 3, is_rough=True)),
        ("الأيام القليلة الماضية", Stretch(TimeUnit.DAY, None)),
        ("الساعات الـ24 الماضية", Stretch(TimeUnit.HOUR, 24)),
    ],
)
def test_what_an_expression_says(text: str, value: TimeValue) -> None:
    (expression,) = read(text)
    assert expression.value == value


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        ("منذ عام 2011", Relation.SINCE),
        ("منذ يومين", Relation.SINCE),
        ("حتى 12 مايو", Relation.UNTIL),
        ("قبل عام 2011", Relation.BEFORE),
        ("بعد الخميس", Relation.AFTER),
        ("في عام 2011", Relation.AT),
    ],
)
def test_prepositions_make_limits(text: str, relation: Relation) -> None:
    (expression,) = read(text)
    assert expression.relation is relation


@pytest.mark.parametrize(
    "text",
    [
        "مارس ضغوطا على الحكومة",
        "آب المسافر إلى أهله",
        "رئيسة الوزراء تيريزا ماي",
        "رجب طيب أردوغان ومحمد رمضان",
        "ثورة 25 يناير",
        "قوى 14 آذار",
        "حرب تشرين",
        "سوق الجمعة",
        "قناة روسيا اليوم",
        "اليوم التالي",
        "حتى الآن",
        "في الأمس القريب",
        "قبل يومين من الهجوم",
        "بعد أسبوع من المعارك",
        "الأمين العام للأمم المتحدة",
        "أحد عناصر الجيش",
        "الربيع العربي",
        "في الأول من مايو من كل عام",
        "القرار 2254",
        "نزح من 2000 شخص",
    ],
)
def test_words_that_only_look_like_times(text: str) -> None:
    assert read(text) == []


def test_a_year_makes_a_named_day_a_date_again() -> None:
    (expression,) = read("ثورة 25 يناير 2011")
    assert expression.value == CalendarDate(2011, 1, 25)


def test_future_verbs_turn_bare_days_forward_but_not_over_a_comma() -> None:
    (ahead,) = read("سيجتمع المجلس الخميس")
    (past,) = read("قال إنها ستبقى مغلقة، ووصل الوفد الخميس")
    assert ahead.value == WeekdayDate(4, is_ahead=True)
    assert past.value == WeekdayDate(4)


def test_parts_of_the_day_belong_to_the_expression() -> None:
    text = "دخلت بعد منتصف ليل الخميس الجمعة"
    (expression,) = read(text)
    assert (expression.first, expression.last) == (1, 5)
