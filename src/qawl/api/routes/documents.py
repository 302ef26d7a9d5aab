"""Documents: the articles of a ledger, their text, what was read in them, and the pages that they were taken from."""

from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Request, Response
from fastapi.responses import PlainTextResponse

from qawl.api.answers import IN_ALL_FORMS, MISSING, PROBLEMS, UNCHANGED, answer, list_answer
from qawl.api.bench import Bench, Workbench
from qawl.api.fresh import Fresh, FreshRoute
from qawl.api.problems import NoSuchRecordError
from qawl.api.questions import DocumentQuestion
from qawl.api.schemas import DocumentFactsShape, DocumentShape, Listed, ReadingShape
from qawl.auth.visitor import Reader
from qawl.export.interchange import interchange
from qawl.model.document import Document
from qawl.shapes import document_json

router = APIRouter(prefix="/documents", tags=["documents"], route_class=FreshRoute, dependencies=[Fresh])

DocumentId = Annotated[str, Path(max_length=80, description="The id of a document.", examples=["d_32488f6c51920fec"])]
_SAFE = {"Content-Security-Policy": "sandbox; default-src 'none'", "X-Content-Type-Options": "nosniff"}


@router.get(
    "",
    summary="Articles, newest first",
    response_model=Listed[DocumentShape],  # type: ignore[valid-type]
    responses={**PROBLEMS, **IN_ALL_FORMS},
)
def list_documents(
    request: Request, bench: Bench, visitor: Reader, asked: Annotated[DocumentQuestion, Query()]
) -> Response:
    """The documents of the ledger: one for each article, unless all versions are asked for."""
    return list_answer(request, bench, asked.wanted(bench), asked)


@router.get(
    "/{document_id}",
    summary="One article without its text",
    response_model=DocumentFactsShape,
    responses={**PROBLEMS, **MISSING, **UNCHANGED},
)
def read_document(document_id: DocumentId, bench: Bench, visitor: Reader) -> Response:
    """Who published it, when and where, and what its text is known by."""
    document = _document(bench, document_id)
    head = next(head for head in bench.ledger.versions(document_id) if head.id == document_id)
    return answer(document_json(head) | _facts(document))


@router.get(
    "/{document_id}/text",
    summary="The text of an article",
    response_class=PlainTextResponse,
    responses={**PROBLEMS, **MISSING, **UNCHANGED, 200: {"content": {"text/plain": {"schema": {"type": "string"}}}}},
)
def read_document_text(document_id: DocumentId, bench: Bench, visitor: Reader) -> Response:
    """Headline, newline, body. All spans of all records are code points of exactly this text."""
    return PlainTextResponse(_document(bench, document_id).text)


@router.get(
    "/{document_id}/reading",
    summary="What was read in an article",
    response_model=ReadingShape,
    responses={**PROBLEMS, **MISSING, **UNCHANGED},
)
def read_document_reading(
    document_id: DocumentId,
    bench: Bench,
    visitor: Reader,
    as_read: Annotated[bool, Query(description="As it was read, whatever people have decided since.")] = False,
) -> Response:
    """Statements, claims and places with their spans, as people have decided: what `qawl read --format json` prints."""
    _document(bench, document_id)
    reading = bench.ledger.reading(document_id) if as_read else bench.ledger.reviewed_reading(document_id)
    if reading is None:
        raise NoSuchRecordError(f"{document_id}: has not been read.")
    return answer(interchange(reading))


@router.get(
    "/{document_id}/snapshot",
    summary="The page as it was received",
    response_class=Response,
    responses={
        **PROBLEMS,
        **MISSING,
        **UNCHANGED,
        200: {"content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}}},
    },
)
def read_document_snapshot(document_id: DocumentId, bench: Bench, visitor: Reader) -> Response:
    """The bytes, to be saved and never to be shown: a page of the web may hold anything."""
    document = _document(bench, document_id)
    content = bench.ledger.snapshot_content(document.snapshot_sha256)
    if content is None:
        raise NoSuchRecordError(f"{document_id}: the page is not kept any more. `qawl check` tells which are gone.")
    headers = {**_SAFE, "Content-Disposition": f'attachment; filename="{document.snapshot_sha256}.bin"'}
    return Response(content, media_type="application/octet-stream", headers=headers)


@router.get(
    "/{document_id}/versions",
    summary="All versions of an article",
    response_model=list[DocumentShape],  # type: ignore[valid-type]
    responses={**PROBLEMS, **MISSING, **UNCHANGED},
)
def list_document_versions(document_id: DocumentId, bench: Bench, visitor: Reader) -> Response:
    """The oldest first; the last one is current."""
    _document(bench, document_id)
    return answer([document_json(head) for head in bench.ledger.versions(document_id)])


def _document(bench: Workbench, document_id: str) -> Document:
    document = bench.ledger.document(document_id)
    if document is None:
        raise NoSuchRecordError(f"{document_id}: no such document.")
    return document


def _facts(document: Document) -> dict[str, Any]:
    published = document.published_at
    return {
        "byline": document.byline,
        "language": document.language,
        "published_at": None if published is None else published.value.isoformat(),
        "published_precision": None if published is None else published.precision.value,
        "modified_at": None if document.modified_at is None else document.modified_at.isoformat(),
        "text_sha256": document.text_sha256,
        "snapshot_sha256": document.snapshot_sha256,
        "extractor": document.extractor,
        "flags": list(document.flags),
        "characters": len(document.text),
    }
