"""What a ledger remembers of addresses, as polite fetching asks it, and the way to addresses with that memory.

A page that was read is not fetched again unless feed or sitemap says that it has changed, or somebody asks for it by
name: then the server is asked whether it has. A page that failed is tried again after a pause that doubles with every
failure; one that is gone, forbidden or no article, only when it is said to have changed.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

from qawl import clock
from qawl.errors import FetchReason
from qawl.ingest.fetch import Fetcher, Validators
from qawl.ingest.parts import Incoming
from qawl.ingest.politeness import Clock
from qawl.ingest.remote import Remote
from qawl.settings import Settings, load_settings
from qawl.store.ledger import Ledger
from qawl.store.visits import Visit

_PASSING = frozenset(
    reason.value
    for reason in (
        FetchReason.TIMEOUT,
        FetchReason.CONNECTION,
        FetchReason.DNS,
        FetchReason.SERVER_ERROR,
        FetchReason.RATE_LIMITED,
        FetchReason.TRUNCATED,
        FetchReason.BAD_CERTIFICATE,
    )
)
_FIRST_PAUSE, _LONGEST_PAUSE = timedelta(minutes=15), timedelta(days=1)


@dataclass(frozen=True, slots=True)
class LedgerVisits:
    """The memory of one ledger."""

    ledger: Ledger

    def validators(self, url: str) -> Validators | None:
        """What the server gave to ask again with, after a visit that went well."""
        visit = self.ledger.visit(url)
        if visit is None or visit.outcome or not (visit.etag or visit.last_modified):
            return None
        return Validators(visit.etag, visit.last_modified)

    def is_settled(self, url: str, *, changed: datetime | None) -> bool:
        """True for a page that needs no visit now."""
        visit = self.ledger.visit(url)
        if visit is None:
            return False
        if visit.outcome in _PASSING:
            pause = min(_FIRST_PAUSE * (1 << min(visit.failures, 10)), _LONGEST_PAUSE)
            return visit.visited_at <= clock.now() < visit.visited_at + pause
        return changed is None or visit.visited_at >= changed


def visit_of(incoming: Incoming, ledger: Ledger, *, outcome: str = "") -> Visit:
    """The visit that ended with ``incoming``."""
    before = ledger.visit(incoming.visit) if outcome else None
    headers = {name.lower(): value for name, value in incoming.headers}
    return Visit(
        url=incoming.visit,
        visited_at=incoming.retrieved_at or clock.now(),
        etag=headers.get("etag", ""),
        last_modified=headers.get("last-modified", ""),
        outcome=outcome,
        failures=(before.failures if before else 0) + 1 if outcome else 0,
    )


@contextmanager
def open_remote(
    ledger: Ledger, *, allow_private: bool = False, settings: Settings | None = None, clock: Clock | None = None
) -> Iterator[Remote]:
    """A way to addresses that remembers in ``ledger`` what it saw, pauses of hosts included."""
    settings = settings or load_settings()
    with Fetcher(settings.fetch, allow_private=allow_private, clock=clock) as fetcher:
        fetcher.import_states(ledger.host_states())
        try:
            yield Remote(fetcher, visits=LedgerVisits(ledger), settings=settings.ingest)
        finally:
            ledger.keep_host_states(fetcher.export_states())
