"""Fetched pages are kept byte by byte in archives that other tools read, whatever kills the writer."""

import io
import os
import signal
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator  # type: ignore[import-untyped]
from warcio.checker import Checker  # type: ignore[import-untyped]

from qawl.errors import StoreError
from qawl.ingest.archives import read_warc
from qawl.ingest.parts import Incoming
from qawl.settings import load_settings
from qawl.store.warc_files import WarcPosition, WarcWriter, read_response
from warc_making import PAGE, packed, response

SETTINGS = load_settings({}).ingest
AT = datetime(2024, 3, 5, 10, 0, 1, 250_000, tzinfo=UTC)
HEADERS = (("Content-Type", "text/html; charset=utf-8"), ("X-Title", "عنوان الخبر"), ("Content-Encoding", "gzip"))
URL = "http://wadi.example/news/88001"


def write(writer: WarcWriter, content: bytes = PAGE) -> WarcPosition:
    return writer.write_response(URL, 200, HEADERS, content, AT)


def read_all(folder: Path) -> list[Incoming]:
    """What our own reader finds in all files of the folder, problems included."""
    found: list[Incoming] = []
    for path in sorted(folder.iterdir()):
        found += read_warc(io.BytesIO(path.read_bytes()), path.name, settings=SETTINGS)
    return found


@pytest.mark.parametrize(
    "content", [PAGE, b"", bytes(range(256)) * 9, b"\r\n\r\n", os.urandom(100_000), b"\r\n\r\nx\r\n"]
)
def test_the_content_comes_back_byte_by_byte(tmp_path: Path, content: bytes) -> None:
    with WarcWriter(tmp_path) as writer:
        before, position, after = write(writer), write(writer, content), write(writer)
    assert read_response(tmp_path, position) == content
    assert read_response(tmp_path, before) == read_response(tmp_path, after) == PAGE


def test_our_reader_gets_address_headers_and_time_back(tmp_path: Path) -> None:
    with WarcWriter(tmp_path) as writer:
        write(writer)
    (page,) = read_all(tmp_path)
    assert (page.url, page.content, page.retrieved_at) == (URL, PAGE, AT)
    headers = dict(page.headers)
    assert headers["X-Title"] == "عنوان الخبر"
    assert headers["X-Archive-Orig-Content-Encoding"] == "gzip"
    assert "Content-Encoding" not in headers


def test_other_tools_read_it_and_its_checksums_fit(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with WarcWriter(tmp_path) as writer:
        position = write(writer)
    path = tmp_path / position.file
    with path.open("rb") as stream:
        kinds = [(record.rec_type, record.http_headers is not None) for record in ArchiveIterator(stream)]
    assert kinds == [("warcinfo", False), ("response", True)]

    class Options:
        inputs = (str(path),)
        verbose = True

    checker = Checker(Options())
    checker.process_one(str(path))
    assert checker.exit_value == 0
    assert "digest pass" in capsys.readouterr().out
    assert "عنوان الخبر".encode() not in path.read_bytes()  # packed


def test_headers_cannot_smuggle_in_lines(tmp_path: Path) -> None:
    with WarcWriter(tmp_path) as writer:
        position = writer.write_response(f"{URL}\r\nWARC-Type: request", 200, [("X\r\nA: b", "c\r\n\r\nd")], PAGE, AT)
    assert read_response(tmp_path, position) == PAGE
    assert len(read_all(tmp_path)) <= 1


def test_a_torn_last_record_is_cut_off_before_writing_goes_on(tmp_path: Path) -> None:
    with WarcWriter(tmp_path) as writer:
        first, second = write(writer), write(writer)
    path = tmp_path / first.file
    whole = path.read_bytes()
    for size in (second.offset + 1, second.offset + 9, second.offset + 200, len(whole) - 1, second.offset):
        path.write_bytes(whole[:size])
        with WarcWriter(tmp_path) as writer:
            third = write(writer, b"<p>again</p>")
        assert third.offset == second.offset
        assert read_response(tmp_path, first) == PAGE
        assert [page.problem for page in read_all(tmp_path)] == ["", ""]


def test_files_that_another_tool_wrote_are_left_alone(tmp_path: Path) -> None:
    (tmp_path / "qawl-000007.warc.gz").write_bytes(packed([response()]))
    with WarcWriter(tmp_path) as writer:
        assert write(writer).file == "qawl-000008.warc.gz"
    assert (tmp_path / "qawl-000007.warc.gz").read_bytes() == packed([response()])


def test_a_file_torn_in_its_very_beginning_is_begun_again(tmp_path: Path) -> None:
    (tmp_path / "qawl-000001.warc.gz").write_bytes(b"\x1f\x8b\x08\x00")
    with WarcWriter(tmp_path) as writer:
        position = write(writer)
    assert position.file == "qawl-000001.warc.gz"
    assert read_response(tmp_path, position) == PAGE
    assert [page.problem for page in read_all(tmp_path)] == [""]


def test_records_that_hold_archives_are_not_taken_for_the_last_one(tmp_path: Path) -> None:
    with WarcWriter(tmp_path / "inner") as writer:
        inner = write(writer)
    archive = (tmp_path / "inner" / inner.file).read_bytes()
    with WarcWriter(tmp_path / "outer") as writer:
        first = write(writer, os.urandom(70_000) + archive + os.urandom(70_000))
    path = tmp_path / "outer" / first.file
    path.write_bytes(path.read_bytes()[:-5])
    with WarcWriter(tmp_path / "outer") as writer:
        assert write(writer).offset == first.offset


def test_a_writer_that_is_killed_leaves_whole_records(tmp_path: Path) -> None:
    program = (
        "import sys; from datetime import datetime, UTC; from pathlib import Path\n"
        "from qawl.store.warc_files import WarcWriter\n"
        "writer = WarcWriter(Path(sys.argv[1]))\n"
        "while True:\n"
        "    headers = [('Content-Type', 'text/html')]\n"
        "    writer.write_response('http://wadi.example/', 200, headers, b'<p>x</p>' * 999, datetime.now(UTC))\n"
        "    print('written', flush=True)\n"
    )
    with subprocess.Popen([sys.executable, "-c", program, str(tmp_path)], stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        for _ in range(3):
            process.stdout.readline()
        process.send_signal(signal.SIGKILL)
    with WarcWriter(tmp_path) as writer:
        position = write(writer)
    assert read_response(tmp_path, position) == PAGE
    pages = read_all(tmp_path)
    assert len(pages) >= 4
    assert {page.problem for page in pages} == {""}
    assert len(list(tmp_path.iterdir())) == 1


def test_two_writers_never_share_a_file(tmp_path: Path) -> None:
    with WarcWriter(tmp_path) as one, WarcWriter(tmp_path) as other:
        files = [write(writer).file for writer in (one, other, one, other)]
    assert files == ["qawl-000001.warc.gz", "qawl-000002.warc.gz"] * 2
    assert len(read_all(tmp_path)) == 4


def test_a_full_file_is_followed_by_a_new_one(tmp_path: Path) -> None:
    with WarcWriter(tmp_path, max_bytes=600) as writer:
        positions = [write(writer) for _ in range(4)]
    assert len({position.file for position in positions}) > 1
    assert [read_response(tmp_path, position) for position in positions] == [PAGE] * 4


def test_places_where_nothing_is_are_refused(tmp_path: Path) -> None:
    with WarcWriter(tmp_path) as writer:
        position = write(writer)
    with pytest.raises(StoreError, match="no whole response at byte 7"):
        read_response(tmp_path, WarcPosition(position.file, 7, position.length))
    with pytest.raises(StoreError, match="cannot be read"):
        read_response(tmp_path, WarcPosition("missing.warc.gz", 0, 1))


def test_a_folder_that_cannot_be_written_says_so(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(StoreError, match="cannot be kept"), WarcWriter(tmp_path / "file") as writer:
        write(writer)


def test_a_disk_that_is_full_leaves_the_file_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    with WarcWriter(tmp_path) as writer:
        write(writer)
        with monkeypatch.context() as patched, pytest.raises(StoreError, match="No space left"):
            patched.setattr("os.fsync", full)
            write(writer)
        position = write(writer)
    assert read_response(tmp_path, position) == PAGE
    assert [page.problem for page in read_all(tmp_path)] == ["", ""]


def test_a_page_that_is_written_in_part_only_is_taken_back(tmp_path: Path) -> None:
    resource = pytest.importorskip("resource")
    with WarcWriter(tmp_path) as writer:
        first = write(writer)
        size = (tmp_path / first.file).stat().st_size
        limits = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (size + 100, limits[1]))
        try:
            with pytest.raises(StoreError, match="cannot be kept"):
                write(writer, os.urandom(50_000))
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, limits)
        assert (tmp_path / first.file).stat().st_size == size
        assert write(writer).offset == size
    assert [page.problem for page in read_all(tmp_path)] == ["", ""]


def test_what_no_server_sent_is_a_resource_whose_checksums_fit(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    moment = datetime(2024, 3, 5, 10, 0, tzinfo=UTC)
    with WarcWriter(tmp_path) as writer:
        at = writer.write_resource("urn:qawl:1", "text/plain", PAGE, moment)
    assert read_response(tmp_path, at) == PAGE
    with (tmp_path / at.file).open("rb") as stream:
        kinds = [(record.rec_type, record.rec_headers.get_header("Content-Type")) for record in ArchiveIterator(stream)]
    assert kinds[1] == ("resource", "text/plain")
    path = tmp_path / at.file

    class Options:
        inputs = (str(path),)
        verbose = True

    checker = Checker(Options())
    checker.process_one(str(path))
    assert (checker.exit_value, "failed" in capsys.readouterr().out) == (0, False)
