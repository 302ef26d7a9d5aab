"""What was added last comes first, whatever its news is about, and as people have decided."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from qawl import clock
from qawl.adding import create_ledger
from qawl.model.document import Document
from qawl.reviewing import review
from qawl.store import latest
from qawl.store.filters import ClaimFilter, DocumentFilter, StatementFilter
from qawl.store.ledger import Ledger
from qawl.store.records import DocumentHead, StoredClaim
from small_ledger import ADVANCE, SIEGE, add_text

START = datetime(2024, 5, 1, tzinfo=UTC)


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with create_ledger(tmp_path / "ledger.db") as ledger:
        yield ledger


def add_at(ledger: Ledger, monkeypatch: pytest.MonkeyPatch, hour: int, text: str = SIEGE, **facts: str) -> Document:
    monkeypatch.setattr(clock, "now", lambda: START + timedelta(hours=hour))
    return add_text(ledger, text, **facts)


def ids(found: list[latest.Latest]) -> list[str]:
    return [one.record.id for one in found if isinstance(one.record, DocumentHead)]


def test_old_news_that_was_added_today_comes_first(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    newer = add_at(ledger, monkeypatch, 1, day="2017-09-05")
    older = add_at(ledger, monkeypatch, 2, text=ADVANCE, day="2011-03-15")
    assert [head.id for head in ledger.documents()] == [newer.id, older.id]
    found = ledger.latest(DocumentFilter(), limit=10)
    assert ids(found) == [older.id, newer.id]
    assert [one.added_at for one in found] == [START + timedelta(hours=2), START + timedelta(hours=1)]


def test_filters_hold(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    add_at(ledger, monkeypatch, 1, outlet="wadi")
    jabal = add_at(ledger, monkeypatch, 2, text=ADVANCE, outlet="jabal")
    assert ids(ledger.latest(DocumentFilter(outlet="jabal"), limit=10)) == [jabal.id]
    claims = ledger.latest(ClaimFilter(type="casualties"), limit=10)
    assert [one.record.claim.type.value for one in claims if isinstance(one.record, StoredClaim)] == ["casualties"]


def test_only_what_is_new_is_counted(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    add_at(ledger, monkeypatch, 1)
    add_at(ledger, monkeypatch, 3, text=ADVANCE)
    since = START + timedelta(hours=2)
    assert ledger.count_new(DocumentFilter(), since=since, most=10) == 1
    assert ledger.count_new(StatementFilter(), since=since, most=10) == 1
    assert ledger.count_new(ClaimFilter(type="capture"), since=since, most=10) == 1
    assert ledger.count_new(DocumentFilter(), since=START, most=10) == 2
    assert ledger.count_new(ClaimFilter(), since=START, most=3) == 3
    assert ledger.count_new(DocumentFilter(), since=START + timedelta(hours=3), most=10) == 0


def test_what_was_rejected_is_not_new(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    add_at(ledger, monkeypatch, 1)
    before = ledger.latest(ClaimFilter(), limit=50)
    rejected = before[0].record
    assert isinstance(rejected, StoredClaim)
    review(ledger, rejected.claim.id, "reject", reviewer="salma", reason="not said there")
    after = ledger.latest(ClaimFilter(), limit=50)
    assert len(after) == len(before) - 1
    assert rejected.claim.id not in [one.record.claim.id for one in after if isinstance(one.record, StoredClaim)]


def test_the_whole_ledger_is_looked_through_where_little_fits(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(latest, "_WINDOWS", (1, 2))
    first = add_at(ledger, monkeypatch, 1, outlet="wadi")
    for hour in range(2, 6):
        add_at(ledger, monkeypatch, hour, text=f"{ADVANCE}\nفي {hour}", outlet="jabal")
    assert ids(ledger.latest(DocumentFilter(outlet="wadi"), limit=3)) == [first.id]
    assert len(ledger.latest(DocumentFilter(outlet="jabal"), limit=2)) == 2
