"""``qawl check``: does the ledger still hold what it says?"""

from typing import Annotated

import typer

from qawl.cli.opening import open_ledger
from qawl.cli.options import JsonOption, LedgerArgument
from qawl.cli.output import print_json, say


def run(
    ledger: LedgerArgument,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Sweep nothing, only count.")] = False,
    as_json: JsonOption = False,
) -> None:
    """Recompute every hash, compare every claim's evidence with its text, sweep pages that nothing points at."""
    from qawl.shapes import plain

    with open_ledger(ledger) as opened:
        report = opened.check(sweep=not dry_run)
    if as_json:
        print_json(plain(report))
    else:
        for fault in report.faults:
            say(f"qawl: {fault.kind} {fault.record}: {fault.message}")
        swept = "could be swept" if dry_run else "swept"
        say(
            f"{report.pages} pages, {report.documents} documents, {report.claims} claims checked: "
            f"{len(report.faults) or 'no'} faults. {report.swept} unused pages ({report.swept_bytes:,} bytes) {swept}."
        )
    if report.faults:
        raise typer.Exit(1)
