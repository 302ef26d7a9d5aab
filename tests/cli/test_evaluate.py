"""``qawl evaluate``: figures on standard output, a page in a file, and clear words for files that cannot be scored."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from small_article import article

from qawl.cli import main as program

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Calls ``qawl evaluate``; gives status, standard output and standard error."""

    def call(*arguments: object) -> tuple[int, str, str]:
        monkeypatch.setattr("sys.argv", ["qawl", "evaluate", *map(str, arguments)])
        try:
            program.main()
            status = 0
        except SystemExit as end:
            status = int(end.code or 0)
        printed = capsys.readouterr()
        return status, printed.out, printed.err

    return call


@pytest.fixture
def reference(tmp_path: Path) -> Path:
    path = tmp_path / "reference.jsonl"
    rows = [article(id=f"a{number}", date="20180314", outlet="sahm") for number in range(6)]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


@pytest.fixture
def readings(tmp_path: Path) -> Path:
    """The same six articles with one denial lost."""
    path = tmp_path / "readings.jsonl"
    rows = [article(id=f"a{number}") for number in range(6)]
    rows[2]["claims"][1]["status"] = "asserted"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def test_figures_are_printed_with_intervals_and_parts(run: Run, reference: Path, readings: Path) -> None:
    status, out, _ = run(reference, "--system", readings)
    assert status == 0
    assert out.startswith("denied stored as asserted: 1 of 6")
    assert "claim.denied.recall              0.833   0." in out
    for table in ("outlet", "claim type", "kind of speaker"):
        assert f"\n{table} " in out
    assert "sahm" in out


def test_a_part_is_every_third_article(run: Run, reference: Path, readings: Path) -> None:
    _, out, _ = run(reference, "--system", readings, "--part", "check", "--errors", 1)
    assert "articles                         2" in out
    assert "# DENIED STORED AS ASSERTED: 1" in out


def test_json_holds_the_same(run: Run, reference: Path, readings: Path) -> None:
    status, out, _ = run(reference, "--system", readings, "--json")
    told = json.loads(out)
    assert status == 0
    assert told["denied_as_asserted"] == 1
    recall = told["figures"]["claim.denied.recall"]
    assert recall["value"] == pytest.approx(5 / 6)
    assert recall["low"] < recall["value"] < recall["high"]
    assert [part["name"] for part in told["outlets"]] == ["sahm"]


def test_the_page_of_errors_is_written(run: Run, reference: Path, readings: Path, tmp_path: Path) -> None:
    page = tmp_path / "errors.html"
    status, _, err = run(reference, "--system", readings, "--page", page, "--draws", 0)
    assert status == 0
    assert str(page) in err
    assert page.read_text(encoding="utf-8").count('class="row"') == 1


def test_without_readings_the_reader_is_run(run: Run, reference: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    nothing: dict[str, list[object]] = {"statements": [], "claims": [], "places": []}
    monkeypatch.setattr("qawl.evaluate.reader.default_reader", lambda: lambda row: nothing)
    status, out, _ = run(reference, "--draws", 0)
    assert status == 0
    assert "statements.found                 0" in out


@pytest.mark.parametrize("content", ["", "{", "[]", '{"id": "a1"}', '{"id": "a1", "text": "b"}'])
def test_a_file_that_is_no_reference_ends_with_two(run: Run, tmp_path: Path, content: str) -> None:
    path = tmp_path / "reference.jsonl"
    path.write_text(content, encoding="utf-8")
    status, out, err = run(path)
    assert status == 2
    assert out == ""
    assert err.startswith(f"qawl: {path}:")


def test_files_that_are_not_there_end_with_two(run: Run, reference: Path, tmp_path: Path) -> None:
    assert run(tmp_path / "none.jsonl")[0] == 2
    status, _, err = run(reference, "--system", tmp_path / "none.jsonl")
    assert status == 2
    assert "none.jsonl" in err


def test_a_part_that_does_not_exist_is_refused(run: Run, reference: Path) -> None:
    assert run(reference, "--part", "half")[0] == 2
