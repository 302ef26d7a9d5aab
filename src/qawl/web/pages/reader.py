"""The reader: an article with its statements and claims in place, its records beside it, and the page it came from."""

from fastapi import APIRouter, Request, Response

from qawl.api.bench import Bench
from qawl.api.problems import NoSuchRecordError
from qawl.gathering import gather
from qawl.report.annotated import annotate
from qawl.report.rows import published_text
from qawl.web.rendering import render, view_of

router = APIRouter()


@router.get("/documents/{document_id}")
def show_document(request: Request, bench: Bench, document_id: str, rejected: bool = False) -> Response:
    """The article with its records; with ``rejected`` also those that reviewers have struck."""
    gathered = gather(bench.ledger, document_id)
    if gathered is None:
        raise NoSuchRecordError(f"{document_id}: no such document in {bench.ledger.name}.")
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
