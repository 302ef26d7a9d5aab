"""What is perhaps of the same happening is listed beside an account, and not in it."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import cast

import pytest
from derived import Item, new_ledger

from account_cards import PROVINCE, tell
from qawl.corroborate.facts import facts_of
from qawl.corroborate.pairs import PERHAPS, judge
from qawl.corroborating import Knowledge, corroborate
from qawl.model.account import Account, ClaimCard
from qawl.neighbouring import perhaps_same
from qawl.store.ledger import Ledger


@pytest.fixture(scope="module")
def ledger(items: list[Item], knowledge: Knowledge, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    with new_ledger(tmp_path_factory.mktemp("beside") / "a") as opened:
        for item in items:
            opened.add_document(*item)
        corroborate(opened, knowledge=knowledge)
        yield opened


def test_what_stands_beside_an_account_is_in_no_account_with_it_and_much_like_it(ledger: Ledger) -> None:
    found = 0
    for account in ledger.accounts():
        representative = ledger.cards([account.representative])[account.representative]
        for one in perhaps_same(ledger, account):
            found += 1
            assert one.card.id not in account.claims
            assert judge(facts_of(representative), facts_of(one.card)).rule == PERHAPS
    assert found


class Kept:
    """Cards that all meet under one key."""

    def __init__(self, *cards: ClaimCard) -> None:
        self._cards = {card.id: card for card in cards}

    def cards(self, claim_ids: Iterable[str]) -> dict[str, ClaimCard]:
        return {claim: self._cards[claim] for claim in claim_ids if claim in self._cards}

    def claims_meeting(self, keys: Iterable[str], *, day: str) -> set[str]:
        return set(self._cards)


def test_the_likest_come_first_and_no_more_than_asked_for() -> None:
    told = tell("strike.air", "قصفت طائرات سوق ودرة الشعبي", outlet="nahr", day=None)
    near = tell("strike.air", "قصف على سوق شعبي", outlet="tal", day=None, place=PROVINCE)
    less = tell("strike.air", "قصف ليلي متقطع على سوق", outlet="nab", day=None, place=PROVINCE)
    other = tell("aid.enter", "دخلت قافلة سوق ودرة الشعبي", outlet="tal", day=None)
    kept = cast("Ledger", Kept(told, near, less, other))
    account = Account("account_x", "strike", (told.id,), told.id, None, None, None, ())
    found = perhaps_same(kept, account)
    assert [one.card.id for one in found] == [near.id, less.id]
    assert found[0].score > found[1].score
    assert perhaps_same(kept, account, limit=1) == found[:1]


def test_an_account_that_is_gone_has_nothing_beside_it(ledger: Ledger, tmp_path: Path) -> None:
    account = ledger.accounts()[0]
    with new_ledger(tmp_path / "empty") as empty:
        assert perhaps_same(empty, account) == []
