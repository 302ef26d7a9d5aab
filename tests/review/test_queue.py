"""What waits for reviewers stands in an order with reasons: the doubtful that matters first, what is done with last."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from qawl.adding import create_ledger
from qawl.corroborating import Knowledge, corroborate, load_knowledge
from qawl.errors import UsageError
from qawl.model.account import Account, Conflict, ConflictKind, OriginGroup
from qawl.model.queue import QueueItem
from qawl.model.statement import Commitment
from qawl.review.queue import in_account, items_of_account, items_of_reading
from qawl.reviewing import review
from qawl.settings import load_settings
from qawl.store.ledger import Ledger
from qawl.store.queue_rows import QueueFilter
from qawl.undoing import undo
from small_ledger import SIEGE, SmallReader, add_text, make_document, make_snapshot

AMOUNTS = load_settings().review
OTHER = """مجلس مدني يتحدث
نفى سالم الجبلي إن الجيش سيطر على دير الزور.
وأعلن مجلس النهر إن القوات انسحبت من الميادين."""
READING = SmallReader().read(make_document(SIEGE))


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return load_knowledge()


@pytest.fixture
def ledger(tmp_path: Path, knowledge: Knowledge) -> Iterator[Ledger]:
    with create_ledger(tmp_path / "ledger.db") as opened:
        add_text(opened, url="https://wadi.example/1")
        add_text(opened, OTHER, url="https://nahr.example/2", outlet="nahr")
        undated = replace(make_document(OTHER, url="https://sahl.example/3", outlet="sahl"), published_at=None)
        opened.add_document(make_snapshot(undated), undated, SmallReader().read(undated))
        corroborate(opened, knowledge=knowledge)
        yield opened


def waiting(ledger: Ledger, **wanted: str) -> list[QueueItem]:
    return [one.item for one in ledger.page_of_queue(QueueFilter(**wanted), limit=100).records]


def by_type(kind: str, **changed: object) -> QueueItem:
    """The item of the article's first claim of a type, with parts of all claims changed."""
    reading = replace(READING, claims=tuple(replace(claim, **changed) for claim in READING.claims))  # type: ignore[arg-type]
    return next(item for item in items_of_reading(reading, AMOUNTS) if item.type == kind)


def named(item: QueueItem) -> dict[str, float]:
    return {reason.name: reason.amount for reason in (*item.doubts, *item.matters)}


def test_the_weight_is_doubt_times_what_matters() -> None:
    item = by_type("capture", quantity=None)
    doubt = 1.0
    for reason in item.doubts:
        doubt *= 1 - reason.amount
    assert item.weight == round(1000 * (1 - doubt) * (1 + sum(reason.amount for reason in item.matters)))
    assert item.doubts and named(item)["matter.control"] == AMOUNTS.control


def test_what_is_certain_does_not_wait_however_much_it_matters() -> None:
    claim = READING.claims[0]
    assert claim.place is not None and claim.time is not None
    sure = replace(claim, place=replace(claim.place, score=1.0), actors=())
    speakers = tuple(replace(s, speaker=replace(s.speaker, score=1.0)) for s in READING.statements)
    (item, *_) = items_of_reading(replace(READING, claims=(sure,), statements=speakers), AMOUNTS)
    assert item.weight == 0 and item.matters


def test_a_claim_of_capture_without_a_place_waits_before_the_same_with_one() -> None:
    assert by_type("capture", place=None).weight > 0
    assert "doubt.unplaced" in named(by_type("capture", place=None))


def test_a_cue_far_from_its_content_moves_a_claim_up() -> None:
    far = tuple(replace(one, commitment=Commitment.LOW) for one in READING.statements)
    before, after = (
        next(item for item in items_of_reading(reading, AMOUNTS) if item.type == "capture")
        for reading in (READING, replace(READING, statements=far))
    )
    assert after.weight > before.weight and "matter.low-commitment" in named(after)


def test_each_doubling_of_the_origins_counts_the_same() -> None:
    item = by_type("capture")

    def with_origins(count: int) -> float:
        origins = tuple(OriginGroup(str(n), str(n), (item.claim_id,), "r") for n in range(count))
        account = Account("k", "capture", (item.claim_id,), item.claim_id, None, None, None, origins)
        return named(in_account(item, account, AMOUNTS)).get("matter.origins", 0.0)

    assert [with_origins(count) for count in (1, 2, 4, 8)] == [AMOUNTS.origin * n for n in (0, 1, 2, 3)]


def test_an_article_without_a_date_waits_itself() -> None:
    reading = replace(READING, document=replace(READING.document, published_at=None))
    assert [item.kind for item in items_of_reading(reading, AMOUNTS) if item.kind == "document"] == ["document"]


def test_the_queue_begins_with_the_weightiest(ledger: Ledger) -> None:
    weights = [item.weight for item in waiting(ledger)]
    assert weights == sorted(weights, reverse=True) and weights[-1] > 0


def test_pages_of_the_queue_follow_one_another_without_gap(ledger: Ledger) -> None:
    found: list[str] = []
    after = ""
    while True:
        page = ledger.page_of_queue(limit=2, after=after)
        found += [one.item.record_id for one in page.records]
        if page.next is None:
            break
        after = page.next
    assert found == [item.record_id for item in waiting(ledger)] and len(found) > 4
    with pytest.raises(UsageError):
        ledger.page_of_queue(limit=2, after=after[:-2] + "AA")


@pytest.mark.parametrize(
    ("wanted", "field", "value"),
    [
        ({"type": "capture"}, "type", "capture"),
        ({"outlet": "nahr"}, "outlet", "nahr"),
        ({"place": "sy.mayadin"}, "place", "sy.mayadin"),
        ({"kind": "document"}, "kind", "document"),
    ],
)
def test_the_queue_can_be_filtered(ledger: Ledger, wanted: dict[str, str], field: str, value: str) -> None:
    found = waiting(ledger, **wanted)
    assert found and {getattr(item, field) for item in found} == {value}
    assert len(found) < len(waiting(ledger))


def test_what_was_decided_on_waits_no_more_and_waits_again_when_that_is_taken_back(
    ledger: Ledger, knowledge: Knowledge
) -> None:
    first = next(item for item in waiting(ledger) if item.kind == "claim")

    def is_waiting() -> bool:
        return any(item.record_id == first.record_id for item in waiting(ledger))

    review(ledger, first.record_id, "confirm", reviewer="هند", reason="سبب")
    assert not is_waiting()
    corroborate(ledger, knowledge=knowledge)
    assert not is_waiting()
    undo(ledger, reviewer="هند", reason="سبب")
    corroborate(ledger, knowledge=knowledge)
    assert is_waiting()


def test_a_link_that_was_confirmed_is_doubtful_no_more_but_its_claim_still_waits(
    ledger: Ledger, knowledge: Knowledge
) -> None:
    claim = next(item for item in waiting(ledger) if item.kind == "claim" and "doubt.place" in named(item))
    review(ledger, f"{claim.record_id}.place", "correct", reviewer="هند", reason="سبب", settings={"target": "sy.raqqa"})
    corroborate(ledger, knowledge=knowledge)
    after = ledger.queue_item(claim.record_id)
    assert after is not None and "doubt.place" not in named(after) and after.place == "sy.raqqa"


def test_a_contradiction_waits_until_somebody_has_decided_on_it() -> None:
    items = {item.record_id: item for item in items_of_reading(READING, AMOUNTS)}
    left, right = sorted(claim.id for claim in READING.claims[:2])
    span = READING.claims[0].evidence
    conflict = Conflict(ConflictKind.DENIAL, right, left, span, span, "a", "b", "r")
    origins = tuple(OriginGroup(key, key, (left,), "r") for key in "ab")
    account = Account("k", "capture", (left, right), left, "sy.raqqa", None, None, origins, (conflict, conflict))
    (item,) = items_of_account(account, items, [], AMOUNTS)
    assert (item.kind, item.record_id, item.place) == ("conflict", f"{left}+{right}", "sy.raqqa")
    assert "matter.conflict-denial" in named(item) and item.weight > 0
    assert not list(items_of_account(account, items, [(left, right)], AMOUNTS))


def test_what_stood_in_a_removed_article_waits_no_more(ledger: Ledger) -> None:
    gone = ledger.documents(outlet="nahr")[0].id
    ledger.remove(gone)
    assert all(item.document_id != gone for item in waiting(ledger))
