"""Answers read piece by piece, so that nothing larger than allowed is ever in memory.

An answer lies twice: in its length, which may be missing or wrong, and in its compression, where a few
kilobytes unpack to gigabytes. So bytes are counted as they arrive and again as they unpack, in pieces of
bounded size, and their ratio is watched. Only encodings whose output can be bounded are asked for.
"""

import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from typing import Any, Protocol

from qawl.errors import FetchError, FetchReason

_PIECE = 65_536
# One block of Zstandard is 128 KiB at most and takes 4 bytes at least: 64 bytes unpack to 2 MiB.
_ZSTD_PIECE = 64
# RFC 9659: the largest window of a Zstandard answer.
_ZSTD_WINDOW = 8 * 2**20
_GZIP_MAGIC = b"\x1f\x8b"
# Names that servers write for a body which is not packed at all.
_PLAIN = frozenset({"", "identity", "none", "utf-8", "utf8", "binary"})


@dataclass(frozen=True, slots=True)
class BodyLimits:
    """How much one answer may be: bytes received, bytes unpacked, and their ratio beyond ``free_bytes``.

    ``cut`` takes what fits and leaves the rest unread, for files that may be read in part (robots.txt).
    """

    wire_bytes: int
    decoded_bytes: int
    ratio: float
    free_bytes: int
    cut: bool = False


class Unpacker(Protocol):
    """Takes packed bytes, gives unpacked ones in bounded pieces, and knows whether the end was reached."""

    def feed(self, data: bytes) -> Iterator[bytes]: ...

    def is_complete(self) -> bool: ...


def accepted_encodings() -> str:
    """The ``Accept-Encoding`` of encodings that can be unpacked within bounds here."""
    names = ["gzip", "deflate"]
    if _has_bounded_brotli():
        names.append("br")
    if find_spec("zstandard") is not None:
        names.append("zstd")
    return ", ".join(names)


def read_body(
    chunks: Iterable[bytes], headers: Mapping[str, str], limits: BodyLimits, write: Callable[[bytes], object]
) -> None:
    """Unpack an answer into ``write``, within limits. ``headers`` have lower-case names.

    Raises:
        FetchError: TOO_LARGE, BOMB, TRUNCATED, or UNSUPPORTED_TYPE for an encoding that was not asked for.
    """
    length = headers.get("content-length", "")
    if length.isdecimal() and int(length) > limits.wire_bytes and not limits.cut:
        raise _too_large(f"{int(length):,} bytes announced", limits.wire_bytes)
    encoding = headers.get("content-encoding", "").strip().lower()
    received = written = 0
    unpacker: Unpacker | None = None
    for chunk in _in_pieces(chunks):
        received += len(chunk)
        if received > limits.wire_bytes and not limits.cut:
            raise _too_large(f"more than {limits.wire_bytes:,} bytes", limits.wire_bytes)
        unpacker = unpacker or _unpacker(encoding, chunk)
        for piece in _unpack(unpacker, chunk):
            room = limits.decoded_bytes - written
            if len(piece) > room and not limits.cut:
                raise _too_large(f"more than {limits.decoded_bytes:,} bytes when unpacked", limits.decoded_bytes)
            write(piece[:room])
            written += min(len(piece), room)
            if written > limits.free_bytes and written > limits.ratio * received:
                raise FetchError(
                    FetchReason.BOMB,
                    f"{received:,} bytes unpack to {written:,} and more, beyond {limits.ratio:g} times. Leave it out; "
                    "if it is known to be honest, raise fetch.max_ratio.",
                )
        if limits.cut and (written == limits.decoded_bytes or received >= limits.wire_bytes):
            return
    if unpacker is not None and not unpacker.is_complete():
        raise FetchError(FetchReason.TRUNCATED, f"its {encoding} data ends in the middle. Ask again later.")


def _in_pieces(chunks: Iterable[bytes]) -> Iterator[bytes]:
    for chunk in chunks:
        for start in range(0, len(chunk), _PIECE):
            yield chunk[start : start + _PIECE]


def _too_large(said: str, limit: int) -> FetchError:
    return FetchError(
        FetchReason.TOO_LARGE,
        f"{said}; the limit is {limit:,}. Give an archive or dump as a file, or raise the limit in [fetch].",
    )


def _unpack(unpacker: Unpacker, chunk: bytes) -> Iterator[bytes]:
    try:
        yield from unpacker.feed(chunk)
    except FetchError:
        raise
    except Exception as error:  # each library has its own error for broken data
        if not _is_broken_data(error):
            raise
        raise FetchError(FetchReason.TRUNCATED, f"its packed data is broken ({error}). Ask again later.") from error


def _is_broken_data(error: Exception) -> bool:
    return isinstance(error, zlib.error) or type(error).__module__.partition(".")[0] in ("brotli", "zstd", "zstandard")


def _unpacker(encoding: str, head: bytes) -> Unpacker:
    """What unpacks an answer that begins with ``head``; some servers say gzip of what is not packed."""
    if encoding in _PLAIN or (encoding in ("gzip", "x-gzip") and not _GZIP_MAGIC.startswith(head[:2])):
        return _Plain()
    if encoding in ("gzip", "x-gzip"):
        return _Zlib(lambda: zlib.decompressobj(31))
    if encoding == "deflate":
        has_header = head[0] & 0x0F == 8 and (len(head) < 2 or int.from_bytes(head[:2]) % 31 == 0)
        return _Zlib(lambda: zlib.decompressobj(15 if has_header else -15))
    if encoding == "br" and _has_bounded_brotli():
        return _Brotli()
    if encoding == "zstd" and find_spec("zstandard") is not None:
        return _Zstandard()
    raise FetchError(
        FetchReason.UNSUPPORTED_TYPE,
        f"packed as {encoding[:40]!r}, which was not asked for. Save the page with a browser and give the file.",
    )


def _has_bounded_brotli() -> bool:
    """Brotli before 1.2 unpacks without a limit on the output of one call."""
    if find_spec("brotli") is None:
        return False
    import brotli  # type: ignore[import-untyped]

    return hasattr(brotli.Decompressor, "can_accept_more_data")


class _Plain:
    def feed(self, data: bytes) -> Iterator[bytes]:
        yield data

    def is_complete(self) -> bool:
        return True


class _Zlib:
    """gzip and deflate; a gzip body may have several members, as WARC files do, and padding behind the last."""

    def __init__(self, start: Callable[[], Any]) -> None:
        self._start = start
        self._stream = start()

    def feed(self, data: bytes) -> Iterator[bytes]:
        more = bool(data)
        while more:
            if self._stream.eof:
                data = data.lstrip(b"\0")
                if not _GZIP_MAGIC.startswith(data[:2]) or not data:
                    return
                self._stream = self._start()
            piece = self._stream.decompress(data, _PIECE)
            yield piece
            data = self._stream.unused_data if self._stream.eof else self._stream.unconsumed_tail
            more = bool(data) or (len(piece) == _PIECE and not self._stream.eof)

    def is_complete(self) -> bool:
        return bool(self._stream.eof)


class _Brotli:
    def __init__(self) -> None:
        import brotli

        self._stream = brotli.Decompressor()

    def feed(self, data: bytes) -> Iterator[bytes]:
        yield self._stream.process(data, output_buffer_limit=_PIECE)
        while not self._stream.can_accept_more_data() and not self._stream.is_finished():
            yield self._stream.process(b"", output_buffer_limit=_PIECE)

    def is_complete(self) -> bool:
        return bool(self._stream.is_finished())


class _Zstandard:
    """Zstandard, fed in crumbs: its library takes no limit on the output of one call."""

    def __init__(self) -> None:
        self._stream = self._start()

    def feed(self, data: bytes) -> Iterator[bytes]:
        for start in range(0, len(data), _ZSTD_PIECE):
            crumb = data[start : start + _ZSTD_PIECE]
            while crumb:
                if self._stream.eof:
                    self._stream = self._start()
                yield self._stream.decompress(crumb)
                crumb = self._stream.unused_data if self._stream.eof else b""

    def is_complete(self) -> bool:
        return bool(self._stream.eof)

    @staticmethod
    def _start() -> Any:
        import zstandard

        return zstandard.ZstdDecompressor(max_window_size=_ZSTD_WINDOW).decompressobj()
