"""Sentences end where sentences end, and nowhere else."""

import pytest

from qawl.text.quotations import find_quotations
from qawl.text.sentences import find_sentences
from qawl.text.tokens import tokenize


def sentences(text: str) -> list[str]:
    spans = find_sentences(tokenize(text), quotations=find_quotations(text))
    return [span.of(text) for span in spans]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("دخل الجيش البلدة. ثم انسحب منها.", ["دخل الجيش البلدة.", "ثم انسحب منها."]),
        ("من أطلق النار؟ لا أحد يعرف!", ["من أطلق النار؟", "لا أحد يعرف!"]),
        ("عنوان بلا نقطة\nمتن بلا نقطة", ["عنوان بلا نقطة", "متن بلا نقطة"]),
        ("فقرة أولى.\n\n\nفقرة ثانية.", ["فقرة أولى.", "فقرة ثانية."]),
        ("سأل عنه؟! ثم خرج.", ["سأل عنه؟!", "ثم خرج."]),
        ("انتهى الأمر.وعاد الجميع.", ["انتهى الأمر.", "وعاد الجميع."]),
        ("وصلت القافلة\u06d4 ثم عادت.", ["وصلت القافلة\u06d4", "ثم عادت."]),
    ],
)
def test_stops_end_sentences(text: str, parts: list[str]) -> None:
    assert sentences(text) == parts


@pytest.mark.parametrize(
    "text",
    [
        "بلغت النسبة 3.5 في المئة",
        "بلغت النسبة ٣٫٥ في المئة",
        "دفع 1.250.000 ليرة",
        "قال .. وهو يبتسم .. إن الأمر انتهى",
        "قال... ثم سكت",
        "قال … ثم سكت",
        "التقى د. سامر الأحمد في دمشق",
        "التقى أ. د. سامر الأحمد في دمشق",
        "كتب ج. ر. هارون في مذكراته",
        "يقع في ص. ب. عشرة",
        "عاش في القرن الثاني ق. م. في تدمر",
        "زار Mr. Smith المخيم",
        "زار J. Smith المخيم",
        "قال (...) إنه عائد",
        "المدعو أبو الليث (؟) غادر البلدة",
        "عند الساعة 10.30 صباحا",
    ],
)
def test_points_that_end_nothing(text: str) -> None:
    assert sentences(text) == [text]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("على بعد 20 كم. وأضاف أنه قريب.", ["على بعد 20 كم.", "وأضاف أنه قريب."]),
        ("وقعت عام 2014 م. وتكررت بعدها.", ["وقعت عام 2014 م.", "وتكررت بعدها."]),
        ("خبز وماء إلخ. وعادت الشاحنات.", ["خبز وماء إلخ.", "وعادت الشاحنات."]),
        ("نقلته قناة CNN. وأضاف مصدر.", ["نقلته قناة CNN.", "وأضاف مصدر."]),
    ],
)
def test_an_abbreviation_can_end_a_sentence(text: str, parts: list[str]) -> None:
    assert sentences(text) == parts


@pytest.mark.parametrize(
    "text",
    [
        'قال: "جئنا ليلا. لم نجد أحدا. عدنا" ثم مضى.',
        "قال: «جئنا ليلا! أين ذهبوا؟ لا ندري».",
        "قال: “جئنا. وعدنا” أمس.",
    ],
)
def test_a_quotation_is_not_cut(text: str) -> None:
    assert sentences(text) == [text]


def test_a_stop_inside_the_closing_mark_ends_the_sentence() -> None:
    assert sentences('قال: "عدنا ليلا." وأضاف أنه متعب.') == ['قال: "عدنا ليلا."', "وأضاف أنه متعب."]


def test_a_closing_mark_after_the_stop_belongs_to_the_sentence() -> None:
    assert sentences('وقال "عدنا". ومضى.') == ['وقال "عدنا".', "ومضى."]
    assert sentences("(عاد أمس.) ثم مضى.") == ["(عاد أمس.)", "ثم مضى."]


def test_an_unclosed_quotation_does_not_join_sentences() -> None:
    assert sentences('قال: "عدنا ليلا. ثم نمنا.') == ['قال: "عدنا ليلا.', "ثم نمنا."]


def test_a_quotation_over_paragraphs_is_cut_at_the_paragraph() -> None:
    assert sentences('قال: "عدنا ليلا.\nثم نمنا".') == ['قال: "عدنا ليلا.', 'ثم نمنا".']


def test_white_space_belongs_to_no_sentence() -> None:
    assert sentences("  عدنا .   ومضينا . ") == ["عدنا .", "ومضينا ."]


def test_nothing_in_nothing() -> None:
    assert sentences("") == []
    assert sentences(" \n ") == []
