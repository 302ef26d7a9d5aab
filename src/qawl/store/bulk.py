"""Many documents in one transaction: what is new goes in table by table, what is known goes the usual way.

One document at a time waits for the disk twice and runs some twenty statements of a few rows each. For archives and
for made ledgers the rows of many readings are joined instead, so that each table is written once a batch.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence

from sqlalchemy import Connection, insert, select

from qawl import clock
from qawl.model.document import Document, Snapshot
from qawl.model.ids import hash_id
from qawl.model.reading import Reading
from qawl.store import tables as t
from qawl.store.records import Added
from qawl.store.rows import FoldText, ReadingRows, document_row, reading_rows
from qawl.store.writes import article_row, insert_records, keep_document, payload_row, snapshot_row, upsert

Item = tuple[Snapshot, Document, Reading]
_ASKED_AT_ONCE = 500


def find_pages(connection: Connection, hashes: Collection[str]) -> dict[str, str]:
    """Which of these pages are kept already, and where."""
    kept: dict[str, str] = {}
    for some in _chunks(sorted(hashes)):
        query = select(t.payload.c.sha256, t.payload.c.kept_in).where(t.payload.c.sha256.in_(some))
        kept |= {row.sha256: row.kept_in for row in connection.execute(query)}
    return kept


def keep_documents(
    connection: Connection, items: Sequence[Item], *, fold: FoldText, kept_in: Mapping[str, str]
) -> list[Added]:
    """Store documents with their snapshots and readings; what is there already is left as it is.

    ``kept_in`` says of each page's hash where its bytes are by now.
    """
    new = _first_of_new_articles(connection, items)
    _insert_new([items[number] for number in new], connection, fold, kept_in)
    added = [Added.NEW] * len(items)
    for number in sorted(set(range(len(items))) - new):
        snapshot, document, reading = items[number]
        place = kept_in[snapshot.sha256]
        added[number] = keep_document(connection, snapshot, document, reading, fold=fold, kept_in=place)
    return added


def _first_of_new_articles(connection: Connection, items: Sequence[Item]) -> set[int]:
    """The items that are the first document of an article that the ledger does not know."""
    first: dict[str, int] = {}
    for number, (_, document, _) in enumerate(items):
        first.setdefault(hash_id("a", document.article_key), number)
    for some in _chunks(sorted(first)):
        for known in connection.execute(select(t.article.c.id).where(t.article.c.id.in_(some))).scalars():
            del first[known]
    return set(first.values())


def _insert_new(items: Sequence[Item], connection: Connection, fold: FoldText, kept_in: Mapping[str, str]) -> None:
    if not items:
        return
    now = clock.now()
    articles, snapshots, documents, readings = [], [], [], []
    joined = ReadingRows({})
    for snapshot, document, reading in items:
        articles.append(article_row(document))
        snapshots.append(snapshot_row(snapshot, articles[-1]["id"]))
        ids = {"article_id": articles[-1]["id"], "snapshot_id": snapshots[-1]["id"]}
        documents.append(document_row(document, **ids, added_at=now))
        rows = reading_rows(reading, fold=fold, made_at=now)
        readings.append(rows.reading)
        joined.join(rows)
    connection.execute(insert(t.article), articles)
    upsert(connection, t.payload, [payload_row(snapshot, kept_in[snapshot.sha256]) for snapshot, _, _ in items])
    connection.execute(insert(t.snapshot), snapshots)
    connection.execute(insert(t.document), documents)
    connection.execute(insert(t.reading), readings)
    insert_records(connection, joined)


def _chunks(ids: Sequence[str]) -> Iterator[Sequence[str]]:
    """As many as one question may hold."""
    for start in range(0, len(ids), _ASKED_AT_ONCE):
        yield ids[start : start + _ASKED_AT_ONCE]
