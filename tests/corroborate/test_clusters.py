"""Pairs become accounts."""

import random
import time

from account_cards import ARMY, COUNCIL, NEXT_TOWN, OBSERVATORY, PROVINCE, REBELS, TOWN, count, tell, unnamed
from qawl.corroborate.clusters import cluster_component, derive_accounts
from qawl.model.account import ClaimCard

TELLERS = (OBSERVATORY, COUNCIL, unnamed("tal"))


def happenings() -> list[ClaimCard]:
    """Two captures of two towns, each told three times, and a strike told twice."""
    cards = []
    for place in (TOWN, NEXT_TOWN):
        for number, teller in enumerate(TELLERS):
            words = f"سيطر الجيش على بلدة {place.name} بعد معارك عنيفة"[: 34 + number]
            cards.append(tell("capture.take", words, teller, outlet=f"o{number}", place=place, actors=(ARMY,)))
    cards.append(tell("strike.air", "غارات على سوق ودرة", OBSERVATORY, day="2020-05-20", published="2020-05-20"))
    cards.append(tell("strike.bombard", "قصف سوق ودرة", COUNCIL, day="2020-05-20", published="2020-05-21", outlet="o9"))
    return cards


def test_claims_of_one_happening_are_one_account() -> None:
    accounts = derive_accounts(happenings())
    assert sorted(len(account.claims) for account in accounts) == [2, 3, 3]
    assert {account.place for account in accounts} == {TOWN.id, NEXT_TOWN.id}


def test_the_order_of_claims_does_not_matter() -> None:
    cards = [*happenings(), *(tell("casualties.kill", f"مقتل {n} في ودرة", count=count(n)) for n in range(12, 20))]
    expected = derive_accounts(cards)
    component = cluster_component(cards)
    for seed in range(6):
        random.Random(seed).shuffle(cards)
        assert derive_accounts(cards) == expected
        assert cluster_component(cards) == component


def test_an_account_is_named_after_its_representative() -> None:
    accounts = derive_accounts(happenings())
    assert len({account.id for account in accounts}) == len(accounts)
    assert all(account.representative in account.claims for account in accounts)


def test_a_claim_alone_is_no_account() -> None:
    assert derive_accounts(happenings()[:1]) == []


def test_excluding_actors_keep_two_strikes_apart() -> None:
    one = tell("strike.air", "غارات على سوق ودرة القديم", OBSERVATORY, actors=(ARMY,))
    other = tell("strike.air", "قصف ودرة من التلال", COUNCIL, actors=(REBELS,), outlet="tal")
    assert derive_accounts([one, other]) == []


def test_the_most_exact_place_stands_for_an_account() -> None:
    words = "سيطر الجيش على البلدة بعد معارك عنيفة ليلا"
    cards = [
        tell("capture.take", words, OBSERVATORY, actors=(ARMY,), place=place, document=place.id)
        for place in (PROVINCE, TOWN)
    ]
    (account,) = derive_accounts(cards)
    assert account.place == TOWN.id


def test_what_was_joined_without_a_day_of_its_own_is_marked() -> None:
    words = "سيطر الجيش على بلدة ودرة بعد معارك"
    cards = [tell("capture.take", words, actors=(ARMY,), day=day, outlet=f"o{day}") for day in ("2020-05-04", None)]
    (account,) = derive_accounts(cards)
    assert "account.undated x1" in account.reasons
    assert (account.first, account.last) == ("2020-05-04", "2020-05-04")


def test_five_hundred_claims_of_one_place_take_less_than_two_seconds() -> None:
    cards = [
        tell(
            "strike.air" if n % 2 else "attack.assault",
            f"غارات على حي {n % 17} قرب سوق {n % 29} في ودرة",
            OBSERVATORY,
            document=f"d{n}",
            day=f"2020-05-{1 + n % 28:02}",
            published="2020-05-29",
        )
        for n in range(500)
    ]
    started = time.process_time()
    assert cluster_component(cards)
    assert time.process_time() - started < 2
