"""The ``qawl`` command: its subcommands, and how errors leave it.

Data goes to standard output and talk to standard error; the exit status is 0, 1 for data that could not
be read, 2 for a call that cannot be made. Nobody is ever shown a traceback for a wrong file.
"""

import os
import sys
from typing import Annotated, NoReturn

import typer

from qawl.cli import (
    accounts,
    add,
    check,
    claims,
    corroborate,
    demo,
    documents,
    evaluate,
    export,
    init,
    issues,
    predictions,
    read,
    relations,
    remove,
    reread,
    review,
    search,
    serve,
    situation,
    statements,
    user,
    versions,
    watch,
    why,
    work,
)
from qawl.errors import QawlError

app = typer.Typer(
    name="qawl",
    help="A ledger of who said what, read from Arabic news about armed conflict.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


def _print_version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        print(f"qawl {version('qawl')}")
        raise typer.Exit


@app.callback()
def root(
    version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Show the version and exit.")
    ] = False,
) -> None:
    """A ledger of who said what, read from Arabic news about armed conflict."""


for command, name in (
    (read.run, "read"),
    (init.run, "init"),
    (add.run, "add"),
    (watch.run, "watch"),
    (corroborate.run, "corroborate"),
    (serve.run, "serve"),
    (work.run, "work"),
    (statements.run, "statements"),
    (claims.run, "claims"),
    (situation.run, "situation"),
    (accounts.run, "accounts"),
    (accounts.run_conflicts, "conflicts"),
    (accounts.run_copies, "copies"),
    (predictions.run, "predictions"),
    (relations.run, "relations"),
    (search.run, "search"),
    (why.run, "why"),
    (documents.run, "documents"),
    (versions.run, "versions"),
    (check.run, "check"),
    (issues.run, "issues"),
    (reread.run, "reread"),
    (remove.run, "remove"),
    (demo.run, "demo"),
    (evaluate.run, "evaluate"),
    (review.run, "review"),
    (export.run, "export"),
):
    app.command(name)(command)
app.add_typer(user.app, name="user")


def main() -> None:
    """Run the command line; ends the process with the exit status."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        _run_to_the_last_byte()
    except QawlError as error:
        print(f"qawl: {error}", file=sys.stderr)
        sys.exit(error.exit_status)
    except OSError as error:
        _leave(error)
    except SystemExit as end:
        if isinstance(end.__context__, BrokenPipeError):
            _leave(end.__context__)
        raise


def _run_to_the_last_byte() -> None:
    """Run the command, and find out here, not at the interpreter's end, whether all was written."""
    try:
        app()
    finally:
        sys.stdout.flush()


def _leave(error: OSError) -> NoReturn:
    """End on an output that takes no more. A reader that has seen enough, such as ``head``, is no failure."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.__stdout__.fileno() if sys.__stdout__ else 1)
    if isinstance(error, BrokenPipeError):
        sys.exit(0)
    where = f"{error.filename}: " if error.filename else ""
    print(
        f"qawl: {where}{error.strerror or error}. Check the path, its permissions and the free space.", file=sys.stderr
    )
    sys.exit(1)
