"""A page is kept whole or not at all, once however often it is met."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator  # type: ignore[import-untyped]

from qawl.errors import StoreError
from qawl.model.document import Snapshot
from qawl.store.snapshots import SnapshotFolder, sha256_of

PAGE = "<p>قال المتحدث</p>".encode()
NAME = sha256_of(PAGE)


def test_a_page_comes_out_as_it_went_in(tmp_path: Path) -> None:
    folder = SnapshotFolder(tmp_path / "pages")
    folder.put(NAME, PAGE)
    folder.put(NAME, PAGE)
    assert folder.get(NAME) == PAGE
    assert list(folder.hashes()) == [NAME]
    assert folder.file(NAME).parent.name == NAME[:2]


def test_what_was_never_kept_is_none(tmp_path: Path) -> None:
    assert SnapshotFolder(tmp_path / "pages").get(NAME) is None


def test_a_write_that_fails_leaves_no_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_: int) -> None:
        raise OSError(28, "No space left on device")

    folder = SnapshotFolder(tmp_path / "pages")
    monkeypatch.setattr("os.fsync", fail)
    with pytest.raises(StoreError, match="No space"):
        folder.put(NAME, PAGE)
    assert list(folder.hashes()) == []
    assert list(folder.passing_files()) == []


def test_a_damaged_page_is_refused_with_its_path(tmp_path: Path) -> None:
    folder = SnapshotFolder(tmp_path / "pages")
    folder.put(NAME, PAGE)
    folder.file(NAME).write_bytes(b"rot")
    with pytest.raises(StoreError, match=NAME):
        folder.get(NAME)


def test_removing_is_forgetting(tmp_path: Path) -> None:
    folder = SnapshotFolder(tmp_path / "pages")
    folder.put(NAME, PAGE)
    folder.remove(NAME)
    folder.remove(NAME)
    assert folder.get(NAME) is None


def test_only_what_a_server_sent_is_kept_as_its_response(tmp_path: Path) -> None:
    moment = datetime(2024, 3, 5, tzinfo=UTC)
    sent = Snapshot(NAME, PAGE, "text/html", "a", moment, headers=(("ETag", "x"),), url="https://wadi.example/1")
    told = replace(sent, headers=())
    folder = SnapshotFolder(tmp_path, warc=True)
    for snapshot, kind in ((sent, "response"), (told, "resource")):
        kept_in = folder.keep(snapshot)
        assert folder.get(NAME, kept_in) == PAGE
        _, file, offset, _ = kept_in.split(":")
        with (tmp_path / "warc" / file).open("rb") as stream:
            stream.seek(int(offset))
            assert next(iter(ArchiveIterator(stream))).rec_type == kind
