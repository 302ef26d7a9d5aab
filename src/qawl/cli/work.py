"""``qawl work``: do the jobs that people order in the workbench."""

from typing import TYPE_CHECKING, Annotated

import typer

from qawl.cli.opening import open_ledger, open_reader
from qawl.cli.options import LedgerArgument
from qawl.cli.output import INTERRUPTED, say

if TYPE_CHECKING:
    from qawl.model.job import Job


def run(
    ledger: LedgerArgument,
    once: Annotated[bool, typer.Option("--once", help="End when no job waits.")] = False,
    no_fetch: Annotated[bool, typer.Option("--no-fetch", help="Leave jobs with addresses to other workers.")] = False,
) -> None:
    """Do the jobs of a ledger: `qawl serve` starts one worker by itself, a team's database can have several."""
    import signal
    import threading

    from qawl.settings import load_settings
    from qawl.working import Worker

    stop = threading.Event()
    received: list[int] = []

    def end(number: int, _: object) -> None:
        received.append(number)
        stop.set()

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, end)
    with open_ledger(ledger) as opened:
        worker = Worker(opened, load_settings(), reader=open_reader, stop=stop, may_fetch=not no_fetch, told=_tell)
        if once:
            say(f"Jobs done: {worker.run_until_empty()}.")
        else:
            say(f"Worker {worker.name} waits for jobs of {ledger}  (Ctrl+C ends it after the article at hand)")
            worker.run()
    if received:
        raise typer.Exit(INTERRUPTED)


def _tell(job: "Job") -> None:
    what = job.title or job.kind.value
    outcome = f"{job.report.get('new', 0)} new, {job.report.get('issue_count', 0)} issues"
    say(f"{job.id} {job.state.value}: {what} ({job.problem or outcome})")
