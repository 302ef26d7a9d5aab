"""``qawl issues``: what went wrong."""

from qawl.cli.opening import open_ledger
from qawl.cli.options import JsonOption, LedgerArgument, LimitOption, resolve_limit
from qawl.cli.output import print_json, say, say_if_more


def run(ledger: LedgerArgument, limit: LimitOption = None, as_json: JsonOption = False) -> None:
    """List inputs that could not be read, and what to do about them."""
    from qawl.cli.shapes import plain
    from qawl.cli.tables import print_issues

    with open_ledger(ledger) as opened:
        most = resolve_limit(limit, opened.settings.list_limit)
        found = opened.issues(limit=most)
    if as_json:
        print_json(plain(found))
    elif found:
        print_issues(found)
    else:
        say("Nothing went wrong.")
    say_if_more(len(found), most)
