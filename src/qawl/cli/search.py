"""``qawl search``: sentences by their words."""

from typing import Annotated

import typer

from qawl.cli.opening import open_ledger
from qawl.cli.options import JsonOption, LedgerArgument, LimitOption, one_more, resolve_limit
from qawl.cli.output import first, print_json, say


def run(
    ledger: LedgerArgument,
    query: Annotated[str, typer.Argument(help='Words; "words next to each other"; begin* for beginnings.')],
    limit: LimitOption = None,
    as_json: JsonOption = False,
) -> None:
    """Find sentences in which all the words stand, in any spelling and with any particle written onto them."""
    from qawl.cli.tables import print_hits
    from qawl.shapes import hit_json

    with open_ledger(ledger) as opened:
        most = resolve_limit(limit, opened.settings.search_limit)
        found = first(opened.search(query, limit=one_more(most)), most)
    if as_json:
        print_json([hit_json(hit) for hit in found])
    elif found:
        print_hits(found)
    else:
        say("No sentence has all these words.")
