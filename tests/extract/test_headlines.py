"""Headline colons: who speaks before them, and what only says where or what about."""

import pytest

from qawl.model.statement import Stance
from statement_reader import Said, StatementReader

BODY = "\nوصلت القافلة إلى المخيم مساء."


def colons(said: StatementReader, headline: str) -> list[Said]:
    return [s for s in said.statements(headline + BODY, headline="") if s.cue == ":"]


@pytest.mark.parametrize(
    ("speaker", "content"),
    [
        ("الوزير", "الطريق مفتوح"),
        ("مدير المستشفى", "نفدت الأدوية"),
        ("الأمم المتحدة", "نصف السكان بلا ماء"),
        ("بوتين", "لن نتراجع"),
        ("واشنطن", "سنرد في الوقت المناسب"),
    ],
)
def test_a_short_phrase_that_can_speak_makes_a_statement(said: StatementReader, speaker: str, content: str) -> None:
    (found,) = colons(said, f"{speaker}: {content}")
    assert (found.source, found.content) == (speaker, (content,))


@pytest.mark.parametrize(
    "headline",
    [
        "ليبيا: بدء الحوار في الجنوب",
        "عاجل: وصول القافلة",
        "الميادين: إعلان نتائج القرعة",
        "أسعار اليوم: ارتفاع الخبز",
        ": وصلت القافلة",
        "وصلت القافلة إلى المخيم",
    ],
)
def test_a_topic_makes_none(said: StatementReader, headline: str) -> None:
    assert colons(said, headline) == []


def test_content_ends_with_the_headline(said: StatementReader) -> None:
    (found,) = colons(said, "الوزير: الطريق مفتوح")
    assert found.content == ("الطريق مفتوح",)


def test_a_headline_colon_asserts(said: StatementReader) -> None:
    (found,) = colons(said, "الوزير: الطريق مفتوح")
    assert found.found.stance is Stance.ASSERTS
    assert found.found.rules[0] == "cue.headline-colon"


def test_the_colon_of_a_verb_is_no_cue_of_its_own(said: StatementReader) -> None:
    (found,) = said.statements("قال الوزير: الطريق مفتوح" + BODY, headline="")
    assert found.cue == "قال"


def test_a_colon_in_a_paragraph_that_ends_with_a_stop_is_none(said: StatementReader) -> None:
    assert said.statements("الوزير: الطريق مفتوح.") == []


def test_a_text_without_words_has_no_headline(said: StatementReader) -> None:
    assert said.statements("", headline="") == []
