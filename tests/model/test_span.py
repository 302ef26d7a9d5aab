"""Spans: half-open, never empty, and how two of them lie to each other."""

import pytest

from qawl.model.span import Span


@pytest.mark.parametrize(("start", "end"), [(3, 3), (4, 3), (-1, 2)])
def test_an_empty_or_negative_span_is_refused(start: int, end: int) -> None:
    with pytest.raises(ValueError, match=r"0 <= start < end"):
        Span(start, end)


def test_length_counts_code_points() -> None:
    assert len(Span(2, 5)) == 3


def test_a_span_covers_its_characters_of_the_text() -> None:
    assert Span(4, 10).of("قال الوزير نعم") == "الوزير"


def test_vowel_marks_count_as_code_points() -> None:
    assert Span(0, 4).of("يُتهم") == "يُته"


@pytest.mark.parametrize(
    ("other", "shared"),
    [(Span(0, 2), 0), (Span(0, 3), 1), (Span(3, 4), 1), (Span(1, 9), 3), (Span(5, 7), 0)],
)
def test_overlap_counts_the_shared_code_points(other: Span, shared: int) -> None:
    assert Span(2, 5).overlap(other) == shared


def test_spans_that_touch_do_not_overlap() -> None:
    assert not Span(0, 3).overlaps(Span(3, 6))


def test_spans_that_share_a_code_point_overlap_both_ways() -> None:
    assert Span(0, 4).overlaps(Span(3, 6))
    assert Span(3, 6).overlaps(Span(0, 4))


@pytest.mark.parametrize(
    ("inner", "expected"),
    [(Span(2, 5), True), (Span(3, 4), True), (Span(1, 4), False), (Span(4, 6), False)],
)
def test_a_span_contains_what_lies_wholly_inside(inner: Span, expected: bool) -> None:
    assert Span(2, 5).contains(inner) is expected


def test_spans_sort_by_start_then_end() -> None:
    assert sorted([Span(4, 5), Span(1, 9), Span(1, 2)]) == [Span(1, 2), Span(1, 9), Span(4, 5)]
