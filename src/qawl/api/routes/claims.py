"""Claims: conflict facts, and who says so."""

from typing import Annotated

from fastapi import APIRouter, Path, Query, Request, Response

from qawl.api.answers import IN_ALL_FORMS, MISSING, PROBLEMS, UNCHANGED, answer, list_answer
from qawl.api.bench import Bench
from qawl.api.fresh import Fresh, FreshRoute
from qawl.api.problems import NoSuchRecordError
from qawl.api.questions import ClaimQuestion
from qawl.api.schemas import ClaimFullShape, ClaimShape, Listed
from qawl.auth.visitor import Reader
from qawl.recalling import full_claim

router = APIRouter(prefix="/claims", tags=["claims"], route_class=FreshRoute, dependencies=[Fresh])


@router.get(
    "",
    summary="Claims, latest day first",
    response_model=Listed[ClaimShape],  # type: ignore[valid-type]
    responses={**PROBLEMS, **IN_ALL_FORMS},
)
def list_claims(request: Request, bench: Bench, visitor: Reader, asked: Annotated[ClaimQuestion, Query()]) -> Response:
    """Claims as people have decided, by their own date, else their article's. On a map areas are never points."""
    return list_answer(request, bench, asked.wanted(bench), asked)


@router.get(
    "/{claim_id}",
    summary="One claim and what stands behind it",
    response_model=ClaimFullShape,
    responses={**PROBLEMS, **MISSING, **UNCHANGED},
)
def read_claim(
    claim_id: Annotated[str, Path(max_length=80, examples=["c_d411cb63ff8d7fc5"])], bench: Bench, visitor: Reader
) -> Response:
    """The claim as people have decided, with its accounts, its weight, and `why`: the rules of its parts."""
    found = full_claim(bench.ledger, claim_id)
    if found is None:
        raise NoSuchRecordError(f"{claim_id}: no such claim.")
    return answer(found)
