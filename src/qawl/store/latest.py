"""What was added last, whatever it is about: for feeds, and for what is new in a saved search.

Lists stand in the order of the news; here they stand in the order in which they came into the ledger. What people have
decided counts as it does in lists. Where nothing says from when on, ever more of the newest documents are looked
through until enough fits, so that a question that much fits does not sort all of a large ledger.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, func, select

from qawl.model.account import Account, Conflict
from qawl.model.review import AppliesReviews
from qawl.store import derived as d
from qawl.store import load
from qawl.store import tables as t
from qawl.store.corroboration import account_of
from qawl.store.decided import Decided, find_decided, touched_claims, touched_statements
from qawl.store.engine import reading_from
from qawl.store.filters import (
    AccountFilter,
    ClaimFilter,
    ConflictFilter,
    DocumentFilter,
    StatementFilter,
    account_conditions,
    claim_conditions,
    document_conditions,
    statement_conditions,
)
from qawl.store.lists import statements_in, stored_claims
from qawl.store.part import LedgerPart
from qawl.store.questions import claim_fits, statement_fits
from qawl.store.records import DocumentHead, StoredClaim, StoredStatement
from qawl.store.reviews import chunks
from qawl.store.rows import FoldText

Filter = DocumentFilter | StatementFilter | ClaimFilter | AccountFilter | ConflictFilter
Record = DocumentHead | StoredStatement | StoredClaim | Account | tuple[Account, Conflict]

_WINDOWS = (300, 3_000)  # newest documents


@dataclass(frozen=True, slots=True)
class Latest:
    """A record and when its document came into the ledger; of an account, the last of its documents."""

    record: Record
    added_at: datetime


class LatestAnswers(LedgerPart):
    """The part of a ledger that tells what was added last."""

    def latest(self, wanted: Filter, *, limit: int, since: datetime | None = None) -> list[Latest]:
        """Records that fit, what was added last first; with ``since`` only what was added after that moment.

        Raises:
            UsageError: a day of the filter is none.
        """
        with reading_from(self._engine) as connection:
            search = _Search(connection, wanted, self._fold_text, self._apply_reviews)
            for bound in [since] if since is not None else _bounds(connection):
                found = search.find(limit, bound)
                if len(found) >= limit:
                    break
        return found

    def count_new(self, wanted: Filter, *, since: datetime, most: int) -> int:
        """How many records fit that were added after a moment; counted up to ``most``."""
        with reading_from(self._engine) as connection:
            return len(_Search(connection, wanted, self._fold_text, self._apply_reviews).places(most, since))


def _bounds(connection: Connection) -> Iterator[datetime | None]:
    for count in _WINDOWS:
        query = select(t.document.c.added_at).order_by(t.document.c.added_at.desc()).offset(count).limit(1)
        bound = connection.execute(query).scalar()
        if bound is not None:
            yield bound
    yield None


Place = tuple[datetime, str, int, Any]
"""When a record was added, its document, where it stands there, and the record's id, or itself where it is at hand."""


class _Search:
    """One question to one state of the ledger."""

    def __init__(self, connection: Connection, wanted: Filter, fold: FoldText, apply: AppliesReviews) -> None:
        self._connection, self._wanted, self._fold = connection, wanted, fold
        has_decided = isinstance(wanted, StatementFilter | ClaimFilter)
        self._decided = find_decided(connection, apply) if has_decided else Decided()

    def find(self, limit: int, since: datetime | None) -> list[Latest]:
        """The records that fit, loaded."""
        places = self.places(limit, since)
        records = self._load([key for *_, key in places if isinstance(key, str)])
        return [Latest(records[key] if isinstance(key, str) else key, moment) for moment, _, _, key in places]

    def places(self, limit: int, since: datetime | None) -> list[Place]:
        """Where those stand that fit, what was added last first."""
        match self._wanted:
            case ConflictFilter():
                found = self._conflicts(limit, since)
            case AccountFilter():
                found = [(row.moment, "", number, account_of(row)) for number, row in self._accounts(limit, since)]
            case DocumentFilter():
                columns = select(t.document.c.added_at, t.document.c.id, t.document.c.id.label("key"))
                query = columns.where(*document_conditions(self._wanted))
                found = [(row.added_at, row.id, 0, row.key) for row in self._newest(query, limit, since)]
            case StatementFilter():
                found = self._statements(limit, since)
            case ClaimFilter():
                found = self._claims(limit, since)
        found.sort(key=lambda place: (-place[0].timestamp(), place[1], place[2]))
        return found[:limit]

    def _newest(self, query: Select[Any], limit: int, since: datetime | None) -> Sequence[Any]:
        if since is not None:
            query = query.where(t.document.c.added_at > since)
        return self._connection.execute(
            query.order_by(t.document.c.added_at.desc(), t.document.c.id).limit(limit)
        ).all()

    def _statements(self, limit: int, since: datetime | None) -> list[Place]:
        assert isinstance(self._wanted, StatementFilter)
        s, touched = t.statement.c, self._decided.statements
        query = select(t.document.c.added_at, s.document_id, s.cue_start, s.id)
        query = query.join(t.document, t.document.c.id == s.document_id)
        query = query.join(t.speaker, t.speaker.c.id == s.speaker_id)
        query = query.where(*statement_conditions(self._wanted, self._fold))
        rows = self._newest(query, limit + len(touched), since)
        found: list[Place] = [(row[0], row[1], row[2], row[3]) for row in rows if row[3] not in touched]
        fitting = [
            one
            for one in touched_statements(self._connection, self._decided, False)
            if statement_fits(self._connection, one, self._wanted, self._fold)
        ]
        moments = self._added_at([one.document.id for one in fitting], since)
        return found + [
            (moments[one.document.id], one.document.id, one.statement.cue.start, one)
            for one in fitting
            if one.document.id in moments
        ]

    def _claims(self, limit: int, since: datetime | None) -> list[Place]:
        assert isinstance(self._wanted, ClaimFilter)
        c, touched = t.claim.c, self._decided.claims
        query = select(t.document.c.added_at, c.document_id, c.evidence_start, c.id)
        query = query.join(t.document, t.document.c.id == c.document_id)
        query = query.where(*claim_conditions(self._wanted, self._fold))
        rows = self._newest(query, limit + len(touched), since)
        found: list[Place] = [(row[0], row[1], row[2], row[3]) for row in rows if row[3] not in touched]
        fitting = [
            one
            for one in touched_claims(self._connection, self._decided, False)
            if claim_fits(self._connection, one, self._wanted, self._fold)
        ]
        moments = self._added_at([one.document.id for one in fitting], since)
        return found + [
            (moments[one.document.id], one.document.id, one.claim.evidence.start, one)
            for one in fitting
            if one.document.id in moments
        ]

    def _accounts(self, limit: int, since: datetime | None) -> list[tuple[int, Any]]:
        """Accounts by the last of their documents."""
        assert isinstance(self._wanted, AccountFilter | ConflictFilter)
        link, moment = d.account_claim.c, func.max(t.document.c.added_at)
        newest = (
            select(link.account_id, moment.label("moment"))
            .join(t.claim, t.claim.c.id == link.claim_id)
            .join(t.document, t.document.c.id == t.claim.c.document_id)
            .join(d.account, d.account.c.id == link.account_id)
            .where(*account_conditions(self._wanted, self._fold))
            .group_by(link.account_id)
            .order_by(moment.desc(), link.account_id)
            .limit(limit)
        )
        if since is not None:
            newest = newest.where(t.document.c.added_at > since)
        found = newest.subquery()
        query = select(d.account, found.c.moment).join(found, found.c.account_id == d.account.c.id)
        rows = self._connection.execute(query.order_by(found.c.moment.desc(), d.account.c.id)).all()
        return list(enumerate(rows))

    def _conflicts(self, limit: int, since: datetime | None) -> list[Place]:
        assert isinstance(self._wanted, ConflictFilter)
        kind = self._wanted.kind
        return [
            (row.moment, account.id, number, (account, one))
            for _, row in self._accounts(limit, since)
            for account in (account_of(row),)
            for number, one in enumerate(account.conflicts)
            if kind in ("", one.kind)
        ]

    def _added_at(self, document_ids: Sequence[str], since: datetime | None) -> dict[str, datetime]:
        """When documents were added; those before ``since`` are left out."""
        moments: dict[str, datetime] = {}
        for chunk in chunks(sorted(set(document_ids))):
            query = select(t.document.c.id, t.document.c.added_at).where(t.document.c.id.in_(chunk))
            moments |= {row.id: row.added_at for row in self._connection.execute(query)}
        return {key: moment for key, moment in moments.items() if since is None or moment > since}

    def _load(self, ids: Sequence[str]) -> dict[str, Record]:
        match self._wanted:
            case DocumentFilter():
                return dict(load.load_heads(self._connection, ids))
            case StatementFilter():
                said = [
                    row for chunk in chunks(ids) for row in self._rows(load.select_statements(), t.statement, chunk)
                ]
                statements = statements_in(self._connection, load.load_statements(self._connection, said))
                return {one.statement.id: one for one in statements}
            case ClaimFilter():
                rows = [row for chunk in chunks(ids) for row in self._rows(select(t.claim), t.claim, chunk)]
                return {one.claim.id: one for one in stored_claims(self._connection, rows)}
        return {}

    def _rows(self, query: Select[Any], table: Any, ids: Sequence[str]) -> Sequence[Any]:
        return self._connection.execute(query.where(table.c.id.in_(ids))).all()
