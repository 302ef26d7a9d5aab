"""Claims on an axis of days."""

from qawl.model.claim import Status
from qawl.web.time_charts import LEFT, RIGHT, WIDTH, Told, chart_of_days


def test_the_first_day_stands_left_and_the_last_right() -> None:
    chart = chart_of_days(
        [
            Told("2017-09-01", "strike", Status.ASSERTED, "a"),
            Told("2017-09-11", "control", Status.DENIED, "b"),
            Told("2017-09-06", "strike", Status.ASSERTED, "c"),
        ]
    )
    assert chart is not None
    assert [lane.kind for lane in chart.lanes] == ["strike", "control"]
    x = {dot.day: dot.x for dot in chart.dots}
    assert x["2017-09-01"] == LEFT
    assert x["2017-09-11"] == WIDTH - RIGHT
    assert x["2017-09-06"] == (LEFT + WIDTH - RIGHT) / 2


def test_claims_of_one_day_type_and_status_are_one_larger_dot() -> None:
    chart = chart_of_days(
        [Told("2017-09-01", "strike", Status.ASSERTED, str(number)) for number in range(4)]
        + [Told("2017-09-02", "strike", Status.ASSERTED, "x"), Told("2017-09-02", "strike", Status.DENIED, "y")]
    )
    assert chart is not None
    assert sorted((dot.day, dot.status, dot.count) for dot in chart.dots) == [
        ("2017-09-01", "asserted", 4),
        ("2017-09-02", "asserted", 1),
        ("2017-09-02", "denied", 1),
    ]
    radius = {dot.count: dot.radius for dot in chart.dots}
    assert radius[4] > radius[1]


def test_claims_without_a_day_make_no_chart() -> None:
    assert chart_of_days([Told("", "strike", Status.ASSERTED, "a")]) is None
