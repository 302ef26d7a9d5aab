"""``qawl review`` and ``qawl export``: decisions typed, listed and handed on."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from qawl.adding import create_ledger
from qawl.cli import main as program
from small_ledger import SmallReader, add_text

SAID = ("--reviewer", "هند", "--reason", "سبب")
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    monkeypatch.setattr("qawl.cli.review.open_reader", SmallReader)

    def call(*arguments: object) -> tuple[int, str, str]:
        monkeypatch.setattr("sys.argv", ["qawl", *map(str, arguments)])
        capsys.readouterr()
        try:
            program.main()
            status = 0
        except SystemExit as end:
            status = int(end.code or 0)
        printed = capsys.readouterr()
        return status, printed.out, printed.err

    return call


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    with create_ledger(tmp_path / "ledger.db") as opened:
        add_text(opened)
    return tmp_path / "ledger.db"


def claims(run: Run, ledger: Path, *more: str) -> list[dict[str, object]]:
    found: list[dict[str, object]] = json.loads(run("claims", ledger, "--json", *more)[1])
    return found


def test_a_decision_changes_what_the_lists_show(run: Run, ledger: Path) -> None:
    key = claims(run, ledger, "--type", "withdrawal")[0]["id"]
    status, out, err = run("review", ledger, key, "reject", *SAID, "--at", "2024-05-01T12:00:00+03:00")
    assert (status, out) == (0, "") and "reject: claim" in err
    assert "No claim fits" in run("claims", ledger, "--type", "withdrawal")[2]
    assert "rejected by هند" in run("claims", ledger, "--type", "withdrawal", "--with-rejected")[1]
    (row,) = claims(run, ledger, "--type", "withdrawal", "--with-rejected")
    assert row["is_rejected"] is True


def test_corrections_are_set_field_by_field_and_marked(run: Run, ledger: Path) -> None:
    key = claims(run, ledger, "--type", "withdrawal")[0]["id"]
    status, out, _ = run(
        "review", ledger, key, "correct", "--set", "status=denied", "--set", "date=2017-08", *SAID, "--json"
    )
    assert status == 0 and json.loads(out)["value"] == {"status": "denied", "time": "2017-08"}
    assert "corrected by هند" in run("claims", ledger, "--type", "withdrawal")[1]


def test_decisions_are_listed(run: Run, ledger: Path) -> None:
    assert "Nobody has decided" in run("review", ledger)[2]
    key = claims(run, ledger)[0]["id"]
    run("review", ledger, key, "confirm", *SAID, "--at", "2024-05-01")
    run("review", ledger, "wadi", "letter", "--kind", "outlet", "--set", "letter=B", *SAID)
    shown = json.loads(run("review", ledger, "--json")[1])
    assert [row["decision"] for row in shown] == ["letter", "confirm"]
    assert shown[1]["made_at"] == "2024-05-01T00:00:00+00:00"
    assert len(json.loads(run("review", ledger, "--kind", "claim", "--json")[1])) == 1
    assert "هند" in run("review", ledger)[1]
    assert "has its record" in run("review", ledger, "--pending")[2]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("c_ffffffffffffffff", "confirm", *SAID), "no statement, claim or document"),
        (("c_ffffffffffffffff",), "say confirm"),
        (("c_ffffffffffffffff", "confirm"), "needs a reviewer"),
        (SAID, "Name the record"),
        (("x", "confirm", *SAID, "--at", "noon"), "no time"),
        (("x", "correct", *SAID, "--set", "status"), "field=value"),
        (("x", "confirm", *SAID, "--pending"), "without a record"),
    ],
)
def test_what_cannot_be_decided_is_said(run: Run, ledger: Path, arguments: tuple[str, ...], told: str) -> None:
    status, out, err = run("review", ledger, *arguments)
    assert (status, out) == (2, "") and told in err and "Traceback" not in err


def test_only_documents_confirmed_as_a_whole_become_reference_data(run: Run, ledger: Path, tmp_path: Path) -> None:
    out = tmp_path / "reference.jsonl"
    assert "None was confirmed" in run("export", ledger, "--format", "reference", "--out", out)[2]
    document = json.loads(run("documents", ledger, "--json")[1])[0]["id"]
    rejected = claims(run, ledger, "--type", "withdrawal")[0]["id"]
    run("review", ledger, rejected, "reject", *SAID)
    run("review", ledger, document, "confirm", *SAID)
    assert run("export", ledger, "--format", "reference", "--out", out)[0] == 0
    (line,) = [json.loads(text) for text in out.read_text(encoding="utf-8").splitlines()]
    assert "withdrawal" not in {claim["type"] for claim in line["claims"]} and line["claims"]
    assert run("evaluate", out, "--system", out, "--draws", "0")[0] == 0
    printed = run("export", ledger, "--format", "reference", "--all", "--redact-private")[1]
    assert json.loads(printed)["id"] == line["id"]


def test_an_export_that_cannot_be_written_is_an_error_without_a_trace(run: Run, ledger: Path, tmp_path: Path) -> None:
    status, _, err = run("export", ledger, "--format", "reference", "--all", "--out", tmp_path / "none" / "a.jsonl")
    assert status == 1 and "Traceback" not in err


def test_what_waits_is_listed_with_its_reasons_until_somebody_decides(run: Run, ledger: Path) -> None:
    assert "Nothing waits" in run("review", ledger, "--queue")[2]
    run("corroborate", ledger)
    (first, *_) = json.loads(run("review", ledger, "--queue", "--kind", "claim", "--json")[1])
    assert first["weight"] > 0 and first["doubts"] and first["words"]
    status, out, _ = run("review", ledger, "--queue", "--limit", "1")
    assert status == 0 and str(first["weight"]) in out
    run("review", ledger, first["record_id"], "confirm", *SAID)
    waiting = json.loads(run("review", ledger, "--queue", "--json")[1])
    assert first["record_id"] not in [one["record_id"] for one in waiting]


def test_the_last_decision_on_a_record_is_taken_back(run: Run, ledger: Path) -> None:
    key = claims(run, ledger, "--type", "withdrawal")[0]["id"]
    run("review", ledger, key, "reject", *SAID, "--no-corroborate")
    status, _, err = run("review", ledger, key, "undo", *SAID, "--no-corroborate")
    assert status == 0 and "undo: claim" in err
    assert key in [claim["id"] for claim in claims(run, ledger)]
    assert run("review", ledger, key, "undo", *SAID)[0] == 2
