"""Arguments and options that several commands share, so that they are spelled and explained once."""

from typing import Annotated

import typer

LedgerArgument = Annotated[str, typer.Argument(metavar="LEDGER", help="The ledger: a file such as ledger.db.")]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON instead of a table.")]
LimitOption = Annotated[
    int | None, typer.Option("--limit", min=0, help="Show at most so many; 0 shows all.", show_default=False)
]
SinceOption = Annotated[str, typer.Option(help="From this day, month or year on: 2017-09-11, 2017-09, 2017.")]
UntilOption = Annotated[str, typer.Option(help="Until this day, month or year, inclusive.")]
OutletOption = Annotated[str, typer.Option(help="Only this outlet: its id or name.")]
VersionsOption = Annotated[bool, typer.Option("--all-versions", help="Also pages that a newer version replaced.")]
RejectedOption = Annotated[bool, typer.Option("--with-rejected", help="Also what a reviewer has rejected.")]
DeriveOption = Annotated[bool, typer.Option("--corroborate/--no-corroborate", help="Derive anew what this touches.")]
PublishedOption = Annotated[str, typer.Option(help="Publication date of articles that state none.")]
AllowPrivateOption = Annotated[
    bool, typer.Option("--allow-private", help="Fetch from private and loopback addresses and unusual ports too.")
]
OutletNameOption = Annotated[str, typer.Option(help="Outlet of articles that name none.")]


def resolve_limit(given: int | None, default: int) -> int | None:
    """None for no limit; the default where nothing was given."""
    if given is None:
        return default
    return given or None


def one_more(limit: int | None) -> int | None:
    """What to ask the ledger for, so that a list that was cut can be told from one that ends there."""
    return None if limit is None else limit + 1
