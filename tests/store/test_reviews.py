"""Decisions in the store: appended whole, never changed, kept when their document goes, one when given twice."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from qawl.model.review import Anchor, Decision, RecordKind, Review, Reviewer
from qawl.model.span import Span
from qawl.review.applying import apply_reviews
from qawl.store.ledger import Ledger
from qawl.text.fold import fold
from small_ledger import PLACES, SIEGE, SmallReader, add_text, make_document

DOCUMENT = make_document(SIEGE)
CLAIM = SmallReader().read(DOCUMENT).claims[0]
ANCHOR = Anchor(DOCUMENT.id, CLAIM.evidence, CLAIM.evidence.of(SIEGE), "قبل", "بعد")
REVIEW = Review(
    anchor=ANCHOR,
    record_kind=RecordKind.CLAIM,
    record_id=CLAIM.id,
    decision=Decision.CORRECT,
    reviewer=Reviewer("v_1", "هند"),
    made_at=datetime(2024, 5, 1, 12, 0, 0, 123456, tzinfo=UTC),
    reason="سبب",
    value=(("place", "sy.mayadin"), ("status", "denied")),
    before=(("status", "asserted"),),
    other=replace(ANCHOR, span=Span(0, 5), exact=SIEGE[:5]),
)


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with Ledger.create(tmp_path / "ledger.db", fold=fold, apply_reviews=apply_reviews) as opened:
        yield opened


def test_a_decision_comes_out_as_it_went_in(ledger: Ledger) -> None:
    assert ledger.add_review(REVIEW)
    assert ledger.reviews() == [REVIEW]


def test_the_very_same_decision_is_kept_once(ledger: Ledger) -> None:
    assert ledger.add_review(REVIEW) and not ledger.add_review(REVIEW)
    assert ledger.add_review(replace(REVIEW, value=(("status", "possible"),)))
    assert len(ledger.reviews()) == 2


def test_writers_at_once_keep_the_same_decision_once(ledger: Ledger) -> None:
    with ThreadPoolExecutor(4) as pool:
        kept = list(pool.map(ledger.add_review, [REVIEW] * 8))
    assert sum(kept) == 1 and ledger.reviews() == [REVIEW]


def test_decisions_are_found_by_any_version_of_their_article(ledger: Ledger) -> None:
    address = "https://wadi.example/1"
    first = add_text(ledger, url=address)
    second = add_text(ledger, SIEGE + "\nتحديث.", url=address, changed="2017-09-06T10:00:00")
    made = replace(REVIEW, anchor=replace(ANCHOR, document_id=first.id), other=None)
    ledger.add_review(made)
    assert ledger.reviews(document_id=second.id, article_key=second.article_key) == [made]
    assert ledger.reviews(document_id="d_other") == []


def test_decisions_stay_when_their_document_goes(ledger: Ledger) -> None:
    add_text(ledger)
    ledger.add_review(replace(REVIEW, other=None))
    assert ledger.reviews_without_record() == []
    ledger.remove(DOCUMENT.id)
    assert len(ledger.reviews()) == len(ledger.reviews_without_record()) == 1


def test_places_that_a_decision_points_at_can_be_found(ledger: Ledger) -> None:
    add_text(ledger)
    ledger.add_review(replace(REVIEW, other=None), places=[PLACES["الميادين"]])
    assert ledger.places("ميادين")
    assert ledger.claims()[0].reviews or any(stored.reviews for stored in ledger.claims())


def test_a_ledger_opened_without_the_function_shows_records_as_they_were_read(tmp_path: Path) -> None:
    with Ledger.create(tmp_path / "plain.db", fold=fold) as plain:
        add_text(plain)
        plain.add_review(replace(REVIEW, decision=Decision.REJECT, value=(), other=None))
        assert CLAIM.id in {stored.claim.id for stored in plain.claims()}
        reading = plain.reviewed_reading(DOCUMENT.id)
        assert reading is not None and reading.claims == SmallReader().read(DOCUMENT).claims
