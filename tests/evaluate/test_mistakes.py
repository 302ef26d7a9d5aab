"""Mistakes stand in order of the harm they do."""

from collections.abc import Callable
from typing import Any

import pytest
from small_article import article, span

from qawl.evaluate.annotations import parse_annotation
from qawl.evaluate.comparison import compare
from qawl.evaluate.mistakes import Harm, Mistake, find_mistakes


def mistakes(spoil: Callable[[dict[str, Any]], object]) -> list[Mistake]:
    answer = article()
    spoil(answer)
    return find_mistakes([compare(parse_annotation(article()), parse_annotation(answer))])


@pytest.mark.parametrize(
    ("spoil", "harm"),
    [
        (lambda row: row["claims"][1].update(status="asserted"), Harm.DENIAL_LOST),
        (lambda row: row["statements"][1].update(stance="asserts"), Harm.DENIAL_LOST),
        (lambda row: row["claims"][0].update(status="denied"), Harm.DENIAL_MADE),
        (lambda row: row["statements"][0].update(stance="denies"), Harm.DENIAL_MADE),
        (lambda row: row["statements"][0].update(speaker="نزار"), Harm.SPEAKER),
        (lambda row: row["claims"][0].update(statement=None), Harm.SPEAKER),
        (lambda row: row["claims"][0].update(status="possible"), Harm.STATUS),
        (lambda row: row["claims"][0].update(quantity=None), Harm.QUANTITY),
        (lambda row: row["claims"][0].update(place=span("الميناء")), Harm.PLACE),
        (lambda row: row["places"][0].update(lat=36.0), Harm.WHERE),
        (lambda row: row["claims"][0].update(actor="الجيش"), Harm.PARTY),
        (lambda row: row["claims"][0].update(date="2018-03-14"), Harm.DATE),
        (lambda row: row["statements"][0].update(content=[span("القصف")]), Harm.CONTENT),
        (lambda row: row["statements"][0].update(manner="direct"), Harm.DETAIL),
        (lambda row: row["claims"][0]["quantity"].update(unit="جسر"), Harm.DETAIL),
        (lambda row: row["places"].pop(), Harm.MISSED_PLACE),
        (lambda row: row["claims"].pop(0), Harm.MISSED_CLAIM),
        (lambda row: row["places"].append({**row["places"][0], "span": span("الميناء")}), Harm.EXTRA_PLACE),
    ],
)
def test_each_fault_has_its_harm(spoil: Callable[[dict[str, Any]], object], harm: Harm) -> None:
    (mistake,) = mistakes(spoil)
    assert mistake.harms == (harm,)


def test_a_place_put_elsewhere_has_only_its_position_wrong() -> None:
    (mistake,) = mistakes(lambda row: row["places"][0].update(lat=36.0))
    assert [field.name for field in mistake.fields if not field.is_right] == ["position"]


def test_a_right_reading_has_no_mistakes() -> None:
    assert mistakes(lambda row: None) == []


def test_the_worst_comes_first_and_tells_what_else_is_wrong() -> None:
    def spoil(row: dict[str, Any]) -> None:
        row["places"].pop()
        row["claims"][0].update(date="", place=None)
        row["claims"][1].update(status="asserted", date="2018")

    found = mistakes(spoil)
    assert [m.harm for m in found] == [Harm.DENIAL_LOST, Harm.PLACE, Harm.MISSED_PLACE]
    assert found[0].harms == (Harm.DENIAL_LOST, Harm.DATE)
    wrong = {field.name: (field.wanted, field.got) for field in found[0].fields if not field.is_right}
    assert wrong == {"status": ("denied", "asserted"), "date": ("", "2018")}


def test_a_missed_record_shows_what_was_expected_and_nothing_found() -> None:
    found = mistakes(lambda row: row["statements"].pop(1))
    assert [m.harm for m in found] == [Harm.SPEAKER, Harm.MISSED_STATEMENT]  # its claim hangs on nothing now
    assert {field.name: field.got for field in found[1].fields}["speaker"] == ""
    assert {field.name: field.wanted for field in found[1].fields}["speaker"] == "العقيد"
