"""``qawl remove``: take an article out of the ledger."""

from typing import Annotated

import typer

from qawl.cli.add import derive_new
from qawl.cli.opening import open_ledger
from qawl.cli.options import DeriveOption, JsonOption, LedgerArgument
from qawl.cli.output import isolate, print_json, say


def run(
    ledger: LedgerArgument,
    record_id: Annotated[
        str, typer.Argument(metavar="ID", help="Id of a document, or of an article with all versions.")
    ],
    derives: DeriveOption = True,
    as_json: JsonOption = False,
) -> None:
    """Remove a document, or an article with all its versions, and everything read in it."""
    from qawl.shapes import document_json

    with open_ledger(ledger) as opened:
        removed = opened.remove(record_id)
    if derives:
        derive_new(ledger)
    if as_json:
        print_json([document_json(head) for head in removed])
    for head in removed:
        say(f"Removed {head.id} {isolate(head.title)}: {head.statements} statements, {head.claims} claims.")
