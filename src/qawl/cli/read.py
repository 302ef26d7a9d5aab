"""``qawl read``: one file in, what it says out; no ledger."""

from collections.abc import Iterator
from contextlib import nullcontext
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from qawl.cli.opening import known_facts, open_reader, report_of
from qawl.cli.options import AllowPrivateOption, OutletNameOption, PublishedOption
from qawl.cli.output import print_json, print_line, say

if TYPE_CHECKING:
    from qawl.model.issue import Issue
    from qawl.model.reading import Reading


class Format(StrEnum):
    """How a reading is printed."""

    TEXT = "text"
    JSON = "json"
    JSONL = "jsonl"
    HTML = "html"


def run(
    source: Annotated[
        str, typer.Argument(metavar="FILE", help="A file of any kind that holds articles, an address; - for stdin.")
    ],
    output: Annotated[Format, typer.Option("--format", help="How to print it.")] = Format.TEXT,
    published: PublishedOption = "",
    outlet: OutletNameOption = "",
    allow_private: AllowPrivateOption = False,
) -> None:
    """Read articles and print who says what in them."""
    from qawl.ingest.files import check_inputs, is_address
    from qawl.reading import open_plain_remote, read_inputs

    check_inputs([source])
    known = known_facts(published, outlet)
    failures = _Failures()
    with open_plain_remote(allow_private=allow_private) if is_address(source) else nullcontext() as remote:
        readings = failures.set_aside(read_inputs([source], reader=open_reader(), known=known, remote=remote))
        _PRINTERS[output](readings)
    if not failures.seen:
        say(f"qawl: {source}: no article there. Folders are searched for files that hold articles, by their suffix.")
    if failures.count:
        raise typer.Exit(1)


class _Failures:
    """Counts and tells what could not be read, and lets the rest pass."""

    def __init__(self) -> None:
        self.count = 0
        self.seen = False

    def set_aside(self, found: "Iterator[Reading | Issue]") -> "Iterator[Reading]":
        from qawl.ingest.parsing import describe
        from qawl.model.issue import Issue

        for item in found:
            self.seen = True
            if isinstance(item, Issue):
                self.count += 1
                say(f"qawl: {describe(item)}")
            else:
                yield item


def _print_lines(readings: "Iterator[Reading]") -> None:
    from qawl.export.interchange import interchange

    for reading in readings:
        print_line(interchange(reading))


def _print_json(readings: "Iterator[Reading]") -> None:
    from qawl.export.interchange import interchange

    for reading in readings:
        print_json(interchange(reading))


def _print_text(readings: "Iterator[Reading]") -> None:
    from qawl.cli.marked import print_reading

    for reading in readings:
        print_reading(reading)


def _print_html(readings: "Iterator[Reading]") -> None:
    found = list(readings)
    if found:
        print(report_of(found, title=found[0].document.title))


_PRINTERS = {Format.TEXT: _print_text, Format.JSON: _print_json, Format.JSONL: _print_lines, Format.HTML: _print_html}
