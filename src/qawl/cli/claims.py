"""``qawl claims``: conflict facts, and who says so."""

from typing import Annotated

import typer

from qawl.cli.opening import actors_named, open_ledger
from qawl.cli.options import (
    JsonOption,
    LedgerArgument,
    LimitOption,
    OutletOption,
    RejectedOption,
    SinceOption,
    UntilOption,
    VersionsOption,
    one_more,
    resolve_limit,
)
from qawl.cli.output import first, print_json, say
from qawl.model.claim import ClaimType, Status


def run(
    ledger: LedgerArgument,
    claim_type: Annotated[ClaimType | None, typer.Option("--type", help="Only this type.", show_default=False)] = None,
    place: Annotated[str, typer.Option(help="A place's name in any spelling, or its id.")] = "",
    actor: Annotated[str, typer.Option(help="Part of the name of an actor or target, or an actor id.")] = "",
    status: Annotated[Status | None, typer.Option(help="Only this status.", show_default=False)] = None,
    since: SinceOption = "",
    until: UntilOption = "",
    outlet: OutletOption = "",
    all_versions: VersionsOption = False,
    with_rejected: RejectedOption = False,
    limit: LimitOption = None,
    as_json: JsonOption = False,
) -> None:
    """List claims by their own date, else their article's. Latest first."""
    from qawl.cli.tables import print_claims
    from qawl.shapes import claim_json
    from qawl.store.filters import ClaimFilter

    wanted = ClaimFilter(
        type=claim_type.value if claim_type else "",
        place=place,
        actor=actor,
        actor_ids=actors_named(actor),
        status=status.value if status else "",
        since=since,
        until=until,
        outlet=outlet,
        all_versions=all_versions,
    )
    with open_ledger(ledger) as opened:
        most = resolve_limit(limit, opened.settings.list_limit)
        found = first(opened.claims(wanted, limit=one_more(most), with_rejected=with_rejected), most)
    if as_json:
        print_json([claim_json(stored) for stored in found])
    elif found:
        print_claims(found)
    else:
        say("No claim fits.")
