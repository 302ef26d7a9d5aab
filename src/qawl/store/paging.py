"""Lists in portions that stay in order while others add to the ledger: each page begins after the last record of the
one before, wherever that stands by now, and never counts rows from the top.

A cursor says after which record a page begins. It is opaque to whoever holds it, and refused when it was changed or
belongs to another list; it stays good when filters change, for all it names is a place in an order.
"""

import base64
import binascii
import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from sqlalchemy import ColumnElement, Connection, Row, Select

from qawl.errors import UsageError

Record = TypeVar("Record")
Position = tuple[str | int, ...]
"""What a list is ordered by, of one record; an unknown day is the empty text."""

_CHECK = 6
_LONGEST = 400
_LARGEST = 2**31 - 1
_WRONG = "This cursor is not of this list. Ask for the first page without one."


@dataclass(frozen=True, slots=True)
class Page(Generic[Record]):
    """Some records of a list; ``next`` is the cursor of the page after them, None on the last page."""

    records: tuple[Record, ...]
    next: str | None = None


@dataclass(frozen=True, slots=True)
class By:
    """One column of an order. ``nullable`` columns stand last where they are null, whatever the direction."""

    column: ColumnElement[Any]
    descending: bool = False
    nullable: bool = False

    def ordered(self) -> ColumnElement[Any]:
        """The column as ORDER BY has it."""
        return self.column.desc() if self.descending else self.column.asc()

    def later(self, value: str | int) -> ColumnElement[bool]:
        """True for what comes after a value."""
        return self.column < value if self.descending else self.column > value


def latest_first(day: ColumnElement[Any]) -> ColumnElement[Any]:
    """A column of days in descending order, the unknown last: without the word PostgreSQL puts them first."""
    return day.desc().nulls_last()


def write_cursor(kind: str, position: Position) -> str:
    """The cursor of the records after a position in the list ``kind``."""
    body = json.dumps([kind, *position], ensure_ascii=False, separators=(",", ":")).encode()
    return base64.urlsafe_b64encode(_check_of(body) + body).decode().rstrip("=")


def read_cursor(kind: str, cursor: str, shape: Sequence[type]) -> Position | None:
    """The position of a cursor, None for no cursor.

    Raises:
        UsageError: it is none of this list, or was changed.
    """
    if not cursor:
        return None
    if len(cursor) > _LONGEST:
        raise UsageError(_WRONG)
    try:
        raw = base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True)
        named, *position = json.loads(raw[_CHECK:])
    except (binascii.Error, ValueError, TypeError):
        raise UsageError(_WRONG) from None
    is_whole = _check_of(raw[_CHECK:]) == raw[:_CHECK] and [type(part) for part in position] == list(shape)
    if not is_whole or named != kind or not all(map(_is_storable, position)):
        raise UsageError(_WRONG)
    return tuple(position)


def _check_of(body: bytes) -> bytes:
    return hashlib.blake2b(body, digest_size=_CHECK, person=b"qawl.page").digest()


def _is_storable(part: str | int) -> bool:
    """Whether every database takes it: the check keeps out accidents, not somebody who makes cursors of their own."""
    return abs(part) <= _LARGEST if isinstance(part, int) else part.isascii() and part.isprintable()


def rows_after(
    connection: Connection, query: Select[Any], order: Sequence[By], after: Position | None, *, limit: int
) -> list[Row[Any]]:
    """The first rows of a query after a position, at most ``limit``.

    An order of mixed directions has no single condition that an index serves: the rest of the same day, then the days
    before it and then what has no day are asked for one after the other, each a range of the index.
    """
    found: list[Row[Any]] = []
    ordered = query.order_by(*(by.ordered() for by in order))
    for conditions in _ranges(order, after):
        found += connection.execute(ordered.where(*conditions).limit(limit - len(found))).all()
        if len(found) >= limit:
            break
    return found


def _ranges(order: Sequence[By], after: Position | None) -> Iterator[list[ColumnElement[bool]]]:
    """Conditions whose results, one after the other, are everything after the position, in order."""
    first = order[0]
    if after is None:
        if first.nullable:
            yield [first.column.is_not(None)]
            yield [first.column.is_(None)]
        else:
            yield []
        return
    same = [_equals(by, value) for by, value in zip(order, after, strict=True)]
    for depth in reversed(range(len(order))):
        by, value = order[depth], after[depth]
        if not (by.nullable and value == ""):
            yield [*same[:depth], by.later(value)]
    if first.nullable and after[0] != "":
        yield [first.column.is_(None)]


def _equals(by: By, value: str | int) -> ColumnElement[bool]:
    return by.column.is_(None) if by.nullable and value == "" else by.column == value
