"""``qawl why`` says part by part which rules made a record, and keeps quiet about rules that nobody explains."""

import json
from pathlib import Path

import pytest

from qawl.adding import add, create_ledger
from qawl.cli import main as program
from qawl.model.claim import Claim
from qawl.model.statement import Statement
from qawl.pipeline import load_reader
from small_ledger import add_text, make_ledger

TEXT = "إغلاق الجسر\nقال كرمان الجوهري إن القوات قصفت بلدة الشعفة أمس."


def call(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], *arguments: str, status: int = 0
) -> tuple[str, str]:
    """What one call prints to standard output and standard error."""
    monkeypatch.setattr("sys.argv", ["qawl", *arguments])
    capsys.readouterr()
    ended = 0
    try:
        program.main()
    except SystemExit as end:
        ended = int(end.code or 0)
    assert ended == status
    captured = capsys.readouterr()
    return captured.out, captured.err


@pytest.fixture
def article(tmp_path: Path) -> str:
    path = tmp_path / "article.txt"
    path.write_text(TEXT, encoding="utf-8")
    return str(path)


@pytest.fixture
def ledger(tmp_path: Path, article: str) -> str:
    path = str(tmp_path / "ledger.db")
    with create_ledger(path) as opened:
        add(opened, [article], reader=load_reader)
    return path


def records(ledger: str) -> tuple[Statement, Claim]:
    from qawl.adding import open_ledger

    with open_ledger(ledger) as opened:
        return opened.statements()[0].statement, opened.claims()[0].claim


def test_a_statement_is_explained_rule_by_rule(
    ledger: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    statement, _ = records(ledger)
    shown, _ = call(monkeypatch, capsys, "why", ledger, statement.id)
    assert "⟪قال⟫ ⟨كرمان الجوهري⟩ إن ⟦القوات قصفت بلدة الشعفة أمس⟧" in shown
    assert "source.after-cue: the noun phrase right after the cue is the source" in shown
    assert "e.g. قال ⟦المتحدث باسم الدفاع المدني⟧" in shown
    assert "content.to-sentence-end" in shown
    glosses = json.loads(call(monkeypatch, capsys, "why", ledger, statement.id, "--json")[0])["glosses"]
    assert set(statement.rules) < set(glosses)
    assert all(gloss["en"] and gloss["ar"] and gloss["example"] for gloss in glosses.values())


def test_a_claim_is_explained_part_by_part(
    ledger: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    _, claim = records(ledger)
    parts = json.loads(call(monkeypatch, capsys, "why", ledger, claim.id[:10], "--json")[0])["parts"]
    by_name = {part["name"]: part for part in parts}
    assert by_name["place"]["rules"] == ["toponym.announced", "place.announced-kind", "place.in-clause"]
    assert by_name["status"]["code"] == "status.asserted"
    assert by_name["type"]["rules"] == ["strike.bombard", "told.verb"]
    assert "for.own-place" in by_name["kept"]["rules"]
    assert {rule for part in parts for rule in part["rules"]} == set(claim.rules)


def test_an_article_is_explained_without_a_ledger(
    ledger: str, article: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    _, claim = records(ledger)
    stored = json.loads(call(monkeypatch, capsys, "why", ledger, claim.id, "--json")[0])
    (found,) = json.loads(call(monkeypatch, capsys, "why", article, claim.id, "--json")[0])
    assert found["parts"] == stored["parts"]
    everything = json.loads(call(monkeypatch, capsys, "why", article, "--json")[0])
    assert [row["kind"] for row in everything] == ["statement", "claim"]


@pytest.mark.parametrize(("wanted", "kinds"), [("الشعفه", ["statement", "claim"]), ("13", ["statement"])])
def test_words_and_offsets_find_records(
    article: str,
    wanted: str,
    kinds: list[str],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    found = json.loads(call(monkeypatch, capsys, "why", article, wanted, "--json")[0])
    assert [row["kind"] for row in found] == kinds


@pytest.mark.parametrize(
    ("wanted", "message"),
    [
        ("9000", "no record stands at this offset"),
        ("c_", "has this id"),
        ("البوكمال", "no record stands on these words"),
    ],
)
def test_what_is_not_in_an_article_is_told(
    article: str, wanted: str, message: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = Path(article)
    if wanted == "c_":
        path.write_text("عنوان\nقال كرمان الجوهري إن الجسر مغلق.", encoding="utf-8")
    assert message in call(monkeypatch, capsys, "why", article, wanted, status=2)[1]


def test_an_explanation_may_be_in_arabic(
    article: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    shown, _ = call(monkeypatch, capsys, "why", article, "الشعفة", "--language", "ar")
    assert "العبارة الاسمية بعد فعل القول هي المصدر" in shown
    assert "نقل بالمعنى" in shown


@pytest.mark.parametrize("arguments", [("source.after-cue",), ("--rule", "source.after-cue")])
def test_a_rule_is_explained_by_itself(
    arguments: tuple[str, ...], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    shown, _ = call(monkeypatch, capsys, "why", *arguments)
    assert "the noun phrase right after the cue is the source" in shown
    assert "stands in data/rules.yaml" in shown


@pytest.mark.parametrize("name", ["strike", "claim.strike"])
def test_a_family_of_rules_is_explained(
    name: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    found = json.loads(call(monkeypatch, capsys, "why", name, "--json")[0])
    assert {"strike.air", "strike.bombard"} <= {row["id"] for row in found}


def test_a_rule_that_is_none_is_told_with_the_nearest(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    told = call(monkeypatch, capsys, "why", "source.aftercue", status=2)[1]
    assert "no file and no rule has this name. Did you mean source.after-cue" in told


def test_a_ledger_alone_asks_for_an_id(
    ledger: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert "give the id of a record" in call(monkeypatch, capsys, "why", ledger, status=2)[1]


def test_nothing_asks_for_something(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    assert "nothing to explain" in call(monkeypatch, capsys, "why", status=2)[1]


def test_why_names_a_rule_that_nobody_explains(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "ledger.db"
    with make_ledger(path) as ledger:
        add_text(ledger)
        statement = ledger.statements()[0].statement
    assert "source.test\n" in call(monkeypatch, capsys, "why", str(path), statement.id)[0]
