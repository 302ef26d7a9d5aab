"""Interchange lines are read strictly, and their faults are named."""

from pathlib import Path
from typing import Any

import pytest
from small_article import article

from qawl.errors import InputError
from qawl.evaluate.annotations import find_faults, parse_annotation, read_lines
from qawl.model.span import Span


def test_parsing_keeps_what_stands_in_the_line() -> None:
    annotation = parse_annotation(article())
    assert annotation.statements[0].cue.of(annotation.text) == "قال"
    assert annotation.claims[1].quantity is None
    assert annotation.claims[0].place is not None
    assert annotation.places[0].latitude == 31.0
    assert parse_annotation({"id": "x", "text": ""}).statements == ()


def test_a_sound_line_has_no_faults() -> None:
    assert find_faults(article()) == []


@pytest.mark.parametrize("bad", [[-1, 2], [3, 3], [5, 4], [0, 100_000]])
def test_spans_outside_the_text(bad: list[int]) -> None:
    row = article()
    row["statements"][0]["cue"] = bad
    row["claims"][0]["evidence"] = bad
    row["places"][0]["span"] = bad
    assert len(find_faults(row)) == 3


def change(row: dict[str, Any], kind: str, number: int, **values: Any) -> dict[str, Any]:
    row[kind][number].update(values)
    return row


def test_repeated_ids() -> None:
    assert "used twice" in find_faults(change(article(), "statements", 1, id="s1"))[0]


def test_unknown_and_circular_parents() -> None:
    assert find_faults(change(article(), "statements", 0, parent="s9")) == ["statement s1: no statement 's9'"]
    circle = change(change(article(), "statements", 0, parent="s2"), "statements", 1, parent="s1")
    assert find_faults(circle) == ["statement s1: is its own ancestor", "statement s2: is its own ancestor"]
    assert find_faults(change(article(), "statements", 0, parent="s1")) == ["statement s1: is its own ancestor"]


def test_a_claim_of_no_statement() -> None:
    assert find_faults(change(article(), "claims", 0, statement="s9")) == ["claim c1: no statement 's9'"]


@pytest.mark.parametrize("day", ["2014-22", "2018-02-30", "2018-3-1", "14 March", "2018-03-14T00:00", "٢٠١٨"])
def test_a_date_that_is_none(day: str) -> None:
    assert len(find_faults(change(article(), "claims", 0, date=day))) == 1


@pytest.mark.parametrize("day", ["", "2014", "2014-12", "2016-02-29"])
def test_a_date_as_precise_as_it_is_known(day: str) -> None:
    assert find_faults(change(article(), "claims", 0, date=day)) == []


@pytest.mark.parametrize(
    ("kind", "field"),
    [("statements", "kind"), ("statements", "manner"), ("statements", "stance"), ("claims", "status")],
)
def test_values_that_nobody_knows(kind: str, field: str) -> None:
    row = article()
    row[kind][0][field] = "other"
    assert len(find_faults(row)) == 1


@pytest.mark.parametrize(("low", "high"), [(None, None), (3, 2)])
def test_a_quantity_that_is_none(low: int | None, high: int | None) -> None:
    quantity = {"min": low, "max": high, "unit": ""}
    assert len(find_faults(change(article(), "claims", 0, quantity=quantity))) == 1


@pytest.mark.parametrize(
    ("line", "problem"), [("{", "not JSON"), ("[]", "expected an object"), ('{"id": "a"}', "`text`")]
)
def test_a_bad_line_is_named(tmp_path: Path, line: str, problem: str) -> None:
    path = tmp_path / "reference.jsonl"
    path.write_text('{"id": "a", "text": "b"}\n\n' + line + "\n", encoding="utf-8")
    with pytest.raises(InputError, match=problem) as caught:
        list(read_lines(path))
    assert "reference.jsonl:3" in str(caught.value)


@pytest.mark.parametrize(
    ("named", "rules"),
    [
        ({"rule": "strike.raid+status.plain"}, ("strike.raid+status.plain",)),
        ({"rule": "a.b+c.d", "rules": ["a.b", "c.d", "e.f"]}, ("a.b", "c.d", "e.f")),
        ({"rule": "g.h", "rules": ["a.b", "a.b"]}, ("g.h", "a.b")),
        ({}, ()),
    ],
)
def test_rules_of_a_record_are_named_once(named: dict[str, Any], rules: tuple[str, ...]) -> None:
    row = change(article(), "claims", 0, **named)
    assert parse_annotation(row).claims[0].rules == rules


def test_spans_are_half_open() -> None:
    assert parse_annotation(article()).statements[0].content[0] == Span(*article()["statements"][0]["content"][0])
