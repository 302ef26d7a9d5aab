"""Lists in pages: every record once and in order, whatever is added between two pages, alike in every database."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from qawl.errors import UsageError
from qawl.model.account import Account, Conflict, ConflictKind, OriginGroup
from qawl.model.review import Anchor, Decision, RecordKind, Review, Reviewer
from qawl.model.span import Span
from qawl.review.applying import apply_reviews
from qawl.store.filters import AccountFilter, ClaimFilter, ConflictFilter, DocumentFilter, StatementFilter
from qawl.store.ledger import Ledger
from qawl.store.paging import Page, read_cursor, write_cursor
from qawl.text.fold import fold
from small_ledger import ADVANCE, SIEGE, SmallReader, add_text, make_document, make_snapshot


@pytest.fixture
def decided(ledger: Ledger, tmp_path: Path) -> Iterator[Ledger]:
    """The same ledger, opened so that it shows what people have decided."""
    target = ledger.name
    with Ledger.open(target, fold=fold, apply_reviews=apply_reviews) as opened:
        yield opened


def walk(ask: Callable[..., Page[Any]], *wanted: Any, after: str = "", **how: Any) -> list[Any]:
    """All records of a list, page by page."""
    found: list[Any] = []
    while True:
        page = ask(*wanted, after=after, **how)
        found += page.records
        if page.next is None:
            return found
        after = page.next


def fill(ledger: Ledger) -> None:
    """Articles of several days, several of one day, and one of which nobody knows the day."""
    for number, day in enumerate(["2017-09-03", "2017-09-05", "2017-09-05", "2017-10-01", "2017-09-05"]):
        add_text(ledger, SIEGE, day=day, url=f"wadi.example/{number}")
    add_text(ledger, ADVANCE, day="2017-09-04", outlet="jabal")


@pytest.mark.parametrize("limit", [1, 2, 3, 50])
def test_pages_give_what_the_whole_list_gives(ledger: Ledger, limit: int) -> None:
    fill(ledger)
    for wanted in (ClaimFilter(), ClaimFilter(type="capture"), ClaimFilter(place="دير الزور", outlet="wadi")):
        assert walk(ledger.page_of_claims, wanted, limit=limit) == ledger.claims(wanted)
    for asked in (StatementFilter(), StatementFilter(stance="denies"), StatementFilter(speaker="احمد")):
        paged = walk(ledger.page_of_statements, asked, limit=limit)
        assert paged == ledger.statements(asked)
    everything = DocumentFilter(all_versions=True)
    assert walk(ledger.page_of_documents, everything, limit=limit) == ledger.documents()


def test_what_is_added_between_pages_neither_repeats_nor_hides_a_record(ledger: Ledger) -> None:
    fill(ledger)
    before = [head.id for head in ledger.documents()]
    first = ledger.page_of_documents(limit=3)
    add_text(ledger, ADVANCE, day="2018-01-01", outlet="newest")
    late = add_text(ledger, ADVANCE, day="2017-01-01", outlet="oldest").id
    assert first.next is not None
    rest = walk(ledger.page_of_documents, limit=3, after=first.next)
    assert [head.id for head in (*first.records, *rest)] == [*before, late]


def test_a_record_without_a_day_stands_at_the_end(ledger: Ledger) -> None:
    fill(ledger)
    for url in ("wadi.example/a", "wadi.example/b"):
        undated = replace(make_document(ADVANCE, url=url), published_at=None)
        ledger.add_document(make_snapshot(undated), undated, SmallReader().read(undated))
    heads = walk(ledger.page_of_documents, limit=1)
    assert [head.day for head in heads][-3:] == ["2017-09-03", "", ""]
    assert len({head.id for head in heads}) == 8
    assert len(walk(ledger.page_of_statements, limit=1)) == 18


def test_documents_are_found_by_outlet_and_day(ledger: Ledger) -> None:
    fill(ledger)
    found = ledger.page_of_documents(DocumentFilter(outlet="وكالة wadi", since="2017-09-04", until="2017-09"), limit=9)
    assert [head.day for head in found.records] == ["2017-09-05"] * 3


def decide(ledger: Ledger, record_id: str, document_id: str, decision: Decision, **value: str) -> None:
    """Let somebody decide on a claim."""
    ledger.add_review(
        Review(
            anchor=Anchor(document_id, Span(0, 1), "ح", "", ""),
            record_kind=RecordKind.CLAIM,
            record_id=record_id,
            decision=decision,
            reviewer=Reviewer("v_1", "مراجعة"),
            made_at=datetime(2024, 1, 1, tzinfo=UTC),
            value=tuple(value.items()),
        )
    )


@pytest.mark.parametrize("limit", [1, 2, 7])
def test_pages_obey_what_people_have_decided(decided: Ledger, limit: int) -> None:
    fill(decided)
    first, second, *_ = decided.claims()
    decide(decided, first.claim.id, first.document.id, Decision.REJECT)
    decide(decided, second.claim.id, second.document.id, Decision.CORRECT, time="2017-09-04", status="denied")
    for rejected in (False, True):
        paged = walk(decided.page_of_claims, limit=limit, with_rejected=rejected)
        assert paged == decided.claims(with_rejected=rejected)
        assert (first.claim.id in {one.claim.id for one in paged}) is rejected
    denied = walk(decided.page_of_claims, ClaimFilter(status="denied"), limit=limit)
    assert second.claim.id in {one.claim.id for one in denied}


def test_accounts_and_conflicts_come_in_pages(ledger: Ledger) -> None:
    fill(ledger)
    claims = [stored.claim.id for stored in ledger.claims()]
    accounts = []
    for number, day in enumerate([None, "2017-09-01", "2017-09-01", "2017-09-02", "2017-09-03"]):
        left, right = claims[2 * number : 2 * number + 2]
        kinds = (ConflictKind.FIGURE, ConflictKind.DENIAL, ConflictKind.FIGURE)[:number]
        disputes = tuple(Conflict(kind, left, right, Span(0, 1), Span(2, 3), "a", "b", "r") for kind in kinds)
        origins = (OriginGroup("o", "o", (left,), "r"),) * (number + 1)
        accounts.append(
            Account(f"k_{number}", "capture", (left, right), left, "sy.mayadin", day, day, origins, disputes)
        )
    with ledger.deriving() as rows:
        rows.start("1")
        rows.replace_accounts(claims, accounts)
    for limit in (1, 2, 3, 9):
        paged = walk(ledger.page_of_accounts, limit=limit)
        assert paged == ledger.accounts()
        assert [one.id for one in paged] == ["k_4", "k_3", "k_2", "k_1", "k_0"]
        told = walk(ledger.page_of_conflicts, limit=limit)
        assert told == [one for account in paged for one in account.conflicts]
        denials = walk(ledger.page_of_conflicts, ConflictFilter(kind="denial"), limit=limit)
        assert denials == [one for one in told if one.kind is ConflictKind.DENIAL]
    several = ledger.page_of_accounts(AccountFilter(origins=4, place="الميادين", until="2017-09-02"), limit=9)
    assert [one.id for one in several.records] == ["k_3"]


@pytest.mark.parametrize("cursor", ["x", "ناقص", "AAAA", "=" * 9, "A" * 900])
def test_a_cursor_that_is_none_is_refused(ledger: Ledger, cursor: str) -> None:
    with pytest.raises(UsageError, match="cursor"):
        ledger.page_of_claims(limit=1, after=cursor)


def test_a_cursor_of_another_list_is_refused(ledger: Ledger) -> None:
    fill(ledger)
    cursor = ledger.page_of_statements(limit=1).next
    assert cursor is not None
    with pytest.raises(UsageError, match="cursor"):
        ledger.page_of_claims(limit=1, after=cursor)


def test_a_cursor_keeps_its_position_and_notices_a_change() -> None:
    cursor = write_cursor("claims", ("2017-09-05", "d_1", 3))
    assert read_cursor("claims", cursor, (str, str, int)) == ("2017-09-05", "d_1", 3)
    changed = cursor[:-4] + ("A" if cursor[-4] != "A" else "B") + cursor[-3:]
    with pytest.raises(UsageError):
        read_cursor("claims", changed, (str, str, int))


def test_a_page_holds_at_least_one_record(ledger: Ledger) -> None:
    with pytest.raises(UsageError, match="at least one"):
        ledger.page_of_documents(limit=0)


def test_every_change_to_what_is_told_is_noticed_and_nothing_else(decided: Ledger) -> None:
    seen = [decided.last_change()]

    def has_changed() -> bool:
        seen.append(decided.last_change())
        return seen[-1] not in seen[:-1]

    document = add_text(decided)
    assert has_changed()
    claim = decided.claims()[0].claim.id
    assert not has_changed()
    decide(decided, claim, document.id, Decision.REJECT)
    assert has_changed()
    decided.replace_reading(SmallReader("2").read(document))
    assert has_changed()
    with decided.deriving() as rows:
        rows.start("1")
    assert has_changed()
    decided.remove(document.id)
    assert has_changed()
