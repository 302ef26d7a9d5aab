"""Connections go to judged numbers only, whatever the name service says and wherever a redirect leads."""

import socket
import ssl
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from typing import Any

import httpcore
import pytest
from fetching import fetcher, refused, settings

from local_site import LocalSite, ManualClock, Reply, server_context, trusting_context
from qawl.errors import FetchError, FetchReason
from qawl.ingest.connections import GuardedTransport
from qawl.ingest.fetch import Fetcher

PUBLIC = "93.184.215.14"


class Names:
    """A name service; several answers for a name are given one after the other."""

    def __init__(self, **answers: list[list[str]]) -> None:
        self.answers = {name.replace("_", "."): given for name, given in answers.items()}
        self.asked: list[str] = []

    def __call__(self, host: str, port: int) -> list[str]:
        self.asked.append(host)
        answers = self.answers.get(host)
        if answers is None:
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
        return answers.pop(0) if len(answers) > 1 else answers[0]


class Redirected(httpcore.NetworkBackend):
    """A network on which every number leads to the local site; keeps the numbers that were connected to."""

    def __init__(self, site: LocalSite, *, dead: Iterable[str] = ()) -> None:
        self.site = site
        self.dead = set(dead)
        self.connected: list[tuple[str, int]] = []

    def connect_tcp(self, host: str, port: int, *values: Any, **options: Any) -> httpcore.NetworkStream:
        self.connected.append((host, port))
        if host in self.dead:
            raise httpcore.ConnectError("connection refused")
        return httpcore.SyncBackend().connect_tcp("127.0.0.1", self.site.port, *values, **options)


@contextmanager
def guarded(site: LocalSite, names: Names, *, dead: Iterable[str] = ()) -> Iterator[tuple[Fetcher, Redirected]]:
    network = Redirected(site, dead=dead)
    transport = GuardedTransport(resolve=names, backend=network)
    with Fetcher(settings(attempts=1), clock=ManualClock(), transport=transport) as fetch:
        yield fetch, network


def test_a_public_name_is_connected_to_by_its_number(site: LocalSite) -> None:
    site.page("/1")
    with guarded(site, Names(news_example=[[PUBLIC]])) as (fetch, network):
        assert fetch.fetch("http://news.example/1").status == 200
    assert set(network.connected) == {(PUBLIC, 80)}
    assert site.seen[-1].headers["host"] == "news.example"


@pytest.mark.parametrize(
    "number",
    ["127.0.0.1", "10.0.0.5", "169.254.169.254", "100.64.1.1", "::1", "fe80::1%1", "fd00::1", "::ffff:10.0.0.1"],
)
def test_a_public_name_with_a_private_number_is_refused(site: LocalSite, number: str) -> None:
    with guarded(site, Names(news_example=[[number]])) as (fetch, network):
        error = refused(FetchReason.PRIVATE_ADDRESS, fetch, "http://news.example/1")
    assert (network.connected, site.seen) == ([], [])
    assert error.url == "http://news.example/1"
    assert "news.example leads to" in str(error)


def test_one_private_number_among_public_ones_is_enough_to_refuse(site: LocalSite) -> None:
    with guarded(site, Names(news_example=[[PUBLIC, "10.0.0.5"]])) as (fetch, network):
        refused(FetchReason.PRIVATE_ADDRESS, fetch, "http://news.example/1")
    assert network.connected == []


def test_a_name_that_changes_its_number_gains_nothing(site: LocalSite) -> None:
    site.page("/1", Connection="close")
    site.serve("/robots.txt", Reply(status=404, headers={"Connection": "close"}))
    names = Names(news_example=[[PUBLIC], ["127.0.0.1"]])
    with guarded(site, names) as (fetch, network):
        refused(FetchReason.PRIVATE_ADDRESS, fetch, "http://news.example/1")
    assert network.connected == [(PUBLIC, 80)]
    assert names.asked == ["news.example", "news.example"]


def test_each_connection_asks_the_name_service_once(site: LocalSite) -> None:
    site.page("/1")
    names = Names(news_example=[[PUBLIC]])
    with guarded(site, names) as (fetch, network):
        fetch.fetch("http://news.example/1")
    assert len(names.asked) == len(network.connected)


@pytest.mark.parametrize(
    "location", ["http://127.0.0.1/admin", "http://localhost/", "http://0x7f.1/", "http://inside.example/"]
)
def test_a_redirect_to_a_private_address_is_refused(site: LocalSite, location: str) -> None:
    site.redirect("/1", location)
    with guarded(site, Names(news_example=[[PUBLIC]], inside_example=[["10.0.0.9"]])) as (fetch, network):
        error = refused(FetchReason.PRIVATE_ADDRESS, fetch, "http://news.example/1")
    assert site.asked() == ["/1"]
    assert error.url == "http://news.example/1"
    assert {number for number, _ in network.connected} == {PUBLIC}


def test_a_redirect_to_another_port_is_refused(site: LocalSite) -> None:
    site.redirect("/1", "http://news.example:6379/")
    with guarded(site, Names(news_example=[[PUBLIC]])) as (fetch, _):
        refused(FetchReason.BAD_ADDRESS, fetch, "http://news.example/1")


def test_robots_txt_cannot_lead_to_a_private_address(site: LocalSite) -> None:
    site.redirect("/robots.txt", "http://169.254.169.254/robots.txt")
    with guarded(site, Names(news_example=[[PUBLIC]])) as (fetch, network):
        refused(FetchReason.PRIVATE_ADDRESS, fetch, "http://news.example/1")
    assert len(network.connected) == 1


def test_a_private_address_is_refused_without_any_connection() -> None:
    with Fetcher(settings(), clock=ManualClock()) as fetch:
        refused(FetchReason.PRIVATE_ADDRESS, fetch, "http://127.0.0.1/")
        refused(FetchReason.PRIVATE_ADDRESS, fetch, "http://localhost:8080/")


def test_an_unknown_name_is_told(site: LocalSite) -> None:
    with guarded(site, Names()) as (fetch, _):
        error = refused(FetchReason.DNS, fetch, "http://nowhere.example/1")
        assert "nowhere.example" in error.what
        assert fetch.export_states() == []


def test_a_dead_number_is_passed_over_for_the_next(site: LocalSite) -> None:
    site.page("/1")
    names = Names(news_example=[["2a00::1", PUBLIC]])
    with guarded(site, names, dead=["2a00::1"]) as (fetch, network):
        assert fetch.fetch("http://news.example/1").status == 200
    assert network.connected[:2] == [("2a00::1", 80), (PUBLIC, 80)]


def test_a_host_without_a_living_number_is_told(site: LocalSite) -> None:
    with guarded(site, Names(news_example=[[PUBLIC]]), dead=[PUBLIC]) as (fetch, _):
        refused(FetchReason.CONNECTION, fetch, "http://news.example/1")


def test_a_slow_name_service_ends_at_the_connect_limit() -> None:
    done = threading.Event()

    def never(host: str, port: int) -> list[str]:
        done.wait(2)
        return [PUBLIC]

    transport = GuardedTransport(resolve=never)
    with Fetcher(settings(attempts=1, connect_seconds=0.05), clock=ManualClock(), transport=transport) as fetch:
        began = time.monotonic()
        refused(FetchReason.TIMEOUT, fetch, "http://news.example/1")
    assert time.monotonic() - began < 1.5
    done.set()


def test_no_socket_file_is_ever_opened() -> None:
    from qawl.ingest.connections import Deadline, GuardedBackend, look_up

    backend = GuardedBackend(Deadline(), allow_private=True, resolve=look_up, backend=httpcore.SyncBackend())
    with pytest.raises(FetchError) as caught:
        backend.connect_unix_socket("/run/docker.sock")
    assert caught.value.reason is FetchReason.PRIVATE_ADDRESS


def test_a_certificate_that_nobody_vouches_for_is_refused() -> None:
    with LocalSite(tls=True) as site, fetcher(attempts=3) as fetch:
        site.page("/1")
        error = refused(FetchReason.BAD_CERTIFICATE, fetch, site.url("/1"))
    assert "certificate" in str(error)
    assert site.seen == []


def test_a_certificate_for_another_name_is_refused(site: LocalSite) -> None:
    with LocalSite(tls=True) as site:
        transport = GuardedTransport(
            allow_private=True, ssl_context=trusting_context(), resolve=Names(other_example=[["127.0.0.1"]])
        )
        with Fetcher(settings(), allow_private=True, clock=ManualClock(), transport=transport) as fetch:
            refused(FetchReason.BAD_CERTIFICATE, fetch, site.url("/1", host="other.example"))


def test_https_is_checked_against_the_name_and_may_lead_to_http(site: LocalSite) -> None:
    site.page("/2")
    with LocalSite(tls=True) as secure:
        secure.redirect("/1", site.url("/2"))
        names = Names(news_example=[["127.0.0.1"]])
        names.answers["127.0.0.1"] = [["127.0.0.1"]]
        transport = GuardedTransport(allow_private=True, ssl_context=trusting_context(), resolve=names)
        with Fetcher(settings(), allow_private=True, clock=ManualClock(), transport=transport) as fetch:
            fetched = fetch.fetch(secure.url("/1", host="news.example"))
    assert fetched.url == site.url("/2")
    assert fetched.redirects == (secure.url("/1", host="news.example"),)


def test_http_2_is_spoken_where_the_site_does(h2_port: int) -> None:
    transport = GuardedTransport(allow_private=True, ssl_context=trusting_context())
    with Fetcher(settings(), allow_private=True, clock=ManualClock(), transport=transport) as fetch:
        fetched = fetch.fetch(f"https://localhost:{h2_port}/خبر")
    assert fetched.content == b"HTTP/2 /%D8%AE%D8%A8%D8%B1"


def test_limits_hold_over_http_2(h2_port: int) -> None:
    transport = GuardedTransport(allow_private=True, ssl_context=trusting_context())
    with Fetcher(settings(max_wire_bytes=5), allow_private=True, clock=ManualClock(), transport=transport) as fetch:
        refused(FetchReason.TOO_LARGE, fetch, f"https://localhost:{h2_port}/1")


def test_an_answer_left_unread_does_not_stand_before_the_next_one(h2_port: int) -> None:
    network = Counting()
    transport = GuardedTransport(allow_private=True, ssl_context=trusting_context(), backend=network)
    with Fetcher(settings(max_wire_bytes=500), allow_private=True, clock=ManualClock(), transport=transport) as fetch:
        refused(FetchReason.TOO_LARGE, fetch, f"https://localhost:{h2_port}/long")
        assert network.connections == 1
        assert fetch.fetch(f"https://localhost:{h2_port}/1").content == b"HTTP/2 /1"
    assert network.connections == 2


def test_garbage_over_http_2_is_a_broken_answer(h2_port: int) -> None:
    transport = GuardedTransport(allow_private=True, ssl_context=trusting_context())
    with Fetcher(settings(attempts=1), allow_private=True, clock=ManualClock(), transport=transport) as fetch:
        refused(FetchReason.TRUNCATED, fetch, f"https://localhost:{h2_port}/garbage")


class Counting(httpcore.SyncBackend):
    """The network, and how often it was connected to."""

    connections = 0

    def connect_tcp(self, *values: Any, **options: Any) -> httpcore.NetworkStream:
        self.connections += 1
        return super().connect_tcp(*values, **options)


@pytest.fixture
def h2_port() -> Iterator[int]:
    """A small server that speaks only HTTP/2 and answers each path with itself."""
    listener = socket.create_server(("127.0.0.1", 0))
    context = server_context("h2")
    threading.Thread(target=_serve_h2, args=(listener, context), daemon=True).start()
    yield listener.getsockname()[1]
    listener.close()


def _serve_h2(listener: socket.socket, context: ssl.SSLContext) -> None:
    with suppress(OSError):
        while True:
            bare, _ = listener.accept()
            with suppress(OSError), context.wrap_socket(bare, server_side=True) as connection:
                _answer_h2(connection)


def _answer_h2(connection: ssl.SSLSocket) -> None:
    from h2.config import H2Configuration
    from h2.connection import H2Connection
    from h2.events import RequestReceived

    state = H2Connection(H2Configuration(client_side=False, header_encoding="utf-8"))
    state.initiate_connection()
    connection.sendall(state.data_to_send())
    while data := connection.recv(65_536):
        garbage = b""
        for event in state.receive_data(data):
            if isinstance(event, RequestReceived):
                path = dict(event.headers or [])[":path"]
                status = "404" if path == "/robots.txt" else "200"
                body = f"HTTP/2 {path}".encode() * (400 if path == "/long" else 1)
                garbage = bytes(100) if path == "/garbage" else b""
                state.send_headers(event.stream_id, [(":status", status), ("content-type", "text/html")])
                state.send_data(event.stream_id, body, end_stream=not garbage)
        connection.sendall(state.data_to_send())
        if garbage:
            time.sleep(0.05)
            connection.sendall(garbage)
