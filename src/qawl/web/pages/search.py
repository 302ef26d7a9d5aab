"""Searching: one box, what is looked for as tabs, what the hits are about beside them."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from qawl.api.bench import Bench
from qawl.auth.visitor import Reader
from qawl.model.claim import ClaimType, Status
from qawl.model.statement import Stance
from qawl.store.search import SearchError, SearchFault, widened
from qawl.store.search_records import SearchAnswer, SearchKind, SearchSort
from qawl.web.asking import SearchAsked
from qawl.web.rendering import options_of, render

router = APIRouter()


@router.get("/search")
def search(request: Request, bench: Bench, visitor: Reader, asked: Annotated[SearchAsked, Query()]) -> Response:
    """What has the words and fits the filters; without either, how to search."""
    wanted = asked.wanted(bench)
    found: SearchAnswer | None = None
    fault: SearchFault | None = None
    if asked.q.strip() or wanted.has_filters:
        try:
            found = bench.ledger.find(wanted)
        except SearchError as error:
            fault = error.fault
    return render(
        request,
        "search.html",
        asked=asked,
        found=found,
        fault=fault,
        wider=widened(asked.q),
        kinds=list(SearchKind),
        sorts=list(SearchSort),
        types=options_of(request, "type", ClaimType),
        stances=options_of(request, "stance", Stance),
        statuses=options_of(request, "status", Status),
    )
