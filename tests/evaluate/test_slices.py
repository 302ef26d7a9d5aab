"""The figures of a part are those of its records; the parts add up to the whole."""

import pytest
from small_article import article, span

from qawl.evaluate.annotations import parse_annotation
from qawl.evaluate.connectors import load_connectors
from qawl.evaluate.evaluation import evaluate, evaluation_json
from qawl.evaluate.report import format_evaluation
from qawl.evaluate.scores import Scores, score
from qawl.evaluate.slices import FEW, Slice, by_claim_type, by_outlet, by_speaker_kind
from qawl.lexicon.load import open_data

CONNECTORS = load_connectors(open_data())


def mixed() -> Scores:
    """Two outlets: one read rightly, the other with a false claim of another type and a wrong speaker's kind."""
    other = article(outlet="ب")
    other["claims"].append({**other["claims"][0], "id": "c3", "type": "strike", "evidence": span("القصف")})
    other["statements"][0]["kind"] = "outlet"
    other["statements"].append({**other["statements"][0], "id": "s3", "cue": span("عاد")})
    rows = [(article(outlet="أ"), article(outlet="أ")), (article(outlet="ب"), other)]
    return score([(parse_annotation(right), parse_annotation(answer)) for right, answer in rows])


def named(slices: list[Slice]) -> dict[str, Slice]:
    return {part.name: part for part in slices}


def test_each_outlet_has_its_own_figures() -> None:
    outlets = named(by_outlet(mixed()))
    assert list(outlets) == ["أ", "ب"]
    assert outlets["أ"].figures["claim.precision"] == 1
    assert outlets["ب"].figures["claim.precision"] == pytest.approx(2 / 3)


def test_articles_that_name_no_outlet_are_kept_apart() -> None:
    assert [part.name for part in by_outlet(score([(parse_annotation(article()), parse_annotation(article()))]))] == [
        "?"
    ]


def test_a_false_claim_counts_under_its_own_type() -> None:
    types = named(by_claim_type(mixed()))
    assert list(types) == ["withdrawal", "strike", "casualties"]
    assert types["strike"].items("claims") == 0
    assert types["strike"].figures["claims.found"] == 1
    assert types["casualties"].figures["claim.f1"] == 1


def test_a_statement_counts_under_the_kind_of_the_reference_and_a_false_one_under_its_own() -> None:
    kinds = named(by_speaker_kind(mixed()))
    assert kinds["person"].items("statements") == 4
    assert kinds["person"].figures["kind.accuracy"] == 0.75
    assert kinds["outlet"].figures["statements.found"] == 1
    assert kinds["outlet"].figures["cue.precision"] == 0


def test_the_parts_add_up() -> None:
    scores = mixed()
    for slices, total in ((by_claim_type(scores), "claims.found"), (by_speaker_kind(scores), "statements.found")):
        assert sum(part.figures[total] for part in slices) == scores.figures[total]


def test_small_parts_say_so() -> None:
    evaluation = evaluate(mixed(), CONNECTORS, draws=0)
    assert f"* fewer than {FEW}" in format_evaluation(evaluation)
    assert evaluation_json(evaluation)["outlets"][0]["small"] == ["statements", "claims"]


def test_parts_in_json_show_only_what_they_are_parts_of() -> None:
    told = evaluation_json(evaluate(mixed(), CONNECTORS, draws=0))
    assert not any(name.startswith(("claim", "place")) for name in told["speaker_kinds"][0]["figures"])
    assert all(name.startswith("claim") for name in told["claim_types"][0]["figures"])
    assert "place.resolved.f1" in told["outlets"][0]["figures"]
