"""What a ledger says of itself: where its pages are kept.

A ledger that is a file has them in a folder beside it, named relative to it, so that both can be moved together.
A database on a server has no beside: its pages are in the folder given when it was made, else in the user's own
data folder. Whoever opens the ledger on another machine must see the same folder.
"""

import os
from pathlib import Path

from sqlalchemy import Connection, Engine, select
from sqlalchemy.engine import make_url

from qawl.store import tables as t
from qawl.store.writes import upsert

SNAPSHOTS = "snapshots"
HOSTS = "hosts"
CHANGE = "change"


def default_folder(engine: Engine) -> Path:
    """Where a new ledger keeps its pages unless told otherwise."""
    path = ledger_file(engine)
    if path is not None:
        return Path(f"{path.name}.snapshots")
    data = os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share"
    return Path(data, "qawl", f"{engine.url.database}.snapshots").absolute()


def ledger_file(engine: Engine) -> Path | None:
    """The file of a ledger that is one."""
    if engine.url.get_backend_name() != "sqlite":
        return None
    return Path(str(make_url(engine.url).database))


def resolve_folder(engine: Engine, stated: Path) -> Path:
    """A folder as the ledger states it, from where the ledger is.

    A ledger that was renamed with its folder states the old name, which another ledger may have by now: a folder that
    has its present name goes first.
    """
    path = ledger_file(engine)
    if path is None:
        return stated
    own = path.parent / default_folder(engine)
    return own if own.is_dir() and not stated.is_absolute() else path.parent / stated


def is_shared(engine: Engine, folder: Path) -> bool:
    """True for a folder that bears another ledger's name, as for a copy beside its original: leave it whole."""
    path = ledger_file(engine)
    return path is not None and folder.parent == path.parent and folder.name != default_folder(engine).name


def read_about(connection: Connection, name: str) -> str | None:
    """One thing that the ledger says of itself."""
    return connection.execute(select(t.about.c.value).where(t.about.c.name == name)).scalar()


def write_about(connection: Connection, name: str, value: str) -> None:
    """Say one thing, in place of what was said before."""
    upsert(connection, t.about, [{"name": name, "value": value}], changing=True)
