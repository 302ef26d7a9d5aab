"""Alerts: claims that fit a saved filter are told once, to a command or to an address.

A command gets one JSON object on its standard input, an address gets it by POST. Each claim is noted as told when the
receiver has taken it, not before: after a crash in between it is told again, which is better than never. Text from
articles is never part of a command line.
"""

import json
import shlex
import subprocess
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from typing import Any

from qawl.adding import actors_named
from qawl.errors import UsageError
from qawl.ingest.files import is_address
from qawl.model.claim import ClaimType, Status
from qawl.shapes import claim_json
from qawl.store.filters import ClaimFilter
from qawl.store.ledger import Ledger
from qawl.store.records import StoredClaim
from qawl.text.fold import fold

_SECONDS = 30
_MOST = 500  # claims told at once; the rest with the next round
_FILTERS = frozenset({"type", "place", "actor", "status", "since", "until", "outlet", "speaker"})
_KEYS = _FILTERS | {"name", "send"}


@dataclass(frozen=True, slots=True)
class Alert:
    """A saved filter with a name, and where its claims go: a command with its words, or one address.

    ``speaker`` is part of a speaker's name in any spelling.
    """

    name: str
    wanted: ClaimFilter
    send: str
    speaker: str = ""


@dataclass(slots=True)
class AlertReport:
    """How many claims each alert told, and which receivers failed, with what they said."""

    sent: dict[str, int] = field(default_factory=dict)
    failed: dict[str, str] = field(default_factory=dict)


def parse_alert(row: Mapping[str, Any], where: str, *, send: str = "") -> Alert:
    """One alert of a watch list; ``send`` where it names no receiver itself.

    Raises:
        UsageError: names the entry and what fits.
    """
    for key, value in row.items():
        if key not in _KEYS:
            raise UsageError(f"{where}: unknown key {key!r}. Known: {', '.join(sorted(_KEYS))}.")
        if not isinstance(value, str) or not value.strip():
            raise UsageError(f"{where}: {key} = {value!r} is no text. Put some in quotation marks.")
    for key, kind in (("type", ClaimType), ("status", Status)):
        if key in row and row[key] not in list(kind):
            raise UsageError(f"{where}: {key} = {row[key]!r} is none. Known: {', '.join(kind)}.")
    if "name" not in row:
        raise UsageError(f'{where}: no name. Add name = "...", by which what was told is remembered.')
    receiver = row.get("send", send)
    if not receiver:
        raise UsageError(f'{where}: nobody to send to. Add send = "COMMAND" or an address, or give --alert.')
    known = {one.name for one in fields(ClaimFilter)}
    wanted = ClaimFilter(**{key: value for key, value in row.items() if key in _FILTERS & known})
    return Alert(row["name"], wanted, receiver, row.get("speaker", ""))


def send_alerts(ledger: Ledger, alerts: Iterable[Alert]) -> AlertReport:
    """Tell each alert's receiver of the claims that it has not been told of, oldest first."""
    report = AlertReport()
    for alert in alerts:
        found = _new_claims(ledger, alert)
        if not found:
            continue
        problem = _deliver(alert, found)
        if problem:
            report.failed[alert.name] = problem
        else:
            ledger.note_alert(alert.name, [stored.claim.id for stored in found])
            report.sent[alert.name] = len(found)
    return report


def _new_claims(ledger: Ledger, alert: Alert) -> list[StoredClaim]:
    wanted = alert.wanted
    if wanted.actor:
        wanted = replace(wanted, actor_ids=actors_named(wanted.actor))
    found = [one for one in ledger.claims(wanted) if _is_said_by(one, alert.speaker)]
    told = ledger.alerts_sent(alert.name, [one.claim.id for one in found])
    return [one for one in reversed(found) if one.claim.id not in told][:_MOST]


def _is_said_by(stored: StoredClaim, name: str) -> bool:
    """True when the speaker, or the outlet of a claim in its own voice, bears this part of a name in any spelling."""
    outlet = stored.document.outlet
    names = (stored.speaker.name,) if stored.speaker is not None else (outlet.name, outlet.id)
    return any(fold(name).text in fold(one).text for one in names)


def _deliver(alert: Alert, found: Sequence[StoredClaim]) -> str:
    """Hand the claims over; what went wrong, empty when nothing did."""
    content = json.dumps(_message(alert, found), ensure_ascii=False).encode()
    return _post(alert.send, content) if is_address(alert.send) else _run(alert.send, content)


def _message(alert: Alert, found: Sequence[StoredClaim]) -> dict[str, Any]:
    return {"alert": alert.name, "claims": [claim_json(stored) for stored in found]}


def _run(command: str, content: bytes) -> str:
    try:
        ended = subprocess.run(shlex.split(command), input=content, capture_output=True, timeout=_SECONDS, check=False)
    except (OSError, ValueError) as error:
        return f"{command!r} cannot be run ({error}). Check the alert's `send`."
    except subprocess.TimeoutExpired:
        return f"{command!r} did not end within {_SECONDS} seconds. Let it hand its work on and end."
    if ended.returncode:
        said = ended.stderr.decode("utf-8", "replace").strip()[-200:]
        return f"{command!r} ended with status {ended.returncode}: {said or 'it said nothing'}."
    return ""


def _post(url: str, content: bytes) -> str:
    import httpx

    try:
        answer = httpx.post(url, content=content, headers={"content-type": "application/json"}, timeout=_SECONDS)
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        return f"{url} could not be reached ({type(error).__name__}: {error})."
    return "" if answer.is_success else f"{url} answered {answer.status_code}."
