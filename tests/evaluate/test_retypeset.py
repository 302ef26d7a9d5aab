"""Typing an article another way moves every span along and changes nothing but the typing."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_article import TEXT, article

from qawl.evaluate.annotations import find_faults, parse_annotation
from qawl.evaluate.retypeset import SETTINGS, Setting, retype, retype_reference
from qawl.evaluate.scores import is_count, score
from qawl.model.span import Span
from qawl.text.fold import fold_text

ANYTHING = st.text(alphabet='ابتدرسعفقلمنهويىةأإآؤئء َُِّـ0123456789.,%"«»“”،:\n -', min_size=1, max_size=60)
_SAME = str.maketrans(dict.fromkeys("«»“”", '"') | {"ئ": "و", "ؤ": "و", "\n": " ", "٬": ",", "٫": ".", "٪": "%"})


def plain(text: str) -> str:
    """The text without anything that a setting may change."""
    folded = fold_text(text.translate(_SAME)).translate(_SAME).replace("ي", "و")  # «مسئول» is «مسؤول»
    return "".join(folded.replace(".", "").split())


@pytest.mark.parametrize("setting", SETTINGS.values(), ids=SETTINGS)
@given(text=ANYTHING, data=st.data())
def test_a_span_covers_the_same_words_as_before(setting: Setting, text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    span = Span(start, data.draw(st.integers(start + 1, len(text))))
    retyped = retype(text, setting)
    if not plain(span.of(text)):
        return  # only a stop or a line break, which may be gone
    assert plain(retyped.span(span).of(retyped.text)) == plain(span.of(text))


@pytest.mark.parametrize("setting", SETTINGS.values(), ids=SETTINGS)
@given(text=ANYTHING, cut=st.integers(1, 59))
def test_neighbouring_spans_stay_neighbours_and_lose_nothing(setting: Setting, text: str, cut: int) -> None:
    if not 0 < cut < len(text):
        return
    retyped = retype(text, setting)
    pieces = list(setting(text))
    assert len(pieces) == len(text)
    assert retyped.text == "".join(pieces[:cut]) + "".join(pieces[cut:])
    if "".join(pieces[:cut]) and "".join(pieces[cut:]):
        left, right = retyped.span(Span(0, cut)), retyped.span(Span(cut, len(text)))
        assert left.end == right.start
        assert (left.start, right.end) == (0, len(retyped.text))


@pytest.mark.parametrize("setting", SETTINGS.values(), ids=SETTINGS)
def test_a_reference_typed_another_way_is_sound_and_means_the_same(setting: Setting) -> None:
    row = article(title="قتلى في القرنة")
    retyped = retype_reference(row, setting)
    assert find_faults(retyped) == []
    assert plain(retyped["text"]) == plain(row["text"])
    for kind, key in (("statements", "cue"), ("claims", "evidence"), ("places", "span")):
        for before, after in zip(row[kind], retyped[kind], strict=True):
            assert plain(retyped["text"][slice(*after[key])]) == plain(TEXT[slice(*before[key])])
    figures = score([(parse_annotation(retyped), parse_annotation(retyped))]).figures
    assert all(value == 1 for name, value in figures.items() if not is_count(name))


@pytest.mark.parametrize(
    ("name", "before", "after"),
    [
        ("guillemets", 'قال "نعم" ثم قال "لا".', "قال «نعم» ثم قال «لا»."),
        ("guillemets", "قال “نعم” و«لا»", "قال «نعم» و«لا»"),
        ("guillemets", 'قال "نعم\nوعاد', "قال «نعم\nوعاد"),
        ("curly-quotes", 'قال "نعم"', "قال “نعم”"),
        ("reversed-quotes", 'قال "نعم"', "قال ”نعم“"),
        ("no-hamza-on-alef", "أعلن إن الآن مسؤول", "اعلن ان الان مسؤول"),
        ("no-hamza-at-all", "مسؤول وقائد", "مسوول وقايد"),
        ("last-yeh-dotted", "على مدى", "علي مدي"),
        ("last-yeh-undotted", "الذي مسؤول في بيته", "الذى مسئول فى بيته"),
        ("heh-for-teh", "المدينة القديمة", "المدينه القديمه"),
        ("vowelled", "يقول الوزير", "يَقُولُ الْوَزِيرِ"),
        ("tatweel", "الحكومة دار", "الحـكومة دار"),
        ("persian-letters", "كيف", "کیف"),
        ("arabic-digits", "3.5% من 1,200 في 2017.", "٣٫٥٪ من ١٬٢٠٠ في ٢٠١٧."),
        ("no-last-stops", 'بدأ. وانتهى.\nقال "نعم."', 'بدأ. وانتهى\nقال "نعم"'),
        ("no-stops", "بدأ 3.5. وانتهى.\nعاد.", "بدأ 3.5 وانتهى\nعاد"),
        ("paragraphs-joined", "عنوان\nأول.\n\nثان.", "عنوان\nأول. ثان."),
    ],
)
def test_what_each_setting_does(name: str, before: str, after: str) -> None:
    assert retype(before, SETTINGS[name]).text == after


def test_no_vowel_mark_makes_a_passive() -> None:
    typed = retype("أعلن وأوضح وتوقع نتوقع أكد قال ذكرت كشف وصف", SETTINGS["vowelled"]).text
    assert "\N{ARABIC DAMMA}" not in "".join(word[:4].lstrip("وف") for word in typed.split())


def test_what_already_bears_a_mark_keeps_it() -> None:
    assert "أُعل" in retype("أُعلن", SETTINGS["vowelled"]).text.replace("\N{ARABIC FATHA}", "")


def test_names_are_typed_like_the_text() -> None:
    row: dict[str, Any] = article()
    row["statements"][0]["speaker"] = "مسؤول في السلطة"
    retyped = retype_reference(row, SETTINGS["last-yeh-undotted"])
    assert retyped["statements"][0]["speaker"] == "مسئول فى السلطة"
