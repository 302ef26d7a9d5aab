"""EDTF dates become first and last days."""

import pytest

from qawl.model.days import days_of, first_day, last_day


@pytest.mark.parametrize(
    ("edtf", "days"),
    [
        ("2017", ("2017-01-01", "2017-12-31")),
        ("2017-02", ("2017-02-01", "2017-02-28")),
        ("2017-09-11", ("2017-09-11", "2017-09-11")),
        ("2017-09~", ("2017-09-01", "2017-09-30")),
        ("2017-09-11/2017-09-12", ("2017-09-11", "2017-09-12")),
        ("2017-09/..", ("2017-09-01", "2017-09-30")),
        ("../2017", ("2017-01-01", "2017-12-31")),
        ("2014-22", ("2014-06-01", "2014-08-31")),
        ("2013-24", ("2013-01-01", "2014-02-28")),
        ("2017-13", None),
        ("soon", None),
        ("", None),
    ],
)
def test_days_of_an_edtf_date(edtf: str, days: tuple[str, str] | None) -> None:
    assert days_of(edtf) == days


def test_a_month_that_a_person_typed_has_a_first_and_a_last_day() -> None:
    assert (first_day("2017-09"), last_day(" 2017-09 ")) == ("2017-09-01", "2017-09-30")


def test_what_is_no_date_is_refused() -> None:
    with pytest.raises(ValueError, match="2017-09-11"):
        first_day("11.9.2017")


@pytest.mark.parametrize("given", ["20170911", "\u0662\u0660\u0661\u0667-\u0660\u0669-\u0661\u0661", " 2017-09-11 "])
def test_a_day_may_be_typed_in_several_ways(given: str) -> None:
    assert first_day(given) == "2017-09-11"


@pytest.mark.parametrize("given", ["2017-06-31", "2017-22", "0000", "2017-9", "tomorrow"])
def test_a_day_that_does_not_exist_is_refused(given: str) -> None:
    with pytest.raises(ValueError, match="is no date"):
        last_day(given)
