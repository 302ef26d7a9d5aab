"""What every database must do alike: run against SQLite always, and PostgreSQL where a server is named.

``QAWL_TEST_POSTGRES`` names an empty database, such as ``postgresql+psycopg://user@host/name``; its tables
are dropped. ``.ci/run`` starts one.
"""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from qawl.store.columns import metadata
from qawl.store.filters import ClaimFilter, StatementFilter
from qawl.store.ledger import Ledger
from qawl.text.fold import fold
from small_ledger import ADVANCE, SIEGE, SmallReader, add_text

POSTGRES = os.environ.get("QAWL_TEST_POSTGRES", "")


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def ledger(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Ledger]:
    """A new ledger in each kind of database."""
    target = str(tmp_path / "ledger.db")
    if request.param == "postgresql":
        if not POSTGRES:
            pytest.skip("QAWL_TEST_POSTGRES names no server")
        target = POSTGRES
        engine = create_engine(target)
        metadata.drop_all(engine)
        with engine.begin() as connection:
            connection.execute(text("DROP TABLE IF EXISTS alembic_version"))
        engine.dispose()
    with Ledger.create(target, fold=fold) as opened:
        yield opened


def test_records_come_out_as_they_went_in(ledger: Ledger) -> None:
    document = add_text(ledger)
    assert ledger.document(document.id) == document
    assert ledger.reading(document.id) == SmallReader().read(document)


def test_adding_twice_is_adding_once(ledger: Ledger) -> None:
    add_text(ledger)
    before = ledger.count()
    add_text(ledger)
    assert ledger.count() == before


def test_filters_find_the_same(ledger: Ledger) -> None:
    add_text(ledger)
    add_text(ledger, ADVANCE, day="2017-10-01", outlet="jabal")
    assert len(ledger.statements(StatementFilter(speaker="احمد", until="2017-09"))) == 1
    assert len(ledger.claims(ClaimFilter(place="دير الزور", type="capture"))) == 3
    assert len(ledger.claims(ClaimFilter(actor="SYRIAN army"))) == 3


def test_search_finds_the_same(ledger: Ledger) -> None:
    add_text(ledger)
    assert [[span.of(SIEGE) for span in hit.highlights] for hit in ledger.search("احمد الوادي")] == [["أحمد", "الوادي"]]
    assert len(ledger.search('"دير الزور"')) == 2
    assert len(ledger.search("انسحب*")) == 1


def test_a_reading_is_replaced_and_an_article_removed(ledger: Ledger) -> None:
    document = add_text(ledger)
    assert ledger.replace_reading(SmallReader("2").read(document))
    assert ledger.count()["statements"] == 2
    ledger.remove(document.id)
    assert set(ledger.count().values()) == {0}


def test_a_newer_version_supersedes(ledger: Ledger) -> None:
    add_text(ledger, url="wadi.example/1", changed="2017-09-05")
    new = add_text(ledger, SIEGE + " ", url="wadi.example/1", changed="2017-09-06")
    assert [head.id for head in ledger.documents(all_versions=False)] == [new.id]
