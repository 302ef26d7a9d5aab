"""A browser without a browser: FastAPI's test client, which sends forms as a page of the workbench would.

``WebClient(app)`` is somebody on the same machine; ``as_role(app, ledger, Role.READER)`` has a token of that role; what
changes something carries the token of its visit unless ``forms=False``.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Any

import httpx
from fastapi import FastAPI
from fastapi.testclient import TestClient

from qawl import clock
from qawl.auth.keys import TOKEN_PREFIX, hash_key, new_key
from qawl.auth.visitor import SAFE_METHODS
from qawl.model.access import Role, User
from qawl.store.ledger import Ledger

ADDRESS = "http://127.0.0.1:8700"
_TOKEN = re.compile(r'<meta name="csrf-token" content="(?P<token>[^"]*)">')


class WebClient(TestClient):
    """Sends what pages send. ``forms=False`` leaves the token of forms out."""

    def __init__(self, app: FastAPI, *, forms: bool = True, base_url: str = ADDRESS, **options: Any) -> None:
        options.setdefault("client", ("127.0.0.1", 50_000))
        super().__init__(app, base_url=base_url, follow_redirects=False, raise_server_exceptions=False, **options)
        self._forms = forms

    def request(self, method: str, url: Any, **options: Any) -> httpx.Response:  # type: ignore[override]
        """Like a page's script: with the token in a header."""
        headers = dict(options.pop("headers", None) or {})
        if self._forms and method not in ("GET", "HEAD", "OPTIONS"):
            headers.setdefault("X-CSRF-Token", self.form_token())
        return super().request(method, url, headers=headers, **options)

    def form_token(self) -> str:
        """The token of forms, as it stands in a page."""
        found = _TOKEN.search(super().request("GET", "/login").text)
        assert found is not None
        return found["token"]


def as_role(app: FastAPI, ledger: Ledger, role: Role) -> WebClient:
    """Somebody with a token of this role, and a user of it: the user is called like the role."""
    if ledger.user(role.value) is None:
        ledger.add_user(User(role.value, role, clock.now(), clock.now()))
    key = TOKEN_PREFIX + new_key()
    ledger.add_token(role.value, hash_key(key), name="test", role=role)
    return WebClient(app, forms=False, headers={"Authorization": f"Bearer {key}"})


def unsafe_routes(app: FastAPI) -> list[tuple[str, str]]:
    """Method and path of every route that may change something, however deep its router."""
    found = [
        (method, path)
        for path, route in _routes(app.routes, "")
        for method in sorted((getattr(route, "methods", None) or set()) - SAFE_METHODS)
    ]
    described = app.openapi()["paths"]
    told = {(method.upper(), path) for path, item in described.items() for method in item} - {
        (method, path) for method, path in found
    }
    assert not {one for one in told if one[0] not in SAFE_METHODS}, "the walk has missed a route"
    return sorted(set(found))


def _routes(routes: Iterable[Any], prefix: str) -> Iterator[tuple[str, Any]]:
    """Routes with their whole paths: newer versions of FastAPI keep included routers whole."""
    for route in routes:
        inner = getattr(route, "original_router", None)
        if inner is not None:
            yield from _routes(inner.routes, prefix + route.include_context.prefix)
        else:
            yield prefix + getattr(route, "path", ""), route


def filled(path: str) -> str:
    """A path with something in place of its parameters."""
    return re.sub(r"\{[^}]*\}", "x", path)
