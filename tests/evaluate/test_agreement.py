"""When two answers count as the same."""

import pytest

from qawl.evaluate.agreement import (
    align,
    characters,
    is_same_mention,
    is_same_name,
    is_same_place,
    is_same_quantity,
)
from qawl.evaluate.annotations import Amount, PlaceRow
from qawl.model.span import Span


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("وضاح المرجاني", "المرجاني"),
        ("الأمم المتحدة", "الامم المتّحدة"),
        ("الوزير سالم", "وزير سالم"),
        ("", ""),
        ("الناطق", "ناطق"),
        ("أحمد", "العقيد أحمد سالم من غرفة العمليات"),
    ],
)
def test_names_that_agree(left: str, right: str) -> None:
    assert is_same_name(left, right)
    assert is_same_name(right, left)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("وضاح المرجاني", "وضاح سالم"),
        ("المرصد", ""),
        ("الجيش السوري", "الجيش الحر"),
        ("أحمد", "أحمد سالم من غرفة عمليات الجبهة الشرقية قرب النهر"),
    ],
)
def test_names_that_do_not(left: str, right: str) -> None:
    assert not is_same_name(left, right)
    assert not is_same_name(right, left)


def test_quantities_agree_by_their_bounds() -> None:
    assert is_same_quantity(Amount(300, 300, "قتيل"), Amount(300.0, 300.0, "شخص"))
    assert is_same_quantity(Amount(20, None, ""), Amount(20, None, ""))
    assert is_same_quantity(None, None)
    assert not is_same_quantity(Amount(20, None, ""), Amount(20, 20, ""))
    assert not is_same_quantity(Amount(0, 0, ""), None)
    assert not is_same_quantity(Amount(20, 20, ""), Amount(21, 21, ""))


def test_mentions_agree_when_they_overlap_or_read_alike() -> None:
    text = "حلب ثم حمص ثم حلب"
    assert is_same_mention(Span(0, 3), Span(14, 17), text)
    assert is_same_mention(Span(0, 3), Span(1, 2), text)
    assert is_same_mention(None, None, text)
    assert not is_same_mention(Span(0, 3), Span(7, 10), text)
    assert not is_same_mention(Span(0, 3), None, text)


def place(kind: str, latitude: float | None, longitude: float | None, country: str = "SY") -> PlaceRow:
    return PlaceRow(Span(0, 1), kind, country, latitude, longitude)


def test_points_agree_within_thirty_kilometres() -> None:
    assert is_same_place(place("town", 35.0, 40.0), place("town", 35.2, 40.0))
    assert not is_same_place(place("town", 35.0, 40.0), place("town", 35.4, 40.0))


def test_areas_agree_within_two_hundred_kilometres() -> None:
    assert is_same_place(place("province", 35.0, 40.0), place("town", 36.0, 40.0))
    assert not is_same_place(place("province", 35.0, 40.0), place("province", 38.0, 40.0))


def test_countries_agree_by_their_code() -> None:
    assert is_same_place(place("country", 35.0, 38.0), place("country", None, None))
    assert not is_same_place(place("country", 35.0, 38.0), place("country", 35.0, 38.0, "IQ"))


def test_a_place_without_coordinates_is_not_resolved() -> None:
    assert not is_same_place(place("town", 35.0, 40.0), place("town", None, None))


def test_characters_of_pieces() -> None:
    assert characters([Span(0, 2), Span(1, 3), Span(5, 6)]) == {0, 1, 2, 5}


def test_alignment_is_one_to_one_and_takes_the_heaviest_first() -> None:
    weights = {("a", "x"): 5, ("a", "y"): 9, ("b", "y"): 8, ("b", "x"): 0}
    assert align("ab", "xy", lambda left, right: weights[left, right]) == [(0, 1)]
    assert align("ab", "xy", lambda left, right: 1) == [(0, 0), (1, 1)]
    assert align("", "xy", lambda left, right: 1) == []
