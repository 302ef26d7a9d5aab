"""``qawl init``: make a ledger."""

from qawl.cli.opening import create_ledger
from qawl.cli.options import LedgerArgument
from qawl.cli.output import say


def run(ledger: LedgerArgument) -> None:
    """Make a new ledger, or bring an older one up to date."""
    with create_ledger(ledger) as opened:
        counts = opened.count()
    if counts["documents"]:
        say(f"{ledger} is up to date: {counts['documents']} documents, {counts['statements']} statements.")
    else:
        say(f"{ledger} is ready. Next: qawl add {ledger} FILE_OR_FOLDER ...")
