"""Toponyms: what counts as a place name, where its span begins and ends, and which noun announces it."""

import pytest

from qawl.extract.entities import FoundName
from qawl.extract.findings import FoundToponym
from qawl.extract.toponyms import find_toponyms
from qawl.lexicon.gazetteer import load_gazetteer
from qawl.lexicon.known import KnownEntity, KnownForm
from qawl.lexicon.load import open_data
from qawl.model.span import Span
from qawl.text.fold import fold_text
from qawl.text.layout import lay_out

GAZETTEER = load_gazetteer(open_data())


def find(text: str, *, people: dict[int, int] | None = None, known: tuple[FoundName, ...] = ()) -> list[FoundToponym]:
    return find_toponyms(lay_out(text), GAZETTEER, people=people or {}, known=known)


def names(text: str, people: dict[int, int] | None = None) -> list[str]:
    return [toponym.span.of(text) for toponym in find(text, people=people)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("وصلت القافلة إلى دير الزور ليلا", ["دير الزور"]),
        ("اشتباكات بدرنة وبنغازي", ["درنة", "بنغازي"]),
        ("انسحبوا من الموصل فالرقة", ["الموصل", "الرقة"]),
        ("هدوء في ادلب وحلب", ["ادلب", "حلب"]),
        ("دعم للحديدة وتعز", ["للحديدة", "تعز"]),
        ("ساعدت وللغوطة الشرقية أدخلت الغذاء", ["للغوطة الشرقية"]),
        ("تغريدة عن #دير_الزور أمس", ["دير_الزور"]),
        ("قرب دِمَشْقَ القديمة", ["دِمَشْقَ"]),
        ("معارك شرق الفرات", ["الفرات"]),
        ("مقر حكومة إقليم كردستان", ["إقليم كردستان"]),
    ],
)
def test_the_span_is_the_bare_name(text: str, expected: list[str]) -> None:
    assert names(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("في محافظة دير الزور", ["دير الزور"]),
        ("سكان قطاع غزة", ["غزة"]),
        ("في ريف دمشق", ["ريف دمشق"]),
        ("قصف على جبل قاسيون", ["جبل قاسيون"]),
        ("هبطت في مطار الحديدة", ["مطار الحديدة"]),
        ("طائرات من قاعدة حميميم", ["قاعدة حميميم"]),
        ("فتح معبر نصيب", ["معبر نصيب"]),
        ("على نهر الفرات", ["نهر الفرات"]),
        ("نحو مطار جدة", ["مطار جدة"]),
        ("في مطار مدينة الحديدة", ["الحديدة"]),
    ],
)
def test_some_nouns_belong_to_the_name_and_others_do_not(text: str, expected: list[str]) -> None:
    assert names(text) == expected


@pytest.mark.parametrize(
    ("text", "nouns"),
    [
        ("في مدينة درعا", ["مدينة"]),
        ("بمحافظتي حماة وإدلب", ["محافظتي", "محافظتي"]),
        ("محافظات درعا والسويداء، القنيطرة", ["محافظات"] * 3),
        ("العاصمة السورية دمشق", ["العاصمة"]),
        ("سكان درعا", [None]),
        ("على مدن السعودية", [None]),
    ],
)
def test_the_noun_before_a_name_or_its_list_is_kept(text: str, nouns: list[str | None]) -> None:
    assert [toponym.trigger for toponym in find(text)] == [noun and fold_text(noun) for noun in nouns]


@pytest.mark.parametrize(
    "text",
    [
        "كان على الجميع أن يعودوا بين يوم وآخر",
        "وأدى القصف إلى نزوح السكان",
        "أعلن الجيش السوري والمرصد السوري",
        "قاتلت فصائل سورية موالية",
        "شن الطيران قصفا تركيا عنيفا",
        "قدم دعما ماليا وغير مالي",
        "عاد إلى المدينة والمحافظة",
        "سافروا بحجة العلاج",
        "نال لقاحا ودوماً ينتظر",
        "على الصعيد الدبلوماسي",
        "فتح الباب أمام الحوار",
        "أجرت الصحيفة حواره الأخير",
        "قوات على الضفة الشرقية للنهر",
        "لم نقم بأي عملية",
        "وعد قائد سرايا القدس بالرد",
    ],
)
def test_ordinary_words_are_no_toponyms(text: str) -> None:
    assert names(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("سيطروا على مدينة الباب", ["الباب"]),
        ("نزحوا من حي الميدان", ["الميدان"]),
        ("عادوا إلى بصر الحرير والحراك", ["بصر الحرير", "الحراك"]),
        ("في سورية وفي تركيا", ["سورية", "تركيا"]),
        ("شمال مالي", ["مالي"]),
        ("رحبت السعودية بالقرار", ["السعودية"]),
    ],
)
def test_a_noun_a_leading_word_or_a_list_makes_doubtful_names_count(text: str, expected: list[str]) -> None:
    assert names(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("دخلوا قرية خربشانة فجرا", ["خربشانة"]),
        ("سيطروا على جبل القرعوش", ["جبل القرعوش"]),
        ("في وادي أبو كرشوم", ["وادي أبو كرشوم"]),
        ("دخلوا قرية صغيرة", []),
        ("في بلدة تسيطر عليها القوات", []),
        ("بلدة حدودية", []),
        ("عاد إلى بلده مرتاحا", []),
        ("وأدى الانفجار إلى مقتله", []),
        ("في قرى منكوبة", []),
    ],
)
def test_an_unknown_word_after_a_village_noun_is_a_name(text: str, expected: list[str]) -> None:
    found = find(text)
    assert [toponym.span.of(text) for toponym in found] == expected
    assert all(toponym.candidates == () for toponym in found)


def test_a_place_inside_a_personal_name_is_none() -> None:
    assert names("قال سامر حلب أمس", people={1: 2}) == []


def test_a_country_outweighs_a_guessed_person() -> None:
    assert names("خسر أمام إيسلندا بهدف", people={1: 2}) == ["إيسلندا"]


def test_a_name_inside_an_outlets_name_is_none() -> None:
    text = "كتبت صحيفة الشرق الأوسط أمس"
    outlet = KnownEntity("outlet.x", "actor", "الشرق الأوسط", "", "outlet")
    form = KnownForm(("الشرق", "الاوسط"), "الشرق الأوسط", outlet)
    assert find(text, known=(FoundName(2, 3, Span(11, 23), form),)) == []


def test_vowel_marks_leave_one_candidate() -> None:
    (found,) = find("عاد إلى عمّان أمس")
    assert found.candidates == ("capital.JO",)


def test_every_occurrence_is_found() -> None:
    assert names("دوما في الغوطة، ودوما محاصرة") == ["دوما", "الغوطة", "دوما"]
