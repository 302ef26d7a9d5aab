"""``qawl export``: what a ledger holds, in the formats of others."""

import json
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from qawl.cli.opening import actors_named, open_ledger
from qawl.cli.options import (
    LedgerArgument,
    LimitOption,
    OutletOption,
    RejectedOption,
    SinceOption,
    UntilOption,
    VersionsOption,
)
from qawl.cli.output import say
from qawl.errors import UsageError
from qawl.model.account import ConflictKind
from qawl.model.claim import ClaimType, Status
from qawl.model.statement import Stance

if TYPE_CHECKING:
    from qawl.listing import Filter
    from qawl.outlining import Outlines


class Format(StrEnum):
    """The formats there are."""

    REFERENCE = "reference"
    CSV = "csv"
    JSONL = "jsonl"
    GEOJSON = "geojson"


class List(StrEnum):
    """The lists that are exported."""

    DOCUMENTS = "documents"
    STATEMENTS = "statements"
    CLAIMS = "claims"
    ACCOUNTS = "accounts"
    CONFLICTS = "conflicts"


def run(
    ledger: LedgerArgument,
    form: Annotated[Format, typer.Option("--format", help="What to write.")],
    what: Annotated[List, typer.Option("--list", help="Which list; reference data have none.")] = List.CLAIMS,
    out: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Where to; standard output, unless said.", show_default=False)
    ] = None,
    claim_type: Annotated[ClaimType | None, typer.Option("--type", help="Only this type.", show_default=False)] = None,
    place: Annotated[str, typer.Option(help="A place's name in any spelling, or its id.")] = "",
    actor: Annotated[str, typer.Option(help="Part of the name of an actor or target, or an actor id.")] = "",
    speaker: Annotated[str, typer.Option(help="Part of a speaker's name, in any spelling, or an actor id.")] = "",
    status: Annotated[Status | None, typer.Option(help="Only this status.", show_default=False)] = None,
    stance: Annotated[Stance | None, typer.Option(help="Only this stance.", show_default=False)] = None,
    kind: Annotated[ConflictKind | None, typer.Option(help="Only conflicts of this kind.", show_default=False)] = None,
    origins: Annotated[
        int | None, typer.Option(min=1, help="At least so many apparently independent origins.", show_default=False)
    ] = None,
    since: SinceOption = "",
    until: UntilOption = "",
    outlet: OutletOption = "",
    all_versions: VersionsOption = False,
    with_rejected: RejectedOption = False,
    limit: LimitOption = None,
    bom: Annotated[bool, typer.Option("--bom", help="Begin CSV with a byte order mark, for spreadsheets.")] = False,
    everything: Annotated[
        bool, typer.Option("--all", help="All documents, not only those that somebody confirmed as a whole.")
    ] = False,
    redact_private: Annotated[
        bool, typer.Option("--redact-private", help="Leave out the names of private persons.")
    ] = False,
) -> None:
    """Write a list of a ledger as a table, lines or a map, or reviewed documents as data for `qawl evaluate`."""
    if form is Format.REFERENCE:
        _write_reference(ledger, out, everything=everything, redact_private=redact_private)
        return
    if everything:
        raise UsageError("--all goes with --format reference. Lists are whole unless --limit says otherwise.")
    from qawl.exporting import Export, ExportForm, export_lines
    from qawl.listing import Beside

    wanted = _filter(
        what,
        {
            "type": claim_type or "",
            "place": place,
            "actor": actor,
            "speaker": speaker,
            "status": status or "",
            "stance": stance or "",
            "kind": kind or "",
            "origins": origins,
            "since": since,
            "until": until,
            "outlet": outlet,
            "all_versions": all_versions,
        },
    )
    how = Export(
        ExportForm(form.value),
        limit=limit or None,
        beside=Beside(with_rejected=with_rejected),
        bom=bom,
        redact_private=redact_private,
    )
    with open_ledger(ledger) as opened:
        lines = export_lines(opened, wanted, how, outlines=_outlines)
        count = _write(out, lines)
    head = {Format.CSV: 1, Format.GEOJSON: 2}.get(form, 0)
    say(f"{max(0, count - head)} {what} written{f' to {out}' if out is not None else ''}.")


def _filter(what: List, given: dict[str, Any]) -> "Filter":
    """The filter of a list; options that it does not have are refused, for they would do nothing."""
    from dataclasses import fields

    from qawl.store.filters import AccountFilter, ClaimFilter, ConflictFilter, DocumentFilter, StatementFilter

    made: type[Filter] = {
        List.DOCUMENTS: DocumentFilter,
        List.STATEMENTS: StatementFilter,
        List.CLAIMS: ClaimFilter,
        List.ACCOUNTS: AccountFilter,
        List.CONFLICTS: ConflictFilter,
    }[what]
    names = {field.name for field in fields(made)}
    said = {name: value for name, value in given.items() if value not in ("", None, False)}
    strange = sorted(set(said) - names)
    if strange:
        options = ", ".join(f"--{name.replace('_', '-')}" for name in strange)
        raise UsageError(f"{options}: {what} are not narrowed down by that. `qawl export --help` lists what there is.")
    if what is List.ACCOUNTS:
        said.setdefault("origins", 2)
    for name in ("actor", "speaker"):
        if said.get(name):
            said[f"{name}_ids"] = actors_named(said[name])
    return made(**said)


def _outlines() -> "Outlines":
    from qawl.corroborate.context import make_world
    from qawl.lexicon.gazetteer import load_gazetteer
    from qawl.lexicon.known import load_known
    from qawl.lexicon.load import DATA, open_data
    from qawl.outlining import Outlines

    gazetteer = load_gazetteer(open_data(DATA))
    return Outlines(make_world(load_known(open_data(DATA)), gazetteer), gazetteer)


def _write_reference(ledger: str, out: Path | None, *, everything: bool, redact_private: bool) -> None:
    from qawl.reviewing import reference_lines

    with open_ledger(ledger) as opened:
        found = reference_lines(opened, everything=everything, redact_private=redact_private)
        count = _write(out, (json.dumps(line, ensure_ascii=False) + "\n" for line in found))
    say(f"{count} documents written{f' to {out}' if out is not None else ''}.")
    if not count and not everything:
        say("None was confirmed as a whole: qawl review LEDGER DOCUMENT confirm. --all writes all of them.")


def _write(out: Path | None, lines: Iterable[str]) -> int:
    """Write the lines to standard output, or beside the file, to be put in its place when all are there."""
    count = 0
    with _opened(out) as write:
        for line in lines:
            write(line)
            count += 1
    return count


@contextmanager
def _opened(out: Path | None) -> Iterator[Callable[[str], Any]]:
    """What writes to a file that takes its place when all is written, or to standard output."""
    if out is None:
        yield sys.stdout.write
        return
    beside = out.with_name(f"{out.name}.part")
    try:
        with beside.open("w", encoding="utf-8", newline="") as stream:
            yield stream.write
        beside.replace(out)
    finally:
        beside.unlink(missing_ok=True)
