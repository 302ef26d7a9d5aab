"""Reviewed documents as reference data: the lines that ``qawl evaluate`` measures a reading by.

A line holds the text and what people have let stand in it. Names of private persons can be left out: their letters
give way to dots, one for each, in the text and in the records, so that every span stays where it was.
"""

from collections.abc import Iterator
from typing import Any

from qawl.export.interchange import interchange
from qawl.model.edtf import plain_date
from qawl.model.reading import Reading
from qawl.model.span import Span
from qawl.model.statement import Speaker
from qawl.text.fold import fold

HIDDEN = "\N{MIDDLE DOT}"
_SHORTEST = 3  # letters of a word that alone gives a person away
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
    names: set[str] = set()
    for statement in reading.statements:
        speaker: Speaker = statement.speaker
        if speaker.is_private:
            for name in (speaker.name, speaker.short_name):
                names |= {name, *(word for word in name.split() if len(word) >= _SHORTEST)}
    return sorted(names - {""}, key=lambda name: (-len(name), name))


def _without_names(line: dict[str, Any], names: list[str]) -> dict[str, Any]:
    line["text"] = _hide(line["text"], names)
    line["title"] = _hide(line["title"], names)
    for statement in line["statements"]:
        statement["speaker"] = _hide(statement["speaker"], names)
    for claim in line["claims"]:
        claim["actor"], claim["target"] = _hide(claim["actor"], names), _hide(claim["target"], names)
    return line


def _hide(text: str, names: list[str]) -> str:
    """``text`` with a dot for each letter of a name, in whatever spelling it stands."""
    letters = list(text)
    for name in names:
        for span in _places_of(text, name):
            letters[span.start : span.end] = [
                HIDDEN if letter.isalnum() else letter for letter in letters[span.start : span.end]
            ]
    return "".join(letters)


def _places_of(text: str, name: str) -> Iterator[Span]:
    """Where a name stands as whole words."""
    folded, wanted = fold(text), fold(name).text
    start = folded.text.find(wanted) if wanted else -1
    while start >= 0:
        end = start + len(wanted)
        before, after = folded.text[start - 1 : start], folded.text[end : end + 1]
        if not before.isalnum() and not after.isalnum():
            yield folded.to_source(Span(start, end))
        start = folded.text.find(wanted, start + 1)
