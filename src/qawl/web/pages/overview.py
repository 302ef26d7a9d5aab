"""The first page: what is in the ledger, and what is new in it."""

from fastapi import APIRouter, Request, Response

from qawl.api.bench import Bench
from qawl.web.rendering import render

router = APIRouter()


@router.get("/")
def show_overview(request: Request, bench: Bench) -> Response:
    """Today's page."""
    return render(request, "overview.html", counts=bench.ledger.count())
