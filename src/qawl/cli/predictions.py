"""``qawl predictions``: forecasts, and what later claims say came of them."""

from typing import Annotated

import typer

from qawl.cli.opening import actors_named, open_ledger
from qawl.cli.options import JsonOption, LedgerArgument, LimitOption, resolve_limit
from qawl.cli.output import first, print_json, say
from qawl.model.account import Outcome


def run(
    ledger: LedgerArgument,
    speaker: Annotated[str, typer.Option(help="Part of the speaker's name, or an actor's id.")] = "",
    outcome: Annotated[Outcome | None, typer.Option(help="Only those that came out so.", show_default=False)] = None,
    limit: LimitOption = None,
    as_json: JsonOption = False,
) -> None:
    """List forecasts with their horizons, each beside the later claims that bear it out or contradict it."""
    from qawl.cli.relation_tables import print_predictions, say_tallies
    from qawl.foretelling import predictions_of
    from qawl.shapes import plain, prediction_json

    with open_ledger(ledger) as opened:
        most = resolve_limit(limit, opened.settings.list_limit)
        found = predictions_of(opened, speaker=speaker, speaker_ids=actors_named(speaker))
    shown = first([one for one in found.predictions if outcome is None or one.outcome is outcome], most)
    if as_json:
        rows = [prediction_json(one, found.cards) for one in shown]
        print_json({"predictions": rows, "tallies": [plain(tally) for tally in found.tallies if speaker]})
    elif shown:
        print_predictions(shown, found.cards)
        if speaker:
            say_tallies(found.tallies, found.cards)
    else:
        say("No forecast fits. In a ledger of an older version `qawl corroborate` comes first.")
