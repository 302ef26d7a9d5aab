"""``qawl versions``: articles whose page changed, and what the newer version says otherwise."""

from typing import Annotated

import typer

from qawl.cli.opening import open_ledger
from qawl.cli.options import JsonOption, LedgerArgument, LimitOption, one_more, resolve_limit
from qawl.cli.output import first, print_json, say


def run(
    ledger: LedgerArgument,
    record_id: Annotated[str, typer.Argument(metavar="[ID]", help="An article or one of its documents.")] = "",
    limit: LimitOption = None,
    as_json: JsonOption = False,
) -> None:
    """List the articles that have several versions; with an ID, show what changed from each version to the next."""
    from qawl.cli.tables import print_changes, print_documents
    from qawl.shapes import document_json, plain
    from qawl.situation.versions import changes_between

    with open_ledger(ledger) as opened:
        if not record_id:
            most = resolve_limit(limit, opened.settings.list_limit)
            changed = first(opened.changed_articles(limit=one_more(most)), most)
            if as_json:
                print_json([document_json(head) for head in changed])
            elif changed:
                print_documents(changed)
            else:
                say("No article has more than one version.")
            return
        heads = opened.versions(record_id)
        readings = [reading for head in heads if (reading := opened.reading(head.id)) is not None]
    steps = changes_between(readings)
    if as_json:
        print_json({"versions": [document_json(head) for head in heads], "changes": plain(steps)})
    else:
        print_changes(heads, steps)
