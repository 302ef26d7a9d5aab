"""The records of a WARC file, whole ones only, and a word on everything that is not whole.

A record is a head of named fields, ``Content-Length`` bytes, and two line ends. Whatever is found in its place
(damage, a wrong length, the end of the file) is told with its offset, and reading goes on with the next record.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import BinaryIO

from qawl.ingest.archive_bytes import BOMB, RECORD_MAGIC, End, Piece, Stop, Stretch, unpack

_HEAD_BYTES = 1 << 16
_HEAD_END = re.compile(rb"\r?\n\r?\n")
_CLOSING = b"\r\n\r\n"
_FOLD = re.compile(r"\r?\n[ \t]+")


@dataclass(frozen=True, slots=True)
class Record:
    """One whole record: names of its fields in small letters. ``block`` is None where it is over the limit."""

    offset: int
    fields: Mapping[str, str]
    head: bytes
    block: bytes | None

    @property
    def kind(self) -> str:
        """``response``, ``resource``, ``conversion`` ... in small letters."""
        return self.fields.get("warc-type", "").lower()


@dataclass(frozen=True, slots=True)
class Trouble:
    """A place where no whole record could be read. ``resumes`` is where the next one begins; None: none does."""

    offset: int
    reason: str
    resumes: int | None = None
    size: int | None = None  # bytes in the file, where it broke off

    @property
    def is_bomb(self) -> bool:
        """Whether it was left because it unpacks to far more than it is."""
        return BOMB in self.reason


def find_records(stream: BinaryIO, *, limit: int, max_ratio: int) -> Iterator[Record | Trouble]:
    """The records of ``stream``, in order; blocks over ``limit`` bytes are passed over without being held.

    Memory is bounded by ``limit``. A file that ends exactly between two records cannot be told from a whole one.
    """
    source = unpack(stream, max_ratio=max_ratio)
    item = next(source, None)
    while item is not None:
        if isinstance(item, Piece):
            stretch = Stretch(item, source)
            yield from _records_of(stretch, limit)
            item = stretch.next
            continue
        stop, item = item, next(source, None)
        if stop.end is not End.CLEAN:
            reason = stop.reason or "the file ends inside a gzip member"
            yield Trouble(stop.offset, reason, item.offset if item else None, None if item else stop.size)


def _records_of(stretch: Stretch, limit: int) -> Iterator[Record | Trouble]:
    """The whole records of one stretch; what cuts its last one off is told by the caller, who sees what follows."""
    while True:
        stretch.skip_blank()
        if not stretch.peek(1):
            return
        offset = stretch.offset
        head = _read_head(stretch)
        fields = _parse_head(head)
        length = fields.get("content-length", "")
        if not (length.isascii() and length.isdigit() and len(length) < 16):
            if stretch.next is not None and not stretch.peek(1):
                yield from _unfinished(stretch, offset, "its head is not finished")
                return
            stretch.put_back(head)
            yield from _look_further(stretch, offset, "no record head with a Content-Length stands there")
            continue
        size = int(length)
        block = stretch.read(size) if size <= limit else None
        got = stretch.skip(size) if block is None else len(block)
        if got < size:
            yield from _unfinished(stretch, offset, f"its head tells of {size:,} bytes, and {got:,} are there")
            return
        closing = _read_closing(stretch)
        following = stretch.peek(len(RECORD_MAGIC))
        if closing != _CLOSING and not RECORD_MAGIC.startswith(following) and following[0] not in b"\r\n\0":
            if block is not None:
                stretch.put_back(block + closing)
            yield from _look_further(
                stretch, offset, f"it does not end after the {size:,} bytes that its head tells of"
            )
            continue
        if stretch.is_damaged:
            return
        yield Record(offset, fields, head, block)
        if not following and not closing and not stretch.is_packed and isinstance(stretch.next, Stop):
            yield Trouble(offset, "the file ends without the empty lines that close a record", None, stretch.next.size)


def _read_head(stretch: Stretch) -> bytes:
    """The head with its empty line; without one, the bytes in which it was looked for."""
    if stretch.peek(len(RECORD_MAGIC)) != RECORD_MAGIC:
        return stretch.read(1)
    for count in (_HEAD_BYTES >> 5, _HEAD_BYTES):
        match = _HEAD_END.search(stretch.peek(count))
        if match:
            return stretch.read(match.end())
    return stretch.read(_HEAD_BYTES)


def _parse_head(head: bytes) -> dict[str, str]:
    """Fields by name in small letters; the first of a name counts. Without an empty line at the end: none."""
    if not _HEAD_END.search(head):
        return {}
    fields: dict[str, str] = {}
    for line in _FOLD.sub(" ", head.decode("utf-8", "replace")).split("\n")[1:]:
        name, colon, value = line.partition(":")
        if colon:
            fields.setdefault(name.strip().lower(), value.strip())
    return fields


def _read_closing(stretch: Stretch) -> bytes:
    """Take the two line ends that close a record, or what there is of them."""
    found = stretch.peek(len(_CLOSING))
    return stretch.read(len(found) - len(found.lstrip(b"\r\n")))


def _unfinished(stretch: Stretch, offset: int, reason: str) -> Iterator[Trouble]:
    """A record that goes beyond its stretch: too short before the next one, or cut off where a plain file ends."""
    following = stretch.next
    if isinstance(following, Piece):
        yield Trouble(offset, reason, following.offset)
    elif following is None or following.end is End.CLEAN:
        yield Trouble(offset, reason, None, following.size if following else None)


def _look_further(stretch: Stretch, offset: int, reason: str) -> Iterator[Trouble]:
    """Pass over what is no record, up to the next that looks like one."""
    found = stretch.find_record()
    following = stretch.next
    if found:
        yield Trouble(offset, reason, stretch.offset)
    elif isinstance(following, Piece):
        yield Trouble(offset, reason, following.offset)
    elif following is None or following.end is End.CLEAN:
        yield Trouble(offset, reason, None, following.size if following else None)
