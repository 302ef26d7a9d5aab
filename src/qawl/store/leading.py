"""Which condition of a filter leads to its records, by an index, and which are only looked at on the way."""

from collections.abc import Iterator, Sequence
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
from qawl.store.rows import FoldText

_FEW = 4_000
_FEW_DOCUMENTS = 1_000
_MANY_NAMES = 1_000


@dataclass(frozen=True, slots=True)
class Narrowing:
    """A condition: ``leading`` is served by an index, ``passive`` by none; ``counted`` are the rows that it leaves."""

    leading: Condition
    passive: Condition
    counted: Select[Any]
    few: int = _FEW


class NothingFitsError(Exception):
    """A name or place that nothing has."""


def leading_of(connection: Connection, narrowings: Sequence[Narrowing]) -> Narrowing | None:
    """The condition that leaves the fewest records, if it leaves few."""
    counts = [(_count(connection, one), one) for one in narrowings]
    few = [(count, number) for number, (count, one) in enumerate(counts) if count <= one.few]
    return narrowings[min(few)[1]] if few else None


def _count(connection: Connection, narrowing: Narrowing) -> int:
    most = narrowing.counted.limit(narrowing.few + 1).subquery()
    return connection.execute(select(func.count()).select_from(most)).scalar_one()


def _hidden(column: ColumnElement[Any]) -> ColumnElement[Any]:
    """A column such that no index serves a condition on it."""
    return func.coalesce(column, "")


def _plain(column: ColumnElement[Any], value: str) -> Narrowing:
    return Narrowing(column == value, _hidden(column) == value, select(literal(1)).where(column == value))


def claim_narrowings(connection: Connection, wanted: ClaimFilter, fold: FoldText) -> Iterator[Narrowing]:
    """The conditions on claims of which one may lead.

    Raises:
        NothingFitsError: the ledger has no place, actor or speaker of this name.
    """
    c = t.claim.c
    if wanted.document_id:
        yield _plain(c.document_id, wanted.document_id)
    if wanted.status:
        yield _plain(c.status, wanted.status)
    if wanted.place:
        places = list(connection.execute(places_named(wanted.place, fold)).scalars())
        if not places:
            raise NothingFitsError
        at = c.place_id.in_(places)
        passive = _hidden(c.place_id).in_(places)
        yield Narrowing(at, passive, select(literal(1)).where(at))
        if wanted.type:
            both = at & (c.type == wanted.type)
            yield Narrowing(both, passive & (_hidden(c.type) == wanted.type), select(literal(1)).where(both))
    elif wanted.type:
        yield _plain(c.type, wanted.type)
    if wanted.outlet:
        ids = outlets_called(connection, wanted.outlet)
        documents = select(t.document.c.id).where(t.document.c.outlet_id.in_(ids))
        passive = _hidden(t.document.c.outlet_id).in_(ids)
        yield Narrowing(c.document_id.in_(documents), passive, documents, _FEW_DOCUMENTS)
    if wanted.actor:
        yield _party(connection, wanted, fold)
    if wanted.speaker:
        ids = _speakers(connection, wanted.speaker, wanted.speaker_ids, fold)
        said = select(t.statement.c.id).where(t.statement.c.speaker_id.in_(ids))
        own = select(literal(1)).where(t.statement.c.id == c.statement_id, _hidden(t.statement.c.speaker_id).in_(ids))
        yield Narrowing(c.statement_id.in_(said), own.exists(), said)


def claim_conditions(wanted: ClaimFilter) -> list[Condition]:
    """The conditions on claims that never lead."""
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


def statement_narrowings(connection: Connection, wanted: StatementFilter, fold: FoldText) -> Iterator[Narrowing]:
    """The conditions on statements of which one may lead.

    Raises:
        NothingFitsError: nobody of this name speaks.
    """
    c = t.statement.c
    if wanted.document_id:
        yield _plain(c.document_id, wanted.document_id)
    if wanted.stance:
        yield _plain(c.stance, wanted.stance)
    if wanted.speaker:
        ids = _speakers(connection, wanted.speaker, wanted.speaker_ids, fold)
        own = c.speaker_id.in_(ids)
        yield Narrowing(own, _hidden(c.speaker_id).in_(ids), select(literal(1)).where(own))


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
        raise NothingFitsError
    return found


def _party(connection: Connection, wanted: ClaimFilter, fold: FoldText) -> Narrowing:
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
        raise NothingFitsError
    if len(names) > _MANY_NAMES or len(ids) > _MANY_NAMES:
        of_claim = select(literal(1)).where(party.c.claim_id == t.claim.c.id, called).exists()
        return Narrowing(of_claim, of_claim, select(t.claim.c.id))
    by_name = select(party.c.claim_id).where(party.c.folded.in_(names)).limit(_FEW + 1)
    by_id = select(party.c.claim_id).where(party.c.entity.in_(ids)).limit(_FEW + 1)
    either = union_all(select(by_name.subquery().c.claim_id), select(by_id.subquery().c.claim_id)).subquery()
    own = or_(_hidden(party.c.folded).in_(names), _hidden(party.c.entity).in_(ids))
    of_claim = select(literal(1)).where(party.c.claim_id == t.claim.c.id, own).exists()
    return Narrowing(t.claim.c.id.in_(select(either.c.claim_id)), of_claim, select(either.c.claim_id))


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
