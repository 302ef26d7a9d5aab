"""What somebody selects in a text becomes the words that a record rests on, and is found again when these move."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from qawl.model.review import Decision, RecordKind, Review, Reviewer
from qawl.model.span import Span
from qawl.review.anchors import make_anchor
from qawl.review.applying import apply_reviews
from qawl.review.selections import parse_selection, selection_words, spans_of
from small_ledger import SIEGE, SmallReader, make_document

READING = SmallReader().read(make_document(SIEGE))
CLAIM, STATEMENT = READING.claims[0], READING.statements[0]


def correction(name: str, words: str) -> Review:
    """A selection for the first claim, or for the statement around it."""
    is_claim = name == "evidence"
    record, at = (CLAIM, CLAIM.evidence) if is_claim else (STATEMENT, STATEMENT.cue)
    return Review(
        anchor=make_anchor(SIEGE, at, document_id=READING.document.id),
        record_kind=RecordKind.CLAIM if is_claim else RecordKind.STATEMENT,
        record_id=record.id,
        decision=Decision.CORRECT,
        reviewer=Reviewer("v_1", "هند"),
        made_at=datetime(2024, 1, 1, tzinfo=UTC),
        value=((name, words),),
    )


def stretch(words: str) -> Span:
    start = SIEGE.index(words)
    return Span(start, start + len(words))


def test_offsets_alone_are_given_the_words_that_stand_there() -> None:
    span = stretch("دير الزور")
    assert parse_selection(f"{span.start}-{span.end}", SIEGE) == f"{span.start}-{span.end} دير الزور"


def test_a_selection_of_two_pieces_comes_back_as_two_spans() -> None:
    spans = [stretch("الجيش سيطر"), stretch("وقتل 12")]
    words = selection_words(spans, SIEGE)
    assert list(spans_of(parse_selection(words, SIEGE, most=2))) == spans


@pytest.mark.parametrize("given", ["12", "9-3", "0-99999", "a-b", "3-3", "5-9,7-12", ""])
def test_what_is_no_stretch_of_the_text_is_refused(given: str) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        parse_selection(given, SIEGE, most=2)


def test_words_that_do_not_stand_at_the_offsets_are_refused() -> None:
    with pytest.raises(ValueError, match="other words"):
        parse_selection("0-4 كلمة", SIEGE)


def test_a_claim_rests_on_the_words_that_were_selected_and_keeps_its_id() -> None:
    span = stretch("سيطر على دير الزور")
    (claim, *_) = apply_reviews(READING, [correction("evidence", selection_words([span], SIEGE))]).claims
    assert claim == replace(CLAIM, evidence=span)


def test_a_source_can_be_selected_or_taken_away() -> None:
    span = stretch("الوادي")
    (statement, *_) = apply_reviews(READING, [correction("source", selection_words([span], SIEGE))]).statements
    assert statement.source == span
    (without, *_) = apply_reviews(READING, [correction("source", "")]).statements
    assert without.source is None


def test_in_a_changed_article_a_selection_moves_with_its_words() -> None:
    added = "سطر جديد في أول الخبر\n"
    later = SmallReader().read(make_document(added + SIEGE))
    span = stretch("سيطر على دير الزور")
    review = correction("evidence", selection_words([span], SIEGE))
    claim = next(c for c in apply_reviews(later, [review]).claims if c.evidence.start == span.start + len(added))
    assert claim.evidence.of(later.document.text) == "سيطر على دير الزور"


def test_words_that_are_gone_from_a_changed_article_change_nothing_there() -> None:
    later = SmallReader().read(make_document(SIEGE.replace("دير الزور", "الميادين")))
    review = correction("content", selection_words([stretch("على دير الزور وقتل")], SIEGE))
    assert apply_reviews(later, [review]).statements[0].content == later.statements[0].content
