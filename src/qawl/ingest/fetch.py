"""Polite fetching: one address in, its bytes and what the server said of them out.

Each hop of a redirect is a request of its own: the address is checked, robots.txt asked, the host's turn waited
for, the connection guarded, the body bounded. What can be mended by waiting is tried again with growing pauses;
what cannot becomes a ``FetchError`` with one of a closed list of reasons, and the caller goes on.
"""

import io
from dataclasses import dataclass, field, replace
from datetime import datetime
from types import TracebackType
from typing import TYPE_CHECKING, Any, BinaryIO

from qawl.errors import FetchError, FetchReason
from qawl.ingest.addresses import Address, check_address, follow_location, parse_address
from qawl.ingest.answers import NOT_MODIFIED, Answer, check_status
from qawl.ingest.bodies import BodyLimits
from qawl.ingest.hops import Hops, Wanted, fits_a_header
from qawl.ingest.politeness import Clock, HostState, Politeness, SystemClock, parse_retry_after, tell_time
from qawl.ingest.robots import RobotsCache
from qawl.settings import FetchSettings

if TYPE_CHECKING:
    import httpx

_ROBOTS_REDIRECTS = 5
_NOT_STORED = frozenset({"set-cookie", "set-cookie2"})
_TRANSIENT = frozenset(
    {
        FetchReason.TIMEOUT,
        FetchReason.CONNECTION,
        FetchReason.SERVER_ERROR,
        FetchReason.RATE_LIMITED,
        FetchReason.TRUNCATED,
    }
)
_ANSWERED = frozenset(
    {
        FetchReason.NOT_FOUND,
        FetchReason.GONE,
        FetchReason.REFUSED,
        FetchReason.TOO_LARGE,
        FetchReason.BOMB,
        FetchReason.UNSUPPORTED_TYPE,
    }
)
_NO_ROBOTS = frozenset({FetchReason.NOT_FOUND, FetchReason.GONE, FetchReason.REFUSED, FetchReason.TOO_MANY_REDIRECTS})


@dataclass(frozen=True, slots=True)
class Validators:
    """What the server gave to ask later whether a page has changed (conditional GET)."""

    etag: str = ""
    last_modified: str = ""


@dataclass(frozen=True, slots=True)
class Fetched:
    """An answer. ``url`` is the address that gave it; ``redirects`` are those that led there, the first as asked.

    ``content`` is unpacked and otherwise as received, empty where ``not_modified``; ``headers`` are as received, in
    order, without cookies. ``retrieved_at`` is when the answer was complete, UTC.
    """

    url: str
    status: int
    headers: tuple[tuple[str, str], ...]
    content: bytes
    retrieved_at: datetime
    not_modified: bool = False
    redirects: tuple[str, ...] = ()
    validators: Validators = field(default_factory=Validators)

    def header(self, name: str) -> str:
        """The first header of that name, in any case; empty where there is none."""
        return next((value for key, value in self.headers if key.lower() == name.lower()), "")


class Fetcher:
    """Fetches addresses politely; a context manager, safe to share between threads.

    ``allow_private`` opens private addresses and all ports. ``transport`` stands for the network in place of
    the guarded one. Robots rules and the state of hosts live as long as the fetcher.
    """

    def __init__(
        self,
        settings: FetchSettings,
        *,
        allow_private: bool = False,
        clock: Clock | None = None,
        transport: "httpx.BaseTransport | None" = None,
        politeness: Politeness | None = None,
    ) -> None:
        """Raises SettingsError where ``settings.contact`` cannot stand in a header."""
        self._settings = settings
        self._allow_private = allow_private
        self._clock = clock or SystemClock()
        self._politeness = politeness or Politeness(settings, self._clock)
        self._robots = RobotsCache(settings)
        self._hops = Hops(settings, allow_private=allow_private, transport=transport)

    def __enter__(self) -> "Fetcher":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close all connections; a given ``transport`` too."""
        self._hops.close()

    def fetch(self, url: str, *, validators: Validators | None = None) -> Fetched:
        """The page, feed or sitemap at an address; with ``validators`` only if it has changed since.

        Raises:
            FetchError: there is nothing to be had, or nothing that may be; says why and what to do.
        """
        settings = self._settings
        limits = BodyLimits(
            settings.max_wire_bytes, settings.max_decoded_bytes, settings.max_ratio, settings.ratio_free_bytes
        )
        given = validators or Validators()
        wanted = Wanted(limits, settings.total_seconds, io.BytesIO(), _conditions(given))
        return self._follow(url, wanted, given)

    def download(self, url: str, sink: BinaryIO) -> Fetched:
        """The archive or dump at an address, written to ``sink`` from its present position; ``content`` is empty.

        The sink must be able to seek: it is wound back when an attempt fails half-way.

        Raises:
            FetchError: as ``fetch``; the limits are those of downloads.
        """
        settings = self._settings
        limit = settings.max_download_bytes
        limits = BodyLimits(limit, limit, settings.max_ratio, settings.ratio_free_bytes)
        fetched = self._follow(url, Wanted(limits, settings.download_seconds, sink), Validators())
        return replace(fetched, content=b"")

    def paused_hosts(self) -> list[HostState]:
        """The hosts that are left alone at present, for a report."""
        return self._politeness.paused()

    def export_states(self) -> list[dict[str, Any]]:
        """The hosts that failed or are paused, as plain dicts, to be kept between runs."""
        return self._politeness.export_states()

    def import_states(self, states: list[dict[str, Any]]) -> None:
        """Take up what ``export_states`` gave; raises InputError for what is no such thing."""
        self._politeness.import_states(states)

    def _follow(self, url: str, wanted: Wanted, given: Validators) -> Fetched:
        """Ask, and go where the answer leads; https to http is followed too, and the hops are on record."""
        address = parse_address(url, max_characters=self._settings.max_url_characters)
        first = address.url
        passed: list[str] = []
        while True:
            try:
                answer = self._get(address, wanted, delay=self._permission(address))
                if answer.location is None:
                    content = b"" if answer.status == NOT_MODIFIED else wanted.content()
                    return self._fetched(address, answer, content, given, tuple(passed))
                passed.append(address.url)
                address = self._next_hop(address, answer.location, passed, self._settings.max_redirects)
            except FetchError as error:
                if not passed:
                    raise error.at(first) from error.__cause__
                what = f"it leads to {error.url or address.url}, and there: {error.what}"
                raise FetchError(error.reason, what, url=first, retry_at=error.retry_at) from error

    def _permission(self, address: Address) -> float:
        """The pause between two requests that the host asks for, where its robots.txt allows this one."""
        if not self._allow_private:
            check_address(address)
        self._politeness.check_pause(address.host)
        with self._politeness.alone(f"robots {address.origin}"):
            rules = self._robots.rules_for(address, self._clock.now, self._read_robots)
        return rules.check(address, self._settings)

    def _read_robots(self, address: Address) -> bytes | None:
        """The robots.txt at an address, None where the site has none (4xx, or redirects without end)."""
        settings = self._settings
        size = settings.robots_max_bytes
        limits = BodyLimits(size, size, settings.max_ratio, settings.ratio_free_bytes, cut=True)
        wanted = Wanted(limits, settings.total_seconds, io.BytesIO())
        passed: list[str] = []
        while True:
            try:
                if not self._allow_private:
                    check_address(address)
                answer = self._get(address, wanted, delay=settings.min_delay_seconds)
                if answer.location is None:
                    return wanted.content()
                passed.append(address.url)
                address = self._next_hop(address, answer.location, passed, _ROBOTS_REDIRECTS)
            except FetchError as error:
                if error.reason in _NO_ROBOTS:
                    return None
                raise

    def _next_hop(self, address: Address, location: bytes, passed: list[str], most: int) -> Address:
        target = follow_location(address, location, max_characters=self._settings.max_url_characters)
        if len(passed) > most or target.url in passed:
            said = "in a circle" if target.url in passed else f"on and on, {len(passed)} times"
            what = (
                f"it leads {said}. Some sites do so to visitors without cookies: open it in a browser, save the page."
            )
            raise FetchError(FetchReason.TOO_MANY_REDIRECTS, what, url=address.url)
        return target

    def _get(self, address: Address, wanted: Wanted, *, delay: float) -> Answer:
        """One hop, tried again where waiting may help."""
        attempt = 0
        while True:
            attempt += 1
            try:
                with self._politeness.turn(address.host, delay=delay):
                    return self._attempt(address, wanted)
            except _TryAgainError as again:
                state = again.state
                if state.paused_until is not None:
                    until = f"{address.host} is left alone until {tell_time(state.paused_until)}."
                    what = f"{again.error.what} {until}"
                    raise FetchError(
                        again.error.reason, what, url=address.url, retry_at=state.paused_until
                    ) from again.error
                if attempt >= self._settings.attempts:
                    raise again.error.at(address.url, retry_at=state.ready_at) from again.error

    def _attempt(self, address: Address, wanted: Wanted) -> Answer:
        """One request and its outcome noted; ``_TryAgainError`` carries what waiting may mend."""
        retry_after = None
        try:
            wanted.rewind()
            answer = self._hops.ask(address, wanted)
            retry_after = parse_retry_after(answer.header("retry-after"), self._clock.now())
            check_status(answer, conditional=bool(wanted.conditions))
        except FetchError as error:
            if error.reason in _TRANSIENT:
                state = self._politeness.failed(address.host, error.reason, retry_after=retry_after)
                raise _TryAgainError(error, state) from error
            if error.reason in _ANSWERED:
                self._politeness.succeeded(address.host)
            raise error.at(address.url) from error.__cause__
        self._politeness.succeeded(address.host)
        return answer

    def _fetched(
        self, address: Address, answer: Answer, content: bytes, given: Validators, passed: tuple[str, ...]
    ) -> Fetched:
        """The answer as it is handed out; what a 304 does not repeat of the validators is kept."""
        not_modified = answer.status == NOT_MODIFIED
        known = given if not_modified else Validators()
        return Fetched(
            url=address.url,
            status=answer.status,
            headers=tuple(pair for pair in answer.headers if pair[0].lower() not in _NOT_STORED),
            content=content,
            retrieved_at=self._clock.now(),
            not_modified=not_modified,
            redirects=passed,
            validators=Validators(
                answer.header("etag") or known.etag, answer.header("last-modified") or known.last_modified
            ),
        )


def _conditions(validators: Validators) -> tuple[tuple[str, str], ...]:
    """The headers that ask for a page only if it has changed."""
    named = (("If-None-Match", validators.etag), ("If-Modified-Since", validators.last_modified))
    return tuple((name, value) for name, value in named if value and fits_a_header(value))


class _TryAgainError(Exception):
    """A failure that waiting may mend, and what is known of its host now."""

    def __init__(self, error: FetchError, state: HostState) -> None:
        super().__init__(str(error))
        self.error = error
        self.state = state
