"""The list of statements: who said what."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from qawl.api.bench import Bench
from qawl.auth.visitor import Reader
from qawl.model.statement import Stance
from qawl.web.asking import StatementsAsked
from qawl.web.rendering import options_of, render

router = APIRouter()


@router.get("/statements")
def list_statements(
    request: Request, bench: Bench, visitor: Reader, asked: Annotated[StatementsAsked, Query()]
) -> Response:
    """Statements that fit, newest article first, in text order inside an article."""
    page = bench.ledger.page_of_statements(
        asked.wanted(bench), limit=asked.limit, after=asked.after, with_rejected=asked.with_rejected
    )
    return render(request, "statements.html", page=page, asked=asked, stances=options_of(request, "stance", Stance))
