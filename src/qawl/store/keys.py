"""Keys by which what belongs together is found, and which of them are crowded.

The same questions are asked of texts and of claims: what stands under these keys, what stands there on one day, what
has both. A key is *crowded* while more stands under it than its limit. That is kept up to date by what is put and by
what is marked as lost, and follows from the rows alone: ``settle`` says which keys have passed their limit either way,
so that whoever compares can take back, or catch up on, what the limit has to do with.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, Literal

from sqlalchemy import Connection, Table, and_, delete, func, insert, select, update

from qawl.store import derived as d
from qawl.store.writes import upsert

_CHUNK = 400
Of = Literal["text", "claim"]
_TABLES: dict[Of, tuple[Table, str]] = {"text": (d.text_key, "document_id"), "claim": (d.card_key, "claim_id")}


class Keys:
    """The keys of texts, or of claims, of one ledger."""

    def __init__(self, connection: Connection, of: Of) -> None:
        self._connection = connection
        self._of = of
        self._table, name = _TABLES[of]
        self._owner = self._table.c[name]
        self._key, self._day = self._table.c.key, self._table.c.day
        self._is_crowded: dict[str, bool] = {}  # of the keys asked about in this transaction

    def put(self, rows: Sequence[Mapping[str, Any]]) -> None:
        """Keep rows; those that are there already are left alone."""
        upsert(self._connection, self._table, [dict(row) for row in rows])

    def under(self, keys: Iterable[str]) -> list[Any]:
        """All rows of some keys."""
        return self._all(self._key.in_(chunk) for chunk in _chunks(keys))

    def under_on(self, keys: Iterable[str], day: str) -> list[Any]:
        """The rows of some keys on one day."""
        return self._all(and_(self._key.in_(chunk), self._day == day) for chunk in _chunks(keys))

    def meeting(self, keys: Iterable[str], *, day: str) -> set[str]:
        """The owners under some keys; under those that are crowded only the owners of one day."""
        every = set(keys)
        crowded = self.crowded(every)
        rows = [*self.under(every - crowded), *self.under_on(crowded, day)]
        return {row._mapping[self._owner.name] for row in rows}

    def keys_of(self, owners: Iterable[str]) -> dict[str, tuple[str, set[str]]]:
        """The day and the keys of each owner that has any."""
        found: dict[str, tuple[str, set[str]]] = {}
        for chunk in _chunks(owners):
            query = select(self._owner, self._day, self._key).where(self._owner.in_(chunk))
            for owner, day, key in self._connection.execute(query):
                found.setdefault(owner, (day, set()))[1].add(key)
        return found

    def sharing(self, keys: Iterable[str], *, days: Collection[str] | None = None) -> dict[str, int]:
        """The owners that have some of the keys, and how many; those of some ``days`` alone where they are given."""
        found: dict[str, int] = {}
        for chunk in _chunks(keys):
            query = select(self._owner, func.count()).where(self._key.in_(chunk)).group_by(self._owner)
            if days is not None:
                query = query.where(self._day.in_(sorted(days)))
            for owner, count in self._connection.execute(query):
                found[owner] = found.get(owner, 0) + count
        return found

    # --- crowded keys ------------------------------------------------------------------------------

    def crowded(self, keys: Iterable[str]) -> set[str]:
        """Which of the keys are crowded."""
        column, wanted = d.crowded_key.c.key, set(keys)
        for chunk in _chunks(wanted - self._is_crowded.keys()):
            query = select(column).where(d.crowded_key.c.of == self._of, column.in_(chunk))
            found = set(self._connection.execute(query).scalars().all())
            self._is_crowded |= {key: key in found for key in chunk}
        return {key for key in wanted if self._is_crowded[key]}

    def settle(self, keys: Iterable[str], limit: Callable[[str], int]) -> tuple[set[str], set[str]]:
        """Which of the keys, under which rows were put, are crowded now; which that lost some are so no more."""
        wanted = set(keys)
        grown = set()
        least = min(map(limit, wanted), default=0)
        for chunk in _chunks(wanted - self.crowded(wanted)):
            query = select(self._key, func.count()).where(self._key.in_(chunk)).group_by(self._key)
            counts = self._connection.execute(query.having(func.count() > least))
            grown |= {key for key, count in counts if count > limit(key)}
        if grown:
            rows = [{"of": self._of, "key": key, "is_stale": False} for key in sorted(grown)]
            self._connection.execute(insert(d.crowded_key), rows)
            self._is_crowded |= dict.fromkeys(grown, True)
        return grown, self._thinned(limit)

    def is_stale(self) -> bool:
        """True where a crowded key has lost some of what stood under it."""
        query = select(d.crowded_key.c.key).where(d.crowded_key.c.of == self._of, d.crowded_key.c.is_stale).limit(1)
        return self._connection.execute(query).first() is not None

    def _thinned(self, limit: Callable[[str], int]) -> set[str]:
        is_stale = and_(d.crowded_key.c.of == self._of, d.crowded_key.c.is_stale)
        thinned = set()
        for key in self._connection.execute(select(d.crowded_key.c.key).where(is_stale)).scalars().all():
            rows = select(self._key).where(self._key == key).limit(limit(key) + 1).subquery()
            count = self._connection.execute(select(func.count()).select_from(rows)).scalar_one()
            if count <= limit(key):
                thinned.add(key)
        for chunk in _chunks(thinned):
            gone = and_(d.crowded_key.c.of == self._of, d.crowded_key.c.key.in_(chunk))
            self._connection.execute(delete(d.crowded_key).where(gone))
            self._is_crowded |= dict.fromkeys(chunk, False)
        self._connection.execute(update(d.crowded_key).where(is_stale).values(is_stale=False))
        return thinned

    def _all(self, conditions: Iterable[Any]) -> list[Any]:
        return [
            row
            for condition in conditions
            for row in self._connection.execute(select(self._table).where(condition)).all()
        ]


def _chunks(ids: Iterable[str]) -> Iterator[list[str]]:
    distinct = sorted(set(ids))
    for start in range(0, len(distinct), _CHUNK):
        yield distinct[start : start + _CHUNK]
