"""Many documents in one transaction end as they do one at a time."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import create_engine, select

from qawl.errors import StoreError
from qawl.model.document import Document, Snapshot
from qawl.model.reading import Reading
from qawl.store import tables as t
from qawl.store.ledger import Ledger
from qawl.store.records import Added
from small_ledger import ADVANCE, SIEGE, SmallReader, make_document, make_ledger, make_snapshot

URL = "https://wadi.example/1"
_PASSING_COLUMNS = {"added_at", "made_at"}


def item(text: str, *, version: str = "1", **facts: str) -> tuple[Snapshot, Document, Reading]:
    document = make_document(text, **facts)
    return make_snapshot(document), document, SmallReader(version).read(document)


ITEMS = [
    item(SIEGE, url=URL),
    item(ADVANCE, url="https://wadi.example/2", outlet="nahr"),
    item(SIEGE + "\nتحديث", url=URL, changed="2017-09-06T10:00:00"),
    item(SIEGE, outlet="other"),
]


def rows_of(path: Path) -> dict[str, list[Any]]:
    """All recorded rows but their times of adding."""
    engine = create_engine(f"sqlite:///{path}")
    found = {}
    with engine.connect() as connection:
        for table in t.metadata.sorted_tables:
            columns = [column for column in table.columns if column.name not in _PASSING_COLUMNS]
            if table.name != "about":
                found[table.name] = sorted(connection.execute(select(*columns)).all(), key=repr)
    engine.dispose()
    return found


def without_numbers(rows: dict[str, list[Any]]) -> dict[str, list[Any]]:
    """Sentences are numbered as they come in, which differs."""
    return rows | {"sentence": sorted((tuple(row)[1:] for row in rows["sentence"]), key=repr)}


def test_a_batch_leaves_the_rows_that_single_documents_leave(tmp_path: Path) -> None:
    with make_ledger(tmp_path / "one.db") as ledger:
        single = [ledger.add_document(*one) for one in ITEMS]
    with make_ledger(tmp_path / "many.db") as ledger:
        assert ledger.add_documents(ITEMS) == single == [Added.NEW, Added.NEW, Added.UPDATED, Added.NEW]
    assert without_numbers(rows_of(tmp_path / "many.db")) == without_numbers(rows_of(tmp_path / "one.db"))


def test_what_is_known_stays_and_the_rest_goes_in(tmp_path: Path) -> None:
    with make_ledger(tmp_path / "ledger.db") as ledger:
        ledger.add_document(*ITEMS[0])
        reread = item(SIEGE, url=URL, version="2")
        assert ledger.add_documents([ITEMS[0], reread, *ITEMS[1:]]) == [
            *(Added.KNOWN, Added.REREAD, Added.NEW, Added.UPDATED, Added.NEW)
        ]
        assert ledger.check(minimum_age=0).faults == []


def test_the_same_document_twice_in_a_batch_is_there_once(tmp_path: Path) -> None:
    with make_ledger(tmp_path / "ledger.db") as ledger:
        assert ledger.add_documents([ITEMS[0], ITEMS[0]]) == [Added.NEW, Added.KNOWN]
        assert len(ledger.documents()) == 1


def test_sentences_of_a_batch_can_be_searched(tmp_path: Path) -> None:
    with make_ledger(tmp_path / "ledger.db") as ledger:
        ledger.add_documents(ITEMS[:2])
        assert {hit.document.outlet.id for hit in ledger.search("دير الزور")} == {"wadi", "nahr"}


def test_nothing_of_a_batch_is_kept_when_one_of_it_fails(tmp_path: Path) -> None:
    _, document, reading = ITEMS[1]
    broken = replace(reading, claims=(reading.claims[0], reading.claims[0]))  # one id twice
    with make_ledger(tmp_path / "ledger.db") as ledger:
        with pytest.raises(StoreError):
            ledger.add_documents([ITEMS[0], (make_snapshot(document), document, broken)])
        assert ledger.documents() == []
        assert ledger.check(minimum_age=0).swept == 2


def test_an_empty_batch_changes_nothing(tmp_path: Path) -> None:
    with make_ledger(tmp_path / "ledger.db") as ledger:
        assert ledger.add_documents([]) == []


def test_a_batch_goes_into_a_web_archive_where_that_was_asked_for(tmp_path: Path) -> None:
    make_ledger(tmp_path / "ledger.db").close()
    from qawl.text.fold import fold

    with Ledger.open(tmp_path / "ledger.db", fold=fold, warc=True) as ledger:
        ledger.add_documents(ITEMS[:2])
        assert ledger.check(minimum_age=0).faults == []
