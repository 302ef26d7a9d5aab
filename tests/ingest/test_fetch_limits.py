"""No answer is larger, longer or more packed than allowed, and a broken one is noticed."""

import gzip
import io
import time
import zlib
from collections.abc import Callable, Iterator

import pytest
from fetching import fetcher, refused

from local_site import HTML, LocalSite, Reply, gzip_bomb
from qawl.errors import FetchError, FetchReason
from qawl.ingest.bodies import accepted_encodings

TEXT = "<p>قال الناطق إن الطريق مفتوح.</p>\n".encode() * 400


def packed(content: bytes, encoding: str, **options: object) -> Reply:
    return Reply(content, headers={"Content-Type": HTML, "Content-Encoding": encoding}, **options)  # type: ignore[arg-type]


def brotli(content: bytes) -> bytes:
    return bytes(pytest.importorskip("brotli").compress(content))


def zstd(content: bytes) -> bytes:
    return bytes(pytest.importorskip("zstandard").ZstdCompressor().compress(content))


def bare_deflate(content: bytes) -> bytes:
    made = zlib.compressobj(wbits=-15)
    return made.compress(content) + made.flush()


PACKERS = [
    ("gzip", gzip.compress),
    ("x-gzip", gzip.compress),
    ("deflate", zlib.compress),
    ("deflate", bare_deflate),
    ("br", brotli),
    ("zstd", zstd),
    ("identity", bytes),
    ("utf-8", bytes),
]


@pytest.mark.parametrize(("encoding", "pack"), PACKERS)
def test_packed_answers_are_unpacked(site: LocalSite, encoding: str, pack: Callable[[bytes], bytes]) -> None:
    with fetcher() as fetch:
        assert fetch.fetch(site.serve("/1", packed(pack(TEXT), encoding))).content == TEXT


@pytest.mark.parametrize(("encoding", "pack"), PACKERS[:6])
def test_an_answer_in_crumbs_is_unpacked_as_well(
    site: LocalSite, encoding: str, pack: Callable[[bytes], bytes]
) -> None:
    body = pack(TEXT)
    crumbs = (body[start : start + 7] for start in range(0, len(body), 7))
    with fetcher() as fetch:
        assert fetch.fetch(site.serve("/1", packed(b"", encoding, chunks=crumbs))).content == TEXT


def test_only_encodings_that_are_bounded_here_are_asked_for(site: LocalSite) -> None:
    with fetcher() as fetch:
        fetch.fetch(site.page("/1"))
    assert site.seen[-1].headers["accept-encoding"] == accepted_encodings()
    assert set(accepted_encodings().split(", ")) <= {"gzip", "deflate", "br", "zstd"}


def test_an_encoding_that_was_not_asked_for_is_refused(site: LocalSite) -> None:
    with fetcher() as fetch:
        error = refused(FetchReason.UNSUPPORTED_TYPE, fetch, site.serve("/1", packed(TEXT, "gzip, gzip")))
    assert "'gzip, gzip'" in str(error)


def test_a_page_that_is_wrongly_called_gzip_is_read(site: LocalSite) -> None:
    with fetcher() as fetch:
        assert fetch.fetch(site.serve("/1", packed(TEXT, "gzip"))).content == TEXT


def test_all_members_of_a_gzip_body_are_read(site: LocalSite) -> None:
    body = gzip.compress(TEXT, mtime=0) + gzip.compress(TEXT, mtime=0) + bytes(20)
    with fetcher() as fetch:
        assert fetch.fetch(site.serve("/1", packed(body, "gzip"))).content == TEXT * 2


@pytest.mark.parametrize(
    ("encoding", "pack"), [("gzip", gzip_bomb), *((e, lambda n, p=p: p(bytes(n))) for e, p in PACKERS[2:6])]
)
def test_a_bomb_is_defused(site: LocalSite, encoding: str, pack: Callable[[int], bytes]) -> None:
    url = site.serve("/1", packed(pack(30_000_000), encoding))
    with fetcher() as fetch:
        error = refused(FetchReason.BOMB, fetch, url)
    assert "fetch.max_ratio" in str(error)
    assert site.asked() == ["/1"]


@pytest.mark.parametrize("size", [65_535, 65_536, 65_537, 131_072, 900_000])
def test_what_a_few_bytes_unpack_to_is_read_to_its_end(site: LocalSite, size: int) -> None:
    with fetcher() as fetch:
        for pack in (bare_deflate, zlib.compress):
            assert fetch.fetch(site.serve("/1", packed(pack(bytes(size)), "deflate"))).content == bytes(size)


def test_a_bomb_behind_a_harmless_beginning_is_defused(site: LocalSite) -> None:
    body = gzip.compress(TEXT, mtime=0) + gzip_bomb(20_000_000)
    with fetcher() as fetch:
        refused(FetchReason.BOMB, fetch, site.serve("/1", packed(body, "gzip")))


def test_a_high_ratio_of_little_is_harmless(site: LocalSite) -> None:
    with fetcher() as fetch:
        assert len(fetch.fetch(site.serve("/1", packed(gzip_bomb(900_000), "gzip"))).content) == 900_000


def test_an_announced_size_beyond_the_limit_is_refused_unread(site: LocalSite) -> None:
    with fetcher(max_wire_bytes=1000, read_seconds=0.2) as fetch:
        error = refused(FetchReason.TOO_LARGE, fetch, site.serve("/1", Reply(b"x", length=5000)))
    assert "5,000 bytes announced" in str(error)


def test_a_size_beyond_the_limit_is_noticed_without_announcement(site: LocalSite) -> None:
    def endless() -> Iterator[bytes]:
        while True:
            yield bytes(1000)

    with fetcher(max_wire_bytes=100_000) as fetch:
        refused(FetchReason.TOO_LARGE, fetch, site.serve("/1", Reply(chunks=endless())))


def test_what_unpacks_beyond_the_limit_is_refused(site: LocalSite) -> None:
    with fetcher(max_decoded_bytes=10_000) as fetch:
        error = refused(FetchReason.TOO_LARGE, fetch, site.serve("/1", packed(gzip.compress(TEXT, mtime=0), "gzip")))
    assert "unpacked" in str(error)


def test_an_answer_of_just_the_limit_is_taken(site: LocalSite) -> None:
    with fetcher(max_wire_bytes=1000, max_decoded_bytes=1000) as fetch:
        assert len(fetch.fetch(site.serve("/1", Reply(bytes(1000)))).content) == 1000


def test_a_body_shorter_than_announced_is_truncated(site: LocalSite) -> None:
    with fetcher(attempts=2) as fetch:
        error = refused(FetchReason.TRUNCATED, fetch, site.serve("/1", Reply(b"<p>", length=500)))
    assert site.asked() == ["/1", "/1"]
    assert error.retry_at is not None


@pytest.mark.parametrize(("encoding", "pack"), PACKERS[:6])
def test_packed_data_that_ends_in_the_middle_is_truncated(
    site: LocalSite, encoding: str, pack: Callable[[bytes], bytes]
) -> None:
    with fetcher(attempts=1) as fetch:
        refused(FetchReason.TRUNCATED, fetch, site.serve("/1", packed(pack(TEXT)[:-5], encoding)))


@pytest.mark.parametrize(("encoding", "pack"), [PACKERS[0], *PACKERS[2:6]])
def test_packed_data_that_is_broken_is_told(site: LocalSite, encoding: str, pack: Callable[[bytes], bytes]) -> None:
    body = bytearray(pack(bytes(range(256)) * 50))
    body[4:40] = b"\xff" * 36
    with fetcher(attempts=1) as fetch:
        refused(FetchReason.TRUNCATED, fetch, site.serve("/1", packed(bytes(body), encoding)))


def test_a_body_cut_off_once_is_asked_for_again(site: LocalSite) -> None:
    url = site.serve("/1", [Reply(b"<p>", length=500), Reply(TEXT)])
    with fetcher() as fetch:
        assert fetch.fetch(url).content == TEXT


def test_a_body_that_drips_ends_at_the_deadline(site: LocalSite) -> None:
    def drips() -> Iterator[bytes]:
        for _ in range(100):
            time.sleep(0.02)
            yield b"."

    url = site.serve("/1", Reply(chunks=drips()))
    with fetcher(total_seconds=0.15, attempts=1) as fetch:
        began = time.monotonic()
        refused(FetchReason.TIMEOUT, fetch, url)
    assert time.monotonic() - began < 1.0


def test_a_silent_server_ends_at_the_read_limit(site: LocalSite) -> None:
    def silence() -> Iterator[bytes]:
        yield b"<p>"
        time.sleep(0.2)

    with fetcher(read_seconds=0.05, attempts=1) as fetch:
        error = refused(FetchReason.TIMEOUT, fetch, site.serve("/1", Reply(chunks=silence())))
    assert "0.05 s" in str(error)


def test_an_archive_goes_to_a_file_with_limits_of_its_own(site: LocalSite) -> None:
    sink = io.BytesIO(b"kept")
    sink.seek(4)
    url = site.serve("/crawl.warc.gz", [Reply(b"half", length=500), Reply(TEXT)])
    with fetcher(max_wire_bytes=10, max_decoded_bytes=10) as fetch:
        fetched = fetch.download(url, sink)
    assert sink.getvalue() == b"kept" + TEXT
    assert (fetched.status, fetched.content) == (200, b"")


def test_a_download_has_a_limit_too(site: LocalSite) -> None:
    with fetcher(max_download_bytes=100) as fetch, pytest.raises(FetchError) as caught:
        fetch.download(site.serve("/1", Reply(TEXT)), io.BytesIO())
    assert caught.value.reason is FetchReason.TOO_LARGE
