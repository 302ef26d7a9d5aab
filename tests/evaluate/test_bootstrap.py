"""Intervals say how far chance moves a figure: seeded, over articles, from counts alone."""

import time

from small_article import article

from qawl.evaluate.annotations import parse_annotation
from qawl.evaluate.bootstrap import Interval, _Columns, intervals
from qawl.evaluate.scores import Scores, figures_of, score
from qawl.evaluate.tally import add_up

RIGHT = parse_annotation(article())
EMPTY = parse_annotation(article(statements=[], claims=[], places=[]))


def scores(right: int, wrong: int) -> Scores:
    """So many articles read rightly, and so many in which nothing was found."""
    return score([*[(RIGHT, RIGHT)] * right, *[(RIGHT, EMPTY)] * wrong])


def ranges(found: Scores, **options: int) -> dict[str, Interval]:
    return intervals(found.tallies, figures_of, **options)


def test_where_all_articles_are_alike_chance_moves_nothing() -> None:
    assert ranges(scores(10, 0))["cue.recall"] == Interval(1, 1)


def test_the_interval_lies_around_the_figure_and_widens_with_fewer_articles() -> None:
    many, few = scores(60, 20), scores(6, 2)
    wide, narrow = ranges(few)["cue.recall"], ranges(many)["cue.recall"]
    assert wide.low < narrow.low < many.figures["cue.recall"] == 0.75 < narrow.high < wide.high


def test_the_interval_of_a_share_is_that_of_the_binomial() -> None:
    # 80 articles, three in four right: 0.75 give or take 1.96 times the root of 0.75 times 0.25 by 80
    found = ranges(scores(60, 20), draws=4000)["cue.recall"]
    assert abs(found.low - 0.655) < 0.02
    assert abs(found.high - 0.845) < 0.02


def test_the_same_seed_gives_the_same_intervals() -> None:
    found = scores(50, 47)
    assert ranges(found, draws=40, seed=3) == ranges(found, draws=40, seed=3)
    assert ranges(found, draws=40, seed=3) != ranges(found, draws=40, seed=4)


def test_a_draw_of_each_article_once_is_the_set_itself() -> None:
    longer = article()
    longer["claims"][0]["evidence"] = [16, 60]
    found = score([(RIGHT, parse_annotation(longer)), (RIGHT, EMPTY), (RIGHT, RIGHT)])
    once = _Columns(found.tallies).weighed([1, 1, 1])
    assert figures_of(once) == found.figures
    twice = _Columns(found.tallies).weighed([2, 0, 1])
    assert figures_of(twice) == figures_of(add_up([found.tallies[0], found.tallies[0], found.tallies[2]]))


def test_few_articles_or_no_draws_give_no_interval() -> None:
    assert ranges(scores(4, 0)) == {}
    assert ranges(scores(9, 0), draws=0) == {}


def test_a_thousand_draws_of_a_set_like_dev_take_seconds() -> None:
    found = scores(60, 18)
    start = time.process_time()
    ranges(found)
    assert time.process_time() - start < 3
