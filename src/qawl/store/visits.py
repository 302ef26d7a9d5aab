"""What a ledger remembers of addresses it has visited, and of alerts it has sent."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select

from qawl import clock
from qawl.store import tables as t
from qawl.store.writes import upsert


@dataclass(frozen=True, slots=True)
class Visit:
    """The last visit to an address.

    ``etag`` and ``last_modified`` are what the server gave to ask again with. ``outcome`` is empty when the visit went
    well, else a word for what went wrong; ``failures`` counts the visits in a row that did.
    """

    url: str
    visited_at: datetime
    etag: str = ""
    last_modified: str = ""
    outcome: str = ""
    failures: int = 0


def find_visit(connection: Connection, url: str) -> Visit | None:
    """The last visit to an address, None when there was none."""
    row = connection.execute(select(t.visit).where(t.visit.c.url == url)).first()
    if row is None:
        return None
    return Visit(row.url, row.visited_at, row.etag, row.last_modified, row.outcome, row.failures)


def keep_visit(connection: Connection, visit: Visit) -> None:
    """Remember a visit in place of the one before."""
    row = {name: getattr(visit, name) for name in visit.__dataclass_fields__}
    upsert(connection, t.visit, [row], changing=True)


def find_sent(connection: Connection, alert: str, claim_ids: Iterable[str]) -> set[str]:
    """Those of the claims that an alert has told of."""
    wanted = list(claim_ids)
    found: set[str] = set()
    for start in range(0, len(wanted), 500):
        chunk = wanted[start : start + 500]
        query = select(t.alert_sent.c.claim_id).where(t.alert_sent.c.alert == alert, t.alert_sent.c.claim_id.in_(chunk))
        found.update(connection.execute(query).scalars())
    return found


def keep_sent(connection: Connection, alert: str, claim_ids: Iterable[str]) -> None:
    """Remember that an alert has told of these claims."""
    now = clock.now()
    upsert(connection, t.alert_sent, [{"alert": alert, "claim_id": one, "sent_at": now} for one in claim_ids])
