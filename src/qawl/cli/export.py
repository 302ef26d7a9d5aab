"""``qawl export``: what a ledger holds, in the formats of others."""

import json
from collections.abc import Iterable
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from qawl.cli.opening import open_ledger
from qawl.cli.options import LedgerArgument
from qawl.cli.output import print_line, say


class Format(StrEnum):
    """The formats there are."""

    REFERENCE = "reference"


def run(
    ledger: LedgerArgument,
    form: Annotated[Format, typer.Option("--format", help="What to write.")],
    out: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Where to; standard output, unless said.", show_default=False)
    ] = None,
    everything: Annotated[
        bool, typer.Option("--all", help="All documents, not only those that somebody confirmed as a whole.")
    ] = False,
    redact_private: Annotated[
        bool, typer.Option("--redact-private", help="Leave out the names of private persons.")
    ] = False,
) -> None:
    """Write a ledger's records to a file: reviewed documents as reference data for `qawl evaluate`."""
    from qawl.reviewing import reference_lines

    count = 0
    with open_ledger(ledger) as opened:
        lines = reference_lines(opened, everything=everything, redact_private=redact_private)
        if out is not None:
            count = _write(out, lines)
        else:
            for line in lines:
                print_line(line)
                count += 1
    say(f"{count} documents written{f' to {out}' if out is not None else ''}.")
    if not count and not everything:
        say("None was confirmed as a whole: qawl review LEDGER DOCUMENT confirm. --all writes all of them.")


def _write(out: Path, lines: Iterable[dict[str, Any]]) -> int:
    """Write the lines beside the file and put them in its place when all are there."""
    beside = out.with_name(f"{out.name}.part")
    count = 0
    try:
        with beside.open("w", encoding="utf-8", newline="\n") as stream:
            for line in lines:
                stream.write(json.dumps(line, ensure_ascii=False) + "\n")
                count += 1
        beside.replace(out)
    finally:
        beside.unlink(missing_ok=True)
    return count
