"""What is perhaps of the same happening is listed beside an account, and not in it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from derived import Item, new_ledger

from qawl.corroborate.facts import facts_of
from qawl.corroborate.pairs import PERHAPS, judge
from qawl.corroborating import Knowledge, corroborate
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
    assert found > 5


def test_the_likest_come_first_and_no_more_than_asked_for(ledger: Ledger) -> None:
    longest = max((perhaps_same(ledger, account, limit=50) for account in ledger.accounts()), key=len)
    assert len(longest) > 2
    assert [one.score for one in longest] == sorted((one.score for one in longest), reverse=True)
    account = next(one for one in ledger.accounts() if perhaps_same(ledger, one, limit=50) == longest)
    assert perhaps_same(ledger, account, limit=2) == longest[:2]


def test_an_account_that_is_gone_has_nothing_beside_it(ledger: Ledger, tmp_path: Path) -> None:
    account = ledger.accounts()[0]
    with new_ledger(tmp_path / "empty") as empty:
        assert perhaps_same(empty, account) == []
