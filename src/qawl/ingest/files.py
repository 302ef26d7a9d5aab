"""Files and folders: text, Markdown, HTML and JSON lines, found recursively and read one article at a time.

Nothing here stops at a bad file: what cannot be read becomes an ``Issue`` that names file and line and
says what to do, and the next article is read. Memory stays constant however long a JSON-lines file is.
"""

import errno
import os
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from qawl.errors import InputError, UsageError
from qawl.ingest.decoding import decode
from qawl.ingest.html import parse_html
from qawl.ingest.jsonl import parse_json_line, refuse_json
from qawl.ingest.markdown import parse_markdown
from qawl.ingest.parts import Incoming, Known, Parts, build_document, date_problem, first_line
from qawl.model.document import Document, Snapshot
from qawl.model.issue import Issue
from qawl.settings import IngestSettings, load_settings

STDIN = "-"
TEXT, MARKDOWN, HTML, JSON_LINES = "text/plain", "text/markdown", "text/html", "application/jsonl"
_SUFFIXES = {".txt": TEXT, ".text": TEXT, ".md": MARKDOWN, ".markdown": MARKDOWN, ".html": HTML, ".htm": HTML}
_SUFFIXES |= {".xhtml": HTML, ".jsonl": JSON_LINES, ".ndjson": JSON_LINES}

Parsed = tuple[Snapshot, Document] | Issue


def check_paths(paths: Iterable[str | Path]) -> None:
    """Refuse addresses and paths that are not there, before any work begins.

    Raises:
        UsageError: names the path and says what to do.
    """
    for path in map(str, paths):
        if "://" in path:
            raise UsageError(
                f"{path} is an address, and this version does not fetch pages. Save the page as a file and give that."
            )
        if path != STDIN and not Path(path).exists():
            raise UsageError(f"{path}: no such file or folder. Check the spelling, or give another path.")


def measure(paths: Iterable[str | Path]) -> int:
    """How many bytes ``find_inputs`` will deliver, for a progress bar; standard input counts as nothing."""
    return sum(_size(path) for given in paths if str(given) != STDIN for path, _ in _walk(Path(given)))


def find_inputs(paths: Iterable[str | Path], *, settings: IngestSettings | None = None) -> Iterator[Incoming]:
    """The articles of ``paths``, in the order given and by name inside folders; ``-`` is standard input.

    Folders yield the files whose suffix says that they hold articles; a file that is named is always read.
    """
    settings = settings or load_settings().ingest
    for given in paths:
        if str(given) == STDIN:
            yield from _read_stream(sys.stdin.buffer, "standard input", None, settings.max_bytes)
            continue
        for path, failure in _walk(Path(given)):
            try:
                if failure is not None:
                    raise failure
                with path.open("rb") as stream:
                    yield from _read_stream(stream, str(path), _SUFFIXES.get(path.suffix.lower()), settings.max_bytes)
            except OSError as error:
                yield Incoming(str(path), b"", TEXT, problem=_unreadable(path, error))


def parse(
    incoming: Incoming, *, known: Known | None = None, settings: IngestSettings | None = None
) -> Iterator[Parsed]:
    """The document of one incoming article, or an issue; a date that cannot be read gives both."""
    settings = settings or load_settings().ingest
    if incoming.problem:
        yield Issue(incoming.origin, "ingest", incoming.problem, incoming.line)
        return
    try:
        parts = _parse_parts(incoming)
        built = build_document(incoming, parts, known or Known(), settings)
    except InputError as error:
        yield Issue(incoming.origin, "ingest", str(error), incoming.line)
        return
    except Exception as error:  # one page that trips a parser must never stop a run over many
        message = f"could not be taken apart ({type(error).__name__}: {error}). Please report it with the page."
        yield Issue(incoming.origin, "ingest", message, incoming.line)
        return
    problem = date_problem(parts)
    if problem:
        yield Issue(incoming.origin, "date", problem, incoming.line)
    yield built


def describe(issue: Issue) -> str:
    """One line for people: file, line where there is one, what is wrong and what to do."""
    where = issue.origin if issue.offset is None else f"{issue.origin}:{issue.offset}"
    return f"{where}: {issue.message}"


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
            if not name.startswith(".") and Path(name).suffix.lower() in _SUFFIXES:
                found = Path(folder, name)
                if found.is_file() or not found.exists():
                    yield found, None
    yield from ((Path(error.filename or path), error) for error in closed)


def _unreadable(path: Path, error: OSError) -> str:
    if path.is_symlink() and error.errno in (errno.ENOENT, errno.ELOOP):
        return f"a link that leads nowhere ({error.strerror}). Mend or remove the link."
    return f"cannot be read ({error.strerror}). Check its permissions."


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


def _read_stream(stream: BinaryIO, origin: str, media_type: str | None, limit: int) -> Iterator[Incoming]:
    """One incoming article, or one a line when the stream holds JSON lines."""
    if media_type != JSON_LINES:
        head = stream.read(limit + 1) if media_type else stream.readline(limit + 1)
        media_type = media_type or _sniff(head)
        if media_type != JSON_LINES:
            content = head + stream.read(max(0, limit + 1 - len(head)))
            yield Incoming(
                origin, content if len(content) <= limit else b"", media_type, problem=_too_long(content, limit)
            )
            return
        yield from _json_lines(stream, origin, limit, first=head)
        return
    yield from _json_lines(stream, origin, limit, first=stream.readline(limit + 1))


def _json_lines(stream: BinaryIO, origin: str, limit: int, *, first: bytes) -> Iterator[Incoming]:
    """Lines with their numbers, blank ones left out; the rest of an endless line is passed over in pieces."""
    number = 0
    line = first
    if not line:
        yield Incoming(origin, b"", JSON_LINES, problem="empty: no line in it. Leave it out, or give articles.")
    while line:
        number += 1
        problem = _too_long(line, limit)
        if line.strip():
            yield Incoming(origin, b"" if problem else line, JSON_LINES, number, problem)
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


def _parse_parts(incoming: Incoming) -> Parts:
    text = decode(incoming.content, counts_lines=incoming.line is None)
    if not text.strip():
        raise InputError("empty: there is no text. Leave it out, or give the article's text.")
    if incoming.media_type == JSON_LINES:
        return parse_json_line(text)
    if incoming.media_type == HTML:
        return parse_html(text)
    if incoming.media_type == MARKDOWN:
        return parse_markdown(text)
    refuse_json(text)
    return Parts(text=text, title=first_line(text), extractor="text/1")
