"""Adding articles to a ledger and reading stored ones again: ingest, read, store, one article at a time.

Both can be stopped at any moment and started again: an article that is in the ledger is passed over before
any work is done for it, and one that is half done was never begun as far as the ledger knows.
"""

from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Future
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from qawl.ingest.files import FileReading, Meter, check_inputs, find_inputs, measure
from qawl.ingest.formats import EXTRACTORS, VISITED
from qawl.ingest.parsing import parse
from qawl.ingest.parts import Incoming, Known
from qawl.lexicon.known import KnownNames, ids_named, load_known
from qawl.lexicon.load import DATA, open_data
from qawl.model.document import Document, Snapshot
from qawl.model.ids import document_id
from qawl.model.issue import Issue
from qawl.model.reading import Reading
from qawl.reading import ReadsDocuments, read_safely
from qawl.review.applying import apply_reviews
from qawl.review.documents import reviewed_document
from qawl.settings import IngestSettings, load_settings
from qawl.store.comparing import compare_readings
from qawl.store.ledger import Ledger
from qawl.store.records import Added, Changes
from qawl.store.writer import LedgerWriter
from qawl.text.fold import fold
from qawl.visiting import visit_of

if TYPE_CHECKING:
    from qawl.ingest.remote import Remote


def actors_named(name: str) -> tuple[str, ...]:
    """Ids of the actors, persons and countries that the data files know by exactly this name.

    A ledger holds the words that its articles used; «قسد» is to find «قوات سوريا الديمقراطية» all the same.
    """
    return ids_named(_known(), name) if name.strip() else ()


@cache
def _known() -> KnownNames:
    return load_known(open_data(DATA))


@dataclass(slots=True)
class Progress:
    """How far adding has come; given to the callback after every article. ``total`` bytes are 0 when unknown."""

    total: int = 0
    done: int = 0
    articles: int = 0
    issues: int = 0
    origin: str = ""


@dataclass(slots=True)
class AddReport:
    """What became of the articles that were given, and what went wrong.

    ``articles`` counts those that were looked at; ``unchanged`` addresses that needed no fetching, or whose server says
    that nothing has changed; ``refused`` counts by reason what is no article or could not be had, ``passed_over``
    records of archives that hold no page. ``documents`` are
    the ids of the new ones.
    """

    articles: int = 0
    new: int = 0
    updated: int = 0
    known: int = 0
    unchanged: int = 0
    refused: Counter[str] = field(default_factory=Counter)
    passed_over: Counter[str] = field(default_factory=Counter)
    documents: list[str] = field(default_factory=list)
    statements: int = 0
    claims: int = 0
    issues: list[Issue] = field(default_factory=list)


def open_ledger(target: str | Path, *, warc: bool = False) -> Ledger:
    """The ledger at a path or database address; with ``warc`` it keeps new pages as records of WARC files.

    Raises:
        StoreError: there is none, or it is of another version; says what to do.
    """
    return Ledger.open(target, fold=fold, warc=warc, apply_reviews=apply_reviews)


def create_ledger(target: str | Path) -> Ledger:
    """A new ledger, or an older one brought up to date.

    Raises:
        StoreError: something else is there, or the place cannot be written.
    """
    return Ledger.create(target, fold=fold, apply_reviews=apply_reviews)


def add(
    ledger: Ledger,
    inputs: Iterable[str | Path],
    *,
    reader: Callable[[], ReadsDocuments],
    known: Known | None = None,
    progress: Callable[[Progress], None] | None = None,
    settings: IngestSettings | None = None,
    columns: Mapping[str, str] | None = None,
    remote: "Remote | None" = None,
    names: Mapping[str, str] | None = None,
    report: AddReport | None = None,
) -> AddReport:
    """Add every article that ``inputs`` hold or lead to: files, folders, addresses; ``-`` is standard input.

    ``reader`` is called when the first article that the ledger lacks is met. ``columns`` names the columns of tables;
    ``remote`` fetches what addresses lead to (``qawl.visiting.open_remote``). What cannot be read is noted as an issue,
    and the others are still added. ``names`` are what people call files that lie under passing names; ``report`` is
    filled for whoever wants to look while it goes on.

    Raises:
        UsageError: an input is not there, or is an address and there is no ``remote``.
    """
    paths = list(inputs)
    check_inputs(paths)
    settings = settings or load_settings().ingest
    state = Progress(total=measure(paths))
    report = report or AddReport()
    reading = FileReading(settings, columns, remote, Meter(), names=names or {})
    loaded: ReadsDocuments | None = None
    with LedgerWriter(ledger) as writer:
        tally = _Tally(ledger, report, writer)
        for incoming in find_inputs(paths, reading=reading):
            if incoming.media_type == VISITED:
                tally.take_all()
                ledger.note_visit(visit_of(incoming, ledger))
                continue
            report.articles += 1
            for parsed in parse(incoming, known=known, settings=settings):
                if isinstance(parsed, Issue):
                    tally.note(parsed, incoming)
                    continue
                snapshot, document = parsed[0], _as_known(parsed[1], ledger)
                if ledger.has_document(document.id):
                    ledger.restore_page(snapshot)
                    tally.pass_over(incoming)
                else:
                    loaded = loaded or reader()
                    tally.add((snapshot, document), incoming, loaded)
            if incoming.visit:
                tally.take_all()  # a page that was fetched is stored before the next one is asked for
            tally.take_written()
            state.done = reading.meter.done
            state.articles = report.articles
            state.issues = len(report.issues)
            state.origin = incoming.origin
            if progress is not None:
                progress(state)
        tally.take_all()
    report.passed_over = reading.archives.skipped
    report.unchanged = 0 if remote is None else remote.passed_over
    return report


def reread(ledger: Ledger, reader: ReadsDocuments, *, version: str | None, dry_run: bool = False) -> Iterator[Changes]:
    """Read all stored documents whose reading is not of ``version``; yields what changes in each.

    Without a version all are read again, as after editing a data file. With ``dry_run`` nothing is stored.
    """
    for stored_id in ledger.document_ids(not_version=version):
        before = ledger.reading(stored_id)
        if before is None:
            continue
        after = reader.read(before.document)
        changes = compare_readings(before, after)
        if not dry_run:
            ledger.replace_reading(after, even_same_version=bool(changes))
        yield changes


def reextract(ledger: Ledger, *, reader: Callable[[], ReadsDocuments]) -> AddReport:
    """Take the text anew out of stored pages that only older extractors have seen; the old documents stay.

    Nothing is fetched. What feeds and sitemaps said of a page is taken from its older document.
    """
    report = AddReport()
    loaded: ReadsDocuments | None = None
    with LedgerWriter(ledger) as writer:
        tally = _Tally(ledger, report, writer)
        for snapshot, older in ledger.outdated_pages(EXTRACTORS):
            report.articles += 1
            led = tuple(found for found in older.dates if found.field.startswith(("feed", "sitemap")))
            incoming = Incoming(
                origin=snapshot.origin,
                content=snapshot.content,
                media_type=snapshot.media_type,
                url=snapshot.url,
                headers=snapshot.headers,
                retrieved_at=snapshot.retrieved_at,
                known=Known(older.published_at, older.outlet.id, older.url, older.title, older.external_id, led),
            )
            for parsed in parse(incoming):
                if isinstance(parsed, Issue):
                    tally.note(parsed, incoming)
                    continue
                document = replace(
                    parsed[1],
                    article_key=older.article_key,
                    id=document_id(older.article_key, parsed[1].text, parsed[1].extractor),
                )
                loaded = loaded or reader()
                tally.add((snapshot, document), incoming, loaded)
        tally.take_all()
    return report


def _as_known(document: Document, ledger: Ledger) -> Document:
    """The document as one of the article that its address is known for: a feed's guid and a link name the same."""
    key = ledger.article_at(document.address) if document.address else None
    if key is None or key == document.article_key:
        return document
    return replace(document, article_key=key, id=document_id(key, document.text, document.extractor))


class _Tally:
    """Reads articles, hands them to the writer, and counts in their order what became of them."""

    def __init__(self, ledger: Ledger, report: AddReport, writer: LedgerWriter) -> None:
        self._ledger, self._report, self._writer = ledger, report, writer
        self._waiting: deque[tuple[Future[Added], Reading, Incoming]] = deque()

    def add(self, parsed: tuple[Snapshot, Document], incoming: Incoming, reader: ReadsDocuments) -> None:
        """Read one article and queue it."""
        snapshot, document = parsed
        reviews = self._ledger.reviews(document_id=document.id, article_key=document.article_key)
        document = reviewed_document(document, reviews) if reviews else document
        reading = read_safely(reader, document, incoming)
        if isinstance(reading, Issue):
            self.note(reading, incoming)
            return
        future = self._writer.submit(snapshot, document, reading, settles=(incoming.origin, incoming.line))
        self._waiting.append((future, reading, incoming))

    def note(self, issue: Issue, incoming: Incoming) -> None:
        """Keep what went wrong with an input; a date that could not be read refuses nothing."""
        self._report.issues.append(issue)
        self._ledger.add_issues([issue])
        if issue.stage != "date":
            self._report.refused[issue.reason or "unreadable"] += 1
            self._settle(incoming, issue.reason or "unreadable")

    def pass_over(self, incoming: Incoming) -> None:
        """Count an article that the ledger has."""
        self._report.known += 1
        self._settle(incoming, incoming.reason)

    def take_written(self) -> None:
        """Count what has been written so far; an error of the writer is raised here."""
        while self._waiting and self._waiting[0][0].done():
            self._count(*self._waiting.popleft())

    def take_all(self) -> None:
        """Wait for all that is queued, and count it."""
        while self._waiting:
            self._count(*self._waiting.popleft())

    def _count(self, future: Future[Added], reading: Reading, incoming: Incoming) -> None:
        added = future.result()
        report = self._report
        self._settle(incoming, incoming.reason)
        if added is Added.KNOWN:
            report.known += 1
            return
        report.new += added is Added.NEW
        report.updated += added is Added.UPDATED
        report.statements += len(reading.statements)
        report.claims += len(reading.claims)
        report.documents.append(reading.document.id)

    def _settle(self, incoming: Incoming, outcome: str = "") -> None:
        """The visit to an address is over only now, when what it gave is stored or refused."""
        if incoming.visit:
            self._ledger.note_visit(visit_of(incoming, self._ledger, outcome=outcome))
