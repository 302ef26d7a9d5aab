"""What is derived from the records of a ledger, as a ledger answers it: accounts, cards, copies, quotations."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from qawl.model.account import Account, ClaimCard, Copy, Quotation
from qawl.store import load
from qawl.store.changes import changing
from qawl.store.corroboration import (
    DerivedRows,
    find_account,
    find_accounts,
    find_accounts_of,
    find_cards,
    find_cards_at,
    find_copies,
    find_originals,
    find_shared,
)
from qawl.store.engine import reading_from
from qawl.store.keys import Keys
from qawl.store.part import LedgerPart
from qawl.store.quotations import find_shared_quotations
from qawl.store.records import StoredCopy


class DerivedAnswers(LedgerPart):
    """The part of a ledger that asks the derived tables, and opens them to whoever derives."""

    @contextmanager
    def deriving(self) -> Iterator[DerivedRows]:
        """The derived tables, to be changed in one transaction under the write lock."""
        with changing(self._engine) as connection:
            yield DerivedRows(connection)

    def accounts(
        self,
        *,
        place: str = "",
        kind: str = "",
        least_origins: int = 1,
        conflicting: bool = False,
        limit: int | None = None,
    ) -> list[Account]:
        """Accounts that fit, the latest first."""
        with reading_from(self._engine) as connection:
            return find_accounts(
                connection,
                place=place,
                kind=kind,
                least_origins=least_origins,
                conflicting=conflicting,
                limit=limit,
            )

    def accounts_of(self, claim_ids: Iterable[str]) -> list[Account]:
        """The accounts in which these claims stand, in order of id; a claim of which nobody else tells is in none."""
        with reading_from(self._engine) as connection:
            return find_accounts_of(connection, claim_ids)

    def account(self, account_id: str) -> Account | None:
        """The account with this id, None when there is none (any more)."""
        with reading_from(self._engine) as connection:
            return find_account(connection, account_id)

    def cards(self, claim_ids: Iterable[str]) -> dict[str, ClaimCard]:
        """The cards of claims, for those that have been corroborated."""
        with reading_from(self._engine) as connection:
            return find_cards(connection, claim_ids)

    def claims_meeting(self, keys: Iterable[str], *, day: str) -> set[str]:
        """The claims that stand under any of these blocking keys; under crowded keys only those of one day."""
        with reading_from(self._engine) as connection:
            return Keys(connection, "claim").meeting(keys, day=day)

    def cards_at(self, place_ids: Iterable[str], types: Iterable[str]) -> list[ClaimCard]:
        """The cards of claims of some types about some places."""
        with reading_from(self._engine) as connection:
            return find_cards_at(connection, place_ids, types)

    def copies(self, *, limit: int | None = None, document_id: str = "") -> list[StoredCopy]:
        """Articles that repeat others, by original; with ``document_id`` those that have its original, or are of it."""
        with reading_from(self._engine) as connection:
            found = find_copies(connection, limit=limit, document_id=document_id)
            heads = load.load_heads(connection, {id for copy, original, _, _ in found for id in (copy, original)})
        return [StoredCopy(heads[copy], heads[original], rule, value) for copy, original, rule, value in found]

    def copies_among(self, document_ids: Iterable[str]) -> list[Copy]:
        """What some documents share with each other, in whole or in part."""
        wanted = set(document_ids)
        with reading_from(self._engine) as connection:
            found = find_shared(connection, wanted)
        return [one for one in found if {one.document, one.original} <= wanted]

    def shared_quotations(self, *, document_id: str = "") -> list[Quotation]:
        """Quotations that may stand in several articles: all, or those of one document with what they may be like."""
        with reading_from(self._engine) as connection:
            return find_shared_quotations(connection, document_id=document_id)

    def originals(self, document_ids: Iterable[str]) -> dict[str, str]:
        """The documents that these copy as a whole."""
        with reading_from(self._engine) as connection:
            return find_originals(connection, document_ids)
