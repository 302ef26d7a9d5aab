"""A ledger's lists a page at a time, for pages and the REST API, and whether what they gave is still so."""

from collections.abc import Iterable

from sqlalchemy import Connection

from qawl.errors import UsageError
from qawl.model.account import Account, Conflict
from qawl.store import paged_lists
from qawl.store.changes import last_change
from qawl.store.decided import decided_claims, decided_statements
from qawl.store.engine import reading_from
from qawl.store.filters import AccountFilter, ClaimFilter, ConflictFilter, DocumentFilter, StatementFilter
from qawl.store.paging import Page
from qawl.store.part import LedgerPart
from qawl.store.private_names import find_private_names
from qawl.store.records import DocumentHead, StoredClaim, StoredCopy, StoredFamily, StoredStatement
from qawl.store.reviews import document_of


class PagedAnswers(LedgerPart):
    """The part of a ledger that gives lists in pages. ``after`` is the ``next`` of the page before, "" for the first.

    All raise ``UsageError`` for a cursor of another list, and for days that are none.
    """

    _known_touched: tuple[str, paged_lists.Touched] | None = None

    def _decisions(self, connection: Connection) -> paged_lists.Touched:
        """What people have decided: loaded once for all pages of all lists, until the ledger changes."""
        state, known = last_change(connection), self._known_touched
        if known is None or not state or known[0] != state:
            known = self._known_touched = state, paged_lists.load_touched(connection, self._apply_reviews)
        return known[1]

    def last_change(self) -> str:
        """A word that every change to what the ledger tells replaces: while it is the same, so are all answers."""
        with reading_from(self._engine) as connection:
            return last_change(connection)

    def page_of_claims(
        self, wanted: ClaimFilter | None = None, *, limit: int, after: str = "", with_rejected: bool = False
    ) -> Page[StoredClaim]:
        """Claims that fit as people have decided, latest day first: ``limit`` of them, from after a cursor."""
        with reading_from(self._engine) as connection:
            return paged_lists.page_of_claims(
                connection,
                wanted or ClaimFilter(),
                fold=self._fold_text,
                limit=_checked(limit),
                after=after,
                touched=self._decisions(connection),
                with_rejected=with_rejected,
            )

    def claim(self, claim_id: str) -> StoredClaim | None:
        """A claim as people have decided, a rejected one too; None where there is none."""
        with reading_from(self._engine) as connection:
            wanted = ClaimFilter(document_id=document_of(connection, claim_id), all_versions=True)
            found = decided_claims(
                connection, wanted, fold=self._fold_text, limit=None, apply=self._apply_reviews, with_rejected=True
            )  # fmt: skip
        return next((one for one in found if one.claim.id == claim_id), None)

    def statement(self, statement_id: str) -> StoredStatement | None:
        """A statement as people have decided, a rejected one too; None where there is none."""
        with reading_from(self._engine) as connection:
            wanted = StatementFilter(document_id=document_of(connection, statement_id), all_versions=True)
            found = decided_statements(
                connection, wanted, fold=self._fold_text, limit=None, apply=self._apply_reviews, with_rejected=True
            )  # fmt: skip
        return next((one for one in found if one.statement.id == statement_id), None)

    def page_of_statements(
        self, wanted: StatementFilter | None = None, *, limit: int, after: str = "", with_rejected: bool = False
    ) -> Page[StoredStatement]:
        """Statements that fit as people have decided, newest article first, in text order inside an article."""
        with reading_from(self._engine) as connection:
            return paged_lists.page_of_statements(
                connection,
                wanted or StatementFilter(),
                fold=self._fold_text,
                limit=_checked(limit),
                after=after,
                touched=self._decisions(connection),
                with_rejected=with_rejected,
            )

    def page_of_documents(
        self, wanted: DocumentFilter | None = None, *, limit: int, after: str = ""
    ) -> Page[DocumentHead]:
        """Documents that fit, newest first; newest versions only, unless the filter asks for all."""
        with reading_from(self._engine) as connection:
            return paged_lists.page_of_documents(
                connection, wanted or DocumentFilter(), limit=_checked(limit), after=after
            )

    def page_of_families(self, *, limit: int, after: str = "") -> Page[StoredFamily]:
        """Families of articles that repeat one text, those of the latest originals first."""
        with reading_from(self._engine) as connection:
            return paged_lists.page_of_families(connection, limit=_checked(limit), after=after)

    def page_of_accounts(self, wanted: AccountFilter | None = None, *, limit: int, after: str = "") -> Page[Account]:
        """Accounts that fit, the latest first; those with most origins first within a day."""
        with reading_from(self._engine) as connection:
            return paged_lists.page_of_accounts(
                connection, wanted or AccountFilter(), fold=self._fold_text, limit=_checked(limit), after=after
            )

    def page_of_conflicts(self, wanted: ConflictFilter | None = None, *, limit: int, after: str = "") -> Page[Conflict]:
        """Conflicts that fit, those of the latest accounts first, in each account in its order."""
        with reading_from(self._engine) as connection:
            return paged_lists.page_of_conflicts(
                connection, wanted or ConflictFilter(), fold=self._fold_text, limit=_checked(limit), after=after
            )

    def page_of_copies(self, *, limit: int, after: str = "") -> Page[StoredCopy]:
        """Articles that repeat others, by original."""
        with reading_from(self._engine) as connection:
            return paged_lists.page_of_copies(connection, limit=_checked(limit), after=after)

    def claim_places(self, document_ids: Iterable[str]) -> list[tuple[str, str, str]]:
        """Document, statement (empty for none) and place of each claim of some documents, as people have decided."""
        wanted = set(document_ids)
        with reading_from(self._engine) as connection:
            touched = self._decisions(connection)
            found = paged_lists.find_claim_places(connection, wanted, without=touched.decided.claims)
        return found + [
            (one.document.id, one.claim.statement or "", one.place.id)
            for _, one in touched.claims
            if one.document.id in wanted and one.place is not None and not one.is_rejected
        ]

    def private_names(self, document_ids: Iterable[str]) -> dict[str, set[str]]:
        """The names of those who speak in no public role in some documents, for leaving them out."""
        with reading_from(self._engine) as connection:
            return find_private_names(connection, document_ids, apply=self._apply_reviews)


def _checked(limit: int) -> int:
    if limit < 1:
        raise UsageError(f"limit {limit}: a page holds at least one record.")
    return limit
