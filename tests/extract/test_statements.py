"""Statements put together: which stands in which, doubled cues, feelings, hosts and manner."""

import pytest

from qawl.model.statement import Manner, Stance
from statement_reader import StatementReader, cues


def parents(said: StatementReader, text: str) -> dict[str, str | None]:
    """For each cue the cue of its parent."""
    found = said.statements(text)
    return {s.cue: None if s.found.parent is None else found[s.found.parent].cue for s in found}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "قال المتحدث إن الوزير أكد أن القائد نفى الانسحاب.",
            {"قال": None, "أكد": "قال", "نفى": "أكد"},
        ),
        (
            "قال الحارس إن البوابة مغلقة. وأكد المدير أن الباب مفتوح.",
            {"قال": None, "وأكد": None},
        ),
        (
            "نقلت صحيفة المساء عن وكالة محلية قولها إن الباخرة غرقت.",
            {"نقلت": None, "قولها": "نقلت"},
        ),
    ],
)
def test_a_statement_stands_in_the_innermost_content_around_it(
    said: StatementReader, text: str, expected: dict[str, str | None]
) -> None:
    assert parents(said, text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "قال المتحدث إن الوزير أكد أن القائد نفى الانسحاب.",
        "أكد المدير، بحسب الصحيفة، أن الحارس قال إن البوابة مغلقة، وفقا للشرطة.",
        "قال الحارس بحسب المدير إن الباب مغلق بحسب الشرطة وفق ما قال المحافظ.",
        "وأضافت الوكالة، نقلا عن مصدر ملاحي، أن الناقلة غيرت مسارها، كما قالت الصحيفة.",
        "«غرقت الباخرة بحسب الشرطة قبل أن تصل»، قال المدير، وهو ما نفاه القبطان.",
    ],
)
def test_parents_never_run_in_a_circle(said: StatementReader, text: str) -> None:
    found = said.statements(text)
    assert len(found) > 1
    for index in range(len(found)):
        seen = {index}
        parent = found[index].found.parent
        while parent is not None:
            assert parent not in seen
            seen.add(parent)
            parent = found[parent].found.parent


@pytest.mark.parametrize(
    ("text", "cue"),
    [
        ("وأضاف الحارس موضحا: الطريق مقطوع.", "وأضاف"),
        ("وأضاف الحارس قائلا إن الطريق مقطوع.", "وأضاف"),
        ("وتابع قائلا إن الطريق مقطوع.", "وتابع"),
    ],
)
def test_two_cues_of_one_content_are_one_statement(said: StatementReader, text: str, cue: str) -> None:
    assert said.statement(text).cue == cue


def test_a_feeling_takes_the_cue_of_its_verb_and_the_content_of_its_noun(said: StatementReader) -> None:
    found = said.statement("وأعربت اللجنة عن أملها في أن تصمد الهدنة.")
    assert (found.cue, found.source, found.content) == ("وأعربت", "اللجنة", ("تصمد الهدنة",))


def test_a_feeling_has_the_stance_of_its_noun(said: StatementReader) -> None:
    assert said.statement("وأعربت اللجنة عن أملها في أن تصمد الهدنة.").found.stance is Stance.PREDICTS


def test_a_reporting_noun_that_is_the_source_of_a_verb_is_no_cue(said: StatementReader) -> None:
    assert cues(said.statements("وقالت تقارير عن السد إن المياه وفيرة.")) == ["وقالت"]


def test_a_reporting_noun_that_is_the_source_of_a_preposition_is_no_cue(said: StatementReader) -> None:
    assert cues(said.statements("غرقت الباخرة وفقا لتقرير صادر عن شرطة الموانئ.")) == ["وفقا"]


def test_a_participle_has_the_last_verb_before_it_as_host(said: StatementReader) -> None:
    found = said.statements("أكدت المديرة أن الدوام سيبدأ الأحد، مضيفة أن الحافلات جاهزة.")
    assert [s.found.host for s in found] == [None, 0]


def test_a_verb_of_another_sentence_is_no_host(said: StatementReader) -> None:
    found = said.statements("أكدت المديرة أن الدوام سيبدأ الأحد. وعادت إلى مكتبها، مضيفة أن الحافلات جاهزة.")
    assert [s.found.host for s in found] == [None, None]


@pytest.mark.parametrize(
    ("text", "manner"),
    [
        ("قال الحارس: «هذه البوابة مغلقة منذ ليلة أمس».", Manner.DIRECT),
        ("قال الحارس إن البوابة مغلقة منذ ليلة أمس.", Manner.INDIRECT),
        ("قال الحارس إن البوابة «مغلقة بإحكام منذ ليلة أمس ولن تفتح».", Manner.MIXED),
    ],
)
def test_manner_follows_the_quotation_marks(said: StatementReader, text: str, manner: Manner) -> None:
    assert said.statement(text).found.manner is manner


def test_what_stands_in_a_quotation_is_direct_as_well(said: StatementReader) -> None:
    found = said.statements("قال الحارس: «المدير أكد لنا أن هذه البوابة مغلقة».")
    assert [s.found.manner for s in found] == [Manner.DIRECT, Manner.DIRECT]


def test_statements_come_in_the_order_of_their_cues(said: StatementReader) -> None:
    text = "غرقت الباخرة، بحسب الشرطة. وقال الحارس إن البوابة مغلقة، مضيفا أن الباب مفتوح."
    assert cues(said.statements(text)) == ["بحسب", "وقال", "مضيفا"]


def test_a_cue_without_content_is_no_statement(said: StatementReader) -> None:
    assert said.statements("وقال الحارس:") == []
