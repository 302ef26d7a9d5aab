"""Searches that people keep: an address of a list with its filters, under a name of their own."""

import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, and_, delete, insert, or_, select, update

from qawl import clock
from qawl.errors import NoSuchRecordError
from qawl.store.engine import reading_from, writing_to
from qawl.store.jobs_tables import saved_search as t
from qawl.store.jobs_tables import search_opened
from qawl.store.part import LedgerPart
from qawl.store.writes import upsert


class NoSuchSearchError(NoSuchRecordError):
    """There is no saved search of this id, or it is somebody else's."""


@dataclass(frozen=True, slots=True)
class SavedSearch:
    """A kept question: ``path`` and ``query`` are the address of its list. ``opened_at`` is the asker's last visit."""

    id: str
    owner: str
    name: str
    path: str
    query: str
    is_shared: bool
    created_at: datetime
    opened_at: datetime | None = None

    @property
    def address(self) -> str:
        """Where the list is."""
        return f"{self.path}?{self.query}" if self.query else self.path


class SavedSearches(LedgerPart):
    """The part of a ledger that keeps searches. Everybody sees their own and the shared ones, and changes their own."""

    def keep_search(self, owner: str, *, name: str, path: str, query: str, is_shared: bool = False) -> SavedSearch:
        """Keep a search; its owner has just seen what there is."""
        now = clock.now()
        made = SavedSearch(f"q_{secrets.token_hex(6)}", owner, name, path, query, is_shared, now, now)
        columns = ("id", "owner", "name", "path", "query", "is_shared", "created_at")
        with writing_to(self._engine) as connection:
            connection.execute(insert(t), [{column: getattr(made, column) for column in columns}])
            _note_opened(connection, made.id, owner, now)
        return made

    def saved_searches(self, reader: str) -> list[SavedSearch]:
        """The searches that somebody sees: their own, then those that others share, each by name."""
        with reading_from(self._engine) as connection:
            found = [_saved(row) for row in connection.execute(_select(reader))]
        return sorted(found, key=lambda one: (one.owner != reader, one.name, one.id))

    def saved_search(self, search_id: str, reader: str) -> SavedSearch:
        """One search.

        Raises:
            NoSuchSearchError: there is none of this id, or it is somebody's own.
        """
        with reading_from(self._engine) as connection:
            row = connection.execute(_select(reader).where(t.c.id == search_id)).first()
        if row is None:
            raise NoSuchSearchError(f"{search_id}: no such search, or it is not shared.")
        return _saved(row)

    def note_search_opened(self, search_id: str, reader: str) -> None:
        """Remember that somebody has seen what a search finds now."""
        with writing_to(self._engine) as connection:
            _note_opened(connection, search_id, reader, clock.now())

    def change_search(self, search_id: str, owner: str, *, name: str, is_shared: bool) -> None:
        """Give one's own search another name, or share it.

        Raises:
            NoSuchSearchError: there is none of this id that is the owner's.
        """
        mine = and_(t.c.id == search_id, t.c.owner == owner)
        with writing_to(self._engine) as connection:
            changed = connection.execute(update(t).where(mine).values(name=name, is_shared=is_shared)).rowcount
        if not changed:
            raise NoSuchSearchError(f"{search_id}: no such search of {owner}. Only their owners change searches.")

    def forget_search(self, search_id: str, owner: str) -> None:
        """Forget one's own search.

        Raises:
            NoSuchSearchError: there is none of this id that is the owner's.
        """
        with writing_to(self._engine) as connection:
            gone = connection.execute(delete(t).where(t.c.id == search_id, t.c.owner == owner)).rowcount
        if not gone:
            raise NoSuchSearchError(f"{search_id}: no such search of {owner}. Only their owners change searches.")


def _select(reader: str) -> Select[Any]:
    opened = and_(search_opened.c.search_id == t.c.id, search_opened.c.reader == reader)
    visible = or_(t.c.owner == reader, t.c.is_shared)
    return select(t, search_opened.c.opened_at).outerjoin(search_opened, opened).where(visible)


def _note_opened(connection: Connection, search_id: str, reader: str, moment: datetime) -> None:
    row = {"search_id": search_id, "reader": reader, "opened_at": moment}
    upsert(connection, search_opened, [row], changing=True)


def _saved(row: Any) -> SavedSearch:
    return SavedSearch(row.id, row.owner, row.name, row.path, row.query, row.is_shared, row.created_at, row.opened_at)
