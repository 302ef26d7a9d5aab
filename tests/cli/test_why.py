"""``qawl why`` says what each rule means, and keeps quiet about rules that nobody explains."""

import json
from pathlib import Path

import pytest

from qawl.adding import add, create_ledger
from qawl.cli import main as program
from qawl.pipeline import load_reader
from small_ledger import add_text, make_ledger


def call(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """What one call prints."""
    monkeypatch.setattr("sys.argv", ["qawl", *arguments])
    capsys.readouterr()
    try:
        program.main()
    except SystemExit as end:
        assert not end.code
    return capsys.readouterr().out


def test_why_explains_the_rules_of_a_record(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path, article = str(tmp_path / "ledger.db"), tmp_path / "article.txt"
    article.write_text("إغلاق الجسر\nقال كرمان الجوهري إن القوات قصفت بلدة الشعفة أمس.", encoding="utf-8")
    with create_ledger(path) as ledger:
        add(ledger, [article], reader=load_reader)
        (statement,) = ledger.statements()
    shown = call(monkeypatch, capsys, "why", path, statement.statement.id)
    assert "source.after-cue: the noun phrase right after the cue is the source" in shown
    glosses = json.loads(call(monkeypatch, capsys, "why", path, statement.statement.id, "--json"))["glosses"]
    assert set(glosses) == set(statement.statement.rules)
    assert all(glosses.values())


def test_why_names_a_rule_that_nobody_explains(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "ledger.db"
    with make_ledger(path) as ledger:
        add_text(ledger)
        statement = ledger.statements()[0].statement
    assert "source.test\n" in call(monkeypatch, capsys, "why", str(path), statement.id)
