"""``qawl export`` of lists: the rows of the list, in the format that was asked for."""

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from qawl.cli.main import main
from small_ledger import ADVANCE, add_text, make_ledger

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """The command line: how it ended, and what it printed."""

    def call(*arguments: object) -> tuple[int, str, str]:
        monkeypatch.setattr("sys.argv", ["qawl", *map(str, arguments)])
        try:
            main()
            status = 0
        except SystemExit as end:
            status = int(end.code or 0)
        printed = capsys.readouterr()
        return status, printed.out, printed.err

    return call


@pytest.fixture
def filled(tmp_path: Path) -> Path:
    """A ledger of two articles."""
    path = tmp_path / "lists.db"
    with make_ledger(path) as ledger:
        add_text(ledger)
        add_text(ledger, ADVANCE, day="2017-10-01", outlet="jabal")
    return path


def test_claims_are_written_as_lines_with_the_filters_of_their_list(run: Run, filled: Path) -> None:
    status, out, err = run("export", filled, "--format", "jsonl", "--outlet", "jabal")
    rows = [json.loads(line) for line in out.splitlines()]
    assert (status, [row["document"]["outlet"] for row in rows]) == (0, ["jabal"])
    assert "1 claims written" in err


def test_statements_are_written_as_a_table_into_a_file(run: Run, filled: Path, tmp_path: Path) -> None:
    out = tmp_path / "statements.csv"
    assert run("export", filled, "--format", "csv", "--list", "statements", "--bom", "--out", out)[0] == 0
    text = out.read_text(encoding="utf-8")
    assert text[0] == "\ufeff"
    assert len(list(csv.DictReader(io.StringIO(text[1:])))) == 4


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--list", "documents", "--type", "strike"), "--type"),
        (("--list", "statements", "--status", "denied"), "--status"),
        (("--all",), "--all"),
    ],
)
def test_an_option_that_would_do_nothing_is_refused(
    run: Run, filled: Path, arguments: tuple[str, ...], words: str
) -> None:
    status, out, err = run("export", filled, "--format", "csv", *arguments)
    assert (status, out) == (2, "")
    assert words in err


@pytest.mark.parametrize("name", ["documents", "statements", "conflicts"])
def test_what_has_no_place_of_its_own_has_a_feature_each(run: Run, filled: Path, name: str) -> None:
    status, out, _ = run("export", filled, "--format", "geojson", "--list", name)
    features = json.loads(out)["features"]
    assert status == 0
    assert len(features) == len(run("export", filled, "--format", "jsonl", "--list", name)[1].splitlines())
