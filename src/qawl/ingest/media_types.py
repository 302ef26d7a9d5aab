"""What an answer is: told by its first bytes, and by its headers only where bytes leave it open.

Servers say ``text/html`` of feeds, ``text/plain`` of archives and ``application/octet-stream`` of anything. What no
reader of Qawl takes is refused here, by name.
"""

import re
import zlib

from qawl.errors import FetchError, FetchReason
from qawl.ingest.fetch import Fetched
from qawl.ingest.formats import ATOM, CSV, HTML, JSON_LINES, MARKDOWN, PDF, RSS, SITEMAP, TEXT, WACZ, WARC

_HEAD = 65_536
_GZIP = b"\x1f\x8b"
_ZIP = b"PK\x03\x04"
_MARKS = {b"%PDF-": PDF, b"WARC/1.": WARC, b"WARC/0.": WARC}
_BINARY = {
    b"\x89PNG": "an image",
    b"\xff\xd8\xff": "an image",
    b"GIF8": "an image",
    b"RIFF": "an image, sound or film",
    b"\x00\x00\x00": "a film",
    b"ID3": "sound",
    b"\xd0\xcf\x11\xe0": "an old Word or Excel file",
    b"SQLite format 3": "an SQLite database",
    b"7z\xbc\xaf": "a 7z archive",
    b"Rar!": "a RAR archive",
    b"BZh": "a bzip2 file",
    b"\x28\xb5\x2f\xfd": "a Zstandard file",
    b"\xfd7zXZ": "an xz file",
}
_BOMS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
_ROOTS = {"rss": RSS, "rdf": RSS, "feed": ATOM, "urlset": SITEMAP, "sitemapindex": SITEMAP, "html": HTML}
_PROLOGUE = re.compile(
    r"(?: \s+ | <\?.*?\?> | <!--.*?--> | <!DOCTYPE (?! \s+ html )[^>\[]* (?: \[.*?\] )? \s* > )+", re.X | re.I | re.S
)
_ROOT = re.compile(r"<(?: (?P<prefix>[A-Za-z][\w.-]*) : )? (?P<name>[A-Za-z][\w.-]*)", re.X)
_HTML_TAGS = frozenset(
    "a article b base body br center div font footer form h1 h2 h3 head header html iframe img link main meta nav "
    "noscript ol p script section span style table title ul".split()
)
_TEXTS = {TEXT: TEXT, "text/markdown": MARKDOWN, "text/x-markdown": MARKDOWN, CSV: CSV}
_JSON = frozenset({JSON_LINES, "application/x-ndjson", "application/ndjson", "application/json", "text/json"})


def media_type_of(fetched: Fetched, *, head: bytes | None = None) -> str:
    """One of the types above; ``head`` is the beginning of what was downloaded to a file.

    A packed file (``sitemap.xml.gz``, ``crawl.warc.gz``) is what it holds.

    Raises:
        FetchError: UNSUPPORTED_TYPE; says what it seems to be and what can be read.
    """
    start = (fetched.content if head is None else head)[:_HEAD]
    declared = fetched.header("content-type").partition(";")[0].strip().lower()
    path = fetched.url.partition("?")[0].lower()
    if start.startswith(_GZIP):
        start = _unpacked_head(start)
        declared = declared if declared in (WARC, TEXT, CSV) else ""
    if start.startswith(_ZIP):
        if declared == WACZ or path.endswith(".wacz") or b"datapackage.json" in start or b"archive/" in start:
            return WACZ
        raise _unsupported(fetched, "a ZIP, Word or EPUB file")
    for mark, media_type in _MARKS.items():
        if start.lstrip(b"\r\n").startswith(mark):
            return media_type
    for mark, what in _BINARY.items():
        if start.startswith(mark):
            raise _unsupported(fetched, what)
    text = _decoded(start)
    if not text.strip():
        raise _unsupported(fetched, "empty")
    if "\0" in text:
        raise _unsupported(fetched, f"binary data ({declared or 'of no declared type'})")
    found = _of_text(text, declared)
    if found is None:
        raise _unsupported(fetched, declared or "of no type that can be told")
    return found


def _of_text(text: str, declared: str) -> str | None:
    begin = _PROLOGUE.match(text)
    rest = text[begin.end() :] if begin else text
    root = _ROOT.match(rest)
    if root:
        name = root["name"].lower()
        if name in _ROOTS:
            return _ROOTS[name]
        return HTML if name in _HTML_TAGS or declared in (HTML, "application/xhtml+xml") else None
    if rest[:9].lower() == "<!doctype" or declared in (HTML, "application/xhtml+xml"):
        return HTML
    if rest.startswith("{") and (declared in _JSON or rest.partition("\n")[0].rstrip().endswith("}")):
        return JSON_LINES
    if rest.startswith(("{", "[", "<")) and declared not in _TEXTS:
        return None
    return _TEXTS.get(declared, TEXT if declared in ("", "application/octet-stream") else None)


def _decoded(start: bytes) -> str:
    """Enough of a text to see its markup; letters do not matter here."""
    for mark, encoding in _BOMS:
        if start.startswith(mark):
            return start[len(mark) :].decode(encoding, "replace")
    return start.decode("latin-1")


def _unpacked_head(start: bytes) -> bytes:
    try:
        return zlib.decompressobj(31).decompress(start, _HEAD)
    except zlib.error:
        return b""


def _unsupported(fetched: Fetched, what: str) -> FetchError:
    return FetchError(
        FetchReason.UNSUPPORTED_TYPE,
        f"it is {what}. Qawl reads pages, feeds, sitemaps, PDF with text, WARC, WACZ, text and JSON lines.",
        url=fetched.url,
    )
