"""What changes a ledger, inside a transaction that the caller holds open."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Connection, Table, delete, exists, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite

from qawl import clock
from qawl.model.document import Document, Snapshot
from qawl.model.ids import hash_id
from qawl.model.issue import Issue
from qawl.model.reading import Reading
from qawl.store import tables as t
from qawl.store.load import ordered_versions
from qawl.store.records import Added
from qawl.store.rows import FoldText, ReadingRows, Row, document_row, reading_rows
from qawl.store.unsettling import unsettle, unsettle_versions

_JUST_NOW = timedelta(days=1)


def keep_document(
    connection: Connection,
    snapshot: Snapshot,
    document: Document,
    reading: Reading,
    *,
    fold: FoldText,
    kept_in: str = "",
) -> Added:
    """Store one document with its snapshot and reading; what is there already is left as it is.

    ``kept_in`` says where the snapshot's bytes are by now.
    """
    article_id = _keep_article(connection, document)
    versions = (
        select(t.document.c.id, t.document.c.added_at, t.snapshot.c.retrieved_at)
        .join(t.snapshot, t.snapshot.c.id == t.document.c.snapshot_id)
        .where(t.document.c.article_id == article_id)
    )
    earlier = {row.id: row for row in connection.execute(versions)}
    snapshot = _in_order(snapshot, max((row.retrieved_at for row in earlier.values()), default=None))
    snapshot_id = _keep_snapshot(connection, snapshot, article_id, kept_in)
    if document.id not in earlier:
        added_at = clock.after(*(row.added_at for row in earlier.values()))
        row = document_row(document, article_id=article_id, snapshot_id=snapshot_id, added_at=added_at)
        connection.execute(insert(t.document), [row])
    is_read = keep_reading(connection, reading, fold=fold)
    if document.id in earlier:
        return Added.REREAD if is_read else Added.KNOWN
    if earlier:
        _mark_newest(connection, article_id)
        unsettle_versions(connection, [document.id])
    return Added.UPDATED if earlier else Added.NEW


def keep_reading(connection: Connection, reading: Reading, *, fold: FoldText, even_same_version: bool = False) -> bool:
    """Make ``reading`` the current one of its document; False when it was that already.

    The records of the reading before it go; its row stays as history.
    """
    of_document = t.reading.c.document_id == reading.document.id
    current = connection.execute(select(t.reading).where(of_document, t.reading.c.is_current)).first()
    if current is not None and current.version == reading.version and not even_same_version:
        return False
    if current is not None:
        unsettle(connection, [reading.document.id])
        for table in (t.headline_finding, t.claim, t.statement, t.link, t.mention):
            connection.execute(delete(table).where(table.c.reading_id == current.id))
        connection.execute(delete(t.sentence).where(t.sentence.c.document_id == reading.document.id))
        connection.execute(update(t.reading).where(t.reading.c.id == current.id).values(is_current=False))
    rows = reading_rows(reading, fold=fold, made_at=clock.now())
    upsert(connection, t.reading, [rows.reading], changing=True)
    insert_records(connection, rows)
    return True


def keep_issues(connection: Connection, issues: Iterable[Issue]) -> None:
    """Note what went wrong; the same thing seen again is noted once, with the later time."""
    for issue in issues:
        same = (t.issue.c.stage == issue.stage) & _is_input(issue.origin, issue.offset)
        connection.execute(delete(t.issue).where(same))
        row = {"origin": issue.origin, "stage": issue.stage, "message": issue.message, "offset": issue.offset}
        row["reason"] = issue.reason
        connection.execute(insert(t.issue).values(**row, seen_at=clock.now()))


def clear_issues(connection: Connection, origin: str, offset: int | None) -> None:
    """Forget why an input could not be read; a date that could not be read stays noted."""
    settled = t.issue.c.stage.in_(("ingest", "read"))
    connection.execute(delete(t.issue).where(settled, _is_input(origin, offset)))


def _is_input(origin: str, offset: int | None) -> ColumnElement[bool]:
    at = t.issue.c.offset.is_(None) if offset is None else t.issue.c.offset == offset
    return (t.issue.c.origin == origin) & at


def remove_documents(connection: Connection, document_ids: Sequence[str]) -> list[str]:
    """Remove documents with all that was read in them, and whatever nothing points at afterwards.

    Returns the hashes of the pages that nothing points at any more; their bytes may go once this is committed.
    """
    unsettle(connection, document_ids)
    unsettle_versions(connection, document_ids)
    origins = (
        select(t.snapshot.c.origin)
        .join(t.document, t.document.c.snapshot_id == t.snapshot.c.id)
        .where(t.document.c.id.in_(document_ids))
    )
    connection.execute(delete(t.visit).where(t.visit.c.url.in_(origins)))  # to be fetched when asked for again
    connection.execute(delete(t.document).where(t.document.c.id.in_(document_ids)))
    _remove_unused(connection, t.snapshot, t.document.c.snapshot_id == t.snapshot.c.id)
    _remove_unused(connection, t.article, t.snapshot.c.article_id == t.article.c.id)
    unused = ~exists().where(t.snapshot.c.sha256 == t.payload.c.sha256)
    hashes = list(connection.execute(select(t.payload.c.sha256).where(unused)).scalars())
    connection.execute(delete(t.payload).where(unused))
    _remove_unused(connection, t.speaker, t.statement.c.speaker_id == t.speaker.c.id)
    _remove_unused(connection, t.place, t.link.c.target == t.place.c.id)
    for article_id in connection.execute(
        select(t.article.c.id).where(
            ~exists().where(t.document.c.article_id == t.article.c.id, t.document.c.is_current)
        )
    ).scalars():
        _mark_newest(connection, article_id)
    return hashes


def upsert(connection: Connection, table: Table, rows: Sequence[Row], *, changing: bool = False) -> None:
    """Insert rows; those whose primary or unique key is there are changed or left alone."""
    if not rows:
        return
    changed = tuple(name for name in rows[0] if name not in table.primary_key) if changing else ()
    connection.execute(_upsert_statement(connection.dialect.name, table, changed), list(rows))


@cache
def _upsert_statement(dialect_name: str, table: Table, changed: tuple[str, ...]) -> Any:
    """The statement, made once: for a few rows, putting it together costs more than running it."""
    dialect: Any = sqlite if dialect_name == "sqlite" else postgresql
    statement = dialect.insert(table)
    if not changed:
        return statement.on_conflict_do_nothing()
    keys = [column.name for column in table.primary_key]
    return statement.on_conflict_do_update(
        index_elements=keys, set_={name: statement.excluded[name] for name in changed}
    )


def _keep_article(connection: Connection, document: Document) -> str:
    row = article_row(document)
    upsert(connection, t.article, [row])
    return str(row["id"])


def _in_order(snapshot: Snapshot, latest: datetime | None) -> Snapshot:
    """A page retrieved just now follows those before it, also where they bear a time that is yet to come.

    What an archive holds bears the time of its own retrieval, and stays where that puts it.
    """
    now = clock.now()
    is_set_back = latest is not None and latest >= now
    if is_set_back and abs(now - snapshot.retrieved_at) < _JUST_NOW:
        return replace(snapshot, retrieved_at=clock.after(latest))
    return snapshot


def _keep_snapshot(connection: Connection, snapshot: Snapshot, article_id: str, kept_in: str) -> str:
    """The same bytes of the same article are one snapshot, however often they are met."""
    upsert(connection, t.payload, [payload_row(snapshot, kept_in)])
    row = snapshot_row(snapshot, article_id)
    upsert(connection, t.snapshot, [row])
    return str(row["id"])


def article_row(document: Document) -> Row:
    """The row of the article that a document is of."""
    row = {"id": hash_id("a", document.article_key), "key": document.article_key, "outlet_id": document.outlet.id}
    return row | {"url": document.url, "address": document.address}


def payload_row(snapshot: Snapshot, kept_in: str) -> Row:
    """The row of a page's bytes, and where they are."""
    return {"sha256": snapshot.sha256, "size": len(snapshot.content), "kept_in": kept_in}


def snapshot_row(snapshot: Snapshot, article_id: str) -> Row:
    """The row of one retrieval of an article."""
    return {
        "id": hash_id("n", article_id, snapshot.sha256),
        "article_id": article_id,
        "sha256": snapshot.sha256,
        "media_type": snapshot.media_type,
        "origin": snapshot.origin,
        "url": snapshot.url,
        "headers": [list(header) for header in snapshot.headers],
        "retrieved_at": snapshot.retrieved_at,
    }


def _mark_newest(connection: Connection, article_id: str) -> None:
    """Of an article's versions, that last changed, retrieved or added is current: the order of adding decides last."""
    versions = ordered_versions(connection, article_id)
    for row in versions:
        newest = row is versions[-1]
        if row.is_current != newest:
            connection.execute(update(t.document).where(t.document.c.id == row.id).values(is_current=newest))


def insert_records(connection: Connection, rows: ReadingRows) -> None:
    """Insert the rows of one reading, or of several joined."""
    upsert(connection, t.speaker, list(rows.speakers.values()))
    upsert(connection, t.place, list(rows.places.values()), changing=True)
    upsert(connection, t.place_name, list(rows.place_names.values()))
    upsert(connection, t.actor, list(rows.actors.values()), changing=True)
    for table, values in (
        (t.statement, rows.statements),
        (t.statement_content, rows.contents),
        (t.mention, rows.mention_rows),
        (t.link, rows.links),
        (t.claim, rows.claims),
        (t.claim_party, rows.parties),
        (t.quantity, rows.quantities),
        (t.headline_finding, rows.headline),
        (t.sentence, rows.sentences),
    ):
        if values:
            connection.execute(insert(table), values)


def _remove_unused(connection: Connection, table: Table, used: Any) -> None:
    connection.execute(delete(table).where(~exists().where(used)))
