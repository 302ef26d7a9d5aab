"""The log of every write: added to, never changed. The database refuses changes by itself (migration 0008)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, insert, select

from qawl import clock
from qawl.model.access import AuditEntry, Outcome, Via
from qawl.store.access_tables import audit_entry
from qawl.store.engine import reading_from, writing_to
from qawl.store.part import LedgerPart

_LONGEST = {"who": 80, "address": 80, "action": 80, "record": 200, "detail": 500}
"""Characters of one value that are kept: what visitors send may be of any length."""


@dataclass(frozen=True, slots=True)
class AuditFilter:
    """Which entries are wanted; what is empty does not matter. ``since`` is inclusive, ``until`` is not."""

    who: str = ""
    action: str = ""
    outcome: Outcome | None = None
    record: str = ""
    since: datetime | None = None
    until: datetime | None = None


class AuditLog(LedgerPart):
    """The part of a ledger that remembers who did what in its workbench."""

    def note_audit(self, entry: AuditEntry) -> AuditEntry:
        """Append an entry; gives it back with its number and its time, which is never before the one before it."""
        values = {name: _fitting(getattr(entry, name), longest) for name, longest in _LONGEST.items()}
        with writing_to(self._engine) as connection:
            at = _in_order(connection, entry)
            row = {**values, "via": entry.via.value, "outcome": entry.outcome.value, "at": at}
            made = connection.execute(insert(audit_entry).values(**row)).inserted_primary_key
        assert made is not None
        return _kept(entry, values, at=at, number=int(made[0]))

    def audit(
        self, wanted: AuditFilter | None = None, *, before: int | None = None, limit: int | None = None
    ) -> list[AuditEntry]:
        """Entries that fit, the latest first; ``before`` is the number of the last one that was seen."""
        query = _fit(select(audit_entry), wanted or AuditFilter()).order_by(audit_entry.c.id.desc()).limit(limit)
        if before is not None:
            query = query.where(audit_entry.c.id < before)
        with reading_from(self._engine) as connection:
            return [_entry(row) for row in connection.execute(query)]

    def audit_names(self) -> tuple[list[str], list[str]]:
        """Who stands in the log, and what was done: what one can ask for."""
        with reading_from(self._engine) as connection:
            return _distinct(connection, audit_entry.c.who), _distinct(connection, audit_entry.c.action)


def _fitting(value: str, longest: int) -> str:
    """A value that every database takes: PostgreSQL has no NUL, and UTF-8 no half of a surrogate pair."""
    whole = value.replace("\0", "\N{REPLACEMENT CHARACTER}").encode("utf-8", "replace").decode("utf-8")
    return whole[:longest]


def _kept(entry: AuditEntry, values: dict[str, str], *, at: datetime, number: int) -> AuditEntry:
    return AuditEntry(at=at, via=entry.via, outcome=entry.outcome, number=number, **values)


def _in_order(connection: Connection, entry: AuditEntry) -> datetime:
    """Entries stand in the order in which they came, also where the clock was set back in between."""
    latest = connection.execute(select(audit_entry.c.at).order_by(audit_entry.c.id.desc()).limit(1)).scalar()
    return entry.at if latest is None or latest < entry.at else latest + clock.TICK


def _fit(query: Select[Any], wanted: AuditFilter) -> Select[Any]:
    column = audit_entry.c
    for name in ("who", "action", "record"):
        if value := getattr(wanted, name):
            query = query.where(column[name] == _fitting(value, _LONGEST[name]))
    if wanted.outcome is not None:
        query = query.where(column.outcome == wanted.outcome.value)
    if wanted.since is not None:
        query = query.where(column.at >= wanted.since)
    if wanted.until is not None:
        query = query.where(column.at < wanted.until)
    return query


def _distinct(connection: Connection, column: Any) -> list[str]:
    """The values of an indexed column, each found from the one before it: a log is long, its values are few."""
    found: list[str] = []
    query = select(column).order_by(column).limit(1)
    value = connection.execute(query).scalar()
    while value is not None:
        found.append(value)
        value = connection.execute(query.where(column > value)).scalar()
    return [value for value in found if value]


def _entry(row: Any) -> AuditEntry:
    return AuditEntry(
        at=row.at,
        who=row.who,
        via=Via(row.via),
        action=row.action,
        outcome=Outcome(row.outcome),
        address=row.address,
        record=row.record,
        detail=row.detail,
        number=row.id,
    )
