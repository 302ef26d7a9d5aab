"""Good manners towards a host: one request at a time, pauses between them, and leaving it alone when it suffers.

What is known of each host (when it may be asked again, how often it failed in a row) lives in memory while a
``Politeness`` lives, and goes out and in as plain dicts so that a ledger can keep pauses between runs. All time
comes from a ``Clock``, so tests wait for nothing.
"""

import random
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any, Protocol

from qawl.errors import FetchError, FetchReason, InputError
from qawl.settings import FetchSettings


class Clock(Protocol):
    """The time, and waiting."""

    def now(self) -> datetime:
        """The present moment, aware, UTC."""
        ...

    def sleep(self, seconds: float) -> None:
        """Wait."""
        ...


class SystemClock:
    """The clock of the machine."""

    def now(self) -> datetime:
        """The present moment in UTC."""
        return datetime.now(UTC)

    def sleep(self, seconds: float) -> None:
        """Wait."""
        time.sleep(seconds)


@dataclass(frozen=True, slots=True)
class HostState:
    """What is remembered of one host; times are UTC.

    ``ready_at`` is the earliest moment of the next request. ``failures`` counts failures in a row, the last one
    for ``reason``. Until ``paused_until`` nothing is asked of the host at all.
    """

    host: str
    ready_at: datetime | None = None
    failures: int = 0
    reason: FetchReason | None = None
    paused_until: datetime | None = None

    def to_dict(self) -> dict[str, Any]:
        """The state as text and numbers, for JSON or a table."""
        return {
            "host": self.host,
            "ready_at": self.ready_at.isoformat() if self.ready_at else None,
            "failures": self.failures,
            "reason": self.reason.value if self.reason else None,
            "paused_until": self.paused_until.isoformat() if self.paused_until else None,
        }

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> "HostState":
        """The state that ``to_dict`` wrote.

        Raises:
            InputError: it is none; names the value and what to do.
        """
        try:
            return cls(
                host=str(values["host"]),
                ready_at=_aware(values["ready_at"]),
                failures=int(values["failures"]),
                reason=FetchReason(values["reason"]) if values["reason"] else None,
                paused_until=_aware(values["paused_until"]),
            )
        except (KeyError, TypeError, ValueError) as error:
            raise InputError(
                f"no state of a host: {dict(values)!r} ({type(error).__name__}: {error}). Leave it out; the host is "
                "then asked as if for the first time."
            ) from None


class Politeness:
    """Turns, pauses and back-off of all hosts; safe to share between threads."""

    def __init__(
        self, settings: FetchSettings, clock: Clock, *, jitter: Callable[[float], float] | None = None
    ) -> None:
        """``jitter`` draws a time between zero and what it is given; random unless a test says otherwise."""
        self._settings = settings
        self._clock = clock
        self._jitter = jitter or (lambda longest: random.uniform(0, longest))
        self._states: dict[str, HostState] = {}
        self._turns: dict[str, threading.Lock] = {}
        self._guard = threading.Lock()

    @contextmanager
    def turn(self, host: str, *, delay: float) -> Iterator[None]:
        """This thread's turn with a host: waits for it, and makes the next one wait ``delay`` seconds from its end.

        Raises:
            FetchError: the host is paused; tells why and until when.
        """
        with self.alone(host):
            self.check_pause(host)
            ready_at = self.state(host).ready_at
            wait = (ready_at - self._clock.now()).total_seconds() if ready_at is not None else 0.0
            if wait > 0:
                self._clock.sleep(wait)
            try:
                yield
            finally:
                next_turn = self._clock.now() + timedelta(seconds=delay)
                self._keep(host, ready_at=max(next_turn, self.state(host).ready_at or next_turn))

    @contextmanager
    def alone(self, name: str) -> Iterator[None]:
        """No other thread is inside with the same name."""
        with self._guard:
            lock = self._turns.setdefault(name, threading.Lock())
        with lock:
            yield

    def check_pause(self, host: str) -> None:
        """Refuse a host that is paused.

        Raises:
            FetchError: with the reason of the last failure, and ``retry_at``.
        """
        state = self.state(host)
        if state.paused_until is not None and state.paused_until > self._clock.now():
            raise FetchError(
                state.reason or FetchReason.SERVER_ERROR,
                f"{host} is left alone until {tell_time(state.paused_until)} ({state.reason or 'paused'}, "
                f"{state.failures} in a row). Ask again then.",
                retry_at=state.paused_until,
            )

    def succeeded(self, host: str) -> None:
        """The host answered as it should: what went wrong before is forgotten."""
        self._keep(host, failures=0, reason=None, paused_until=None)

    def failed(self, host: str, reason: FetchReason, *, retry_after: datetime | None = None) -> HostState:
        """Note a failure and back off: until ``retry_after`` where the host named a time, else for a random time.

        The random time lies between zero and a bound that doubles with each failure in a row (full jitter).
        A host that failed too often, or that wants a longer rest than is waited for in place, is paused.
        """
        settings = self._settings
        now = self._clock.now()
        failures = self.state(host).failures + 1
        if retry_after is not None:
            longest = now + timedelta(seconds=settings.max_retry_after_seconds)
            wait = max(0.0, (min(retry_after, longest) - now).total_seconds())
        else:
            doubled = settings.backoff_seconds * 2.0 ** min(failures - 1, 32)
            wait = self._jitter(min(doubled, settings.max_backoff_seconds))
        ready_at = max(now + timedelta(seconds=wait), self.state(host).ready_at or now)
        paused_until = ready_at if wait > settings.max_wait_seconds else None
        if failures >= settings.pause_after_failures:
            paused_until = max(ready_at, now + timedelta(seconds=settings.pause_seconds))
        return self._keep(host, failures=failures, reason=reason, ready_at=ready_at, paused_until=paused_until)

    def state(self, host: str) -> HostState:
        """What is known of a host."""
        with self._guard:
            return self._states.get(host, HostState(host))

    def paused(self) -> list[HostState]:
        """The hosts that are left alone at present."""
        now = self._clock.now()
        with self._guard:
            return [state for _, state in sorted(self._states.items()) if (state.paused_until or now) > now]

    def export_states(self) -> list[dict[str, Any]]:
        """The hosts that failed or are paused, as plain dicts; all others need no memory."""
        with self._guard:
            return [state.to_dict() for _, state in sorted(self._states.items()) if state.failures]

    def import_states(self, states: list[dict[str, Any]]) -> None:
        """Take up what ``export_states`` gave.

        Raises:
            InputError: one of them is no state of a host.
        """
        read = [HostState.from_dict(values) for values in states]
        with self._guard:
            self._states |= {state.host: state for state in read}

    def _keep(self, host: str, **changes: Any) -> HostState:
        with self._guard:
            kept = replace(self._states.get(host, HostState(host)), **changes)
            self._states[host] = kept
        return kept


def parse_retry_after(value: str, now: datetime) -> datetime | None:
    """The moment that a ``Retry-After`` header names, by seconds or as a date; None where it names none."""
    value = value.strip()
    if value.isascii() and value.isdecimal():
        return now + timedelta(seconds=min(int(value[:12]), 10**9))
    try:
        moment = parsedate_to_datetime(value)
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except (ValueError, IndexError, TypeError, OverflowError):
        return None


def tell_time(moment: datetime) -> str:
    """A moment for messages."""
    return moment.strftime("%Y-%m-%d %H:%M:%S UTC")


def _aware(value: Any) -> datetime | None:
    if value is None:
        return None
    moment = datetime.fromisoformat(value)
    if moment.tzinfo is None:
        raise ValueError(f"{value} has no zone")
    return moment.astimezone(UTC)
