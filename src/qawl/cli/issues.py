"""``qawl issues``: what went wrong."""

from qawl.cli.opening import open_ledger
from qawl.cli.options import JsonOption, LedgerArgument, LimitOption, one_more, resolve_limit
from qawl.cli.output import first, print_json, say


def run(ledger: LedgerArgument, limit: LimitOption = None, as_json: JsonOption = False) -> None:
    """List inputs that could not be read, and what to do about them."""
    from qawl.cli.tables import print_issues
    from qawl.shapes import plain

    with open_ledger(ledger) as opened:
        most = resolve_limit(limit, opened.settings.list_limit)
        found = first(opened.issues(limit=one_more(most)), most)
    if as_json:
        print_json(plain(found))
    elif found:
        print_issues(found)
    else:
        say("Nothing went wrong.")
