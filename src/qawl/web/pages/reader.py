"""The reader: an article with its statements and claims in place, its records beside it, and the page it came from."""

from mimetypes import guess_extension

from fastapi import APIRouter, Request, Response
from fastapi.responses import PlainTextResponse

from qawl.api.bench import Bench, Workbench
from qawl.api.problems import NoSuchRecordError
from qawl.auth.visitor import Reader
from qawl.errors import InputError
from qawl.gathering import gather
from qawl.ingest.decoding import decode_page
from qawl.model.document import Document
from qawl.report.annotated import annotate
from qawl.report.rows import published_text
from qawl.web.rendering import render, view_of

router = APIRouter()

_KEPT_APART = {"Content-Security-Policy": "default-src 'none'; sandbox", "X-Content-Type-Options": "nosniff"}
"""Headers under which a browser treats what others have written as nobody's page."""
_LONGEST_SOURCE = 1_000_000
"""Characters of a page's source that are shown; the rest is in the file."""


@router.get("/documents/{document_id}")
def show_document(
    request: Request, bench: Bench, visitor: Reader, document_id: str, rejected: bool = False
) -> Response:
    """The article with its records; with ``rejected`` also those that reviewers have struck."""
    gathered = gather(bench.ledger, document_id)
    if gathered is None:
        raise _unknown(document_id)
    words = view_of(request).words
    annotated = annotate(gathered.reading, names=bench.names, locale=words, with_rejected=rejected)
    return render(
        request,
        "reader.html",
        gathered=gathered,
        document=gathered.reading.document,
        annotated=annotated,
        published=published_text(gathered.reading.document, words),
        rules={rule: bench.rules.find(rule) for rule in annotated.rules},
        rejected=rejected,
    )


@router.get("/documents/{document_id}/text")
def show_text(bench: Bench, visitor: Reader, document_id: str) -> PlainTextResponse:
    """The text of which all offsets are code points, as it is kept."""
    return PlainTextResponse(_document(bench, document_id).text, headers=_KEPT_APART)


@router.get("/documents/{document_id}/snapshot")
def send_snapshot(bench: Bench, visitor: Reader, document_id: str) -> Response:
    """The page as it was received, to be saved: nothing of it is ever run or shown as a page of this server."""
    content, media_type = _snapshot(bench, document_id)
    name = f"{document_id}{guess_extension(media_type.partition(';')[0]) or '.bin'}"
    headers = {**_KEPT_APART, "Content-Disposition": f'attachment; filename="{name}"'}
    return Response(content, media_type="application/octet-stream", headers=headers)


@router.get("/documents/{document_id}/source")
def show_source(request: Request, bench: Bench, visitor: Reader, document_id: str) -> Response:
    """The source of the page as it was received, escaped, line by line; a page that is no text can only be saved."""
    content, media_type = _snapshot(bench, document_id)
    try:
        lines = decode_page(content)[:_LONGEST_SOURCE].split("\n")
    except InputError:
        lines = None
    retrieval = bench.ledger.retrieval(document_id)
    document = _document(bench, document_id)
    return render(request, "source.html", document=document, retrieval=retrieval, lines=lines, media_type=media_type)


def _document(bench: Workbench, document_id: str) -> Document:
    document = bench.ledger.document(document_id)
    if document is None:
        raise _unknown(document_id)
    return document


def _snapshot(bench: Workbench, document_id: str) -> tuple[bytes, str]:
    document, retrieval = _document(bench, document_id), bench.ledger.retrieval(document_id)
    content = bench.ledger.snapshot_content(document.snapshot_sha256)
    if content is None or retrieval is None:
        raise NoSuchRecordError(
            f"The page behind {document_id} is not in the folder of snapshots. `qawl check` tells which are missing."
        )
    return content, retrieval.media_type


def _unknown(document_id: str) -> NoSuchRecordError:
    return NoSuchRecordError(f"{document_id}: no such document in this ledger.")
