"""What waits for reviewers, written as accounts are made, and asked for in order.

Each claim keeps what it is by itself, so that it can be weighed again when its account changes without its article
being read. An item that somebody has decided on since it was weighed is passed over when it is asked for.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, bindparam, case, delete, func, insert, or_, select, update

from qawl.model.queue import QueueItem, QueueReason
from qawl.model.review import Decision, RecordKind
from qawl.store import load
from qawl.store import tables as t
from qawl.store.filters import places_named
from qawl.store.paging import By, Page, read_cursor, rows_after, write_cursor
from qawl.store.queue_tables import queue_item as q
from qawl.store.records import GAP, StoredItem
from qawl.store.rows import FoldText
from qawl.store.writes import upsert

_CHUNK = 400
AGAINST = " ↔ "
"""Stands between the words of two claims that contradict each other."""
_ORDER = (By(q.c.weight, True), By(q.c.record_id, True))  # one direction: the index gives it without sorting ties


class QueueRows:
    """The queue, within a transaction that the caller holds open."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def forget(self, document_ids: Iterable[str]) -> None:
        """Take out what stands in documents, or was set against what stands in them."""
        for ids in _chunks(document_ids):
            claims = select(q.c.claim_id).where(q.c.document_id.in_(ids), q.c.kind == RecordKind.CLAIM.value)
            self._connection.execute(delete(q).where(or_(q.c.other_id.in_(claims), q.c.other_id.in_(ids))))
            self._connection.execute(delete(q).where(q.c.document_id.in_(ids)))

    def put(self, items: Iterable[QueueItem]) -> None:
        """Keep items; those of the same records are replaced."""
        upsert(self._connection, q, [_row(item) for item in items], changing=True)

    def own(self, claim_ids: Iterable[str]) -> dict[str, QueueItem]:
        """Claims as they are by themselves, whatever their accounts."""
        return {
            row.record_id: _item(row, row.own)
            for ids in _chunks(claim_ids)
            for row in self._connection.execute(select(q).where(q.c.record_id.in_(ids)))
        }

    def weigh(self, items: Iterable[QueueItem]) -> None:
        """Keep what claims weigh in their accounts; what they are by themselves stays."""
        rows = [{"of": item.record_id, "new": item.weight, "why": _reasons(item)} for item in items]
        if rows:
            changed = update(q).where(q.c.record_id == bindparam("of"))
            self._connection.execute(changed.values(weight=bindparam("new"), reasons=bindparam("why")), rows)

    def replace_conflicts(self, claim_ids: Iterable[str], items: Iterable[QueueItem]) -> None:
        """Put contradictions in the place of all in which these claims stood."""
        for ids in _chunks(claim_ids):
            ends = or_(q.c.claim_id.in_(ids), q.c.other_id.in_(ids))
            self._connection.execute(delete(q).where(q.c.kind == RecordKind.CONFLICT.value, ends))
        self._insert(items)

    def replace_copies(self, document_ids: Iterable[str], items: Iterable[QueueItem]) -> None:
        """Put copies in the place of all that these documents are, or are originals of."""
        for ids in _chunks(document_ids):
            ends = or_(q.c.document_id.in_(ids), q.c.other_id.in_(ids))
            self._connection.execute(delete(q).where(q.c.kind == RecordKind.COPY.value, ends))
        self._insert(items)

    def _insert(self, items: Iterable[QueueItem]) -> None:
        rows = [_row(item) for item in items]
        if rows:
            self._connection.execute(insert(q), rows)


@dataclass(frozen=True, slots=True)
class QueueFilter:
    """Which items are asked for: their kind, the type and place of the claim, the outlet by its id.

    ``place`` is an id or a name in any spelling.
    """

    kind: str = ""
    type: str = ""
    place: str = ""
    outlet: str = ""


def page_of_queue(
    connection: Connection, wanted: QueueFilter, *, fold: FoldText, limit: int, after: str
) -> Page[StoredItem]:
    """What waits, the weightiest first."""
    made = func.sum(case((t.review.c.decision == Decision.UNDO.value, -1), else_=1))
    decided = select(made).where(t.review.c.record_id == q.c.record_id).scalar_subquery()
    query = select(q).where(q.c.weight > 0, func.coalesce(decided, 0) <= 0)
    for column, value in ((q.c.kind, wanted.kind), (q.c.type, wanted.type), (q.c.outlet_id, wanted.outlet)):
        if value:
            query = query.where(column == value)
    if wanted.place:
        query = query.where(q.c.place_id.in_(places_named(wanted.place, fold)))
    rows = rows_after(connection, query, _ORDER, read_cursor("queue", after, (int, str)), limit=limit + 1)
    more = write_cursor("queue", (rows[limit - 1].weight, rows[limit - 1].record_id)) if len(rows) > limit else None
    return Page(tuple(_stored(connection, [_item(row, row.reasons) for row in rows[:limit]])), more)


def find_item(connection: Connection, record_id: str) -> QueueItem | None:
    """The item of a record, whether it waits or not."""
    row = connection.execute(select(q).where(q.c.record_id == record_id)).first()
    return None if row is None else _item(row, row.reasons)


def waiting_outlets(connection: Connection) -> list[str]:
    """The ids of the outlets in whose articles anything waits."""
    query = select(q.c.outlet_id).where(q.c.weight > 0).distinct().order_by(q.c.outlet_id)
    return list(connection.execute(query).scalars())


def _stored(connection: Connection, items: Sequence[QueueItem]) -> list[StoredItem]:
    heads = load.load_heads(connection, (item.document_id for item in items))
    words = _words(connection, items)
    return [
        StoredItem(item, heads[item.document_id], words.get(item.record_id) or heads[item.document_id].title)
        for item in items
    ]


def _words(connection: Connection, items: Sequence[QueueItem]) -> dict[str, str]:
    """The words that claims and statements stand on; of a contradiction those of both claims."""
    wanted = {key for item in items for key in (item.claim_id, item.other_id) if key}
    claims = connection.execute(select(t.claim).where(t.claim.c.id.in_(wanted))).all()
    statements = [item.record_id for item in items if item.kind is RecordKind.STATEMENT]
    pieces = connection.execute(
        select(t.statement.c.document_id, t.statement_content)
        .join(t.statement_content, t.statement_content.c.statement_id == t.statement.c.id)
        .where(t.statement.c.id.in_(statements))
        .order_by(t.statement.c.id, t.statement_content.c.piece)
    ).all()
    texts = load.load_texts(connection, {row.document_id for row in (*claims, *pieces)})
    told = {row.id: texts[row.document_id][row.evidence_start : row.evidence_end] for row in claims}
    found = {
        item.record_id: AGAINST.join(told[key] for key in (item.claim_id, item.other_id) if key in told)
        for item in items
        if item.claim_id in told
    }
    contents = defaultdict[str, list[str]](list)
    for row in pieces:
        contents[row.statement_id].append(texts[row.document_id][row.start : row.end])
    return found | {key: GAP.join(said) for key, said in contents.items()}


def _row(item: QueueItem) -> dict[str, Any]:
    return {
        "record_id": item.record_id,
        "kind": item.kind.value,
        "document_id": item.document_id,
        "claim_id": item.claim_id or None,
        "other_id": item.other_id or None,
        "outlet_id": item.outlet,
        "type": item.type,
        "place_id": item.place,
        "weight": item.weight,
        "own": _reasons(item) | {"is_decided": item.is_decided},
        "reasons": _reasons(item),
    }


def _reasons(item: QueueItem) -> dict[str, Any]:
    return {
        "doubts": [[reason.name, reason.amount] for reason in item.doubts],
        "matters": [[reason.name, reason.amount] for reason in item.matters],
    }


def _item(row: Row[Any], reasons: dict[str, Any]) -> QueueItem:
    return QueueItem(
        kind=RecordKind(row.kind),
        record_id=row.record_id,
        document_id=row.document_id,
        outlet=row.outlet_id,
        weight=row.weight,
        type=row.type,
        place=row.place_id,
        doubts=tuple(QueueReason(name, amount) for name, amount in reasons["doubts"]),
        matters=tuple(QueueReason(name, amount) for name, amount in reasons["matters"]),
        claim_id=row.claim_id or "",
        other_id=row.other_id or "",
        is_decided=bool(row.own.get("is_decided")),
    )


def _chunks(ids: Iterable[str]) -> Iterator[Sequence[str]]:
    ordered = sorted(set(ids))
    for start in range(0, len(ordered), _CHUNK):
        yield ordered[start : start + _CHUNK]
