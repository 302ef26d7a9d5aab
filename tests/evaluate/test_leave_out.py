"""Leaving a rule out is told as the change it makes."""

from small_article import article

from qawl.evaluate.annotations import parse_annotation
from qawl.evaluate.leave_out import format_worths, worths
from qawl.evaluate.scores import Scores, score


def test_each_rule_is_left_out_once_and_then_all() -> None:
    asked: list[frozenset[str]] = []

    def score_without(left_out: frozenset[str]) -> Scores:
        asked.append(left_out)
        return score([(parse_annotation(article()), parse_annotation(article()))])

    found = worths(("place.headline", "actor.speaker"), score_without)

    assert asked == [
        frozenset(),
        frozenset({"place.headline"}),
        frozenset({"actor.speaker"}),
        frozenset({"place.headline", "actor.speaker"}),
    ]
    assert [worth.rule for worth in found] == ["", "place.headline", "actor.speaker", "all"]


def test_the_table_shows_what_changes_without_a_rule() -> None:
    whole = score([(parse_annotation(article()), parse_annotation(article()))])
    empty = score([(parse_annotation(article()), parse_annotation(article(claims=[])))])

    lines = format_worths(worths(("place.headline",), lambda left_out: empty if left_out else whole)).splitlines()

    assert lines[1].startswith("every rule") and "1.000" in lines[1]
    assert lines[2].startswith("without place.headline") and "-1.000" in lines[2]
