"""Typed another way, figures may fall a little or by one answer; known falls are told, and mended ones too."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from small_article import article

from qawl.errors import AnnotationError
from qawl.evaluate import __main__ as command
from qawl.evaluate.annotations import parse_annotation
from qawl.evaluate.denominators import one_answer
from qawl.evaluate.retypeset import SETTINGS
from qawl.evaluate.retypeset_gate import (
    NO_SCORE,
    Limits,
    find_breaches,
    find_falls,
    format_trials,
    load_limits,
    new_misses,
    trials_markdown,
    try_settings,
)
from qawl.evaluate.scores import Scores, is_count, score
from qawl.evaluate.tally import Tally, add_up

RIGHT = parse_annotation(article())
LOST = parse_annotation(article(places=[]))


def scores(right: int, lost: int) -> Scores:
    """So many articles read rightly, and so many whose place was not found."""
    return score([*[(RIGHT, RIGHT)] * right, *[(RIGHT, LOST)] * lost])


def test_a_fall_beyond_the_limit_is_told() -> None:
    falls = {fall.figure: fall for fall in find_falls(scores(100, 0), scores(97, 3), 0.02)}
    assert set(falls) == {"place.resolved.recall"}
    assert falls["place.resolved.recall"].after == 0.97
    assert falls["place.resolved.recall"].allowed == 0.02


def test_a_fall_within_the_limit_is_none() -> None:
    assert list(find_falls(scores(100, 0), scores(98, 2), 0.02)) == []


def test_one_answer_may_always_be_lost_and_no_more() -> None:
    assert list(find_falls(scores(10, 0), scores(9, 1), 0.02)) == []
    assert "place.resolved.recall" in {f.figure for f in find_falls(scores(10, 0), scores(8, 2), 0.02)}


def test_a_rise_is_no_fall() -> None:
    assert list(find_falls(scores(8, 2), scores(10, 0), 0.02)) == []


@pytest.mark.parametrize(
    ("figure", "count"),
    [
        ("cue.precision", "statement.found"),
        ("who_said_what.recall", "statement.reference"),
        ("source.accuracy", "statement.paired"),
        ("speaker.baseline.accuracy", "statement.paired"),
        ("speaker.b_cubed.f1", "b_cubed.statements"),
        ("place.resolved.recall", "place.reference"),
        ("claim.precision", "claim.found"),
        ("claim.complete.f1", "claim.reference"),
        ("claim.place.accuracy", "claim.paired"),
        ("claim.unit.accuracy", "claim.counted"),
        ("claim.date.accuracy_on_dated", "claim.dated"),
        ("claim.denied.recall", "status.reference:denied"),
        ("claim.evidence.mean_overlap", "claim.paired"),
    ],
)
def test_each_figure_is_out_of_something(figure: str, count: str) -> None:
    tally = Tally()
    for kind in ("statement", "claim", "place"):
        for side in ("found", "reference", "paired"):
            tally.count(f"{kind}.{side}", 1000)
    tally.count(count, 8 - tally.counts[count])
    assert one_answer(figure, add_up([tally])) == 1 / 8


def test_a_macro_f1_hangs_on_its_rarest_value() -> None:
    tally = Tally()
    for value, count in (("asserts", 40), ("denies", 5)):
        tally.count(f"stance.reference:{value}", count)
    assert one_answer("stance.macro_f1", add_up([tally])) == 1 / 10


def test_no_printed_figure_is_without_a_denominator() -> None:
    found = scores(3, 0)
    totals = add_up(found.tallies)
    for figure in found.figures:
        if not is_count(figure) and figure not in NO_SCORE:
            assert 0 < one_answer(figure, totals) < 1, figure


def reader(row: Mapping[str, Any]) -> Mapping[str, Any]:
    """Reads nothing of a text that lacks hamzas, and all of another."""
    return article() if "أ" in row["text"] or "إ" in row["text"] else {"statements": [], "claims": [], "places": []}


def trials(**known: str) -> tuple[list[str], str]:
    limits = Limits(0.02, {}, known)
    settings = {name: SETTINGS[name] for name in ("no-hamza-on-alef", "curly-quotes")}
    plain, found = try_settings([article()], reader, limits, settings)
    return find_breaches(found, limits), format_trials(plain, found, limits)


def test_a_setting_that_falls_is_a_breach_unless_it_is_known() -> None:
    (breach,), table = trials()
    assert breach.startswith("no-hamza-on-alef: ")
    assert "not known yet" in table and "cue.recall" in table
    breaches, table = trials(**{"no-hamza-on-alef": "no rule forgives it"})
    assert breaches == []
    assert "(known)" in table and "no rule forgives it" in table


def test_the_page_shows_changes_and_falls_of_each_set() -> None:
    settings = {name: SETTINGS[name] for name in ("no-hamza-on-alef", "curly-quotes")}
    tried = try_settings([article()], reader, Limits(0.02, {}, {}), settings)
    lines = trials_markdown({"samples": tried, "dev": tried}).splitlines()
    assert len(lines) == 5
    assert len({line.count("|") for line in lines}) == 1
    assert lines[2].startswith("| as it stands | 1.000 | 1.000 | 1.000 |")
    assert lines[3].startswith("| no-hamza-on-alef | -1.000 | -1.000 | -1.000 |")
    assert lines[4].endswith("|  |  |")


def test_a_known_fall_that_is_mended_must_leave_the_list() -> None:
    breaches, _ = trials(**{"no-hamza-on-alef": "why", "curly-quotes": "why"})
    assert breaches == ["curly-quotes: falls no longer; take it off the known falls"]


def test_only_what_the_other_typing_brings_is_shown() -> None:
    missed = parse_annotation(article(claims=[]))
    new = new_misses(scores(0, 1), score([(RIGHT, missed), (RIGHT, LOST)]))
    assert set(new) == {"missed claim"}


def test_limits_are_read_by_set_and_misspelt_settings_refused(tmp_path: Path) -> None:
    path = tmp_path / "limits.json"
    content = {"limit": 0.02, "limits": {"no-stops": 0.05}, "known": {"samples": {"vowelled": "why"}}}
    path.write_text(json.dumps(content), encoding="utf-8")
    assert load_limits(path, "samples").known == {"vowelled": "why"}
    assert load_limits(path, "dev").known == {}
    assert load_limits(path, "dev").of("no-stops") == 0.05
    path.write_text(json.dumps(content | {"limits": {"no-dots": 0.05}}), encoding="utf-8")
    with pytest.raises(AnnotationError, match="no setting 'no-dots'"):
        load_limits(path, "samples")
    path.write_text("[]", encoding="utf-8")
    with pytest.raises(AnnotationError, match="no file of limits"):
        load_limits(path, "samples")


def test_the_command_fails_on_a_breach(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(command, "default_reader", lambda: reader)
    reference, limits = tmp_path / "reference.jsonl", tmp_path / "limits.json"
    reference.write_text(json.dumps(article()) + "\n", encoding="utf-8")
    limits.write_text(json.dumps({"limit": 0.02, "limits": {}, "known": {}}), encoding="utf-8")
    assert command.main([str(reference), "--retypeset", str(limits), "--errors", "2"]) == 1
    out = capsys.readouterr().out
    assert "no-hamza-on-alef: " in out
    assert "# no-hamza-on-alef, missed cue: 2" in out
