"""The parts of an article that every format yields, and how they become a snapshot and a document."""

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime

from qawl.errors import InputError
from qawl.ingest.checks import check_text
from qawl.ingest.dates import parse_published
from qawl.ingest.identity import article_key
from qawl.model.document import Document, FoundDate, Outlet, PublishedAt, Snapshot
from qawl.model.ids import document_id, text_sha256
from qawl.settings import IngestSettings

SAMPLE_MARK = "SAMPLE"


@dataclass(frozen=True, slots=True)
class Incoming:
    """One article on its way in: where it came from, its bytes as received, and what they seem to be.

    ``line`` is the line of a JSON-lines file. ``problem`` says why the bytes could not be had. What came over
    HTTP, now or into an archive, has the address that answered, its headers and when; ``known`` is what the
    feed, sitemap or table that led there says of it.

    ``visit`` is the address whose visit is over once this is stored or refused, and ``reason`` a word to count a
    ``problem`` by.
    """

    origin: str
    content: bytes
    media_type: str
    line: int | None = None
    problem: str = ""
    url: str = ""
    headers: tuple[tuple[str, str], ...] = ()
    retrieved_at: datetime | None = None
    known: "Known | None" = None
    visit: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Parts:
    """What a format's parser found. ``published`` is as written; ``date_field`` names where it stood.

    ``published_at`` is what a parser chose of several dates; where it is None, ``published`` is read.
    """

    text: str
    title: str = ""
    extractor: str = ""
    outlet: str = ""
    outlet_name: str = ""
    url: str = ""
    external_id: str = ""
    byline: str = ""
    published: str = ""
    date_field: str = ""
    modified: str = ""
    mark: str = ""
    dates: tuple[FoundDate, ...] = ()
    flags: tuple[str, ...] = ()
    published_at: PublishedAt | None = None


@dataclass(frozen=True, slots=True)
class Known:
    """What the caller, or what led to an article, says of articles that do not say it themselves."""

    published: PublishedAt | None = None
    outlet: str = ""
    url: str = ""
    title: str = ""
    external_id: str = ""


def build_document(
    incoming: Incoming, parts: Parts, known: Known, settings: IngestSettings
) -> tuple[Snapshot, Document]:
    """Snapshot and document of one article; refuses what is no Arabic article.

    Raises:
        InputError: says what is wrong with the text and what to do.
    """
    check_text(parts.text, settings)
    content_sha256 = hashlib.sha256(incoming.content).hexdigest()
    snapshot = Snapshot(
        sha256=content_sha256,
        content=incoming.content,
        media_type=incoming.media_type,
        origin=incoming.origin if incoming.line is None else f"{incoming.origin}:{incoming.line}",
        retrieved_at=datetime.now(UTC),
    )
    outlet = parts.outlet or known.outlet
    url = parts.url or known.url
    title = parts.title or known.title
    key = article_key(url=url, outlet=outlet, external_id=parts.external_id, title=title, content_sha256=content_sha256)
    published = parts.published_at
    if published is None and parts.published:
        published = parse_published(parts.published, said_by=parts.date_field)
    document = Document(
        id=document_id(key, parts.text, parts.extractor),
        article_key=key,
        text=parts.text,
        title=title,
        byline=parts.byline,
        outlet=Outlet(outlet, parts.outlet_name),
        url=url,
        published_at=published or known.published,
        modified_at=_modified(parts.modified),
        text_sha256=text_sha256(parts.text),
        snapshot_sha256=content_sha256,
        extractor=parts.extractor,
        external_id=parts.external_id,
        mark=parts.mark,
    )
    return snapshot, document


def date_problem(parts: Parts) -> str | None:
    """A word on a publication date that is there and cannot be read; the article is read without it."""
    if not parts.published or parse_published(parts.published, said_by=parts.date_field):
        return None
    return (
        f"{parts.date_field} {parts.published[:40]!r} is no date that can be read; read without it. "
        "Write it as 2017-09-11 or 2017-09-11T14:00:00+03:00."
    )


def first_line(text: str) -> str:
    """The first line that says something: the headline of a text that has no other."""
    return next((line.strip() for line in text.split("\n") if line.strip()), "")


def require(condition: object, message: str) -> None:
    """Raise ``InputError(message)`` unless ``condition`` holds."""
    if not condition:
        raise InputError(message)


def _modified(value: str) -> datetime | None:
    found = parse_published(value, said_by="modified") if value else None
    return found.value if found else None
