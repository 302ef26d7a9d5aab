"""Asking the REST API of a ledger without a server."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
from fastapi import FastAPI

from qawl.adding import add, create_ledger, open_ledger
from qawl.corroborating import corroborate
from qawl.pipeline import load_reader
from qawl.settings import load_settings
from qawl.store.ledger import Ledger
from qawl.web.app import create_app
from web_client import WebClient

SAMPLES = Path(__file__).parents[1] / "samples"
PREFIX = "/api/v1"


@dataclass(frozen=True)
class Api:
    """Asks the API of a ledger; paths stand under the prefix."""

    client: WebClient
    ledger: Ledger
    app: FastAPI

    def get(self, path: str, *, headers: dict[str, str] | None = None, **query: Any) -> httpx.Response:
        """The answer to a question."""
        return self.client.request("GET", f"{PREFIX}{path}", params=query or None, headers=headers or {})

    def post(self, path: str, body: Any, **options: Any) -> httpx.Response:
        """The answer to what is sent."""
        return self.client.request("POST", f"{PREFIX}{path}", json=body, **options)

    def items(self, path: str, **query: Any) -> list[dict[str, Any]]:
        """All items of a list, page by page."""
        found: list[dict[str, Any]] = []
        asked = dict(query)
        while True:
            answer = self.get(path, **asked)
            assert answer.status_code == 200, answer.text
            found += answer.json()["items"]
            if answer.json()["next"] is None:
                return found
            asked["after"] = answer.json()["next"]


def open_api(path: Path) -> Iterator[Api]:
    """The API of the ledger at a path."""
    with open_ledger(path) as ledger:
        app = create_app(ledger, load_settings())
        yield Api(WebClient(app), ledger, app)


def make_samples(path: Path, names: str = "*") -> None:
    """A ledger of the samples of these names, read and corroborated."""
    with create_ledger(path) as ledger:
        add(ledger, sorted(map(str, SAMPLES.glob(f"{names}.md"))), reader=load_reader)
        corroborate(ledger)
