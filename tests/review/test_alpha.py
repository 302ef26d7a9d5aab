"""Krippendorff's alpha gives the values of his own worked examples (2011), and none where it would mean nothing."""

import pytest

from qawl.review.agreement import nominal_alpha


def units(*coders: str) -> list[list[str]]:
    """Values by unit of coders' rows; a dot is a missing value."""
    return [[value for value in values if value != "."] for values in zip(*coders, strict=True)]


def test_two_observers_of_binary_data() -> None:
    found = nominal_alpha(units("0100000010", "1110010000"))
    assert found.alpha == pytest.approx(0.095, abs=5e-4)
    assert (found.units, found.agreed) == (10, 6)


def test_two_observers_of_nominal_data() -> None:
    assert nominal_alpha(units("aabbdcccedda", "babbbccceddd")).alpha == pytest.approx(0.692, abs=5e-4)


def test_four_observers_with_missing_data() -> None:
    found = nominal_alpha(units("123321412...", "1233224125.3", ".3332342251.", "12332441251."))
    assert found.alpha == pytest.approx(0.743, abs=5e-4)
    assert found.units == 11  # the last unit has one value, and pairs with nothing


def test_full_agreement_on_several_values_is_one() -> None:
    assert nominal_alpha(units("abc", "abc")).alpha == 1


def test_without_any_difference_to_be_made_there_is_no_alpha() -> None:
    assert nominal_alpha(units("aaa", "aaa")).alpha is None
    assert nominal_alpha([]).alpha is None


def test_more_disagreement_than_chance_is_below_zero() -> None:
    found = nominal_alpha(units("ab", "ba")).alpha
    assert found is not None and found < 0
