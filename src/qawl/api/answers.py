"""Answers: a page of a list as JSON, one record, or a whole list line by line.

Lists are made for programs of every kind: the next page is named in the body and in a ``Link`` header, and whoever
accepts ``application/x-ndjson`` gets all of it in one answer that is written while it is read.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from typing import Any
from urllib.parse import urlencode

from fastapi import Request, Response
from fastapi.responses import StreamingResponse

from qawl.api.bench import Workbench
from qawl.api.questions import Form, Whole, WithForm
from qawl.api.schemas import Problem
from qawl.exporting import MEDIA_TYPES, Export, ExportForm, export_lines, name_of
from qawl.listing import Beside, Filter, page_of

NDJSON = MEDIA_TYPES[ExportForm.JSONL]
_CHUNK = 1 << 16

_SCHEMAS: Mapping[ExportForm, dict[str, Any]] = {
    ExportForm.CSV: {"type": "string"},
    ExportForm.JSONL: {"type": "string", "description": "one record a line"},
    ExportForm.GEOJSON: {"type": "object", "description": "a FeatureCollection, one feature a record"},
}
_PROBLEM = {"application/problem+json": {"schema": Problem.model_json_schema()}}


def _problems(**told: str) -> dict[int | str, dict[str, Any]]:
    return {int(code[1:]): {"description": words, "content": _PROBLEM} for code, words in told.items()}


PROBLEMS = _problems(
    _400="The question cannot be asked: a day is none, a cursor is of another list.",
    _401="Who asks has to log in first.",
    _403="Who asks may not do that.",
    _422="A parameter or a part of the body has a value that does not fit.",
    _503="The ledger is being written to for too long; ask again.",
)
MISSING = _problems(_404="There is none with this id or name.")
CONFLICTING = _problems(_409="Somebody has decided on the record since it was looked at.")
TOO_LARGE = _problems(_413="More than one article has.")
UNCHANGED: dict[int | str, dict[str, Any]] = {304: {"description": "The answer is the one that was given before."}}


IN_ALL_FORMS: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "A page, or the whole list in another form.",
        "content": {MEDIA_TYPES[form].partition(";")[0]: {"schema": schema} for form, schema in _SCHEMAS.items()},
    },
    **UNCHANGED,
}


def answer(
    value: Any, *, status: int = 200, headers: Mapping[str, str] | None = None, media_type: str = "application/json"
) -> Response:
    """Plain values as JSON."""
    body = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return Response(body, status_code=status, media_type=media_type, headers=dict(headers or {}))


def page_answer(request: Request, items: Iterable[Any], after: str | None) -> Response:
    """A page of a list, with the address of the next one."""
    return answer({"items": list(items), "next": after}, headers=next_link(request, after))


def next_link(request: Request, after: str | None) -> dict[str, str]:
    """The header that names the address of the next page, where there is one."""
    if after is None:
        return {}
    query = {key: value for key, value in request.query_params.multi_items() if key != "after"} | {"after": after}
    return {"Link": f'<{request.url.path}?{urlencode(query)}>; rel="next"'}


def list_answer(request: Request, bench: Workbench, wanted: Filter, asked: WithForm) -> Response:
    """A list as it was asked for: a page of it, or all of it in another form."""
    beside = Beside(getattr(asked, "with_rejected", False), getattr(asked, "perhaps", False))
    if asked.format is Form.JSON and not _wants_lines(request):
        page = page_of(bench.ledger, wanted, limit=asked.limit, after=asked.after, beside=beside)
        return page_answer(request, page.records, page.next)
    form = ExportForm.JSONL if asked.format is Form.JSON else ExportForm(asked.format)
    how = Export(form, asked.after, None, beside, asked.bom, asked.redact_private)
    return stream(export_lines(bench.ledger, wanted, how, outlines=lambda: bench.outlines), wanted, form)


def export_answer(bench: Workbench, wanted: Filter, asked: Whole) -> Response:
    """A whole list as a file."""
    beside = Beside(getattr(asked, "with_rejected", False), getattr(asked, "perhaps", False))
    how = Export(asked.format, asked.after, asked.limit, beside, asked.bom, asked.redact_private)
    return stream(export_lines(bench.ledger, wanted, how, outlines=lambda: bench.outlines), wanted, asked.format)


def stream(lines: Iterator[str], wanted: Filter, form: ExportForm) -> Response:
    """The lines of an export as they are made. The first are made before the answer begins, so that errors are told."""
    portions = _portions(lines)
    first = next(portions, b"")
    name = f"qawl-{name_of(wanted)}.{form}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return StreamingResponse(chain([first], portions), media_type=MEDIA_TYPES[form], headers=headers)


def _portions(lines: Iterator[str]) -> Iterator[bytes]:
    held: list[bytes] = []
    size = 0
    for line in lines:
        held.append(line.encode())
        size += len(held[-1])
        if size >= _CHUNK:
            yield b"".join(held)
            held, size = [], 0
    if held:
        yield b"".join(held)


def _wants_lines(request: Request) -> bool:
    accepted = [part.partition(";")[0].strip() for part in request.headers.get("accept", "").split(",")]
    return NDJSON in accepted and "application/json" not in accepted
