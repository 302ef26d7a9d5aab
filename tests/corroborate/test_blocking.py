"""Keys under which claims meet."""

from account_cards import ARMY, COUNTRY, NEXT_TOWN, PROVINCE, TOWN, tell
from qawl.corroborate.blocking import blocking_keys, blocks_of, split_block


def meet(*cards: object) -> bool:
    left, right = (set(blocking_keys(card)) for card in cards)  # type: ignore[arg-type]
    return bool(left & right)


def test_claims_of_one_town_and_neighbouring_days_meet() -> None:
    one = tell("strike.air", "غارة على ودرة", day="2020-05-04")
    other = tell("strike.bombard", "قصف طال البلدة", day="2020-05-05", outlet="tal")
    assert meet(one, other)


def test_a_town_meets_its_province_and_no_town_elsewhere() -> None:
    town = tell("capture.take", "سيطر على ودرة", place=TOWN)
    assert meet(town, tell("capture.take", "تقدم في الريف", place=PROVINCE, outlet="tal"))
    assert set(blocking_keys(town)).isdisjoint(
        key for key in blocking_keys(tell("capture.take", "دخل سمرة", place=NEXT_TOWN)) if NEXT_TOWN.id in key
    )


def test_types_of_other_families_do_not_meet() -> None:
    assert not meet(tell("strike.air", "غارة على ودرة"), tell("aid.enter", "دخلت قافلة ودرة"))


def test_without_a_place_actors_bring_claims_together() -> None:
    one = tell("strike.air", "شن غارات", place=None, actors=(ARMY,))
    assert meet(one, tell("strike.air", "قصف جوي", place=COUNTRY, actors=(ARMY,), outlet="tal"))
    assert not meet(one, tell("strike.air", "قصف جوي", place=None, outlet="tal"))


def test_an_undated_claim_has_keys_of_the_days_before_its_publication() -> None:
    undated = tell("strike.air", "غارة على ودرة", day=None, published="2020-05-05")
    assert meet(undated, tell("strike.air", "قصف جوي", day="2020-05-04", outlet="tal"))
    assert not meet(undated, tell("strike.air", "قصف جوي", day="2020-03-04", outlet="tal"))


def test_retold_words_meet_whatever_place_was_understood() -> None:
    words = "دخلت القوات الحي الجنوبي بعد ساعات من المعارك العنيفة"
    assert meet(tell("capture.enter", words, day=None), tell("capture.enter", words, place=NEXT_TOWN, day=None))


def test_keys_are_sorted_text() -> None:
    keys = blocking_keys(tell("strike.air", "غارة على ودرة"))
    assert list(keys) == sorted(keys)
    assert all(isinstance(key, str) for key in keys)


def test_a_block_over_the_limit_is_split_by_day() -> None:
    cards = [tell("strike.air", f"غارة رقم {n}", day=f"2020-05-0{1 + n % 3}") for n in range(9)]
    assert [len(block) for _, block in split_block("k", cards, limit=4)] == [3, 3, 3]
    assert [len(block) for _, block in split_block("k", cards, limit=9)] == [9]
    assert max(len(block) for block in blocks_of(cards, limit=4).values()) <= 4
