"""What is no ledger is refused with a word on what to do, and is never damaged."""

import sqlite3
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, create_engine, text
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import CreateIndex, CreateTable

from qawl.errors import StoreError
from qawl.store import derived, tables
from qawl.store.columns import metadata
from qawl.store.engine import MIGRATIONS, SCHEMA
from qawl.store.ledger import Ledger
from qawl.text.fold import fold
from small_ledger import add_text, make_ledger


def open_again(path: Path) -> None:
    Ledger.open(path, fold=fold).close()


def test_a_missing_ledger_is_not_made_by_opening_it(tmp_path: Path) -> None:
    path = tmp_path / "none.db"
    with pytest.raises(StoreError, match="qawl init"):
        open_again(path)
    assert not path.exists()


def test_a_text_file_is_no_ledger(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("notes")
    with pytest.raises(StoreError, match="no ledger"):
        open_again(path)
    with pytest.raises(StoreError, match="another file"):
        make_ledger(path)
    assert path.read_text() == "notes"


def test_a_database_of_something_else_is_no_ledger(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE cheese (name TEXT)")
    with pytest.raises(StoreError, match="no ledger"):
        open_again(path)
    with pytest.raises(StoreError, match="something else"):
        make_ledger(path)


def test_a_folder_and_a_missing_folder_are_refused(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="is a folder"):
        make_ledger(tmp_path)
    with pytest.raises(StoreError, match="no such folder"):
        make_ledger(tmp_path / "a" / "b.db")


@pytest.mark.parametrize(("found", "advice"), [("0000", "qawl init"), ("9999", "Upgrade Qawl")])
def test_a_ledger_of_another_version_is_refused(tmp_path: Path, found: str, advice: str) -> None:
    path = tmp_path / "ledger.db"
    make_ledger(path).close()
    with sqlite3.connect(path) as raw:
        raw.execute("UPDATE alembic_version SET version_num = ?", (found,))
    with pytest.raises(StoreError, match=advice):
        open_again(path)


def test_a_damaged_ledger_is_told_of(tmp_path: Path) -> None:
    path = tmp_path / "ledger.db"
    with make_ledger(path) as ledger:
        add_text(ledger)
    content = bytearray(path.read_bytes())
    content[4096:] = b"\xff" * (len(content) - 4096)
    path.write_bytes(bytes(content))
    with pytest.raises(StoreError):
        open_again(path)


def test_an_unknown_database_address_is_refused() -> None:
    with pytest.raises(StoreError, match="install the driver"):
        Ledger.open("nosuchdb://host/ledger", fold=fold)


def test_making_a_ledger_twice_keeps_what_is_in_it(tmp_path: Path) -> None:
    with make_ledger(tmp_path / "ledger.db") as ledger:
        add_text(ledger)
    with make_ledger(tmp_path / "ledger.db") as again:
        assert again.count()["documents"] == 1


def test_the_ledger_is_safe_by_its_settings(tmp_path: Path) -> None:
    with make_ledger(tmp_path / "ledger.db") as ledger, ledger._engine.connect() as connection:
        answers = [connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in ("journal_mode", "foreign_keys")]
    assert answers == ["wal", 1]


def test_the_migrations_end_where_the_tables_stand(tmp_path: Path) -> None:
    make_ledger(tmp_path / "ledger.db").close()
    with create_engine(f"sqlite:///{tmp_path / 'ledger.db'}").connect() as connection:
        context = MigrationContext.configure(connection, opts={"include_name": _is_ours})
        found = compare_metadata(context, metadata)
        migrated = _indexes_in(connection)
    assert [one for one in found if not _is_of_expressions(one)] == []
    with create_engine("sqlite://").connect() as connection:
        metadata.create_all(connection)
        assert migrated == _indexes_in(connection)
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    assert ScriptDirectory.from_config(config).get_current_head() == SCHEMA


def _is_of_expressions(difference: Any) -> bool:
    """True for an index over expressions («first_day DESC»), which the comparison of metadata cannot read."""
    kind, what = difference[0], difference[1]
    return kind in ("add_index", "remove_index") and what.name.endswith("_in_order")


def _indexes_in(connection: Connection) -> dict[str, str]:
    """The definitions of our indexes, without differences of layout."""
    query = text("SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL")
    return {name: "".join(sql.replace('"', "").split()) for name, sql in connection.execute(query)}


def test_the_schema_is_one_that_postgresql_accepts() -> None:
    dialect = postgresql.dialect()
    for table in metadata.sorted_tables:
        assert "CREATE TABLE" in str(CreateTable(table).compile(dialect=dialect))
        for index in table.indexes:
            assert "INDEX" in str(CreateIndex(index).compile(dialect=dialect))


def test_derived_tables_have_no_timestamps() -> None:
    recorded = {table.name for table in metadata.sorted_tables} - {table.name for table in derived.derived_tables}
    assert tables.claim.name in recorded
    for table in derived.derived_tables:
        assert not [column.name for column in table.columns if column.name.endswith("_at")]


def _is_ours(name: str | None, kind: str, _: object) -> bool:
    return not (kind == "table" and name is not None and name.startswith(("findable_", "alembic")))


def test_a_ledger_on_a_read_only_share_can_be_looked_into(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "ledger.db"
    with make_ledger(path) as opened:
        add_text(opened)
    monkeypatch.setattr("os.access", lambda *_: False)
    with Ledger.open(path, fold=fold) as opened:
        assert opened.count()["documents"] == 1
        with pytest.raises(StoreError, match="is read-only"):
            add_text(opened, "خبر آخر\nقال فلان إن الجيش سيطر على الميادين.")
