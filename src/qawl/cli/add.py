"""``qawl add``: read articles and store what they say."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Annotated, Any

import typer

from qawl.cli.opening import known_facts, open_ledger, open_reader
from qawl.cli.options import JsonOption, LedgerArgument, OutletNameOption, PublishedOption
from qawl.cli.output import print_json, say

_SHOWN_ISSUES = 20
_INTERRUPTED = 130


def run(
    ledger: LedgerArgument,
    inputs: Annotated[
        list[str], typer.Argument(metavar="INPUT...", help="Text, Markdown, HTML or JSON lines; folders; - for stdin.")
    ],
    published: PublishedOption = "",
    outlet: OutletNameOption = "",
    as_json: JsonOption = False,
) -> None:
    """Read articles and store who says what in them. Adding the same again changes nothing."""
    from qawl.adding import add
    from qawl.cli.shapes import plain

    known = known_facts(published, outlet)
    try:
        with open_ledger(ledger) as opened, progress_bar() as show:
            report = add(opened, inputs, reader=open_reader, known=known, progress=show)
    except KeyboardInterrupt:
        say(f"qawl: stopped; what was added to {ledger} is kept, and the same command goes on from there.")
        raise typer.Exit(_INTERRUPTED) from None
    if as_json:
        print_json(plain(report))
    else:
        tell_report(report, ledger)
    if report.issues:
        raise typer.Exit(1)


def tell_report(report: Any, ledger: str) -> None:
    """The outcome in words: counts, and what went wrong with which file."""
    from qawl.ingest.files import describe

    for issue in report.issues[:_SHOWN_ISSUES]:
        say(f"qawl: {describe(issue)}")
    if len(report.issues) > _SHOWN_ISSUES:
        say(f"qawl: … and {len(report.issues) - _SHOWN_ISSUES} more; `qawl issues {ledger}` lists them.")
    if not (report.new or report.updated or report.known or report.issues):
        say("qawl: no article there. Folders are searched for .txt, .md, .html and .jsonl files.")
    words = [f"{report.new} new", f"{report.updated} newer versions", f"{report.known} known already"]
    words.append(f"{len(report.issues)} issues")
    say(f"{', '.join(words)}: {report.statements} statements, {report.claims} claims added to {ledger}.")


@contextmanager
def progress_bar() -> Iterator[Callable[[Any], None]]:
    """A progress bar on standard error, where somebody is looking; nothing elsewhere."""
    if not sys.stderr.isatty():
        yield lambda state: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

    columns = (BarColumn(), TaskProgressColumn(), TextColumn("{task.fields[words]}"), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("adding", total=None, words="")

        def show(state: Any) -> None:
            words = f"{state.articles} articles" + (f", {state.issues} issues" if state.issues else "")
            bar.update(task, total=state.total or None, completed=state.done, words=words)

        yield show
