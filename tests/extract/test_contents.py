"""Where attributed content ends, what is cut from its edges, and how much of it is quoted."""

import pytest

from qawl.extract.content_ends import ContentEnds
from qawl.extract.contents import ContentReader
from qawl.extract.quoted_speech import is_quoted_name, manner_of
from qawl.model.span import Span
from qawl.model.statement import Manner
from statement_reader import StatementReader, token


def content(said: StatementReader, text: str) -> tuple[str, ...]:
    return said.statements(text)[0].content


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("قال الحارس إن البوابة مغلقة. وعاد إلى بيته.", "البوابة مغلقة"),
        ("قال الحارس إن البوابة مغلقة\nوعاد إلى بيته.", "البوابة مغلقة"),
        ("قال الحارس: «هذه البوابة مغلقة منذ ليلة أمس». وعاد.", "هذه البوابة مغلقة منذ ليلة أمس"),
        ("قال الحارس إن البوابة مغلقة، وأضاف أن الطريق مقطوع.", "البوابة مغلقة"),
        ("قال الحارس إن البوابة مغلقة، مضيفا أن الطريق مقطوع.", "البوابة مغلقة"),
        ("قال الحارس إن البوابة مغلقة، بينما غادر الطلاب.", "البوابة مغلقة"),
        ("قال الحارس إن البوابة مغلقة، في حين غادر الطلاب.", "البوابة مغلقة"),
        ("قال الحارس إن البوابة مغلقة، وإن الطريق مقطوع.", "البوابة مغلقة، وإن الطريق مقطوع"),
        ("قال الحارس إن البوابة مغلقة؛ والطريق مقطوع.", "البوابة مغلقة؛ والطريق مقطوع"),
        ("نفت الشركة إغلاق المطار، وبثت تسجيلا من داخله.", "إغلاق المطار"),
    ],
)
def test_content_ends_where_the_attribution_ends(said: StatementReader, text: str, expected: str) -> None:
    assert content(said, text) == (expected,)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("قال الحارس إن البوابة مغلقة!", "البوابة مغلقة"),
        ("قال الحارس إن البوابة مغلقة...", "البوابة مغلقة"),
        ("طالب الحارس بفتح البوابة.", "فتح البوابة"),
        ("طالب الحارس بـفتح البوابة.", "فتح البوابة"),
        ("قال الحارس: “هذه البوابة مغلقة منذ ليلة أمس.”", "هذه البوابة مغلقة منذ ليلة أمس"),
    ],
)
def test_marks_and_joined_letters_at_the_edges_are_cut(said: StatementReader, text: str, expected: str) -> None:
    assert content(said, text) == (expected,)


def test_content_goes_on_behind_a_quotation_in_its_middle(said: StatementReader) -> None:
    text = "قال الحارس إن «هذه البوابة» مغلقة منذ ليلة أمس."
    assert content(said, text) == ("«هذه البوابة» مغلقة منذ ليلة أمس",)


def whole(text: str) -> tuple[Span, ...]:
    return (Span(0, len(text)),)


@pytest.mark.parametrize(
    ("text", "manner"),
    [
        ("«سنعود إلى ديارنا قريبا»", Manner.DIRECT),
        ("سنعود إلى ديارنا قريبا", Manner.INDIRECT),
        ("العودة «قريبة جدا كما وعدنا» بحسبه", Manner.MIXED),
        ("العودة مع «الأمم المتحدة» قريبة", Manner.INDIRECT),
        ("العودة بعد عملية «درع الوادي» قريبة", Manner.INDIRECT),
        ('«سنعود إلى "ديارنا" قريبا»', Manner.DIRECT),
    ],
)
def test_manner_says_how_much_is_quoted(said: StatementReader, text: str, manner: Manner) -> None:
    assert manner_of(said.phrases(text), whole(text), inherited_direct=False) is manner


def test_what_stands_in_a_quoted_statement_is_direct_too(said: StatementReader) -> None:
    text = "سنعود إلى ديارنا قريبا"
    assert manner_of(said.phrases(text), whole(text), inherited_direct=True) is Manner.DIRECT


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("حركة «الفجر الجديد» عادت", True),
        ("عملية «درع الوادي» بدأت", True),
        ("قال «الفجر الجديد» قريب", False),
        ("حركة «نحن عائدون إلى ديارنا في الصباح» عادت", False),
    ],
)
def test_a_short_quotation_after_the_noun_of_a_name_is_a_name(said: StatementReader, text: str, name: bool) -> None:
    reader = said.phrases(text)
    quotation = range(token(reader, "«"), token(reader, "»") + 1)
    assert is_quoted_name(reader, quotation) is name


def trimmed(said: StatementReader, text: str) -> str | None:
    reader = said.phrases(text)
    span = ContentReader(reader, ContentEnds(reader, {})).trim(0, len(reader.layout.tokens) - 1)
    return None if span is None else span.of(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("«نعم سنعود».", "نعم سنعود"),
        ("نعم «سنعود»", "نعم «سنعود»"),
        ("«سنعود» و«سنبقى»", "سنعود» و«سنبقى"),
        ("«سنعود» قريبا و«سنبقى»", "«سنعود» قريبا و«سنبقى»"),
        ("...", None),
    ],
)
def test_only_outer_quotation_marks_are_cut(said: StatementReader, text: str, expected: str | None) -> None:
    assert trimmed(said, text) == expected
