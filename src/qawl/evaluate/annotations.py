"""Interchange lines as typed values: one article with its statements, claims and places.

A reference and a reading come in the same shape, so both are read by ``parse_annotation``. ``find_faults``
lists what makes a line unusable for anybody: spans outside the text, repeated ids, circular parents, no real dates;
``shapes`` checks before that whether the line has the expected keys at all.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from qawl.errors import AnnotationError
from qawl.model.claim import ClaimType, Status
from qawl.model.span import Span
from qawl.model.statement import Manner, SpeakerKind, Stance

_DATE = re.compile(r"(?:\d{4}(?:-\d{2}(?:-\d{2})?)?)?", re.ASCII)


@dataclass(frozen=True, slots=True)
class StatementRow:
    """Who (``source`` in the text, ``speaker`` by name) said what (``content``, in pieces)."""

    id: str
    source: Span | None
    speaker: str
    kind: str
    cue: Span
    content: tuple[Span, ...]
    manner: str
    stance: str
    parent: str | None
    rules: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Amount:
    """A count with its bounds; an open bound is None."""

    min: float | None
    max: float | None
    unit: str


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """One conflict fact, its words in the text and the statement it hangs on."""

    type: str
    actor: str
    target: str
    place: Span | None
    quantity: Amount | None
    date: str
    status: str
    statement: str | None
    evidence: Span
    rules: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """A toponym and where it lies; no coordinates when it was not resolved."""

    span: Span
    kind: str
    country: str
    latitude: float | None
    longitude: float | None
    rules: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Annotation:
    """Everything annotated, or read, in one article. Readings name the rules that made each record."""

    id: str
    text: str
    statements: tuple[StatementRow, ...]
    claims: tuple[ClaimRow, ...]
    places: tuple[PlaceRow, ...]
    outlet: str = ""
    date: str = ""
    url: str = ""


def read_lines(path: Path) -> Iterator[dict[str, Any]]:
    """The JSON objects of a file, one a line.

    Raises:
        AnnotationError: a line is not a JSON object with an ``id`` and a ``text``.
    """
    for number, row in read_objects(path):
        if not {"id", "text"} <= set(row):
            raise AnnotationError(f"{path}:{number}: expected an object with `id` and `text`. Mend that line.")
        yield row


def read_objects(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    """The JSON objects of a file with the numbers of their lines; empty lines are passed over.

    Raises:
        AnnotationError: there is no such file, or a line is not UTF-8 or not a JSON object.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        raise AnnotationError(
            f"{path}: cannot be read ({error.strerror}). Name a file of annotated articles."
        ) from error
    for number, line in enumerate(content.split(b"\n"), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line.decode("utf-8-sig" if number == 1 else "utf-8"))
        except UnicodeDecodeError as error:
            raise AnnotationError(f"{path}:{number}: not UTF-8 ({error.reason}). Save the file as UTF-8.") from error
        except ValueError as error:
            raise AnnotationError(f"{path}:{number}: not JSON ({error}). Mend that line.") from error
        if not isinstance(row, dict):
            raise AnnotationError(f"{path}:{number}: expected an object, one article a line. Mend that line.")
        yield number, row


def parse_annotation(row: Mapping[str, Any]) -> Annotation:
    """One interchange line as an ``Annotation``."""
    return Annotation(
        id=row["id"],
        text=row["text"],
        statements=tuple(_statement(s) for s in row.get("statements", ())),
        claims=tuple(_claim(c) for c in row.get("claims", ())),
        places=tuple(_place(p) for p in row.get("places", ())),
        outlet=row.get("outlet") or "",
        date=row.get("date") or "",
        url=row.get("url") or "",
    )


def find_faults(row: Mapping[str, Any]) -> list[str]:
    """What is wrong with an interchange line whoever wrote it; empty when it is sound."""
    return [*find_loose_ends(row), *_wrong_values(row)]


def find_loose_ends(row: Mapping[str, Any]) -> list[str]:
    """Spans outside the text, repeated ids, and references to statements that are not there."""
    length = len(row["text"])
    faults = [f"{where}: {span} lies outside the text" for where, span in _spans(row) if not _is_inside(span, length)]
    for kind in ("statements", "claims"):
        ids = [item["id"] for item in row[kind]]
        faults += [f"{kind}: the id {name!r} is used twice" for name in sorted({i for i in ids if ids.count(i) > 1})]
    parents = {s["id"]: s["parent"] for s in row["statements"]}
    faults += [f"statement {name}: no statement {p!r}" for name, p in parents.items() if p and p not in parents]
    faults += [f"statement {name}: is its own ancestor" for name in parents if _is_circular(name, parents)]
    for claim in row["claims"]:
        if claim["statement"] is not None and claim["statement"] not in parents:
            faults.append(f"claim {claim['id']}: no statement {claim['statement']!r}")
    return faults


def _wrong_values(row: Mapping[str, Any]) -> Iterator[str]:
    """Values that are none of the guide's."""
    for statement in row["statements"]:
        for key, known in (("kind", SpeakerKind), ("manner", Manner), ("stance", Stance)):
            if statement[key] not in set(known):
                yield f"statement {statement['id']}: {key} {statement[key]!r} is unknown"
    for claim in row["claims"]:
        name = f"claim {claim['id']}"
        for key, values in (("type", ClaimType), ("status", Status)):
            if claim[key] not in set(values):
                yield f"{name}: {key} {claim[key]!r} is unknown"
        if not _is_date(claim["date"] or ""):
            yield f"{name}: date {claim['date']!r} is not YYYY, YYYY-MM or YYYY-MM-DD"
        if not _is_range(claim["quantity"]):
            yield f"{name}: quantity {claim['quantity']} is none"


def _is_date(value: str) -> bool:
    if not _DATE.fullmatch(value):
        return False
    try:
        date.fromisoformat(value + "-01" * (2 - value.count("-"))) if value else None
    except ValueError:
        return False
    return True


def _is_range(quantity: Mapping[str, Any] | None) -> bool:
    if quantity is None:
        return True
    low, high = quantity["min"], quantity["max"]
    return low <= high if low is not None and high is not None else low is not high


def _spans(row: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    for statement in row["statements"]:
        name = f"statement {statement['id']}"
        yield name, statement["cue"]
        yield from ((name, piece) for piece in statement["content"])
        if statement["source"] is not None:
            yield name, statement["source"]
    for claim in row["claims"]:
        yield f"claim {claim['id']}", claim["evidence"]
        if claim["place"] is not None:
            yield f"claim {claim['id']}", claim["place"]
    for number, place in enumerate(row["places"], 1):
        yield f"place {number}", place["span"]


def _is_inside(span: Any, length: int) -> bool:
    return len(span) == 2 and 0 <= span[0] < span[1] <= length


def _is_circular(name: str, parents: Mapping[str, str | None]) -> bool:
    seen = {name}
    above = parents.get(name)
    while above is not None and above not in seen:
        seen.add(above)
        above = parents.get(above)
    return above == name


def _span(pair: Any) -> Span:
    return Span(pair[0], pair[1])


def _optional_span(pair: Any) -> Span | None:
    return None if pair is None else _span(pair)


def _statement(row: Mapping[str, Any]) -> StatementRow:
    return StatementRow(
        id=row["id"],
        source=_optional_span(row.get("source")),
        speaker=row.get("speaker") or "",
        kind=row.get("kind") or "",
        cue=_span(row["cue"]),
        content=tuple(_span(piece) for piece in row.get("content") or ()),
        manner=row.get("manner") or "",
        stance=row.get("stance") or "",
        parent=row.get("parent"),
        rules=tuple(row.get("rules") or ()),
    )


def _claim(row: Mapping[str, Any]) -> ClaimRow:
    quantity = row.get("quantity")
    return ClaimRow(
        type=row["type"],
        actor=row.get("actor") or "",
        target=row.get("target") or "",
        place=_optional_span(row.get("place")),
        quantity=None
        if quantity is None
        else Amount(quantity.get("min"), quantity.get("max"), quantity.get("unit") or ""),
        date=row.get("date") or "",
        status=row.get("status") or "",
        statement=row.get("statement"),
        evidence=_span(row["evidence"]),
        rules=_rules(row),
    )


def _place(row: Mapping[str, Any]) -> PlaceRow:
    return PlaceRow(
        span=_span(row["span"]),
        kind=row.get("kind") or "",
        country=row.get("country") or "",
        latitude=row.get("lat"),
        longitude=row.get("lon"),
        rules=_rules(row),
    )


def _rules(row: Mapping[str, Any]) -> tuple[str, ...]:
    """All rules that a line names for a record; its main rule once more only where the list lacks it."""
    rules, main = tuple(row.get("rules") or ()), row.get("rule") or ""
    return tuple(dict.fromkeys(rules if set(main.split("+")) <= {*rules, ""} else (main, *rules)))
