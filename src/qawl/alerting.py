"""Alerts: claims, contradictions and changed claims of control that fit a saved filter are told once.

A command gets one JSON object on its standard input, an address gets it by POST. Each thing is noted as told when the
receiver has taken it, not before: after a crash in between it is told again, which is better than never. Text from
articles is never part of a command line.
"""

import json
import shlex
import subprocess
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from enum import StrEnum
from typing import Any

from qawl.adding import actors_named
from qawl.alerting_derived import Told, conflicts_to_tell, control_to_tell
from qawl.errors import UsageError
from qawl.ingest.files import is_address
from qawl.model.account import ConflictKind
from qawl.model.claim import ClaimType, Status
from qawl.shapes import claim_json
from qawl.store.filters import ClaimFilter
from qawl.store.ledger import Ledger
from qawl.store.records import StoredClaim
from qawl.text.fold import fold

_SECONDS = 30
_MOST = 500  # things told at once; the rest with the next round
_FILTERS = frozenset({"type", "place", "actor", "status", "since", "until", "outlet", "speaker"})
_KEYS = _FILTERS | {"name", "send", "about", "kind"}


class About(StrEnum):
    """What an alert tells of."""

    CLAIMS = "claims"
    CONFLICTS = "conflicts"
    CONTROL = "control"


_TAKES = {
    About.CLAIMS: _FILTERS,
    About.CONFLICTS: frozenset({"type", "place", "kind"}),
    About.CONTROL: frozenset({"place"}),
}


@dataclass(frozen=True, slots=True)
class Alert:
    """A saved filter with a name, and where what fits goes: a command with its words, or one address.

    ``speaker`` is part of a speaker's name in any spelling, ``kind`` a kind of conflict.
    """

    name: str
    wanted: ClaimFilter
    send: str
    speaker: str = ""
    about: About = About.CLAIMS
    kind: str = ""


@dataclass(slots=True)
class AlertReport:
    """How many things each alert told of, and which receivers failed, with what they said."""

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
    known_values: tuple[tuple[str, type[StrEnum]], ...] = (
        ("type", ClaimType),
        ("status", Status),
        ("about", About),
        ("kind", ConflictKind),
    )
    for key, values in known_values:
        if key in row and row[key] not in list(values):
            raise UsageError(f"{where}: {key} = {row[key]!r} is none. Known: {', '.join(values)}.")
    about = About(row.get("about", About.CLAIMS))
    useless = sorted((row.keys() & (_FILTERS | {"kind"})) - _TAKES[about])
    if useless:
        raise UsageError(f"{where}: an alert about {about} takes {', '.join(sorted(_TAKES[about]))}, no {useless[0]}.")
    if about is About.CONTROL and "place" not in row:
        raise UsageError(f'{where}: an alert about control needs place = "...".')
    if "name" not in row:
        raise UsageError(f'{where}: no name. Add name = "...", by which what was told is remembered.')
    receiver = row.get("send", send)
    if not receiver:
        raise UsageError(f'{where}: nobody to send to. Add send = "COMMAND" or an address, or give --alert.')
    known = {one.name for one in fields(ClaimFilter)}
    wanted = ClaimFilter(**{key: value for key, value in row.items() if key in _FILTERS & known})
    return Alert(row["name"], wanted, receiver, row.get("speaker", ""), about, row.get("kind", ""))


def send_alerts(ledger: Ledger, alerts: Iterable[Alert]) -> AlertReport:
    """Tell each alert's receiver of what it has not been told of, oldest first."""
    report = AlertReport()
    for alert in alerts:
        fitting = dict(_FINDERS[alert.about](ledger, alert))
        told = ledger.alerts_sent(alert.name, fitting)
        found = {key: row for key, row in fitting.items() if key not in told}
        found = dict(list(found.items())[:_MOST])
        if not found:
            continue
        problem = _deliver(alert, list(found.values()))
        if problem:
            report.failed[alert.name] = problem
        else:
            ledger.note_alert(alert.name, found)
            report.sent[alert.name] = len(found)
    return report


def _claims_to_tell(ledger: Ledger, alert: Alert) -> list[Told]:
    wanted = alert.wanted
    if wanted.actor:
        wanted = replace(wanted, actor_ids=actors_named(wanted.actor))
    found = [one for one in ledger.claims(wanted) if _is_said_by(one, alert.speaker)]
    return [(one.claim.id, claim_json(one)) for one in reversed(found)]


_FINDERS = {
    About.CLAIMS: _claims_to_tell,
    About.CONFLICTS: conflicts_to_tell,
    About.CONTROL: control_to_tell,
}


def _is_said_by(stored: StoredClaim, name: str) -> bool:
    """True when the speaker, or the outlet of a claim in its own voice, bears this part of a name in any spelling."""
    outlet = stored.document.outlet
    names = (stored.speaker.name,) if stored.speaker is not None else (outlet.name, outlet.id)
    return any(fold(name).text in fold(one).text for one in names)


def _deliver(alert: Alert, found: Sequence[dict[str, Any]]) -> str:
    """Hand over what is to be told; what went wrong, empty when nothing did."""
    content = json.dumps({"alert": alert.name, alert.about.value: found}, ensure_ascii=False).encode()
    return _post(alert.send, content) if is_address(alert.send) else _run(alert.send, content)


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
