"""What the audit log says of a request. The guard notes every change; a route may say better what it was.

    @router.post("/claims/{claim_id}/decision")
    def decide(request: Request, claim_id: str, visitor: Writer) -> Response:
        note(request, "review.confirm", record=claim_id)

Without that the entry bears the method and path of the route, and the values in the path as its record.
"""

from dataclasses import dataclass
from http import HTTPStatus

from fastapi import Request
from starlette.types import Scope

from qawl import clock
from qawl.auth.visitor import SAFE_METHODS, Visitor
from qawl.model.access import AuditEntry, Outcome, Via

_NOT_KEPT = frozenset({"/api/v1/read"})
"""Routes that take a POST and keep nothing."""
_REFUSALS = (HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN, HTTPStatus.TOO_MANY_REQUESTS)


@dataclass(frozen=True, slots=True)
class Note:
    """What a route says of itself; ``who``, ``via`` and ``outcome`` where visitor and status do not tell them."""

    action: str
    record: str = ""
    detail: str = ""
    who: str | None = None
    via: Via | None = None
    outcome: Outcome | None = None


def note(
    request: Request,
    action: str,
    *,
    record: str = "",
    detail: str = "",
    who: str | None = None,
    via: Via | None = None,
    outcome: Outcome | None = None,
) -> None:
    """Say what this request does: a word such as «review.confirm», and the id of the record that it is about."""
    request.state.audit = Note(action, record, detail, who, via, outcome)


def leave_out(request: Request) -> None:
    """This request changes nothing that anybody would ask about."""
    request.state.audit = None


def entry_of(scope: Scope, status: int) -> AuditEntry | None:
    """The entry for a request answered with ``status``; None for one that asked no route to change anything."""
    state, route = scope["state"], scope.get("route")
    method = scope["method"]
    if method in SAFE_METHODS or route is None or method not in route.methods or route.path in _NOT_KEPT:
        return None
    values = " ".join(str(value) for value in scope.get("path_params", {}).values())
    said: Note | None = state.get("audit", Note(f"{method} {route.path}", values))
    if said is None:
        return None
    visitor: Visitor = state["visitor"]
    outcome = said.outcome or _outcome(status)
    return AuditEntry(
        at=clock.now(),
        who=visitor.name if said.who is None else said.who,
        via=said.via or visitor.via,
        action=said.action,
        outcome=outcome,
        address=scope["client"][0] if scope.get("client") else "",
        record=said.record,
        detail=said.detail or (str(status) if outcome is Outcome.FAILED else ""),
    )


def _outcome(status: int) -> Outcome:
    if status < HTTPStatus.BAD_REQUEST:
        return Outcome.DONE
    return Outcome.REFUSED if status in _REFUSALS else Outcome.FAILED
