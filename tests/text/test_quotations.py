"""Quotation marks of every fashion are paired, nested and kept from swallowing the rest."""

import pytest

from qawl.text.quotations import find_quotations


def inner(text: str) -> list[str]:
    """The words of each closed quotation, in order of their opening marks."""
    return [quotation.inner.of(text) for quotation in find_quotations(text) if quotation.is_closed]


def depths(text: str) -> list[int]:
    return [quotation.depth for quotation in find_quotations(text)]


@pytest.mark.parametrize(
    "text",
    [
        "قال: «الطريق مفتوح».",
        'قال: "الطريق مفتوح".',
        "قال: “الطريق مفتوح”.",
        "قال: ”الطريق مفتوح“.",
        "قال: ”الطريق مفتوح”.",
        "قال: “الطريق مفتوح“.",
        "قال: „الطريق مفتوح“.",
        "قال: „الطريق مفتوح”.",
        "قال: »الطريق مفتوح«.",
        "قال: ≪الطريق مفتوح≫.",
        "قال: ‟الطريق مفتوح”.",
        "قال: 'الطريق مفتوح'.",
        "قال: ‘الطريق مفتوح’.",
        'قال:"الطريق مفتوح".',
        'قال :"الطريق مفتوح" .',
        '"الطريق مفتوح"',
        '("الطريق مفتوح")',
        '- "الطريق مفتوح"، قال',
        '\u200f"الطريق مفتوح"\u200f قال',
    ],
)
def test_every_fashion_of_marks(text: str) -> None:
    assert inner(text) == ["الطريق مفتوح"]


@pytest.mark.parametrize(
    "text", ['عملية ب"الفجر" انتهت', "عملية بـ«الفجر» انتهت", 'عملية لـ"الفجر" انتهت', 'وال"الفجر" انتهت']
)
def test_a_mark_after_a_joined_letter_opens(text: str) -> None:
    assert inner(text) == ["الفجر"]


def test_outer_holds_the_marks_and_inner_does_not() -> None:
    text = "قال: «نعم»."
    (quotation,) = find_quotations(text)
    assert quotation.outer.of(text) == "«نعم»"
    assert quotation.inner.of(text) == "نعم"
    assert quotation.depth == 0


def test_two_quotations_in_a_sentence() -> None:
    assert inner('قال "نعم" ثم قال "لا" ومضى') == ["نعم", "لا"]


def test_guillemets_inside_straight_marks() -> None:
    text = 'قال: "سيطر «لواء الشمس» على التل".'
    assert inner(text) == ["سيطر «لواء الشمس» على التل", "لواء الشمس"]
    assert depths(text) == [0, 1]


def test_straight_marks_inside_guillemets() -> None:
    text = 'قال: «سيطر "لواء الشمس" على التل».'
    assert inner(text) == ['سيطر "لواء الشمس" على التل', "لواء الشمس"]


def test_the_same_mark_nested_in_itself() -> None:
    text = 'قال: "عناصر "لواء الشمس" سلموا السلاح".'
    assert inner(text) == ['عناصر "لواء الشمس" سلموا السلاح', "لواء الشمس"]
    assert depths(text) == [0, 1]


def test_guillemets_nested_in_guillemets() -> None:
    text = "قال: «دحرنا «لواء الشمس» أمس»."
    assert inner(text) == ["دحرنا «لواء الشمس» أمس", "لواء الشمس"]


def test_two_closing_marks_side_by_side() -> None:
    assert inner("قال: «دحرنا «لواء الشمس»».") == ["دحرنا «لواء الشمس»", "لواء الشمس"]
    assert inner('قال: "دحرنا "لواء الشمس"".') == ['دحرنا "لواء الشمس"', "لواء الشمس"]


def test_two_opening_marks_side_by_side() -> None:
    assert inner("قال: ««لواء الشمس» هرب».") == ["«لواء الشمس» هرب", "لواء الشمس"]


def test_several_sentences_in_one_quotation() -> None:
    text = 'قال: "جئنا ليلا. لم نجد أحدا! أين ذهبوا؟ لا ندري".'
    assert inner(text) == ["جئنا ليلا. لم نجد أحدا! أين ذهبوا؟ لا ندري"]


def test_a_quotation_over_two_paragraphs() -> None:
    text = 'قال: "جئنا ليلا.\nلم نجد أحدا".\nوعاد الهدوء.'
    assert inner(text) == ["جئنا ليلا.\nلم نجد أحدا"]


def test_an_odd_mark_does_not_swallow_the_next_quotation() -> None:
    text = 'قال "نعم ومضى.\nوقال الآخر "لا" ومضى.\nثم قال "ربما".'
    assert inner(text) == ["لا", "ربما"]


def test_an_odd_closing_mark_is_no_quotation() -> None:
    assert inner('قال نعم" ومضى إلى البيت.') == []


def test_an_odd_mark_never_reaches_the_end_of_the_article() -> None:
    text = 'قال: "نعم ومضى.\n' + "وبقي الجميع في البيت.\n" * 30 + 'قال "لا".'
    assert all(len(quotation.outer) < 60 for quotation in find_quotations(text))


def test_an_unclosed_quotation_after_a_colon_ends_with_its_paragraph() -> None:
    text = 'وقال: "الطريق مفتوح\nوعاد الهدوء.'
    (quotation,) = find_quotations(text)
    assert not quotation.is_closed
    assert quotation.inner.of(text) == "الطريق مفتوح"


def test_a_mark_opened_in_one_family_is_not_closed_in_another() -> None:
    assert inner('قال «نعم" ومضى') == []


def test_marks_of_different_families_do_not_cross() -> None:
    spans = [quotation.outer for quotation in find_quotations('قال «نعم "لا» ربما" ومضى')]
    assert all(
        not left.overlaps(right) or left.contains(right) or right.contains(left) for left in spans for right in spans
    )


@pytest.mark.parametrize("text", ["قناة d'Or الفرنسية", "the army's base", "rock 'n' roll"])
def test_an_apostrophe_inside_a_word_quotes_nothing(text: str) -> None:
    assert all("rmy" not in words and "Or" not in words for words in inner(text))


def test_an_empty_pair_is_no_quotation() -> None:
    assert find_quotations('قال "" ومضى «»') == []


def test_punctuation_inside_before_the_closing_mark() -> None:
    assert inner('قال: "أين الطريق؟" ثم مضى') == ["أين الطريق؟"]
    assert inner('قال: "الطريق مفتوح." ثم مضى') == ["الطريق مفتوح."]


def test_a_comma_right_after_the_closing_mark() -> None:
    assert inner('"الطريق مفتوح"، قال السائق') == ["الطريق مفتوح"]


def test_no_marks_no_quotations() -> None:
    assert find_quotations("قال إن الطريق مفتوح.") == []
    assert find_quotations("") == []
