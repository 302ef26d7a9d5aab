"""The lists of a ledger a page at a time: documents, statements and claims as people have decided; accounts, conflicts.

Each list has one order with the record's id at its end, so that a page can begin after any record. The records that
people have decided on are few: they are loaded as decided, and set among those that the database finds.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, TypeVar

from sqlalchemy import Connection, Row, Table, select

from qawl.model.account import Account, Conflict, Copy
from qawl.model.codec import decode
from qawl.model.review import AppliesReviews
from qawl.store import derived as d
from qawl.store import load
from qawl.store import tables as t
from qawl.store.corroboration import account_of, find_copies, select_copies
from qawl.store.decided import (
    Decided,
    find_decided,
    marked_claims,
    marked_statements,
    touched_claims,
    touched_statements,
)
from qawl.store.filters import (
    AccountFilter,
    ClaimFilter,
    ConflictFilter,
    DocumentFilter,
    StatementFilter,
    account_conditions,
)
from qawl.store.leading import document_conditions
from qawl.store.lists import statements_in, stored_claims
from qawl.store.paging import By, Page, Position, read_cursor, rows_after, write_cursor
from qawl.store.questions import claim_fits, statement_fits
from qawl.store.records import DocumentHead, StoredClaim, StoredCopy, StoredFamily, StoredStatement
from qawl.store.reviews import chunks
from qawl.store.rows import FoldText
from qawl.store.walking import (
    BY_DOCUMENT,
    Key,
    find_claim_keys,
    find_statement_keys,
    in_order,
    is_after,
)

Stored = TypeVar("Stored", StoredClaim, StoredStatement)

_BY_ACCOUNT = (By(d.account.c.first_day, True, True), By(d.account.c.origins, True), By(d.account.c.id))

_BY_COPY = (By(d.original.c.original_id), By(d.original.c.document_id))


@dataclass(frozen=True, slots=True)
class Touched:
    """The records that people have decided on, as decided, rejected ones too, with their positions and in order."""

    decided: Decided
    claims: tuple[tuple[Position, StoredClaim], ...]
    statements: tuple[tuple[Position, StoredStatement], ...]


def load_touched(connection: Connection, apply: AppliesReviews) -> Touched:
    """What people have decided, for as long as a ledger is unchanged."""
    decided = find_decided(connection, apply)
    claims, said = touched_claims(connection, decided, True), touched_statements(connection, decided, True)
    in_claims = _ordinals(connection, t.claim, [one.claim.id for one in claims])
    in_said = _ordinals(connection, t.statement, [one.statement.id for one in said])
    of_claims = [((one.days[0], one.document.id, in_claims.get(one.claim.id, 0)), one) for one in claims]
    of_said = [((one.document.day, one.document.id, in_said.get(one.statement.id, 0)), one) for one in said]
    return Touched(decided, tuple(_in_order(of_claims)), tuple(_in_order(of_said)))


def page_of_claims(
    connection: Connection,
    wanted: ClaimFilter,
    *,
    fold: FoldText,
    limit: int,
    after: str,
    touched: Touched,
    with_rejected: bool,
) -> Page[StoredClaim]:
    """Claims that fit as people have decided, latest day first."""
    start = read_cursor("claims", after, (str, str, int))
    keys = find_claim_keys(connection, wanted, fold=fold, start=start, limit=limit, without=touched.decided.claims)
    found = stored_claims(connection, in_order(connection, select(t.claim), t.claim.c.id, keys))
    fitting = (
        (position, one)
        for position, one in touched.claims
        if is_after(position, start)
        and (with_rejected or not one.is_rejected)
        and claim_fits(connection, one, wanted, fold)
    )
    placed = [*_placed(keys, found), *islice(fitting, limit + 1)]
    page = _cut("claims", placed, limit)
    return Page(tuple(marked_claims(connection, list(page.records))), page.next)


def page_of_statements(
    connection: Connection,
    wanted: StatementFilter,
    *,
    fold: FoldText,
    limit: int,
    after: str,
    touched: Touched,
    with_rejected: bool,
) -> Page[StoredStatement]:
    """Statements that fit as people have decided, newest article first, in text order inside an article."""
    start = read_cursor("statements", after, (str, str, int))
    known = touched.decided.statements
    keys = find_statement_keys(connection, wanted, fold=fold, start=start, limit=limit, without=known)
    rows = in_order(connection, load.select_statements(), t.statement.c.id, keys)
    found = statements_in(connection, load.load_statements(connection, rows))
    fitting = (
        (position, one)
        for position, one in touched.statements
        if is_after(position, start)
        and (with_rejected or not one.is_rejected)
        and statement_fits(connection, one, wanted, fold)
    )
    placed = [*_placed(keys, found), *islice(fitting, limit + 1)]
    page = _cut("statements", placed, limit)
    return Page(tuple(marked_statements(connection, list(page.records))), page.next)


def page_of_documents(connection: Connection, wanted: DocumentFilter, *, limit: int, after: str) -> Page[DocumentHead]:
    """Documents that fit, newest first."""
    start = read_cursor("documents", after, (str, str))
    conditions = document_conditions(connection, wanted)
    if conditions is None:
        return Page(())
    query = load.select_heads().where(*conditions)
    rows = rows_after(connection, query, BY_DOCUMENT, start, limit=limit + 1)
    heads = [load.document_head(row) for row in rows[:limit]]
    last = (heads[-1].day, heads[-1].id) if len(rows) > limit else None
    return Page(tuple(heads), write_cursor("documents", last) if last else None)


def page_of_families(connection: Connection, *, limit: int, after: str) -> Page[StoredFamily]:
    """Families of copies, those of the latest originals first."""
    start = read_cursor("families", after, (str, str))
    query = select(t.document.c.id, t.document.c.published_day)
    query = query.where(t.document.c.id.in_(select(d.original.c.original_id)))
    rows = rows_after(connection, query, BY_DOCUMENT, start, limit=limit + 1)
    shown = [row.id for row in rows[:limit]]
    found = find_copies(connection, originals=shown)
    heads = load.load_heads(connection, {id for copy, original, _, _ in found for id in (copy, original)} | set(shown))
    copies = [StoredCopy(heads[copy], heads[original], rule, value) for copy, original, rule, value in found]
    families = [StoredFamily(heads[id], tuple(one for one in copies if one.original.id == id)) for id in shown]
    last = rows[limit - 1] if len(rows) > limit else None
    return Page(tuple(families), write_cursor("families", (last.published_day or "", last.id)) if last else None)


def page_of_accounts(
    connection: Connection, wanted: AccountFilter, *, fold: FoldText, limit: int, after: str
) -> Page[Account]:
    """Accounts that fit, the latest first; those with most origins first within a day."""
    start = read_cursor("accounts", after, (str, int, str))
    query = select(d.account).where(*account_conditions(wanted, fold))
    rows = rows_after(connection, query, _BY_ACCOUNT, start, limit=limit + 1)
    cursor = write_cursor("accounts", _account_position(rows[limit - 1])) if len(rows) > limit else None
    return Page(tuple(account_of(row) for row in rows[:limit]), cursor)


def page_of_conflicts(
    connection: Connection, wanted: ConflictFilter, *, fold: FoldText, limit: int, after: str
) -> Page[Conflict]:
    """Conflicts that fit, those of the latest accounts first."""
    start = read_cursor("conflicts", after, (str, int, str, int))
    query = select(d.account).where(*account_conditions(wanted, fold))
    placed: list[tuple[Position, Conflict]] = []
    if start is not None:  # what is left of the account in the midst of which the last page ended
        rest = [
            one
            for row in connection.execute(query.where(d.account.c.id == start[2]))
            for one in _conflicts(row, wanted)
        ]
        placed += [(position, one) for position, one in rest if position[3:] > start[3:]]
    place = start[:3] if start is not None else None
    while len(placed) <= limit:
        rows = rows_after(connection, query, _BY_ACCOUNT, place, limit=limit + 1)
        placed += [one for row in rows for one in _conflicts(row, wanted)]
        if len(rows) <= limit:
            break
        place = _account_position(rows[-1])
    cursor = write_cursor("conflicts", placed[limit - 1][0]) if len(placed) > limit else None
    return Page(tuple(one for _, one in placed[:limit]), cursor)


def find_claim_places(
    connection: Connection, documents: Iterable[str], *, without: Collection[str]
) -> list[tuple[str, str, str]]:
    """Document, statement (empty for none) and place of each claim as it was read, but for some."""
    columns = (t.claim.c.id, t.claim.c.document_id, t.claim.c.statement_id, t.claim.c.place_id)
    return [
        (row.document_id, row.statement_id or "", row.place_id)
        for ids in chunks(documents)
        for row in connection.execute(
            select(*columns).where(t.claim.c.document_id.in_(ids), t.claim.c.place_id.is_not(None))
        )
        if row.id not in without
    ]


def page_of_copies(connection: Connection, *, limit: int, after: str) -> Page[StoredCopy]:
    """Articles that repeat others, by original."""
    start = read_cursor("copies", after, (str, str))
    rows = rows_after(connection, select_copies(), _BY_COPY, start, limit=limit + 1)
    heads = load.load_heads(connection, {key for row in rows for key in (row.document_id, row.original_id)})
    found = [
        StoredCopy(heads[row.document_id], heads[row.original_id], row.rule, decode(Copy, row.value))
        for row in rows[:limit]
    ]
    last = (rows[limit - 1].original_id, rows[limit - 1].document_id) if len(rows) > limit else None
    return Page(tuple(found), write_cursor("copies", last) if last else None)


def _account_position(row: Row[Any]) -> Position:
    return row.first_day or "", row.origins, row.id


def _conflicts(row: Row[Any], wanted: ConflictFilter) -> Iterable[tuple[Position, Conflict]]:
    for number, one in enumerate(account_of(row).conflicts):
        if wanted.kind in ("", one.kind):
            yield (*_account_position(row), number), one


def _placed(keys: Sequence[Key], found: Sequence[Stored]) -> list[tuple[Position, Stored]]:
    return [(position, one) for (position, _), one in zip(keys, found, strict=True)]


def _in_order(placed: Iterable[tuple[Position, Stored]]) -> list[tuple[Position, Stored]]:
    """The latest day first, then as they stand in their documents."""
    found = sorted(placed, key=lambda one: one[0][1:])
    found.sort(key=lambda one: str(one[0][0]), reverse=True)
    return found


def _cut(kind: str, placed: Iterable[tuple[Position, Stored]], limit: int) -> Page[Stored]:
    """The first records of those that stand after a position."""
    found = _in_order(placed)
    cursor = write_cursor(kind, found[limit - 1][0]) if len(found) > limit else None
    return Page(tuple(one for _, one in found[:limit]), cursor)


def _ordinals(connection: Connection, table: Table, ids: Sequence[str]) -> dict[str, int]:
    """The numbers that records have in their readings."""
    return {
        row.id: row.ordinal
        for chunk in chunks(ids)
        for row in connection.execute(select(table.c.id, table.c.ordinal).where(table.c.id.in_(chunk)))
    }
