"""Connections that go only where they may, and end when they must.

A name is looked up once, every answer is judged, and the connection is made to the judged number itself: a
name service that answers differently the second time (DNS rebinding) is never asked a second time. TLS still
checks the certificate against the name. All reading and writing shares one deadline for a whole answer, because
a server that sends one byte a second never runs into a time limit between two bytes.

httpx is imported here, so this module is imported only where something is fetched.
"""

import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from typing import Any

import httpcore
import httpx

from qawl.errors import FetchError, FetchReason, SettingsError
from qawl.ingest.addresses import check_number

Resolve = Callable[[str, int], list[str]]

_KEEP_ALIVE_SECONDS = 5.0


class Deadline(threading.local):
    """The moment, on ``time.monotonic``, at which this thread's present answer must be complete."""

    at = float("inf")

    def start(self, seconds: float) -> None:
        """Begin a new answer that may take so long."""
        self.at = time.monotonic() + seconds

    def left(self, timeout: float | None) -> float:
        """The time left, at most ``timeout``.

        Raises:
            httpcore.ReadTimeout: there is none left.
        """
        left = self.at - time.monotonic()
        if left <= 0:
            raise httpcore.ReadTimeout("the answer as a whole took too long")
        return left if timeout is None else min(left, timeout)


class GuardedTransport(httpx.BaseTransport):
    """An httpx transport whose connections are guarded and share a deadline, over HTTP/1.1 and HTTP/2.

    ``resolve`` and ``backend`` stand for the name service and the network; tests give their own. A ``proxy``
    looks up names itself, so behind one the answers of the name service are not judged here.
    """

    def __init__(
        self,
        *,
        allow_private: bool = False,
        resolve: Resolve | None = None,
        backend: httpcore.NetworkBackend | None = None,
        ssl_context: ssl.SSLContext | None = None,
        trust_env: bool = False,
        proxy: str | None = None,
    ) -> None:
        self.deadline = Deadline()
        guarded = GuardedBackend(
            self.deadline,
            allow_private=allow_private or proxy is not None,
            resolve=resolve or look_up,
            backend=backend or httpcore.SyncBackend(),
        )
        options: dict[str, Any] = {
            "ssl_context": ssl_context or httpx.create_ssl_context(trust_env=trust_env),
            "http1": True,
            "http2": True,
            "keepalive_expiry": _KEEP_ALIVE_SECONDS,
            "network_backend": guarded,
        }
        self._pool = _make_pool(proxy, **options)

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send and return when the headers are there; errors are httpx's, or ``FetchError`` from the guard."""
        self.deadline.start(request.extensions.get("total_seconds", float("inf")))
        core_request = httpcore.Request(
            method=request.method,
            url=httpcore.URL(
                scheme=request.url.raw_scheme,
                host=request.url.raw_host,
                port=request.url.port,
                target=request.url.raw_path,
            ),
            headers=request.headers.raw,
            content=request.read(),
            extensions=request.extensions,
        )
        try:
            response = self._pool.handle_request(core_request)
        except FetchError:
            raise
        except Exception as error:  # hostile bytes find errors of four libraries
            raise _as_httpx(error) from error
        body = _Body(response.stream, lambda: self._close_connections(core_request.url.origin))
        return httpx.Response(response.status, headers=response.headers, stream=body, extensions=response.extensions)

    def close(self) -> None:
        """Close all connections."""
        self._pool.close()

    def _close_connections(self, origin: httpcore.Origin) -> None:
        """Hang up where an answer was left unread: over HTTP/2 its rest would come before the next answer."""
        for connection in self._pool.connections:
            if connection.can_handle_request(origin):
                connection.close()


class GuardedBackend(httpcore.NetworkBackend):
    """Looks a name up once, judges every answer, and connects to the numbers that it judged."""

    def __init__(
        self, deadline: Deadline, *, allow_private: bool, resolve: Resolve, backend: httpcore.NetworkBackend
    ) -> None:
        self._deadline = deadline
        self._allow_private = allow_private
        self._resolve = resolve
        self._backend = backend

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        """A connection to the first number of ``host`` that takes one.

        Raises:
            FetchError: DNS, or PRIVATE_ADDRESS when any of the answers is no public address.
            httpcore.ConnectError: no number takes a connection.
            httpcore.ConnectTimeout: all of it together took longer than ``timeout``.
        """
        ends = time.monotonic() + self._deadline.left(timeout)
        numbers = _resolve_in_time(self._resolve, host, port, ends)
        if not self._allow_private:
            for number in numbers:
                check_number(number, host)
        failure: Exception = httpcore.ConnectTimeout("the name service took too long")
        for number in numbers:
            left = ends - time.monotonic()
            if left <= 0:
                break
            try:
                stream = self._backend.connect_tcp(number, port, left, local_address, socket_options)
                return _TimedStream(stream, self._deadline)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
        raise failure

    def connect_unix_socket(
        self, path: str, timeout: float | None = None, socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None
    ) -> httpcore.NetworkStream:
        """Never: a socket file is as private as an address can be."""
        raise FetchError(FetchReason.PRIVATE_ADDRESS, f"{path} is a socket of this machine. Give a web address.")


def look_up(host: str, port: int) -> list[str]:
    """The IP addresses of a host by the system's name service, each once, in its order of preference."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(answer[4][0]) for answer in found))


def _resolve_in_time(resolve: Resolve, host: str, port: int, ends: float) -> list[str]:
    """The answers, waited for no longer than until ``ends``: the system's own look-up knows no time limit."""
    outcome: list[list[str] | Exception] = []

    def run() -> None:
        try:
            outcome.append(resolve(host, port))
        except (OSError, UnicodeError) as error:
            outcome.append(error)

    thread = threading.Thread(target=run, name="look-up", daemon=True)
    thread.start()
    thread.join(max(0.0, ends - time.monotonic()))
    if not outcome:
        raise httpcore.ConnectTimeout("the name service took too long")
    answer = outcome[0]
    if isinstance(answer, Exception) or not answer:
        said = f" ({answer})" if answer else ""
        what = f"the name service knows no {host}{said}. Check the spelling, and the connection of this machine."
        raise FetchError(FetchReason.DNS, what)
    return answer


class _TimedStream(httpcore.NetworkStream):
    """A connection on which no operation outlives the deadline."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: Deadline) -> None:
        self._stream = stream
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, self._deadline.left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._deadline.left(timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        stream = self._stream.start_tls(ssl_context, server_hostname, self._deadline.left(timeout))
        return _TimedStream(stream, self._deadline)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


class _Body(httpx.SyncByteStream):
    """The pieces of an answer, with httpx's errors; one that is closed before its end hangs up."""

    def __init__(self, stream: Any, hang_up: Callable[[], None]) -> None:
        self._stream = stream
        self._hang_up = hang_up
        self._at_end = False

    def __iter__(self) -> Iterator[bytes]:
        try:
            yield from self._stream
        except Exception as error:
            raise _as_httpx(error) from error
        self._at_end = True

    def close(self) -> None:
        with suppress(Exception):
            self._stream.close()
        if not self._at_end:
            self._hang_up()


_CORE_ERRORS = (httpcore.TimeoutException, httpcore.NetworkError, httpcore.ProtocolError, httpcore.ProxyError)


def _as_httpx(error: Exception) -> httpx.TransportError:
    """httpcore's error as httpx's of the same name; that of another library as a breach of protocol."""
    kind = getattr(httpx, type(error).__name__, None) if isinstance(error, _CORE_ERRORS) else None
    mapped: httpx.TransportError = (kind or httpx.RemoteProtocolError)(str(error))
    return mapped


def _make_pool(proxy: str | None, **options: Any) -> httpcore.ConnectionPool:
    """Direct connections, or those through a proxy, whose user and password may stand in its address."""
    if proxy is None:
        return httpcore.ConnectionPool(**options)
    try:
        given = httpx.Proxy(proxy)
        if given.url.scheme not in ("http", "https"):
            raise ValueError(f"{given.url.scheme} is not http")
        return httpcore.HTTPProxy(str(given.url), proxy_auth=given.raw_auth, **options)
    except (ValueError, httpx.InvalidURL) as error:
        raise SettingsError(
            f"the proxy that the environment names cannot be used ({error}). Mend HTTPS_PROXY and HTTP_PROXY, or turn "
            "fetch.environment_proxies off."
        ) from None
