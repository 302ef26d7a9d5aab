"""How content follows a reporting word, and where the speaker between them ends."""

import pytest

from qawl.extract.adjuncts import skip_adjuncts
from qawl.extract.complement_search import Link
from qawl.extract.complements import Attachment, attach_after
from qawl.extract.phrases import PhraseReader
from qawl.extract.quoted_speech import looks_like_speech, opens_quotation
from statement_reader import StatementReader, token, words_of


def attach(said: StatementReader, text: str) -> tuple[PhraseReader, Attachment | None]:
    """What follows the first word of the text, read as a verb or participle."""
    reader = said.phrases(text)
    form = next(f for f in reader.cues.readings(reader.layout.tokens.folded[0]) if f.person != 1)
    limit = reader.layout.sentences[0].stop
    return reader, attach_after(reader, 0, limit, form, inverted=form.category != "participle")


def attached(said: StatementReader, text: str) -> tuple[Link, str | None, str]:
    """Link, source and first word of content after the first word of the text."""
    reader, found = attach(said, text)
    assert found is not None
    tokens = reader.layout.tokens
    start = found.complement.start
    return found.complement.link, words_of(reader, found.source), tokens.raw[start][found.complement.letters :]


@pytest.mark.parametrize(
    ("text", "link", "source", "content"),
    [
        ("قال الحارس إن البوابة مغلقة", Link.THAT, "الحارس", "البوابة"),
        ("أكد الحارس على أن البوابة مغلقة", Link.THAT, "الحارس", "البوابة"),
        ("قال الحارس: البوابة مغلقة", Link.COLON, "الحارس", "البوابة"),
        ("قال الحارس: إن البوابة مغلقة", Link.COLON, "الحارس", "البوابة"),
        ("قال الحارس «هذه البوابة مغلقة منذ ليلة أمس»", Link.QUOTE, "الحارس", "«"),
        ("أعلن الجيش استعادة التلة", Link.OBJECT, "الجيش", "استعادة"),
        ("طالب الحارس بفتح البوابة", Link.PREPOSITION, "الحارس", "فتح"),
        ("رحبت الوزيرة بـ فتح البوابة", Link.PREPOSITION, "الوزيرة", "فتح"),
        ("قال إن البوابة مغلقة", Link.THAT, None, "البوابة"),
        ("مضيفا أن البوابة مغلقة", Link.THAT, None, "البوابة"),
    ],
)
def test_content_is_introduced(said: StatementReader, text: str, link: Link, source: str | None, content: str) -> None:
    assert attached(said, text) == (link, source, content)


@pytest.mark.parametrize(
    "between",
    ["أمس الخميس", "، الخميس،", "في بيان", "لوكالة محلية", "، في مقابلة مع صحيفة المساء،", "بشكل قاطع", "أيضا"],
)
def test_adjuncts_between_speaker_and_content_belong_to_neither(said: StatementReader, between: str) -> None:
    assert attached(said, f"قال الحارس {between} إن البوابة مغلقة") == (Link.THAT, "الحارس", "البوابة")


def test_a_long_apposition_belongs_to_the_speaker(said: StatementReader) -> None:
    source = "الحارس سالم الوردي، رئيس نقابة حراس المدارس"
    assert attached(said, f"قال {source}، إن البوابة مغلقة") == (Link.THAT, source, "البوابة")


@pytest.mark.parametrize("text", ["قال الحارس. إن البوابة مغلقة", "قال الحارس", "قال الحارس وأكد المدير أن الباب مغلق"])
def test_a_stop_or_another_verb_cuts_the_search(said: StatementReader, text: str) -> None:
    assert attach(said, text)[1] is None


def test_a_quoted_name_is_no_content(said: StatementReader) -> None:
    assert attached(said, "قال زعيم «جبهة الأرز» إن البوابة مغلقة")[0] is Link.THAT


@pytest.mark.parametrize(
    ("text", "source", "accused"),
    [
        ("اتهم المسلحون الحكومة بقصف السوق", "المسلحون", "الحكومة"),
        ("واتهمت الحكومة بقصف السوق", None, "الحكومة"),
    ],
)
def test_the_accused_is_inside_the_content(said: StatementReader, text: str, source: str | None, accused: str) -> None:
    assert attached(said, text) == (Link.PREPOSITION, source, accused)


def test_a_relative_clause_about_the_speaker_is_stepped_over(said: StatementReader) -> None:
    text = "قال الحارس، الذي قال له المدير إن الوقت متأخر، إن البوابة مغلقة"
    assert attached(said, text)[2] == "البوابة"


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("قال أمس إن", "إن"),
        ("قال في بيان له إن", "إن"),
        ("قال لوكالة محلية إن", "إن"),
        ("قال خلال مؤتمر صحفي عقده في العاصمة إن", "إن"),
        ("قال، مساء الخميس، إن", "إن"),
        ("قال الحارس إن", "الحارس"),
        ("قال في السوق إن", "في"),
    ],
)
def test_only_adjuncts_are_stepped_over(said: StatementReader, text: str, rest: str) -> None:
    reader = said.phrases(text)
    assert reader.layout.tokens.raw[skip_adjuncts(reader, 1, len(reader.layout.tokens))] == rest


@pytest.mark.parametrize(
    ("text", "speech"),
    [
        ("قال «هذه البوابة مغلقة منذ ليلة أمس» ثم عاد", True),
        ("قال «البوابة مغلقة الآن».", True),
        ("زعيم «جبهة الأرز» عاد", False),
        ("زعيم «جبهة الأرز» ، عاد", False),
        ("زعيم «الأمم المتحدة».", False),
    ],
)
def test_a_quotation_is_speech_when_longer_than_a_name(said: StatementReader, text: str, speech: bool) -> None:
    reader = said.phrases(text)
    assert looks_like_speech(reader, token(reader, "«")) is speech


def test_a_closing_mark_opens_nothing(said: StatementReader) -> None:
    reader = said.phrases("قال «نعم» وعاد")
    assert [opens_quotation(reader, token(reader, mark)) for mark in "«»"] == [True, False]
