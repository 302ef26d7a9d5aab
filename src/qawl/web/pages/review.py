"""Reviewing: what waits in order, one record in focus, and decisions by key, button or selection.

Everything works as plain forms; ``static/review.js`` asks for the same pages in parts (header ``X-Part``).
"""

from http import HTTPStatus
from typing import Annotated, Any
from urllib.parse import parse_qsl, urlencode

from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.responses import JSONResponse, RedirectResponse
from pydantic import AfterValidator

from qawl.api.bench import Bench, Workbench
from qawl.auth.auditing import note
from qawl.auth.visitor import Reader, Writer
from qawl.errors import StaleError, UsageError
from qawl.examining import Examined, examine, history_of
from qawl.ingest.outlets import shipped_outlets
from qawl.model.claim import ClaimType, Harm, Status
from qawl.model.review import RecordKind
from qawl.model.statement import Commitment, Manner, Stance
from qawl.report.rows import published_text
from qawl.review.edits import present_values
from qawl.store.paging import Page
from qawl.store.queue_rows import QueueFilter
from qawl.store.records import StoredItem
from qawl.suggesting import suggest_actors, suggest_outlets, suggest_places
from qawl.web.rendering import options_of, render, view_of
from qawl.web.review_forms import decide, place_names
from qawl.web.review_text import near_text

router = APIRouter()

_SHOWN = 25
_HISTORY = 200
KINDS = (RecordKind.CLAIM, RecordKind.CONFLICT, RecordKind.STATEMENT, RecordKind.COPY, RecordKind.DOCUMENT)
Words = Annotated[str, Query(max_length=200)]
Id = Annotated[str, Query(max_length=200), AfterValidator(lambda given: given.replace(" ", "+"))]
"""The id of a record; a plus that was not written as %2B has become a space."""


async def read_form(request: Request) -> dict[str, str]:
    """The fields of a form, each once."""
    return {name: value for name, value in (await request.form()).items() if isinstance(value, str)}


FormFields = Annotated[dict[str, str], Depends(read_form)]


@router.get("/review")
def show_review(
    request: Request,
    bench: Bench,
    visitor: Reader,
    kind: Words = "",
    type: Words = "",
    place: Words = "",
    outlet: Words = "",
    at: Id = "",
    after: Annotated[str, Query(max_length=400)] = "",
) -> Response:
    """The queue, and the first record of it or the one that is asked for."""
    wanted = QueueFilter(kind, type, place, outlet)
    page = bench.ledger.page_of_queue(wanted, limit=_SHOWN, after=after)
    focus = at or (page.records[0].item.record_id if page.records else "")
    return _page(request, bench, wanted=wanted, page=page, focus=focus)


@router.get("/review/item")
def show_item(request: Request, bench: Bench, visitor: Reader, at: Id) -> Response:
    """One record in focus, as a part of a page."""
    return _part(request, bench, at)


@router.get("/review/state")
def read_state(bench: Bench, visitor: Reader, record: Annotated[list[str], Query(max_length=200)]) -> Response:
    """How many decisions each record has: whoever looks at one sees by it that somebody else has decided."""
    return JSONResponse(bench.ledger.review_counts(record), headers={"Cache-Control": "no-store"})


@router.post("/review/decide")
def keep_decision(request: Request, bench: Bench, visitor: Writer, form: FormFields) -> Response:
    """One decision; the record in focus comes back as it is then."""
    focus = form.get("focus") or form.get("record", "")
    is_part = "x-part" in request.headers
    try:
        made = decide(bench, form, reviewer=visitor.name, words=view_of(request).words)
    except StaleError:
        return _again(request, bench, focus, form, problem="stale", status=HTTPStatus.CONFLICT)
    except UsageError as error:
        return _again(request, bench, focus, form, problem="refused", detail=str(error), status=HTTPStatus.BAD_REQUEST)
    note(request, f"review.{made.decision.value}", record=made.record_id)
    bench.ledger.enqueue_corroboration(asked_by=visitor.name)
    if form.get("decision") == "undo" and made.anchor.document_id:
        focus = made.record_id.partition(".")[0]
    if is_part:
        return _part(request, bench, focus)
    kept = [(name, value) for name, value in parse_qsl(form.get("back", "")) if name != "at"]
    address = f"/review?{urlencode([*kept, ('at', focus)])}"
    return RedirectResponse(address, status_code=HTTPStatus.SEE_OTHER)


@router.get("/review/names")
def suggest(
    bench: Bench, visitor: Reader, kind: Words, q: Words = "", first: Annotated[str, Query(max_length=2000)] = ""
) -> Response:
    """What a name may mean, for whoever types it; ``first`` are ids that go ahead."""
    ahead = first.split()
    if kind == "place":
        found = suggest_places(bench.gazetteer, q, first=ahead)
    elif kind == "outlet":
        found = suggest_outlets(shipped_outlets(), q)
    else:
        found = suggest_actors(bench.known, q, first=ahead)
    rows = [{"id": one.id, "ar": one.name_ar, "en": one.name_en, "beside": one.beside} for one in found]
    return JSONResponse(rows)


@router.get("/review/history")
def show_history(request: Request, bench: Bench, visitor: Reader, record: Id = "") -> Response:
    """Every decision on a record, or the latest of all."""
    made = history_of(bench.ledger, record) if record else bench.ledger.latest_reviews(_HISTORY)
    return render(request, "review_history.html", made=made, record=record)


def _page(
    request: Request, bench: Workbench, *, wanted: QueueFilter, page: Page[StoredItem], focus: str, **more: Any
) -> Response:
    try:
        examined = examine(bench.ledger, focus) if focus else None
    except UsageError:
        examined = None
    words = view_of(request).words
    values = {
        "wanted": wanted,
        "page": page,
        "focus": focus,
        "kind_options": [(kind.value, words.text(f"web.review.kind.{kind.value}")) for kind in KINDS],
        "outlet_options": [(one, _outlet_name(bench, one)) for one in bench.ledger.waiting_outlets()],
        "due": bench.ledger.count_due(),
        "is_named": request.state.visitor.name != request.app.state.access.local_name,
    }
    return render(request, "review.html", **values | _item_values(request, bench, examined) | more)


def _part(
    request: Request,
    bench: Workbench,
    focus: str,
    *,
    problem: str = "",
    detail: str = "",
    status: HTTPStatus = HTTPStatus.OK,
) -> Response:
    examined = examine(bench.ledger, focus)
    values = _item_values(request, bench, examined) | {"problem": problem, "detail": detail}
    response = render(request, "review_item.html", status=int(status), **values)
    response.headers["Cache-Control"] = "no-store"
    return response


def _again(
    request: Request, bench: Workbench, focus: str, form: dict[str, str], *, status: HTTPStatus, problem: str,
    detail: str = "",
) -> Response:  # fmt: skip
    """The record as it stands, with what kept the decision from being kept."""
    if "x-part" in request.headers:
        return _part(request, bench, focus, problem=problem, detail=detail, status=status)
    back = dict(parse_qsl(form.get("back", "")))
    wanted = QueueFilter(*(back.get(name, "") for name in ("kind", "type", "place", "outlet")))
    page = bench.ledger.page_of_queue(wanted, limit=_SHOWN)
    return _page(
        request, bench, wanted=wanted, page=page, focus=focus, problem=problem, detail=detail, status=int(status)
    )


def _item_values(request: Request, bench: Workbench, examined: Examined | None) -> dict[str, Any]:
    """What the template of one record asks."""
    words = view_of(request).words
    sides = () if examined is None else examined.sides
    return {
        "examined": examined,
        "problem": "",
        "detail": "",
        "texts": [near_text(side, names=bench.names, locale=words) for side in sides],
        "values": [
            {
                name: present_values(record, names=place_names(bench, side))
                for name, record in (("claim", side.claim), ("statement", side.statement), ("document", side.document))
                if record is not None
            }
            for side in sides
        ],
        "published": [published_text(side.document, words) for side in sides],
        "options": {
            "type": options_of(request, "type", ClaimType),
            "status": options_of(request, "status", Status),
            "harm": options_of(request, "harm", Harm),
            "stance": options_of(request, "stance", Stance),
            "commitment": options_of(request, "commitment", Commitment),
            "manner": options_of(request, "manner", Manner),
        },
    }


def _outlet_name(bench: Workbench, outlet: str) -> str:
    entry = shipped_outlets().by_id(outlet)
    return entry.name_ar if entry is not None else outlet or "—"
