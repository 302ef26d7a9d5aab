"""The gate lets figures rise and stops them from falling."""

import json
from pathlib import Path
from typing import Any

import pytest
from small_article import article

from qawl.errors import InputError, UsageError
from qawl.evaluate import __main__ as command
from qawl.evaluate.annotations import parse_annotation
from qawl.evaluate.gate import find_falls, load_floors, raise_floors, write_floors
from qawl.evaluate.scores import Scores, score

NOTHING: dict[str, Any] = {"statements": [], "claims": [], "places": []}


def scores(**changes: Any) -> Scores:
    return score([(parse_annotation(article()), parse_annotation(article(**changes)))])


@pytest.fixture
def floors_file(tmp_path: Path) -> Path:
    """A gate on one reference that is there and one that is not."""
    reference = tmp_path / "reference.jsonl"
    reference.write_text(json.dumps(article()) + "\n", encoding="utf-8")
    sets = {
        "samples": {
            "reference": "reference.jsonl",
            "required": True,
            "floors": {"cue.f1": 0.9, "claim.f1": 0.5},
            "ceilings": {"denied_as_asserted": 0, "claim.evidence.median_ratio": 1.5},
        },
        "dev": {"reference": "../elsewhere.jsonl", "required": False, "floors": {"cue.f1": 0.9}, "ceilings": {}},
    }
    path = tmp_path / "floors.json"
    path.write_text(json.dumps({"tolerance": 0.005, "note": "kept", "sets": sets}), encoding="utf-8")
    return path


def test_nothing_falls_when_all_is_right(floors_file: Path) -> None:
    floors = load_floors(floors_file)
    assert find_falls(floors.sets[0], scores(), floors.tolerance) == []


def test_a_figure_below_its_floor_falls(floors_file: Path) -> None:
    floors = load_floors(floors_file)
    falls = find_falls(floors.sets[0], scores(statements=[]), floors.tolerance)
    assert falls == ["samples: cue.f1 is 0.000, its floor is 0.900"]


def test_a_figure_above_its_ceiling_falls(floors_file: Path) -> None:
    claims = article()["claims"]
    claims[1]["status"] = "asserted"
    falls = find_falls(load_floors(floors_file).sets[0], scores(claims=claims), 0.005)
    assert falls == ["samples: denied_as_asserted is 1.000, its ceiling is 0.000"]


def test_the_tolerance_forgives_a_little(floors_file: Path) -> None:
    floor_set = load_floors(floors_file).sets[0]
    floor_set.floors["cue.f1"] = 1.004
    assert find_falls(floor_set, scores(), 0.005) == []
    floor_set.floors["cue.f1"] = 1.006
    assert find_falls(floor_set, scores(), 0.005) != []


def test_a_floor_for_a_figure_that_is_not_there_is_a_fall(floors_file: Path) -> None:
    floor_set = load_floors(floors_file).sets[0]
    floor_set.floors["cue.f2"] = 0.1
    assert find_falls(floor_set, scores(), 0.005) == ["samples: there is no figure cue.f2; mend the file of floors"]


def test_floors_rise_to_what_is_reached(floors_file: Path) -> None:
    raised = raise_floors(load_floors(floors_file), {"samples": scores()})
    write_floors(raised)
    again = load_floors(floors_file)
    assert again.sets[0].floors == {"cue.f1": 1.0, "claim.f1": 1.0}
    assert again.sets[0].ceilings == {"denied_as_asserted": 0, "claim.evidence.median_ratio": 1.5}
    assert again.sets[1].floors == {"cue.f1": 0.9}
    assert json.loads(floors_file.read_text(encoding="utf-8"))["note"] == "kept"


def test_floors_sink_only_on_purpose(floors_file: Path) -> None:
    floors = load_floors(floors_file)
    with pytest.raises(UsageError, match="--allow-lower"):
        raise_floors(floors, {"samples": scores(statements=[])})
    lowered = raise_floors(floors, {"samples": scores(statements=[])}, allow_lower=True)
    assert lowered.sets[0].floors["cue.f1"] == 0


def test_a_fall_within_the_tolerance_does_not_lower_a_floor(floors_file: Path) -> None:
    floors = load_floors(floors_file)
    floors.sets[0].floors["cue.f1"] = 1.004
    assert raise_floors(floors, {"samples": scores()}).sets[0].floors["cue.f1"] == 1.004


@pytest.mark.parametrize("content", ["", "[]", '{"sets": {}}', '{"tolerance": 0, "sets": {"a": {}}}'])
def test_a_file_of_another_shape_is_refused(tmp_path: Path, content: str) -> None:
    path = tmp_path / "floors.json"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(InputError, match=r"floors\.json"):
        load_floors(path)


def test_the_command_exits_by_the_gate(
    floors_file: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(command, "default_reader", lambda: lambda row: article())
    assert command.main(["--gate", str(floors_file)]) == 0
    out = capsys.readouterr().out
    assert "dev: not here" in out
    assert "The gate holds" in out
    monkeypatch.setattr(command, "default_reader", lambda: lambda row: NOTHING)
    assert command.main(["--gate", str(floors_file)]) == 1
    assert "cue.f1 is 0.000, its floor is 0.900" in capsys.readouterr().out
    assert command.main(["--gate", str(floors_file), "--write-floors"]) == 2
    assert load_floors(floors_file).sets[0].floors["cue.f1"] == 0.9
    assert command.main(["--gate", str(floors_file), "--write-floors", "--allow-lower"]) == 0
    assert load_floors(floors_file).sets[0].floors["cue.f1"] == 0


def test_a_required_reference_must_be_there(
    floors_file: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(command, "default_reader", lambda: lambda row: article())
    (floors_file.parent / "reference.jsonl").unlink()
    assert command.main(["--gate", str(floors_file)]) == 1
    assert "the gate needs it" in capsys.readouterr().err
