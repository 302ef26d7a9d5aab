"""A file that cannot be scored is refused with file, line and remedy, before anything is scored."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from small_article import article, span

from qawl.errors import AnnotationError
from qawl.evaluate.readings import read_references, take_from

Spoil = Callable[[dict[str, Any]], object]


def written(path: Path, *rows: dict[str, Any]) -> Path:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def spoiled(spoil: Spoil) -> dict[str, Any]:
    row = article()
    spoil(row)
    return row


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (lambda row: row.pop("text"), "`text` should be a string"),
        (lambda row: row.update(id=7), "`id` should be a string"),
        (lambda row: row.pop("claims"), "`claims` should be a list"),
        (lambda row: row["statements"].append("s3"), "statements 3: should be an object"),
        (lambda row: row["statements"][1].pop("cue"), "statements 2: lacks `cue`"),
        (lambda row: row["statements"][0].pop("stance"), "statements 1: lacks `stance`"),
        (lambda row: row["statements"][0].update(cue=[3]), "statements 1: `cue` is [3], expected [start, end)"),
        (lambda row: row["statements"][0].update(cue=[3, "9"]), "expected [start, end)"),
        (lambda row: row["statements"][0].update(content=[9, 12]), "expected a list of [start, end)"),
        (lambda row: row["claims"][0].update(quantity={"min": 3}), "expected null or an object with min, max and unit"),
        (lambda row: row["claims"][0].update(quantity={"min": "3", "max": 3}), "expected null or an object"),
        (lambda row: row["places"][0].update(lat="31"), "places 1: `lat` is '31', expected a number or null"),
        (lambda row: row["claims"][0].update(evidence=[5, 9_999]), "claim c1: [5, 9999] lies outside the text"),
        (lambda row: row["claims"][0].update(status="maybe"), "claim c1: status 'maybe' is unknown"),
        (lambda row: row["claims"][0].update(statement="s9"), "claim c1: no statement 's9'"),
    ],
)
def test_a_reference_that_is_wrong_names_line_and_remedy(tmp_path: Path, spoil: Spoil, told: str) -> None:
    path = written(tmp_path / "reference.jsonl", article(id="a0"), spoiled(spoil))
    with pytest.raises(AnnotationError) as caught:
        read_references(path)
    assert str(caught.value).startswith(f"{path}:2: ")
    assert told in str(caught.value)
    assert "Mend that line" in str(caught.value)


def test_an_article_twice_names_both_lines(tmp_path: Path) -> None:
    path = written(tmp_path / "reference.jsonl", article(), article(id="a2"), article())
    with pytest.raises(AnnotationError, match=r":3: the article 'a1' stands in line 1 already"):
        read_references(path)


@pytest.mark.parametrize(
    ("content", "told"), [(b"", "no article in it"), (b"\xff\n", ":1: not UTF-8"), (b"{\n", ":1: not JSON")]
)
def test_a_file_of_nothing_or_of_something_else(tmp_path: Path, content: bytes, told: str) -> None:
    path = tmp_path / "reference.jsonl"
    path.write_bytes(content)
    with pytest.raises(AnnotationError, match=told):
        read_references(path)


def test_a_folder_is_no_reference(tmp_path: Path) -> None:
    with pytest.raises(AnnotationError, match="cannot be read"):
        read_references(tmp_path)


def test_a_part_without_articles_is_told(tmp_path: Path) -> None:
    with pytest.raises(AnnotationError, match="no article in its part 'check'"):
        read_references(written(tmp_path / "reference.jsonl", article()), part="check")


def taken(tmp_path: Path, *readings: dict[str, Any]) -> list[Any]:
    return list(take_from([article()], written(tmp_path / "readings.jsonl", *readings)))


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (lambda row: row["statements"][0].pop("cue"), ":1: statements 1: lacks `cue`"),
        (lambda row: row["claims"][0].pop("evidence"), ":1: claims 1: lacks `evidence`"),
        (lambda row: row["places"][0].update(span=[0, 9_999]), ":1: place 1: [0, 9999] lies outside the text"),
        (lambda row: row["statements"][1].update(id="s1"), "the id 's1' is used twice"),
        (lambda row: row.update(text=row["text"][1:]), ":1: the text of 'a1' is not the reference's"),
        (lambda row: row.update(id="b1"), "none of its ids is one of the 1 articles to be scored, such as 'a1'"),
    ],
)
def test_readings_that_cannot_be_scored(tmp_path: Path, spoil: Spoil, told: str) -> None:
    with pytest.raises(AnnotationError) as caught:
        taken(tmp_path, spoiled(spoil))
    assert told in str(caught.value)


def test_readings_may_leave_out_what_they_do_not_know(tmp_path: Path) -> None:
    sparse = {
        "id": "a1",
        "statements": [{"id": "1", "cue": span("قال"), "content": [span("القصف")]}],
        "claims": [{"id": "2", "type": "casualties", "evidence": span("قتل 3 مدنيين")}],
    }
    ((_, found),) = taken(tmp_path, sparse, article(id="another"))
    assert found.statements[0].speaker == "" and found.claims[0].quantity is None and found.places == ()
