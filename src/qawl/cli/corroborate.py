"""``qawl corroborate``: copies, accounts and conflicts of what is new in the ledger."""

import typer

from qawl.cli.opening import open_ledger
from qawl.cli.options import JsonOption, LedgerArgument
from qawl.cli.output import INTERRUPTED, print_json, say
from qawl.cli.progress import counting_bar


def run(ledger: LedgerArgument, as_json: JsonOption = False) -> None:
    """Derive what follows from new, changed and reviewed records. `qawl add` does this by itself."""
    from qawl.corroborating import corroborate
    from qawl.shapes import plain

    try:
        with open_ledger(ledger) as opened, counting_bar("corroborating") as show:
            report = corroborate(opened, progress=show)
    except KeyboardInterrupt:
        say("qawl: stopped; what was derived is kept, and the same command goes on from there.")
        raise typer.Exit(INTERRUPTED) from None
    if as_json:
        print_json(plain(report))
    else:
        say(
            f"{report.documents} articles: {report.texts_compared} texts and {report.claims_compared} pairs of claims "
            f"compared, {report.accounts} accounts made."
        )
