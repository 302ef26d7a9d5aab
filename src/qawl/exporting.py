"""Lists of a ledger in the formats of others, line by line: however long a list is, little of it is in memory.

What is exported is what the list shows with the same filters. The formats know plain values only; here those get what a
table or map needs beside them: where a place is, who stands behind an account, whose names are left out.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import islice
from typing import Any

from qawl.export import columns as tables
from qawl.export.csv import csv_lines
from qawl.export.geojson import Outline, geojson_lines, joined
from qawl.export.jsonl import jsonl_lines
from qawl.export.redaction import hide_in, parts_of
from qawl.listing import Beside, Filter, Row, page_of
from qawl.model.entity import Place
from qawl.outlining import Outlines, point_of
from qawl.store.filters import AccountFilter, ClaimFilter, ConflictFilter, DocumentFilter, StatementFilter
from qawl.store.ledger import Ledger

_PORTION = 200
_NAMES: Mapping[type, str] = {
    DocumentFilter: "documents",
    StatementFilter: "statements",
    ClaimFilter: "claims",
    AccountFilter: "accounts",
    ConflictFilter: "conflicts",
}
_COLUMNS: Mapping[type, tables.Columns] = {
    DocumentFilter: tables.DOCUMENTS,
    StatementFilter: tables.STATEMENTS,
    ClaimFilter: tables.CLAIMS,
    AccountFilter: tables.ACCOUNTS,
    ConflictFilter: tables.CONFLICTS,
}
_OF_ONE_PLACE = (ClaimFilter, AccountFilter)
_TOLD_AT = "told_at"


class ExportForm(StrEnum):
    """The formats of lists."""

    CSV = "csv"
    JSONL = "jsonl"
    GEOJSON = "geojson"


MEDIA_TYPES = {
    ExportForm.CSV: "text/csv; charset=utf-8",
    ExportForm.JSONL: "application/x-ndjson",
    ExportForm.GEOJSON: "application/geo+json",
}


@dataclass(frozen=True, slots=True)
class Export:
    """How a list is exported: from after which cursor, at most how much of it, with or without which parts."""

    form: ExportForm
    after: str = ""
    limit: int | None = None
    beside: Beside = field(default_factory=Beside)
    bom: bool = False
    redact_private: bool = False


def name_of(wanted: Filter) -> str:
    """What a list is called: «claims»."""
    return _NAMES[type(wanted)]


def export_lines(ledger: Ledger, wanted: Filter, how: Export, *, outlines: Callable[[], Outlines]) -> Iterator[str]:
    """The lines of an export. ``outlines`` is called where places are asked for.

    Raises:
        UsageError: the cursor is of another list, or a day is none.
    """
    portions = _portions(ledger, wanted, how)
    columns = _COLUMNS[type(wanted)]
    is_map = how.form is ExportForm.GEOJSON
    if is_map and not isinstance(wanted, _OF_ONE_PLACE):
        portions = (_told_at(ledger, rows, wanted) for rows in portions)
        columns = tables.Columns((*columns.paths, ("place_ids", f"{_TOLD_AT}.*")))
    rows = islice((row for portion in portions for row in portion), how.limit)
    if how.form is ExportForm.JSONL:
        return jsonl_lines(rows)
    places = outlines() if is_map or isinstance(wanted, _OF_ONE_PLACE) else None
    told = (_tabled(row, wanted, places) for row in rows)
    if places is None or not is_map:
        return csv_lines(told, columns, bom=how.bom)
    return geojson_lines(told, columns, lambda row: _outline(row, places))


def _portions(ledger: Ledger, wanted: Filter, how: Export) -> Iterator[Sequence[Row]]:
    """All rows, a portion at a time; without the names of private persons where those are to be left out."""
    cursor: str | None = how.after
    while cursor is not None:
        page = page_of(ledger, wanted, limit=_PORTION, after=cursor, beside=how.beside)
        yield list(_redacted(ledger, page.records)) if how.redact_private else page.records
        cursor = page.next


def _told_at(ledger: Ledger, rows: Sequence[Row], wanted: Filter) -> list[Row]:
    """Rows that have no place of their own, with the ids of those of which their claims tell."""
    told: dict[str, set[str]] = defaultdict(set)
    if isinstance(wanted, ConflictFilter):
        for claim, card in ledger.cards(row[side]["id"] for row in rows for side in ("left", "right")).items():
            told[claim].update([card.place.id] if card.place else [])
        return [row | {_TOLD_AT: sorted(told[row["left"]["id"]] | told[row["right"]["id"]])} for row in rows]
    for document, statement, place in ledger.claim_places({key for row in rows for key in _documents_of(row)}):
        told[statement if isinstance(wanted, StatementFilter) else document].add(place)
    return [row | {_TOLD_AT: sorted(told[row["id"]])} for row in rows]


def _redacted(ledger: Ledger, rows: Sequence[Row]) -> Iterator[Row]:
    documents = [_documents_of(row) for row in rows]
    names = ledger.private_names({key for keys in documents for key in keys})
    for row, keys in zip(rows, documents, strict=True):
        own = parts_of(name for key in sorted(keys) for name in names.get(key, ()))
        yield hide_in(row, own) if own else row


def _documents_of(row: Row) -> set[str]:
    """The documents of which something stands in a row."""
    told = [row, row.get("left"), row.get("right"), *(row.get("claims") or () if "origins" in row else ())]
    found = {_document_of(one) for one in told if one}
    return {*found, *([row["id"]] if "article_id" in row else [])} - {""}


def _document_of(told: Row) -> str:
    document = told.get("document", "")
    return str(document["id"] if isinstance(document, dict) else document)


def _tabled(row: Row, wanted: Filter, outlines: Outlines | None) -> Row:
    """A row with what tables say beside it."""
    if isinstance(wanted, AccountFilter) and outlines is not None:
        place = outlines.place(row["place"] or "")
        claims = row["claims"]
        return row | {
            "place": {"id": row["place"]} if place is None else _place_row(place),
            "point": point_of(place),
            "outlets": sorted({one["outlet"] for one in claims if one.get("outlet")}),
            "told": next((one for one in claims if one["id"] == row["representative"]), None),
            "conflict_kinds": sorted({one["kind"] for one in row["conflicts"]}),
        }
    if isinstance(wanted, ClaimFilter):
        return row | {"point": point_of(_place_in(row))}
    return row


def _outline(row: Mapping[str, Any], outlines: Outlines) -> Outline:
    if _TOLD_AT in row:
        return joined(outlines.of(outlines.place(place)) for place in row[_TOLD_AT])
    return outlines.of(_place_in(row))


def _place_in(row: Mapping[str, Any]) -> Place | None:
    place = row["place"]
    return None if place is None or "kind" not in place else Place(**place)


def _place_row(place: Place) -> Row:
    return {name: getattr(place, name) for name in Place.__dataclass_fields__}
