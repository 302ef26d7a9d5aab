"""``qawl add``: read articles and store what they say."""

import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Annotated, Any

import typer

from qawl.cli.opening import known_facts, open_ledger, open_reader
from qawl.cli.options import AllowPrivateOption, JsonOption, LedgerArgument, OutletNameOption, PublishedOption
from qawl.cli.output import INTERRUPTED, print_json, say

_SHOWN_ISSUES = 20


def run(
    ledger: LedgerArgument,
    inputs: Annotated[
        list[str],
        typer.Argument(
            metavar="INPUT...",
            help="Addresses of pages, feeds, sitemaps and archives; files of text, Markdown, HTML, PDF, JSON lines, "
            "CSV, WARC, WACZ, RSS or Atom; folders of them; - for stdin.",
        ),
    ],
    published: PublishedOption = "",
    outlet: OutletNameOption = "",
    columns: Annotated[
        str, typer.Option("--map", help="Columns of CSV files: text=Body,date=Day. Usual names need no map.")
    ] = "",
    warc: Annotated[
        bool, typer.Option("--warc", help="Keep pages as records of WARC files, not one file each.")
    ] = False,
    allow_private: AllowPrivateOption = False,
    derive: Annotated[
        bool, typer.Option("--corroborate/--no-corroborate", help="Compare what is new with what is there.")
    ] = True,
    as_json: JsonOption = False,
) -> None:
    """Read articles and store who says what in them. Adding the same again changes nothing."""
    from qawl.adding import add
    from qawl.shapes import plain
    from qawl.visiting import open_remote

    known = known_facts(published, outlet)
    mapping = _mapping(columns)
    try:
        with (
            open_ledger(ledger, warc=warc) as opened,
            open_remote(opened, allow_private=allow_private) as remote,
            progress_bar() as show,
        ):
            report = add(opened, inputs, reader=open_reader, known=known, progress=show, columns=mapping, remote=remote)
        if derive:
            derive_new(ledger)
    except KeyboardInterrupt:
        say(f"qawl: stopped; what was added to {ledger} is kept, and the same command goes on from there.")
        raise typer.Exit(INTERRUPTED) from None
    if as_json:
        print_json(plain(report))
    else:
        tell_report(report, ledger)
    if report.issues:
        raise typer.Exit(1)


def derive_new(ledger: str) -> None:
    """Copies, accounts and conflicts of what was added; what is not done now is done the next time."""
    from qawl.cli.progress import counting_bar
    from qawl.corroborating import corroborate

    with open_ledger(ledger) as opened, counting_bar("corroborating") as show:
        corroborate(opened, progress=show)


def tell_report(report: Any, ledger: str) -> None:
    """The outcome in words: what went wrong with which input, then a table of counts."""
    from qawl.cli.tables import print_added
    from qawl.ingest.parsing import describe

    for issue in report.issues[:_SHOWN_ISSUES]:
        say(f"qawl: {describe(issue)}")
    if len(report.issues) > _SHOWN_ISSUES:
        say(f"qawl: … and {len(report.issues) - _SHOWN_ISSUES} more; `qawl issues {ledger}` lists them.")
    if not (report.articles or report.unchanged):
        say("qawl: no article there. Folders are searched for text, Markdown, HTML, PDF, JSON lines, CSV and archives.")
        return
    print_added(report)


def _mapping(columns: str) -> Mapping[str, str] | None:
    if not columns:
        return None
    from qawl.ingest.csv_tables import parse_mapping

    return parse_mapping(columns)


@contextmanager
def progress_bar() -> Iterator[Callable[[Any], None]]:
    """A progress bar on standard error, where somebody is looking; nothing elsewhere."""
    if not sys.stderr.isatty():
        yield lambda state: None
        return
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        Progress,
        TaskProgressColumn,
        TextColumn,
        TimeElapsedColumn,
        TimeRemainingColumn,
    )

    columns = (
        BarColumn(),
        TaskProgressColumn(),
        TextColumn("{task.fields[words]}"),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("adding", total=None, words="")

        def show(state: Any) -> None:
            seconds = bar.tasks[0].elapsed or 0.0
            rate = f", {state.articles / seconds:.1f} a second" if seconds >= 1 else ""
            issues = f", {state.issues} issues" if state.issues else ""
            words = f"{state.articles} articles{rate}{issues}"
            bar.update(task, total=state.total or None, completed=state.done, words=words)

        yield show
