"""``qawl why``: what stands behind a record, a place or a rule."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from qawl.cli.opening import known_facts, open_ledger, open_reader
from qawl.cli.options import JsonOption, OutletNameOption, PublishedOption
from qawl.cli.output import say
from qawl.errors import UsageError

if TYPE_CHECKING:
    from qawl.cli.reasons import Telling


def run(
    target: Annotated[
        str, typer.Argument(metavar="LEDGER|FILE|RULE", help="A ledger, an article, or the id of a rule.")
    ] = "",
    wanted: Annotated[
        str,
        typer.Argument(
            metavar="[ID]",
            help="In a ledger the id of a statement, claim or document, or its beginning, or of a place. In an article "
            "such an id, an offset, or some of its words; nothing for every record.",
        ),
    ] = "",
    rule: Annotated[str, typer.Option(help="Explain this rule, or all that begin like it.")] = "",
    language: Annotated[str, typer.Option(help="Language of the explanations: en or ar.")] = "en",
    published: PublishedOption = "",
    outlet: OutletNameOption = "",
    as_json: JsonOption = False,
) -> None:
    """Show which rules made a record and the words they saw, each rule with its meaning and an example."""
    from qawl.cli.reasons import Telling
    from qawl.lexicon.load import open_data
    from qawl.lexicon.rules import load_rule_book
    from qawl.locale import load_words

    telling = Telling(load_rule_book(open_data()), load_words(language), as_json=as_json)
    if rule or (target and not wanted and not _is_there(target)):
        telling.rules(rule or target)
    elif not target:
        raise UsageError("nothing to explain. Give a ledger and an id, an article, or a rule.")
    elif _is_article(target):
        _explain_article(target, wanted, telling, published=published, outlet=outlet)
    elif not wanted:
        raise UsageError(f"{target}: give the id of a record as well. `qawl claims {target} --json` shows ids.")
    else:
        _explain_stored(target, wanted, telling)


def _is_there(target: str) -> bool:
    return "://" in target or target == "-" or Path(target).exists()


def _is_article(target: str) -> bool:
    """Anything that can be read and is no ledger; what is not there is reported as a missing ledger."""
    from qawl.store.engine import is_sqlite_file

    if target == "-":
        return True
    path = Path(target)
    return "://" not in target and (path.is_dir() or (path.exists() and not is_sqlite_file(path)))


def _explain_article(source: str, wanted: str, telling: "Telling", *, published: str, outlet: str) -> None:
    from qawl.explaining import explain_readings
    from qawl.ingest.parsing import describe
    from qawl.model.issue import Issue
    from qawl.reading import read_inputs

    read = list(read_inputs([source], reader=open_reader(), known=known_facts(published, outlet)))
    issues = [item for item in read if isinstance(item, Issue)]
    for issue in issues:
        say(f"qawl: {describe(issue)}")
    readings = [item for item in read if not isinstance(item, Issue)]
    if readings:
        found = explain_readings(readings, wanted, origin=source)
        telling.records([(explanation, reading.document.text) for reading, explanation in found])
    if issues:
        raise typer.Exit(1)


def _explain_stored(ledger: str, wanted: str, telling: "Telling") -> None:
    from dataclasses import replace

    from qawl.explaining_accounts import derived_reasons

    with open_ledger(ledger) as opened:
        place = opened.why_place(wanted)
        if place is not None:
            telling.place(place)
            return
        found = opened.why(wanted)
        found = replace(found, parts=(*found.parts, *derived_reasons(opened, found)))
        document = opened.document(found.document.id)
    assert document is not None
    telling.record(found, document.text)
