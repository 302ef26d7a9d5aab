"""A person's word on two claims outranks every rule of clustering."""

import random

from account_cards import ARMY, COUNCIL, NEXT_TOWN, OBSERVATORY, REBELS, TOWN, count, tell
from qawl.corroborate.clusters import cluster_component
from qawl.corroborate.decisions import Decisions, in_order
from qawl.model.account import ClaimCard

WORDS = "سيطر الجيش على بلدة ودرة بعد معارك عنيفة"


def takings() -> list[ClaimCard]:
    """One capture, told by two outlets and a council."""
    return [
        tell("capture.take", WORDS, OBSERVATORY, actors=(ARMY,)),
        tell("capture.take", WORDS + " ليلا", COUNCIL, outlet="tal", actors=(ARMY,)),
        tell("capture.take", WORDS + " امس", outlet="safh", actors=(ARMY,)),
    ]


def pair(one: ClaimCard, other: ClaimCard) -> frozenset[tuple[str, str]]:
    return frozenset({in_order(one.id, other.id)})


def test_two_claims_that_a_person_parted_stand_in_no_account_together() -> None:
    one, other, third = takings()
    (before,) = cluster_component([one, other, third])
    assert set(before.claims) == {one.id, other.id, third.id}
    for account in cluster_component([one, other, third], Decisions(parted=pair(one, other))):
        assert not {one.id, other.id} <= set(account.claims)


def test_two_claims_that_a_person_joined_are_one_account_whatever_the_rules_say() -> None:
    one = tell("strike.air", "غارات على سوق ودرة القديم", OBSERVATORY, actors=(ARMY,), place=TOWN)
    other = tell("strike.air", "قصف سمرة من التلال", COUNCIL, actors=(REBELS,), place=NEXT_TOWN, outlet="tal")
    assert cluster_component([one, other]) == []
    (account,) = cluster_component([one, other], Decisions(joined=pair(one, other)))
    assert set(account.claims) == {one.id, other.id}
    assert account.reasons == ("pair.decided x1",)


def test_what_is_like_either_of_two_joined_claims_joins_them() -> None:
    one, other, third = takings()
    far = tell("casualties.kill", "مقتل 12 مدنيا في سمرة", COUNCIL, outlet="nab", place=NEXT_TOWN, count=count(12))
    (account,) = cluster_component([one, other, third, far], Decisions(joined=pair(one, far)))
    assert set(account.claims) == {one.id, other.id, third.id, far.id}


def test_a_join_that_would_bring_together_what_was_parted_is_none() -> None:
    one, other, third = takings()
    decided = Decisions(joined=pair(one, third) | pair(third, other), parted=pair(one, other))
    for account in cluster_component([one, other, third], decided):
        assert not {one.id, other.id} <= set(account.claims)


def test_a_rejected_conflict_is_not_listed_whichever_claims_tell_it() -> None:
    one = tell("casualties.kill", "مقتل 12 مدنيا في قصف على سوق ودرة", OBSERVATORY, count=count(12))
    again = tell("casualties.kill", "مقتل 12 مدنيا في قصف على سوق ودرة", OBSERVATORY, count=count(12), outlet="nab")
    other = tell("casualties.kill", "مقتل 20 مدنيا في قصف على سوق ودرة", COUNCIL, outlet="tal", count=count(20))
    (before,) = cluster_component([one, again, other])
    (conflict,) = before.conflicts
    for left in (one, again):
        (after,) = cluster_component([one, again, other], Decisions(uncontested=pair(left, other)))
        assert after.conflicts == () and after.claims == before.claims
    assert conflict.rule == "conflict.figure-retold"


def test_the_order_of_claims_does_not_matter_to_decisions() -> None:
    one, other, third = takings()
    far = tell("casualties.kill", "مقتل 12 مدنيا في سمرة", COUNCIL, outlet="nab", place=NEXT_TOWN, count=count(12))
    cards = [one, other, third, far]
    decided = Decisions(joined=pair(one, far), parted=pair(one, other))
    expected = cluster_component(cards, decided)
    assert expected
    for seed in range(6):
        random.Random(seed).shuffle(cards)
        assert cluster_component(cards, decided) == expected


def test_a_contradiction_that_only_a_person_sees_is_listed_inside_one_account() -> None:
    one = tell("casualties.kill", "مقتل 12 مدنيا في قصف على سوق ودرة", OBSERVATORY, count=count(12))
    far = tell("casualties.kill", "مقتل 40 مدنيا في سمرة", COUNCIL, outlet="nab", place=NEXT_TOWN, count=count(40))
    assert cluster_component([one, far]) == []
    (account,) = cluster_component([one, far], Decisions(joined=pair(one, far), contested=pair(one, far)))
    (conflict,) = account.conflicts
    assert (conflict.kind.value, conflict.rule) == ("figure", "conflict.decided")
    assert {conflict.left_origin, conflict.right_origin} == {OBSERVATORY.key, COUNCIL.key}


def test_a_contradiction_that_the_rules_see_as_well_is_listed_once() -> None:
    one = tell("casualties.kill", "مقتل 12 مدنيا في قصف على سوق ودرة", OBSERVATORY, count=count(12))
    other = tell("casualties.kill", "مقتل 20 مدنيا في قصف على سوق ودرة", COUNCIL, outlet="tal", count=count(20))
    (account,) = cluster_component([one, other], Decisions(joined=pair(one, other), contested=pair(one, other)))
    assert [conflict.rule for conflict in account.conflicts] == ["conflict.figure-retold"]
