"""WARC files give their pages; whatever is cut, damaged or no page is told or counted, and never stops the rest."""

import gzip
import io
import tracemalloc
import zlib
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime

import brotli  # type: ignore[import-untyped]
import pytest
from fastwarc.stream_io import ZstdWriter

from qawl.ingest.archives import ArchiveCounts, is_warc, read_warc
from qawl.ingest.parts import Incoming
from qawl.settings import load_settings
from warc_making import PAGE, packed, record, response, responses

SETTINGS = load_settings({}).ingest
FILE = "crawl.warc.gz"
Pack = Callable[[Sequence[bytes]], bytes]


def read(content: bytes, **changed: int) -> tuple[list[Incoming], list[str], ArchiveCounts]:
    """Pages, problems and counts of an archive of these bytes."""
    counts = ArchiveCounts()
    settings = replace(SETTINGS, **changed)
    found = list(read_warc(io.BytesIO(content), FILE, settings=settings, counts=counts))
    pages = [incoming for incoming in found if not incoming.problem]
    assert counts.read == len(pages)
    return pages, [incoming.problem for incoming in found if incoming.problem], counts


def plain(records: Sequence[bytes]) -> bytes:
    return b"".join(records)


def packed_as_one(records: Sequence[bytes]) -> bytes:
    return gzip.compress(plain(records), mtime=0)


def packed_in_blocks(records: Sequence[bytes]) -> bytes:
    """Members that begin anywhere, as block-wise packers write them."""
    whole = plain(records)
    return packed([whole[start : start + 500] for start in range(0, len(whole), 500)])


def packed_with_zstd(records: Sequence[bytes]) -> bytes:
    target = io.BytesIO()
    with ZstdWriter(target) as writer:
        writer.write(plain(records))
        writer.finish()
        writer.flush()
        return target.getvalue()


PACKS = pytest.mark.parametrize("pack", [plain, packed, packed_as_one, packed_in_blocks, packed_with_zstd])


@PACKS
def test_every_packing_gives_the_same_pages(pack: Pack) -> None:
    pages, problems, counts = read(pack(responses(5)))
    assert [page.content for page in pages] == [PAGE + b"<!-- %d -->" % number for number in range(1, 6)]
    assert problems == []
    assert (counts.records, counts.responses, counts.read) == (5, 5, 5)


def test_a_page_knows_address_headers_time_and_where_it_came_from() -> None:
    (page,), _, _ = read(packed([response(headers="X-Title: عنوان\r\n".encode())]))
    assert page.origin == f"{FILE}#urn:uuid:00000000-0000-4000-8000-000000000001"
    assert (page.url, page.media_type) == ("http://wadi.example/news/88001", "text/html")
    assert page.headers == (("Content-Type", "text/html; charset=utf-8"), ("X-Title", "عنوان"))
    assert page.retrieved_at == datetime(2024, 3, 5, 10, tzinfo=UTC)


def chunked(content: bytes) -> bytes:
    pieces = [content[start : start + 64] for start in range(0, len(content), 64)]
    return b"".join(b"%x\r\n%s\r\n" % (len(piece), piece) for piece in pieces) + b"0\r\n\r\n"


CHUNKED = b"Transfer-Encoding: chunked\r\n"


@pytest.mark.parametrize(
    ("content", "headers"),
    [
        (gzip.compress(PAGE, mtime=0), b"Content-Encoding: gzip\r\n"),
        (brotli.compress(PAGE), b"Content-Encoding: br\r\n"),
        (zlib.compress(PAGE), b"Content-Encoding: deflate\r\n"),
        (packed_with_zstd([PAGE]), b"Content-Encoding: zstd\r\n"),
        (chunked(PAGE), CHUNKED),
        (chunked(gzip.compress(PAGE, mtime=0)), CHUNKED + b"Content-Encoding: gzip\r\n"),
        (PAGE, b"Content-Encoding: gzip\r\n"),
        (PAGE, b"Content-Encoding: br\r\n"),
        (PAGE, CHUNKED),
        (gzip.compress(PAGE, mtime=0), CHUNKED + b"Content-Encoding: gzip\r\n"),
        (PAGE, b"Content-Encoding: UTF-8\r\n"),
    ],
)
def test_content_is_unpacked_even_where_the_headers_lie(content: bytes, headers: bytes) -> None:
    (page,), problems, _ = read(packed([response(content, headers=headers)]))
    assert page.content == PAGE
    assert problems == []


def test_content_that_cannot_be_unpacked_is_told_and_the_next_page_read() -> None:
    broken = response(b"\x1f\x8b\x08\x00\xff\xff\xff\xff" * 9, headers=b"Content-Encoding: gzip\r\n")
    pages, (problem,), counts = read(packed([broken, response(number=2)]))
    assert [page.url for page in pages] == ["http://wadi.example/news/88002"]
    assert "cannot be undone" in problem
    assert "Fetch that page again" in problem
    assert counts.skipped == {"broken content": 1}


def test_what_is_no_page_is_counted_by_reason_and_not_told() -> None:
    others = [
        response(status="404 Not Found"),
        response(status="301 Moved"),
        response(b"\x89PNG", media_type="image/png"),
        response(b"<rss/>", media_type="application/rss+xml"),
        response(b""),
        response(kind="revisit"),
        record(b"GET / HTTP/1.1\r\n\r\n", "request", "application/http; msgtype=request"),
        record(b"software: none", "warcinfo", "application/warc-fields"),
        record(b"wadi.example. 300 IN A 192.0.2.1", "response", "text/dns"),
    ]
    pages, problems, counts = read(packed(others))
    assert (pages, problems) == ([], [])
    assert counts.records == len(others)
    assert counts.skipped == {
        "status 404": 1, "status 301": 1, "type image/png": 1, "type application/rss+xml": 1, "empty": 1,
        "revisit": 1, "request": 1, "warcinfo": 1, "type text/dns": 1,
    }  # fmt: skip
    assert "1 status 404" in counts.describe()


def test_texts_pdfs_and_records_without_http_are_read_too() -> None:
    records = [
        response(b"%PDF-1.7 ...", media_type="application/octet-stream"),
        response("قال الناطق".encode(), media_type="text/plain"),
        record(PAGE, "resource", "text/html"),
        record("عنوان\nقال الناطق".encode(), "conversion", "text/plain"),
        response(PAGE, media_type=""),
    ]
    pages, problems, _ = read(packed(records))
    types = ["application/pdf", "text/plain", "text/html", "text/plain", "text/html"]
    assert [page.media_type for page in pages] == types
    assert problems == []


@pytest.mark.parametrize("pack", [plain, packed, packed_as_one])
def test_a_cut_anywhere_inside_a_record_is_told_with_the_number_of_whole_ones(pack: Pack) -> None:
    records = responses(4)
    whole, three = pack(records), pack(records[:3])
    step = max(1, (len(whole) - len(three)) // 40)
    for size in range(len(three) + 1 if pack is not packed_as_one else len(three), len(whole) - 20, step):
        pages, problems, counts = read(whole[:size])
        assert counts.truncated, size
        (problem,) = problems
        assert f"breaks off after {len(pages)} whole records" in problem
        assert f"{size:,}" in problem
        assert "fetch the archive again" in problem
        if pack is not packed_as_one:
            assert len(pages) == 3


def test_a_cut_in_the_last_bytes_is_told_though_the_page_is_whole() -> None:
    whole = packed(responses(2))
    pages, (problem,), counts = read(whole[:-3])
    assert len(pages) == 2
    assert counts.truncated
    assert "gzip member" in problem


def test_a_damaged_member_costs_its_own_record_only() -> None:
    members = [packed([one]) for one in responses(5)]
    begins = len(members[0] + members[1])
    for place in (20, len(members[2]) // 2, len(members[2]) - 6):
        content = bytearray(b"".join(members))
        content[begins + place] ^= 0x55
        pages, (problem,), counts = read(bytes(content))
        assert [page.url[-1] for page in pages] == ["1", "2", "4", "5"]
        assert f"damaged at byte {begins:,}" in problem
        assert f"went on at byte {begins + len(members[2]):,}" in problem
        assert (counts.damaged, counts.truncated) == (1, False)


def test_rubbish_between_records_is_passed_over() -> None:
    first, second = responses(2)
    for content in (first + b"rubbish\r\n" * 9 + second, packed([first]) + b"rubbish" * 9 + packed([second])):
        pages, (problem,), _ = read(content)
        assert len(pages) == 2
        assert "damaged at byte" in problem


@pytest.mark.parametrize("pack", [plain, packed, packed_as_one])
@pytest.mark.parametrize("lie", [-40, 40, 10**9, 10**14])
def test_a_record_that_lies_about_its_length_costs_itself_only(pack: Pack, lie: int) -> None:
    block = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + PAGE
    liar = record(block, "response", "application/http", number=2, length=len(block) + lie)
    first, last = response(number=1), response(number=3)
    pages, problems, _ = read(pack([first, liar, last]))
    if lie > 10**6 and pack is not packed:  # nothing tells such a record from a huge one
        assert [page.url[-1] for page in pages] == ["1"]
    else:
        assert [page.url[-1] for page in pages] == ["1", "3"]
    assert len(problems) == 1


def test_a_page_over_the_limit_is_told_and_never_held() -> None:
    huge = response(bytes(30_000_000), number=1)
    content = packed([huge, response(number=2)])
    tracemalloc.start()
    pages, (problem,), counts = read(content, max_bytes=100_000)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert len(pages) == 1
    assert "over 100,000 bytes. Raise ingest.max_bytes" in problem
    assert counts.skipped == {"too large": 1}
    assert peak < 4_000_000


def test_a_page_that_unpacks_to_more_than_the_limit_is_told() -> None:
    bomb = response(gzip.compress(bytes(30_000_000), mtime=0), headers=b"Content-Encoding: gzip\r\n")
    pages, (problem,), _ = read(packed([bomb, response(number=2)]), max_bytes=100_000)
    assert len(pages) == 1
    assert "bytes unpacked" in problem


def test_a_member_that_is_a_bomb_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("qawl.ingest.archive_bytes._FREE_BYTES", 1 << 20)
    content = packed([response(bytes(30_000_000), number=1), response(number=2)])
    pages, (problem,), _ = read(content, max_bytes=100_000)
    assert [page.url[-1] for page in pages] == ["2"]
    assert "unpacks to more than 300 times" in problem


def test_pages_cut_short_by_their_crawler_are_read_and_told() -> None:
    marked = response(fields="WARC-Truncated: length\r\n")
    short = response(number=2, headers=b"Content-Length: 99999\r\n")
    pages, problems, counts = read(packed([marked, short]))
    assert len(pages) == 2
    assert counts.incomplete == 2
    assert "cut short by its crawler (length)" in problems[0]
    assert "99,999" in problems[1]


@pytest.mark.parametrize("content", [b"", b"\r\n", b"<html>", b"WARC", b"WARC/1.1\r\n", bytes(100), b"\x1f\x8b\x08"])
def test_what_is_no_archive_gives_one_problem(content: bytes) -> None:
    pages, problems, _ = read(content)
    assert pages == []
    assert len(problems) == 1


def test_archives_are_known_by_their_first_bytes() -> None:
    records = responses(1)
    for pack in (plain, packed, packed_as_one, packed_with_zstd):
        assert is_warc(pack(records)[:512])
    assert not is_warc(gzip.compress(PAGE, mtime=0)[:512])
    assert not is_warc(PAGE)
    assert not is_warc(b"\x1f\x8b\x08")
    assert not is_warc(b"")


def test_streams_that_give_few_bytes_at_a_time_are_read() -> None:
    class Slow(io.BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            return super().read(min(7, size) if size and size > 0 else 7)

    for pack in (plain, packed, packed_as_one, packed_in_blocks):
        assert len(list(read_warc(Slow(pack(responses(3))), FILE, settings=SETTINGS))) == 3
