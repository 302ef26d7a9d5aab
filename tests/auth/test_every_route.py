"""No route that changes something can be reached without the role, the token of a form, or from another site.

The routes are taken from the application, so that one which is added later is covered when it is added.
"""

from collections.abc import Callable
from pathlib import Path

import pytest
from fastapi import FastAPI

from qawl.auth.users import UserBook
from qawl.auth.visitor import OPEN_TO_READERS
from qawl.model.access import Role
from qawl.settings import load_settings
from qawl.store.ledger import Ledger
from qawl.web.app import create_app
from small_ledger import make_ledger
from web_client import WebClient, as_role, filled, unsafe_routes


def routes_of_the_application(tmp: Path) -> list[tuple[str, str]]:
    with make_ledger(tmp / "ledger.db") as ledger:
        return unsafe_routes(create_app(ledger, load_settings({}, folder=tmp)))


ROUTES = pytest.StashKey[list[tuple[str, str]]]()


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "route" in metafunc.fixturenames:
        import tempfile

        if ROUTES not in metafunc.config.stash:
            with tempfile.TemporaryDirectory() as tmp:
                metafunc.config.stash[ROUTES] = routes_of_the_application(Path(tmp))
        found = metafunc.config.stash[ROUTES]
        metafunc.parametrize("route", found, ids=[f"{method} {path}" for method, path in found])


@pytest.fixture
def app(make_app: Callable[..., FastAPI]) -> FastAPI:
    return make_app()


def test_a_change_needs_the_token_of_a_form(app: FastAPI, route: tuple[str, str]) -> None:
    method, path = route
    client = WebClient(app, forms=False)
    client.get("/login")  # a visit, so that there would be a token
    for headers in ({}, {"X-CSRF-Token": "0" * 80}, {"X-CSRF-Token": ""}):
        answer = client.request(method, filled(path), headers=headers)
        assert answer.status_code == 403, (headers, answer.text[:200])


def test_a_token_of_another_visit_does_not_do(app: FastAPI, route: tuple[str, str]) -> None:
    method, path = route
    other = WebClient(app).form_token()
    client = WebClient(app, forms=False)
    client.get("/login")
    assert client.request(method, filled(path), headers={"X-CSRF-Token": other}).status_code == 403


def test_a_change_is_refused_from_another_site(app: FastAPI, route: tuple[str, str]) -> None:
    method, path = route
    client = WebClient(app)
    for headers in (
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://127.0.0.1:9999"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ):
        assert client.request(method, filled(path), headers=headers).status_code == 403, headers


def test_a_reader_changes_nothing(app: FastAPI, ledger: Ledger, users: UserBook, route: tuple[str, str]) -> None:
    method, path = route
    if path in OPEN_TO_READERS:
        return
    assert as_role(app, ledger, Role.READER).request(method, filled(path)).status_code == 403
    logged_in = WebClient(app)
    assert logged_in.post("/login", data={"name": "salma", "password": "salma of the tower"}).status_code == 303
    assert logged_in.request(method, filled(path)).status_code == 403


def test_whoever_has_not_logged_in_changes_nothing(
    make_app: Callable[..., FastAPI], users: UserBook, route: tuple[str, str]
) -> None:
    method, path = route
    client = WebClient(make_app(login=True))
    if path != "/login":
        assert client.request(method, filled(path)).status_code == 401


def test_there_are_routes_to_look_at(app: FastAPI) -> None:
    assert ("POST", "/login") in unsafe_routes(app)


def test_what_is_open_to_readers_is_served(app: FastAPI) -> None:
    """A path in that list which no route has any more would open the next one of that name."""
    served = {path for _, path in unsafe_routes(app)}
    assert OPEN_TO_READERS - {"/api/v1/read"} <= served
