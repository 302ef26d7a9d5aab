"""A decision can be taken back by whoever made it; both stay in the history, and other people's decisions stand."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from qawl.adding import add, create_ledger, reread
from qawl.errors import StaleError, UsageError
from qawl.model.review import Decision, RecordKind
from qawl.reviewing import letters, review
from qawl.store.filters import ClaimFilter
from qawl.store.ledger import Ledger
from qawl.undoing import undo
from small_ledger import SmallReader, add_text


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with create_ledger(tmp_path / "ledger.db") as opened:
        add_text(opened)
        yield opened


def decide(ledger: Ledger, record: str, decision: str, *, by: str = "هند", **facts: str) -> None:
    review(ledger, record, decision, reviewer=by, reason="سبب", settings=facts, reader=SmallReader)


def take_back(ledger: Ledger, *, by: str = "هند", record: str = "") -> None:
    undo(ledger, reviewer=by, reason="خطأ", record_id=record, reader=SmallReader)


def left(ledger: Ledger) -> list[str]:
    return [stored.claim.id for stored in ledger.claims()]


def test_a_rejected_claim_comes_back_and_both_decisions_stay_in_the_history(ledger: Ledger) -> None:
    before = left(ledger)
    decide(ledger, before[0], "reject")
    take_back(ledger)
    assert left(ledger) == before
    assert [made.decision for made in ledger.reviews()] == [Decision.REJECT, Decision.UNDO]
    assert not ledger.claims()[0].reviews


def test_a_confirmation_that_was_taken_back_marks_nothing(ledger: Ledger) -> None:
    decide(ledger, left(ledger)[0], "confirm")
    take_back(ledger)
    assert all(not stored.reviews for stored in ledger.claims())


def test_only_the_last_decision_of_this_reviewer_goes(ledger: Ledger) -> None:
    key = left(ledger)[0]
    decide(ledger, key, "correct", status="denied")
    decide(ledger, key, "correct", status="possible")
    decide(ledger, key, "correct", by="سامر", type="strike")
    take_back(ledger)
    (stored,) = ledger.claims(ClaimFilter(type="strike"))
    assert stored.claim.status == "denied"
    take_back(ledger)
    (stored,) = ledger.claims(ClaimFilter(type="strike"))
    assert stored.claim.status == "asserted"
    with pytest.raises(UsageError, match="no decision"):
        take_back(ledger)


def test_the_decision_on_one_record_is_taken_back_before_later_ones_on_others(ledger: Ledger) -> None:
    first, second, *_ = left(ledger)
    decide(ledger, first, "reject")
    decide(ledger, second, "reject")
    take_back(ledger, record=first)
    assert first in left(ledger) and second not in left(ledger)


def test_what_was_taken_back_stays_so_when_the_article_is_read_again(ledger: Ledger) -> None:
    before = left(ledger)
    decide(ledger, before[0], "reject")
    take_back(ledger)
    reread(ledger, version="2", reader=lambda: SmallReader("2"))
    assert left(ledger) == before


def test_the_date_of_a_document_goes_back_to_what_it_was(ledger: Ledger) -> None:
    (head,) = ledger.documents()
    decide(ledger, head.id, "correct", date="2016-02-03", headline="آخر")
    take_back(ledger)
    assert [(one.day, one.title) for one in ledger.documents()] == [(head.day, head.title)]


def test_facts_that_somebody_else_has_set_since_are_not_overwritten(ledger: Ledger) -> None:
    (head,) = ledger.documents()
    decide(ledger, head.id, "correct", headline="آخر")
    decide(ledger, head.id, "correct", by="سامر", headline="ثالث")
    with pytest.raises(UsageError, match="other facts"):
        take_back(ledger)


def test_a_letter_falls_back_to_the_one_before(ledger: Ledger) -> None:
    for letter in "BC":
        review(
            ledger, "wadi", "letter", kind=RecordKind.OUTLET, reviewer="هند", reason="سبب", settings={"letter": letter}
        )
    take_back(ledger)
    assert letters(ledger)["outlet:wadi"].letter == "B"


def test_a_decision_on_what_somebody_else_has_decided_since_is_refused(ledger: Ledger) -> None:
    key = left(ledger)[0]
    review(ledger, key, "confirm", reviewer="هند", reason="سبب", version=0)
    with pytest.raises(StaleError, match="since you saw it"):
        review(ledger, key, "reject", reviewer="سامر", reason="سبب", version=0)
    review(ledger, f"{key}.place", "confirm", reviewer="سامر", reason="سبب", version=1)
    assert ledger.review_counts([key]) == {key: 2}


def test_a_selected_stretch_survives_a_newer_reading(ledger: Ledger) -> None:
    stored = ledger.claims(ClaimFilter(type="withdrawal"))[0]
    span = stored.claim.evidence
    decide(ledger, stored.claim.id, "correct", evidence=f"{span.start + 8}-{span.end}")
    reread(ledger, version="2", reader=lambda: SmallReader("2"))
    (again,) = ledger.claims(ClaimFilter(type="withdrawal"))
    assert again.evidence == stored.evidence[8:]


def test_a_removed_article_that_is_added_again_keeps_what_was_taken_back(tmp_path: Path) -> None:
    page = tmp_path / "one.txt"
    from small_ledger import SIEGE

    page.write_text(SIEGE, encoding="utf-8")
    with create_ledger(tmp_path / "other.db") as ledger:
        add(ledger, [str(page)], reader=SmallReader)
        key = left(ledger)[0]
        decide(ledger, key, "reject")
        take_back(ledger)
        ledger.remove(ledger.documents()[0].id)
        add(ledger, [str(page)], reader=SmallReader)
        assert key in left(ledger)
