"""A real HTTP server on 127.0.0.1 for tests: well-behaved, misbehaving and hostile routes, and a record of requests.

with LocalSite() as site:
    site.serve("/1", Reply("خبر".encode(), headers={"Content-Type": "text/html; charset=utf-8"}))
    Fetcher(settings, allow_private=True).fetch(site.url("/1"))
    assert site.seen[-1].headers["user-agent"].startswith("qawl/")
"""

import gzip
import ssl
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import TracebackType
from urllib.parse import quote

CERTIFICATE = Path(__file__).with_name("localhost.pem")
HTML = "text/html; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Reply:
    """One answer. ``length`` False leaves Content-Length out; a number there is a lie.

    ``chunks`` come in place of ``content``, one by one as they are made.
    """

    content: bytes = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    length: bool | int = True
    chunks: Iterator[bytes] | None = None


@dataclass(frozen=True, slots=True)
class Seen:
    """A request as it came: the raw path, and headers by lower-case name."""

    path: str
    headers: Mapping[str, str]
    method: str = "GET"
    body: bytes = b""


Route = Reply | list[Reply] | Callable[[Seen], Reply]


class LocalSite:
    """Serves ``routes``; a list gives its replies one after the other and then repeats the last."""

    def __init__(self, *, tls: bool = False) -> None:
        self.seen: list[Seen] = []
        self.most_at_once = 0
        self._at_once = 0
        self._guard = threading.Lock()
        self._routes: dict[str, Route] = {}
        self._server = _QuietServer(("127.0.0.1", 0), _handler(self))
        self.scheme = "https" if tls else "http"
        if tls:
            self._server.socket = server_context().wrap_socket(
                self._server.socket, server_side=True, do_handshake_on_connect=False
            )
        self.port = self._server.server_address[1]
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True)

    def __enter__(self) -> "LocalSite":
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()

    def url(self, path: str = "/", *, host: str = "127.0.0.1") -> str:
        """The address of a path, as written (raw Arabic stays raw)."""
        return f"{self.scheme}://{host}:{self.port}{path}"

    def serve(self, path: str, route: Route) -> str:
        """Serve a path, given with raw Arabic or percent-encoded; returns its address."""
        self._routes[_encoded(path)] = route
        return self.url(path)

    def page(self, path: str, text: str = "<p>خبر</p>", **headers: str) -> str:
        """Serve a small page; underscores in names of headers stand for hyphens."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return self.serve(path, Reply(text.encode(), headers={"Content-Type": HTML} | named))

    def redirect(self, path: str, location: str, *, status: int = 302) -> str:
        """Lead from a path to a location, whose Arabic goes out as raw UTF-8."""
        return self.serve(path, Reply(status=status, headers={"Location": location}))

    def robots(self, text: str) -> None:
        """Serve a robots.txt."""
        self.serve("/robots.txt", Reply(text.encode(), headers={"Content-Type": "text/plain"}))

    def asked(self, *, robots: bool = False) -> list[str]:
        """The raw paths that were asked for, in order."""
        return [seen.path for seen in self.seen if robots or seen.path != "/robots.txt"]

    def reply_to(self, seen: Seen) -> Reply:
        """What the routes say."""
        with self._guard:
            self.seen.append(seen)
            route = self._routes.get(seen.path, Reply(b"no such page", status=404))
            if isinstance(route, list):
                return route.pop(0) if len(route) > 1 else route[0]
        return route(seen) if callable(route) else route

    def enter(self, step: int) -> None:
        """Count the requests that are being answered at the same time."""
        with self._guard:
            self._at_once += step
            self.most_at_once = max(self.most_at_once, self._at_once)


class ManualClock:
    """A clock that stands still until somebody sleeps."""

    def __init__(self) -> None:
        self.moment = datetime(2031, 3, 5, 12, 0, tzinfo=UTC)
        self.slept: list[float] = []
        self._guard = threading.Lock()

    def now(self) -> datetime:
        return self.moment

    def sleep(self, seconds: float) -> None:
        with self._guard:
            self.slept.append(round(seconds, 3))
            self.moment += timedelta(seconds=seconds)


def server_context(*protocols: str) -> ssl.SSLContext:
    """TLS for a server, with the certificate for localhost that only tests use."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(CERTIFICATE)
    if protocols:
        context.set_alpn_protocols(list(protocols))
    return context


def trusting_context() -> ssl.SSLContext:
    """TLS for a client that trusts that certificate."""
    return ssl.create_default_context(cafile=str(CERTIFICATE))


def gzip_bomb(size: int) -> bytes:
    """A gzip body that unpacks to ``size`` zeros."""
    return gzip.compress(bytes(size), 9, mtime=0)


def conditional(content: bytes, *, etag: str = "", last_modified: str = "") -> Callable[[Seen], Reply]:
    """A route that answers 304 to who has the page already."""
    headers = {
        "Content-Type": HTML,
        **({"ETag": etag} if etag else {}),
        **({"Last-Modified": last_modified} if last_modified else {}),
    }

    def reply(seen: Seen) -> Reply:
        has_it = (etag and seen.headers.get("if-none-match") == etag) or (
            last_modified and seen.headers.get("if-modified-since") == last_modified
        )
        return Reply(status=304, headers=headers) if has_it else Reply(content, headers=headers)

    return reply


class _QuietServer(ThreadingHTTPServer):
    """Clients that hang up in the middle are part of the tests."""

    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        return


def _encoded(path: str) -> str:
    return quote(path, safe="/%:@!$&'()*+,;=~-._?[]|")


def _handler(site: LocalSite) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            site.enter(+1)
            try:
                with suppress(ConnectionError, ssl.SSLError, TimeoutError):
                    self._answer()
            finally:
                site.enter(-1)

        do_POST = do_GET  # noqa: N815 (the name that http.server looks for)

        def _answer(self) -> None:
            headers = {name.lower(): value for name, value in self.headers.items()}
            body = self.rfile.read(int(headers.get("content-length", 0)))
            reply = site.reply_to(Seen(self.path, headers, self.command, body))
            self.send_response(reply.status)
            for name, value in reply.headers.items():
                self.send_header(name, value.encode("utf-8").decode("latin-1"))
            declared = len(reply.content) if reply.length is True else reply.length
            if declared is not False and reply.chunks is None and reply.status != 304:
                self.send_header("Content-Length", str(declared))
            elif reply.status != 304:
                self.send_header("Connection", "close")
            self.close_connection = declared is False or reply.chunks is not None or declared != len(reply.content)
            self.end_headers()
            for chunk in reply.chunks or [reply.content]:
                self.wfile.write(chunk)
                self.wfile.flush()

        def log_message(self, format: str, *values: object) -> None:
            return

    return Handler
