"""Numbers of claims, lined up."""

import pytest

from account_cards import count, tell
from qawl.corroborate.context import load_world
from qawl.corroborate.figures import FigureRelation, compare_figures, figure_of, line_up_figures
from qawl.model.account import ClaimCard
from qawl.model.claim import Basis, Harm, Quantity

EXACT_40 = count(40)


def said(quantity: Quantity, **more: object) -> ClaimCard:
    return tell("casualties.kill", f"سقوط {quantity.min} في ودرة", count=quantity, **more)  # type: ignore[arg-type]


def relation(left: ClaimCard, right: ClaimCard) -> FigureRelation:
    one, other = figure_of(left), figure_of(right)
    assert one is not None
    assert other is not None
    assert compare_figures(one, other) is compare_figures(other, one)
    return compare_figures(one, other)


@pytest.mark.parametrize(
    ("quantity", "expected"),
    [
        (count(40), FigureRelation.EQUAL),
        (count(60), FigureRelation.DIFFER),
        (count(42, basis=Basis.ABOUT), FigureRelation.COMPATIBLE),
        (count(25, basis=Basis.AT_LEAST), FigureRelation.COMPATIBLE),
        (count(70, basis=Basis.AT_LEAST), FigureRelation.DIFFER),
        (count(35, 45), FigureRelation.COMPATIBLE),
        (count(40, harm=Harm.WOUNDED), FigureRelation.APART),
        (count(16, part=True), FigureRelation.APART),
    ],
)
def test_figures_agree_leave_room_or_contradict(quantity: Quantity, expected: FigureRelation) -> None:
    assert relation(said(EXACT_40), said(quantity, outlet="tal")) is expected


def test_children_are_not_compared_with_everybody() -> None:
    assert relation(said(EXACT_40), said(count(9), counted="children")) is FigureRelation.APART


def test_a_rising_toll_is_one_run_in_order_of_time() -> None:
    days = [(12, "2020-05-04"), (19, "2020-05-05"), (25, "2020-05-07")]
    cards = [said(count(value), published=day) for value, day in days]
    assert line_up_figures(reversed(cards)) == (tuple(card.id for card in cards),)


def test_a_count_that_falls_begins_another_run() -> None:
    cards = [said(count(value), published=day) for value, day in [(30, "2020-05-04"), (12, "2020-05-05")]]
    assert line_up_figures(cards) == ()


def test_a_part_stands_in_no_run() -> None:
    whole, part = said(count(43)), said(count(16, part=True), published="2020-05-06")
    assert line_up_figures([whole, part]) == ()


def test_a_claim_without_a_number_has_no_figure() -> None:
    assert figure_of(tell("strike.air", "غارة على ودرة")) is None


def test_a_first_count_leaves_room_for_a_higher_one() -> None:
    first = said(count(40), is_initial=True)
    assert relation(first, said(count(70), outlet="tal")) is FigureRelation.COMPATIBLE
    assert relation(first, said(count(20), outlet="tal")) is FigureRelation.DIFFER
    world = load_world()
    assert world.is_initial("الحصيلة الأولية 40 قتيلا") and not world.is_initial("الحصيلة 40 قتيلا")
