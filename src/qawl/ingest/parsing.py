"""An incoming article becomes a document, or an issue that says what is wrong with it.

The format's parser finds the parts; what feed, sitemap or caller knows fills the gaps; the text is checked to be an
Arabic article. Nothing here stops at a bad article.
"""

import hashlib
from collections.abc import Iterator

from qawl import clock
from qawl.errors import InputError
from qawl.ingest.checks import check_text
from qawl.ingest.dates import parse_published
from qawl.ingest.decoding import decode, decode_page
from qawl.ingest.formats import CSV_ROW, HTML, JSON_LINES, MARKDOWN, PDF
from qawl.ingest.identity import article_key, canonical_url
from qawl.ingest.jsonl import parse_json_line, refuse_json
from qawl.ingest.parts import Incoming, Known, Parts, first_line, require
from qawl.ingest.publication import publication_of
from qawl.model.document import Document, Snapshot
from qawl.model.ids import document_id, text_sha256
from qawl.model.issue import Issue
from qawl.settings import IngestSettings, load_settings

Parsed = tuple[Snapshot, Document] | Issue


def parse(
    incoming: Incoming, *, known: Known | None = None, settings: IngestSettings | None = None
) -> Iterator[Parsed]:
    """The document of one incoming article, or an issue; a date that cannot be read gives both."""
    settings = settings or load_settings().ingest
    if incoming.problem:
        yield Issue(incoming.origin, "ingest", incoming.problem, incoming.line, incoming.reason or "unreadable")
        return
    try:
        parts = _parse_parts(incoming, settings)
        built = _build(incoming, parts, _known(incoming, known or Known()), settings)
    except InputError as error:
        yield Issue(incoming.origin, "ingest", str(error), incoming.line, error.reason)
        return
    except Exception as error:  # one page that trips a parser must never stop a run over many
        message = f"could not be taken apart ({type(error).__name__}: {error}). Please report it with the page."
        yield Issue(incoming.origin, "ingest", message, incoming.line, "fault")
        return
    problem = _date_problem(parts)
    if problem:
        yield Issue(incoming.origin, "date", problem, incoming.line, "date")
    yield built


def describe(issue: Issue) -> str:
    """One line for people: file, line where there is one, what is wrong and what to do."""
    where = issue.origin if issue.offset is None else f"{issue.origin}:{issue.offset}"
    return issue.message if issue.message.startswith(where) else f"{where}: {issue.message}"


def _parse_parts(incoming: Incoming, settings: IngestSettings) -> Parts:
    if incoming.media_type == PDF:
        from qawl.ingest.pdf import parse_pdf

        return parse_pdf(incoming.content, settings=settings)
    if incoming.media_type == HTML:
        text = decode_page(incoming.content)
    else:
        text = decode(incoming.content, counts_lines=incoming.line is None)
    require(text.strip(), "empty: there is no text. Leave it out, or give the article's text.", reason="empty")
    if incoming.media_type == JSON_LINES:
        return parse_json_line(text)
    if incoming.media_type == CSV_ROW:
        from qawl.ingest.csv_tables import parse_csv_row

        return parse_csv_row(text)
    if incoming.media_type == HTML:
        from qawl.ingest.html import parse_html

        return parse_html(text, url=incoming.url or (incoming.known.url if incoming.known else ""))
    if incoming.media_type == MARKDOWN:
        from qawl.ingest.markdown import parse_markdown

        return parse_markdown(text)
    refuse_json(text)
    return Parts(text=text, title=first_line(text), extractor="text/1")


def _known(incoming: Incoming, by_caller: Known) -> Known:
    """What led to an article knows it better than what the caller says of all of them."""
    led = incoming.known or Known()
    return Known(
        published=led.published or by_caller.published,
        outlet=led.outlet or by_caller.outlet,
        url=incoming.url or led.url or by_caller.url,
        title=led.title or by_caller.title,
        external_id=led.external_id or by_caller.external_id,
        dates=(*led.dates, *by_caller.dates),
    )


def _build(incoming: Incoming, parts: Parts, known: Known, settings: IngestSettings) -> tuple[Snapshot, Document]:
    """Snapshot and document of one article; raises InputError for what is no Arabic article."""
    check_text(parts.text, settings)
    content_sha256 = hashlib.sha256(incoming.content).hexdigest()
    snapshot = Snapshot(
        sha256=content_sha256,
        content=incoming.content,
        media_type=incoming.media_type,
        origin=incoming.origin if incoming.line is None else f"{incoming.origin}:{incoming.line}",
        retrieved_at=incoming.retrieved_at or clock.now(),
        headers=incoming.headers,
        url=incoming.url,
    )
    published = publication_of(parts, known)
    url, title = parts.url or known.url, parts.title or known.title
    external_id = parts.external_id or known.external_id
    key = article_key(
        url=url, outlet=published.outlet.id, external_id=external_id, title=title, content_sha256=content_sha256
    )
    document = Document(
        id=document_id(key, parts.text, parts.extractor),
        article_key=key,
        text=parts.text,
        title=title,
        byline=parts.byline,
        outlet=published.outlet,
        url=url,
        published_at=published.published,
        modified_at=published.modified,
        text_sha256=text_sha256(parts.text),
        snapshot_sha256=content_sha256,
        extractor=parts.extractor,
        external_id=external_id,
        mark=parts.mark,
        dates=published.dates,
        flags=published.flags,
        address=canonical_url(url) if url else "",
    )
    return snapshot, document


def _date_problem(parts: Parts) -> str | None:
    """A word on a publication date that is there and cannot be read; the article is read without it."""
    if parts.dates or not parts.published or parse_published(parts.published, said_by=parts.date_field):
        return None
    return (
        f"{parts.date_field} {parts.published[:40]!r} is no date that can be read; read without it. "
        "Write it as 2017-09-11 or 2017-09-11T14:00:00+03:00."
    )
