"""``qawl situation``: who is said to hold a place on a day, and how that changed."""

from enum import StrEnum
from typing import Annotated

import typer

from qawl.cli.opening import open_ledger
from qawl.cli.options import JsonOption, LedgerArgument
from qawl.cli.output import check_one_form, print_json
from qawl.errors import UsageError

_LONGEST = 100_000


class Format(StrEnum):
    """In what form the situations are printed."""

    TABLE = "table"
    JSON = "json"
    GEOJSON = "geojson"
    CSV = "csv"


def run(
    ledger: LedgerArgument,
    place: Annotated[str, typer.Option(help="A place's name in any spelling, or its id.")],
    date: Annotated[str, typer.Option(help="The day: 2017-09-11; a month or year means its last day.")],
    known_on: Annotated[str, typer.Option(help="Only what had been published by this day.")] = "",
    history: Annotated[bool, typer.Option("--history", help="Every change up to the day, not the day alone.")] = False,
    stale: Annotated[
        int | None, typer.Option(min=0, max=_LONGEST, help="Days after which a claim no longer counts.")
    ] = None,
    as_json: JsonOption = False,
    output: Annotated[Format, typer.Option("--format", help="As a table, or for programs.")] = Format.TABLE,
) -> None:
    """Show each speaker's latest standing claim about who holds a place, and what they amount to."""
    from qawl.cli.situations import print_csv, print_situations
    from qawl.corroborate.context import load_world
    from qawl.settings import load_settings
    from qawl.situating import history_of, situation_of, situations_geojson, situations_json

    check_one_form(as_json, output)
    if not place.strip():
        raise UsageError("--place is empty. Give a place's name in any spelling, or its id.")
    with open_ledger(ledger) as opened:
        named = opened.places(place.strip())
        if not named:
            raise UsageError(f"{place}: no place of this name in {ledger}. Try `qawl search {ledger} {place!r}`.")
        world, known = load_world(), known_on or None
        stale = load_settings().corroborate.control_stale_days if stale is None else stale
        if history:
            found = [history_of(opened, world, one.id, until=date, known_on=known, stale_days=stale) for one in named]
        else:
            found = [situation_of(opened, world, one.id, date, known_on=known, stale_days=stale) for one in named]
    if as_json or output is Format.JSON:
        print_json(situations_json(found))
    elif output is Format.GEOJSON:
        print_json(situations_geojson(found, world))
    elif output is Format.CSV:
        print_csv(found)
    else:
        print_situations(found)
