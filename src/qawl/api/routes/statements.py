"""Statements: who said what, with what stance."""

from typing import Annotated

from fastapi import APIRouter, Path, Query, Request, Response

from qawl.api.answers import IN_ALL_FORMS, MISSING, PROBLEMS, UNCHANGED, answer, list_answer
from qawl.api.bench import Bench
from qawl.api.fresh import Fresh, FreshRoute
from qawl.api.problems import NoSuchRecordError
from qawl.api.questions import StatementQuestion
from qawl.api.schemas import Listed, StatementFullShape, StatementShape
from qawl.auth.visitor import Reader
from qawl.recalling import full_statement

router = APIRouter(prefix="/statements", tags=["statements"], route_class=FreshRoute, dependencies=[Fresh])


@router.get(
    "",
    summary="Statements, newest article first",
    response_model=Listed[StatementShape],  # type: ignore[valid-type]
    responses={**PROBLEMS, **IN_ALL_FORMS},
)
def list_statements(
    request: Request, bench: Bench, visitor: Reader, asked: Annotated[StatementQuestion, Query()]
) -> Response:
    """Who said what, as people have decided; in the order of the text inside an article."""
    return list_answer(request, bench, asked.wanted(bench), asked)


@router.get(
    "/{statement_id}",
    summary="One statement and what stands behind it",
    response_model=StatementFullShape,
    responses={**PROBLEMS, **MISSING, **UNCHANGED},
)
def read_statement(
    statement_id: Annotated[str, Path(max_length=80, examples=["s_42e5ea4983d8bc00"])], bench: Bench, visitor: Reader
) -> Response:
    """The statement as people have decided, with `why`: the words around it and the rules of its parts."""
    found = full_statement(bench.ledger, statement_id)
    if found is None:
        raise NoSuchRecordError(f"{statement_id}: no such statement.")
    return answer(found)
