"""A small ledger, settings by which passwords cost little, and the application over both."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from qawl.auth.entering import open_access
from qawl.auth.users import UserBook
from qawl.model.access import Role
from qawl.settings import Settings, load_settings
from qawl.store.ledger import Ledger
from qawl.text.fold import fold
from small_ledger import make_ledger

if TYPE_CHECKING:
    from fastapi import FastAPI

CHEAP = {
    "QAWL_WEB_PASSWORD_MEMORY_MIB": "1",
    "QAWL_WEB_PASSWORD_PASSES": "1",
    "QAWL_WEB_PASSWORD_LANES": "1",
    "QAWL_WEB_LOGIN_TRIES_NAME": "3",
    "QAWL_WEB_LOGIN_TRIES_ADDRESS": "6",
}


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """The defaults, with passwords that are checked in a millisecond and few tries."""
    return load_settings(CHEAP, folder=tmp_path)


@pytest.fixture(scope="session")
def empty_ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of an empty ledger, made once: its tables take half a second."""
    path = tmp_path_factory.mktemp("auth") / "empty.db"
    make_ledger(path).close()
    return path


@pytest.fixture
def ledger(empty_ledger: Path, tmp_path: Path) -> Iterator[Ledger]:
    """An empty ledger."""
    shutil.copy(empty_ledger, tmp_path / "ledger.db")
    with Ledger.open(tmp_path / "ledger.db", fold=fold) as opened:
        yield opened


@pytest.fixture
def book(ledger: Ledger, settings: Settings) -> UserBook:
    """The users of the ledger, as somebody at the terminal manages them."""
    from qawl.auth.passwords import Passwords

    return UserBook(ledger, Passwords(settings.web), "terminal")


@pytest.fixture
def make_app(ledger: Ledger, settings: Settings) -> "Callable[..., FastAPI]":
    """The application, entered as ``open_access`` says: ``make_app(login=True)``."""
    from qawl.web.app import create_app

    def make(**options: object) -> "FastAPI":
        return create_app(ledger, settings, open_access(ledger, **options))  # type: ignore[arg-type]

    return make


@pytest.fixture
def users(book: UserBook) -> UserBook:
    """With one user of each role: salma reads, omar reviews, layla is the admin; each with «… of the tower»."""
    for name, role in (("salma", Role.READER), ("omar", Role.REVIEWER), ("layla", Role.ADMIN)):
        book.add(name, role, f"{name} of the tower")
    return book
