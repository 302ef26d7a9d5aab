"""``qawl situation``: who is said to hold a place on a day."""

from typing import Annotated

import typer

from qawl.cli.opening import open_ledger
from qawl.cli.options import JsonOption, LedgerArgument
from qawl.cli.output import isolate, print_json, say
from qawl.errors import UsageError


def run(
    ledger: LedgerArgument,
    place: Annotated[str, typer.Option(help="A place's name in any spelling, or its id.")],
    date: Annotated[str, typer.Option(help="The day: 2017-09-11; a month or year means its last day.")],
    as_json: JsonOption = False,
) -> None:
    """Show each speaker's latest standing claim about who holds a place, up to a day."""
    from qawl.cli.tables import print_holdings
    from qawl.shapes import holding_json

    with open_ledger(ledger) as opened:
        places = opened.places(place)
        if not places:
            raise UsageError(f"{place}: no place of this name in {ledger}. Try `qawl search {ledger} {place!r}`.")
        found = {named: opened.holdings(named.id, day=date) for named in places}
    if as_json:
        print_json([holding_json(holding) for holdings in found.values() for holding in holdings])
        return
    for named, holdings in found.items():
        say(f"{isolate(named.name_ar)} ({named.name_en}, {named.kind}, {named.country}; {named.id}) up to {date}:")
        if holdings:
            print_holdings(holdings)
        else:
            say("  nobody is on record about who holds it.")
