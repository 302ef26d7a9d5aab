"""Decisions change how a reading is shown: what is rejected goes, what is corrected is replaced, all else stays."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import permutations

import pytest

from qawl.corroborate.cards import cards_of
from qawl.corroborate.context import World
from qawl.model.claim import Basis, Claim, ClaimType, Status
from qawl.model.ids import claim_id
from qawl.model.reading import Reading
from qawl.model.review import Decision, RecordKind, Review, Reviewer
from qawl.model.span import Span
from qawl.model.statement import Stance, Statement
from qawl.review.anchors import make_anchor
from qawl.review.applying import apply_reviews
from qawl.review.finding import number_at, place_of
from small_ledger import SIEGE, SmallReader, make_document

READING = SmallReader().read(make_document(SIEGE))
CAPTURE, TOLL, DENIED, LEFT = READING.claims
START = datetime(2024, 1, 1, tzinfo=UTC)


def decide(
    record: Statement | Claim,
    decision: str,
    *,
    part: str = "",
    hours: int = 0,
    reading: Reading = READING,
    beside: str = "",
    **value: str,
) -> Review:
    """A decision of هند on a record of ``reading``, so many hours after the first."""
    kind = RecordKind.CLAIM if isinstance(record, Claim) else RecordKind.STATEMENT
    before = {"type": record.type.value, "number": number_at(record)} if isinstance(record, Claim) else {}
    return Review(
        anchor=make_anchor(reading.document.text, place_of(record), document_id=reading.document.id),
        record_kind=RecordKind.LINK if part else kind,
        record_id=f"{record.id}.{part}" if part else record.id,
        decision=Decision(decision),
        reviewer=Reviewer("v_1", "هند"),
        made_at=START + timedelta(hours=hours),
        reason="سبب",
        value=tuple(sorted(value.items())),
        before=tuple(sorted((before | {"beside": beside}).items())),
    )


def shown(claim: Claim, *reviews: Review) -> Claim:
    """The claim as the decisions have it."""
    return next(found for found in apply_reviews(READING, reviews).claims if found.id == claim.id)


def with_claims(*claims: Claim) -> Reading:
    """The reading as newer rules would have it."""
    return replace(READING, version="9", claims=claims)


def moved(claim: Claim, *, end: int = 0, kind: ClaimType | None = None) -> Claim:
    """The claim with other bounds or another type, and so with another id."""
    evidence = Span(claim.evidence.start, claim.evidence.end + end)
    made = kind or claim.type
    number = claim.quantity.mention.span if claim.quantity else None
    return replace(claim, id=claim_id(claim.document_id, made.value, evidence, number, 0), evidence=evidence, type=made)


def test_without_decisions_a_reading_is_as_it_was() -> None:
    reviewed = apply_reviews(READING, [])
    assert (reviewed.claims, reviewed.statements, reviewed.document) == (
        READING.claims,
        READING.statements,
        READING.document,
    )
    assert not reviewed.decisions and not reviewed.pending and not reviewed.rejected


def test_a_rejected_claim_is_left_out_and_kept_aside() -> None:
    reviewed = apply_reviews(READING, [decide(CAPTURE, "reject")])
    assert CAPTURE not in reviewed.claims and reviewed.rejected == (CAPTURE,)
    assert reviewed.decisions[CAPTURE.id][0].reviewer.name == "هند"


def test_a_later_decision_outranks_an_earlier_one_in_whatever_order_they_come() -> None:
    reviews = [
        decide(CAPTURE, "reject"),
        decide(CAPTURE, "correct", hours=1, status="denied"),
        decide(CAPTURE, "correct", hours=2, status="possible", place="sy.mayadin"),
        decide(CAPTURE, "confirm", hours=3),
    ]
    results = [apply_reviews(READING, order) for order in permutations(reviews)]
    assert all(result == results[0] for result in results)
    claim = shown(CAPTURE, *reviews)
    assert claim.status is Status.POSSIBLE and claim.place is not None and claim.place.target == "sy.mayadin"


def test_the_same_decision_twice_is_one() -> None:
    made = decide(CAPTURE, "correct", status="denied")
    assert apply_reviews(READING, [made, made]) == apply_reviews(READING, [made])


def test_corrections_made_one_after_the_other_add_up() -> None:
    claim = shown(
        CAPTURE, decide(CAPTURE, "correct", status="denied"), decide(CAPTURE, "correct", hours=1, time="2017-09")
    )
    assert claim.status is Status.DENIED and claim.time is not None and claim.time.target == "2017-09"


def test_a_corrected_type_takes_its_event_along() -> None:
    claim = shown(CAPTURE, decide(CAPTURE, "correct", type="strike"))
    assert (claim.type, claim.event, claim.mode) == (ClaimType.STRIKE, None, None)
    assert shown(CAPTURE, decide(CAPTURE, "correct", type="strike", event="ASSAULT")).event == "ASSAULT"


def test_parties_are_replaced_by_name_and_id() -> None:
    claim = shown(CAPTURE, decide(CAPTURE, "correct", actor="قوات الجبل [sy.sdf]; كتيبة الوادي", target=""))
    assert [(party.name, party.link.target) for party in claim.actors] == [
        ("قوات الجبل", "sy.sdf"),
        ("كتيبة الوادي", None),
    ]
    assert claim.targets == ()


@pytest.mark.parametrize(
    ("words", "low", "high", "basis"),
    [("15", 15, 15, Basis.EXACT), ("15..", 15, None, Basis.AT_LEAST), ("..9", None, 9, Basis.AT_MOST)],
)
def test_counts_are_replaced_and_keep_what_they_count(
    words: str, low: float | None, high: float | None, basis: Basis
) -> None:
    quantity = shown(TOLL, decide(TOLL, "correct", quantity=words)).quantity
    assert quantity is not None and TOLL.quantity is not None
    assert (quantity.min, quantity.max, quantity.basis) == (low, high, basis)
    assert (quantity.unit, quantity.harm) == (TOLL.quantity.unit, TOLL.quantity.harm)


def test_a_count_is_taken_out_or_given() -> None:
    assert shown(TOLL, decide(TOLL, "correct", quantity="")).quantity is None
    given = shown(CAPTURE, decide(CAPTURE, "correct", quantity="3 مبنى")).quantity
    assert given is not None and (given.min, given.unit, given.mention.span) == (3, "مبنى", CAPTURE.evidence)


def test_a_rejected_link_leaves_its_claim_without_a_place_until_it_is_confirmed() -> None:
    rejected = decide(CAPTURE, "reject", part="place")
    assert shown(CAPTURE, rejected).place is None
    assert shown(CAPTURE, rejected, decide(CAPTURE, "confirm", part="place", hours=1)).place == CAPTURE.place


def test_a_corrected_link_keeps_its_words() -> None:
    claim = shown(CAPTURE, decide(CAPTURE, "correct", part="actor0", target="قوات الجبل [sy.sdf]"))
    (party,) = claim.actors
    assert (party.name, party.link.target) == ("قوات الجبل", "sy.sdf")
    assert party.link.mention == CAPTURE.actors[0].link.mention


def test_a_whole_list_of_actors_outranks_an_earlier_word_on_one_of_them() -> None:
    one = decide(CAPTURE, "reject", part="actor0")
    claim = shown(CAPTURE, one, decide(CAPTURE, "correct", hours=1, actor="كتيبة الوادي"))
    assert [party.name for party in claim.actors] == ["كتيبة الوادي"]


def test_the_claims_of_a_rejected_statement_go_with_it_unless_somebody_says_whose_they_are() -> None:
    first, second, _ = READING.statements
    reviewed = apply_reviews(READING, [decide(first, "reject"), decide(TOLL, "correct", statement=second.id)])
    assert CAPTURE in reviewed.rejected and first in reviewed.rejected
    assert next(claim for claim in reviewed.claims if claim.id == TOLL.id).statement == second.id


def test_statements_inside_a_rejected_one_move_up() -> None:
    first, second, third = READING.statements
    nested = replace(READING, statements=(first, replace(second, parent=first.id), replace(third, parent=second.id)))
    reviewed = apply_reviews(nested, [decide(second, "reject")])
    assert [statement.parent for statement in reviewed.statements] == [None, first.id]


def test_speakers_and_stances_are_replaced() -> None:
    made = decide(READING.statements[0], "correct", speaker="سالم الوادي", entity="", stance="denies", private="yes")
    statement = apply_reviews(READING, [made]).statements[0]
    assert (statement.speaker.name, statement.speaker.entity) == ("سالم الوادي", None)
    assert statement.stance is Stance.DENIES and statement.speaker.is_private


def test_a_rejected_speaker_leaves_the_words_of_the_source() -> None:
    first = READING.statements[0]
    link = decide(first, "reject", part="speaker")
    speaker = apply_reviews(READING, [link]).statements[0].speaker
    assert first.source is not None
    assert (speaker.name, speaker.entity) == (first.source.of(SIEGE), None)


def test_a_decision_follows_the_words_when_newer_rules_draw_other_bounds() -> None:
    longer = moved(CAPTURE, end=-4)
    reviewed = apply_reviews(with_claims(longer, LEFT), [decide(CAPTURE, "correct", status="denied")])
    assert reviewed.claims[0].status is Status.DENIED and reviewed.pending == ()


def test_a_decision_is_not_passed_on_to_a_claim_of_another_type() -> None:
    made = decide(CAPTURE, "reject")
    other = moved(CAPTURE, kind=ClaimType.STRIKE)
    reviewed = apply_reviews(with_claims(other), [made])
    assert reviewed.claims == (other,) and reviewed.pending == (made,)


def test_a_corrected_type_is_found_by_what_it_was_corrected_to() -> None:
    reviewed = apply_reviews(
        with_claims(moved(CAPTURE, kind=ClaimType.CONTROL)), [decide(CAPTURE, "correct", type="control")]
    )
    assert reviewed.pending == ()


def test_a_decision_is_not_passed_on_to_what_stood_beside_its_record() -> None:
    twin = moved(CAPTURE, end=-4)
    made = decide(CAPTURE, "reject", beside=twin.id)
    reviewed = apply_reviews(with_claims(twin), [made])
    assert reviewed.claims == (twin,) and reviewed.pending == (made,)


def test_a_decision_on_one_number_is_not_passed_on_to_another() -> None:
    assert TOLL.quantity is not None
    elsewhere = Span(TOLL.evidence.end - 3, TOLL.evidence.end - 1)
    other = replace(
        TOLL,
        id="c_other",
        quantity=replace(TOLL.quantity, mention=replace(TOLL.quantity.mention, span=elsewhere)),
    )
    made = decide(TOLL, "reject")
    assert apply_reviews(with_claims(other), [made]).pending == (made,)


def test_what_no_longer_stands_in_the_text_waits() -> None:
    made = decide(LEFT, "reject")
    assert apply_reviews(with_claims(CAPTURE, DENIED), [made]).pending == (made,)


def test_a_decision_follows_its_words_into_another_version_of_the_page() -> None:
    document = make_document("خبر عاجل\n" + SIEGE)
    reading = SmallReader().read(document)
    reviewed = apply_reviews(reading, [decide(LEFT, "reject")])
    assert [claim.type for claim in reviewed.rejected if isinstance(claim, Claim)] == [ClaimType.WITHDRAWAL]


def test_a_reviewed_reading_makes_cards() -> None:
    world = World({}, {}, lambda name: None, lambda place: None)
    reviewed = apply_reviews(READING, [decide(CAPTURE, "reject"), decide(DENIED, "correct", status="asserted")])
    cards = cards_of(reviewed, world)
    assert CAPTURE.id not in {card.id for card in cards}
    assert next(card for card in cards if card.id == DENIED.id).claim.status is Status.ASSERTED
