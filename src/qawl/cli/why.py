"""``qawl why``: what stands behind a record."""

from typing import Annotated

import typer

from qawl.cli.opening import open_ledger
from qawl.cli.options import JsonOption, LedgerArgument
from qawl.cli.output import isolate, print_json

_NAME_WIDTH = 12


def run(
    ledger: LedgerArgument,
    record_id: Annotated[
        str, typer.Argument(metavar="ID", help="Id of a statement, claim or document, or its beginning.")
    ],
    as_json: JsonOption = False,
) -> None:
    """Show rules, spans and text behind a statement, claim or document."""
    from qawl.cli.shapes import explanation_json
    from qawl.lexicon.load import open_data
    from qawl.lexicon.rules import load_rule_book

    with open_ledger(ledger) as opened:
        found = opened.why(record_id)
        document = opened.document(found.document.id)
    book = load_rule_book(open_data())
    glosses = {rule: book.explain(rule) for rule in found.rules}
    if as_json:
        print_json(explanation_json(found) | {"glosses": glosses})
        return
    assert document is not None
    head = found.document
    print(f"{found.kind} {found.record.id if found.record else head.id}")
    print(f"  in {head.id}  {head.day} {isolate(head.outlet.name or head.outlet.id)}  {head.mark}".rstrip())
    print(f"     {isolate(head.title)}")
    print(f"  from {found.origin}, SHA-256 {found.snapshot_sha256}, reading {head.version}\n")
    for name, value, span in found.parts:
        where = f"[{span.start}, {span.end}) {isolate(span.of(document.text))}" if span else ""
        print(f"  {name:<{_NAME_WIDTH}} {'  '.join(word for word in (value, where) if word)}")
    for rule, gloss in glosses.items():
        print(f"  {'rule':<{_NAME_WIDTH}} {': '.join(word for word in (rule, gloss) if word)}")
    for related in found.related:
        print(f"  {'see also':<{_NAME_WIDTH}} {related}")
    if found.record is not None:
        print(f"\n{isolate('…' + found.before + '⟦' + found.text + '⟧' + found.after + '…')}")
