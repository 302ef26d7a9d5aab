"""The ledger: what was published, who said what in it, and what that was about.

A ledger is one SQLite file, or a PostgreSQL database for teams. It stores and finds; reading articles is
the pipeline's part. Everything that is added goes in by one transaction a document, so that whatever
interrupts it leaves whole documents only, and adding the same again changes nothing.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from sqlalchemy import or_, select

from qawl.collecting import without_collection
from qawl.errors import StoreError, UsageError
from qawl.model.document import Document, Snapshot
from qawl.model.entity import Place
from qawl.model.ids import hash_id
from qawl.model.issue import Issue
from qawl.model.reading import Reading
from qawl.model.review import AppliesReviews, Review, ReviewedReading
from qawl.settings import LedgerSettings, load_settings
from qawl.store import bulk, lists, load, writes
from qawl.store import tables as t
from qawl.store.about import HOSTS, SNAPSHOTS, default_folder, is_shared, read_about, resolve_folder, write_about
from qawl.store.access import AccessRecords
from qawl.store.audit import AuditLog
from qawl.store.changes import changing
from qawl.store.checking import CheckReport, check
from qawl.store.coding_answers import CodingAnswers
from qawl.store.decided import as_read, decided_claims, decided_holdings, decided_statements
from qawl.store.derived_answers import DerivedAnswers
from qawl.store.engine import (
    check_is_ledger,
    check_place,
    has_tables,
    migrate,
    open_engine,
    reading_from,
    schema_of,
    writing_to,
)
from qawl.store.filters import ClaimFilter, StatementFilter
from qawl.store.findable import CHANGING
from qawl.store.jobs import Jobs
from qawl.store.latest import LatestAnswers
from qawl.store.named_answers import NamedAnswers
from qawl.store.overview import OverviewAnswers
from qawl.store.paged_answers import PagedAnswers
from qawl.store.place_answers import PlaceAnswers
from qawl.store.reasons import explain, explain_place
from qawl.store.records import (
    Added,
    DocumentHead,
    Explanation,
    Holding,
    PlaceFacts,
    Retrieval,
    StoredClaim,
    StoredIssue,
    StoredStatement,
)
from qawl.store.review_answers import ReviewAnswers
from qawl.store.reviews import (
    check_version,
    correct_document,
    documents_of,
    find_reviews,
    keep_review,
    unmatched_reviews,
    with_decided_facts,
)
from qawl.store.saved import SavedSearches
from qawl.store.search import Fold
from qawl.store.search_answers import SearchAnswers, check_searchable
from qawl.store.snapshots import SnapshotFolder
from qawl.store.unsettling import unsettle
from qawl.store.visits import Visit, find_sent, find_visit, keep_sent, keep_visit


class Ledger(
    PagedAnswers,
    OverviewAnswers,
    NamedAnswers,
    DerivedAnswers,
    PlaceAnswers,
    SearchAnswers,
    AccessRecords,
    AuditLog,
    ReviewAnswers,
    CodingAnswers,
    Jobs,
    SavedSearches,
    LatestAnswers,
):
    """An open ledger; use it as a context manager, or call ``close``. Safe to share between threads."""

    @classmethod
    def open(
        cls,
        target: str | Path,
        *,
        fold: Fold,
        settings: LedgerSettings | None = None,
        warc: bool = False,
        apply_reviews: AppliesReviews = as_read,
    ) -> Self:
        """Open the ledger at a path or database address; with ``warc`` it keeps new pages as records of WARC files.

        ``apply_reviews`` shows readings as people have decided; without it records are shown as they were read.

        Raises:
            StoreError: there is none, or it is of another version; says what to do.
        """
        settings = settings or load_settings().ledger
        engine = open_engine(str(target), busy_seconds=settings.busy_seconds)
        check_is_ledger(str(target), engine)
        with reading_from(engine) as connection:
            check_searchable(connection, str(target))
            stated = read_about(connection, SNAPSHOTS)
        folder = resolve_folder(engine, Path(stated) if stated else default_folder(engine))
        pages = SnapshotFolder(folder, warc=warc, is_shared=is_shared(engine, folder))
        return cls(engine, name=str(target), fold=fold, settings=settings, snapshots=pages, apply_reviews=apply_reviews)

    @classmethod
    def create(
        cls,
        target: str | Path,
        *,
        fold: Fold,
        settings: LedgerSettings | None = None,
        snapshots: str | Path | None = None,
        apply_reviews: AppliesReviews = as_read,
    ) -> Self:
        """Make a new ledger, or bring an older one up to date; a ledger of this version is left as it is.

        ``snapshots`` is the folder for pages as received; without one a new ledger has them beside its file.

        Raises:
            StoreError: something else is there, or the place cannot be written.
        """
        settings = settings or load_settings().ledger
        check_place(str(target))
        engine = open_engine(str(target), busy_seconds=settings.busy_seconds)
        if "://" not in str(target) and Path(target).exists() and Path(target).stat().st_size:
            if schema_of(engine) is None and has_tables(engine):
                raise StoreError(f"{target}: is a database of something else, which stays as it is. Give another path.")
        folder = Path(snapshots).absolute() if snapshots is not None else default_folder(engine)
        migrate(engine, keep_page=SnapshotFolder(resolve_folder(engine, folder)).put)
        with writing_to(engine) as connection:
            if read_about(connection, SNAPSHOTS) is None:
                write_about(connection, SNAPSHOTS, str(folder))
        pages = SnapshotFolder(resolve_folder(engine, folder))
        with cls(
            engine, name=str(target), fold=fold, settings=settings, snapshots=pages, apply_reviews=apply_reviews
        ) as made:
            made.fill_search()
        return cls.open(target, fold=fold, settings=settings, apply_reviews=apply_reviews)

    def close(self) -> None:
        """Let go of the database; the ledger cannot be used afterwards."""
        self._snapshots.close()
        self._engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # --- adding and removing ----------------------------------------------------------------------

    def add_document(
        self,
        snapshot: Snapshot,
        document: Document,
        reading: Reading,
        *,
        settles: tuple[str, int | None] | None = None,
    ) -> Added:
        """Store a document with its snapshot and reading, all or nothing.

        ``settles`` is the input (file, line) whose earlier issues are done with now.
        """
        kept_in = self._keep_page(snapshot)
        with changing(self._engine) as connection:
            if settles is not None:
                writes.clear_issues(connection, *settles)
            items = with_decided_facts(connection, [(snapshot, document, reading)], self._apply_reviews)
            document, reading = items[0][1:]
            added = writes.keep_document(connection, snapshot, document, reading, fold=self._fold_text, kept_in=kept_in)
            self._search_added(connection, [(reading, added)])
            return added

    def _keep_page(self, snapshot: Snapshot) -> str:
        """Each page is kept once, before any row speaks of it."""
        with reading_from(self._engine) as connection:
            kept_in = connection.execute(
                select(t.payload.c.kept_in).where(t.payload.c.sha256 == snapshot.sha256)
            ).scalar()
        return self._snapshots.keep(snapshot) if kept_in is None else kept_in

    def add_documents(self, items: Sequence[tuple[Snapshot, Document, Reading]]) -> list[Added]:
        """Store many documents, all or none, at a fraction of the cost of one at a time; says what became of each."""
        wanted = {snapshot.sha256: snapshot for snapshot, _, _ in items}
        with reading_from(self._engine) as connection:
            kept = bulk.find_pages(connection, wanted)
        new = [snapshot for sha256, snapshot in wanted.items() if sha256 not in kept]
        kept |= {page.sha256: place for page, place in zip(new, self._snapshots.keep_all(new), strict=True)}
        with without_collection(), changing(self._engine) as connection:
            items = with_decided_facts(connection, items, self._apply_reviews)
            added = bulk.keep_documents(connection, items, fold=self._fold_text, kept_in=kept)
            self._search_added(connection, zip((reading for _, _, reading in items), added, strict=True))
            return added

    def restore_page(self, snapshot: Snapshot) -> None:
        """Put a page that the ledger knows back into its folder, where it is gone from there.

        Raises:
            StoreError: the folder cannot be written.
        """
        if self._snapshots.file(snapshot.sha256).exists():
            return
        with reading_from(self._engine) as connection:
            query = select(t.payload.c.kept_in).where(t.payload.c.sha256 == snapshot.sha256)
            kept_in = connection.execute(query).scalar()
        if kept_in == "":
            self._snapshots.put(snapshot.sha256, snapshot.content)

    def replace_reading(self, reading: Reading, *, even_same_version: bool = False) -> bool:
        """Make ``reading`` the current one of a stored document; False when it was that already.

        A reading of the same version is taken to be the same unless ``even_same_version`` says otherwise.

        Raises:
            StoreError: the document is not in the ledger.
        """
        if not self.has_document(reading.document.id):
            raise StoreError(f"{reading.document.id}: no such document in {self.name}. Add it first.")
        with changing(self._engine) as connection:
            is_new = writes.keep_reading(connection, reading, fold=self._fold_text, even_same_version=even_same_version)
            if is_new:
                self._refresh_search(connection, [reading.document.id], [reading])
            return is_new

    def add_issues(self, issues: Iterable[Issue]) -> None:
        """Note what went wrong with inputs."""
        with changing(self._engine) as connection:
            writes.keep_issues(connection, issues)

    def remove(self, record_id: str) -> list[DocumentHead]:
        """Remove a document, or an article with all its versions; people's reviews of it stay.

        Raises:
            UsageError: there is none with this id.
        """
        with changing(self._engine) as connection:
            wanted = or_(
                t.document.c.id == record_id,
                t.document.c.article_id == record_id,
                t.document.c.external_id == record_id,
            )
            heads = [load.document_head(row) for row in connection.execute(load.select_heads().where(wanted))]
            if not heads:
                raise UsageError(
                    f"{record_id}: no such document or article in {self.name}. `qawl documents` lists them."
                )
            articles = {head.article_id for head in heads}
            versions = select(t.document.c.id).where(t.document.c.article_id.in_(articles))
            others = set(connection.execute(versions).scalars()) - {head.id for head in heads}
            unused = writes.remove_documents(connection, [head.id for head in heads])
            self._refresh_search(connection, others)
        for sha256 in unused:
            self._snapshots.remove(sha256)
        return heads

    def check(self, *, sweep: bool = True, minimum_age: float | None = None) -> CheckReport:
        """Recompute every hash, compare every claim's evidence with its text, sweep pages that nothing points at.

        Pages without a row that are younger than ``minimum_age`` seconds are left alone: somebody may be adding them.
        """
        age = self.settings.orphan_seconds if minimum_age is None else minimum_age
        with reading_from(self._engine) as connection:
            return check(connection, self._snapshots, sweep=sweep, minimum_age=age)

    # --- people's decisions -----------------------------------------------------------------------

    def add_review(
        self,
        review: Review,
        *,
        places: Iterable[Place] = (),
        readings: Iterable[Reading] = (),
        version: int | None = None,
    ) -> bool:
        """Append a decision, all or nothing; False when the very same is there.

        ``places`` are those that it points at, ``readings`` those of the documents whose facts it corrects, ``version``
        how many decisions were on the record when its reviewer saw it.

        Raises:
            StaleError: there are others by now.
        """
        with changing(self._engine) as connection:
            if version is not None:
                check_version(connection, review, version)
            is_new = keep_review(connection, review, places=places, fold=self._fold_text)
            if is_new:
                unsettle(connection, documents_of(connection, review))
            for reading in readings:
                correct_document(connection, reading.document)
                writes.keep_reading(connection, reading, fold=self._fold_text, even_same_version=True)
            if is_new and review.record_kind in CHANGING:
                self._refresh_search(connection, documents_of(connection, review), readings)
        return is_new

    def reviews(self, *, document_id: str = "", article_key: str = "") -> list[Review]:
        """People's decisions in the order in which they were added: all, or those on a document or its article."""
        article = hash_id("a", article_key) if article_key else ""
        with reading_from(self._engine) as connection:
            return find_reviews(connection, document_id=document_id, article_id=article)

    def reviews_without_record(self) -> list[Review]:
        """Those decisions whose record has not the id that it had: words may find it yet."""
        with reading_from(self._engine) as connection:
            return unmatched_reviews(connection)

    # --- visits and alerts ------------------------------------------------------------------------

    def visit(self, url: str) -> Visit | None:
        """The last visit to an address, None when there was none."""
        with reading_from(self._engine) as connection:
            return find_visit(connection, url)

    def note_visit(self, visit: Visit) -> None:
        """Remember a visit in place of the one before."""
        with writing_to(self._engine) as connection:
            keep_visit(connection, visit)

    def host_states(self) -> list[dict[str, Any]]:
        """What is remembered of hosts that failed or asked for a pause."""
        with reading_from(self._engine) as connection:
            return list(json.loads(read_about(connection, HOSTS) or "[]"))

    def keep_host_states(self, states: list[dict[str, Any]]) -> None:
        """Remember the hosts that failed or asked for a pause, in place of those before."""
        with writing_to(self._engine) as connection:
            write_about(connection, HOSTS, json.dumps(states))

    def alerts_sent(self, alert: str, claim_ids: Iterable[str]) -> set[str]:
        """Those of the claims that an alert has told of."""
        with reading_from(self._engine) as connection:
            return find_sent(connection, alert, claim_ids)

    def note_alert(self, alert: str, claim_ids: Iterable[str]) -> None:
        """Remember that an alert has told of these claims."""
        with writing_to(self._engine) as connection:
            keep_sent(connection, alert, claim_ids)

    # --- finding ----------------------------------------------------------------------------------

    def has_document(self, document_id: str, *, version: str | None = None) -> bool:
        """True when the document is stored, with a current reading of ``version`` when one is given."""
        wanted = select(t.reading.c.id).where(t.reading.c.document_id == document_id, t.reading.c.is_current)
        if version is not None:
            wanted = wanted.where(t.reading.c.version == version)
        with reading_from(self._engine) as connection:
            return connection.execute(wanted).first() is not None

    def article_at(self, address: str) -> str | None:
        """The key of the article that is known by this address, whatever it was first known by."""
        query = select(t.article.c.key).where(or_(t.article.c.address == address, t.article.c.key == address))
        with reading_from(self._engine) as connection:
            return connection.execute(query.order_by(t.article.c.key)).scalars().first()

    def statements(
        self, wanted: StatementFilter | None = None, *, limit: int | None = None, with_rejected: bool = False
    ) -> list[StoredStatement]:
        """Statements that fit as people have decided, newest article first, in text order inside an article."""
        with reading_from(self._engine) as connection:
            return decided_statements(
                connection,
                wanted or StatementFilter(),
                fold=self._fold_text,
                limit=limit,
                apply=self._apply_reviews,
                with_rejected=with_rejected,
            )

    def claims(
        self, wanted: ClaimFilter | None = None, *, limit: int | None = None, with_rejected: bool = False
    ) -> list[StoredClaim]:
        """Claims that fit as people have decided, latest day first."""
        with reading_from(self._engine) as connection:
            return decided_claims(
                connection,
                wanted or ClaimFilter(),
                fold=self._fold_text,
                limit=limit,
                apply=self._apply_reviews,
                with_rejected=with_rejected,
            )

    def documents(self, *, outlet: str = "", all_versions: bool = True, limit: int | None = None) -> list[DocumentHead]:
        """Documents, newest first."""
        with reading_from(self._engine) as connection:
            return lists.find_documents(connection, outlet=outlet, all_versions=all_versions, limit=limit)

    def heads(self, document_ids: Iterable[str]) -> dict[str, DocumentHead]:
        """Documents without their texts, by id; those that are not there are left out."""
        with reading_from(self._engine) as connection:
            return load.load_heads(connection, document_ids)

    def places(self, name: str) -> list[Place]:
        """The places of the ledger with this id, or one of whose names is spelled like this."""
        with reading_from(self._engine) as connection:
            return lists.find_places(connection, name, fold=self._fold_text)

    def holdings(self, place_id: str, *, day: str) -> list[Holding]:
        """Who is said to hold a place: each speaker's latest standing claim of control up to ``day``."""
        with reading_from(self._engine) as connection:
            return decided_holdings(connection, place_id, day=day, fold=self._fold_text, apply=self._apply_reviews)

    def why(self, record_id: str) -> Explanation:
        """What stands behind a statement, claim or document: rules, spans, the text around it, the stored page.

        Raises:
            UsageError: no record has this id, or several begin with it.
        """
        with reading_from(self._engine) as connection:
            return explain(connection, record_id, ledger_name=self.name)

    def why_place(self, place_id: str) -> PlaceFacts | None:
        """What stands behind a place: its record, the claims about it and the rules that placed them."""
        with reading_from(self._engine) as connection:
            return explain_place(connection, place_id)

    def issues(self, *, limit: int | None = None) -> list[StoredIssue]:
        """What went wrong, latest first."""
        with reading_from(self._engine) as connection:
            return lists.find_issues(connection, limit=limit)

    def versions(self, record_id: str) -> list[DocumentHead]:
        """All versions of the article that ``record_id`` names, itself or by one of its documents; oldest first.

        Raises:
            UsageError: there is none with this id.
        """
        with reading_from(self._engine) as connection:
            found = lists.find_versions(connection, record_id)
        if not found:
            raise UsageError(f"{record_id}: no such document or article in {self.name}. `qawl documents` lists them.")
        return found

    def changed_articles(self, *, limit: int | None = None) -> list[DocumentHead]:
        """The current document of each article that has several versions, newest first."""
        with reading_from(self._engine) as connection:
            return lists.find_changed(connection, limit=limit)

    # --- whole documents --------------------------------------------------------------------------

    def document(self, document_id: str) -> Document | None:
        """A stored document with its text."""
        with reading_from(self._engine) as connection:
            return load.load_documents(connection, [document_id]).get(document_id)

    def reading(self, document_id: str) -> Reading | None:
        """The current reading of a stored document, as it was read."""
        document = self.document(document_id)
        if document is None:
            return None
        with reading_from(self._engine) as connection:
            return load.load_reading(connection, document)

    def reviewed_reading(self, document_id: str) -> ReviewedReading | None:
        """The current reading of a stored document as people have decided; it also knows what they decided."""
        reading = self.reading(document_id)
        if reading is None:
            return None
        return self._apply_reviews(
            reading, self.reviews(document_id=document_id, article_key=reading.document.article_key)
        )

    def snapshot_content(self, sha256: str) -> bytes | None:
        """The bytes of a page as they were received."""
        query = select(t.payload.c.kept_in).where(t.payload.c.sha256 == sha256)
        with reading_from(self._engine) as connection:
            kept_in = connection.execute(query).scalar()
        return None if kept_in is None else self._snapshots.get(sha256, kept_in)

    def retrieval(self, document_id: str) -> Retrieval | None:
        """How the page was received that a document was made from."""
        with reading_from(self._engine) as connection:
            return load.load_retrieval(connection, document_id)

    def outdated_pages(self, extractors: Mapping[str, str]) -> Iterator[tuple[Snapshot, Document]]:
        """Pages none of whose documents is of the present extractor of their kind, with the newest document of each.

        ``extractors`` names it by media type. Pages whose bytes are gone are passed over; ``check`` tells of them.
        """
        for media_type, extractor in extractors.items():
            present = select(t.document.c.snapshot_id).where(t.document.c.extractor == extractor)
            query = select(t.document.c.id, t.snapshot).join(t.snapshot, t.snapshot.c.id == t.document.c.snapshot_id)
            query = query.where(t.snapshot.c.media_type == media_type, t.snapshot.c.id.not_in(present))
            with reading_from(self._engine) as connection:
                rows = connection.execute(query.order_by(t.snapshot.c.id, t.document.c.added_at)).all()
            newest = {row[1]: row for row in rows}  # by snapshot
            for row in newest.values():
                content, document = self.snapshot_content(row.sha256), self.document(row[0])
                if content is not None and document is not None:
                    headers = tuple((name, value) for name, value in row.headers)
                    yield (
                        Snapshot(row.sha256, content, row.media_type, row.origin, row.retrieved_at, headers, row.url),
                        document,
                    )

    def document_ids(self, *, not_version: str | None = None) -> Iterator[str]:
        """Ids of all documents, or of those whose current reading is of another version; in order of id."""
        after = ""
        while True:
            query = select(t.reading.c.document_id).where(t.reading.c.is_current, t.reading.c.document_id > after)
            if not_version is not None:
                query = query.where(t.reading.c.version != not_version)
            with reading_from(self._engine) as connection:
                ids = list(connection.execute(query.order_by(t.reading.c.document_id).limit(500)).scalars())
            if not ids:
                return
            yield from ids
            after = ids[-1]

    def count(self) -> dict[str, int]:
        """How many articles, documents, statements and claims there are."""
        with reading_from(self._engine) as connection:
            return lists.count_records(connection)
