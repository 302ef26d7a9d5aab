"""Exports: whole lists in the formats of others, with the filters of the lists."""

from typing import Annotated

from fastapi import APIRouter, Query, Response

from qawl.api.answers import IN_ALL_FORMS, PROBLEMS, export_answer
from qawl.api.bench import Bench
from qawl.api.fresh import Fresh, FreshRoute
from qawl.api.questions import (
    AccountExport,
    ClaimExport,
    ConflictExport,
    DocumentExport,
    StatementExport,
)
from qawl.auth.visitor import Reader

router = APIRouter(prefix="/export", tags=["export"], route_class=FreshRoute, dependencies=[Fresh])


@router.get("/documents", summary="Articles as a file", response_class=Response, responses={**PROBLEMS, **IN_ALL_FORMS})
def export_documents(bench: Bench, visitor: Reader, asked: Annotated[DocumentExport, Query()]) -> Response:
    """One line an article, without its text."""
    return export_answer(bench, asked.wanted(bench), asked)


@router.get(
    "/statements", summary="Statements as a file", response_class=Response, responses={**PROBLEMS, **IN_ALL_FORMS}
)
def export_statements(bench: Bench, visitor: Reader, asked: Annotated[StatementExport, Query()]) -> Response:
    """One line a statement, as people have decided."""
    return export_answer(bench, asked.wanted(bench), asked)


@router.get("/claims", summary="Claims as a file", response_class=Response, responses={**PROBLEMS, **IN_ALL_FORMS})
def export_claims(bench: Bench, visitor: Reader, asked: Annotated[ClaimExport, Query()]) -> Response:
    """One line a claim, as people have decided. On a map areas are polygons, or have no geometry."""
    return export_answer(bench, asked.wanted(bench), asked)


@router.get("/accounts", summary="Accounts as a file", response_class=Response, responses={**PROBLEMS, **IN_ALL_FORMS})
def export_accounts(bench: Bench, visitor: Reader, asked: Annotated[AccountExport, Query()]) -> Response:
    """One line an account, with its origins, conflicts and number."""
    return export_answer(bench, asked.wanted(bench), asked)


@router.get(
    "/conflicts", summary="Conflicts as a file", response_class=Response, responses={**PROBLEMS, **IN_ALL_FORMS}
)
def export_conflicts(bench: Bench, visitor: Reader, asked: Annotated[ConflictExport, Query()]) -> Response:
    """One line a conflict, with both wordings."""
    return export_answer(bench, asked.wanted(bench), asked)
