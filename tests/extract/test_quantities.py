"""Quantities: bounds, units, what became of people, and numbers that count nothing."""

from typing import Any

import pytest

from qawl.extract.findings import FoundQuantity, FoundTime
from qawl.extract.quantities import add_running_totals, find_quantities
from qawl.lexicon.load import DATA
from qawl.lexicon.numerals import load_numerals
from qawl.model.claim import Basis, Harm, TimeRange
from qawl.model.span import Span
from qawl.text.layout import lay_out

NUMERALS = load_numerals(DATA)


def read(text: str) -> list[FoundQuantity]:
    return find_quantities(lay_out(text), NUMERALS)


def one(text: str) -> FoundQuantity:
    (found,) = read(text)
    return found


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("دخلت ٤٥ شاحنة إلى البلدة", 45, "شاحنة"),
        ("وصلت 3 آلاف أسرة", 3000, "أسرة"),
        ("وصلت 3 000 أسرة", 3000, "أسرة"),
        ("وصلت 3.000 أسرة", 3000, "أسرة"),
        ("بكلفة 5,5 ملايين دولار", 5_500_000, "دولار"),
        ("رصد خمسة وعشرين ألفا ومئتي لغم", 25200, "لغم"),
        ("استعاد ثلاث قرى", 3, "قرية"),
        ("شنت إحدى عشرة غارة", 11, "غارة"),
        ("أطلق مئة وعشرين صاروخا", 120, "صاروخ"),
        ("نحو نصف مليون نازح", 500_000, "نازح"),
        ("غادر مليونان ونصف المليون لاجئ", 2_500_000, "لاجئ"),
        ("حشد ألفا مقاتل", 2000, "مقاتل"),
        ("أسقط صاروخين", 2, "صاروخ"),
        ("نفذ ضربتين إسرائيليتين", 2, "ضربة"),
        ("على مساحة 45 كيلومترا مربعا", 45, "كيلومتر مربع"),
        ("29طفلا في المستشفى", 29, "طفل"),
        ("توزيع 12 صهريجا", 12, "صهريج"),
        ("أفرج عن الجنود الثلاثة", 3, "جندي"),
        ("انسحب سبعة من عناصر الحرس", 7, "عنصر"),
        ("انسحب سبعة آلاف من مقاتليها", 7000, "مقاتل"),
    ],
)
def test_number_and_counted_noun(text: str, value: float, unit: str) -> None:
    found = one(text)
    assert (found.min, found.max, found.unit) == (value, value, unit)


@pytest.mark.parametrize(
    ("text", "low", "high", "basis"),
    [
        ("حوالي 40 عائلة", 40, 40, Basis.ABOUT),
        ("40 عائلة تقريبا", 40, 40, Basis.ABOUT),
        ("أكثر من 40 عائلة", 40, None, Basis.AT_LEAST),
        ("ما لا يقل عن أربعين عائلة", 40, None, Basis.AT_LEAST),
        ("40 عائلة، على الأقل،", 40, None, Basis.AT_LEAST),
        ("تجاوز عددهم 40 مقاتلا", 40, None, Basis.AT_LEAST),
        ("أقل من 40 عائلة", None, 40, Basis.AT_MOST),
        ("40 عائلة كحد أقصى", None, 40, Basis.AT_MOST),
        ("عشرات العائلات", 20, 99, Basis.VAGUE),
        ("مئات العائلات", 200, 999, Basis.VAGUE),
        ("آلاف العائلات", 2000, 9999, Basis.VAGUE),
        ("عشرات آلاف العائلات", 20_000, 99_999, Basis.VAGUE),
        ("مئات الآلاف من العائلات", 200_000, 999_999, Basis.VAGUE),
        ("ملايين الدولارات", 2_000_000, 9_999_999, Basis.VAGUE),
        ("بضع عائلات", 3, 9, Basis.VAGUE),
        ("بين 12 و16 ألف أسرة", 12_000, 16_000, Basis.EXACT),
        ("من 10 إلى 15 حافلة", 10, 15, Basis.EXACT),
        ("10-15 حافلة", 10, 15, Basis.EXACT),
        ("أربعة أو خمسة مقاتلين", 4, 5, Basis.EXACT),
    ],
)
def test_bounds(text: str, low: float | None, high: float | None, basis: Basis) -> None:
    found = one(text)
    assert (found.min, found.max, found.basis) == (low, high, basis)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("يسيطر على 80% من البلدة", 80),
        ("يسيطر على %80 من البلدة", 80),
        ("يسيطر على 80 في المئة من البلدة", 80),
        ("يسيطر على ثمانين بالمائة من البلدة", 80),
        ("يسيطر على نصف مساحة البلدة", 50),
        ("يسيطر على ثلثي المحافظة", 67),
        ("دمر ثلاثة أرباع المدينة", 75),
    ],
)
def test_shares_are_percentages(text: str, value: float) -> None:
    found = one(text)
    assert (found.min, found.max, found.unit) == (value, value, "%")


@pytest.mark.parametrize(
    "text",
    [
        "صوت المجلس على القرار 2254",
        "منذ عام 2011",
        "في 2016",
        "يوم 20 شباط/فبراير",
        "من 3 إلى 7 آذار",
        "عند الساعة 14:30",
        "محمد (35 عاما)",
        "فاز الفريق 2-1",
        "مقاتلة من طراز ميغ 29",
        "دبابات تي-72",
        "بصواريخ إس 400",
        "القرن الحادي والعشرين",
        "قادة مجموعة العشرين",
        "في 20 من الشهر الجاري",
        "يوم الاثنين مدينة هادئة",
        "اتصل على 00963912345678",
        "خلال 3 أيام",
        "وصل مدنيين من القرية",
        "كميات كبيرة من السلاح",
        "نصف ساعة",
        "نصف نهائي البطولة",
        "لست وحدي",
    ],
)
def test_numbers_that_count_nothing(text: str) -> None:
    assert read(text) == []


@pytest.mark.parametrize(
    ("text", "harms"),
    [
        ("مقتل 12 شخصا وإصابة 20 آخرين", [Harm.KILLED, Harm.WOUNDED]),
        ("قتل في المعارك 30 من أفراد الجيش", [Harm.KILLED]),
        ("29 مدنيا قتلوا في الغارات", [Harm.KILLED]),
        ("سقط 9 شهداء و15 جريحا", [Harm.KILLED, Harm.WOUNDED]),
        ("3 مسلحين قتلوا 7 أشخاص", [None, Harm.KILLED]),
        ("مقتل قائد ونزوح 300 شخص", [Harm.KILLED, None]),
        ("ارتفع عدد القتلى إلى 37 فلسطينيا", [Harm.KILLED]),
        ("مقتل طفل وامرأة", [Harm.KILLED, Harm.KILLED]),
        ("فقدان 5 بحارة", [Harm.MISSING]),
        ("إصابة 5 سفن", [None]),
    ],
)
def test_what_became_of_them(text: str, harms: list[Harm | None]) -> None:
    assert [q.harm for q in read(text)] == harms


def test_killed_and_wounded_counted_together_have_no_single_harm() -> None:
    for text in ("سقط عشرات القتلى والجرحى", "مقتل وإصابة 40 عنصرا", "سقط 40 شخصا بين قتيل وجريح"):
        found = one(text)
        assert (found.unit, found.harm, found.is_people) == ("قتيل وجريح", None, True)


def test_parts_point_to_their_total_and_share_its_harm() -> None:
    total, children, women = read("قتل 43 مدنيا بينهم 16 طفلا و7 نساء")
    assert (total.part_of, children.part_of, women.part_of) == (None, 0, 0)
    assert {q.harm for q in (total, children, women)} == {Harm.KILLED}


def test_of_them_is_a_part_too() -> None:
    _, downed = read("أطلقت الطائرات 103 صواريخ أسقطت الدفاعات 71 منها")
    assert (downed.unit, downed.part_of) == ("صاروخ", 0)


def test_a_rise_is_no_range() -> None:
    found = read("ارتفع عدد القتلى من 10 إلى 15 شخصا")[-1]
    assert (found.min, found.max, found.harm) == (15, 15, Harm.KILLED)


def test_the_length_of_a_truce_is_a_quantity_of_its_own_rule() -> None:
    found = one("هدنة لمدة 30 يوما")
    assert (found.unit, found.rule) == ("يوم", "quantity.duration")


def test_span_is_the_number_with_its_approximator() -> None:
    text = "نزح أكثر من 200 ألف مدني من البلدة"
    found = one(text)
    assert found.span.of(text) == "أكثر من 200 ألف"
    assert found.counted is not None and found.counted.of(text) == "مدني"


def test_running_totals_carry_their_start() -> None:
    layout = lay_out("قتل 40 ألف شخص منذ 2011")
    start = FoundTime(4, 5, Span(15, 23), TimeRange("2011/..", "2011-01-01", "2018-01-01"), "time.since")
    (found,) = add_running_totals(layout, find_quantities(layout, NUMERALS), [start])
    assert found.since == "2011"


@pytest.mark.parametrize("text", ["", "و", "12", "%", "من 3 إلى", "بين", "ألف", "3-", "عشرات", "قتل", "أكثر من"])
def test_fragments_do_no_harm(text: str) -> None:
    found: list[Any] = read(text)
    assert len(found) <= 1
