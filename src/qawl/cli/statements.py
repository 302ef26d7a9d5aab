"""``qawl statements``: who said what."""

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
from qawl.model.statement import Stance


def run(
    ledger: LedgerArgument,
    speaker: Annotated[str, typer.Option(help="Part of a speaker's name, in any spelling, or an actor id.")] = "",
    since: SinceOption = "",
    until: UntilOption = "",
    stance: Annotated[Stance | None, typer.Option(help="Only this stance.", show_default=False)] = None,
    outlet: OutletOption = "",
    all_versions: VersionsOption = False,
    with_rejected: RejectedOption = False,
    limit: LimitOption = None,
    as_json: JsonOption = False,
) -> None:
    """List statements: who said what, when and where. Newest first."""
    from qawl.cli.tables import print_statements
    from qawl.shapes import statement_json
    from qawl.store.filters import StatementFilter

    wanted = StatementFilter(
        speaker=speaker,
        speaker_ids=actors_named(speaker),
        since=since,
        until=until,
        stance=stance.value if stance else "",
        outlet=outlet,
        all_versions=all_versions,
    )
    with open_ledger(ledger) as opened:
        most = resolve_limit(limit, opened.settings.list_limit)
        found = first(opened.statements(wanted, limit=one_more(most), with_rejected=with_rejected), most)
    if as_json:
        print_json([statement_json(stored) for stored in found])
    elif found:
        print_statements(found)
    else:
        say("No statement fits.")
