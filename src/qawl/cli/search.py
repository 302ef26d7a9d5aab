"""``qawl search``: sentences, statements or claims by their words and by what they are about."""

from itertools import islice
from typing import Annotated

import typer

from qawl.cli.opening import actors_named, open_ledger
from qawl.cli.options import (
    JsonOption,
    LedgerArgument,
    LimitOption,
    OutletOption,
    SinceOption,
    UntilOption,
    one_more,
    resolve_limit,
)
from qawl.cli.output import first, print_json, say
from qawl.errors import UsageError
from qawl.model.claim import ClaimType, Status
from qawl.model.statement import Stance
from qawl.store.search_records import SearchKind, SearchQuery, SearchSort

_AT_ONCE = 50


def run(
    ledger: LedgerArgument,
    query: Annotated[
        str,
        typer.Argument(help='Words; "words side by side"; begin* for beginnings; a | b for either; -without.'),
    ] = "",
    kind: Annotated[SearchKind, typer.Option(help="What to look for.")] = SearchKind.ARTICLES,
    speaker: Annotated[str, typer.Option(help="Part of a speaker's name, in any spelling, or an actor id.")] = "",
    actor: Annotated[str, typer.Option(help="Part of the name of an actor or target, or an actor id.")] = "",
    place: Annotated[str, typer.Option(help="A place's name in any spelling, or its id.")] = "",
    claim_type: Annotated[ClaimType | None, typer.Option("--type", help="Only this type.", show_default=False)] = None,
    stance: Annotated[Stance | None, typer.Option(help="Only this stance.", show_default=False)] = None,
    status: Annotated[Status | None, typer.Option(help="Only this status.", show_default=False)] = None,
    outlet: OutletOption = "",
    since: SinceOption = "",
    until: UntilOption = "",
    sort: Annotated[SearchSort, typer.Option(help="By publication, or by how well the words fit.")] = SearchSort.NEWEST,
    limit: LimitOption = None,
    as_json: JsonOption = False,
) -> None:
    """Find sentences in which all the words stand, in any spelling and with any particle written onto them."""
    from qawl.cli.tables import print_hits
    from qawl.shapes import search_hit_json

    wanted = SearchQuery(
        text=query,
        kind=kind,
        speaker=speaker,
        speaker_ids=actors_named(speaker),
        actor=actor,
        actor_ids=actors_named(actor),
        place=place,
        type=claim_type or "",
        stance=stance or "",
        status=status or "",
        outlet=outlet,
        since=since,
        until=until,
        sort=sort,
        limit=_AT_ONCE,
    )
    if not query.strip() and not wanted.has_filters:
        raise UsageError("There is nothing to search for. Give a word, or what to look by.")
    with open_ledger(ledger) as opened:
        most = resolve_limit(limit, opened.settings.search_limit)
        found = first(list(islice(opened.find_all(wanted), one_more(most))), most)
    if as_json:
        print_json([search_hit_json(hit) for hit in found])
    elif found:
        print_hits(found)
    elif wanted.has_filters:
        say("Nothing fits.")
    else:
        say("No sentence has all these words.")
