"""WACZ files give the pages of the archives inside; what is cut, changed or a bomb is told."""

import hashlib
import io
import json
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from qawl.ingest.archives import ArchiveCounts
from qawl.ingest.parts import Incoming
from qawl.ingest.wacz import is_wacz, read_wacz
from qawl.settings import load_settings
from warc_making import packed, responses

SETTINGS = load_settings({}).ingest
DATA = packed(responses(3))
MEMBER = "archive/data.warc.gz"


def make(
    path: Path, members: dict[str, bytes], *, digests: dict[str, str] | None = None, kind: int = zipfile.ZIP_STORED
) -> Path:
    """A WACZ with these members and, unless told otherwise, their right digests."""
    right = {name: "sha256:" + hashlib.sha256(content).hexdigest() for name, content in members.items()}
    resources = [{"path": name, "hash": digest} for name, digest in (right if digests is None else digests).items()]
    package = json.dumps({"profile": "data-package", "resources": resources})
    with zipfile.ZipFile(path, "w", kind) as file:
        for name, content in members.items():
            file.writestr(name, content)
        file.writestr("pages/pages.jsonl", '{"format": "json-pages-1.0"}\n{"url": "http://wadi.example/"}\n')
        file.writestr("datapackage.json", package)
        digest = {"path": "datapackage.json", "hash": "sha256:" + hashlib.sha256(package.encode()).hexdigest()}
        file.writestr("datapackage-digest.json", json.dumps(digest))
    return path


def read(path: Path, **changed: int) -> tuple[list[Incoming], list[Incoming], ArchiveCounts]:
    """Pages, problems and counts of a WACZ."""
    counts = ArchiveCounts()
    found = list(read_wacz(path, path.name, settings=replace(SETTINGS, **changed), counts=counts))
    return [i for i in found if not i.problem], [i for i in found if i.problem], counts


@pytest.mark.parametrize("kind", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_the_pages_of_all_archives_inside_are_read(tmp_path: Path, kind: int) -> None:
    members = {"archive/b.warc": b"".join(responses(2)), "archive/a.warc.gz": DATA, "indexes/index.cdx": b"x"}
    path = make(tmp_path / "a.wacz", members, kind=kind)
    pages, problems, counts = read(path)
    assert [page.origin.partition("#")[0] for page in pages] == ["a.wacz!archive/a.warc.gz"] * 3 + [
        "a.wacz!archive/b.warc"
    ] * 2
    assert problems == []
    assert counts.read == counts.records == 5


def test_a_member_that_was_changed_is_told_and_still_read(tmp_path: Path) -> None:
    pages, (problem,), _ = read(make(tmp_path / "a.wacz", {MEMBER: DATA}, digests={MEMBER: "sha256:" + "0" * 64}))
    assert len(pages) == 3
    assert problem.origin == f"a.wacz!{MEMBER}"
    assert "SHA-256 is not the one" in problem.problem


def test_an_archive_that_is_listed_and_not_there_is_told(tmp_path: Path) -> None:
    digests = {MEMBER: "sha256:" + hashlib.sha256(DATA).hexdigest(), "archive/more.warc.gz": "sha256:" + "0" * 64}
    pages, (problem,), _ = read(make(tmp_path / "a.wacz", {MEMBER: DATA}, digests=digests))
    assert len(pages) == 3
    assert "archive/more.warc.gz is listed" in problem.problem


def test_a_directory_that_leads_nowhere_is_told(tmp_path: Path) -> None:
    path = make(tmp_path / "a.wacz", {MEMBER: DATA})
    content = bytearray(path.read_bytes())
    place = content.index(b"PK\x01\x02") + 42  # where the first member begins
    content[place : place + 4] = b"\xff\xff\xff\x7f"
    path.write_bytes(content)
    pages, problems, _ = read(path)
    assert pages == []
    assert any("again" in problem.problem for problem in problems)


def test_a_list_of_members_that_was_changed_is_told(tmp_path: Path) -> None:
    path = make(tmp_path / "a.wacz", {MEMBER: DATA})
    content = path.read_bytes()
    path.write_bytes(content.replace(b'"data-package"', b'"data-packagX"'))
    pages, problems, _ = read(path)  # the ZIP's own checksum of the list fails as well
    assert len(pages) == 3
    assert len(problems) == 1


def test_a_wacz_that_is_cut_short_says_so(tmp_path: Path) -> None:
    path = make(tmp_path / "a.wacz", {MEMBER: DATA})
    path.write_bytes(path.read_bytes()[:-200])
    pages, (problem,), counts = read(path)
    assert is_wacz(path)
    assert pages == []
    assert counts.truncated
    assert "cut short" in problem.problem
    assert "Fetch it again" in problem.problem


def test_an_archive_that_is_cut_short_inside_the_zip_is_told(tmp_path: Path) -> None:
    pages, (problem,), counts = read(make(tmp_path / "a.wacz", {MEMBER: DATA[:-300]}))
    assert len(pages) == 2
    assert counts.truncated
    assert "breaks off after 2 whole records" in problem.problem


def test_damage_inside_the_zip_is_told_and_other_archives_are_read(tmp_path: Path) -> None:
    first = b"".join(responses(3))
    path = make(tmp_path / "a.wacz", {"archive/a.warc": first, "archive/b.warc.gz": DATA}, kind=zipfile.ZIP_DEFLATED)
    content = bytearray(path.read_bytes())
    content[150] ^= 0xFF
    path.write_bytes(content)
    pages, problems, _ = read(path)
    assert len([page for page in pages if "b.warc.gz" in page.origin]) == 3
    assert any("damaged inside the ZIP" in problem.problem for problem in problems)


def test_bombs_are_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("qawl.ingest.wacz._FREE_BYTES", 1 << 20)
    bomb = b"WARC/1.1\r\n" + bytes(20_000_000)
    path = make(tmp_path / "a.wacz", {"archive/a.warc": bomb, MEMBER: DATA}, kind=zipfile.ZIP_DEFLATED)
    pages, (problem,), _ = read(path)
    assert len(pages) == 3
    assert "more than 300 times" in problem.problem
    _, (problem,), _ = read(path, archive_max_members=1)
    assert "the limit is 1" in problem.problem


def test_names_of_members_can_do_no_harm(tmp_path: Path) -> None:
    members = {"archive/../../../etc/x.warc.gz": DATA, "archive/\u202egz.warc": DATA, "../archive/y.warc": DATA}
    pages, problems, _ = read(make(tmp_path / "a.wacz", members))
    assert len(pages) == 6
    assert problems == []
    assert all("\u202e" not in page.origin for page in pages)
    assert sorted(found.name for found in tmp_path.iterdir()) == ["a.wacz"]


def test_a_zip_without_archives_is_no_wacz(tmp_path: Path) -> None:
    path = make(tmp_path / "a.zip", {"notes.txt": b"x"})
    assert not is_wacz(path)
    assert is_wacz(make(tmp_path / "b.zip", {MEMBER: DATA}))
    assert not is_wacz(tmp_path / "missing.wacz")
    (tmp_path / "c.wacz").write_bytes(io.BytesIO(b"<html>").read())
    assert not is_wacz(tmp_path / "c.wacz")
    _, (problem,), _ = read(path)
    assert "no archive" in problem.problem
