"""Searching: one box, what is looked for as tabs, what the hits are about beside them; the hits as a file or feed."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import StreamingResponse

from qawl.api.bench import Bench
from qawl.auth.visitor import Reader
from qawl.export.atom import MEDIA_TYPE, Entry, Feed, atom_lines
from qawl.export.columns import Columns
from qawl.export.csv import csv_lines
from qawl.model.claim import ClaimType, Status
from qawl.model.statement import Stance
from qawl.pipeline import VERSION
from qawl.report.html import is_link
from qawl.shapes import search_hit_json
from qawl.store.search import SearchError, SearchFault, widened
from qawl.store.search_records import SearchAnswer, SearchHit, SearchKind, SearchSort
from qawl.web.asking import SearchAsked
from qawl.web.rendering import options_of, render, words_in

router = APIRouter()

_ENTRIES = 50
_PORTION = 200
_COLUMNS = Columns(
    (
        ("kind", "kind"),
        ("id", "record_id"),
        ("text", "text"),
        ("outlet", "document.outlet"),
        ("outlet_name", "document.outlet_name"),
        ("day", "document.day"),
        ("title", "document.title"),
        ("url", "document.url"),
        ("document", "document.id"),
        ("start", "span.0"),
    )
)


@router.get("/search")
def search(request: Request, bench: Bench, visitor: Reader, asked: Annotated[SearchAsked, Query()]) -> Response:
    """What has the words and fits the filters; without either, how to search."""
    wanted = asked.wanted(bench)
    found: SearchAnswer | None = None
    fault: SearchFault | None = None
    if asked.q.strip() or wanted.has_filters:
        try:
            found = bench.ledger.find(wanted)
        except SearchError as error:
            fault = error.fault
    return render(
        request,
        "search.html",
        asked=asked,
        found=found,
        fault=fault,
        wider=widened(asked.q),
        kinds=list(SearchKind),
        sorts=list(SearchSort),
        types=options_of(request, "type", ClaimType),
        stances=options_of(request, "stance", Stance),
        statuses=options_of(request, "status", Status),
    )


@router.get("/export/search.csv")
def export_rows(request: Request, bench: Bench, visitor: Reader, asked: Annotated[SearchAsked, Query()]) -> Response:
    """All hits as rows; of the most relevant those that are counted. ``bom=true`` is for spreadsheets."""
    bom = request.query_params.get("bom") == "true"
    rows = (search_hit_json(hit) | {"span": {"0": hit.span.start}} for hit in _all_hits(bench, asked))
    return _file(csv_lines(rows, _COLUMNS, bom=bom), "text/csv; charset=utf-8", "csv")


@router.get("/export/search.jsonl")
def export_records(bench: Bench, visitor: Reader, asked: Annotated[SearchAsked, Query()]) -> Response:
    """All hits as JSON, one a line."""
    lines = (json.dumps(search_hit_json(hit), ensure_ascii=False) + "\n" for hit in _all_hits(bench, asked))
    return _file(lines, "application/x-ndjson", "jsonl")


@router.get("/feeds/search.atom")
def show_feed(request: Request, bench: Bench, visitor: Reader, asked: Annotated[SearchAsked, Query()]) -> Response:
    """The newest hits as Atom."""
    words, base = words_in(asked.lang or "ar"), str(request.base_url).rstrip("/")
    filters = urlencode([(key, one) for key, one in sorted(request.query_params.items()) if one and key != "lang"])
    feed = Feed(
        id=f"urn:qawl:feed:search:{hashlib.sha256(filters.encode()).hexdigest()[:16]}",
        title=f"{words.text('web.name')}: {asked.q}",
        subtitle=words.text("web.foot"),
        language=words.language,
        address=str(request.url),
        page=f"{base}/search?{filters}",
        version=VERSION,
    )
    wanted = replace(asked.wanted(bench), sort=SearchSort.NEWEST, limit=_ENTRIES, after="")
    entries = [_entry(hit, base) for hit in bench.ledger.find(wanted).hits if hit.document.day]
    return Response("".join(atom_lines(feed, entries)).encode("utf-8"), media_type=MEDIA_TYPE)


def _all_hits(bench: Bench, asked: SearchAsked) -> Iterator[SearchHit]:
    """The hits one by one; the first is asked for at once, so that a wrong question is told of before any is sent."""
    hits = bench.ledger.find_all(replace(asked.wanted(bench), limit=_PORTION, after=""))
    first = next(hits, None)
    return iter(()) if first is None else _begun(first, hits)


def _begun(first: SearchHit, others: Iterator[SearchHit]) -> Iterator[SearchHit]:
    yield first
    yield from others


def _file(lines: Iterator[str], media_type: str, ending: str) -> Response:
    headers = {"Content-Disposition": f'attachment; filename="qawl-search.{ending}"'}
    return StreamingResponse(lines, media_type=media_type, headers=headers)


def _entry(hit: SearchHit, base: str) -> Entry:
    """A hit as an entry: dated by its publication, its id the place in its document."""
    head = hit.document
    known: dict[str, Any] = {"via": head.url} if is_link(head.url) else {}
    return Entry(
        id=f"urn:qawl:{hit.kind.value}:{head.id}:{hit.span.start}",
        title=head.title or head.outlet.name,
        updated=datetime.fromisoformat(head.day).replace(tzinfo=UTC),
        address=f"{base}/documents/{head.id}#s-{hit.sentence}",
        content=hit.text,
        author=head.outlet.name or head.outlet.id,
        term=hit.kind.value,
        label=hit.kind.value,
        **known,
    )
