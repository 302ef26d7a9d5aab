"""Each figure moves when, and only when, what it measures goes wrong."""

from collections.abc import Callable
from typing import Any

import pytest
from small_article import TEXT, article, span

from qawl.evaluate.annotations import parse_annotation
from qawl.evaluate.report import format_scores
from qawl.evaluate.scores import Scores, score

Spoil = Callable[[dict[str, Any]], object]


def scored(spoil: Spoil) -> Scores:
    """Scores of the article against a spoiled copy of itself."""
    answer = article()
    spoil(answer)
    return score([(parse_annotation(article()), parse_annotation(answer))])


def test_a_reading_like_the_reference_scores_one_everywhere() -> None:
    figures = scored(lambda row: None).figures
    counts = {"articles", "statements.reference", "statements.found", "claims.reference", "claims.found"}
    assert {name: value for name, value in figures.items() if name not in counts and value != 1} == {}


def test_an_empty_reading_scores_nothing() -> None:
    figures = scored(lambda row: row.update(statements=[], claims=[], places=[])).figures
    assert figures["cue.f1"] == figures["claim.f1"] == figures["place.resolved.f1"] == 0
    assert figures["claim.denied.recall"] == 0


def test_a_missed_cue_costs_recall() -> None:
    figures = scored(lambda row: row["statements"].pop()).figures
    assert figures["cue.precision"] == 1
    assert figures["cue.recall"] == 0.5
    assert figures["cue.f1"] == pytest.approx(2 / 3)
    assert figures["who_said_what.recall"] == 0.5


def test_a_false_cue_costs_precision() -> None:
    def add(row: dict[str, Any]) -> None:
        row["statements"].append({**row["statements"][0], "id": "s3", "cue": span("القصف")})

    figures = scored(add).figures
    assert figures["cue.precision"] == pytest.approx(2 / 3)
    assert figures["cue.recall"] == 1


def test_a_cue_found_twice_counts_once() -> None:
    figures = scored(lambda row: row["statements"].append({**row["statements"][0], "id": "s3"})).figures
    assert figures["cue.precision"] == pytest.approx(2 / 3)


@pytest.mark.parametrize(
    ("field", "value"),
    [("stance", "predicts"), ("manner", "direct"), ("kind", "outlet"), ("speaker", "آخر"), ("source", None)],
)
def test_a_wrong_field_costs_its_accuracy(field: str, value: Any) -> None:
    figures = scored(lambda row: row["statements"][0].update({field: value})).figures
    assert figures[f"{field}.accuracy"] == 0.5
    assert figures["cue.f1"] == 1
    others = {"source", "speaker", "stance", "manner", "kind"} - {field}
    assert all(figures[f"{other}.accuracy"] == 1 for other in others)


def test_macro_f1_weighs_rare_values_like_common_ones() -> None:
    figures = scored(lambda row: row["statements"][1].update(stance="asserts")).figures
    assert figures["stance.accuracy"] == 0.5
    assert figures["stance.macro_f1"] == pytest.approx((2 / 3 + 0) / 2)


def test_content_is_scored_by_characters() -> None:
    whole = span("القصف قتل 3 مدنيين في القرنة")
    figures = scored(lambda row: row["statements"][0].update(content=[[whole[0], whole[0] + 5]])).figures
    lost = whole[1] - whole[0] - 5
    all_characters = whole[1] - whole[0] + len("سحب الجنود من الميناء")
    recall = (all_characters - lost) / all_characters
    assert figures["content.f1"] == pytest.approx(2 * recall / (1 + recall))
    assert figures["who_said_what.f1"] == 0.5


def test_the_baseline_takes_the_phrase_or_the_previous_speaker() -> None:
    figures = scored(lambda row: row["statements"][1].update(source=None)).figures
    assert figures["speaker.accuracy"] == 1
    assert figures["speaker.baseline.accuracy"] == 0.5


def test_a_place_elsewhere_is_found_but_not_resolved() -> None:
    figures = scored(lambda row: row["places"][0].update(lat=35.0)).figures
    assert figures["place.found.f1"] == 1
    assert figures["place.resolved.f1"] == 0


def test_a_place_is_found_with_or_without_its_article() -> None:
    where = span("القرنة")
    figures = scored(lambda row: row["places"][0].update(span=[where[0] + 2, where[1]])).figures
    assert figures["place.resolved.f1"] == 1


def test_a_place_counts_once_however_often_it_is_named() -> None:
    figures = scored(lambda row: row["places"].append({**row["places"][0], "span": span("القرنة", 1)})).figures
    assert figures["place.resolved.precision"] == 1


def test_evidence_that_is_too_long_is_not_the_claim() -> None:
    figures = scored(lambda row: row["claims"][0].update(evidence=[0, len(TEXT)])).figures
    assert figures["claim.f1"] == pytest.approx(0.5)


def test_evidence_of_half_the_words_will_do() -> None:
    figures = scored(lambda row: row["claims"][0].update(evidence=span("قتل 3 مدنيين"))).figures
    assert figures["claim.f1"] == 1
    assert figures["claim.evidence.mean_overlap"] < 1


def test_the_type_of_a_claim_must_be_right() -> None:
    assert scored(lambda row: row["claims"][0].update(type="attack")).figures["claim.f1"] == 0.5


@pytest.mark.parametrize(
    ("field", "value", "figure"),
    [
        ("quantity", {"min": 4, "max": 4, "unit": "مدني"}, "claim.quantity.accuracy"),
        ("place", span("الميناء"), "claim.place.accuracy"),
        ("status", "possible", "claim.status.accuracy"),
        ("statement", "s2", "claim.by.accuracy"),
    ],
)
def test_a_claim_is_complete_only_with_all_four(field: str, value: Any, figure: str) -> None:
    figures = scored(lambda row: row["claims"][0].update({field: value})).figures
    assert figures[figure] == 0.5
    assert figures["claim.complete.f1"] == 0.5
    assert figures["claim.f1"] == 1


@pytest.mark.parametrize(
    ("field", "value", "figure"),
    [
        ("actor", "الجيش", "claim.actor.accuracy"),
        ("target", "", "claim.target.accuracy"),
        ("date", "2018-03", "claim.date.accuracy"),
    ],
)
def test_other_fields_do_not_make_a_claim_incomplete(field: str, value: Any, figure: str) -> None:
    figures = scored(lambda row: row["claims"][0].update({field: value})).figures
    assert figures[figure] == 0.5
    assert figures["claim.complete.f1"] == 1


def test_the_unit_is_judged_on_counted_claims() -> None:
    wrong = {"min": 3, "max": 3, "unit": "كيلومتر"}
    assert scored(lambda row: row["claims"][0].update(quantity=wrong)).figures["claim.unit.accuracy"] == 0


def test_a_denial_stored_as_an_assertion_is_counted_and_printed_first() -> None:
    scores = scored(lambda row: row["claims"][1].update(status="asserted"))
    assert scores.denied_as_asserted == 1
    assert scores.confusion == {("asserted", "asserted"): 1, ("denied", "asserted"): 1}
    assert scores.figures["claim.denied.recall"] == 0
    report = format_scores(scores, errors=1)
    assert report.startswith("denied stored as asserted: 1 of 1")
    assert "# DENIED STORED AS ASSERTED: 1" in report


def test_the_ratio_of_evidence_compares_medians() -> None:
    def double(row: dict[str, Any]) -> None:
        for claim in row["claims"]:
            start, end = claim["evidence"]
            claim["evidence"] = [start - (end - start), end]

    assert scored(double).figures["claim.evidence.median_ratio"] == 2


def test_articles_are_added_before_anything_is_divided() -> None:
    reference = parse_annotation(article())
    empty = parse_annotation(article(statements=[], claims=[], places=[]))
    figures = score([(reference, reference), (reference, empty)]).figures
    assert figures["articles"] == 2
    assert figures["cue.recall"] == 0.5
    assert figures["cue.precision"] == 1


def test_a_report_without_errors_lists_figures_only() -> None:
    report = format_scores(scored(lambda row: row["claims"].pop()))
    assert "claim.recall" in report
    assert "#" not in report
