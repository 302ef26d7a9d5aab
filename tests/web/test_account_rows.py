"""Accounts laid out for pages: copies under their original, figures on one axis."""

from pathlib import Path

import pytest

from qawl.adding import open_ledger
from qawl.model.claim import Status
from qawl.store.filters import AccountFilter, ConflictFilter
from qawl.web.account_rows import BAR, AccountRow, account_rows, conflict_rows


@pytest.fixture(scope="module")
def rows(samples_ledger: Path) -> list[AccountRow]:
    with open_ledger(samples_ledger) as ledger:
        return account_rows(ledger, ledger.page_of_accounts(AccountFilter(origins=1), limit=500).records)


def test_every_claim_of_an_account_is_told_by_an_origin_or_stands_in_a_copy(rows: list[AccountRow]) -> None:
    assert rows
    for row in rows:
        documents = {told.told.card.document for origin in row.origins for told in origin.told}
        documents |= {head.id for origin in row.origins for told in origin.told for head in told.copies}
        assert documents >= {one.card.document for one in row.claims}
        assert len(row.claims) <= len(row.account.claims)


def test_a_copy_stands_under_the_claim_of_its_original(rows: list[AccountRow]) -> None:
    folded = [told for row in rows for origin in row.origins for told in origin.told if told.copies]
    assert folded
    for told in folded:
        assert told.told.card.document not in {head.id for head in told.copies}


def test_figures_lie_on_their_axis(rows: list[AccountRow]) -> None:
    figures = [figure for row in rows for group in row.figures for figure in group.rows]
    assert figures
    for figure in figures:
        assert 0 <= figure.start <= figure.end <= BAR
        assert figure.is_denied is (figure.told.card.claim.status is Status.DENIED)


def test_both_sides_of_a_contradiction_are_told(samples_ledger: Path) -> None:
    with open_ledger(samples_ledger) as ledger:
        conflicts = ledger.page_of_conflicts(ConflictFilter(), limit=500).records
        rows = conflict_rows(ledger, conflicts)
    assert [row.conflict for row in rows] == list(conflicts)
    assert rows
    for row in rows:
        assert (row.left.card.id, row.right.card.id) == (row.conflict.left, row.conflict.right)
        assert {row.left.card.id, row.right.card.id} <= set(row.account.claims)
