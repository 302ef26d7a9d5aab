"""``qawl relations``: who backs, fights or is allied with whom, according to whom and when."""

from enum import StrEnum
from typing import Annotated

import typer

from qawl.cli.opening import actors_named, open_ledger
from qawl.cli.options import JsonOption, LedgerArgument, LimitOption, SinceOption, UntilOption, resolve_limit
from qawl.cli.output import check_one_form, first, print_json, say


class Format(StrEnum):
    """How relations are shown."""

    TABLE = "table"
    JSON = "json"
    GRAPHML = "graphml"


def run(
    ledger: LedgerArgument,
    actor: Annotated[str, typer.Option(help="Part of an actor's name, or its id.")] = "",
    since: SinceOption = "",
    until: UntilOption = "",
    form: Annotated[
        Format, typer.Option("--format", help="A table, JSON, or a graph for Gephi and the like.")
    ] = Format.TABLE,
    limit: LimitOption = None,
    as_json: JsonOption = False,
) -> None:
    """List how actors are said to stand to each other, according to whom and when."""
    from qawl.cli.relation_tables import print_relations
    from qawl.relating import relations_in
    from qawl.shapes import relation_json

    check_one_form(as_json, form)
    with open_ledger(ledger) as opened:
        most = resolve_limit(limit, opened.settings.list_limit)
        found = relations_in(opened, actor=actor, actor_ids=actors_named(actor), since=since, until=until)
    if form is Format.GRAPHML:
        from qawl.export.graphml import graphml_lines

        for line in graphml_lines(found.graph):
            print(line)
    elif as_json or form is Format.JSON:
        print_json([relation_json(one, found.cards, found.names) for one in first(found.relations, most)])
    elif found.graph.edges:
        print_relations(first(found.graph.edges, most), found.names, found.cards)
    else:
        say("No relation fits. In a ledger of an older version `qawl corroborate` comes first.")
