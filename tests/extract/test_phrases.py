"""Noun phrases that can speak: what continues them, what closes them, where none begins."""

import pytest

from statement_reader import StatementReader, token, words_of


def phrase(said: StatementReader, text: str, *, bounded: bool = False) -> str | None:
    """The phrase after the first word of the text."""
    reader = said.phrases(text)
    last = reader.noun_phrase(1, len(reader.layout.tokens), bounded=bounded)
    return None if last is None else words_of(reader, (1, last))


def source(said: StatementReader, text: str, *, stops: frozenset[str] = frozenset()) -> str | None:
    """The phrase after the first word of the text, if it can speak."""
    reader = said.phrases(text)
    last = reader.source_phrase(1, len(reader.layout.tokens), bounded=False, stops=stops)
    return None if last is None else words_of(reader, (1, last))


@pytest.mark.parametrize(
    "expected",
    [
        "المدير العام الجديد",
        "مدير مدرسة القرية",
        "مصدر أمني رفيع",
        "القائد السابق سالم الوردي",
        "مصدر في وزارة الري",
        "المتحدث باسم الشرطة",
        "المفوضة السامية لحقوق الإنسان",
        "حزب «الأمة الجديدة»",
        "مجلس البلدة (المنتخب)",
        "الأطباء والممرضون",
        "قوات الدفاع السعودية",
        "الوزير، العميد سالم الوردي",
        "القائم بأعمال السفارة",
    ],
)
def test_a_phrase_goes_on_over_what_belongs_to_its_head(said: StatementReader, expected: str) -> None:
    assert phrase(said, f"قال {expected} إن السوق مفتوح") == expected


@pytest.mark.parametrize(
    ("expected", "rest"),
    [
        ("الجيش", "استعادة التلة"),
        ("المسلحون", "الحكومة"),
        ("الوزير", "في بيان"),
        ("الوزير", "أمس"),
        ("الوزير", "لرويترز"),
        ("مصدر", "لوكالة محلية"),
        ("المتحدث", "للصحفيين"),
        ("الوزير", "لم يحضر"),
        ("الوزير", "الذي عاد"),
        ("الوزير", "بمقتل جنديين"),
        ("الوزير", "يستعد للسفر"),
        ("الوزير", "وأضاف"),
        ("روسيا", "تركيا"),
    ],
)
def test_a_phrase_ends_before_what_does_not(said: StatementReader, expected: str, rest: str) -> None:
    assert phrase(said, f"أعلن {expected} {rest}") == expected


def test_a_bounded_phrase_takes_doubtful_words(said: StatementReader) -> None:
    assert phrase(said, "أعلن المدير والسائق الجديد", bounded=True) == "المدير والسائق الجديد"


@pytest.mark.parametrize("opening", ["أن", "في", "لم", "أمس", "بينما", "الذي", "هل", "هذا", "بالقول", "للسوق", "7"])
def test_no_phrase_begins_with_a_function_word(said: StatementReader, opening: str) -> None:
    assert phrase(said, f"أعلن {opening} السوق") is None


@pytest.mark.parametrize("opening", ["يقول", "أكدت", "مضيفا"])
def test_no_phrase_begins_with_a_reporting_verb(said: StatementReader, opening: str) -> None:
    assert phrase(said, f"عاد {opening} الحارس") is None


@pytest.mark.parametrize("rest", ["مقتل جندي", "استعادة التلة", "مسؤوليتها عن الحريق", "ومناظر الحريق"])
def test_events_and_things_of_somebody_do_not_speak(said: StatementReader, rest: str) -> None:
    assert source(said, f"أعلنت {rest}") is None


def test_the_joined_preposition_of_the_verb_ends_its_source(said: StatementReader) -> None:
    assert source(said, "أقر الزعيم بالهزيمة", stops=frozenset("ب")) == "الزعيم"


@pytest.mark.parametrize(
    ("verb", "noun", "expected"),
    [
        ("قالت", "الحارسة", True),
        ("قالت", "السلطات", True),
        ("قال", "الحارس", True),
        ("قال", "الخليفة", True),
        ("وصف", "الهزيمة", False),
        ("وصفت", "الهجوم", False),
        ("أعلنت", "الجيش", False),
        ("حذرت", "المواطنين", False),
    ],
)
def test_a_noun_is_a_subject_only_if_the_verb_agrees(
    said: StatementReader, verb: str, noun: str, expected: bool
) -> None:
    reader = said.phrases(f"{verb} {noun} بصوت عال")
    form = next(f for f in reader.cues.readings(reader.layout.tokens.folded[0]) if f.person == 3)
    assert reader.agrees(form, 1) is expected


@pytest.mark.parametrize(
    ("word", "owned"), [("مسؤوليتها", True), ("بيوتهم", True), ("مدينة", False), ("الوزير", False)]
)
def test_a_noun_with_a_pronoun_is_somebodys(said: StatementReader, word: str, owned: bool) -> None:
    assert said.phrases(word).is_owned(0) is owned


@pytest.mark.parametrize(("word", "verb"), [("يتمتع", True), ("يستعد", True), ("يمني", False), ("ياسين", False)])
def test_an_indefinite_word_in_yeh_is_a_verb_unless_name_or_adjective(
    said: StatementReader, word: str, verb: bool
) -> None:
    assert said.phrases(word).looks_like_imperfect(0) is verb


@pytest.mark.parametrize(("text", "bare"), [("بروكسل توافق", True), ("في روسيا", True), ("عاد لروسيا", False)])
def test_a_name_is_bare_unless_a_letter_is_joined(said: StatementReader, text: str, bare: bool) -> None:
    reader = said.phrases(text)
    (name,) = reader.entities
    assert reader.entity_is_bare(name) is bare


def test_the_head_of_a_noun_with_its_preposition_takes_its_own(said: StatementReader) -> None:
    reader = said.phrases("وفقا لمصدر في الشرطة")
    assert words_of(reader, (1, reader.noun_phrase(1, 4, bounded=False) or 0)) == "لمصدر في الشرطة"


def test_a_phrase_ends_at_its_limit(said: StatementReader) -> None:
    reader = said.phrases("قال المدير العام الجديد")
    assert reader.noun_phrase(1, token(reader, "الجديد"), bounded=True) == token(reader, "العام")
