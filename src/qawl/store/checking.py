"""Does a ledger still hold what it says: pages by their hashes, texts by theirs, evidence by its words?

Every claim stores the words of its evidence beside their offsets, so that a text that was changed behind the
ledger's back is found even where its hash was changed with it. Pages that no row speaks of were left by an
interrupted run and are swept, unless they are so young that a running one may be about to speak of them.
"""

import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import Connection, select, text

from qawl.errors import StoreError
from qawl.model.ids import text_sha256
from qawl.store import tables as t
from qawl.store.snapshots import SnapshotFolder, sha256_of

_CHUNK = 200


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that does not hold: what kind, of which record, and what to do."""

    kind: str
    record: str
    message: str


@dataclass(slots=True)
class CheckReport:
    """How much was checked, what does not hold, and what was swept."""

    pages: int = 0
    documents: int = 0
    claims: int = 0
    swept: int = 0
    swept_bytes: int = 0
    faults: list[Fault] = field(default_factory=list)


def check(connection: Connection, snapshots: SnapshotFolder, *, sweep: bool, minimum_age: float) -> CheckReport:
    """Recompute every hash, compare every claim's evidence with its text, sweep pages that nothing points at.

    ``minimum_age`` in seconds: younger pages without a row are left alone. Without ``sweep`` nothing is removed.
    """
    report = CheckReport()
    report.faults.extend(_database_faults(connection))
    known = _check_pages(connection, snapshots, report)
    _check_documents(connection, report)
    _sweep(snapshots, known, report, sweep=sweep, minimum_age=minimum_age)
    return report


def _database_faults(connection: Connection) -> Iterator[Fault]:
    """What SQLite itself finds damaged; servers look after their own files."""
    if connection.dialect.name != "sqlite":
        return
    for (message,) in connection.execute(text("PRAGMA integrity_check(20)")):
        if message != "ok":
            yield Fault("database", "", f"{message}. Restore a copy of the ledger.")
    for row in connection.execute(text("PRAGMA foreign_key_check")).fetchmany(20):
        yield Fault("reference", f"{row[0]}:{row[1]}", f"points at a missing row of {row[2]}. Restore a copy.")


def _check_pages(connection: Connection, snapshots: SnapshotFolder, report: CheckReport) -> frozenset[str]:
    rows = connection.execute(select(t.payload.c.sha256, t.payload.c.size, t.payload.c.kept_in)).all()
    for row in rows:
        report.pages += 1
        try:
            content = snapshots.get(row.sha256, row.kept_in)
        except StoreError as error:
            report.faults.append(Fault("page", row.sha256, str(error)))
            continue
        if content is None:
            report.faults.append(
                Fault("page", row.sha256, "the stored page is gone. Restore the folder, or add the page again.")
            )
        elif sha256_of(content) != row.sha256 or len(content) != row.size:
            report.faults.append(
                Fault("page", row.sha256, "the stored page is another than was received. Restore a copy.")
            )
    return frozenset(row.sha256 for row in rows if not row.kept_in)


def _check_documents(connection: Connection, report: CheckReport) -> None:
    after = ""
    while True:
        query = select(t.document.c.id, t.document.c.text, t.document.c.text_sha256).where(t.document.c.id > after)
        rows = connection.execute(query.order_by(t.document.c.id).limit(_CHUNK)).all()
        if not rows:
            return
        texts = {row.id: row.text for row in rows}
        for row in rows:
            report.documents += 1
            if text_sha256(row.text) != row.text_sha256:
                report.faults.append(
                    Fault("text", row.id, "its text is another than was extracted. Restore a copy, or reread the page.")
                )
        _check_claims(connection, texts, report)
        after = rows[-1].id


def _check_claims(connection: Connection, texts: dict[str, str], report: CheckReport) -> None:
    claim = t.claim.c
    query = select(claim.id, claim.document_id, claim.evidence_start, claim.evidence_end, claim.quote)
    for row in connection.execute(query.where(claim.document_id.in_(texts)).order_by(claim.id)):
        report.claims += 1
        stands = texts[row.document_id][row.evidence_start : row.evidence_end]
        if stands != row.quote or not stands:
            report.faults.append(
                Fault(
                    "evidence",
                    row.id,
                    f"its evidence no longer stands at {row.evidence_start}-{row.evidence_end} of {row.document_id}. "
                    "Restore a copy, or run `qawl reread`.",
                )
            )


def _sweep(
    snapshots: SnapshotFolder, known: frozenset[str], report: CheckReport, *, sweep: bool, minimum_age: float
) -> None:
    if snapshots.is_shared:
        return  # what no row speaks of here, one of the other ledger may
    young = time.time() - minimum_age
    orphans = [snapshots.file(sha256) for sha256 in snapshots.hashes() if sha256 not in known]
    for path in (*orphans, *snapshots.passing_files()):
        size = _old_size(path, young)
        if size is None:
            continue
        report.swept += 1
        report.swept_bytes += size
        if sweep:
            path.unlink(missing_ok=True)


def _old_size(path: Path, young: float) -> int | None:
    """The size of a file that is old enough to go; None for one that is not, or has gone."""
    try:
        facts = path.stat()
    except OSError:
        return None
    return facts.st_size if facts.st_mtime <= young else None
