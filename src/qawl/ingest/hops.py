"""One hop: a request that says who asks, and its answer within all limits.

No cookies, no Referer, no credentials: what only a known visitor may see is not published.
"""

import io
import threading
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, BinaryIO

from qawl.errors import SettingsError
from qawl.ingest.addresses import Address
from qawl.ingest.answers import PAGES, Answer, transport_error
from qawl.ingest.bodies import BodyLimits, accepted_encodings, read_body
from qawl.ingest.robots import AGENT
from qawl.settings import FetchSettings

if TYPE_CHECKING:
    import httpx

_ACCEPT = "text/html,application/xhtml+xml,application/rss+xml,application/atom+xml,application/xml;q=0.9,*/*;q=0.5"
_LANGUAGES = "ar,*;q=0.5"
_DRAINED_BYTES = 65_536


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked for, how much of it and how long, and where it goes."""

    limits: BodyLimits
    seconds: float
    sink: BinaryIO
    conditions: tuple[tuple[str, str], ...] = ()
    start: list[int] = field(default_factory=list)

    def rewind(self) -> None:
        """Forget what an earlier attempt wrote."""
        if not self.start:
            self.start.append(self.sink.tell())
        self.sink.seek(self.start[0])
        self.sink.truncate()

    def content(self) -> bytes:
        """What came, where it is in memory."""
        return self.sink.getvalue() if isinstance(self.sink, io.BytesIO) else b""


class Hops:
    """Sends requests through a given transport, or through guarded ones that it makes; safe to share."""

    def __init__(
        self, settings: FetchSettings, *, allow_private: bool, transport: "httpx.BaseTransport | None"
    ) -> None:
        self._settings = settings
        self._allow_private = allow_private
        self._transport = transport
        self._transports: dict[str, httpx.BaseTransport] = {}
        self._guard = threading.Lock()
        self._user_agent = user_agent(settings)

    def close(self) -> None:
        """Close all connections; a given transport too."""
        for transport in [*self._transports.values(), *([self._transport] if self._transport else [])]:
            transport.close()
        self._transports.clear()

    def ask(self, address: Address, wanted: Wanted) -> Answer:
        """Send one request; the body of a page goes to ``wanted.sink``, that of other answers nowhere.

        Raises:
            FetchError: no answer, or one that breaks a limit. What its status means is not judged here.
        """
        import httpx

        settings = self._settings
        request = httpx.Request(
            "GET", address.url, headers=self._request_headers(wanted), extensions=self._extensions(wanted)
        )
        reading = False
        try:
            response = self._transport_for(address).handle_request(request)
            try:
                answer = Answer.of(response)
                if answer.status in PAGES:
                    reading = True
                    headers = {name.lower(): value for name, value in answer.headers}
                    read_body(response.iter_raw(), headers, wanted.limits, wanted.sink.write)
                else:
                    _drain(response)
                return answer
            finally:
                response.close()
        except httpx.TransportError as error:
            raise transport_error(error, settings, seconds=wanted.seconds, reading=reading) from error

    def _request_headers(self, wanted: Wanted) -> list[tuple[str, str]]:
        """No cookies, and no Referer: a raw Arabic one cannot even be sent."""
        headers = [
            ("User-Agent", self._user_agent),
            ("Accept", _ACCEPT),
            ("Accept-Language", _LANGUAGES),
            ("Accept-Encoding", accepted_encodings()),
        ]
        return [*headers, *wanted.conditions]

    def _extensions(self, wanted: Wanted) -> dict[str, Any]:
        settings = self._settings
        timeout = {
            "connect": settings.connect_seconds,
            "read": settings.read_seconds,
            "write": settings.read_seconds,
            "pool": settings.connect_seconds,
        }
        return {"timeout": timeout, "total_seconds": wanted.seconds}

    def _transport_for(self, address: Address) -> "httpx.BaseTransport":
        """The given transport, or a guarded one: direct, or through the proxy that the environment names."""
        if self._transport is not None:
            return self._transport
        proxy = _environment_proxy(address) if self._settings.environment_proxies else ""
        with self._guard:
            if proxy not in self._transports:
                from qawl.ingest.connections import GuardedTransport

                self._transports[proxy] = GuardedTransport(
                    allow_private=self._allow_private, trust_env=self._settings.environment_proxies, proxy=proxy or None
                )
            return self._transports[proxy]


def user_agent(settings: FetchSettings) -> str:
    """Who asks: name, version, and whom to write to.

    Raises:
        SettingsError: the contact cannot stand in a header.
    """
    from importlib.metadata import PackageNotFoundError, metadata

    try:
        package = metadata("qawl")
        version, pages = package["Version"], package.get_all("Project-URL") or []
    except PackageNotFoundError:
        version, pages = "0", []
    contact = settings.contact.strip() or next((page.partition(",")[2].strip() for page in pages), "")
    if not fits_a_header(contact) or set(contact) & set("()"):
        raise SettingsError(
            f"setting contact = {contact!r}: cannot stand in a header. Give a mail address or a page in ASCII, "
            "without round brackets."
        )
    return f"{AGENT}/{version} (+{contact})" if contact else f"{AGENT}/{version} (reads published news; no contact set)"


def fits_a_header(value: str) -> bool:
    """Printable ASCII; anything else could not be sent, or would be read as further headers."""
    return value.isascii() and (value.isprintable() or not value)


def _drain(response: "httpx.Response") -> None:
    """Take the little text that comes with redirects and errors, so that the connection can serve again."""
    import httpx

    taken = 0
    with suppress(httpx.TransportError):
        for piece in response.iter_raw():
            taken += len(piece)
            if taken > _DRAINED_BYTES:
                return


def _environment_proxy(address: Address) -> str:
    """The proxy that the environment names for an address, or nothing."""
    from urllib.request import getproxies, proxy_bypass

    proxies: Mapping[str, str] = getproxies()
    proxy = "" if proxy_bypass(address.host) else proxies.get(address.scheme) or proxies.get("all") or ""
    return proxy if "://" in proxy or not proxy else f"http://{proxy}"
