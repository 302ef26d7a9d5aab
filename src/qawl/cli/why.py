"""``qawl why``: what stands behind a record."""

from typing import TYPE_CHECKING, Annotated

import typer

from qawl.cli.opening import open_ledger
from qawl.cli.options import JsonOption, LedgerArgument
from qawl.cli.output import isolate, print_json

if TYPE_CHECKING:
    from qawl.store.records import PlaceFacts

_NAME_WIDTH = 12
_SHOWN_CLAIMS = 10


def run(
    ledger: LedgerArgument,
    record_id: Annotated[
        str, typer.Argument(metavar="ID", help="Id of a statement, claim or document, or its beginning; or of a place.")
    ],
    as_json: JsonOption = False,
) -> None:
    """Show rules, spans and text behind a statement, claim or document, and what is known of a place."""
    from qawl.cli.shapes import explanation_json, plain
    from qawl.lexicon.load import open_data
    from qawl.lexicon.rules import load_rule_book

    with open_ledger(ledger) as opened:
        place = opened.why_place(record_id)
        if place is not None:
            print_json(plain(place)) if as_json else _print_place(place)
            return
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


def _print_place(found: "PlaceFacts") -> None:
    place = found.place
    origin = f"GeoNames {place.geonames}" if place.geonames else "Qawl's own places"
    facts = [
        ("name", f"{isolate(place.name_ar)} = {place.name_en}"),
        ("kind", f"{place.kind}, {place.country}"),
        ("position", f"{place.latitude:g}, {place.longitude:g}"),
        ("inside", place.parent or ""),
        ("from", origin),
        *(("rule", f"{rule or 'no rule'}: {count} claims") for rule, count in found.rules),
        *(("see also", claim) for claim in found.claims[:_SHOWN_CLAIMS]),
    ]
    print(f"place {place.id}")
    for name, value in facts:
        if value:
            print(f"  {name:<{_NAME_WIDTH}} {value}")
