"""What a ledger answers of many places at once agrees with its lists, alike in every database."""

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from qawl.errors import UsageError
from qawl.review.applying import apply_reviews
from qawl.reviewing import review
from qawl.store.filters import ClaimFilter
from qawl.store.ledger import Ledger
from qawl.text.fold import fold
from small_ledger import ADVANCE, SIEGE, SmallReader, add_text

TOWN, OTHER = "sy.deir-ez-zor", "sy.mayadin"
FILTERS = [
    ClaimFilter(),
    ClaimFilter(type="capture"),
    ClaimFilter(status="denied"),
    ClaimFilter(actor="الجيش"),
    ClaimFilter(speaker="احمد"),
    ClaimFilter(speaker="الوادي", until="2017-09-04"),
    ClaimFilter(outlet="jabal"),
    ClaimFilter(since="2017-09-05", until="2017-09"),
    ClaimFilter(since="2018"),
    ClaimFilter(place="دير الزور", all_versions=True),
    ClaimFilter(origins=2),
]


@pytest.fixture
def filled(ledger: Ledger) -> Iterator[Ledger]:
    """Articles of several days, one of which has a newer version; shown as people have decided."""
    add_text(ledger, SIEGE, day="2017-09-03", url="wadi.example/1")
    add_text(ledger, SIEGE, day="2017-09-05", url="wadi.example/2")
    add_text(ledger, ADVANCE, day="2017-09-04", url="wadi.example/2")
    add_text(ledger, ADVANCE, day="2017-09-30", outlet="jabal")
    with Ledger.open(ledger.name, fold=fold, apply_reviews=apply_reviews) as opened:
        yield opened


def counted(ledger: Ledger, wanted: ClaimFilter) -> Counter[tuple[str, str]]:
    placed = [stored for stored in ledger.claims(wanted) if stored.place is not None]
    return Counter((stored.place.id, stored.claim.type.value) for stored in placed if stored.place)


def agree(ledger: Ledger) -> None:
    for wanted in FILTERS:
        asked = {(one.place_id, one.type): one.claims for one in ledger.place_counts(wanted)}
        assert asked == counted(ledger, wanted), wanted
        assert ledger.claim_days(wanted) == dict(sorted(Counter(s.days[0] for s in ledger.claims(wanted)).items()))


def test_counts_are_those_of_the_list_of_claims(filled: Ledger) -> None:
    agree(filled)
    assert sum(one.claims for one in filled.place_counts()) > 0
    assert len(filled.claim_days()) > 1


def test_counts_follow_what_people_have_decided(filled: Ledger) -> None:
    at = datetime(2024, 1, 1, tzinfo=UTC)
    for number, (decision, facts) in enumerate(
        [("reject", {}), ("correct", {"place": OTHER}), ("correct", {"status": "possible"})]
    ):
        claim = next(stored.claim.id for stored in filled.claims() if not stored.reviews)
        made = at + timedelta(minutes=number)
        review(filled, claim, decision, reviewer="هند", reason="سبب", settings=facts, at=made, reader=SmallReader)
        agree(filled)


def test_superseded_articles_are_not_counted(filled: Ledger) -> None:
    every = sum(one.claims for one in filled.place_counts(ClaimFilter(all_versions=True)))
    assert every > sum(one.claims for one in filled.place_counts())


def test_what_is_no_day_is_refused(filled: Ledger) -> None:
    for ask in (filled.place_counts, filled.claim_days):
        with pytest.raises(UsageError, match="no date"):
            ask(ClaimFilter(since="soon"))


def test_places_of_control_come_the_latest_spoken_of_first(filled: Ledger) -> None:
    assert filled.control_places(until="2017-09-30") == [TOWN, OTHER]
    assert filled.control_places(until="2017-09-30", limit=1) == [TOWN]
    assert filled.control_places(until="2017-09-02") == []
    every = filled.claims(ClaimFilter(all_versions=True))
    assert filled.control_claims() == len([one for one in every if one.claim.type in ("capture", "withdrawal")])
    assert set(filled.places_of([TOWN, "xx.nowhere"])) == {TOWN}


def test_holders_are_listed_actors(filled: Ledger) -> None:
    ((actor, _, claims),) = filled.control_holders()
    assert (actor, claims > 1) == ("sy.army", True)


def test_control_of_many_places_is_read_at_once(filled: Ledger) -> None:
    both = filled.control_readings(TOWN, OTHER, until="2017-09-30")
    single = [filled.control_readings(place, until="2017-09-30") for place in (TOWN, OTHER)]
    found = {claim.id for reading in both.readings for claim in reading.claims}
    assert found == {claim.id for one in single for reading in one.readings for claim in reading.claims}
    fewer = filled.control_readings(TOWN, OTHER, until="2017-09-30", fresh_from="2017-09-30", older=1)
    assert 0 < len([claim for reading in fewer.readings for claim in reading.claims]) < len(found)
