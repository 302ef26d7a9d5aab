"""Accounts and conflicts: what several tell of one happening, and where they contradict each other."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from qawl.api.bench import Bench
from qawl.api.problems import NoSuchRecordError
from qawl.auth.visitor import Reader
from qawl.model.account import ConflictKind
from qawl.model.claim import ClaimType
from qawl.neighbouring import perhaps_same
from qawl.web.account_rows import account_rows, conflict_rows
from qawl.web.rendering import options_of, render
from qawl.weighing import weigh_accounts

router = APIRouter()

_SHOWN = 20


@router.get("/accounts")
def list_accounts(
    request: Request,
    bench: Bench,
    visitor: Reader,
    place: str = "",
    type: Annotated[ClaimType | None, Query()] = None,
    origins: Annotated[int, Query(ge=1)] = 2,
    conflicting: bool = False,
    after: str = "",
) -> Response:
    """The latest accounts that fit, each with its origins side by side."""
    found = bench.ledger.accounts(
        place=bench.place_id(place), kind=type or "", least_origins=origins, conflicting=conflicting, limit=_SHOWN
    )
    rows = account_rows(bench.ledger, found)
    return render(
        request,
        "accounts.html",
        rows=rows,
        next=None,
        type_options=options_of(request, "type", ClaimType),
        wanted={"place": place, "type": type or "", "origins": origins, "conflicting": conflicting},
    )


@router.get("/accounts/{account_id}")
def show_account(request: Request, bench: Bench, visitor: Reader, account_id: str) -> Response:
    """One account: origins, figures, contradictions, why it was put together, and what is perhaps of it."""
    account = bench.ledger.account(account_id)
    rows = [] if account is None else account_rows(bench.ledger, [account])
    if account is None or not rows:
        raise NoSuchRecordError(
            f"{account_id}: no such account in this ledger. Accounts are derived: what it was made of may have changed."
        )
    perhaps = perhaps_same(bench.ledger, account)
    documents = [one.card.document for one in perhaps] + [one.card.document for one in rows[0].claims]
    heads = bench.ledger.heads(documents)
    return render(request, "account.html", row=rows[0], perhaps=perhaps, heads=heads)


@router.get("/conflicts")
def list_conflicts(
    request: Request,
    bench: Bench,
    visitor: Reader,
    place: str = "",
    type: Annotated[ClaimType | None, Query()] = None,
    kind: Annotated[ConflictKind | None, Query()] = None,
    after: str = "",
) -> Response:
    """Where claims about one happening contradict each other: both wordings, both origins."""
    found = bench.ledger.accounts(place=bench.place_id(place), kind=type or "", conflicting=True, limit=_SHOWN)
    rows = [
        row
        for weighed in weigh_accounts(bench.ledger, found)
        for row in conflict_rows(weighed)
        if kind is None or row.conflict.kind is kind
    ]
    heads = bench.ledger.heads(side.card.document for row in rows for side in (row.left, row.right))
    return render(
        request,
        "conflicts.html",
        rows=rows,
        heads=heads,
        next=None,
        type_options=options_of(request, "type", ClaimType),
        kind_options=options_of(request, "web.conflict", ConflictKind),
        wanted={"place": place, "type": type or "", "kind": kind or ""},
    )
