"""``qawl predictions`` and ``qawl relations`` on a ledger that the real reader filled. All speakers are invented."""

import json
from pathlib import Path
from xml.etree import ElementTree

import pytest

from qawl.cli import main as program

ARTICLES = (
    (
        "2017-09-05",
        "كونيكو\nتوقع الباحث فارس الخيالي أن تسيطر قوات سوريا الديمقراطية على حقل كونيكو خلال شهر.",
    ),
    ("2017-09-24", "كونيكو\nقال مرصد الضفة التجريبي إن قوات سوريا الديمقراطية سيطرت أمس على حقل كونيكو."),
    ("2017-09-25", "الحديدة\nقال نادر النموذجي إن إيران تدعم الحوثيين بالسلاح."),
)


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from qawl.adding import add, create_ledger
    from qawl.corroborating import corroborate
    from qawl.pipeline import load_reader

    folder = tmp_path_factory.mktemp("ledger")
    lines = [
        json.dumps({"id": f"a-{n}", "date": day, "outlet": f"wadi-{n}", "text": text}, ensure_ascii=False)
        for n, (day, text) in enumerate(ARTICLES)
    ]
    (folder / "articles.jsonl").write_text("\n".join(lines), encoding="utf-8")
    with create_ledger(str(folder / "ledger.db")) as opened:
        add(opened, [str(folder / "articles.jsonl")], reader=load_reader)
        corroborate(opened)
    return folder / "ledger.db"


def call(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[str, str]:
    monkeypatch.setattr("sys.argv", ["qawl", *map(str, arguments)])
    capsys.readouterr()
    try:
        program.main()
    except SystemExit as end:
        assert not end.code
    printed = capsys.readouterr()
    return printed.out, printed.err


def test_a_forecast_stands_beside_what_bears_it_out(
    ledger: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    out, err = call(monkeypatch, capsys, "predictions", ledger, "--speaker", "فارس الخيالي")
    assert "borne out" in out and "2017-10-05" in out and "مرصد الضفة" in out
    assert "1 forecasts, 1 borne out" in err and "too few settled for a share" in err


def test_forecasts_as_json_hold_both_claims_and_no_share(
    ledger: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    found = json.loads(call(monkeypatch, capsys, "predictions", ledger, "--speaker", "الخيالي", "--json")[0])
    (one,) = found["predictions"]
    assert one["outcome"] == "borne_out"
    assert "كونيكو" in one["claim"]["words"] and "كونيكو" in one["settled_by"][0]["words"]
    assert [tally["rate"] for tally in found["tallies"]] == [None]


def test_only_forecasts_of_the_outcome_asked_for(
    ledger: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert "No forecast fits" in call(monkeypatch, capsys, "predictions", ledger, "--outcome", "contradicted")[1]


def test_relations_say_who_says_so(
    ledger: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    out, _ = call(monkeypatch, capsys, "relations", ledger, "--actor", "الحوثيين")
    assert "backs" in out and "نادر النموذجي" in out
    found = json.loads(call(monkeypatch, capsys, "relations", ledger, "--actor", "Houthi", "--json")[0])
    backs = [one for one in found if one["kind"] == "backs"]
    assert [(one["actor"], one["target"], one["speaker_name"]) for one in backs] == [
        ("country.IR", "ye.houthis", "نادر النموذجي")
    ]


def test_relations_as_graphml_parse(
    ledger: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    root = ElementTree.fromstring(call(monkeypatch, capsys, "relations", ledger, "--format", "graphml")[0])
    space = "{http://graphml.graphdrawing.org/xmlns}"
    assert {"country.IR", "ye.houthis"} <= {node.attrib["id"] for node in root.iter(f"{space}node")}


def test_an_actor_of_no_relation_is_told(
    ledger: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert "No relation fits" in call(monkeypatch, capsys, "relations", ledger, "--actor", "الصليب الأحمر")[1]
