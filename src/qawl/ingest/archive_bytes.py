"""The bytes of an archive file, unpacked piece by piece, with a sure word on where and why they end.

WARC readers stop silently where a file was cut off, and a flipped bit costs them the rest of it. So the unpacking
is done here, on plain zlib: it knows where every gzip member begins, whether its checksum held, and whether the
file ended inside one. A member that begins with ``WARC/`` is a sure start of a record, and the place to go on
after damage. Only a few pieces are in memory at any time.
"""

import re
import zlib
from collections.abc import Generator, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import BinaryIO

GZIP_MAGIC = b"\x1f\x8b\x08"
ZSTD_MAGICS = (b"\x28\xb5\x2f\xfd", b"\x5d\x2a\x4d\x18")  # a frame; the dictionary that may stand before all frames
RECORD_MAGIC = b"WARC/"
BOMB = "it unpacks to more than"  # begins the reason of what is left for its ratio
RECORD_START = re.compile(rb"(?:(?<=\n)|\A)WARC/\d\.\d+\r?\n[A-Za-z-]+:")

_CHUNK = 1 << 18
_TRIAL = 1 << 12  # so many packed bytes show whether a record begins in them
_KEPT = 1 << 23  # packed bytes of a member kept for looking for the next one, should it turn out damaged
_FREE_BYTES = 1 << 28  # what may unpack at any ratio: small files of repeated text do


class End(StrEnum):
    """Why a stretch of bytes ends."""

    CLEAN = "clean"  # the file ends, and nothing is unfinished
    CUT = "cut"  # the file ends inside a gzip member
    DAMAGE = "damage"  # checksum or packing is broken, or what unpacks is a bomb


@dataclass(frozen=True, slots=True)
class Piece:
    """Unpacked bytes. ``offset``: of the file, where they (or, ``packed``, their gzip member) begin.

    ``starts_record``: a record is sure to begin with the first of them.
    """

    data: bytes
    offset: int
    packed: bool
    starts_record: bool = False


@dataclass(frozen=True, slots=True)
class Stop:
    """The end of the file, or a damage in the member at ``offset``; ``size`` is how many bytes were read in all."""

    end: End
    offset: int
    size: int
    reason: str = ""


def unpack(stream: BinaryIO, *, max_ratio: int) -> Iterator[Piece | Stop]:
    """The unpacked pieces of an archive file, gzip, zstd or plain, up to the ``Stop`` at its end.

    After a damaged gzip member, which gives a ``Stop`` too, pieces go on with the next member that holds a record.
    """
    head = _read_fully(stream, len(GZIP_MAGIC) + 1)
    if head.startswith(GZIP_MAGIC[:2]):
        yield from _GzipMembers(stream, head, max_ratio).pieces()
    elif head.startswith(ZSTD_MAGICS):
        yield from _zstd_pieces(stream, head)
    else:
        yield from _plain_pieces(stream, head)


class Stretch:
    """Bytes that follow one another up to the next sure start of a record, a damage or the end of the file."""

    def __init__(self, first: Piece, source: Iterator[Piece | Stop]) -> None:
        self._source = source
        self._buffer = b""
        self._at = 0
        self._marks: list[tuple[int, Piece]] = []  # place in the buffer where a piece begins
        self.next: Piece | Stop | None = None
        self._append(first)

    @property
    def offset(self) -> int:
        """Where in the file the next byte stands; of gzip, where its member begins."""
        begins, piece = next(mark for mark in reversed(self._marks) if mark[0] <= self._at)
        return piece.offset if piece.packed else piece.offset + self._at - begins

    @property
    def is_damaged(self) -> bool:
        """Whether the very member that was read last is damaged: what came of it cannot be trusted."""
        following = self.next
        return isinstance(following, Stop) and following.end is End.DAMAGE and following.offset == self._last().offset

    @property
    def is_packed(self) -> bool:
        """Whether the bytes come out of gzip."""
        return self._last().packed

    def peek(self, count: int) -> bytes:
        """The next ``count`` bytes, or fewer where the stretch ends, without taking them."""
        while len(self._buffer) - self._at < count and self._fill():
            pass
        return self._buffer[self._at : self._at + count]

    def read(self, count: int) -> bytes:
        """Take the next ``count`` bytes, or what there is."""
        held = len(self._buffer) - self._at
        if count > held:  # gather pieces instead of growing the buffer by each
            pieces = [self._buffer[self._at :]]
            while held < count:
                self._at = len(self._buffer)
                if not self._fill():
                    break
                pieces.append(self._buffer[self._at : self._at + count - held])
                self._at += len(pieces[-1])
                held += len(pieces[-1])
            return b"".join(pieces)
        self._at += count
        return self._buffer[self._at - count : self._at]

    def skip(self, count: int) -> int:
        """Pass over ``count`` bytes, held nowhere; returns how many there were."""
        done = 0
        while done < count and self.peek(1):
            step = min(count - done, len(self._buffer) - self._at)
            self._at += step
            done += step
        return done

    def skip_blank(self) -> None:
        """Pass over line ends and zero bytes, which pad the end of records and files."""
        while byte := self.peek(1):
            if byte not in b"\r\n\0":
                return
            self._at += 1

    def find_record(self) -> bool:
        """Move on to the next place, after this one, that looks like the start of a record."""
        self._at += 1 if self.peek(1) else 0
        while True:
            self.peek(_TRIAL)
            match = RECORD_START.search(self._buffer, self._at)
            if match:
                self._at = match.start()
                return True
            if self.next is not None:
                self._at = len(self._buffer)
                return False
            self._at = max(self._at, len(self._buffer) - 64)

    def put_back(self, data: bytes) -> None:
        """Return bytes that were read, to be looked through again; they must be the last that were taken."""
        piece = self._last()
        self._buffer = data + self._buffer[self._at :]
        offset = piece.offset if piece.packed else self.offset - len(data)
        self._marks = [(0, Piece(b"", offset, piece.packed))]
        self._at = 0

    def _last(self) -> Piece:
        return self._marks[-1][1]

    def _fill(self) -> bool:
        if self.next is not None:
            return False
        following = next(self._source, None)
        if following is None or isinstance(following, Stop) or following.starts_record:
            self.next = following or Stop(End.CLEAN, 0, 0)
            return False
        self._append(following)
        return True

    def _append(self, piece: Piece) -> None:
        kept = [(begins - self._at, old) for begins, old in self._marks]
        while len(kept) > 1 and kept[1][0] <= 0:
            kept.pop(0)
        self._buffer = self._buffer[self._at :] + piece.data
        self._at = 0
        self._marks = [*kept, (len(self._buffer) - len(piece.data), Piece(b"", piece.offset, piece.packed))]


def _plain_pieces(stream: BinaryIO, head: bytes) -> Iterator[Piece | Stop]:
    offset = 0
    data = head
    while data:
        yield Piece(data, offset, packed=False, starts_record=offset == 0)
        offset += len(data)
        data = stream.read(_CHUNK)
    yield Stop(End.CLEAN, offset, offset)


def _zstd_pieces(stream: BinaryIO, head: bytes) -> Iterator[Piece | Stop]:
    """Of zstd, offsets are those of the unpacked file: fastwarc unpacks it, and does not tell where frames begin."""
    from fastwarc.stream_io import ZstdReader

    reader = ZstdReader(_Prefixed(head, stream))
    offset = 0
    while True:
        try:
            data = reader.read(_CHUNK)
        except OSError as error:
            yield Stop(End.CUT, offset, offset, f"its zstd packing is broken ({error})")
            return
        if not data:
            break
        yield Piece(data, offset, packed=False, starts_record=offset == 0)
        offset += len(data)
    yield Stop(End.CLEAN, offset, offset)


class _Prefixed:
    """A stream with the bytes before it that were already read."""

    def __init__(self, head: bytes, stream: BinaryIO) -> None:
        self._head, self._stream, self._position = head, stream, 0

    def read(self, size: int = -1) -> bytes:
        head, self._head = self._head, b""
        data = head or self._stream.read(size)
        if head and 0 <= size < len(head):
            data, self._head = head[:size], head[size:]
        self._position += len(data)
        return data

    def tell(self) -> int:
        return self._position

    def seek(self, offset: int, whence: int = 0) -> int:
        raise OSError("this stream is read forward only")

    def close(self) -> None:
        pass


class _GzipMembers:
    """The members of a gzip file, one after the other; damage is passed over up to the next that holds a record."""

    def __init__(self, stream: BinaryIO, head: bytes, max_ratio: int) -> None:
        self._stream, self._max_ratio = stream, max_ratio
        self._waiting = head  # packed bytes that were read and not yet given to zlib
        self._offset = 0  # of the first of them
        self._kept = bytearray()  # packed bytes of this member, to look through should it be damaged
        self._kept_offset = 0

    def pieces(self) -> Iterator[Piece | Stop]:
        while self._find_member():
            begins = self._offset
            reason = yield from self._member(begins)
            if reason == End.CUT:
                yield Stop(End.CUT, begins, self._offset)
                return
            if reason:
                found = self._find_next_record(begins)
                yield Stop(End.DAMAGE, begins, self._offset, reason)
                if not found:
                    return
        yield Stop(End.CLEAN, self._offset, self._offset)

    def _find_member(self) -> bool:
        """Pass over zero padding; False at the end of the file."""
        while True:
            stripped = self._waiting.lstrip(b"\0")
            self._offset += len(self._waiting) - len(stripped)
            self._waiting = stripped
            if self._waiting:
                return True
            self._waiting = self._stream.read(_CHUNK)
            if not self._waiting:
                return False

    def _member(self, begins: int) -> Generator[Piece, None, str]:
        """The pieces of one member; returns "" when it is whole, ``End.CUT``, or what is wrong with it."""
        unpacker = zlib.decompressobj(wbits=31)
        self._kept.clear()
        self._kept_offset = begins
        size = 0
        first = b""
        started = False
        while not unpacker.eof:
            packed = unpacker.unconsumed_tail or self._next_packed()
            if not packed:
                if first:
                    yield self._first(first, begins)
                return End.CUT
            try:
                data = unpacker.decompress(packed, _CHUNK)
            except zlib.error as error:
                return str(error).rpartition(": ")[2]
            size += len(data)
            if size > _FREE_BYTES and size > self._max_ratio * (self._offset - begins):
                return f"{BOMB} {self._max_ratio} times its size"
            if started and data:
                yield Piece(data, begins, packed=True)
                continue
            first += data
            if len(first) >= len(RECORD_MAGIC):
                yield self._first(first, begins)
                started, first = True, b""
        self._waiting = unpacker.unused_data
        self._offset -= len(self._waiting)
        if first:
            yield self._first(first, begins)
        return ""

    @staticmethod
    def _first(data: bytes, begins: int) -> Piece:
        return Piece(data, begins, packed=True, starts_record=begins == 0 or data.startswith(RECORD_MAGIC))

    def _next_packed(self) -> bytes:
        """The next packed bytes, kept as well; ``_offset`` moves behind them."""
        data = self._waiting or self._stream.read(_CHUNK)
        self._waiting = b""
        self._offset += len(data)
        self._kept += data
        if len(self._kept) > _KEPT + _CHUNK:
            excess = len(self._kept) - _KEPT
            del self._kept[:excess]
            self._kept_offset += excess
        return data

    def _find_next_record(self, begins: int) -> bool:
        """Look for the next member that holds a record, after the damaged one that begins at ``begins``."""
        data = bytes(self._kept) + self._waiting
        offset = self._kept_offset
        start = 1 if offset == begins else 0
        while True:
            more = self._stream.read(_CHUNK)
            found = data.find(GZIP_MAGIC, start)
            while found >= 0 and (not more or found + _TRIAL <= len(data)):
                if _holds_record(data[found : found + _TRIAL]):
                    self._offset, self._waiting = offset + found, data[found:] + more
                    return True
                found = data.find(GZIP_MAGIC, found + 1)
            if not more:
                self._offset, self._waiting = offset + len(data), b""
                return False
            keep = found if found >= 0 else max(0, len(data) - len(GZIP_MAGIC) + 1)
            data, offset, start = data[keep:] + more, offset + keep, 0


def _holds_record(packed: bytes) -> bool:
    try:
        return zlib.decompressobj(wbits=31).decompress(packed, 64).startswith(RECORD_MAGIC)
    except zlib.error:
        return False


def _read_fully(stream: BinaryIO, count: int) -> bytes:
    data = b""
    while len(data) < count and (more := stream.read(count - len(data))):
        data += more
    return data
