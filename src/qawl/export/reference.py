"""Reviewed documents as reference data: the lines that ``qawl evaluate`` measures a reading by.

A line holds the text and what people have let stand in it. Names of private persons can be left out: their letters
give way to dots, one for each, in the text and in the records, so that every span stays where it was.
"""

from typing import Any

from qawl.export.interchange import interchange
from qawl.export.redaction import hide, parts_of
from qawl.model.edtf import plain_date
from qawl.model.reading import Reading

_STATEMENT = ("id", "source", "speaker", "kind", "cue", "content", "manner", "stance", "parent")
_CLAIM = ("id", "type", "actor", "target", "place", "quantity", "date", "status", "statement", "evidence")
_PLACE = ("span", "kind", "country", "lat", "lon")
_HEAD = ("id", "outlet", "date", "url", "title", "mark")


def reference_line(reading: Reading, *, redact_private: bool = False) -> dict[str, Any]:
    """One article with its text, statements, claims and places, in the shape of a reference."""
    row = interchange(reading)
    text = reading.document.text
    line = {key: row[key] for key in _HEAD if key in row}
    line["text"] = text
    line["statements"] = [{key: found[key] for key in _STATEMENT} for found in row["statements"]]
    line["claims"] = [{key: found[key] for key in _CLAIM} for found in row["claims"]]
    line["places"] = [{key: found[key] for key in _PLACE} for found in row["places"]]
    for claim, made in zip(line["claims"], reading.claims, strict=True):
        if not claim["date"] and made.time is not None and made.time.target:
            claim["date"] = plain_date(made.time.target, "")
        if claim["quantity"] is not None:
            claim["quantity"] = {key: claim["quantity"][key] for key in ("min", "max", "unit")}
    return _without_names(line, _private_names(reading)) if redact_private else line


def _private_names(reading: Reading) -> list[str]:
    """The names of private persons, whole and by their words, the longest first."""
    private = [statement.speaker for statement in reading.statements if statement.speaker.is_private]
    return parts_of(name for speaker in private for name in (speaker.name, speaker.short_name))


def _without_names(line: dict[str, Any], names: list[str]) -> dict[str, Any]:
    line["text"] = hide(line["text"], names)
    line["title"] = hide(line["title"], names)
    for statement in line["statements"]:
        statement["speaker"] = hide(statement["speaker"], names)
    for claim in line["claims"]:
        claim["actor"], claim["target"] = hide(claim["actor"], names), hide(claim["target"], names)
    return line
