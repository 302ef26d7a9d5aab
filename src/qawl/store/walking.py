"""Which records stand on a page of claims or statements, found without looking at all that fit.

A list is either walked in its order, by an index of that order, passing over what does not fit until a page is full;
or, where one of the conditions leaves few records, these are taken by its index and put in order here. Databases choose
between the two by guessing, and were seen to guess wrong by a factor of a thousand: so the few are counted first, to a
limit, and conditions that are not to lead are written so that no index serves them.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, false, func, literal, or_, select, union_all

from qawl.store import derived as d
from qawl.store import tables as t
from qawl.store.filters import (
    ClaimFilter,
    Condition,
    DocumentFilter,
    StatementFilter,
    is_called,
    places_named,
    since_day,
    until_day,
)
from qawl.store.paging import By, Position, rows_after
from qawl.store.reviews import chunks
from qawl.store.rows import FoldText

BY_CLAIM = (By(t.claim.c.first_day, True, True), By(t.claim.c.document_id), By(t.claim.c.ordinal))
BY_DOCUMENT = (By(t.document.c.published_day, True, True), By(t.document.c.id))

Key = tuple[Position, str]
"""Where a record stands in its list, and its id."""

_FEW = 4_000
_FEW_DOCUMENTS = 1_000
_MANY_NAMES = 1_000
_FIRST_PORTION, _LARGEST_PORTION = 60, 480


@dataclass(frozen=True, slots=True)
class _Narrowing:
    """A condition: ``leading`` is served by an index, ``passive`` by none; ``counted`` are the rows that it leaves."""

    leading: Condition
    passive: Condition
    counted: Select[Any]
    few: int = _FEW


class _NothingFitsError(Exception):
    """A name or place that nothing has."""


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
        narrowings = list(_claim_narrowings(connection, wanted, fold))
    except _NothingFitsError:
        return []
    always = _claim_always(wanted)
    query = select(t.claim.c.id, t.claim.c.first_day, t.claim.c.document_id, t.claim.c.ordinal)
    if wanted.outlet:
        query = query.join(t.document, t.document.c.id == t.claim.c.document_id)
    lead = _leading(connection, narrowings)
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
        narrowings = list(_statement_narrowings(connection, wanted, fold))
    except _NothingFitsError:
        return []
    lead = _leading(connection, narrowings)
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


# --- conditions -------------------------------------------------------------------------------------


def _leading(connection: Connection, narrowings: Sequence[_Narrowing]) -> _Narrowing | None:
    """The condition that leaves the fewest records, if it leaves few."""
    counts = [(_count(connection, one), one) for one in narrowings]
    few = [(count, number) for number, (count, one) in enumerate(counts) if count <= one.few]
    return narrowings[min(few)[1]] if few else None


def _count(connection: Connection, narrowing: _Narrowing) -> int:
    most = narrowing.counted.limit(narrowing.few + 1).subquery()
    return connection.execute(select(func.count()).select_from(most)).scalar_one()


def _hidden(column: ColumnElement[Any]) -> ColumnElement[Any]:
    """A column such that no index serves a condition on it."""
    return func.coalesce(column, "")


def _plain(column: ColumnElement[Any], value: str) -> _Narrowing:
    return _Narrowing(column == value, _hidden(column) == value, select(literal(1)).where(column == value))


def _claim_narrowings(connection: Connection, wanted: ClaimFilter, fold: FoldText) -> Iterator[_Narrowing]:
    c = t.claim.c
    if wanted.document_id:
        yield _plain(c.document_id, wanted.document_id)
    if wanted.status:
        yield _plain(c.status, wanted.status)
    if wanted.place:
        places = list(connection.execute(places_named(wanted.place, fold)).scalars())
        if not places:
            raise _NothingFitsError
        at = c.place_id.in_(places)
        passive = _hidden(c.place_id).in_(places)
        yield _Narrowing(at, passive, select(literal(1)).where(at))
        if wanted.type:
            both = at & (c.type == wanted.type)
            yield _Narrowing(both, passive & (_hidden(c.type) == wanted.type), select(literal(1)).where(both))
    elif wanted.type:
        yield _plain(c.type, wanted.type)
    if wanted.outlet:
        ids = outlets_called(connection, wanted.outlet)
        documents = select(t.document.c.id).where(t.document.c.outlet_id.in_(ids))
        passive = _hidden(t.document.c.outlet_id).in_(ids)
        yield _Narrowing(c.document_id.in_(documents), passive, documents, _FEW_DOCUMENTS)
    if wanted.actor:
        yield _party(connection, wanted, fold)
    if wanted.speaker:
        ids = _speakers(connection, wanted.speaker, wanted.speaker_ids, fold)
        said = select(t.statement.c.id).where(t.statement.c.speaker_id.in_(ids))
        own = select(literal(1)).where(t.statement.c.id == c.statement_id, _hidden(t.statement.c.speaker_id).in_(ids))
        yield _Narrowing(c.statement_id.in_(said), own.exists(), said)


def _claim_always(wanted: ClaimFilter) -> list[Condition]:
    conditions: list[Condition] = []
    if not wanted.all_versions:
        conditions.append(t.claim.c.document_id.not_in(_replaced()))
    if wanted.origins > 1:
        told = (d.account_claim.c.claim_id == t.claim.c.id, d.account.c.id == d.account_claim.c.account_id)
        conditions.append(select(literal(1)).where(*told, d.account.c.origins >= wanted.origins).exists())
    if wanted.since:
        conditions.append(_hidden(t.claim.c.last_day) >= since_day(wanted.since))
    if wanted.until:
        conditions.append(t.claim.c.first_day <= until_day(wanted.until))
    return conditions


def _statement_narrowings(connection: Connection, wanted: StatementFilter, fold: FoldText) -> Iterator[_Narrowing]:
    c = t.statement.c
    if wanted.document_id:
        yield _plain(c.document_id, wanted.document_id)
    if wanted.stance:
        yield _plain(c.stance, wanted.stance)
    if wanted.speaker:
        ids = _speakers(connection, wanted.speaker, wanted.speaker_ids, fold)
        own = c.speaker_id.in_(ids)
        yield _Narrowing(own, _hidden(c.speaker_id).in_(ids), select(literal(1)).where(own))


def document_conditions(connection: Connection, wanted: StatementFilter | DocumentFilter) -> list[Condition] | None:
    """Conditions over documents that are walked in their order; None where the ledger has no such outlet."""
    c = t.document.c
    conditions: list[Condition] = []
    if not wanted.all_versions:
        conditions.append(c.is_current)
    if wanted.outlet:
        ids = outlets_called(connection, wanted.outlet)
        if not ids:
            return None
        conditions.append(_hidden(c.outlet_id).in_(ids))
    if wanted.since:
        conditions.append(c.published_day >= since_day(wanted.since))
    if wanted.until:
        conditions.append(c.published_day <= until_day(wanted.until))
    return conditions


def outlets_called(connection: Connection, name: str) -> list[str]:
    """The ids of outlets with this id or name. An outlet's name is that of any of its articles."""
    c, found = t.document.c, []
    for one in _distinct(connection, c.outlet_id):
        if one == name:
            found.append(one)
            continue
        called = connection.execute(select(c.outlet_name).where(c.outlet_id == one).limit(1)).scalar()
        if called == name:
            found.append(one)
    return found


def _replaced() -> Select[Any]:
    """Documents that a newer version has replaced: few, and known by an index of their own."""
    return select(t.document.c.id).where(t.document.c.is_current == false())


def _speakers(connection: Connection, name: str, ids: tuple[str, ...], fold: FoldText) -> list[str]:
    found = list(connection.execute(select(t.speaker.c.id).where(is_called(t.speaker, name, ids, fold))).scalars())
    if not found:
        raise _NothingFitsError
    return found


def _party(connection: Connection, wanted: ClaimFilter, fold: FoldText) -> _Narrowing:
    """Claims with an actor or target of a name: the names that there are tell which; each has an index."""
    party, name = t.claim_party, wanted.actor.strip()
    called = is_called(party, wanted.actor, wanted.actor_ids, fold)
    folded = fold(name)
    names = [one for one in _distinct(connection, party.c.folded) if folded in one]
    ids = [
        one
        for one in _distinct(connection, party.c.entity)
        if one == name or one in wanted.actor_ids or one in _known(connection, name, folded)
    ]
    if not names and not ids:
        raise _NothingFitsError
    if len(names) > _MANY_NAMES or len(ids) > _MANY_NAMES:
        of_claim = select(literal(1)).where(party.c.claim_id == t.claim.c.id, called).exists()
        return _Narrowing(of_claim, of_claim, select(t.claim.c.id))
    by_name = select(party.c.claim_id).where(party.c.folded.in_(names)).limit(_FEW + 1)
    by_id = select(party.c.claim_id).where(party.c.entity.in_(ids)).limit(_FEW + 1)
    either = union_all(select(by_name.subquery().c.claim_id), select(by_id.subquery().c.claim_id)).subquery()
    own = or_(_hidden(party.c.folded).in_(names), _hidden(party.c.entity).in_(ids))
    of_claim = select(literal(1)).where(party.c.claim_id == t.claim.c.id, own).exists()
    return _Narrowing(t.claim.c.id.in_(select(either.c.claim_id)), of_claim, select(either.c.claim_id))


def _known(connection: Connection, name: str, folded: str) -> set[str]:
    """The actors with a name in their Arabic or English one."""
    rows = connection.execute(select(t.actor.c.id, t.actor.c.folded, t.actor.c.name_en))
    return {row.id for row in rows if folded in row.folded or name.casefold() in row.name_en.casefold()}


def _distinct(connection: Connection, column: ColumnElement[Any]) -> list[str]:
    """The values of an indexed column, from one to the next greater: as many steps as there are values."""
    first = select(func.min(column).label("value")).cte("steps", recursive=True)
    greater = select(func.min(column)).where(column > first.c.value).scalar_subquery()
    steps = first.union_all(select(greater).where(first.c.value.is_not(None)))
    return [value for value in connection.execute(select(steps.c.value)).scalars() if value is not None]


# --- order ------------------------------------------------------------------------------------------


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
