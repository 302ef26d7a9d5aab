"""Two people code one article apart; what they agree on is measured, what they differ in is settled with both named."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from qawl.adding import create_ledger, open_ledger
from qawl.coding import adjudicate, agreement, assign, code, coded, differences
from qawl.errors import UsageError
from qawl.model.coding import Taken
from qawl.model.ids import hash_id
from qawl.model.review import Decision
from qawl.reviewing import review
from qawl.store.filters import ClaimFilter
from qawl.store.ledger import Ledger
from small_ledger import SmallReader, add_text

HIND, SAMIR = "هند", "سامر"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("coding") / "made.db"
    with create_ledger(path) as opened:
        add_text(opened)
    return path


@pytest.fixture
def ledger(made: Path, tmp_path: Path) -> Iterator[Ledger]:
    shutil.copy(made, tmp_path / "ledger.db")
    with open_ledger(tmp_path / "ledger.db") as opened:
        yield opened


@pytest.fixture
def number(ledger: Ledger) -> int:
    (given,) = assign(ledger, [ledger.documents()[0].id], (HIND, SAMIR), made_by="منى", note="أسبوع أول")
    return given


def claim_of(ledger: Ledger, kind: str = "withdrawal") -> str:
    return ledger.claims(ClaimFilter(type=kind), with_rejected=True)[0].claim.id


def decide(ledger: Ledger, number: int, record: str, decision: str, *, by: str, **settings: str) -> None:
    code(ledger, number, record, Decision(decision), coder=by, reason="سبب", settings=settings)


def both_done(ledger: Ledger, number: int) -> None:
    for name in (HIND, SAMIR):
        ledger.finish_coding(number, hash_id("v", name))


def test_what_a_coder_decides_changes_nothing_in_the_ledger(ledger: Ledger, number: int) -> None:
    before = ledger.claims()
    decide(ledger, number, claim_of(ledger), "reject", by=HIND)
    assert ledger.claims() == before and ledger.reviews() == []


def test_a_coder_sees_neither_the_other_nor_what_was_reviewed(ledger: Ledger, number: int) -> None:
    key = claim_of(ledger)
    review(ledger, key, "correct", reviewer="منى", reason="سبب", settings={"status": "denied"})
    decide(ledger, number, key, "correct", by=HIND, status="possible")
    reading = coded(ledger, ledger.assignment(number), hash_id("v", SAMIR))
    (claim,) = [claim for claim in reading.claims if claim.id == key]
    assert claim.status == "asserted" and not reading.decisions


def test_nobody_sees_both_before_both_are_done(ledger: Ledger, number: int) -> None:
    ledger.finish_coding(number, hash_id("v", HIND))
    with pytest.raises(UsageError, match="both have to be done"):
        differences(ledger, ledger.assignment(number))
    assert agreement(ledger).assignments == 0


def test_who_is_done_decides_no_more(ledger: Ledger, number: int) -> None:
    ledger.finish_coding(number, hash_id("v", HIND))
    with pytest.raises(UsageError, match="is done"):
        decide(ledger, number, claim_of(ledger), "confirm", by=HIND)


def test_who_was_not_assigned_decides_nothing(ledger: Ledger, number: int) -> None:
    with pytest.raises(UsageError, match="none of the two"):
        decide(ledger, number, claim_of(ledger), "confirm", by="منى")


@pytest.mark.parametrize("coders", [(HIND, HIND), (HIND, ""), (HIND,)])
def test_two_coders_are_two(ledger: Ledger, coders: tuple[str, ...]) -> None:
    with pytest.raises(UsageError):
        assign(ledger, [ledger.documents()[0].id], coders, made_by="منى")


def test_agreement_is_counted_by_field_and_by_type(ledger: Ledger, number: int) -> None:
    keys = [stored.claim.id for stored in ledger.claims()]
    for key in keys:
        decide(ledger, number, key, "confirm", by=HIND)
    decide(ledger, number, keys[0], "correct", by=SAMIR, status="possible")
    for key in keys[1:]:
        decide(ledger, number, key, "confirm", by=SAMIR)
    both_done(ledger, number)
    table = agreement(ledger)
    status = table.by_field["status"]
    assert (status.units, status.agreed) == (len(keys), len(keys) - 1)
    assert status.alpha is not None and status.alpha < 1
    assert table.by_field["type"].alpha == 1
    assert sum(one.units for one in table.by_type.values()) > len(keys)


def test_a_record_that_one_left_open_is_missing_and_a_rejected_one_only_not_kept(ledger: Ledger, number: int) -> None:
    first, second = claim_of(ledger, "withdrawal"), claim_of(ledger, "capture")
    decide(ledger, number, first, "confirm", by=HIND)
    decide(ledger, number, second, "confirm", by=HIND)
    decide(ledger, number, second, "reject", by=SAMIR)
    both_done(ledger, number)
    found = {(one.record_id, one.field): one for one in differences(ledger, ledger.assignment(number))}
    assert found[first, "kept"].second is None and not found[first, "status"].is_paired
    assert (found[second, "kept"].first, found[second, "kept"].second) == ("yes", "no")
    assert not found[second, "status"].is_paired


def test_what_is_taken_becomes_a_review_that_names_both(ledger: Ledger, number: int) -> None:
    key = claim_of(ledger)
    decide(ledger, number, key, "confirm", by=HIND)
    decide(ledger, number, key, "correct", by=SAMIR, place="sy.raqqa")
    both_done(ledger, number)
    adjudicate(ledger, number, key, "place", Taken.SECOND, by="منى", note="الفقرة الثانية")
    (made,) = ledger.reviews()
    assert made.reviewer.name == "منى" and HIND in made.reason and SAMIR in made.reason
    assert ledger.claims(ClaimFilter(place="sy.raqqa"))[0].claim.id == key
    with pytest.raises(UsageError, match="nothing is open"):
        adjudicate(ledger, number, key, "place", Taken.FIRST, by="منى")


def test_taking_the_rejection_rejects_and_taking_neither_decides_nothing(ledger: Ledger, number: int) -> None:
    key, other = claim_of(ledger), claim_of(ledger, "capture")
    decide(ledger, number, key, "confirm", by=HIND)
    decide(ledger, number, key, "reject", by=SAMIR)
    decide(ledger, number, other, "correct", by=HIND, status="possible")
    decide(ledger, number, other, "correct", by=SAMIR, status="predicted")
    both_done(ledger, number)
    adjudicate(ledger, number, other, "status", Taken.NEITHER, by="منى")
    assert ledger.reviews() == []
    adjudicate(ledger, number, key, "kept", Taken.SECOND, by="منى")
    assert key not in [stored.claim.id for stored in ledger.claims()]
    assert [one.taken for one in ledger.adjudications(number)] == [Taken.NEITHER, Taken.SECOND]


def test_a_speaker_and_a_selection_are_taken_over_as_they_were_coded(ledger: Ledger, number: int) -> None:
    stored = ledger.statements()[-1]
    key, source = stored.statement.id, stored.statement.source
    assert source is not None
    decide(ledger, number, key, "confirm", by=HIND)
    decide(
        ledger, number, key, "correct", by=SAMIR, speaker="مجلس", entity="", source=f"{source.start}-{source.end - 6}"
    )
    both_done(ledger, number)
    for field in ("speaker", "source"):
        adjudicate(ledger, number, key, field, Taken.SECOND, by="منى", reader=SmallReader)
    after = next(one for one in ledger.statements() if one.statement.id == key)
    assert after.statement.speaker.name == "مجلس" and after.source == stored.source[:-6]
