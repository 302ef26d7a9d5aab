"""Fetched pages are kept as web archives that any other tool reads too.

WARC 1.1, a gzip member a record. A page is on the disk when ``write_response`` returns, and its place (file, offset,
length) can be noted elsewhere. Whatever kills the program leaves at most one torn member at the end of one file: the
next writer cuts it off before it goes on. To find it without reading a gigabyte, each member says its own offset and
length in the extra field of its gzip header, which other tools pass over. Two writers never share a file: it is
locked while it is written, and who finds it locked begins the next one.
"""

import base64
import hashlib
import io
import os
import re
import struct
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from http import HTTPStatus
from pathlib import Path
from typing import IO

from warcio.statusandheaders import StatusAndHeaders  # type: ignore[import-untyped]
from warcio.warcwriter import WARCWriter  # type: ignore[import-untyped]

from qawl.errors import StoreError
from qawl.store.syncing import sync_folder

try:
    import fcntl
except ImportError:  # no POSIX: every writer begins a file of its own
    fcntl = None  # type: ignore[assignment]

_PREFIX, _SUFFIX = "qawl-", ".warc.gz"
_TAIL = 1 << 16  # how many bytes from the end are looked through first for the last member
_EXTRA_BYTES = 4 + 8 + 8  # name and length of the extra field, offset and length of the member
_HEAD_MARK = b"\x1f\x8b\x08\x04" + bytes(4) + b"\x02\xff" + struct.pack("<H2sH", _EXTRA_BYTES, b"QW", 16)
_HEAD = struct.Struct(f"<{len(_HEAD_MARK)}sQQ")
_TRANSPORT = frozenset(("content-encoding", "transfer-encoding", "content-length"))
_BLANK_LINE = b"\r\n\r\n"
_LENGTH = re.compile(rb"^Content-Length: (\d+)\r?$", re.MULTILINE)
_RESOURCE = re.compile(rb"^WARC-Type: resource\r?$", re.MULTILINE)
_AS_SENT = "X-Archive-Orig-"  # what archives call a header that no longer holds for the content as kept


@dataclass(frozen=True, slots=True)
class WarcPosition:
    """Where a response is kept: a file of the folder, and the bytes of its gzip member."""

    file: str
    offset: int
    length: int


class WarcWriter:
    """Appends responses to the archives of one folder; to be used with ``with``, or closed."""

    def __init__(self, folder: Path, *, max_bytes: int = 1 << 30) -> None:
        """Nothing is written before the first response. A file over ``max_bytes`` is followed by a new one."""
        self.folder = folder
        self._max_bytes = max_bytes
        self._stream: IO[bytes] | None = None
        self._file = ""

    def __enter__(self) -> "WarcWriter":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file; all that was written is on the disk already."""
        if self._stream is not None:
            self._stream.close()
            self._stream = None

    def write_response(
        self, url: str, status: int, headers: Iterable[tuple[str, str]], content: bytes, retrieved_at: datetime
    ) -> WarcPosition:
        """Keep one response; when this returns it is on the disk.

        ``content`` is the page itself: packing and chunking undone. Headers that told of them are kept under the
        names that web archives use for that (X-Archive-Orig-...), so that no reader undoes them twice.

        Raises:
            StoreError: the folder cannot be written; what was kept before is whole.
        """
        return self._keep(_response_record(url, status, headers, content, retrieved_at))

    def write_resource(self, name: str, media_type: str, content: bytes, retrieved_at: datetime) -> WarcPosition:
        """Keep what no server sent, such as a file, under a name that is a URI.

        Raises:
            StoreError: the folder cannot be written; what was kept before is whole.
        """
        return self._keep(_resource_record(name, media_type, content, retrieved_at))

    def _keep(self, record: bytes) -> WarcPosition:
        try:
            stream = self._open()
            offset = stream.tell()
            self._append(stream, record)
        except OSError as error:
            raise StoreError(
                f"{self.folder}: the page cannot be kept ({error.strerror}). Check permissions and free space."
            ) from error
        return WarcPosition(self._file, offset, stream.tell() - offset)

    def _append(self, stream: IO[bytes], record: bytes) -> None:
        """Write at the end and sync; a failure takes back what it wrote, so that the file stays whole.

        Nothing is buffered: what a full disk refused must not be written when the file is closed.
        """
        offset = stream.tell()
        rest = memoryview(_packed(record, offset))
        try:
            while rest:
                rest = rest[stream.write(rest) :]
            os.fsync(stream.fileno())
        except OSError:
            self._stream = None
            stream.truncate(offset)
            stream.close()
            raise

    def _open(self) -> IO[bytes]:
        """The file to append to, at its end: the one in use, the last one mended, or a new one."""
        if self._stream is not None and self._stream.tell() < self._max_bytes:
            return self._stream
        self.close()
        self.folder.mkdir(parents=True, exist_ok=True)
        names = sorted(path.name for path in self.folder.glob(f"{_PREFIX}*{_SUFFIX}"))
        number = 1
        if names:
            number = _number(names[-1]) + 1
            stream = self._reopen(self.folder / names[-1])
            if stream is not None:
                self._stream, self._file = stream, names[-1]
                return stream
        self._stream = self._begin(number)
        return self._stream

    def _reopen(self, path: Path) -> IO[bytes] | None:
        """The last file with a torn end cut off, or None where it is full or another's."""
        stream = path.open("r+b", buffering=0)
        if not _lock(stream):
            stream.close()
            return None
        end = _whole_end(stream)
        if end is None or end >= self._max_bytes:
            stream.close()
            return None
        stream.truncate(end)
        stream.seek(end)
        if end == 0:
            self._append(stream, _info_record(path.name))
        return stream

    def _begin(self, number: int) -> IO[bytes]:
        """A new file, locked, that says what wrote it."""
        while True:
            path = self.folder / f"{_PREFIX}{number:06}{_SUFFIX}"
            try:
                stream = path.open("x+b", buffering=0)
            except FileExistsError:  # another writer was faster
                number += 1
                continue
            if _lock(stream) or fcntl is None:
                break
            stream.close()
            number += 1
        self._file = path.name
        self._append(stream, _info_record(path.name))
        sync_folder(self.folder)
        return stream


def read_response(folder: Path, position: WarcPosition) -> bytes:
    """The content of a response as it was given to ``write_response``, byte by byte.

    Raises:
        StoreError: there is no whole response at that place; says what to do.
    """
    path = folder / position.file
    try:
        with path.open("rb") as stream:
            stream.seek(position.offset)
            packed = stream.read(position.length)
    except OSError as error:
        raise StoreError(f"{path}: cannot be read ({error.strerror}). Restore it, or add the page again.") from error
    content = _content_of(packed) if len(packed) == position.length else None
    if content is None:
        raise StoreError(
            f"{path}: no whole response at byte {position.offset:,}. Restore the file, or add the page again."
        )
    return content


def _content_of(packed: bytes) -> bytes | None:
    """What a record of ours holds behind its own head and that of HTTP; None where the bytes are no whole one."""
    try:
        record = zlib.decompress(packed, 31)
    except zlib.error:
        return None
    head, _, block = record.partition(_BLANK_LINE)
    length = _LENGTH.search(head)
    if not head.startswith(b"WARC/") or length is None or len(block) < int(length[1]):
        return None
    block = block[: int(length[1])]
    if _RESOURCE.search(head):
        return block
    _, found, content = block.partition(_BLANK_LINE)
    return content if found else None


def _response_record(
    url: str, status: int, headers: Iterable[tuple[str, str]], content: bytes, retrieved_at: datetime
) -> bytes:
    named = [(_AS_SENT + name if name.lower() in _TRANSPORT else name, value) for name, value in headers]
    named.append(("Content-Length", str(len(content))))
    clean = [(_one_line(name), _one_line(value)) for name, value in named]
    reason = HTTPStatus(status).phrase if status in HTTPStatus.__members__.values() else ""
    digest = base64.b32encode(hashlib.sha1(content, usedforsecurity=False).digest()).decode()
    target = io.BytesIO()
    writer = WARCWriter(target, gzip=False, warc_version="1.1")
    record = writer.create_warc_record(
        _one_line(url),
        "response",
        payload=io.BytesIO(content),
        length=len(content),
        http_headers=_BytesAsSent(f"{status} {reason}", clean, protocol="HTTP/1.1"),
        warc_headers_dict={"WARC-Date": _moment(retrieved_at), "WARC-Payload-Digest": f"sha1:{digest}"},
    )
    writer.write_record(record)
    return target.getvalue()


def _resource_record(name: str, media_type: str, content: bytes, retrieved_at: datetime) -> bytes:
    target = io.BytesIO()
    writer = WARCWriter(target, gzip=False, warc_version="1.1")
    record = writer.create_warc_record(
        _one_line(name),
        "resource",
        payload=io.BytesIO(content),
        length=len(content),
        warc_content_type=_one_line(media_type),
        warc_headers_dict={"WARC-Date": _moment(retrieved_at)},
    )
    writer.write_record(record)
    return target.getvalue()


def _moment(value: datetime) -> str:
    return f"{value.astimezone(UTC).replace(tzinfo=None).isoformat(timespec='microseconds')}Z"


class _BytesAsSent(StatusAndHeaders):  # type: ignore[misc]
    """Headers in UTF-8; warcio would percent-encode whatever is not ASCII, which is not what the server said."""

    def compute_headers_buffer(self, header_filter: object = None) -> None:
        self.headers_buff = self.to_bytes(header_filter)


def _info_record(name: str) -> bytes:
    target = io.BytesIO()
    writer = WARCWriter(target, gzip=False, warc_version="1.1")
    writer.write_record(writer.create_warcinfo_record(name, {"software": "qawl", "format": "WARC File Format 1.1"}))
    return target.getvalue()


def _one_line(value: str) -> str:
    """A header that cannot end its line, and has nothing in it that no encoding holds."""
    return " ".join(value.splitlines()).encode("utf-8", "replace").decode()


def _number(name: str) -> int:
    digits = name[len(_PREFIX) : -len(_SUFFIX)]
    return int(digits) if digits.isdecimal() else 0


def _lock(stream: IO[bytes]) -> bool:
    """Take the file for this writer; False when another holds it. The lock goes with the process, however it ends."""
    if fcntl is None:
        return False
    try:
        fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _packed(record: bytes, offset: int) -> bytes:
    """One gzip member that knows where it stands."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    body = packer.compress(record) + packer.flush()
    trailer = struct.pack("<II", zlib.crc32(record), len(record) & 0xFFFFFFFF)
    length = _HEAD.size + len(body) + len(trailer)
    return _HEAD.pack(_HEAD_MARK, offset, length) + body + trailer


def _whole_end(stream: IO[bytes]) -> int | None:
    """Where the last whole record ends; looks only at the end of the file. None: no writer of ours wrote it."""
    end = stream.seek(0, os.SEEK_END)
    if end < _HEAD.size:
        return 0  # torn in its very beginning
    size = _TAIL
    while True:
        begin = max(0, end - size)
        stream.seek(begin)
        tail = stream.read(end - begin)
        found = tail.rfind(_HEAD_MARK)
        while found >= 0:
            if found + _HEAD.size <= len(tail):
                _, offset, length = _HEAD.unpack_from(tail, found)
                if offset == begin + found:  # a copy, inside a page that is an archive itself, stands elsewhere
                    is_whole = _is_whole_member(tail[found : found + length])
                    return begin + found + length if is_whole else begin + found
            found = tail.rfind(_HEAD_MARK, 0, found + len(_HEAD_MARK) - 1)
        if begin == 0:
            return None
        size *= 4


def _is_whole_member(packed: bytes) -> bool:
    unpacker = zlib.decompressobj(wbits=31)
    try:
        while packed and not unpacker.eof:
            unpacker.decompress(packed, 1 << 20)
            packed = unpacker.unconsumed_tail
    except zlib.error:
        return False
    return unpacker.eof and not unpacker.unused_data
