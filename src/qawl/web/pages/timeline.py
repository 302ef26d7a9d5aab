"""The timeline of an account, an actor or a place: what was claimed when, by whom, and how figures moved."""

from collections.abc import Sequence
from itertools import groupby

from fastapi import APIRouter, Request, Response

from qawl.adding import actors_named
from qawl.api.bench import Bench, Workbench
from qawl.api.problems import NoSuchRecordError
from qawl.auth.visitor import Reader
from qawl.model.account import Account, ClaimCard
from qawl.store.filters import ClaimFilter
from qawl.store.ledger import Ledger
from qawl.store.records import StoredClaim
from qawl.web.account_rows import AccountRow, account_rows
from qawl.web.rendering import render
from qawl.web.time_charts import Told, chart_of_days, charts_of_figures

router = APIRouter()

_MOST = 400


@router.get("/timeline")
def show_timeline(
    request: Request,
    bench: Bench,
    visitor: Reader,
    account: str = "",
    actor: str = "",
    place: str = "",
    since: str = "",
    until: str = "",
) -> Response:
    """The claims of an account, or those about an actor or a place, in order of time."""
    wanted = {"account": account, "actor": actor, "place": place, "since": since, "until": until}
    if account:
        found, runs = _claims_of(bench.ledger, account)
    elif actor or place:
        found, runs = _claims_about(bench, actor=actor, place=place, since=since, until=until), ()
    else:
        return render(
            request, "timeline.html", wanted=wanted, about=None, days=None, chart=None, figures=[], is_cut=False
        )
    dated = sorted(found[:_MOST], key=lambda one: (one.days[0], one.document.day, one.claim.id))
    told = [Told(one.days[0][:10], one.claim.type.value, one.claim.status, one.claim.id) for one in dated]
    cards = bench.ledger.cards(one.claim.id for one in dated) if account else {}
    return render(
        request,
        "timeline.html",
        wanted=wanted,
        about=_row_of(bench.ledger, account),
        days=[(day, list(group)) for day, group in groupby(dated, key=lambda one: one.days[0])],
        chart=chart_of_days(told),
        figures=list(charts_of_figures(list(cards.values()), runs)),
        is_cut=len(found) > _MOST,
    )


def _claims_of(ledger: Ledger, account_id: str) -> tuple[list[StoredClaim], Sequence[Sequence[str]]]:
    """The claims of an account, and its series of figures."""
    account: Account | None = ledger.account(account_id)
    if account is None:
        raise NoSuchRecordError(f"{account_id}: no such account in this ledger.")
    cards: dict[str, ClaimCard] = ledger.cards(account.claims)
    claims = [
        stored
        for document in sorted({card.document for card in cards.values()})
        for stored in ledger.claims(ClaimFilter(document_id=document, all_versions=True))
        if stored.claim.id in cards
    ]
    return claims, account.figures


def _row_of(ledger: Ledger, account_id: str) -> AccountRow | None:
    """The account whose timeline it is, for its heading; None where it is that of an actor or a place."""
    account = ledger.account(account_id) if account_id else None
    return next(iter(account_rows(ledger, [account])), None) if account else None


def _claims_about(bench: Workbench, *, actor: str, place: str, since: str, until: str) -> list[StoredClaim]:
    """The latest claims about an actor or a place."""
    wanted = ClaimFilter(actor=actor, actor_ids=actors_named(actor), place=place, since=since, until=until)
    return list(bench.ledger.page_of_claims(wanted, limit=_MOST + 1).records)
