"""What every request passes before any route sees it.

In this order: was this server meant, does the request come from a page of ours, who sends it, may they be here at all.
Afterwards what changed something is noted in the audit log, before its answer goes out.
"""

import logging
from collections.abc import Callable
from datetime import timedelta
from http import HTTPStatus
from urllib.parse import quote

from anyio import to_thread
from fastapi import Request, Response
from starlette.datastructures import MutableHeaders
from starlette.responses import RedirectResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from qawl import clock
from qawl.auth.auditing import entry_of
from qawl.auth.entering import (
    SESSION_COOKIE,
    VISIT_COOKIE,
    Access,
    drop_key,
    has_expired,
    is_over,
    read_key,
    read_name,
    set_key,
)
from qawl.auth.forms import Body
from qawl.auth.hosts import comes_from_here, is_loopback
from qawl.auth.keys import form_token, hash_key, new_key
from qawl.auth.visitor import NOBODY, SAFE_METHODS, RefusedError, Visitor
from qawl.model.access import ApiToken, Session, Via
from qawl.settings import WebSettings
from qawl.store.ledger import Ledger

MAX_BODY = 65_536
"""Bytes that are taken from somebody who has not logged in where that is needed: a name and a password."""

_LOG = logging.getLogger("qawl.auth")
_LOGIN, _STATIC, _API = "/login", "/static/", "/api/"
_TOUCH_SESSION, _TOUCH_TOKEN = timedelta(minutes=5), timedelta(hours=1)
_BEARER = "bearer "

Answer = Callable[[Request, Exception], Response]


class Guard:
    """The outermost part of the application that knows of visitors. ``answer`` makes a page or problem of a refusal."""

    def __init__(self, app: ASGIApp, *, access: Access, ledger: Ledger, settings: WebSettings, answer: Answer) -> None:
        self._app = app
        self._access = access
        self._ledger = ledger
        self._settings = settings
        self._answer = answer

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through, or answer it here."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if scope["type"] != "http":  # nothing here speaks anything else
            await send({"type": "websocket.close", "code": 1008})
            return
        request = Request(scope, receive)
        request.state.visitor, request.state.form_key = NOBODY, ""
        request.state.body = body = Body(receive)
        try:
            self._check_origin(request)
            is_new = await self._know(request)
            self._check_entry(request)
        except RefusedError as refusal:
            await self._refuse(request, refusal)(scope, receive, send)
            return
        await self._pass(request, body, send, is_new=is_new)
        await self._touch(request)

    def _check_origin(self, request: Request) -> None:
        hosts = request.headers.getlist("host")
        if len(hosts) != 1 or not self._access.hosts.allow(hosts[0]):
            raise RefusedError(
                400, "host", "This server is not known by that name. Whoever runs it can add it with --allowed-host."
            )
        if request.method not in SAFE_METHODS and not comes_from_here(
            host=hosts[0],
            origin=request.headers.get("origin"),
            fetch_site=request.headers.get("sec-fetch-site"),
        ):
            raise RefusedError(403, "elsewhere", "Another site sent this. Do it on a page of this server.")

    # --- who it is --------------------------------------------------------------------------------

    async def _know(self, request: Request) -> bool:
        """Find the visitor; True when the browser is here for the first time and needs a key for its forms."""
        header = request.headers.get("authorization", "")
        if header[: len(_BEARER)].lower() == _BEARER:
            token = await to_thread.run_sync(self._token, header[len(_BEARER) :].strip())
            role = min(token.role, token.user.role, key=lambda role: role.rank)
            request.state.visitor, request.state.token = Visitor(token.user.name, role, via=Via.TOKEN), token
            return False
        key = read_key(request, SESSION_COOKIE)
        session = await to_thread.run_sync(self._session, key) if key else None
        if session is not None:
            request.state.session, request.state.form_key = session, key
            user = session.user
            request.state.visitor = Visitor(user.name, user.role, form_token(key), Via.SESSION)
            return False
        visit = read_key(request, VISIT_COOKIE)
        is_new = not visit and not request.url.path.startswith((_STATIC, _API))
        request.state.form_key = visit or (new_key() if is_new else "")
        csrf = form_token(request.state.form_key) if request.state.form_key else ""
        if self._access.local_name is None or not _is_here(request):
            request.state.visitor = Visitor("", NOBODY.role, csrf)
        else:
            request.state.visitor = Visitor(
                read_name(request) or self._access.local_name, self._access.local_role, csrf
            )
        return is_new

    def _token(self, shown: str) -> ApiToken:
        found = self._ledger.token(hash_key(shown))
        if found is None or has_expired(found.expires_at):
            raise RefusedError(
                401,
                "token",
                "This token is not known, was revoked or has expired.",
                headers={"WWW-Authenticate": "Bearer"},
            )
        return found

    def _session(self, key: str) -> Session | None:
        found = self._ledger.session(hash_key(key))
        return None if found is None or is_over(found, self._settings) else found

    # --- may they be here -------------------------------------------------------------------------

    def _check_entry(self, request: Request) -> None:
        if request.state.visitor.name or request.url.path.startswith(_STATIC) and request.method in SAFE_METHODS:
            return
        if request.url.path != _LOGIN:
            raise RefusedError(401, "login", "Log in first.", headers={"WWW-Authenticate": "Bearer"})
        length = request.headers.get("content-length", "0")
        if "transfer-encoding" in request.headers or not length.isdigit() or int(length) > MAX_BODY:
            raise RefusedError(413, "too-long", "That is longer than a name and a password.")

    def _refuse(self, request: Request, refusal: RefusedError) -> Response:
        """People are led to the log-in; programs, and parts of pages, are told."""
        path, wants_login = request.url.path, refusal.reason == "login"
        if wants_login and not path.startswith(_API) and request.method in SAFE_METHODS:
            asked = f"{path}?{request.url.query}" if request.url.query else path
            address = f"{_LOGIN}?next={quote(asked, safe='')}" if path != "/" or request.url.query else _LOGIN
            if "hx-request" not in request.headers:
                return RedirectResponse(address, status_code=HTTPStatus.SEE_OTHER)
            return Response(status_code=HTTPStatus.UNAUTHORIZED, headers={"HX-Redirect": _LOGIN})
        return self._answer(request, refusal)

    # --- on the way out ---------------------------------------------------------------------------

    async def _pass(self, request: Request, receive: Receive, send: Send, *, is_new: bool) -> None:
        scope, has_begun = request.scope, False

        async def send_on(message: Message) -> None:
            nonlocal has_begun
            if message["type"] == "http.response.start":
                has_begun = True
                await self._note(scope, message["status"])
                self._mark(request, message, is_new=is_new)
            await send(message)

        try:
            await self._app(scope, receive, send_on)
        except Exception:
            if not has_begun:
                await self._note(scope, HTTPStatus.INTERNAL_SERVER_ERROR)
            raise

    async def _note(self, scope: Scope, status: int) -> None:
        """Note a change. It has been made by now: where it cannot be noted, the server's own log says so."""
        entry = entry_of(scope, status)
        if entry is None:
            return
        try:
            await to_thread.run_sync(self._ledger.note_audit, entry)
        except Exception:
            _LOG.exception("not in the audit log: %s", entry)

    def _mark(self, request: Request, message: Message, *, is_new: bool) -> None:
        """Cookies that are due; and nothing that somebody saw after logging in stays in a cache."""
        response = Response()
        del response.headers["content-length"]
        if is_new:
            set_key(request, response, VISIT_COOKIE, request.state.form_key)
        elif read_key(request, SESSION_COOKIE) and not request.state.visitor.is_logged_in:
            drop_key(request, response, SESSION_COOKIE)
        headers = MutableHeaders(scope=message)
        if not any(name == b"set-cookie" and SESSION_COOKIE.encode() in value for name, value in message["headers"]):
            message["headers"].extend(response.raw_headers)
        if request.state.visitor.via in (Via.SESSION, Via.TOKEN) and not request.url.path.startswith(_STATIC):
            headers["Cache-Control"] = "no-store"

    async def _touch(self, request: Request) -> None:
        """Note now and then that a session or token is in use; after the answer, as it may have to wait for others."""
        session: Session | None = getattr(request.state, "session", None)
        token: ApiToken | None = getattr(request.state, "token", None)
        now = clock.now()
        if session is not None and now - session.seen_at > _TOUCH_SESSION:
            await to_thread.run_sync(self._ledger.touch_session, hash_key(request.state.form_key))
        if token is not None and (token.used_at is None or now - token.used_at > _TOUCH_TOKEN):
            await to_thread.run_sync(self._ledger.touch_token, token.id)


def _is_here(request: Request) -> bool:
    """True where no proxy says that somebody elsewhere is asking."""
    return request.client is None or is_loopback(request.client.host)
