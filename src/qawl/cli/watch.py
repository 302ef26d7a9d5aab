"""``qawl watch``: ask feeds and sitemaps again and again, and say what is new."""

from typing import Annotated, Any

import typer

from qawl.cli.opening import open_ledger, open_reader
from qawl.cli.options import AllowPrivateOption, JsonOption, LedgerArgument
from qawl.cli.output import INTERRUPTED, print_line, say


def run(
    ledger: LedgerArgument,
    feeds: Annotated[str, typer.Argument(metavar="FEEDS.toml", help="The watch list: sources and alerts.")],
    alert: Annotated[
        str, typer.Option(metavar="COMMAND|URL", help="Where alerts go that name no receiver themselves.")
    ] = "",
    rounds: Annotated[int | None, typer.Option(min=1, help="Stop after so many rounds.", show_default=False)] = None,
    allow_private: AllowPrivateOption = False,
    as_json: JsonOption = False,
) -> None:
    """Add what feeds and sitemaps have new, until stopped. A watch that was stopped goes on where it was."""
    from qawl.ingest.politeness import SystemClock
    from qawl.shapes import plain
    from qawl.visiting import open_remote
    from qawl.watching import load_watch_list, watch

    watched = load_watch_list(feeds, send=alert)
    reader = _Once()
    try:
        with open_ledger(ledger) as opened, open_remote(opened, allow_private=allow_private) as remote:
            for done in watch(opened, watched, remote=remote, reader=reader, clock=SystemClock(), rounds=rounds):
                if as_json:
                    print_line(plain(done))
                else:
                    _tell(done)
    except KeyboardInterrupt:
        say(f"qawl: stopped; what was added to {ledger} is kept, and the same command goes on from there.")
        raise typer.Exit(INTERRUPTED) from None


class _Once:
    """Loads the language data with the first new article, and keeps it for all rounds."""

    def __init__(self) -> None:
        self._reader: Any = None

    def __call__(self) -> Any:
        self._reader = self._reader or open_reader()
        return self._reader


def _tell(done: Any) -> None:
    """One line a source, then one an alert."""
    from qawl.ingest.parsing import describe

    for url, report in done.reports.items():
        refused = "".join(f", {count} {reason}" for reason, count in report.refused.most_common())
        say(
            f"{done.started_at:%Y-%m-%d %H:%M:%S}Z {url}: {report.new} new, {report.updated} newer versions, "
            f"{report.known + report.unchanged} known{refused}; {report.statements} statements, {report.claims} claims."
        )
        for issue in report.issues[:5]:
            say(f"  {describe(issue)}")
    for name, count in done.alerts.sent.items():
        say(f"  alert {name}: {count} sent.")
    for name, problem in done.alerts.failed.items():
        say(f"  alert {name}: not sent: {problem} It is tried again with the next round.")
