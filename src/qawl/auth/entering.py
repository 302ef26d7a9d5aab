"""How a workbench may be entered: without log-in on the same machine, or with users; and the cookies of both.

On loopback whoever sits at the machine is let in and reviews under the name of their account there. Elsewhere nobody
is let in without a password, so a server for others does not start before there is a user.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import quote, unquote

from starlette.requests import Request
from starlette.responses import Response

from qawl import clock
from qawl.auth.hosts import AllowedHosts, is_loopback
from qawl.auth.keys import is_key
from qawl.auth.users import clean_name, os_name
from qawl.errors import UsageError
from qawl.model.access import Role, Session
from qawl.settings import WebSettings
from qawl.store.ledger import Ledger

SESSION_COOKIE, VISIT_COOKIE, NAME_COOKIE = "qawl_session", "qawl_visit", "qawl_name"
_A_YEAR = 365 * 24 * 3600


@dataclass(frozen=True, slots=True)
class Access:
    """Who is let in: under which names of the server, and without log-in as whom (None: nobody)."""

    hosts: AllowedHosts
    local_name: str | None
    local_role: Role = Role.REVIEWER


def open_access(
    ledger: Ledger, *, host: str = "127.0.0.1", allowed_hosts: Iterable[str] = (), login: bool = False
) -> Access:
    """How the workbench may be entered when it listens on ``host``; ``login`` asks for users on loopback too.

    Without users the local visitor is an admin, as there is nobody else to be one; with users, a reviewer. A name in
    ``allowed_hosts`` that is not of this machine means that a proxy serves others, who have to log in.

    Raises:
        UsageError: log-in is needed, and nobody could.
    """
    others = tuple(allowed_hosts)
    has_users = any(not user.is_disabled for user in ledger.users())
    strangers = [name for name in (host, *others) if not is_loopback(name)]
    is_local = not strangers and not login
    if not is_local and not has_users:
        reason = f"{strangers[0]} would let others in" if strangers else "--login lets nobody in"
        raise UsageError(
            f"{reason}, and {ledger.name} has no users. Add one with `qawl user add {ledger.name} NAME --role admin`, "
            "or serve this machine only, without --host, --allowed-host and --login."
        )
    return Access(
        AllowedHosts(host, others), os_name() if is_local else None, Role.REVIEWER if has_users else Role.ADMIN
    )


def is_over(session: Session, settings: WebSettings) -> bool:
    """True for a session that was not used for too long, or that began too long ago."""
    now = clock.now()
    idle, whole = timedelta(hours=settings.session_idle_hours), timedelta(hours=settings.session_hours)
    return now - session.seen_at > idle or now - session.created_at > whole


def has_expired(moment: datetime | None) -> bool:
    """True once a time has come; never for none."""
    return moment is not None and moment <= clock.now()


def read_key(request: Request, cookie: str) -> str:
    """The key in a cookie; empty where there is none, or something else."""
    found = request.cookies.get(_cookie_name(request, cookie), "")
    return found if is_key(found) else ""


def set_key(request: Request, response: Response, cookie: str, key: str) -> None:
    """Give the browser a key that scripts cannot read; it goes when the browser is closed."""
    response.set_cookie(
        _cookie_name(request, cookie), key, httponly=True, samesite="lax", secure=_is_secure(request), path="/"
    )


def drop_key(request: Request, response: Response, cookie: str) -> None:
    """Take a key away from the browser."""
    response.delete_cookie(
        _cookie_name(request, cookie), httponly=True, samesite="lax", secure=_is_secure(request), path="/"
    )


def read_name(request: Request) -> str:
    """The name under which somebody without log-in wants to review; empty where none was given."""
    try:
        return clean_name(unquote(request.cookies.get(NAME_COOKIE, "")))
    except UsageError:
        return ""


def set_name(request: Request, response: Response, name: str) -> None:
    """Remember the name for the next visit."""
    response.set_cookie(
        NAME_COOKIE, quote(name), max_age=_A_YEAR, httponly=True, samesite="lax", secure=_is_secure(request)
    )


def _cookie_name(request: Request, cookie: str) -> str:
    """Over https the prefix makes browsers refuse the cookie from any other host or over http."""
    return f"__Host-{cookie}" if _is_secure(request) else cookie


def _is_secure(request: Request) -> bool:
    return request.url.scheme == "https"
