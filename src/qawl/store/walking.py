"""Which records stand on a page of claims or statements, found without looking at all that fit.

A list is either walked in its order, by an index of that order, passing over what does not fit until a page is full;
or, where one of the conditions leaves few records, these are taken by its index and put in order here. Databases choose
between the two by guessing, and were seen to guess wrong by a factor of a thousand: so the few are counted first, to a
limit, and conditions that are not to lead are written so that no index serves them.
"""

from collections.abc import Collection, Iterable, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, select

from qawl.store import tables as t
from qawl.store.filters import ClaimFilter, Condition, StatementFilter
from qawl.store.leading import (
    NothingFitsError,
    claim_conditions,
    claim_narrowings,
    document_conditions,
    leading_of,
    statement_narrowings,
)
from qawl.store.paging import By, Position, rows_after
from qawl.store.reviews import chunks
from qawl.store.rows import FoldText

BY_CLAIM = (By(t.claim.c.first_day, True, True), By(t.claim.c.document_id), By(t.claim.c.ordinal))
BY_DOCUMENT = (By(t.document.c.published_day, True, True), By(t.document.c.id))

Key = tuple[Position, str]
"""Where a record stands in its list, and its id."""

_FIRST_PORTION, _LARGEST_PORTION = 60, 480


def find_claim_keys(
    connection: Connection,
    wanted: ClaimFilter,
    *,
    fold: FoldText,
    start: Position | None,
    limit: int,
    without: Collection[str],
) -> list[Key]:
    """The first claims after a position but those in ``without``, one more than ``limit`` if there are so many."""
    try:
        narrowings = list(claim_narrowings(connection, wanted, fold))
    except NothingFitsError:
        return []
    always = claim_conditions(wanted)
    query = select(t.claim.c.id, t.claim.c.first_day, t.claim.c.document_id, t.claim.c.ordinal)
    if wanted.outlet:
        query = query.join(t.document, t.document.c.id == t.claim.c.document_id)
    lead = leading_of(connection, narrowings)
    conditions = [one.leading if one is lead else one.passive for one in narrowings] + always
    if lead is not None:
        rows = connection.execute(query.where(*conditions))
        found = (((row.first_day or "", row.document_id, row.ordinal), row.id) for row in rows)
        return _first((key for key in found if key[1] not in without), start, limit)
    return _walked(connection, query.where(*conditions), start, limit, without)


def _walked(
    connection: Connection, query: Select[Any], start: Position | None, limit: int, without: Collection[str]
) -> list[Key]:
    found: list[Key] = []
    while len(found) <= limit:
        rows = rows_after(connection, query, BY_CLAIM, start, limit=limit + 1)
        keys = [((row.first_day or "", row.document_id, row.ordinal), row.id) for row in rows]
        found += [key for key in keys if key[1] not in without]
        if len(keys) <= limit:
            break
        start = keys[-1][0]
    return found[: limit + 1]


def find_statement_keys(
    connection: Connection,
    wanted: StatementFilter,
    *,
    fold: FoldText,
    start: Position | None,
    limit: int,
    without: Collection[str],
) -> list[Key]:
    """The first statements after a position, one more than ``limit`` if there are so many."""
    try:
        narrowings = list(statement_narrowings(connection, wanted, fold))
    except NothingFitsError:
        return []
    lead = leading_of(connection, narrowings)
    conditions = [one.leading if one is lead else one.passive for one in narrowings]
    of_documents = document_conditions(connection, wanted)
    if of_documents is None:
        return []
    query = select(t.statement.c.id, t.statement.c.document_id, t.statement.c.ordinal).where(*conditions)
    if lead is None:
        return _walked_by_document(connection, query, of_documents, start, limit, without)
    joined = query.join(t.document, t.document.c.id == t.statement.c.document_id)
    rows = connection.execute(joined.add_columns(t.document.c.published_day).where(*of_documents))
    found = (((row.published_day or "", row.document_id, row.ordinal), row.id) for row in rows)
    return _first((key for key in found if key[1] not in without), start, limit)


def _walked_by_document(
    connection: Connection,
    query: Select[Any],
    of_documents: Sequence[Condition],
    start: Position | None,
    limit: int,
    without: Collection[str],
) -> list[Key]:
    """Statements of one document after the other, some documents at a time."""
    found: list[Key] = []
    documents = select(t.document.c.id, t.document.c.published_day).where(*of_documents)
    place, portion = None if start is None else start[:2], _FIRST_PORTION
    if start is not None:
        rest = query.where(t.statement.c.document_id == start[1], t.statement.c.ordinal > start[2])
        rows = connection.execute(rest.order_by(t.statement.c.ordinal))
        found += [((*start[:2], row.ordinal), row.id) for row in rows if row.id not in without]
    while len(found) <= limit:
        heads = rows_after(connection, documents, BY_DOCUMENT, place, limit=portion)
        days = {row.id: row.published_day or "" for row in heads}
        rows = connection.execute(query.where(t.statement.c.document_id.in_(list(days))))
        keys = [((days[row.document_id], row.document_id, row.ordinal), row.id) for row in rows]
        found += sorted_keys(key for key in keys if key[1] not in without)
        if len(heads) < portion:
            break
        place, portion = (heads[-1].published_day or "", heads[-1].id), min(portion * 2, _LARGEST_PORTION)
    return found[: limit + 1]


def sorted_keys(keys: Iterable[Key]) -> list[Key]:
    """Keys in the order of their list: the latest day first."""
    found: list[Key] = sorted(keys, key=lambda key: key[0][1:])
    found.sort(key=lambda key: str(key[0][0]), reverse=True)
    return found


def is_after(position: Position, start: Position | None) -> bool:
    """True for what stands behind a position."""
    if start is None:
        return True
    if position[0] != start[0]:
        return str(position[0]) < str(start[0])
    return position[1:] > start[1:]


def _first(found: Iterable[Key], start: Position | None, limit: int) -> list[Key]:
    return sorted_keys(key for key in found if is_after(key[0], start))[: limit + 1]


def in_order(connection: Connection, query: Select[Any], column: ColumnElement[Any], keys: Sequence[Key]) -> list[Any]:
    """The rows of keys, in their order."""
    rows = {
        row.id: row
        for ids in chunks({id for _, id in keys})
        for row in connection.execute(query.where(column.in_(ids)))
    }
    return [rows[id] for _, id in keys]
