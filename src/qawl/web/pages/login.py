"""Logging in and out, and what a visitor can see and change of themselves: name, password, who they are here."""

from dataclasses import replace
from datetime import datetime
from http import HTTPStatus
from math import ceil
from shlex import quote
from typing import Annotated
from urllib.parse import urlsplit

from anyio import CapacityLimiter, to_thread
from fastapi import APIRouter, Form, Request, Response
from starlette.responses import RedirectResponse

from qawl import clock
from qawl.api.bench import Bench
from qawl.auth.auditing import leave_out, note
from qawl.auth.entering import SESSION_COOKIE, drop_key, read_key, set_key, set_name
from qawl.auth.keys import hash_key
from qawl.auth.logging_in import Admission, Porter
from qawl.auth.passwords import MIN_LENGTH, check_password
from qawl.auth.users import MAX_NAME, clean_name
from qawl.auth.visitor import Reader, RefusedError
from qawl.errors import UsageError
from qawl.model.access import Via
from qawl.web.rendering import render

router = APIRouter()

_AT_ONCE = CapacityLimiter(2)
"""Passwords that are checked at once: each takes memory, and the other pages shall have threads left."""
_LONGEST_NEXT = 2_000


@router.get("/login")
def show_login(request: Request, bench: Bench, next: str = "/") -> Response:
    """Who one is here, and the form to log in."""
    return _page(request, bench, next_page=next)


@router.post("/login")
async def log_in(
    request: Request,
    bench: Bench,
    name: Annotated[str, Form()] = "",
    password: Annotated[str, Form()] = "",
    next: Annotated[str, Form()] = "/",
) -> Response:
    """Begin a session, or say that name and password do not fit; never which of them."""
    porter: Porter = request.app.state.porter
    address = request.client.host if request.client else ""

    def attempt() -> Admission:
        return porter.log_in(name, password, address=address)

    found = await to_thread.run_sync(attempt, limiter=_AT_ONCE)
    if found.retry_at is not None:
        leave_out(request)  # the attempts before it are in the log
        return _too_many(request, bench, found.retry_at, next_page=next)
    note(request, "login", who=found.user.name if found.user else "", via=Via.SESSION)
    if not found.key:
        return _page(request, bench, next_page=next, error="wrong", name=name, status=HTTPStatus.UNAUTHORIZED)
    _end_session(request, bench)
    response = RedirectResponse(own_page(next), status_code=HTTPStatus.SEE_OTHER)
    set_key(request, response, SESSION_COOKIE, found.key)
    return response


@router.post("/logout")
def log_out(request: Request, bench: Bench) -> Response:
    """End the session here and in the browser."""
    note(request, "logout")
    _end_session(request, bench)
    response = RedirectResponse("/login", status_code=HTTPStatus.SEE_OTHER)
    drop_key(request, response, SESSION_COOKIE)
    return response


@router.post("/visitor")
def rename_visitor(request: Request, bench: Bench, visitor: Reader, name: Annotated[str, Form()] = "") -> Response:
    """The name under which somebody without log-in reviews."""
    if visitor.is_logged_in or request.app.state.access.local_name is None:
        raise RefusedError(403, "named", "Who has logged in has the name of the log-in.")
    try:
        cleaned = clean_name(name)
    except UsageError:
        leave_out(request)
        return _page(request, bench, error="name", status=HTTPStatus.UNPROCESSABLE_ENTITY)
    note(request, "visitor.name", record=cleaned)
    response = RedirectResponse("/login", status_code=HTTPStatus.SEE_OTHER)
    set_name(request, response, cleaned)
    return response


@router.post("/password")
async def change_password(
    request: Request,
    bench: Bench,
    visitor: Reader,
    old: Annotated[str, Form()] = "",
    new: Annotated[str, Form()] = "",
    again: Annotated[str, Form()] = "",
) -> Response:
    """Another password for oneself. Guessing the old one is counted like a log-in; all other sessions end."""
    if not visitor.is_logged_in:
        raise RefusedError(403, "login", "Log in first.")
    porter: Porter = request.app.state.porter
    address = request.client.host if request.client else ""
    user = request.state.session.user
    note(request, "user.password", record=user.name)
    error = _unfit(new, again, name=user.name)
    if error:
        leave_out(request)
        return _page(request, bench, error=error, status=HTTPStatus.UNPROCESSABLE_ENTITY)

    def change() -> Admission:
        found = porter.log_in(user.name, old, address=address)
        return replace(found, key=porter.change_password(user, new)) if found.key else found

    found = await to_thread.run_sync(change, limiter=_AT_ONCE)
    if found.retry_at is not None:
        return _too_many(request, bench, found.retry_at)
    if not found.key:
        return _page(request, bench, error="old", status=HTTPStatus.FORBIDDEN)
    response = RedirectResponse("/login?changed=1", status_code=HTTPStatus.SEE_OTHER)
    set_key(request, response, SESSION_COOKIE, found.key)
    return response


def own_page(address: str) -> str:
    """Where to go after logging in: a page of this server, whatever the address in the link says."""
    if not address.startswith("/") or address.startswith(("//", "/\\")) or len(address) > _LONGEST_NEXT:
        return "/"
    if any(ord(one) < 0x21 or one == "\\" for one in address):
        return "/"
    try:
        parts = urlsplit(address)
    except ValueError:
        return "/"
    return "/" if parts.scheme or parts.netloc or parts.path in ("/login", "/logout") else address


def _unfit(new: str, again: str, *, name: str) -> str:
    """What is wrong with a new password, as a key of the locale; empty for nothing."""
    if new != again:
        return "again"
    try:
        check_password(new, name=name)
    except UsageError:
        return "short" if len(new) < MIN_LENGTH else "weak"
    return ""


def _too_many(request: Request, bench: Bench, retry_at: datetime, *, next_page: str = "/") -> Response:
    minutes = max(1, ceil((retry_at - clock.now()).total_seconds() / 60))
    status = HTTPStatus.TOO_MANY_REQUESTS
    page = _page(request, bench, next_page=next_page, error="many", minutes=minutes, status=status)
    page.headers["Retry-After"] = str(minutes * 60)
    return page


def _end_session(request: Request, bench: Bench) -> None:
    key = read_key(request, SESSION_COOKIE)
    if key:
        bench.ledger.end_session(hash_key(key))


def _page(
    request: Request,
    bench: Bench,
    *,
    next_page: str = "/",
    error: str = "",
    name: str = "",
    minutes: int = 0,
    status: HTTPStatus = HTTPStatus.OK,
) -> Response:
    return render(
        request,
        "login.html",
        status=int(status),
        next_page=own_page(next_page),
        error=error,
        name=name[:MAX_NAME],
        minutes=minutes,
        min_length=MIN_LENGTH,
        has_changed=request.query_params.get("changed") == "1",
        has_users=bool(bench.ledger.users()),
        is_local=request.app.state.access.local_name is not None,
        ledger_name="LEDGER" if "://" in bench.ledger.name else quote(bench.ledger.name),  # an address has a password
    )
