"""The audit log: who changed what, when and from where. For admins."""

from datetime import UTC, date, datetime, timedelta
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from qawl.api.bench import Bench
from qawl.auth.visitor import Admin
from qawl.errors import UsageError
from qawl.model.access import Outcome
from qawl.store.audit import AuditFilter
from qawl.web.rendering import render

router = APIRouter()

_PAGE = 100


@router.get("/audit")
def show_audit(
    request: Request,
    bench: Bench,
    visitor: Admin,
    who: str = "",
    action: str = "",
    outcome: str = "",
    record: str = "",
    since: str = "",
    until: str = "",
    after: Annotated[int | None, Query(ge=0, le=2**31 - 1)] = None,
) -> Response:
    """Entries that fit, the latest first."""
    wanted = AuditFilter(
        who=who.strip(),
        action=action,
        outcome=_outcome(outcome),
        record=record.strip(),
        since=_day(since),
        until=_day_after(until),
    )
    found = bench.ledger.audit(wanted, before=after, limit=_PAGE + 1)
    people, actions = bench.ledger.audit_names()
    given = {"who": who, "action": action, "outcome": outcome, "record": record, "since": since, "until": until}
    return render(
        request,
        "audit.html",
        entries=found[:_PAGE],
        next_after=found[_PAGE - 1].number if len(found) > _PAGE else None,
        people=people,
        actions=actions,
        outcomes=list(Outcome),
        given=given,
        is_filtered=any(given.values()),
    )


def _outcome(word: str) -> Outcome | None:
    try:
        return Outcome(word) if word else None
    except ValueError:
        raise UsageError(f"outcome {word!r} is none. Choose one of: {', '.join(Outcome)}.") from None


def _day(word: str) -> datetime | None:
    """The beginning of a day, in UTC as the log has it."""
    if not word:
        return None
    try:
        found = date.fromisoformat(word)
    except ValueError:
        raise UsageError(f"{word!r} is no day. Write it as 2017-09-11.") from None
    return datetime(found.year, found.month, found.day, tzinfo=UTC)


def _day_after(word: str) -> datetime | None:
    """The end of a day, which is still wanted."""
    begins = _day(word)
    if begins is None:
        return None
    return datetime.max.replace(tzinfo=UTC) if begins.date() == date.max else begins + timedelta(days=1)
