"""Qawl's own reader as one function from an input line to an interchange line, its data loaded once."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from qawl.evaluate.readings import ReadLine
from qawl.export.interchange import interchange
from qawl.model.claim import Claim
from qawl.model.entity import Link
from qawl.model.reading import Reading
from qawl.pipeline import load_reader, read


def default_reader(left_out: frozenset[str] = frozenset()) -> ReadLine:
    """The reader, from input line to interchange line; without some rules of inheritance."""
    return _reader(interchange, left_out)


def explaining_reader() -> ReadLine:
    """The same with the rules of every link (actor, place, time, number) beside the rule of each claim."""
    return _reader(interchange_with_rules, frozenset())


def _reader(line_of: Callable[[Reading], dict[str, Any]], left_out: frozenset[str]) -> ReadLine:
    reader = replace(load_reader(), left_out=left_out)

    def read_line(row: Mapping[str, Any]) -> Mapping[str, Any]:
        reading = read(
            row["text"],
            published=row.get("date"),
            outlet=row.get("outlet", ""),
            url=row.get("url", ""),
            title=row.get("title", ""),
            id=row["id"],
            reader=reader,
        )
        return line_of(reading)

    return read_line


def interchange_with_rules(reading: Reading) -> dict[str, Any]:
    """The interchange line, its statements and claims with the rules of everything in them under ``rules``."""
    line = interchange(reading)
    for row, statement in zip(line["statements"], reading.statements, strict=True):
        row["rules"] = list(dict.fromkeys((statement.cue_lemma, *statement.rules)))
    for row, claim in zip(line["claims"], reading.claims, strict=True):
        row["rules"] = list(dict.fromkeys(_rules_of(claim)))
    return line


def _rules_of(claim: Claim) -> list[str]:
    """The rule of a claim, of its links and of the mentions that they link."""
    links: list[Link | None] = [*(party.link for party in (*claim.actors, *claim.targets)), claim.place, claim.time]
    rules = [claim.rule]
    for link in links:
        if link is not None:
            rules += [link.rule, *(() if link.mention is None else (link.mention.rule,))]
    if claim.quantity is not None:
        rules.append(claim.quantity.mention.rule)
    return [rule for rule in rules if rule]
