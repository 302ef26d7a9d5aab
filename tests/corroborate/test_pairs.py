"""What two claims are to each other."""

import pytest

from account_cards import AIR_FORCE, ARMY, COUNCIL, COUNTRY, NEXT_TOWN, OBSERVATORY, REBELS, RIVER, count, tell
from qawl.corroborate.pairs import judge_pair
from qawl.model.account import ClaimCard, Verdict
from qawl.model.claim import Status

TAKEN = tell("capture.take", "سيطر الجيش على بلدة ودرة بعد معارك", OBSERVATORY, actors=(ARMY,))


def verdict(left: ClaimCard, right: ClaimCard) -> Verdict:
    assert judge_pair(left, right) == judge_pair(right, left)
    return judge_pair(left, right).verdict


def test_one_capture_told_twice_is_the_same() -> None:
    other = tell("capture.retake", "استعاد الجيش السيطرة على ودرة", COUNCIL, actors=(ARMY,), outlet="tal")
    assert verdict(TAKEN, other) is Verdict.SAME


@pytest.mark.parametrize(
    "other",
    [
        tell("capture.take", "سيطر الجيش على بلدة سمرة بعد معارك", place=NEXT_TOWN, actors=(ARMY,), outlet="tal"),
        tell("capture.take", "كان الجيش سيطر على ودرة", day="2018-01-01", actors=(ARMY,), outlet="tal"),
        tell("aid.enter", "دخلت قافلة ودرة بعد معارك", outlet="tal"),
        tell("capture.take", "يسيطر الجيش على ودرة", actors=(ARMY,), outlet="tal", kind=Status.PREDICTED),
    ],
)
def test_another_place_day_type_or_a_forecast_is_unrelated(other: ClaimCard) -> None:
    assert verdict(TAKEN, other) is Verdict.UNRELATED


def test_bodies_of_one_state_are_no_strangers() -> None:
    one = tell("strike.air", "شن سلاح الجو غارات على ودرة فجرا", actors=(AIR_FORCE,))
    other = tell("strike.air", "غارات للجيش على ودرة فجرا", actors=(ARMY,), outlet="tal")
    assert verdict(one, other) is Verdict.SAME
    stranger = tell("strike.air", "غارات لكتائب الوادي على البلدة", actors=(REBELS,), outlet="tal")
    assert verdict(one, stranger) is Verdict.UNRELATED


def test_unplaced_claims_do_not_join_on_type_and_day_alone() -> None:
    one = tell("strike.air", "شنت طائرات غارات كثيفة", place=None)
    other = tell("strike.air", "قصف جوي عنيف هناك", place=None, outlet="tal")
    assert verdict(one, other) is not Verdict.SAME


def test_undated_claims_need_other_evidence() -> None:
    one = tell("strike.air", "غارات استهدفت سوق ودرة المركزي", day=None)
    assert verdict(one, tell("strike.air", "غارات على سوق ودرة المركزي", day=None, outlet="tal")) is Verdict.SAME
    assert verdict(one, tell("strike.air", "قصف هناك", day=None, outlet="tal")) is not Verdict.SAME


def test_an_undated_claim_tells_nothing_that_came_after_it() -> None:
    later = tell("capture.take", "سيطر الجيش على بلدة ودرة", actors=(ARMY,), day="2020-06-01", published="2020-06-02")
    before = tell("capture.take", "سيطر الجيش على بلدة ودرة", actors=(ARMY,), day=None, outlet="tal")
    assert verdict(later, before) is Verdict.UNRELATED


def test_the_same_words_join_claims_whose_place_was_read_differently() -> None:
    words = "القوات دخلت الأحياء الجنوبية بعد ساعات من بدء تقدمها ليلا"
    one = tell("capture.enter", words, OBSERVATORY)
    other = tell("capture.enter", words, OBSERVATORY, place=NEXT_TOWN, outlet="tal", is_placed_by_evidence=False)
    assert judge_pair(one, other).rule == "pair.retold"


def test_a_count_in_common_ties_the_country_to_a_town() -> None:
    one = tell("casualties.kill", "مقتل 43 شخصا في ودرة", count=count(43))
    other = tell("casualties.dead", "سقوط 43 قتيلا", count=count(43), place=COUNTRY, outlet="tal")
    assert judge_pair(one, other).rule == "pair.same-figure"


def test_a_running_total_is_not_the_count_of_a_day() -> None:
    day = tell("casualties.kill", "مقتل 16 متظاهرا قرب السياج", count=count(16))
    total = tell("casualties.kill", "مقتل 120 متظاهرا قرب السياج", count=count(120), is_total=True, outlet="tal")
    assert verdict(day, total) is Verdict.UNSURE


def test_a_rising_toll_is_the_same_happening() -> None:
    early = tell("casualties.kill", "مقتل 12 شخصا في انفجار السوق", count=count(12), published="2020-05-04")
    late = tell("casualties.kill", "مقتل 19 شخصا في انفجار السوق", count=count(19), published="2020-05-06")
    assert judge_pair(early, late).rule == "pair.rising-toll"


def test_a_place_beside_a_river_is_not_apart_from_it() -> None:
    one = tell("strike.target", "استهدفت الطائرات مواقع المقاتلين شرق المدينة", place=RIVER, actors=(ARMY,))
    other = tell("strike.bombard", "قصفت الطائرات مواقع المقاتلين شرق المدينة", actors=(ARMY,), outlet="tal")
    assert judge_pair(one, other).rule != "pair.place-apart"


def test_features_lie_between_zero_and_one() -> None:
    pair = judge_pair(TAKEN, tell("capture.retake", "استعاد الجيش ودرة", actors=(ARMY,), outlet="tal"))
    assert all(0 <= value <= 1 for _, value in pair.features)
    assert pair.left < pair.right
