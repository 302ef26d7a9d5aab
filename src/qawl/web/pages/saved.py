"""Saved searches: questions that people keep, with how much is new in each since they looked last."""

from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Annotated
from urllib.parse import parse_qsl, urlencode

from fastapi import APIRouter, Form, Request, Response
from fastapi.exceptions import RequestValidationError
from starlette.responses import RedirectResponse

from qawl.api.bench import Bench, Workbench
from qawl.auth.auditing import note
from qawl.auth.visitor import Reader, Writer
from qawl.errors import QawlError, UsageError
from qawl.store.saved import SavedSearch
from qawl.web.asking import LISTS, question_of
from qawl.web.rendering import render

router = APIRouter()

_MOST_NEW = 100
_LONGEST_NAME, _LONGEST_QUERY = 120, 4_000
_Text = Annotated[str, Form(max_length=_LONGEST_QUERY)]


@dataclass(frozen=True, slots=True)
class Row:
    """A search as the page shows it. ``new`` is None where nothing counts: another kind of page, or wrong by now."""

    search: SavedSearch
    filters: tuple[tuple[str, str], ...]
    new: int | None
    has_more: bool = False


@router.get("/saved")
def list_searches(request: Request, bench: Bench, visitor: Reader) -> Response:
    """One's own searches and the shared ones."""
    rows = [_row(bench, one) for one in bench.ledger.saved_searches(visitor.name)]
    return render(request, "saved.html", rows=rows)


@router.post("/saved")
def save_search(
    request: Request,
    bench: Bench,
    visitor: Writer,
    name: _Text,
    path: _Text,
    query: _Text = "",
    shared: bool = Form(False),
) -> Response:
    """Keep a list with its filters under a name."""
    name = _checked_name(name)
    if not path.startswith("/") or path.startswith("//") or "\\" in path or not path.isprintable():
        raise UsageError("A search is kept of a list of this workbench. Save it on the page of the list.")
    kept = urlencode([(key, value) for key, value in parse_qsl(query) if key not in ("lang", "after")])
    made = bench.ledger.keep_search(visitor.name, name=name, path=path, query=kept, is_shared=shared)
    note(request, "search.save", record=made.id, detail=name)
    return RedirectResponse("/saved", status_code=HTTPStatus.SEE_OTHER)


@router.get("/saved/{search_id}")
def open_search(request: Request, bench: Bench, visitor: Reader, search_id: str) -> Response:
    """Go to the list, and remember that this visitor has seen it."""
    found = bench.ledger.saved_search(search_id, visitor.name)
    bench.ledger.note_search_opened(search_id, visitor.name)
    return RedirectResponse(found.address, status_code=HTTPStatus.SEE_OTHER)


@router.post("/saved/{search_id}/change")
def change_search(
    request: Request,
    bench: Bench,
    visitor: Writer,
    search_id: str,
    name: _Text,
    shared: Annotated[bool, Form()] = False,
) -> Response:
    """Rename one's own search, share it, or keep it to oneself."""
    bench.ledger.change_search(search_id, visitor.name, name=_checked_name(name), is_shared=shared)
    note(request, "search.change", record=search_id, detail=name.strip())
    return RedirectResponse("/saved", status_code=HTTPStatus.SEE_OTHER)


@router.post("/saved/{search_id}/forget")
def forget_search(request: Request, bench: Bench, visitor: Writer, search_id: str) -> Response:
    """Forget one's own search."""
    bench.ledger.forget_search(search_id, visitor.name)
    note(request, "search.forget", record=search_id)
    return RedirectResponse("/saved", status_code=HTTPStatus.SEE_OTHER)


def _checked_name(name: str) -> str:
    name = " ".join(name.split())
    if not name or len(name) > _LONGEST_NAME:
        raise UsageError(f"A search needs a name of at most {_LONGEST_NAME} characters. Give it one.")
    return name


def _row(bench: Workbench, search: SavedSearch) -> Row:
    filters = tuple(parse_qsl(search.query))
    new = _count_new(bench, search, dict(filters))
    return Row(search, filters, None if new is None else min(new, _MOST_NEW), (new or 0) > _MOST_NEW)


def _count_new(bench: Workbench, search: SavedSearch, filters: Mapping[str, str]) -> int | None:
    name = search.path.removeprefix("/")
    if name not in LISTS:
        return None
    try:
        wanted = question_of(name, filters).wanted(bench)
        since = search.opened_at or search.created_at
        return bench.ledger.count_new(wanted, since=since, most=_MOST_NEW + 1)
    except (QawlError, RequestValidationError):  # a filter that a newer version does not know
        return None
