"""When a ledger last changed: one word in it, which every change replaces.

Whoever keeps an answer, a browser or this program, asks whether the word is still the same instead of asking for the
answer. It means nothing; two ledgers never have the same one, nor one ledger before and after.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import uuid4

from sqlalchemy import Connection, Engine

from qawl.store.about import CHANGE, read_about, write_about
from qawl.store.engine import writing_to


@contextmanager
def changing(engine: Engine) -> Iterator[Connection]:
    """One transaction that changes what a ledger tells: all of it is kept, or nothing."""
    with writing_to(engine) as connection:
        yield connection
        write_about(connection, CHANGE, uuid4().hex)


def last_change(connection: Connection) -> str:
    """The word of the last change; empty in a ledger that has not changed since there are such words."""
    return read_about(connection, CHANGE) or ""
