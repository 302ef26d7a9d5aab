"""Accounts and conflicts: what several tell of one happening, and where they contradict each other."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from qawl.api.bench import Bench
from qawl.api.problems import NoSuchRecordError
from qawl.auth.visitor import Reader
from qawl.model.account import ConflictKind
from qawl.model.claim import ClaimType
from qawl.neighbouring import perhaps_same
from qawl.store.filters import AccountFilter, ConflictFilter
from qawl.web.account_rows import account_rows, conflict_rows
from qawl.web.rendering import options_of, render

router = APIRouter()

_SHOWN = 20

TypeQuery = Annotated[ClaimType | None, Query()]


@router.get("/accounts")
def list_accounts(
    request: Request,
    bench: Bench,
    visitor: Reader,
    place: str = "",
    type: TypeQuery = None,
    origins: Annotated[int, Query(ge=1, le=1000)] = 2,
    since: str = "",
    until: str = "",
    conflicting: bool = False,
    after: str = "",
) -> Response:
    """The latest accounts that fit, each with its origins side by side."""
    wanted = AccountFilter(
        type=type or "", place=place, origins=origins, since=since, until=until, conflicting=conflicting
    )
    found = bench.ledger.page_of_accounts(wanted, limit=_SHOWN, after=after)
    return render(
        request,
        "accounts.html",
        rows=account_rows(bench.ledger, found.records),
        next=found.next,
        type_options=options_of(request, "type", ClaimType),
        wanted=wanted,
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
    cards = [*(one.card for one in perhaps), *(one.card for one in rows[0].claims)]
    heads = bench.ledger.heads(card.document for card in cards)
    return render(request, "account.html", row=rows[0], perhaps=perhaps, heads=heads)


@router.get("/conflicts")
def list_conflicts(
    request: Request,
    bench: Bench,
    visitor: Reader,
    place: str = "",
    type: TypeQuery = None,
    kind: Annotated[ConflictKind | None, Query()] = None,
    since: str = "",
    until: str = "",
    after: str = "",
) -> Response:
    """Where claims about one happening contradict each other: both wordings, both origins."""
    wanted = ConflictFilter(kind=kind or "", type=type or "", place=place, since=since, until=until)
    found = bench.ledger.page_of_conflicts(wanted, limit=_SHOWN, after=after)
    rows = conflict_rows(bench.ledger, found.records)
    heads = bench.ledger.heads(side.card.document for row in rows for side in (row.left, row.right))
    return render(
        request,
        "conflicts.html",
        rows=rows,
        heads=heads,
        next=found.next,
        type_options=options_of(request, "type", ClaimType),
        kind_options=options_of(request, "web.conflict", ConflictKind),
        wanted=wanted,
    )
