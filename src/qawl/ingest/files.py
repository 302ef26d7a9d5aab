"""Files and folders, found recursively and read one article at a time, whatever each of them is.

Text, Markdown, HTML and PDF are one article a file; JSON lines, CSV, WARC and WACZ are many; feeds and sitemaps lead
to addresses. Suffixes are believed first, first bytes where there is no telling suffix. Nothing here stops at a bad
file: what cannot be read becomes an incoming article with a ``problem`` that says what to do. Memory stays constant
however long a file is.
"""

import errno
import io
import os
import re
import shutil
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from qawl.errors import InputError, UsageError
from qawl.ingest.archives import ArchiveCounts, is_warc, read_warc
from qawl.ingest.formats import CSV, FEEDS, HTML, JSON_LINES, MARKDOWN, PDF, RSS, SITEMAP, TEXT, WACZ, WARC
from qawl.ingest.leads import Lead, leads_of_feed, leads_of_sitemap
from qawl.ingest.parts import Incoming
from qawl.settings import IngestSettings, load_settings

if TYPE_CHECKING:
    from qawl.ingest.remote import Remote

STDIN = "-"
_SUFFIXES = {
    ".txt": TEXT,
    ".text": TEXT,
    ".md": MARKDOWN,
    ".markdown": MARKDOWN,
    ".html": HTML,
    ".htm": HTML,
    ".xhtml": HTML,
    ".pdf": PDF,
    ".jsonl": JSON_LINES,
    ".ndjson": JSON_LINES,
    ".csv": CSV,
    ".tsv": CSV,
    ".rss": RSS,
    ".atom": RSS,
    ".warc": WARC,
    ".wacz": WACZ,
}
_DOUBLE_SUFFIXES = {".warc.gz": WARC, ".warc.zst": WARC}
_HEAD = 4096
_TELLING = 512  # bytes that tell a container, a packed one too
_ZIP = b"PK\x03\x04"
_HOST = re.compile(r"(?:www\.[\w-]+\.|[\w-]+(?:\.[\w-]+)+/)")  # what an address without its beginning looks like


@dataclass(slots=True)
class Meter:
    """How many bytes of the files have been gone through; addresses count as nothing."""

    done: int = 0
    _before: int = 0

    def at(self, stream: BinaryIO) -> None:
        """Note how far the present file has been read."""
        self.done = self._before + stream.tell()

    def end(self, size: int) -> None:
        """Note that a file of this size is done with."""
        self._before += size
        self.done = self._before


@dataclass(frozen=True, slots=True)
class FileReading:
    """How files are read: limits, the columns of tables, and where addresses that they hold are fetched.

    ``names`` are what people call files that lie under passing names; ``meter`` and ``archives`` count meanwhile.
    """

    settings: IngestSettings
    columns: Mapping[str, str] | None = None
    remote: "Remote | None" = None
    meter: Meter = field(default_factory=Meter)
    archives: ArchiveCounts = field(default_factory=ArchiveCounts)
    names: Mapping[str, str] = field(default_factory=dict)


def check_inputs(inputs: Iterable[str | Path]) -> None:
    """Refuse paths that are not there and addresses of no page, before any work begins.

    Raises:
        UsageError: names the input and says what to do.
    """
    for given in map(str, inputs):
        if is_address(given):
            continue
        if "://" in given:
            scheme = given.partition("://")[0]
            raise UsageError(f"{given}: {scheme} addresses are not read. Give http or https, or a file.")
        if not given.strip():
            raise UsageError("an input is empty. Give a file, a folder, an address, or - for standard input.")
        if given != STDIN and not Path(given).exists():
            hint = f" An address begins with http:// or https://: https://{given}" if _HOST.match(given) else ""
            raise UsageError(f"{given}: no such file or folder. Check the spelling, or give another path.{hint}")


def telling_suffix(name: str) -> str:
    """The end of a file's name that says what the file holds, in small letters; empty where it says nothing."""
    path = Path(name.lower())
    double = "".join(path.suffixes[-2:])
    return double if double in _DOUBLE_SUFFIXES else path.suffix if path.suffix in _SUFFIXES else ""


def given_suffixes() -> list[str]:
    """The ends of names of all files that are read."""
    return sorted((*_SUFFIXES, *_DOUBLE_SUFFIXES))


def is_address(given: str) -> bool:
    """True for an address on the web."""
    return given.lower().startswith(("http://", "https://"))


def measure(inputs: Iterable[str | Path]) -> int:
    """How many bytes the files among the inputs hold, for a progress bar; addresses and streams count as nothing."""
    paths = (Path(given) for given in map(str, inputs) if given != STDIN and not is_address(given))
    return sum(_size(path) for given in paths for path, _ in _walk(given))


def find_inputs(inputs: Iterable[str | Path], *, reading: FileReading | None = None) -> Iterator[Incoming]:
    """The articles of ``inputs``, in the order given and by name inside folders; ``-`` is standard input.

    Folders yield the files whose suffix says that they hold articles; a file that is named is always read.
    Addresses need a ``reading.remote``.
    """
    reading = reading or FileReading(load_settings().ingest)
    for given in inputs:
        if str(given) == STDIN:
            yield from _read_stream(sys.stdin.buffer, "standard input", None, reading)
        elif is_address(str(given)):
            yield from _remote(reading, str(given)).find(Lead(str(given)), reading=reading)
        else:
            for path, failure in _walk(Path(given)):
                yield from _read_file(path, failure, reading)


def _remote(reading: FileReading, url: str) -> "Remote":
    if reading.remote is None:
        raise UsageError(f"{url} is an address, and nothing is fetched here. Save the page as a file and give that.")
    return reading.remote


def _read_file(path: Path, failure: OSError | None, reading: FileReading) -> Iterator[Incoming]:
    origin = reading.names.get(str(path), str(path))
    try:
        if failure is not None:
            raise failure
        media_type = _media_type(path)
        if media_type == WACZ:
            from qawl.ingest.wacz import read_wacz

            yield from read_wacz(path, origin, settings=reading.settings, counts=reading.archives)
        else:
            with path.open("rb") as stream:
                for incoming in _read_stream(stream, origin, media_type, reading):
                    reading.meter.at(stream)
                    yield incoming
    except OSError as error:
        yield Incoming(origin, b"", TEXT, problem=_unreadable(path, error), reason="unreadable")
    reading.meter.end(_size(path))


def _media_type(path: Path) -> str | None:
    """By the suffix; of XML and unknown suffixes by the first bytes. None: whatever standard input would be."""
    double = "".join(path.suffixes[-2:]).lower()
    known = _DOUBLE_SUFFIXES.get(double) or _SUFFIXES.get(path.suffix.lower())
    if known is not None:
        return known
    with path.open("rb") as stream:
        head = stream.read(_HEAD)
    if head.startswith(_ZIP):
        from qawl.ingest.wacz import is_wacz

        return WACZ if is_wacz(path) else None
    return _sniff_container(head)


def _sniff_container(head: bytes) -> str | None:
    from qawl.ingest.feeds import is_feed
    from qawl.ingest.sitemaps import is_sitemap

    if is_warc(head):
        return WARC
    if head.startswith(b"%PDF"):
        return PDF
    if is_sitemap(head):
        return SITEMAP
    return RSS if is_feed(head) else None


def _walk(path: Path) -> Iterator[tuple[Path, OSError | None]]:
    """The files of a folder, sorted, hidden ones left out; a file is itself.

    A folder that cannot be looked into comes with what is in the way. Pipes and devices inside folders are
    passed over: opening one would wait for ever.
    """
    if not path.is_dir():
        yield path, None
        return
    closed: list[OSError] = []
    for folder, names, files in os.walk(path, onerror=closed.append):
        names[:] = sorted(name for name in names if not name.startswith("."))
        for name in sorted(files):
            if not name.startswith(".") and _holds_articles(Path(name)):
                found = Path(folder, name)
                if found.is_file() or not found.exists():
                    yield found, None
    yield from ((Path(error.filename or path), error) for error in closed)


def _holds_articles(name: Path) -> bool:
    return name.suffix.lower() in _SUFFIXES or "".join(name.suffixes[-2:]).lower() in _DOUBLE_SUFFIXES


def _unreadable(path: Path, error: OSError) -> str:
    if path.is_symlink() and error.errno in (errno.ENOENT, errno.ELOOP):
        return f"a link that leads nowhere ({error.strerror}). Mend or remove the link."
    return f"cannot be read ({error.strerror}). Check its permissions."


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


def _read_stream(stream: BinaryIO, origin: str, media_type: str | None, reading: FileReading) -> Iterator[Incoming]:
    """The articles of one stream: many where it is a container, else one."""
    limit = reading.settings.max_bytes
    if media_type is None:
        stream = io.BufferedReader(stream, _HEAD) if isinstance(stream, io.RawIOBase | io.BytesIO) else stream
        head = stream.peek(_HEAD)[:_HEAD] if isinstance(stream, io.BufferedReader) else b""
        if len(head) < _TELLING and not head.startswith(b"{"):  # a pipe that drips
            head = stream.read(_TELLING)
            stream = io.BufferedReader(_PutBack(head, stream), _HEAD)
        if head.startswith(_ZIP):
            yield from _unseekable_zip(stream, origin, reading)
            return
        media_type = _sniff_container(head) or _sniff_table(head, reading.columns)
    if media_type == WARC:
        yield from read_warc(stream, origin, settings=reading.settings, counts=reading.archives)
    elif media_type == CSV:
        from qawl.ingest.csv_tables import read_csv

        yield from read_csv(stream, origin, mapping=reading.columns, settings=reading.settings)
    elif media_type == JSON_LINES:
        yield from _json_lines(stream, origin, limit, first=stream.readline(limit + 1))
    elif media_type in FEEDS or media_type == SITEMAP:
        yield from _led_to(stream.read(limit + 1), origin, media_type, reading)
    else:
        head = stream.read(limit + 1) if media_type else stream.readline(limit + 1)
        media_type = media_type or _sniff(head)
        if media_type == JSON_LINES:
            yield from _json_lines(stream, origin, limit, first=head)
            return
        content = head + stream.read(max(0, limit + 1 - len(head)))
        yield _whole(origin, content, media_type, limit)


class _PutBack(io.RawIOBase):
    """A stream with its first bytes put back."""

    def __init__(self, head: bytes, rest: BinaryIO) -> None:
        self._head, self._rest = head, rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        """Fill the buffer: with the first bytes, then from the stream."""
        piece = self._head[: len(buffer)] or self._rest.read(len(buffer))
        self._head = self._head[len(piece) :]
        buffer[: len(piece)] = piece
        return len(piece)


def _unseekable_zip(stream: BinaryIO, origin: str, reading: FileReading) -> Iterator[Incoming]:
    """A ZIP is read from its end, so what comes from a pipe is laid down in a passing file."""
    with tempfile.TemporaryDirectory(prefix="qawl-") as folder:
        path = Path(folder, "stream")
        with path.open("wb") as sink:
            shutil.copyfileobj(stream, sink)
        if _media_type(path) == WACZ:
            from qawl.ingest.wacz import read_wacz

            yield from read_wacz(path, origin, settings=reading.settings, counts=reading.archives)
        else:
            with path.open("rb") as copy:
                yield _whole(origin, copy.read(_HEAD), TEXT, reading.settings.max_bytes)


def _sniff_table(head: bytes, columns: Mapping[str, str] | None) -> str | None:
    """CSV where the first line names the column of texts, and another or the one that the caller gave."""
    if b"\n" not in head or head.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"{", b"<", b"-", b"%"):
        return None
    from qawl.ingest.csv_tables import is_table

    return CSV if is_table(head, columns or {}) else None


def _whole(origin: str, content: bytes, media_type: str, limit: int) -> Incoming:
    problem = _too_long(content, limit)
    return Incoming(
        origin, b"" if problem else content, media_type, problem=problem, reason="too_large" if problem else ""
    )


def _led_to(content: bytes, origin: str, media_type: str | None, reading: FileReading) -> Iterator[Incoming]:
    """The pages that a stored feed or sitemap leads to."""
    problem = _too_long(content, reading.settings.max_bytes)
    if problem:
        yield Incoming(origin, b"", TEXT, problem=problem, reason="too_large")
        return
    read = leads_of_sitemap if media_type == SITEMAP else leads_of_feed
    try:
        found = read(content, url="", settings=reading.settings)
    except InputError as error:
        yield Incoming(origin, b"", TEXT, problem=str(error), reason=error.reason)
        return
    for problem in found.problems:
        yield Incoming(origin, b"", TEXT, problem=problem)
    for lead in found.leads:
        yield from _remote(reading, lead.url).find(lead, reading=reading)


def _json_lines(stream: BinaryIO, origin: str, limit: int, *, first: bytes) -> Iterator[Incoming]:
    """Lines with their numbers, blank ones left out; the rest of an endless line is passed over in pieces."""
    number = 0
    line = first
    if not line:
        problem = "empty: no line in it. Leave it out, or give articles."
        yield Incoming(origin, b"", JSON_LINES, problem=problem, reason="empty")
    while line:
        number += 1
        problem = _too_long(line, limit)
        if line.strip():
            reason = "too_large" if problem else ""
            yield Incoming(origin, b"" if problem else line, JSON_LINES, number, problem, reason=reason)
        while line and not line.endswith(b"\n"):
            line = stream.readline(limit + 1)
        line = stream.readline(limit + 1)


def _too_long(content: bytes, limit: int) -> str:
    if len(content) <= limit:
        return ""
    return (
        f"over {limit:,} bytes for one article. Split it into its articles (JSON lines, one article a line), "
        "or raise ingest.max_bytes in qawl.toml."
    )


def _sniff(head: bytes) -> str:
    """What a stream without a telling name seems to hold, from its first line."""
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    if start.startswith(b"{") and start.rstrip() != b"{":
        return JSON_LINES
    if start[:1] == b"<":
        return HTML
    return MARKDOWN if start.startswith(b"---") else TEXT
