"""``qawl accounts`` and ``qawl why`` on a ledger that the real reader filled. All speakers are invented."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from qawl.cli import main as program

TAKEN = "القوات الحكومية سيطرت أمس على مدينة الميادين"
SAID_IT = "لن تدخل القوافل المدينة قبل أن ترفع الألغام من الطريق كله"
CUT = "لن تدخل القوافل المدينة قبل أن ترفع الألغام"
TEXTS = (
    ("wadi", f"قال مرصد الضفة التجريبي إن {TAKEN} بعد معارك. وقال نادر النموذجي «{SAID_IT}»."),
    (
        "safh",
        "أعلن مجلس السهل التجريبي أن القوات الحكومية دخلت أمس مدينة الميادين وسيطرت عليها. "
        f"وقال نادر النموذجي «{CUT}».",
    ),
    ("talla", f"نفى مدير شبكة التل التجريبية أن تكون {TAKEN}."),
)
SAID = ("--reviewer", "هند", "--reason", "سبب واضح")
Run = Callable[..., tuple[str, str]]


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    from qawl.adding import add, create_ledger
    from qawl.corroborating import corroborate
    from qawl.pipeline import load_reader

    lines = [
        json.dumps(
            {"id": f"a-{n}", "date": "2017-09-06", "outlet": outlet, "text": f"الميادين\n{text}"}, ensure_ascii=False
        )
        for n, (outlet, text) in enumerate(TEXTS)
    ]
    (tmp_path / "articles.jsonl").write_text("\n".join(lines), encoding="utf-8")
    with create_ledger(str(tmp_path / "ledger.db")) as opened:
        add(opened, [str(tmp_path / "articles.jsonl")], reader=load_reader)
        corroborate(opened)
    return tmp_path / "ledger.db"


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    def call(*arguments: object) -> tuple[str, str]:
        monkeypatch.setattr("sys.argv", ["qawl", *map(str, arguments)])
        capsys.readouterr()
        try:
            program.main()
        except SystemExit as end:
            assert not end.code, capsys.readouterr().err
        printed = capsys.readouterr()
        return printed.out, printed.err

    return call


def told(run: Run, ledger: Path) -> list[dict[str, Any]]:
    """The claims of the one account."""
    (account,) = json.loads(run("accounts", ledger, "--json")[0])
    claims: list[dict[str, Any]] = account["claims"]
    return claims


def test_every_claim_has_its_stance_both_letters_and_its_number(run: Run, ledger: Path) -> None:
    claims = told(run, ledger)
    assert {claim["speaker_letter"]["letter"] + claim["outlet_letter"]["letter"] for claim in claims} == {"FF"}
    assert {claim["stance"] for claim in claims} == {"third_party"}
    assert all(claim["number"]["reasons"] and 1 <= claim["number"]["number"] <= 6 for claim in claims)
    denied = next(claim for claim in claims if claim["status"] == "denied")
    assert (denied["number"]["number"], denied["number"]["rule"]) == (5, "number.rejected-by-all")


def test_letters_and_numbers_stand_in_two_columns(run: Run, ledger: Path) -> None:
    run("review", ledger, "مرصد الضفة التجريبي", "letter", "--kind", "speaker", "--set", "letter=B", *SAID)
    run("review", ledger, "safh", "letter", "--kind", "outlet", "--set", "letter=D", *SAID)
    out, _ = run("accounts", ledger)
    assert "B speaker" in out and "D outlet" in out and "F speaker" in out
    assert "number.rejected-by-all" in out
    claims = told(run, ledger)
    assert sorted(claim["speaker_letter"]["letter"] for claim in claims) == ["B", "F", "F"]
    assert sorted(claim["outlet_letter"]["letter"] for claim in claims) == ["D", "F", "F"]


def test_a_reviewers_number_outranks_the_suggested_one_until_it_is_taken_back(run: Run, ledger: Path) -> None:
    key, before = told(run, ledger)[0]["id"], told(run, ledger)[0]["number"]["number"]
    run("review", ledger, key, "correct", "--set", "credibility=6", *SAID)
    number = told(run, ledger)[0]["number"]
    assert (number["number"], number["suggested"], number["overruled_by"]) == (6, before, "هند")
    assert "6 ✎" in run("accounts", ledger)[0]
    assert key in run("review", ledger, "--numbers")[0]
    run("review", ledger, key, "correct", "--set", "credibility=", *SAID)
    assert told(run, ledger)[0]["number"]["number"] == before


def test_standing_letters_are_listed(run: Run, ledger: Path) -> None:
    assert "every speaker and outlet is F" in run("review", ledger, "--letters")[1]
    for letter in "BC":
        run("review", ledger, "wadi", "letter", "--kind", "outlet", "--set", f"letter={letter}", *SAID)
    (row,) = json.loads(run("review", ledger, "--letters", "--json")[0])
    assert (row["key"], row["letter"], row["reason"]) == ("outlet:wadi", "C", "سبب واضح")
    assert "outlet:wadi" in run("review", ledger, "--letters")[0]


def test_why_tells_what_was_derived_from_a_claim(run: Run, ledger: Path) -> None:
    denied = next(claim for claim in told(run, ledger) if claim["status"] == "denied")
    run("review", ledger, "talla", "letter", "--kind", "outlet", "--set", "letter=E", *SAID)
    out, _ = run("why", ledger, denied["id"])
    assert "number.rejected-by-all" in out and "conflict.denial" in out and "origin.alone" in out
    assert "E: talla: سبب واضح (هند" in out
    parts = {part["name"]: part for part in json.loads(run("why", ledger, denied["id"], "--json")[0])["parts"]}
    assert parts["number"]["value"] == "5" and parts["speaker-letter"]["value"].startswith("F")
    assert parts["stance-to-claim"]["rules"] == ["stance-to-claim.third-party"]


def test_a_rejected_contradiction_is_listed_no_more_and_why_says_who_rejected_it(run: Run, ledger: Path) -> None:
    rows = json.loads(run("conflicts", ledger, "--json")[0])
    first = "+".join(rows[0][end]["id"] for end in ("left", "right"))
    run("review", ledger, first, "reject", *SAID)
    left = json.loads(run("conflicts", ledger, "--json")[0])
    assert len(left) == len(rows) - 1
    out, _ = run("why", ledger, rows[0]["left"]["id"])
    assert re.search(rf"rejected by +هند, \S+ \S+: سبب واضح \[conflict {re.escape(first)}\]", out)


def test_a_confirmed_contradiction_is_marked(run: Run, ledger: Path) -> None:
    row = json.loads(run("conflicts", ledger, "--json")[0])[0]
    run("review", ledger, f"{row['left']['id']}+{row['right']['id']}", "confirm", *SAID)
    assert "confirmed by هند" in run("conflicts", ledger)[0]
    assert [
        one["review"]["decision"] for one in json.loads(run("conflicts", ledger, "--json")[0]) if "review" in one
    ] == ["confirm"]


def test_two_claims_are_parted_and_joined_again_by_a_reviewer(run: Run, ledger: Path) -> None:
    key = "+".join(claim["id"] for claim in told(run, ledger)[:2])
    run("review", ledger, key, "reject", "--kind", "pair", *SAID)
    accounts = json.loads(run("accounts", ledger, "--origins", 1, "--json")[0])
    assert not any(set(key.split("+")) <= {claim["id"] for claim in account["claims"]} for account in accounts)
    run("review", ledger, key, "confirm", "--kind", "pair", *SAID)
    assert set(key.split("+")) <= {claim["id"] for claim in told(run, ledger)}
    assert "confirmed by" in run("why", ledger, key.split("+")[0])[0]
    assert "أكده" in run("why", ledger, key.split("+")[0], "--language", "ar")[0]


def test_a_quotation_that_two_outlets_carry_is_listed_with_the_fuller_form_first(run: Run, ledger: Path) -> None:
    (family,) = json.loads(run("copies", ledger, "--quotations", "--json")[0])
    assert family["outlets"] == ["safh", "wadi"] and family["original"]["words"] == SAID_IT
    (carrier,) = family["carriers"]
    assert (carrier["rule"], carrier["similarity"], carrier["quotation"]["outlet"]) == ("quote.cut", 1.0, "safh")
    out, _ = run("copies", ledger, "--quotations")
    assert "نادر النموذجي" in out and "quote.cut 100%" in out
    statement = json.loads(run("statements", ledger, "--speaker", "نادر", "--outlet", "safh", "--json")[0])[0]["id"]
    assert "quote.fullest" in run("why", ledger, statement)[0]
