"""A new ledger in each kind of database: SQLite always, PostgreSQL where a server is named."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from qawl.store.ledger import Ledger
from qawl.text.fold import fold


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def ledger(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Ledger]:
    """A new ledger in each kind of database."""
    is_file = request.param == "sqlite"
    target = str(tmp_path / "ledger.db") if is_file else request.getfixturevalue("postgres")
    with Ledger.create(target, fold=fold, snapshots=tmp_path / "pages") as opened:
        yield opened
