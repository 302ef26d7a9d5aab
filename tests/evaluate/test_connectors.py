"""Ends of contents are named by the mark there and the word behind it, and counted by what became of them."""

import json
from pathlib import Path

import pytest
import yaml
from small_article import article, span

from qawl.errors import DataFileError
from qawl.evaluate import __main__ as command
from qawl.evaluate.annotations import parse_annotation
from qawl.evaluate.comparison import compare
from qawl.evaluate.connectors import FILE, EndRow, count_ends, ends_json, format_ends, load_connectors, name_end
from qawl.lexicon.load import DATA, DataFiles, open_data

CONNECTORS = load_connectors(open_data())
ENTRIES = yaml.safe_load((DATA / FILE).read_text(encoding="utf-8"))


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry["id"])
def test_the_example_of_a_connector_ends_with_it(entry: dict[str, str]) -> None:
    before, _, after = entry["example"].partition(" | ")
    end = len(before.removesuffix("،"))
    assert name_end(f"{before} {after}", end, CONNECTORS).partition(", ")[2] == entry["id"]


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("توقف|", "paragraph end"),
        ("توقف|.\nوعاد", "paragraph end"),
        ('توقف|".\nوعاد', "paragraph end"),
        ("توقف|\nوعاد", "paragraph end"),
        ("توقف|. وعاد", "sentence end"),
        ("توقف|؟ وعاد", "sentence end"),
        ("توقف|، الذي", "comma, relative"),
        ("توقف| الذي", "bare, relative"),
        ('توقف|" في', "quotation, phrase"),
        ("توقف|», في", "comma, phrase"),
        ("توقف| - في", "mark, phrase"),
        ("توقف|، وفي الوقت الذي", "comma, same-time"),
        ("توقف|، في بيته", "comma, phrase"),
        ("توقف|، ولما", "comma, and"),
        ("توقف|، لعل", "comma, other word"),
        ("توقف|، مضيفا أن", "comma, participle"),
    ],
)
def test_an_end_is_named_by_its_mark_and_the_word_behind(text: str, named: str) -> None:
    before, _, after = text.partition("|")
    assert name_end(before + after, len(before), CONNECTORS) == named


def test_a_reporting_word_behind_an_end_is_the_next_cue_whatever_it_is() -> None:
    text = "توقف، مضيفا أن"
    assert name_end(text, 4, CONNECTORS, [text.index("مضيفا")]) == "comma, next cue"
    text = "توقف، ومضيفا أن"
    assert name_end(text, 4, CONNECTORS, [text.index("مضيفا")]) == "comma, next cue"


def ends(content: list[int]) -> dict[str, EndRow]:
    """The rows of an article whose first content, before a full stop, ends there or elsewhere."""
    answer = article()
    answer["statements"][0]["content"] = [content]
    rows = count_ends([compare(parse_annotation(article()), parse_annotation(answer))], CONNECTORS)
    return {row.end: row for row in rows}


WHOLE = span("القصف قتل 3 مدنيين في القرنة")


def test_ends_read_rightly() -> None:
    assert ends(WHOLE)["sentence end"].right == 2
    assert ends([WHOLE[0], WHOLE[1] + 1])["sentence end"].right == 2  # the stop itself is no word


def test_an_end_that_is_passed_over_and_one_that_is_not_reached() -> None:
    passed = ends([WHOLE[0], span("سحب")[0] - 1])
    assert (passed["sentence end"].passed, passed["bare, other word"].run_to) == (1, 1)
    short = ends([WHOLE[0], span("في القرنة", 1)[0] - 1])
    assert (short["sentence end"].not_reached, short["bare, phrase"].cut_short) == (1, 1)
    assert next(iter(short)) == "bare, phrase"  # what costs most stands first


def test_the_table_says_it_in_figures_and_in_json() -> None:
    rows = list(ends([WHOLE[0], span("في القرنة", 1)[0] - 1]).values())
    assert "bare, phrase" in format_ends(rows)
    assert ends_json(rows)[0] == {
        "end": "bare, phrase",
        "right": 0,
        "passed": 0,
        "not_reached": 0,
        "cut_short": 1,
        "run_to": 0,
    }


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ("- {id: a, gloss: x, example: y}", "needs `forms` or `shape`"),
        ("- {id: a, gloss: x, example: y, forms: [بعد]}\n- {id: b, gloss: x, example: y, forms: [بعد]}", "repeats"),
    ],
)
def test_a_wrong_entry_is_refused(tmp_path: Path, rows: str, told: str) -> None:
    (tmp_path / "lexicon").mkdir()
    (tmp_path / FILE).write_text(rows, encoding="utf-8")
    with pytest.raises(DataFileError, match=told):
        load_connectors(DataFiles(tmp_path, {}))


def test_the_command_prints_the_table(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "reference.jsonl"
    path.write_text(json.dumps(article()) + "\n", encoding="utf-8")
    assert command.main([str(path), "--system", str(path), "--connectors"]) == 0
    assert capsys.readouterr().out.splitlines()[2].startswith("sentence end")
