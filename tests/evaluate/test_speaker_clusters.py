"""B-cubed of speakers, on examples worked out by hand."""

from typing import Any

import pytest
from small_article import article

from qawl.evaluate.annotations import parse_annotation
from qawl.evaluate.scores import score


def said(speakers: str) -> dict[str, Any]:
    """An article with one statement for each word, of the speaker so named; «_» is nobody."""
    row = article(claims=[], places=[])
    model = row["statements"][0]
    row["statements"] = [
        {**model, "id": f"s{i}", "cue": [2 * i, 2 * i + 1], "speaker": "" if name == "_" else name}
        for i, name in enumerate(speakers.split())
    ]
    return row


def b_cubed(*pairs: tuple[str, str]) -> tuple[float, float, float]:
    """Precision, recall and F1 of (reference, reading) articles."""
    rows = [(parse_annotation(said(right)), parse_annotation(said(answer))) for right, answer in pairs]
    figures = score(rows).figures
    return tuple(figures[f"speaker.b_cubed.{name}"] for name in ("precision", "recall", "f1"))  # type: ignore[return-value]


def test_names_do_not_matter_only_who_is_with_whom() -> None:
    assert b_cubed(("سالم سالم نزار", "كامل كامل هاني")) == (1, 1, 1)


def test_two_speakers_taken_for_one_cost_precision() -> None:
    # groups {1,2} and {3} found as {1,2,3}: precision (2/3 + 2/3 + 1/3) / 3, recall 1
    precision, recall, f1 = b_cubed(("سالم سالم نزار", "سالم سالم سالم"))
    assert precision == pytest.approx(5 / 9)
    assert recall == 1
    assert f1 == pytest.approx(2 * (5 / 9) / (5 / 9 + 1))


def test_one_speaker_taken_for_two_costs_recall() -> None:
    # group {1,2,3} found as {1,2} and {3}: precision 1, recall (2/3 + 2/3 + 1/3) / 3
    precision, recall, _ = b_cubed(("سالم سالم سالم", "سالم سالم نزار"))
    assert precision == 1
    assert recall == pytest.approx(5 / 9)


def test_the_example_of_bagga_and_baldwin() -> None:
    # truth {1-5} {6,7} {8-12}; response {1-5} {6-12}: precision 76 %, recall 100 % (1998, figures 1 and 2)
    truth = " ".join(["سالم"] * 5 + ["نزار"] * 2 + ["كامل"] * 5)
    response = " ".join(["سالم"] * 5 + ["نزار"] * 7)
    precision, recall, _ = b_cubed((truth, response))
    assert precision == pytest.approx(0.76, abs=0.005)
    assert recall == 1


def test_an_article_is_a_world_of_its_own() -> None:
    assert b_cubed(("سالم", "سالم"), ("نزار", "سالم")) == (1, 1, 1)


def test_impersonal_statements_are_no_group() -> None:
    assert b_cubed(("سالم _ _", "سالم سالم نزار")) == (1, 1, 1)


def test_a_statement_left_without_a_speaker_stands_alone() -> None:
    # group {1,2} found as {1} and {2}: nothing wrong is said, half of the group is not seen
    assert b_cubed(("سالم سالم", "_ _")) == pytest.approx((1, 0.5, 2 / 3))


def test_spelling_does_not_part_a_speaker() -> None:
    assert b_cubed(("أحمد احمد", "أحمد احمد")) == (1, 1, 1)
