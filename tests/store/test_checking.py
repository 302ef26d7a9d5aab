"""`Ledger.check` finds whatever was changed behind the ledger's back, and sweeps only what nobody needs."""

import os
import shutil
import sqlite3
import time
from dataclasses import replace
from pathlib import Path

import pytest

from qawl.store.ledger import Ledger
from qawl.store.snapshots import SnapshotFolder, sha256_of
from qawl.text.fold import fold
from small_ledger import SIEGE, add_text, make_document, make_ledger, make_snapshot


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A ledger with one article."""
    with make_ledger(tmp_path / "ledger.db") as ledger:
        add_text(ledger)
    return tmp_path / "ledger.db"


def kinds(path: Path) -> list[str]:
    with Ledger.open(path, fold=fold) as ledger:
        return [fault.kind for fault in ledger.check().faults]


def change(path: Path, command: str, *values: object) -> None:
    with sqlite3.connect(path) as raw:
        raw.execute(command, values)


def page_of(path: Path) -> Path:
    (page,) = path.with_name("ledger.db.snapshots").rglob("*.zst")
    return page


def test_a_sound_ledger_has_no_fault(path: Path) -> None:
    with Ledger.open(path, fold=fold) as ledger:
        report = ledger.check()
    assert (report.pages, report.documents, report.faults, report.swept) == (1, 1, [], 0)
    assert report.claims == 4


def test_a_missing_page_is_told(path: Path) -> None:
    page_of(path).unlink()
    assert kinds(path) == ["page"]


def test_a_damaged_page_is_told(path: Path) -> None:
    page_of(path).write_bytes(b"rot")
    assert kinds(path) == ["page"]


def test_another_page_under_the_name_is_told(path: Path, tmp_path: Path) -> None:
    other = SnapshotFolder(tmp_path / "other")
    other.put(sha256_of(b"x"), b"x")
    (packed,) = (tmp_path / "other").rglob("*.zst")
    page_of(path).write_bytes(packed.read_bytes())
    assert kinds(path) == ["page"]


def test_a_changed_text_breaks_its_hash_and_its_evidence(path: Path) -> None:
    change(path, "UPDATE document SET text = 'x' || text")
    assert kinds(path) == ["text"] + ["evidence"] * 4


def test_evidence_is_compared_even_where_the_hash_was_changed_too(path: Path) -> None:
    from qawl.model.ids import text_sha256

    changed = SIEGE.replace("12", "19")
    change(path, "UPDATE document SET text = ?, text_sha256 = ?", changed, text_sha256(changed))
    assert set(kinds(path)) == {"evidence"}


def test_old_orphans_are_swept_and_young_ones_left(path: Path) -> None:
    folder = SnapshotFolder(path.with_name("ledger.db.snapshots"))
    for content, age in ((b"old", 7200), (b"young", 0)):
        folder.put(sha256_of(content), content)
        past = time.time() - age
        os.utime(folder.file(sha256_of(content)), (past, past))
    with Ledger.open(path, fold=fold) as ledger:
        assert ledger.check(sweep=False).swept == 1
        assert ledger.check().swept == 1
        assert ledger.check().swept == 0
    assert folder.get(sha256_of(b"old")) is None
    assert folder.get(sha256_of(b"young")) == b"young"


def test_half_written_pages_are_swept(path: Path) -> None:
    passing = page_of(path).with_name("half.part")
    passing.write_bytes(b"")
    os.utime(passing, (0, 0))
    with Ledger.open(path, fold=fold) as ledger:
        assert ledger.check().swept == 1
    assert not passing.exists()


def test_a_ledger_and_its_folder_can_be_renamed_together(path: Path) -> None:
    path.rename(path.with_name("new.db"))
    path.with_name("ledger.db.snapshots").rename(path.with_name("new.db.snapshots"))
    assert kinds(path.with_name("new.db")) == []


def test_a_copy_beside_its_original_deletes_no_page_of_it(path: Path) -> None:
    copy = path.with_name("copy.db")
    shutil.copy(path, copy)
    with Ledger.open(path, fold=fold) as ledger:
        add_text(ledger, SIEGE.replace("12", "19"), outlet="jabal")
    with Ledger.open(copy, fold=fold) as ledger:
        assert ledger.check(minimum_age=-10).swept == 0
        ledger.remove(ledger.documents()[0].id)
    assert kinds(path) == []


def test_a_page_that_is_gone_comes_back_when_it_is_added_again(path: Path) -> None:
    (page,) = path.with_name("ledger.db.snapshots").rglob("*.zst")
    content = SnapshotFolder(path.with_name("ledger.db.snapshots")).get(page.stem)
    assert content is not None
    page.unlink()
    with Ledger.open(path, fold=fold) as ledger:
        ledger.restore_page(replace(make_snapshot(make_document(SIEGE)), sha256=page.stem, content=content))
    assert kinds(path) == []


def test_a_new_ledger_under_the_old_name_does_not_get_between_a_renamed_one_and_its_pages(path: Path) -> None:
    path.rename(path.with_name("old.db"))
    path.with_name("ledger.db.snapshots").rename(path.with_name("old.db.snapshots"))
    with make_ledger(path) as ledger:
        add_text(ledger, outlet="jabal")
    assert kinds(path.with_name("old.db")) == []
    assert kinds(path) == []
