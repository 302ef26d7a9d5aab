"""``qawl documents``: what is in the ledger."""

from qawl.cli.opening import open_ledger
from qawl.cli.options import JsonOption, LedgerArgument, LimitOption, OutletOption, one_more, resolve_limit
from qawl.cli.output import first, print_json, say


def run(
    ledger: LedgerArgument, outlet: OutletOption = "", limit: LimitOption = None, as_json: JsonOption = False
) -> None:
    """List the articles of a ledger, newest first, replaced versions included."""
    from qawl.cli.tables import print_documents
    from qawl.shapes import document_json

    with open_ledger(ledger) as opened:
        most = resolve_limit(limit, opened.settings.list_limit)
        found = first(opened.documents(outlet=outlet, limit=one_more(most)), most)
    if as_json:
        print_json([document_json(head) for head in found])
    elif found:
        print_documents(found)
    else:
        say("No document fits.")
