"""Tokens tile the text; joined letters come off in every way that Arabic allows."""

import pytest

from qawl.model.span import Span
from qawl.text.tokens import TokenKind, has_article, strip_proclitics, tokenize


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("قال الوزير: نعم.", ["قال", "الوزير", ":", "نعم", "."]),
        ("بلغت 3.5 في المئة", ["بلغت", "3.5", "في", "المئة"]),
        ("بلغت ٣٫٥٪", ["بلغت", "٣٫٥", "٪"]),
        ("نحو 12,500 نازح", ["نحو", "12,500", "نازح"]),
        ("تسعة..", ["تسعة", ".."]),
        ("(...)", ["(", "...", ")"]),
        ("عند الساعة 10:30", ["عند", "الساعة", "10", ":", "30"]),
        ("أيلول/سبتمبر", ["أيلول", "/", "سبتمبر"]),
        ("بـ«الفجر»", ["بـ", "«", "الفجر", "»"]),
        ('ب"الفجر"', ["ب", '"', "الفجر", '"']),
        ("#عاجل_سوريا", ["#", "عاجل", "_", "سوريا"]),
        ("قُتِلَ", ["قُتِلَ"]),
        ("دير\u00a0الزور", ["دير", "الزور"]),
        ("حم\u200bص", ["حم\u200bص"]),
        ("\u200fقال\u200f", ["قال"]),
        ("طائرة F-16", ["طائرة", "F", "-", "16"]),
        ("الـ15", ["الـ", "15"]),
        ("", []),
        (" \n\t ", []),
    ],
)
def test_tokens(text: str, tokens: list[str]) -> None:
    assert tokenize(text).raw == tokens


def test_kinds() -> None:
    tokens = tokenize("قتل 3.")
    assert tokens.kinds == [TokenKind.WORD, TokenKind.NUMBER, TokenKind.MARK]


def test_folded_spelling_stands_beside_the_raw_one() -> None:
    assert tokenize("أكّدت المدينة").folded == ["اكدت", "المدينه"]


@pytest.mark.parametrize("text", ["قال ّ نعم", "قال ـ نعم", "قال \u200b\u064e نعم", "قال \ufe70 نعم", "قال ـَنعم"])
def test_what_leaves_no_trace_is_no_token(text: str) -> None:
    assert tokenize(text).folded == ["قال", "نعم"]


def test_spans_point_into_the_text() -> None:
    text = "  قال\u200f الوزير ."
    tokens = tokenize(text)
    assert [text[s:e] for s, e in zip(tokens.starts, tokens.ends, strict=True)] == tokens.raw


def test_span_of_several_tokens() -> None:
    tokens = tokenize("قال وزير الدفاع أمس")
    assert tokens.span(1, 2).of(tokens.text) == "وزير الدفاع"


def test_at_finds_the_token_around_or_after_an_offset() -> None:
    tokens = tokenize("قال نعم")
    assert [tokens.at(offset) for offset in (0, 2, 3, 4, 6, 7)] == [0, 0, 1, 1, 1, 2]


def test_inside_gives_all_overlapping_tokens() -> None:
    tokens = tokenize("قال وزير الدفاع أمس")
    assert list(tokens.inside(Span(5, 12))) == [1, 2]


@pytest.mark.parametrize(
    ("word", "some"),
    [
        ("وقال", ["وقال", "قال"]),
        ("فالقوات", ["القوات", "قوات"]),
        ("بالقصف", ["القصف", "قصف"]),
        ("وبالقصف", ["بالقصف", "القصف", "قصف"]),
        ("للمدينه", ["المدينه", "مدينه"]),
        ("وللمدينه", ["للمدينه", "المدينه", "مدينه"]),
        ("لدمشق", ["دمشق"]),
        ("كالحسكه", ["الحسكه", "حسكه"]),
    ],
)
def test_proclitics_come_off(word: str, some: list[str]) -> None:
    assert set(some) <= set(strip_proclitics(word))


@pytest.mark.parametrize("word", ["ول", "في", "و", "ب", ""])
def test_short_words_keep_their_letters(word: str) -> None:
    assert strip_proclitics(word) == (word,)


def test_the_whole_word_is_offered_first() -> None:
    assert strip_proclitics("والي")[0] == "والي"


def test_the_same_letter_is_taken_off_once() -> None:
    assert "فد" not in strip_proclitics("ووفد")
    assert "وفد" in strip_proclitics("ووفد")


@pytest.mark.parametrize("word", ["القوات", "والقوات", "بالقوات", "للقوات", "وللقوات", "فبالقوات"])
def test_words_with_the_article(word: str) -> None:
    assert has_article(word)


@pytest.mark.parametrize("word", ["قوات", "وقوات", "بقوات", "لقوات", "ال", "لله"[:2], "الي"])
def test_words_without_the_article(word: str) -> None:
    assert not has_article(word)


def test_letters_are_the_word_without_marks_and_tatweel() -> None:
    tokens = tokenize("المدرّسةُ قـــالت")
    assert tokens.letters == ["المدرسة", "قالت"]
    assert tokens.ends_in_teh(0)


@pytest.mark.parametrize(
    ("text", "tells_teh", "tells_yeh"),
    [
        ("المدرسة في القرية على التل " * 12, True, True),
        ("المدرسه في القريه الي البلده " * 12, False, False),
        ("المدرسه الى القريه على البلده " * 12, False, True),
        ("كتابه", True, True),
    ],
)
def test_a_text_shows_which_last_letters_it_tells_apart(text: str, tells_teh: bool, tells_yeh: bool) -> None:
    habits = tokenize(text).habits
    assert (habits.tells_teh, habits.tells_yeh) == (tells_teh, tells_yeh)


def test_heh_may_be_teh_where_the_text_does_not_tell_them_apart() -> None:
    careless = tokenize("المدرسه في القريه الي البلده " * 12)
    careful = tokenize("كتابه في المدرسة")
    assert careless.ends_in_teh(0) and not careless.ends_in_pronoun_heh(0)
    assert careful.ends_in_pronoun_heh(0) and not careful.ends_in_teh(0)


def test_a_text_is_vowelled_when_most_words_carry_marks() -> None:
    assert tokenize("قَالَ الوَزِيرُ إِنَّ السَّدَّ سَلِيمٌ").habits.is_vowelled
    assert not tokenize("قال الوزير إنّ السد سليم").habits.is_vowelled
