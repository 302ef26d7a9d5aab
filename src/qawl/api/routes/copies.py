"""Copies: articles that repeat others, and quotations that several outlets carry."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from qawl.api.answers import PROBLEMS, UNCHANGED, page_answer
from qawl.api.bench import Bench
from qawl.api.fresh import Fresh, FreshRoute
from qawl.api.paging import page_among
from qawl.api.questions import CopyQuestion, QuotationQuestion
from qawl.api.schemas import CopyShape, Listed, QuotationShape
from qawl.auth.visitor import Reader
from qawl.model.review import RecordKind
from qawl.quoting import quotations_carried
from qawl.reviewing import decided_pairs
from qawl.shapes import copy_json, plain, review_json

router = APIRouter(tags=["copies"], route_class=FreshRoute, dependencies=[Fresh])


@router.get(
    "/copies",
    summary="Articles that repeat others",
    response_model=Listed[CopyShape],  # type: ignore[valid-type]
    responses={**PROBLEMS, **UNCHANGED},
)
def list_copies(request: Request, bench: Bench, visitor: Reader, asked: Annotated[CopyQuestion, Query()]) -> Response:
    """Which is apparently the original, how much the two share, and what differs; by original."""
    found = bench.ledger.page_of_copies(limit=asked.limit, after=asked.after)
    decided = decided_pairs(bench.ledger, RecordKind.COPY)
    rows = []
    for stored in found.records:
        made = decided.get(stored.pair)
        rows.append(copy_json(stored) | ({} if made is None else {"review": review_json(made)}))
    return page_answer(request, rows, found.next)


@router.get(
    "/quotations",
    summary="Quotations that several outlets carry",
    response_model=Listed[QuotationShape],  # type: ignore[valid-type]
    responses={**PROBLEMS, **UNCHANGED},
)
def list_quotations(
    request: Request, bench: Bench, visitor: Reader, asked: Annotated[QuotationQuestion, Query()]
) -> Response:
    """Each with its likely original and the forms in which others carry it; those with most outlets first."""
    document, least = asked.document, asked.outlets
    found = bench.recall(
        ("quotations", document, least),
        lambda: quotations_carried(bench.ledger, document_id=document, least_outlets=least),
    )
    page = page_among("quotations", found, lambda one: (one.original.id,), limit=asked.limit, after=asked.after)
    rows = [plain(family) | {"outlets": list(family.outlets)} for family in page.records]
    return page_answer(request, rows, page.next)
