"""What is derived hangs on what is in the ledger, never on the order in which it came there."""

import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from derived import Dump, Item, dump, new_ledger

from qawl.corroborating import Knowledge, corroborate, load_knowledge
from qawl.model.ids import hash_id
from qawl.model.reading import Reading
from qawl.model.review import Decision, RecordKind, Review
from qawl.model.span import Span
from qawl.reviewing import decided_pairs, review
from qawl.settings import load_settings
from qawl.store.ledger import Ledger

MOMENT = datetime(2024, 5, 1, tzinfo=UTC)


@pytest.fixture(scope="module")
def from_nothing(items: list[Item], knowledge: Knowledge, tmp_path_factory: pytest.TempPathFactory) -> Dump:
    """Everything added, then derived at once."""
    with new_ledger(tmp_path_factory.mktemp("nothing") / "a") as ledger:
        for item in items:
            ledger.add_document(*item)
        corroborate(ledger, knowledge=knowledge)
        return dump(ledger)


def test_something_follows_from_the_samples(from_nothing: Dump) -> None:
    assert from_nothing["account"]
    assert from_nothing["copy"]
    assert from_nothing["pair"]
    assert from_nothing["quotation"] and from_nothing["quotation_key"]


@pytest.fixture(scope="module")
def crowding() -> Knowledge:
    """Limits so low that keys become crowded, and cease to be, among a few articles."""
    limits = load_settings({}).corroborate
    low = {"copy_crowd": 1, "copy_crowd_keys": 30, "block_claims": 4, "block_run_claims": 1, "component_claims": 2}
    return load_knowledge(replace(limits, **low))


@pytest.fixture(scope="module")
def crowded_from_nothing(items: list[Item], crowding: Knowledge, tmp_path_factory: pytest.TempPathFactory) -> Dump:
    with new_ledger(tmp_path_factory.mktemp("crowded") / "a") as ledger:
        for item in items:
            ledger.add_document(*item)
        corroborate(ledger, knowledge=crowding)
        return dump(ledger)


def test_low_limits_leave_out_what_is_crowded(from_nothing: Dump, crowded_from_nothing: Dump) -> None:
    of = {kind for kind, *_ in crowded_from_nothing["crowded_key"]}
    assert of == {"text", "claim"}
    assert 0 < len(crowded_from_nothing["pair"]) < len(from_nothing["pair"])
    assert len(crowded_from_nothing["copy"]) < len(from_nothing["copy"])
    assert {row[5] for row in crowded_from_nothing["card"]} == {"False", "True"}  # is_split


@pytest.mark.parametrize("seed", range(4))
def test_any_order_leads_to_the_same_where_keys_become_crowded(
    items: list[Item], crowding: Knowledge, crowded_from_nothing: Dump, tmp_path: Path, seed: int
) -> None:
    assert_order_is_nothing(items, crowding, crowded_from_nothing, tmp_path, seed)


@pytest.mark.parametrize("seed", range(4))
def test_any_order_of_adding_removing_and_rereading_leads_to_the_same(
    items: list[Item], knowledge: Knowledge, from_nothing: Dump, tmp_path: Path, seed: int
) -> None:
    assert_order_is_nothing(items, knowledge, from_nothing, tmp_path, seed)


def assert_order_is_nothing(
    items: list[Item], knowledge: Knowledge, from_nothing: Dump, tmp_path: Path, seed: int
) -> None:
    """Added in any order, removed and read again in between: the rows of a run from nothing."""
    chance = random.Random(seed)
    order = items[:]
    chance.shuffle(order)
    with new_ledger(tmp_path / "a") as ledger:
        for count, item in enumerate(order):
            ledger.add_document(*item)
            if chance.random() < 0.3:
                corroborate(ledger, knowledge=knowledge)
            if chance.random() < 0.15:
                snapshot, document, reading = chance.choice(order[: count + 1])
                ledger.remove(document.id)
                if chance.random() < 0.5:
                    corroborate(ledger, knowledge=knowledge)
                ledger.add_document(snapshot, document, reading)
            if chance.random() < 0.15:
                ledger.replace_reading(chance.choice(order[: count + 1])[2], even_same_version=True)
        corroborate(ledger, knowledge=knowledge)
        assert dump(ledger) == from_nothing


def test_deriving_again_changes_nothing(
    items: list[Item], knowledge: Knowledge, from_nothing: Dump, tmp_path: Path
) -> None:
    with new_ledger(tmp_path / "a") as ledger:
        for item in items:
            ledger.add_document(*item)
            corroborate(ledger, knowledge=knowledge)
        assert corroborate(ledger, knowledge=knowledge).documents == 0
        assert dump(ledger) == from_nothing


def test_a_removed_article_leaves_no_trace(items: list[Item], knowledge: Knowledge, tmp_path: Path) -> None:
    with new_ledger(tmp_path / "a") as ledger, new_ledger(tmp_path / "b") as other:
        for item in items:
            ledger.add_document(*item)
        for item in items[1:]:
            other.add_document(*item)
        corroborate(ledger, knowledge=knowledge)
        ledger.remove(items[0][1].id)
        corroborate(ledger, knowledge=knowledge)
        corroborate(other, knowledge=knowledge)
        assert dump(ledger) == dump(other)


def test_a_rejected_claim_stands_in_no_account(items: list[Item], knowledge: Knowledge, tmp_path: Path) -> None:
    with new_ledger(tmp_path / "a") as ledger:
        for item in items:
            ledger.add_document(*item)
        corroborate(ledger, knowledge=knowledge)
        (account, *_) = ledger.accounts(least_origins=2)
        rejected = account.claims[0]
        review(ledger, rejected, "reject", reviewer="Editor", reason="another town is meant")
        corroborate(ledger, knowledge=knowledge)
        assert rejected not in {claim for account in ledger.accounts() for claim in account.claims}
        assert ledger.cards([rejected]) == {}


# --- what people decided on pairs --------------------------------------------------------------------


def decide(ledger: Ledger, record: str, decision: str, kind: str | None = None) -> Review:
    return review(ledger, record, decision, reviewer="Editor", reason="seen otherwise", kind=kind, at=MOMENT)


@pytest.fixture(scope="module")
def decisions(items: list[Item], knowledge: Knowledge, tmp_path_factory: pytest.TempPathFactory) -> list[Review]:
    """A happening taken apart, two made one, a contradiction and a copy rejected, a copy nobody had seen."""
    with new_ledger(tmp_path_factory.mktemp("decisions") / "a") as ledger:
        for item in items:
            ledger.add_document(*item)
        corroborate(ledger, knowledge=knowledge)
        accounts = ledger.accounts()
        apart = next(account for account in accounts if len(account.claims) > 2)
        one, other = [account for account in accounts if account.id != apart.id][:2]
        conflict = next(conflict for account in accounts for conflict in account.conflicts)
        copies = ledger.copies()
        alone = [item[1].id for item in items if item[1].id not in {c.copy.id for c in copies}][:2]
        return [
            decide(ledger, f"{apart.claims[0]}+{apart.claims[1]}", "reject", "pair"),
            decide(ledger, f"{one.representative}+{other.representative}", "confirm", "pair"),
            decide(ledger, f"{conflict.left}+{conflict.right}", "reject"),
            decide(ledger, f"{copies[0].copy.id}+{copies[0].original.id}", "reject"),
            decide(ledger, f"{alone[0]}+{alone[1]}", "confirm"),
        ]


@pytest.fixture(scope="module")
def decided(
    items: list[Item], decisions: list[Review], knowledge: Knowledge, tmp_path_factory: pytest.TempPathFactory
) -> Dump:
    """Everything added and decided, then derived at once."""
    with new_ledger(tmp_path_factory.mktemp("decided") / "a") as ledger:
        for item in items:
            ledger.add_document(*item)
        for made in decisions:
            ledger.add_review(made)
        corroborate(ledger, knowledge=knowledge)
        return dump(ledger)


def test_decisions_on_pairs_are_obeyed(
    items: list[Item], decisions: list[Review], knowledge: Knowledge, tmp_path: Path
) -> None:
    with new_ledger(tmp_path / "a") as ledger:
        for item in items:
            ledger.add_document(*item)
        corroborate(ledger, knowledge=knowledge)
        for made in decisions:
            ledger.add_review(made)
        corroborate(ledger, knowledge=knowledge)
        together = [set(account.claims) for account in ledger.accounts()]
        contradicting = {(one.left, one.right) for account in ledger.accounts() for one in account.conflicts}
        copies = {tuple(sorted((one.copy.id, one.original.id))): one.shared.rule for one in ledger.copies()}
        apart, joined, uncontested, no_copy, copy = (tuple(made.record_id.split("+")) for made in decisions)
        assert not any(set(apart) <= claims for claims in together)
        assert any(set(joined) <= claims for claims in together)
        assert uncontested not in contradicting
        assert no_copy not in copies
        assert copies[copy] == "copy.decided"


@pytest.mark.parametrize("seed", range(4))
def test_any_order_of_adding_and_deciding_leads_to_the_same(
    items: list[Item], decisions: list[Review], decided: Dump, knowledge: Knowledge, tmp_path: Path, seed: int
) -> None:
    chance = random.Random(seed)
    order, waiting = items[:], decisions[:]
    chance.shuffle(order)
    chance.shuffle(waiting)
    with new_ledger(tmp_path / "a") as ledger:
        for count, item in enumerate(order):
            ledger.add_document(*item)
            if chance.random() < 0.3:
                corroborate(ledger, knowledge=knowledge)
            if waiting and chance.random() < 0.3:
                ledger.add_review(waiting.pop())
            if chance.random() < 0.15:
                ledger.replace_reading(chance.choice(order[: count + 1])[2], even_same_version=True)
        corroborate(ledger, knowledge=knowledge)
        for made in waiting:
            ledger.add_review(made)
        corroborate(ledger, knowledge=knowledge)
        assert dump(ledger) == decided


def test_a_decision_is_taken_back_by_a_later_one(
    items: list[Item], from_nothing: Dump, knowledge: Knowledge, tmp_path: Path, decisions: list[Review]
) -> None:
    with new_ledger(tmp_path / "a") as ledger:
        for item in items:
            ledger.add_document(*item)
        apart = decisions[0]
        ledger.add_review(apart)
        corroborate(ledger, knowledge=knowledge)
        assert dump(ledger)["account"] != from_nothing["account"]
        ledger.add_review(replace(apart, decision=Decision.CONFIRM, made_at=MOMENT + timedelta(hours=1)))
        corroborate(ledger, knowledge=knowledge)
        assert any(set(apart.record_id.split("+")) <= set(account.claims) for account in ledger.accounts())


def moved(reading: Reading) -> Reading:
    """The same reading by other rules: every claim ends a word earlier, and so has another id."""
    claims = []
    for claim in reading.claims:
        words = claim.evidence.of(reading.document.text)
        end = claim.evidence.end - len(words) + len(words.rpartition(" ")[0] or words)
        evidence = Span(claim.evidence.start, end)
        claims.append(replace(claim, id=hash_id("c", claim.id), evidence=evidence))
    return replace(reading, claims=tuple(claims), version="other")


def test_decisions_on_pairs_survive_another_reading(
    items: list[Item], decisions: list[Review], knowledge: Knowledge, tmp_path: Path
) -> None:
    with new_ledger(tmp_path / "a") as ledger:
        for item in items:
            ledger.add_document(*item)
        for made in decisions:
            ledger.add_review(made)
        corroborate(ledger, knowledge=knowledge)
        for _, _, reading in items:
            ledger.replace_reading(moved(reading))
        corroborate(ledger, knowledge=knowledge)
        by_decision = {made.decision: pair for pair, made in decided_pairs(ledger, RecordKind.PAIR).items()}
        together = [set(account.claims) for account in ledger.accounts()]
        assert not set(by_decision[Decision.REJECT]) & {
            claim for one in decisions for claim in one.record_id.split("+")
        }
        assert not any(set(by_decision[Decision.REJECT]) <= claims for claims in together)
        assert any(set(by_decision[Decision.CONFIRM]) <= claims for claims in together)
