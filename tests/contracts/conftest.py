"""A new ledger in each kind of database: SQLite always, PostgreSQL where a server is named.

``QAWL_TEST_POSTGRES`` names an empty database, such as ``postgresql+psycopg://user@host/name``; its tables
are dropped. ``.ci/run`` starts one.
"""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from qawl.store.columns import metadata
from qawl.store.ledger import Ledger
from qawl.text.fold import fold

POSTGRES = os.environ.get("QAWL_TEST_POSTGRES", "")


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def ledger(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Ledger]:
    """A new ledger in each kind of database."""
    target = str(tmp_path / "ledger.db")
    if request.param == "postgresql":
        if not POSTGRES:
            pytest.skip("QAWL_TEST_POSTGRES names no server")
        target = POSTGRES
        engine = create_engine(target)
        metadata.drop_all(engine)
        with engine.begin() as connection:
            connection.execute(text("DROP TABLE IF EXISTS alembic_version"))
        engine.dispose()
    with Ledger.create(target, fold=fold, snapshots=tmp_path / "pages") as opened:
        yield opened
