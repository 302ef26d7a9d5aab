"""Opening the database: SQLite as a file with WAL and foreign keys on, or any database SQLAlchemy can address.

Python's SQLite driver begins transactions late and without telling, which lets two writers start and one
of them fail. Here every transaction begins when it is asked for, and one that will write takes the write
lock at once, so that a second writer waits its turn instead.
"""

import os
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlalchemy import Connection, Engine, create_engine, event, inspect, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DatabaseError, NoSuchModuleError, OperationalError, SQLAlchemyError

from qawl.errors import BusyError, StoreError

SCHEMA = "0012"
"""The newest migration; ledgers of another version are refused with a word on what to do."""

MIGRATIONS = Path(__file__).with_name("migrations")
_SQLITE_MAGIC = b"SQLite format 3\0"
_WRITES = "qawl_writes"
_LOCK = 7_122_019  # any number that no other program takes for its own
_ASK_SECONDS = 0.004
_CACHE_KIB = 64 << 10  # ids are hashes, so that insertions land all over; the default of 2 MB holds too few pages
_MAPPED = 2 << 30  # what the cache does not hold is read where the system has it in memory already: a tenth less work
_WAL_PAGES = 16_000  # some 64 MB before what was written is put in its places: most pages are written to again by then
_PRAGMAS = (
    "foreign_keys = ON",
    "synchronous = NORMAL",
    "temp_store = MEMORY",
    f"cache_size = -{_CACHE_KIB}",
    f"mmap_size = {_MAPPED}",
    f"wal_autocheckpoint = {_WAL_PAGES}",
)


def open_engine(target: str, *, busy_seconds: float) -> Engine:
    """An engine for a file path or a database address.

    Raises:
        StoreError: the address is of no database that is installed.
    """
    if "://" not in target:
        return _sqlite_engine(f"sqlite:///{target}", busy_seconds)
    try:
        if make_url(target).get_backend_name() == "sqlite":
            return _sqlite_engine(target, busy_seconds)
        return _server_engine(target, busy_seconds)
    except (ArgumentError, NoSuchModuleError, ModuleNotFoundError) as error:
        raise StoreError(f"{target.partition('://')[0]}://…: {error}. Give a file, or install the driver.") from error


def _sqlite_engine(address: str, busy_seconds: float) -> Engine:
    arguments: dict[str, Any] = {"timeout": busy_seconds, "check_same_thread": False}
    path = Path(str(make_url(address).database))
    if _is_frozen(path):
        still = f"file:{quote(str(path.absolute()))}?immutable=1"
        engine = create_engine(address, creator=lambda: sqlite3.connect(still, uri=True, **arguments))
    else:
        engine = create_engine(address, connect_args=arguments)

    @event.listens_for(engine, "connect")
    def _set_up(connection: Any, _: Any) -> None:
        connection.isolation_level = None
        cursor = connection.cursor()
        for pragma in _PRAGMAS:
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        if connection.get_execution_options().get(_WRITES):
            _take_write_lock(connection, busy_seconds)
        else:
            connection.exec_driver_sql("BEGIN")

    return engine


def _take_write_lock(connection: Connection, busy_seconds: float) -> None:
    """Begin a transaction that writes, as soon as nobody else does.

    SQLite by itself asks ten times a second, and whoever writes batch after batch lets go for a millisecond only: it
    was measured to keep another process waiting for a minute. Asked often, it is let in after the batch at hand.
    """
    until = time.monotonic() + busy_seconds
    connection.exec_driver_sql("PRAGMA busy_timeout = 0")
    try:
        while True:
            try:
                connection.exec_driver_sql("BEGIN IMMEDIATE")
                return
            except OperationalError as error:
                if "locked" not in str(error.orig) or time.monotonic() > until:
                    raise
            time.sleep(_ASK_SECONDS)
    finally:
        connection.exec_driver_sql(f"PRAGMA busy_timeout = {round(busy_seconds * 1000)}")


def _server_engine(address: str, busy_seconds: float) -> Engine:
    """A server that has many writers is given one at a time, as SQLite has: they would wait for each other's rows.

    Two transactions that touch the same places or speakers in another order are a deadlock, of which one would fail.
    """
    engine = create_engine(address)

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        if connection.dialect.name != "postgresql":
            return
        if connection.get_execution_options().get(_WRITES):
            connection.exec_driver_sql(f"SET LOCAL lock_timeout = {round(busy_seconds * 1000)}")
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_LOCK})")
        else:
            connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")

    return engine


def _is_frozen(path: Path) -> bool:
    """True where nothing can change a ledger, as on a read-only share: WAL needs a folder it can write into.

    A ledger that still has a log beside it is left alone, because a part of it stands in that log.
    """
    return path.is_file() and not os.access(path.parent, os.W_OK) and not Path(f"{path}-wal").exists()


@contextmanager
def reading_from(engine: Engine) -> Iterator[Connection]:
    """A connection that sees one state of the ledger from first to last."""
    with _clear_errors(engine), engine.connect() as connection, connection.begin():
        yield connection


@contextmanager
def writing_to(engine: Engine) -> Iterator[Connection]:
    """One transaction: all of it is kept, or nothing."""
    with _clear_errors(engine), engine.connect() as connection:
        connection = connection.execution_options(**{_WRITES: True})
        with connection.begin():
            yield connection


@contextmanager
def _clear_errors(engine: Engine) -> Iterator[None]:
    """Database errors become ``StoreError`` with the ledger's name and what to do."""
    try:
        yield
    except OperationalError as error:
        kind = BusyError if _is_busy(str(error.orig)) else StoreError
        raise kind(f"{engine.url.database}: {_remedy(str(error.orig))}") from error
    except DatabaseError as error:
        raise StoreError(f"{engine.url.database}: {error.orig}. If it was damaged, restore a copy.") from error


def _is_busy(reason: str) -> bool:
    return "locked" in reason or "lock timeout" in reason


def _remedy(reason: str) -> str:
    """What a database's complaint means, and what to do."""
    if _is_busy(reason):
        return "another process has been writing for too long. Try again when it is done."
    if "readonly" in reason:
        return "is read-only. Change its permissions, or copy it to a folder of your own."
    if "full" in reason:
        return "the disk is full. Free some space; what was added before is kept."
    if "connection" in reason:
        first, *_ = reason.splitlines()
        return f"cannot be reached ({first}). Check the address, and whether the server runs."
    return f"{reason}. Check the path and its permissions."


def schema_of(engine: Engine) -> str | None:
    """The migration that the database stands at, None when it is no ledger.

    Raises:
        StoreError: the database cannot be reached.
    """
    try:
        with _clear_errors(engine), engine.connect() as connection:
            if not inspect(connection).has_table("alembic_version"):
                return None
            return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    except SQLAlchemyError as error:
        reason = getattr(error, "orig", None) or error
        raise StoreError(
            f"{engine.url.database}: cannot be opened ({reason}). Check the path and its permissions."
        ) from error


def check_place(target: str) -> None:
    """Refuse a path at which no ledger can be made.

    Raises:
        StoreError: says why, and what to do.
    """
    if "://" in target:
        return
    path = Path(target)
    if path.is_dir():
        raise StoreError(f"{path}: is a folder. Give the path of a file, such as {path / 'ledger.db'}.")
    if not path.parent.is_dir():
        raise StoreError(f"{path.parent}: no such folder. Make it first, or give another path.")
    if path.exists() and path.stat().st_size and not is_sqlite_file(path):
        raise StoreError(f"{path}: is another file, which stays as it is. Give another path.")


def has_tables(engine: Engine) -> bool:
    """True when the database holds anything at all."""
    with engine.connect() as connection:
        return bool(inspect(connection).get_table_names())


def check_is_ledger(target: str, engine: Engine) -> None:
    """Refuse what is no ledger of this version.

    Raises:
        StoreError: says what it is and what to do.
    """
    if engine.url.get_backend_name() == "sqlite":
        path = Path(str(engine.url.database))
        if not path.exists():
            raise StoreError(f"{path}: no such ledger. Make one with `qawl init {path}`.")
        if not is_sqlite_file(path):
            raise StoreError(f"{path}: is no ledger of Qawl. Give the path of one, or make one with `qawl init`.")
    found = schema_of(engine)
    if found is None:
        raise StoreError(f"{target}: is a database, but no ledger of Qawl. Make one with `qawl init`.")
    if found < SCHEMA:
        raise StoreError(
            f"{target}: was made by an older Qawl ({found}). Bring it up to date with `qawl init {target}`."
        )
    if found > SCHEMA:
        raise StoreError(f"{target}: was made by a newer Qawl ({found}; this one knows {SCHEMA}). Upgrade Qawl.")


def is_sqlite_file(path: Path) -> bool:
    """True when the file begins as SQLite's do; an empty file is none."""
    try:
        with path.open("rb") as stream:
            return stream.read(len(_SQLITE_MAGIC)) == _SQLITE_MAGIC
    except OSError as error:
        raise StoreError(f"{path}: cannot be opened ({error.strerror}). Check the path and its permissions.") from error


def migrate(engine: Engine, *, keep_page: Callable[[str, bytes], None]) -> None:
    """Create all tables, or bring older ones up to date, in one transaction.

    ``keep_page`` takes the pages that an older ledger held in its database, with their hashes.
    """
    from alembic import command
    from alembic.config import Config

    if engine.url.get_backend_name() == "sqlite":
        with _clear_errors(engine), engine.connect() as connection:
            raw = connection.connection.dbapi_connection
            assert raw is not None
            raw.execute("PRAGMA journal_mode = WAL")
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    with writing_to(engine) as connection:
        config.attributes["connection"] = connection
        config.attributes["keep_page"] = keep_page
        command.upgrade(config, "head")
