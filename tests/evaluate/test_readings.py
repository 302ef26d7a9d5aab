"""The reader is run over the texts of a reference without being shown its answers."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from small_article import article

from qawl.evaluate import __main__ as command
from qawl.evaluate.readings import read_again, read_references, take_from


@pytest.fixture
def reference(tmp_path: Path) -> Path:
    path = tmp_path / "reference.jsonl"
    rows = [article(id=f"a{number}", date="20180314") for number in (6, 5, 4, 3, 2, 1)]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def test_parts_are_every_third_article_by_id_and_the_others(reference: Path) -> None:
    def ids(part: str) -> list[str]:
        return [row["id"] for row in read_references(reference, part=part)]

    assert ids("all") == ["a1", "a2", "a3", "a4", "a5", "a6"]
    assert ids("check") == ["a3", "a6"]
    assert ids("tune") == ["a1", "a2", "a4", "a5"]


def test_the_reader_sees_no_annotations(reference: Path) -> None:
    seen: list[set[str]] = []

    def read_line(row: Mapping[str, Any]) -> Mapping[str, Any]:
        seen.append(set(row))
        return {"statements": [], "claims": [], "places": []}

    pairs = list(read_again(read_references(reference), read_line))
    assert len(pairs) == 6
    assert all(keys == {"id", "text", "date"} for keys in seen)
    assert all(right.id == found.id and right.text == found.text for right, found in pairs)


def test_readings_from_a_file_need_no_texts_and_may_lack_articles(reference: Path, tmp_path: Path) -> None:
    system = tmp_path / "system.jsonl"
    row = article(id="a2")
    del row["text"]
    system.write_text(json.dumps(row) + "\n", encoding="utf-8")
    pairs = list(take_from(read_references(reference), system))
    assert [len(found.statements) for _, found in pairs] == [0, 2, 0, 0, 0, 0]


def test_the_command_prints_the_figures_of_a_part(reference: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert command.main([str(reference), "--part", "check", "--system", str(reference)]) == 0
    out = capsys.readouterr().out
    assert out.startswith("denied stored as asserted: 0 of 2")
    assert "articles                         2" in out


def test_a_call_without_a_reference_is_wrong(capsys: pytest.CaptureFixture[str]) -> None:
    assert command.main([]) == 2
    assert "REFERENCE" in capsys.readouterr().err


def test_a_missing_reference_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert command.main([str(tmp_path / "none.jsonl")]) == 2
    assert "none.jsonl" in capsys.readouterr().err
