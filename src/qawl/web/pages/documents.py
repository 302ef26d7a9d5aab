"""The list of articles."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from qawl.api.bench import Bench
from qawl.auth.visitor import Reader
from qawl.web.asking import DocumentsAsked
from qawl.web.rendering import render

router = APIRouter()


@router.get("/documents")
def list_documents(
    request: Request, bench: Bench, visitor: Reader, asked: Annotated[DocumentsAsked, Query()]
) -> Response:
    """Articles that fit, newest first."""
    page = bench.ledger.page_of_documents(asked.wanted(bench), limit=asked.limit, after=asked.after)
    return render(request, "documents.html", page=page, asked=asked)
