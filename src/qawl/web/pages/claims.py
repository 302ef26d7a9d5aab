"""The list of claims: what is claimed, by whom, where and when."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from qawl.api.bench import Bench
from qawl.auth.visitor import Reader
from qawl.model.claim import ClaimType, Status
from qawl.web.asking import ClaimsAsked
from qawl.web.rendering import options_of, render

router = APIRouter()


@router.get("/claims")
def list_claims(request: Request, bench: Bench, visitor: Reader, asked: Annotated[ClaimsAsked, Query()]) -> Response:
    """Claims that fit, latest day first."""
    page = bench.ledger.page_of_claims(
        asked.wanted(bench), limit=asked.limit, after=asked.after, with_rejected=asked.with_rejected
    )
    types, statuses = options_of(request, "type", ClaimType), options_of(request, "status", Status)
    return render(request, "claims.html", page=page, asked=asked, types=types, statuses=statuses)
