"""Who is said to hold a place: what stands, what it ends, and what the claims of several speakers amount to."""

import random
from itertools import pairwise

import pytest
import yaml

from control_cards import ARMY, FORCES, GUARD, PROVINCE, REBELS, TOWN, Share, say
from qawl.lexicon.load import DATA
from qawl.model.account import ClaimCard, ControlVerdict, PartyCard, PlaceCard, Situation
from qawl.model.claim import Status
from qawl.situation.control import control_of_place, history_of_place
from qawl.situation.control_tables import load_control_words

WORDS = load_control_words()


def situation(
    *cards: ClaimCard, day: str = "2020-02-01", known_on: str | None = None, place: PlaceCard = TOWN
) -> Situation:
    return control_of_place(cards, place, day=day, known_on=known_on, words=WORDS)


def found(*cards: ClaimCard, day: str = "2020-02-01", known_on: str | None = None) -> tuple[str, str]:
    result = situation(*cards, day=day, known_on=known_on)
    return result.verdict.value, result.rule


def test_two_speakers_who_name_one_side_agree() -> None:
    cards = say("capture.take", ARMY, day="2020-01-10"), say("control.hold", ARMY, day="2020-01-12", by="ministry")
    assert found(*cards) == ("agreed", "control.agreed")


def test_a_part_agrees_with_its_whole() -> None:
    cards = say("capture.take", GUARD, day="2020-01-10"), say("control.hold", ARMY, day="2020-01-10", by="ministry")
    assert found(*cards) == ("agreed", "control.agreed")


def test_one_speaker_is_a_single_origin_however_many_outlets_carry_it() -> None:
    cards = [say("capture.take", ARMY, day="2020-01-10", outlet=outlet) for outlet in ("nahr", "sahl", "jabal")]
    (standing,) = situation(*cards).standings
    assert found(*cards) == ("single_origin", "control.single-origin")
    assert len(standing.repeated_by) == 2


def test_two_sides_on_one_day_are_contested() -> None:
    cards = say("control.hold", ARMY, day="2020-01-10"), say("control.hold", REBELS, day="2020-01-10", by="brigade")
    assert found(*cards) == ("contested", "control.holders-differ")


def test_a_holding_that_is_claimed_after_a_capture_by_others_contests_it() -> None:
    cards = say("capture.take", REBELS, day="2020-01-10"), say("control.hold", ARMY, day="2020-01-12", by="ministry")
    assert found(*cards) == ("contested", "control.holders-differ")


def test_an_older_holding_is_overtaken_by_a_later_capture_and_does_not_contest_it() -> None:
    result = situation(
        say("control.hold", ARMY, day="2020-01-10", by="ministry"), say("capture.take", REBELS, day="2020-01-12")
    )
    assert (result.verdict, result.rule) == (ControlVerdict.SINGLE_ORIGIN, "control.single-origin")
    assert [(found.holders, found.is_overtaken) for found in result.standings] == [
        (("xx.rebels",), False),
        (("xx.army",), True),
    ]


def test_a_capture_ends_the_earlier_holding_of_others_according_to_that_speaker() -> None:
    cards = say("control.hold", ARMY, day="2020-01-10"), say("capture.take", REBELS, day="2020-01-12")
    assert [standing.holders for standing in situation(*cards).standings] == [("xx.rebels",)]


def test_a_withdrawal_ends_a_holding() -> None:
    cards = say("control.hold", ARMY, day="2020-01-10"), say("withdrawal.withdraw", ARMY, day="2020-01-12")
    (standing,) = situation(*cards).standings
    assert (standing.says, standing.names) == ("left", ("الجيش",))
    assert found(*cards) == ("unknown", "control.nobody-named")


def test_a_part_that_withdraws_does_not_end_the_holding_of_the_whole() -> None:
    cards = say("control.hold", ARMY, day="2020-01-10"), say("withdrawal.withdraw", GUARD, day="2020-01-12")
    assert [standing.says for standing in situation(*cards).standings] == ["holds"]


def test_some_fighters_who_leave_are_not_a_withdrawal() -> None:
    cards = (
        say("control.hold", ARMY, day="2020-01-10"),
        say("withdrawal.depart", ARMY, day="2020-01-12", share=Share(40, 40, "مقاتل")),
    )
    assert [standing.says for standing in situation(*cards).standings] == ["holds"]


def test_a_denial_makes_a_holding_contested() -> None:
    cards = (
        say("capture.take", REBELS, day="2020-01-10"),
        say("capture.take", REBELS, day="2020-01-10", by="ministry", status=Status.DENIED),
    )
    assert found(*cards) == ("contested", "control.denied")


def test_a_denial_alone_is_contested_too() -> None:
    denial = say("capture.take", REBELS, day="2020-01-10", status=Status.DENIED, rule="status.denies")
    assert found(denial) == ("contested", "control.denied")


def test_a_plain_negative_alone_answers_nobody() -> None:
    negative = say("capture.take", REBELS, day="2020-01-10", status=Status.DENIED, rule="status.negation.not-past")
    assert found(negative) == ("unknown", "control.nobody-named")


@pytest.mark.parametrize("rule", ["status.negation.will-not", "status.negation.prevent", "status.negation.stop"])
def test_what_did_not_come_about_is_no_denial(rule: str) -> None:
    assert found(say("capture.take", REBELS, day="2020-01-10", status=Status.DENIED, rule=rule))[0] == "unknown"


def test_a_denied_withdrawal_contests_that_they_left() -> None:
    cards = (
        say("withdrawal.withdraw", ARMY, day="2020-01-10"),
        say("withdrawal.withdraw", ARMY, day="2020-01-10", by="ministry", status=Status.DENIED),
    )
    assert found(*cards) == ("contested", "control.withdrawal-denied")


@pytest.mark.parametrize("status", [Status.PREDICTED, Status.POSSIBLE, Status.DEMANDED])
def test_what_is_not_asserted_never_stands(status: Status) -> None:
    assert found(say("capture.take", ARMY, day="2020-01-10", status=status)) == ("unknown", "control.nothing")


@pytest.mark.parametrize(
    "predicate", ["control.besiege", "control.tighten-siege", "capture.advance", "capture.distance"]
)
def test_a_siege_or_an_advance_holds_nothing(predicate: str) -> None:
    assert found(say(predicate, ARMY, day="2020-01-10")) == ("unknown", "control.nothing")


def test_who_entered_is_shown_and_contests_nobody() -> None:
    cards = say("control.hold", REBELS, day="2020-01-10"), say("capture.enter", ARMY, day="2020-01-10", by="ministry")
    assert found(*cards) == ("single_origin", "control.single-origin")
    assert {standing.says for standing in situation(*cards).standings} == {"holds", "entered"}


def test_one_side_inside_and_nobody_to_hold_the_place_is_a_verdict() -> None:
    one, other = (
        say("capture.enter", ARMY, day="2020-01-10"),
        say("capture.enter", ARMY, day="2020-01-10", by="ministry"),
    )
    assert found(one) == ("single_origin", "control.entered")
    assert found(one, other) == ("agreed", "control.entered")
    rivals = say("capture.enter", REBELS, day="2020-01-10", by="brigade")
    assert found(one, rivals) == ("unknown", "control.nobody-named")


def test_a_claim_about_the_province_says_nothing_about_its_town_nor_the_other_way_round() -> None:
    of_province = say("control.hold", ARMY, day="2020-01-10", place=PROVINCE)
    of_town = say("control.hold", ARMY, day="2020-01-10")
    assert not situation(of_province).standings
    assert not situation(of_town, place=PROVINCE).standings


def test_a_share_of_the_province_is_no_share_of_the_town() -> None:
    words = "تسيطر القوات على 80 في المئة من المحافظة"
    assert not situation(say("control.share", ARMY, day="2020-01-10", words=words, share=Share(80, 80))).standings


def test_a_share_of_an_area_is_shown_as_a_share() -> None:
    words = "يسيطر الجيش على 80 في المئة من محافظة ودرة"
    card = say("control.share", ARMY, day="2020-01-10", words=words, share=Share(80, 80), place=PROVINCE)
    (standing,) = situation(card, place=PROVINCE).standings
    assert standing.share == (80, 80)


def test_shares_that_fit_together_do_not_contest_each_other() -> None:
    words = "يسيطر على نسبة من مدينة ودرة"
    cards = (
        say("control.share", ARMY, day="2020-01-10", words=words, share=Share(60, 60)),
        say("control.share", REBELS, day="2020-01-10", by="brigade", words=words, share=Share(30, 40)),
    )
    assert found(*cards) == ("single_origin", "control.shared")


def test_shares_of_more_than_the_whole_are_contested() -> None:
    words = "يسيطر على نسبة من مدينة ودرة"
    cards = (
        say("control.share", ARMY, day="2020-01-10", words=words, share=Share(60, 60)),
        say("control.share", REBELS, day="2020-01-10", by="brigade", words=words, share=Share(70, 70)),
    )
    assert found(*cards) == ("contested", "control.holders-differ")


@pytest.mark.parametrize(
    ("words", "share"),
    [("سيطر على معظم مدينة ودرة", (50, 99)), ("سيطر على أحياء في مدينة ودرة", (0, 99)), ("سيطر على مدينة ودرة", None)],
)
def test_a_word_for_a_part_makes_a_share(words: str, share: tuple[float, float] | None) -> None:
    (standing,) = situation(say("capture.take", ARMY, day="2020-01-10", words=words)).standings
    assert standing.share == share


@pytest.mark.parametrize(
    "words", ["سيطر على ريف ودرة", "سيطر على محيط مدينة ودرة", "سيطر على بلدات قرب ودرة", "سيطر على طريق ودرة"]
)
def test_what_lies_around_a_place_is_not_the_place(words: str) -> None:
    card = say("capture.take", ARMY, day="2020-01-10", words=words)
    assert not [standing for standing in situation(card).standings if standing.share is None]


def test_a_place_that_only_the_headline_names_does_not_count() -> None:
    assert found(say("capture.take", ARMY, day="2020-01-10", link="place.headline")) == ("unknown", "control.nothing")


def test_claims_grow_stale_after_the_days_that_are_set() -> None:
    card = say("capture.take", ARMY, day="2020-01-10")
    assert found(card, day="2020-03-10") == ("single_origin", "control.single-origin")
    assert found(card, day="2020-03-11") == ("stale", "control.stale")
    assert control_of_place([card], TOWN, day="2020-03-11", stale_days=61, words=WORDS).rule == "control.single-origin"


def test_only_documents_published_by_then_are_known() -> None:
    late = say("capture.take", ARMY, day="2020-01-10", published="2020-01-20")
    assert found(late, known_on="2020-01-15") == ("unknown", "control.nothing")
    assert found(late, known_on="2020-01-20") == ("single_origin", "control.single-origin")


def test_a_day_before_the_capture_knows_nothing_of_it() -> None:
    assert found(say("capture.take", ARMY, day="2020-01-10"), day="2020-01-09") == ("unknown", "control.nothing")


def test_a_state_that_lasts_stands_on_every_day_of_its_time() -> None:
    card = say("control.hold", ARMY, day="2018-01-01", until="2020-01-10")
    (standing,) = situation(card, day="2019-06-01").standings
    assert (standing.day, standing.age_days) == ("2019-06-01", 0)


def test_a_state_of_the_past_without_a_date_does_not_stand() -> None:
    card = say("control.held", ARMY, day="2020-01-10", words="كانت ودرة بيد الجيش", dated=False)
    assert not situation(card).standings


def test_a_copy_is_no_new_origin() -> None:
    cards = (
        say("capture.take", ARMY, day="2020-01-10", by="", outlet="nahr", document="a"),
        say("capture.take", ARMY, day="2020-01-10", by="", outlet="sahl", document="b", copy_of="a"),
    )
    assert found(*cards) == ("single_origin", "control.single-origin")


def test_an_outlets_recap_of_what_it_attributed_is_no_new_origin() -> None:
    cards = (
        say("capture.take", ARMY, day="2020-01-10", outlet="nahr"),
        say("control.held", ARMY, day="2020-01-14", by="", outlet="nahr"),
    )
    assert found(*cards) == ("single_origin", "control.single-origin")


def test_anonymous_sources_of_one_outlet_count_once() -> None:
    cards = [say("capture.take", ARMY, day="2020-01-10", by=by) for by in ("?a", "?b")]
    assert found(*cards) == ("single_origin", "control.single-origin")


def test_a_general_name_is_an_unknown_holder_and_makes_no_contest() -> None:
    cards = say("control.hold", FORCES, day="2020-01-10", by="brigade"), say("control.hold", REBELS, day="2020-01-10")
    assert found(*cards) == ("single_origin", "control.single-origin")
    assert ("",) in {standing.holders for standing in situation(*cards).standings}


def test_a_general_name_is_whom_the_document_calls_so() -> None:
    forces = PartyCard("xx.forces", "قوات الساحل")
    cards = (
        say("control.hold", FORCES, day="2020-01-10", document="a"),
        say("capture.advance", forces, day="2020-01-10", document="a"),
    )
    (standing,) = situation(*cards).standings
    assert standing.holders == ("xx.forces",)


def test_the_order_of_the_claims_does_not_matter() -> None:
    cards = [
        say(predicate, actor, day=f"2020-01-{day:02}", by=by, status=status)
        for day, (predicate, actor, by, status) in enumerate(
            [
                ("capture.take", ARMY, "a", Status.ASSERTED),
                ("control.hold", REBELS, "b", Status.ASSERTED),
                ("withdrawal.withdraw", ARMY, "a", Status.ASSERTED),
                ("capture.take", REBELS, "c", Status.DENIED),
                ("capture.enter", GUARD, "b", Status.ASSERTED),
                ("control.hold", FORCES, "?x", Status.ASSERTED),
            ],
            start=1,
        )
    ]
    results = set()
    for seed in range(20):
        random.Random(seed).shuffle(cards)
        results.add(situation(*cards))
    assert len(results) == 1


def test_the_history_has_a_point_for_each_change_and_none_between() -> None:
    cards = (
        say("capture.take", REBELS, day="2020-01-05"),
        say("control.hold", REBELS, day="2020-01-08"),
        say("capture.take", ARMY, day="2020-01-20"),
        say("control.hold", ARMY, day="2020-01-22", by="ministry"),
    )
    history = history_of_place(cards, TOWN, since="2020-01-01", until="2020-06-01", words=WORDS)
    assert [(point.day, point.verdict.value) for point in history] == [
        ("2020-01-01", "unknown"),
        ("2020-01-05", "single_origin"),
        ("2020-01-20", "single_origin"),
        ("2020-01-22", "agreed"),
        ("2020-03-21", "single_origin"),
        ("2020-03-23", "stale"),
    ]
    assert all(point == control_of_place(cards, TOWN, day=point.day, words=WORDS) for point in history)
    assert all(a.day < b.day for a, b in pairwise(history))


def test_every_predicate_of_control_has_one_effect() -> None:
    rows = yaml.safe_load((DATA / "lexicon/predicates.yaml").read_text("utf-8"))
    wanted = {row["id"] for row in rows if row["id"].split(".")[0] in ("control", "capture", "withdrawal")}
    assert set(WORDS.effects) == wanted


def test_what_is_overtaken_itself_overtakes_nothing() -> None:
    result = situation(
        say("control.hold", ARMY, day="2020-01-10", by="ministry"),
        say("withdrawal.withdraw", ARMY, day="2020-01-12"),
        say("capture.take", ARMY, day="2020-01-14", by="brigade"),
    )
    assert result.rule == "control.agreed"
    assert {found.speaker.key: found.is_overtaken for found in result.standings} == {
        "brigade": False,
        "observatory": True,
        "ministry": False,
    }


def test_a_visitor_does_not_enter_as_a_force_does() -> None:
    visitor = PartyCard("person.envoy", "المبعوث")
    assert not situation(say("capture.enter", visitor, day="2020-01-10")).standings


def test_towns_beside_a_town_are_not_in_it_and_its_quarters_are() -> None:
    beside = say("capture.take", ARMY, day="2020-01-10", words="سيطر على بلدات جنوب ودرة")
    inside = say("capture.take", ARMY, day="2020-01-10", words="سيطر على أحياء جنوب ودرة")
    assert not situation(beside).standings
    assert situation(inside).standings[0].share == (0, 99)


def test_an_umbrella_agrees_with_those_under_it_who_may_differ_among_themselves() -> None:
    umbrella, one, other = (
        PartyCard(f"sy.{name}", name) for name in ("armed-opposition", "jaysh-al-islam", "faylaq-al-rahman")
    )
    agreed = say("control.hold", umbrella, day="2020-01-10"), say("control.hold", one, day="2020-01-10", by="b")
    differ = say("control.hold", other, day="2020-01-10"), say("control.hold", one, day="2020-01-10", by="b")
    assert found(*agreed) == ("agreed", "control.agreed")
    assert found(*differ) == ("contested", "control.holders-differ")


def test_a_state_and_its_army_are_one_side() -> None:
    state, army = PartyCard("country.SY", "سوريا"), PartyCard("sy.army", "الجيش السوري")
    cards = say("control.hold", state, day="2020-01-10"), say("control.hold", army, day="2020-01-10", by="b")
    assert found(*cards) == ("agreed", "control.agreed")


def test_a_state_since_some_day_lasts_up_to_the_publication() -> None:
    card = say("control.hold", ARMY, day="2014-10-01", until="2014-10-31", published="2018-06-13", edtf="2014-10/..")
    assert found(card, day="2016-01-01") == ("single_origin", "control.single-origin")
    assert found(card, day="2018-07-01") == ("single_origin", "control.single-origin")


def test_an_old_capture_is_no_recap_of_what_was_said_years_later() -> None:
    cards = (
        say("capture.take", ARMY, day="2014-06-12", by="", document="a", published="2017-10-16"),
        say("capture.take", ARMY, day="2017-10-15", document="a", published="2017-10-16"),
    )
    assert found(*cards, day="2014-07-01") == ("single_origin", "control.single-origin")


def test_two_forces_of_one_country_are_two_sides() -> None:
    army = PartyCard("iq.army", "الجيش العراقي", ("country.IQ",))
    peshmerga = PartyCard("iq.peshmerga", "البشمركة", ("country.IQ",))
    government = PartyCard("iq.government", "الحكومة العراقية")
    differ = say("control.hold", army, day="2020-01-10"), say("control.hold", peshmerga, day="2020-01-10", by="b")
    agree = say("control.hold", army, day="2020-01-10"), say("control.hold", government, day="2020-01-10", by="b")
    assert found(*differ) == ("contested", "control.holders-differ")
    assert found(*agree) == ("agreed", "control.agreed")
