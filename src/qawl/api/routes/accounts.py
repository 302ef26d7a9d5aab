"""Accounts and conflicts: what several tell of one happening, from how many origins, and where they disagree."""

from typing import Annotated

from fastapi import APIRouter, Path, Query, Request, Response

from qawl.api.answers import IN_ALL_FORMS, MISSING, PROBLEMS, UNCHANGED, answer, list_answer
from qawl.api.bench import Bench
from qawl.api.fresh import Fresh, FreshRoute
from qawl.api.problems import NoSuchRecordError
from qawl.api.questions import AccountQuestion, ConflictQuestion
from qawl.api.schemas import AccountShape, ConflictShape, Listed
from qawl.auth.visitor import Reader
from qawl.listing import account_rows

router = APIRouter(tags=["accounts"], route_class=FreshRoute, dependencies=[Fresh])


@router.get(
    "/accounts",
    summary="Accounts, the latest first",
    response_model=Listed[AccountShape],  # type: ignore[valid-type]
    responses={**PROBLEMS, **IN_ALL_FORMS},
)
def list_accounts(
    request: Request, bench: Bench, visitor: Reader, asked: Annotated[AccountQuestion, Query()]
) -> Response:
    """What is told of one happening, from how many apparently independent origins; letters and numbers stay apart."""
    return list_answer(request, bench, asked.wanted(bench), asked)


@router.get(
    "/accounts/{account_id}",
    summary="One account",
    response_model=AccountShape,
    responses={**PROBLEMS, **MISSING, **UNCHANGED},
)
def read_account(
    account_id: Annotated[str, Path(max_length=80, examples=["account_75a700bdb180821a"])],
    bench: Bench,
    visitor: Reader,
    perhaps: Annotated[bool, Query(description="Also what has much in common with it, too little to join it.")] = False,
) -> Response:
    """All that is told of one happening. Ids of accounts change when their claims do."""
    found = bench.ledger.account(account_id)
    if found is None:
        raise NoSuchRecordError(f"{account_id}: no such account. Accounts are made anew when claims come or go.")
    return answer(account_rows(bench.ledger, [found], perhaps=perhaps)[0])


@router.get(
    "/conflicts",
    summary="Conflicts, those of the latest accounts first",
    response_model=Listed[ConflictShape],  # type: ignore[valid-type]
    responses={**PROBLEMS, **IN_ALL_FORMS},
)
def list_conflicts(
    request: Request, bench: Bench, visitor: Reader, asked: Annotated[ConflictQuestion, Query()]
) -> Response:
    """Where claims about one happening contradict each other, with both wordings and both origins."""
    return list_answer(request, bench, asked.wanted(bench), asked)
