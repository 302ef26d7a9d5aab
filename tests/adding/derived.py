"""Ledgers whose derived tables are compared: how they are made, copied as records only, and dumped."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from qawl.corroborating import Knowledge, corroborate
from qawl.model.document import Document, Snapshot
from qawl.model.reading import Reading
from qawl.review.applying import apply_reviews
from qawl.store.ledger import Ledger
from qawl.text.fold import fold

SAMPLES = Path(__file__).parents[2] / "samples"
Item = tuple[Snapshot, Document, Reading]
Dump = dict[str, list[tuple[object, ...]]]


@contextmanager
def new_ledger(folder: Path) -> Iterator[Ledger]:
    """A new ledger in a new folder."""
    folder.mkdir()
    with Ledger.create(folder / "ledger.db", fold=fold, apply_reviews=apply_reviews) as ledger:
        yield ledger


def dump(ledger: Ledger) -> Dump:
    """All derived rows."""
    with ledger.deriving() as rows:
        return rows.dump()


def dump_from_nothing(ledger: Ledger, folder: Path, knowledge: Knowledge) -> Dump:
    """What follows, derived at once in a new ledger, from the records and decisions that a ledger has now."""
    with new_ledger(folder) as fresh:
        for article in sorted({head.article_id for head in ledger.documents()}):
            for head in ledger.versions(article):  # oldest first, so that the same one is current
                reading = ledger.reading(head.id)
                assert reading is not None
                fresh.add_document(snapshot_of(reading.document), reading.document, reading)
        for made in ledger.reviews():
            fresh.add_review(made)
        current = [head.id for head in ledger.documents(all_versions=False)]
        assert [head.id for head in fresh.documents(all_versions=False)] == current
        corroborate(fresh, knowledge=knowledge)
        return dump(fresh)


def snapshot_of(document: Document) -> Snapshot:
    """A page of which a document may have been made, retrieved when all others were."""
    from datetime import UTC, datetime

    page = document.text.encode()
    return Snapshot(document.snapshot_sha256, page, "text/plain", "samples", datetime(2024, 1, 1, tzinfo=UTC))
