"""What an answer is: its first bytes say it, and its headers only where bytes do not."""

import gzip
import io
import zipfile
from datetime import UTC, datetime

import pytest

from qawl.errors import FetchError, FetchReason
from qawl.ingest import media_types
from qawl.ingest.fetch import Fetched
from qawl.ingest.media_types import media_type_of

HTML, TEXT = "text/html; charset=utf-8", "text/plain"
PAGE = "<!DOCTYPE html>\n<html lang='ar'><body>خبر</body></html>"
RSS = '<?xml version="1.0"?>\n<!-- خلاصة -->\n<rss version="2.0"><channel></channel></rss>'
ATOM = '<feed xmlns="http://www.w3.org/2005/Atom"></feed>'
SITEMAP = '<?xml version="1.0"?><?xml-stylesheet href="a.xsl"?><urlset></urlset>'
WARC = b"WARC/1.1\r\nWARC-Type: warcinfo\r\n"


def answer(content: bytes | str, declared: str = "", url: str = "https://news.example/1") -> Fetched:
    data = content.encode() if isinstance(content, str) else content
    headers = (("Content-Type", declared),) if declared else ()
    return Fetched(url, 200, headers, data, datetime(2031, 3, 5, tzinfo=UTC))


def zipped(name: str) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr(name, "{}")
    return made.getvalue()


@pytest.mark.parametrize(
    ("content", "declared", "expected"),
    [
        (PAGE, HTML, media_types.HTML),
        (PAGE, "text/plain", media_types.HTML),
        (PAGE, "", media_types.HTML),
        (PAGE.encode("windows-1256"), HTML, media_types.HTML),
        (PAGE.encode("utf-16"), HTML, media_types.HTML),
        ("\ufeff\n<!-- a --><html>", "application/xml", media_types.HTML),
        ("<div>خبر</div>", "", media_types.HTML),
        ("خبر بلا وسوم", HTML, media_types.HTML),
        ("<custom-part>خبر</custom-part>", HTML, media_types.HTML),
        ('<?xml version="1.0"?><!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0"><html>', HTML, media_types.HTML),
        (RSS, HTML, media_types.RSS),
        (RSS, "application/octet-stream", media_types.RSS),
        ("<rdf:RDF xmlns:rdf='x'>", "text/xml", media_types.RSS),
        (ATOM, "text/xml", media_types.ATOM),
        ("<atom:feed xmlns:atom='x'>", "", media_types.ATOM),
        (SITEMAP, "text/html", media_types.SITEMAP),
        ("<sitemapindex>", "text/xml", media_types.SITEMAP),
        (gzip.compress(SITEMAP.encode(), mtime=0), "application/x-gzip", media_types.SITEMAP),
        (RSS.encode("utf-16"), "text/xml", media_types.RSS),
        (b"%PDF-1.7\n", HTML, media_types.PDF),
        (WARC, TEXT, media_types.WARC),
        (gzip.compress(WARC, mtime=0), "application/gzip", media_types.WARC),
        (gzip.compress(WARC, mtime=0)[:60], "application/gzip", media_types.WARC),
        (zipped("datapackage.json"), "application/zip", media_types.WACZ),
        (zipped("archive/1.warc.gz"), "", media_types.WACZ),
        (zipped("fuzzy"), "application/wacz", media_types.WACZ),
        ("خبر", TEXT, media_types.TEXT),
        ("خبر", "", media_types.TEXT),
        ("# خبر", "text/markdown", media_types.MARKDOWN),
        ("text,date\n", "text/csv", media_types.CSV),
        ('{"text": "خبر"}\n{"text": "خبر"}\n', TEXT, media_types.JSON_LINES),
        ('{"text": "خبر"}\n', "application/x-ndjson", media_types.JSON_LINES),
    ],
)
def test_content_says_what_it_is(content: bytes | str, declared: str, expected: str) -> None:
    assert media_type_of(answer(content, declared)) == expected


@pytest.mark.parametrize(
    ("content", "declared", "words"),
    [
        (b"\x89PNG\r\n", HTML, "an image"),
        (b"\xff\xd8\xff\xe0", "", "an image"),
        (zipped("word/document.xml"), "", "Word"),
        (b"SQLite format 3\0", "", "SQLite"),
        (b"", HTML, "empty"),
        (b"  \n", HTML, "empty"),
        (b"a\0b\0", "application/octet-stream", "binary data"),
        ("<svg xmlns='x'>", "image/svg+xml", "image/svg"),
        ("<opml>", "text/xml", "text/xml"),
        ("[1, 2]", "application/json", "application/json"),
        ("body {}", "text/css", "text/css"),
        (gzip.compress(b"\x89PNG\r\n", mtime=0), "application/gzip", "an image"),
        (b"\x1f\x8b\x08broken", "application/gzip", "empty"),
    ],
)
def test_what_no_reader_takes_is_refused_by_name(content: bytes | str, declared: str, words: str) -> None:
    with pytest.raises(FetchError) as caught:
        media_type_of(answer(content, declared))
    assert caught.value.reason is FetchReason.UNSUPPORTED_TYPE
    assert words in str(caught.value)
    assert str(caught.value).startswith("https://news.example/1: ")


def test_a_download_is_told_by_the_head_of_its_file() -> None:
    assert media_type_of(answer(b"", HTML), head=WARC) == media_types.WARC
    assert media_type_of(answer(b"", "", "https://news.example/A.WACZ?x"), head=zipped("x")) == media_types.WACZ
