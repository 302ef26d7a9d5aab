"""Leaving a rule out is told as the change it makes."""

from small_article import article, span

from qawl.evaluate.annotations import parse_annotation
from qawl.evaluate.leave_out import format_worths, worths, worths_markdown
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


def inherited() -> Scores:
    """Two articles: in both the headline gives the place of the first claim, in one of them wrongly."""
    right, wrong = article(), article()
    for row in (right, wrong):
        row["claims"][0]["rules"] = ["strike.shell", "place.headline"]
    wrong["claims"][0]["place"] = span("الميناء")
    return score([(parse_annotation(article()), parse_annotation(row)) for row in (right, wrong)])


def test_a_rule_tells_how_often_it_acted_and_how_often_rightly() -> None:
    found = worths(("place.headline", "actor.speaker"), lambda left_out: inherited())
    assert [(worth.used, worth.right) for worth in found] == [(0, 0), (2, 1), (0, 0), (0, 0)]
    assert "1 / 2" in format_worths(found).splitlines()[2]


def test_the_page_shows_what_a_rule_does_and_only_what_changes_without_it() -> None:
    without = score([(parse_annotation(article()), parse_annotation(article(claims=[])))])
    table = worths_markdown(
        worths(("place.headline",), lambda left_out: without if left_out else inherited()),
        lambda rule: f"what {rule} does",
    ).splitlines()
    assert table[2].startswith("| every rule |")
    assert table[3].startswith("| without `place.headline` | what place.headline does | 1 / 2 | 0.000 (-0.750) |")
    same = worths_markdown(worths(("place.headline",), lambda left_out: inherited()), lambda rule: None).splitlines()
    assert same[3].endswith("| 1 / 2 |  |  |  |  |")
