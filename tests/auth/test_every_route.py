"""No route that changes something can be reached without the role, the token of a form, or from another site.

The routes are taken from the application, so that one which is added later is covered when it is added. One
application serves all tests here: whatever they send is refused, so that nothing in it changes.
"""

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from fastapi import FastAPI

from qawl.auth.entering import open_access
from qawl.auth.passwords import Passwords
from qawl.auth.users import UserBook
from qawl.auth.visitor import OPEN_TO_READERS
from qawl.model.access import Role
from qawl.settings import load_settings
from qawl.web.app import create_app
from small_ledger import make_ledger
from web_client import WebClient, as_role, filled, unsafe_routes

Route = tuple[str, str]
ROUTES = pytest.StashKey[list[Route]]()
CHEAP = {f"QAWL_WEB_PASSWORD_{name}": "1" for name in ("MEMORY_MIB", "PASSES", "LANES")}


@dataclass(frozen=True)
class Doors:
    """The application for this machine and the one for others, and two readers: with a token, and logged in."""

    local: FastAPI
    closed: FastAPI
    with_token: WebClient
    logged_in: WebClient


@pytest.fixture(scope="module")
def doors(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Doors]:
    folder = tmp_path_factory.mktemp("doors")
    settings = load_settings(CHEAP, folder=folder)
    with make_ledger(folder / "ledger.db") as ledger:
        local = create_app(ledger, settings)
        UserBook(ledger, Passwords(settings.web), "terminal").add("salma", Role.READER, "four words of hers")
        closed = create_app(ledger, settings, open_access(ledger, login=True))
        logged_in = WebClient(local)
        assert logged_in.post("/login", data={"name": "salma", "password": "four words of hers"}).status_code == 303
        yield Doors(local, closed, as_role(local, ledger, Role.READER), logged_in)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "route" in metafunc.fixturenames:
        if ROUTES not in metafunc.config.stash:
            with tempfile.TemporaryDirectory() as folder, make_ledger(Path(folder) / "ledger.db") as ledger:
                app = create_app(ledger, load_settings({}, folder=Path(folder)))
                metafunc.config.stash[ROUTES] = unsafe_routes(app)
        found = metafunc.config.stash[ROUTES]
        metafunc.parametrize("route", found, ids=[f"{method} {path}" for method, path in found])


def test_a_change_needs_the_token_of_a_form(doors: Doors, route: Route) -> None:
    method, path = route
    client = WebClient(doors.local, forms=False)
    client.get("/login")  # a visit, so that there would be a token
    for headers in ({}, {"X-CSRF-Token": "0" * 80}, {"X-CSRF-Token": ""}):
        answer = client.request(method, filled(path), headers=headers)
        assert answer.status_code == 403, (headers, answer.text[:200])


def test_a_token_of_another_visit_does_not_do(doors: Doors, route: Route) -> None:
    method, path = route
    other = WebClient(doors.local).form_token()
    client = WebClient(doors.local, forms=False)
    client.get("/login")
    assert client.request(method, filled(path), headers={"X-CSRF-Token": other}).status_code == 403


def test_a_change_is_refused_from_another_site(doors: Doors, route: Route) -> None:
    method, path = route
    token = (client := WebClient(doors.local, forms=False)).form_token()
    for headers in (
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://127.0.0.1:9999"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ):
        answer = client.request(method, filled(path), headers={"X-CSRF-Token": token, **headers})
        assert answer.status_code == 403, headers


def test_a_reader_changes_nothing(doors: Doors, route: Route) -> None:
    method, path = route
    if path in OPEN_TO_READERS:
        return
    assert doors.with_token.request(method, filled(path)).status_code == 403
    assert doors.logged_in.request(method, filled(path)).status_code == 403


def test_whoever_has_not_logged_in_changes_nothing(doors: Doors, route: Route) -> None:
    method, path = route
    if path != "/login":
        assert WebClient(doors.closed, forms=False).request(method, filled(path)).status_code == 401


def test_there_are_routes_to_look_at(doors: Doors) -> None:
    assert ("POST", "/login") in unsafe_routes(doors.local)


def test_what_is_open_to_readers_is_served(doors: Doors) -> None:
    """A path in that list which no route has any more would open the next one of that name."""
    assert {path for _, path in unsafe_routes(doors.local)} >= OPEN_TO_READERS
