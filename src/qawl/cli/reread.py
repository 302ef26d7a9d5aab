"""``qawl reread``: newer rules or data over stored documents."""

from typing import Annotated

import typer

from qawl.cli.add import derive_new
from qawl.cli.opening import open_ledger, open_reader, reader_version
from qawl.cli.options import DeriveOption, JsonOption, LedgerArgument
from qawl.cli.output import print_json, say
from qawl.errors import UsageError


def run(
    ledger: LedgerArgument,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only show what would change.")] = False,
    everything: Annotated[
        bool, typer.Option("--all", help="Also what this version has read: after editing a data file.")
    ] = False,
    extract: Annotated[
        bool, typer.Option("--extract", help="First take the text anew out of pages that an older extractor read.")
    ] = False,
    derives: DeriveOption = True,
    as_json: JsonOption = False,
) -> None:
    """Read stored documents again with the rules of this version, and show what is new, gone or changed."""
    from qawl.adding import reextract, reread
    from qawl.reviewing import pending
    from qawl.shapes import plain

    if extract and dry_run:
        raise UsageError("--extract stores new documents: it cannot be a --dry-run. Give one of them.")
    version = reader_version()
    with open_ledger(ledger) as opened:
        if extract:
            report = reextract(opened, reader=open_reader)
            made = f"{report.updated} new documents, {len(report.issues)} issues"
            say(f"{report.articles} pages taken apart anew: {made}.")
        wanted = None if everything else version
        found = list(reread(opened, open_reader(), version=wanted, dry_run=dry_run))
        unfit = len(pending(opened)) if found and not dry_run else 0
    if derives and not dry_run:
        derive_new(ledger)
    changed = [changes for changes in found if changes]
    if as_json:
        print_json(plain(changed))
        return
    for changes in changed:
        print(
            f"{changes.document_id}: {len(changes.new)} new, {len(changes.gone)} gone, {len(changes.changed)} changed"
        )
        for sign, ids in (("+", changes.new), ("-", changes.gone), ("~", changes.changed)):
            print("".join(f"  {sign} {record_id}\n" for record_id in ids), end="")
    verb = "would change" if dry_run else "changed"
    say(f"{len(found)} documents read again with version {version}; {len(changed)} {verb}.")
    if unfit:
        say(f"{unfit} decisions have no record any more: `qawl review {ledger} --pending` lists them.")
    if not found:
        say("All stored documents were read with this version. Data files edited since? Give --all.")
