"""A ledger of an older version is brought up to date with all that is in it."""

import hashlib
import sqlite3
import zlib
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config

from qawl.errors import StoreError
from qawl.store.engine import MIGRATIONS, open_engine, writing_to
from qawl.store.ledger import Ledger
from qawl.text.fold import fold
from small_ledger import SIEGE, make_ledger

PAGE = SIEGE.encode()
SHA256 = hashlib.sha256(PAGE).hexdigest()
STAMP = "2024-01-01 00:00:00"


@pytest.fixture
def older(tmp_path: Path) -> Path:
    """A ledger as the third version left it, with a page inside the database."""
    path = tmp_path / "ledger.db"
    engine = open_engine(str(path), busy_seconds=1)
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    with writing_to(engine) as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0003")
    engine.dispose()
    start = SIEGE.index("الجيش")
    with sqlite3.connect(path) as raw:
        raw.execute("INSERT INTO article VALUES ('a_1', 'wadi.example/1', 'wadi', 'https://wadi.example/1')")
        raw.execute("INSERT INTO payload VALUES (?, ?, ?)", (SHA256, len(PAGE), zlib.compress(PAGE)))
        raw.execute("INSERT INTO snapshot VALUES ('n_1', 'a_1', ?, 'text/plain', 'a.txt', '[]', ?)", (SHA256, STAMP))
        raw.execute(
            "INSERT INTO document (id, article_id, snapshot_id, is_current, text, text_sha256, added_at) "
            "VALUES ('d_1', 'a_1', 'n_1', 1, ?, ?, ?)",
            (SIEGE, SHA256, STAMP),
        )
        raw.execute("INSERT INTO reading VALUES ('r_1', 'd_1', '1', 1, ?, 0, 1)", (STAMP,))
        raw.execute(
            "INSERT INTO claim (id, reading_id, document_id, ordinal, type, status, flags, evidence_start, "
            "evidence_end) VALUES ('c_1', 'r_1', 'd_1', 0, 'capture', 'asserted', '[]', ?, ?)",
            (start, start + 5),
        )
    return path


def test_pages_move_out_of_the_database(older: Path) -> None:
    with pytest.raises(StoreError, match="qawl init"):
        Ledger.open(older, fold=fold)
    with make_ledger(older) as ledger:
        assert ledger.snapshot_content(SHA256) == PAGE
        assert ledger.document("d_1") is not None
        report = ledger.check()
    assert (report.pages, report.documents, report.claims, report.faults) == (1, 1, 1, [])
    assert len(list(older.with_name("ledger.db.snapshots").rglob("*.zst"))) == 1


def test_a_ledger_whose_pages_cannot_be_moved_stays_as_it_was(older: Path) -> None:
    older.with_name("ledger.db.snapshots").write_text("in the way")
    with pytest.raises(StoreError, match="cannot be kept"):
        make_ledger(older)
    older.with_name("ledger.db.snapshots").unlink()
    with make_ledger(older) as ledger:
        assert ledger.snapshot_content(SHA256) == PAGE
