"""Counts: the most heard first, the rest in one row, nobody's bar longer than the longest."""

from report_builders import reading, statement

from qawl.locale import LANGUAGES, load_words
from qawl.report.charts import BARS, charts_of
from qawl.report.names import names_from
from qawl.report.phrases import plain

LOCALES = [load_words(code) for code in LANGUAGES]


def test_speakers_are_counted_and_the_rest_gathered() -> None:
    statements = [statement(i, "قوله", "القوات", speaker=f"متحدث {i % (BARS + 3)}") for i in range(40)]
    (speakers, stance) = charts_of([reading(tuple(statements))], names_from({}), LOCALES)
    assert [bar.count for bar in speakers.bars] == [4] * 7 + [3, 9]
    assert speakers.bars[0].length == 100
    assert speakers.bars[-1].length == 0
    assert plain(speakers.bars[-1].label["en"]) == "other speakers (3)"
    assert [bar.count for bar in stance.bars] == [40]


def test_nothing_to_count_makes_no_chart() -> None:
    assert charts_of([reading()], names_from({}), LOCALES) == []


def test_impersonal_cues_are_nobodys() -> None:
    charts = charts_of([reading((statement(1, "قوله", "القوات", speaker=""),))], names_from({}), LOCALES)
    assert [chart.key for chart in charts] == ["chart.stance"]
