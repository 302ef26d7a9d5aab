"""Who asks, and what they may do: what routes depend on.

The guard has found the visitor before any route runs. ``check_change`` stands before every route of the application, so
that one which forgets to ask for ``Writer`` is no way in.
"""

from dataclasses import dataclass
from typing import Annotated, NoReturn

from fastapi import Depends, Request
from starlette.exceptions import HTTPException

from qawl.auth.forms import Body
from qawl.auth.keys import is_form_token
from qawl.model.access import Role, Via

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
"""Requests that change nothing."""
OPEN_TO_READERS = frozenset({"/login", "/logout", "/visitor", "/password", "/api/v1/read"})
"""Routes that take a POST from any visitor: they change nothing, or nothing but the visitor's own log-in."""

_FORM, _FILES = "application/x-www-form-urlencoded", "multipart/form-data"


class RefusedError(HTTPException):
    """A visitor may not do this. ``reason`` names the words for it, ``web.refused.<reason>``; ``detail`` is English."""

    def __init__(self, status: int, reason: str, detail: str, *, headers: dict[str, str] | None = None) -> None:
        super().__init__(status, detail, headers)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who asks. ``name`` is the reviewer's in every decision; ``csrf`` has to come back with every change."""

    name: str
    role: Role
    csrf: str = ""
    via: Via = Via.LOCAL

    @property
    def is_logged_in(self) -> bool:
        """True for a visitor with a password of their own."""
        return self.via is Via.SESSION


NOBODY = Visitor("", Role.READER)
"""Whoever has not logged in where that is needed."""


def find_visitor(request: Request) -> Visitor:
    """The visitor that the guard has found."""
    visitor: Visitor = request.state.visitor
    return visitor


async def check_change(request: Request) -> None:
    """Refuse what changes something unless a form of this visitor's own page sent it, and the role allows it.

    Raises:
        RefusedError: the token is missing or of another session, or the visitor is a reader.
    """
    if request.method in SAFE_METHODS:
        return
    visitor = find_visitor(request)
    if visitor.via is not Via.TOKEN and not is_form_token(await _sent_token(request), request.state.form_key):
        raise RefusedError(403, "stale", "The page is older than your visit, or not of this server. Load it again.")
    if request.scope["path"] not in OPEN_TO_READERS:
        _check_role(visitor, Role.REVIEWER)


async def _sent_token(request: Request) -> str:
    """What came back with the request: in a header, or in the field ``csrf`` of a form.

    In a form that brings files it is the first field: they are not taken in before the token is known, and it never
    stands in an address, which browsers and proxies keep.
    """
    header = request.headers.get("x-csrf-token")
    if header is not None:
        return header
    content_type = request.headers.get("content-type", "")
    kind = content_type.partition(";")[0].strip().lower()
    if kind not in (_FORM, _FILES):
        return ""
    body: Body = request.state.body
    if kind == _FILES and not body.was_read:  # the route reads it as it comes
        return await body.first_field(content_type, "csrf")
    sent = (await request.form()).get("csrf", "")
    return sent if isinstance(sent, str) else ""


def _check_role(visitor: Visitor, needed: Role) -> None:
    if not visitor.role.covers(needed):
        _refuse_role(needed)


def _refuse_role(needed: Role) -> NoReturn:
    raise RefusedError(403, f"not-{needed.value}", f"This needs the role {needed.value}. Ask an admin for it.")


def _writer(request: Request) -> Visitor:
    visitor = find_visitor(request)
    _check_role(visitor, Role.REVIEWER)
    return visitor


def _admin(request: Request) -> Visitor:
    visitor = find_visitor(request)
    _check_role(visitor, Role.ADMIN)
    return visitor


Reader = Annotated[Visitor, Depends(find_visitor)]
Writer = Annotated[Visitor, Depends(_writer)]
Admin = Annotated[Visitor, Depends(_admin)]
