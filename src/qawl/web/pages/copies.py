"""Who repeats whom, and in which other words: families of copies, and two texts side by side."""

from fastapi import APIRouter, Request, Response

from qawl.api.bench import Bench
from qawl.api.problems import NoSuchRecordError
from qawl.auth.visitor import Reader
from qawl.comparing import compare_documents
from qawl.web.rendering import render

router = APIRouter()

_SHOWN = 20


@router.get("/documents/{document_id}/compare/{other_id}")
def compare(request: Request, bench: Bench, visitor: Reader, document_id: str, other_id: str) -> Response:
    """Two documents: what they share, and where one has other words; the original or older one first."""
    compared = compare_documents(bench.ledger, document_id, other_id, words=lambda: bench.copy_words)
    if compared is None:
        raise NoSuchRecordError(f"{document_id}, {other_id}: not both of them are documents of this ledger.")
    heads = bench.ledger.heads([compared.texts.left.id, compared.texts.right.id])
    return render(request, "compare.html", compared=compared, heads=heads)


@router.get("/copies")
def list_copies(request: Request, bench: Bench, visitor: Reader, after: str = "") -> Response:
    """Families of articles that repeat one text, each folded under the likely original."""
    page = bench.ledger.page_of_families(limit=_SHOWN, after=after)
    return render(request, "copies.html", page=page)
