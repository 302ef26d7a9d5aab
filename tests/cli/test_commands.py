"""The command line: data on standard output, talk on standard error, and an exit status that tells."""

import csv
import json
from collections.abc import Callable
from pathlib import Path

import pytest

import small_ledger
from counts import counted
from qawl.cli import main as program
from qawl.model.statement import Stance
from small_ledger import SIEGE, SmallReader, add_text, make_ledger

Run = Callable[..., "Outcome"]


class Outcome:
    """What one call printed, and how it ended."""

    def __init__(self, status: int, out: str, err: str) -> None:
        self.status, self.out, self.err = status, out, err

    @property
    def json(self) -> list[dict[str, object]]:
        value: list[dict[str, object]] = json.loads(self.out)
        return value


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Calls ``qawl`` with the stand-in reader; a call that ends of itself has status 0."""
    for command in ("add", "read", "reread", "demo"):
        monkeypatch.setattr(f"qawl.cli.{command}.open_reader", SmallReader)

    def call(*arguments: object) -> Outcome:
        monkeypatch.setattr("sys.argv", ["qawl", *map(str, arguments)])
        capsys.readouterr()
        try:
            program.main()
            status = 0
        except SystemExit as end:
            status = int(end.code or 0)
        printed = capsys.readouterr()
        return Outcome(status, printed.out, printed.err)

    return call


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    """A ledger with one article."""
    path = tmp_path / "ledger.db"
    with make_ledger(path) as opened:
        add_text(opened)
    return path


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "article.txt"
    path.write_text(SIEGE, encoding="utf-8")
    return path


def test_from_nothing_to_statements_in_three_commands(run: Run, tmp_path: Path, article: Path) -> None:
    ledger = tmp_path / "new.db"
    assert "Next: qawl add" in run("init", ledger).err
    added = run("add", ledger, article, "--published", "2017-09-05", "--outlet", "wadi")
    assert (added.status, added.out) == (0, "")
    assert counted(added.err, "new") == 1
    assert counted(added.err, "statements") == 3
    found = run("statements", ledger, "--json").json
    assert [statement["cue"] for statement in found] == ["قال", "نفى", "أعلن"]


def test_adding_again_changes_nothing(run: Run, ledger: Path, article: Path) -> None:
    run("add", ledger, article)
    again = run("add", ledger, article, "--json")
    assert again.status == 0
    assert json.loads(again.out)["known"] == 1
    assert json.loads(again.out)["new"] == 0


def test_what_cannot_be_added_is_told_counted_and_noted(run: Run, ledger: Path, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "bad.txt").write_bytes(b"\x00\x01")
    (tmp_path / "in" / "good.txt").write_text(SIEGE + "\nتتمة.", encoding="utf-8")
    added = run("add", ledger, tmp_path / "in")
    assert added.status == 1
    assert "bad.txt: binary data" in added.err
    assert counted(added.err, "new") == 1
    assert "bad.txt" in run("issues", ledger).out
    assert len(run("issues", ledger, "--json").json) == 1


@pytest.mark.parametrize(
    ("options", "count"),
    [
        (["--speaker", "احمد"], 1),
        (["--stance", "denies"], 1),
        (["--since", "2018"], 0),
        (["--until", "2017-09"], 3),
        (["--outlet", "wadi"], 3),
        (["--limit", "2"], 2),
        (["--limit", "0"], 3),
    ],
)
def test_statements_are_filtered(run: Run, ledger: Path, options: list[str], count: int) -> None:
    assert len(run("statements", ledger, "--json", *options).json) == count


@pytest.mark.parametrize(
    ("options", "count"),
    [
        (["--type", "casualties"], 1),
        (["--place", "دير الزور"], 3),
        (["--actor", "الجيش"], 3),
        (["--status", "denied"], 1),
        (["--since", "2017-09-05"], 1),
        (["--until", "2017-09-04"], 3),
    ],
)
def test_claims_are_filtered(run: Run, ledger: Path, options: list[str], count: int) -> None:
    assert len(run("claims", ledger, "--json", *options).json) == count


@pytest.mark.parametrize(
    ("command", "shown"),
    [
        (["statements"], ["أحمد الوادي", "denies", "2017-09-05"]),
        (["claims"], ["casualties", "≥ 12", "دير الزور*"]),
        (["documents"], ["حصار المدينة ينتهي", "3 / 4", "SAMPLE"]),
        (["search", "احمد"], ["[أحمد]"]),
        (["situation", "--place", "دير الزور", "--date", "2017-09-11"], ["الجيش", "took"]),
    ],
)
def test_tables_for_people(run: Run, ledger: Path, command: list[str], shown: list[str]) -> None:
    outcome = run(command[0], ledger, *command[1:])
    assert outcome.status == 0
    for words in shown:
        assert words in outcome.out


def test_a_situation_has_a_verdict_with_its_rule(run: Run, ledger: Path) -> None:
    (found,) = run("situation", ledger, "--place", "دير الزور", "--date", "2017-09-11", "--json").json
    assert (found["verdict"], found["rule"]) == ("contested", "control.denied")


def test_adding_again_derives_what_a_stopped_call_left(run: Run, tmp_path: Path, article: Path) -> None:
    ledger = tmp_path / "new.db"
    run("init", ledger)
    run("add", ledger, article, "--no-corroborate")
    assert run("add", ledger, article).status == 0
    assert run("corroborate", ledger, "--json").json["documents"] == 0  # type: ignore[call-overload]


def test_a_stopped_corroboration_says_that_it_goes_on(run: Run, ledger: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("qawl.corroborating.corroborate", stop)
    outcome = run("corroborate", ledger)
    assert outcome.status == 130
    assert "goes on from there" in outcome.err


@pytest.mark.parametrize("options", [["--date", "0001-01-01"], ["--date", "9999", "--stale", "100000"]])
def test_a_situation_is_told_of_any_day_with_its_verdict(run: Run, ledger: Path, options: list[str]) -> None:
    outcome = run("situation", ledger, "--place", "دير الزور", *options)
    assert outcome.status == 0
    assert "(control." in outcome.out


def test_a_situation_knows_only_what_was_published_by_then(run: Run, ledger: Path) -> None:
    options = ["--place", "دير الزور", "--date", "2017-09-11", "--known-on", "2017-09-01", "--format", "json"]
    (found,) = run("situation", ledger, *options).json
    assert (found["verdict"], found["standings"]) == ("unknown", [])


def test_a_history_has_one_row_a_place_day_and_speaker(run: Run, ledger: Path) -> None:
    options = ["--place", "دير الزور", "--date", "2018", "--history", "--format", "csv"]
    rows = list(csv.DictReader(run("situation", ledger, *options).out.splitlines()))
    assert {row["verdict"] for row in rows} == {"contested", "stale"}
    assert len({(row["geonameid"], row["date"], row["speaker_id"]) for row in rows}) == len(rows)


def test_a_situation_is_also_geojson(run: Run, ledger: Path) -> None:
    options = ["--place", "دير الزور", "--date", "2017-09-11", "--format", "geojson"]
    found = json.loads(run("situation", ledger, *options).out)
    assert {feature["geometry"]["type"] for feature in found["features"]} == {"Point"}


@pytest.mark.parametrize(
    "command",
    [
        ["statements"],
        ["claims"],
        ["documents"],
        ["issues"],
        ["search", "قال"],
        ["situation", "--place", "الميادين", "--date", "2018"],
    ],
)
def test_every_list_is_also_json(run: Run, ledger: Path, command: list[str]) -> None:
    outcome = run(command[0], ledger, *command[1:], "--json")
    assert isinstance(outcome.json, list)
    assert outcome.status == 0


def test_a_list_that_was_cut_says_so(run: Run, ledger: Path) -> None:
    assert "--limit 0" in run("statements", ledger, "--limit", "2").err
    assert "--limit 0" not in run("statements", ledger, "--limit", "3").err


def test_why_shows_what_stands_behind_a_record(run: Run, ledger: Path) -> None:
    statement = run("statements", ledger, "--json").json[0]
    shown = run("why", ledger, statement["id"])
    for words in ("cue.test", "أحمد الوادي", "SHA-256", "⟪قال⟫"):
        assert words in shown.out
    as_json = json.loads(run("why", ledger, statement["id"], "--json").out)
    assert as_json["rules"] == ["قال", "cue.test", "source.test", "speaker.test"]


def test_removing_takes_everything_of_the_article(run: Run, ledger: Path) -> None:
    document = run("documents", ledger, "--json").json[0]
    assert "3 statements" in run("remove", ledger, document["id"]).err
    assert run("statements", ledger, "--json").json == []


def test_reading_again_shows_what_would_change(run: Run, ledger: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("qawl.cli.reread.open_reader", lambda: SmallReader("2"))
    monkeypatch.setattr("qawl.cli.reread.reader_version", lambda: "2")
    dry = run("reread", ledger, "--dry-run")
    assert "0 new, 3 gone, 2 changed" in dry.out
    assert "1 documents read again with version 2; 1 would change" in dry.err
    assert len(run("statements", ledger, "--json").json) == 3
    assert "1 changed." in run("reread", ledger).err
    assert len(run("statements", ledger, "--json").json) == 2
    assert "0 documents read again" in run("reread", ledger).err


def test_all_documents_are_read_again_after_the_data_were_edited(
    run: Run, ledger: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "Give --all" in run("reread", ledger).err
    same = run("reread", ledger, "--all", "--dry-run")
    assert "1 documents read again" in same.err
    assert same.out == ""
    monkeypatch.setitem(small_ledger._CUES, "قال", Stance.DOUBTS)
    changed = run("reread", ledger, "--all", "--dry-run", "--json").json
    assert len(changed[0]["changed"]) >= 1  # type: ignore[arg-type]
    assert "1 changed" in run("reread", ledger, "--all").err
    assert "0 changed" in run("reread", ledger, "--all").err


def test_a_place_can_be_asked_why(run: Run, ledger: Path) -> None:
    told = run("why", ledger, "sy.mayadin").out
    assert "place sy.mayadin" in told
    assert "GeoNames 168000" in told
    assert run("why", ledger, "sy.mayadin", "--json").status == 0


def test_an_empty_folder_is_told(run: Run, tmp_path: Path) -> None:
    outcome = run("read", tmp_path)
    assert (outcome.status, outcome.out) == (0, "")
    assert "no article there" in outcome.err


def test_a_ledger_that_cannot_be_made_is_told_without_a_traceback(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "full"
    folder.mkdir()
    (folder / "a.db-journal").mkdir()
    (folder / "a.db").symlink_to(tmp_path / "nowhere" / "a.db")
    outcome = run("init", folder / "a.db")
    assert outcome.status == 1
    assert outcome.err.startswith("qawl: ")


def test_a_report_that_has_no_folder_is_refused_before_any_work(run: Run, tmp_path: Path) -> None:
    samples = tmp_path / "samples"
    samples.mkdir()
    (samples / "a.txt").write_text(SIEGE, encoding="utf-8")
    ledger = tmp_path / "demo.db"
    outcome = run("demo", samples, "--ledger", ledger, "--report", tmp_path / "none" / "r.html")
    assert outcome.status == 2
    assert not ledger.exists()


def test_read_writes_one_line_for_each_article_in_order(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "in.jsonl"
    path.write_text("\n".join(json.dumps({"id": str(n), "text": f"{SIEGE} {n}"}) for n in range(5)), encoding="utf-8")
    outcome = run("read", path, "--format", "jsonl")
    assert [json.loads(line)["id"] for line in outcome.out.splitlines()] == ["0", "1", "2", "3", "4"]
    assert (outcome.status, outcome.err) == (0, "")


def test_read_tells_of_bad_lines_and_reads_the_others(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "in.jsonl"
    good = json.dumps({"id": "a", "text": SIEGE})
    path.write_text(f"{good}\nbroken\n{good}\n", encoding="utf-8")
    outcome = run("read", path, "--format", "jsonl")
    assert len(outcome.out.splitlines()) == 2
    assert f"{path}:2: not JSON" in outcome.err
    assert outcome.status == 1


def test_read_for_people_and_as_json(run: Run, article: Path) -> None:
    shown = run("read", article, "--published", "2017-09-05")
    assert "أحمد الوادي" in shown.out
    assert "2017-09-05" in shown.out
    assert len(json.loads(run("read", article, "--format", "json").out)["statements"]) == 3


def test_a_reader_that_trips_over_one_article_does_not_stop_the_others(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Tripping:
        def read(self, document):  # type: ignore[no-untyped-def]
            if document.external_id == "bad":
                raise RuntimeError("odd")
            return SmallReader().read(document)

    monkeypatch.setattr("qawl.cli.read.open_reader", Tripping)
    path = tmp_path / "in.jsonl"
    path.write_text("\n".join(json.dumps({"id": name, "text": SIEGE}) for name in ("bad", "good")), encoding="utf-8")
    outcome = run("read", path, "--format", "jsonl")
    assert [json.loads(line)["id"] for line in outcome.out.splitlines()] == ["good"]
    assert "in.jsonl:1: could not be read (RuntimeError: odd)" in outcome.err
    assert outcome.status == 1


@pytest.mark.parametrize(
    ("arguments", "status", "words"),
    [
        (["read", "ftp://wadi.example/1"], 2, "ftp addresses are not read"),
        (["read", "https://10.0.0.1/1"], 1, "private network"),
        (["add", "LEDGER", "https://127.0.0.1/1"], 1, "loopback"),
        (["watch", "LEDGER", "no-such-list.toml"], 2, "cannot be read"),
        (["versions", "LEDGER", "d_none"], 2, "no such document"),
        (["add", "LEDGER", "a.csv", "--map", "text"], 2, "--map"),
        (["read", "no-such-file.txt"], 2, "no such file"),
        (["read", "LEDGER", "--format", "odd"], 2, "odd"),
        (["read", "LEDGER", "--published", "soon"], 2, "is no date"),
        (["add", "LEDGER", "no-such-file.txt"], 2, "no such file"),
        (["add", "none.db", "LEDGER"], 1, "qawl init"),
        (["statements", "none.db"], 1, "qawl init"),
        (["statements", "LEDGER", "--since", "soon"], 2, "no date"),
        (["statements", "LEDGER", "--stance", "odd"], 2, "odd"),
        (["claims", "LEDGER", "--type", "odd"], 2, "odd"),
        (["situation", "LEDGER", "--place", "عدن", "--date", "2017"], 2, "no place of this name"),
        (["situation", "LEDGER", "--place", "دير الزور", "--date", "soon"], 2, "no date"),
        (["situation", "LEDGER", "--place", " ", "--date", "2017"], 2, "--place is empty"),
        (["situation", "LEDGER", "--place", "عدن", "--date", "2017", "--stale", "999999999999"], 2, "100000"),
        (["situation", "LEDGER", "--place", "عدن", "--date", "2017", "--json", "--format", "csv"], 2, "two things"),
        (["relations", "LEDGER", "--json", "--format", "graphml"], 2, "two things"),
        (["search", "LEDGER", "«»"], 2, "no word"),
        (["why", "LEDGER", "s_none"], 2, "no statement"),
        (["remove", "LEDGER", "d_none"], 2, "no such document"),
        (["demo", "no-such-folder"], 2, "no folder"),
        (["dance"], 2, "dance"),
        ([], 2, ""),
    ],
)
def test_wrong_calls_and_wrong_data_end_with_their_status_and_advice(
    run: Run, ledger: Path, arguments: list[str], status: int, words: str
) -> None:
    outcome = run(*(ledger if argument == "LEDGER" else argument for argument in arguments))
    assert outcome.status == status
    assert words in outcome.err
    assert "Traceback" not in outcome.err
    assert outcome.out == "" or not arguments


def test_every_command_explains_itself(run: Run) -> None:
    commands = run("--help").out
    for command in ("read", "init", "add", "statements", "claims", "situation", "search", "why", "documents", "issues"):
        assert command in commands
        assert run(command, "--help").status == 0
