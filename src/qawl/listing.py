"""Lists of a ledger as plain values, a page at a time: what the REST API answers and what is exported.

A list is named by the filter that asks for it. Its rows are those of the command line's ``--json``.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from qawl.model.account import Account, Conflict
from qawl.model.review import RecordKind
from qawl.neighbouring import perhaps_same
from qawl.reviewing import decided_pairs
from qawl.shapes import claim_json, conflict_json, document_json, perhaps_json, review_json, statement_json
from qawl.store.filters import AccountFilter, ClaimFilter, ConflictFilter, DocumentFilter, StatementFilter
from qawl.store.ledger import Ledger
from qawl.store.paging import Page
from qawl.weighing import weigh_accounts, weighed_json

Row = dict[str, Any]
Filter = DocumentFilter | StatementFilter | ClaimFilter | AccountFilter | ConflictFilter


@dataclass(frozen=True, slots=True)
class Beside:
    """What is told beside the records: also rejected ones, also what is perhaps of the same happening."""

    with_rejected: bool = False
    perhaps: bool = False


def page_of(ledger: Ledger, wanted: Filter, *, limit: int, after: str = "", beside: Beside | None = None) -> Page[Row]:
    """A page of the list that a filter asks for.

    Raises:
        UsageError: the cursor is of another list, or a day is none.
    """
    beside = beside or Beside()
    match wanted:
        case DocumentFilter():
            documents = ledger.page_of_documents(wanted, limit=limit, after=after)
            return Page(tuple(map(document_json, documents.records)), documents.next)
        case StatementFilter():
            said = ledger.page_of_statements(wanted, limit=limit, after=after, with_rejected=beside.with_rejected)
            return Page(tuple(map(statement_json, said.records)), said.next)
        case ClaimFilter():
            claims = ledger.page_of_claims(wanted, limit=limit, after=after, with_rejected=beside.with_rejected)
            return Page(tuple(map(claim_json, claims.records)), claims.next)
        case AccountFilter():
            accounts = ledger.page_of_accounts(wanted, limit=limit, after=after)
            return Page(tuple(account_rows(ledger, accounts.records, perhaps=beside.perhaps)), accounts.next)
        case ConflictFilter():
            conflicts = ledger.page_of_conflicts(wanted, limit=limit, after=after)
            return Page(tuple(conflict_rows(ledger, conflicts.records)), conflicts.next)


def account_rows(ledger: Ledger, accounts: Sequence[Account], *, perhaps: bool = False) -> list[Row]:
    """Accounts, weighed; with what is perhaps of them where that is asked for."""
    beside = {one.id: perhaps_same(ledger, one) for one in accounts} if perhaps else {}
    return [weighed_json(one) | perhaps_json(beside.get(one.account.id)) for one in weigh_accounts(ledger, accounts)]


def conflict_rows(ledger: Ledger, conflicts: Sequence[Conflict]) -> list[Row]:
    """Conflicts with both claims as told, and what people decided on them."""
    cards = ledger.cards(claim for one in conflicts for claim in (one.left, one.right))
    decided = decided_pairs(ledger, RecordKind.CONFLICT)
    rows = []
    for one in conflicts:
        made = decided.get((one.left, one.right))
        rows.append(conflict_json(one, cards) | ({} if made is None else {"review": review_json(made)}))
    return rows
