"""Sitemaps of all kinds, and what pretends to be one."""

import gzip
import tracemalloc
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qawl.errors import InputError
from qawl.ingest.sitemaps import MAX_URLS, Sitemap, is_sitemap, parse_sitemap

URL = "https://wadi.example/sitemaps/news.xml"
NS = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
NEWS = 'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"'
IMAGE = 'xmlns:image="http://www.google.com/schemas/sitemap-image/1.1"'
HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
SIMPLE = f"{HEAD}<urlset {NS}><url><loc>https://wadi.example/1</loc><lastmod>2020-05-02</lastmod></url></urlset>"


def parse(text: str | bytes) -> Sitemap:
    return parse_sitemap(text.encode() if isinstance(text, str) else text, url=URL)


def urls(sitemap: Sitemap) -> list[str]:
    return [page.url for page in sitemap.pages]


def test_pages_come_with_their_time_of_change() -> None:
    sitemap = parse(SIMPLE)
    (page,) = sitemap.pages
    assert page.url == "https://wadi.example/1"
    assert page.lastmod is not None and page.lastmod.said_by == "sitemap:lastmod"
    assert page.lastmod.value.isoformat() == "2020-05-02T00:00:00+00:00"
    assert [(found.field, found.raw) for found in page.dates] == [("sitemap:lastmod", "2020-05-02")]
    assert sitemap.problems == ()


def test_news_data_are_read_and_those_of_images_are_not() -> None:
    (page,) = parse(
        f"{HEAD}<urlset {NS} {NEWS} {IMAGE}><url><loc>https://wadi.example/1</loc>"
        "<image:image><image:loc>https://wadi.example/1.jpg</image:loc><image:title>صورة</image:title></image:image>"
        "<news:news><news:publication><news:name>الوادي</news:name><news:language>ar</news:language></news:publication>"
        "<news:publication_date>2020-05-02T10:00:00+03:00</news:publication_date>"
        "<news:title>تجدد القصف على الوادي</news:title></news:news></url></urlset>"
    ).pages
    assert (page.url, page.title, page.language) == ("https://wadi.example/1", "تجدد القصف على الوادي", "ar")
    assert page.published is not None and page.published.value.isoformat() == "2020-05-02T10:00:00+03:00"
    assert page.published.said_by == "news:publication_date"


def test_an_index_names_further_sitemaps() -> None:
    sitemap = parse(
        f"{HEAD}<sitemapindex {NS}><sitemap><loc>https://wadi.example/s1.xml.gz</loc>"
        "<lastmod>2020-05-02T10:00:00Z</lastmod></sitemap><sitemap><loc>/s2.xml</loc></sitemap></sitemapindex>"
    )
    assert [index.url for index in sitemap.indexes] == ["https://wadi.example/s1.xml.gz", "https://wadi.example/s2.xml"]
    assert sitemap.indexes[0].lastmod is not None and sitemap.indexes[1].lastmod is None
    assert sitemap.pages == ()


@pytest.mark.parametrize("namespace", ["", 'xmlns="https://www.google.com/schemas/sitemap/0.84"', f"{NS} xmlns:x='y'"])
def test_the_namespace_does_not_matter(namespace: str) -> None:
    assert urls(parse(f"<urlset {namespace}><url><loc> https://wadi.example/1\n</loc></url></urlset>"))


def test_lines_of_addresses_are_a_sitemap() -> None:
    sitemap = parse("\ufeffhttps://wadi.example/1\r\n\r\nhttps://wadi.example/خبر\nوادي\n")
    assert urls(sitemap) == ["https://wadi.example/1", "https://wadi.example/خبر"]
    assert sitemap.problems == ("1 entries without a web address were left out",)


def test_a_packed_sitemap_is_unpacked() -> None:
    assert urls(parse(gzip.compress(SIMPLE.encode(), mtime=0))) == ["https://wadi.example/1"]


def test_a_packed_sitemap_that_is_cut_short_gives_what_is_there() -> None:
    entries = "".join(f"<url><loc>https://wadi.example/{n * 7919}</loc></url>" for n in range(4000))
    packed = gzip.compress(f"{HEAD}<urlset {NS}>{entries}</urlset>".encode(), mtime=0)
    sitemap = parse(packed[: len(packed) // 2])
    assert 500 < len(sitemap.pages) < 4000
    assert "cut short inside its gzip" in sitemap.problems[0]
    assert any("cut short at line" in problem for problem in sitemap.problems)


def test_a_gzip_bomb_is_refused_before_it_unpacks() -> None:
    bomb = gzip.compress(b"<urlset>" + b" " * 40_000_000, mtime=0)
    tracemalloc.start()
    with pytest.raises(InputError, match="gzip bomb"):
        parse(bomb)
    assert tracemalloc.get_traced_memory()[1] < 30_000_000
    tracemalloc.stop()


def test_more_than_fifty_megabytes_are_refused() -> None:
    with pytest.raises(InputError, match="over 52,428,800 bytes in one sitemap"):
        parse(SIMPLE.encode() + b" " * 52_500_000)


def test_what_goes_beyond_fifty_thousand_addresses_is_left_out_and_said() -> None:
    entries = "".join(f"<url><loc>https://wadi.example/{n}</loc></url>" for n in range(MAX_URLS + 5))
    sitemap = parse(f"<urlset {NS}>{entries}</urlset>")
    assert len(sitemap.pages) == MAX_URLS
    assert sitemap.problems == ("more than 50,000 addresses in one sitemap; the rest was left out. Split it",)


def test_entities_are_neither_expanded_nor_fetched() -> None:
    levels = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 9))
    sitemap = parse(
        f'{HEAD}<!DOCTYPE urlset [<!ENTITY e0 "x">{levels}<!ENTITY file SYSTEM "file:///etc/passwd">]>'
        f"<urlset {NS}><url><loc>https://wadi.example/1</loc><lastmod>&e8;</lastmod></url>"
        "<url><loc>https://wadi.example/&file;</loc></url></urlset>"
    )
    assert urls(sitemap)[0] == "https://wadi.example/1"
    assert not any("root" in url for url in urls(sitemap))
    assert "declares entities of its own" in sitemap.problems[0]


def test_repeated_and_broken_entries_are_counted() -> None:
    sitemap = parse(
        f"<urlset {NS}><url><loc>https://wadi.example/1</loc></url><url><loc>https://wadi.example/1</loc></url>"
        "<url><loc></loc></url><url><loc>mailto:x@wadi.example</loc></url><url/></urlset>"
    )
    assert urls(sitemap) == ["https://wadi.example/1"]
    assert sitemap.problems == (
        "3 entries without a web address were left out", "1 entries repeat an address and were left out",
    )  # fmt: skip


def test_a_bare_ampersand_does_not_cost_the_rest() -> None:
    sitemap = parse(
        f"<urlset {NS}><url><loc>https://wadi.example/1?a=1&b=2</loc></url>"
        "<url><loc>https://wadi.example/2</loc></url></urlset>"
    )
    assert urls(sitemap)[-1] == "https://wadi.example/2"


def test_a_sitemap_in_windows_1256_that_calls_itself_utf_8_is_read() -> None:
    text = f"{HEAD}<urlset {NS} {NEWS}><url><loc>https://wadi.example/1</loc><news:news>"
    text += "<news:title>قال مسؤول محلي إن المعارك تجددت صباح اليوم في الوادي</news:title></news:news></url></urlset>"
    sitemap = parse(text.encode("windows-1256"))
    assert sitemap.pages[0].title == "قال مسؤول محلي إن المعارك تجددت صباح اليوم في الوادي"
    assert sitemap.problems == ("the sitemap calls itself utf-8 and looks like cp1256; read so",)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "empty"),
        (b"<!DOCTYPE html><html><body>403</body></html>", "an HTML page"),
        (b"<html><body>403</body></html>", "an HTML page"),
        (b"<rss><channel/></rss>", "a feed"),
        (b"<kml></kml>", "first element is <kml>"),
        ("ليس هذا خريطة موقع".encode(), "neither XML nor lines of addresses"),
        (b"\x89PNG\0\0\0\0", "binary data"),
    ],
)
def test_what_is_no_sitemap_is_refused_by_name(content: bytes, message: str) -> None:
    with pytest.raises(InputError, match=message):
        parse(content)


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        (SIMPLE.encode(), True),
        (gzip.compress(SIMPLE.encode(), mtime=0), True),
        (gzip.compress(SIMPLE.encode(), mtime=0)[:-8], True),
        (SIMPLE.encode("utf-16"), True),
        (b"\xef\xbb\xbf<!-- x --><?xml-stylesheet href='a'?><sitemapindex>", True),
        (b"<sm:urlset xmlns:sm='x'>", True),
        (b"https://wadi.example/1\nhttps://wadi.example/2\nhttps://wadi.exa", True),
        (b"<!DOCTYPE html><html>", False),
        (b"<rss version='2.0'>", False),
        (b"https://wadi.example/1\nand words\n", False),
        ("خبر عاجل".encode(), False),
        (b"", False),
        (b"\x1f\x8bnot gzip", False),
    ],
)
def test_the_first_bytes_tell_a_sitemap(head: bytes, expected: bool) -> None:
    assert is_sitemap(head) is expected


@given(st.integers(0, len(SIMPLE)), st.integers(0, 40), st.binary(max_size=12))
def test_a_damaged_sitemap_is_read_or_refused(at: int, length: int, junk: bytes) -> None:
    whole = SIMPLE.encode()
    with suppress(InputError):
        assert all(
            url.startswith(("http://", "https://")) for url in urls(parse(whole[:at] + junk + whole[at + length :]))
        )


@given(st.binary(max_size=60), st.sampled_from([b"", b"\x1f\x8b\x08", b"<", b"<urlset>", b"\xff\xfe<\0", b"http://"]))
def test_any_bytes_are_read_or_refused(junk: bytes, head: bytes) -> None:
    is_sitemap(head + junk)
    with suppress(InputError):
        parse(head + junk)
