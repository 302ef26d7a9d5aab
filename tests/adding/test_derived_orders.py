"""Whatever people and programs do to a ledger, in whatever order: what is derived is what a run from nothing gives.

A machine adds, removes, reads again, reviews and corroborates at random, by a clock that is set forward and back. Each
run ends with the comparison. ``make faults`` runs it for longer.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar

import pytest
from crowded import crowded_items
from derived import Item, dump, dump_from_nothing, new_ledger
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule, run_state_machine_as_test

from qawl.corroborating import Knowledge, corroborate, load_knowledge
from qawl.model.document import Document
from qawl.model.reading import Reading
from qawl.model.review import RecordKind
from qawl.reviewing import review
from qawl.settings import load_settings
from qawl.store.ledger import Ledger

T = TypeVar("T")
_NUMBERS = st.integers(0, 10_000)
_OF_CLAIMS = (
    ("place", "sy.mayadin"),
    ("time", "2017-09-05"),
    ("status", "denied"),
    ("type", "strike"),
    ("quantity", "9"),
)
_OF_DOCUMENTS = (
    ("published", "2017-09-03"),
    ("published", "2017-09-09T10:00:00+03:00"),
    ("outlet", "o01"),
    ("title", "خبر"),
)
_REAL = ("dez-05", "dez-06", "dez-21")


class Again:
    """Reads a known article once more: the same records in a document with other facts, or only half of them."""

    def __init__(self, readings: dict[str, Reading]) -> None:
        self.readings = readings
        self.halved: set[str] = set()

    def read(self, document: Document) -> Reading:
        reading = replace(self.readings[document.id], document=document)
        return replace(reading, claims=reading.claims[::2]) if document.id in self.halved else reading


def _one(found: list[T], number: int) -> list[T]:
    """One of them, if there is any."""
    return found[number % len(found) :][:1] if found else []


class Orders(RuleBasedStateMachine):
    """Deeds on one ledger."""

    items: tuple[Item, ...]
    knowledge: Knowledge
    derive: Callable[..., object]

    def __init__(self) -> None:
        super().__init__()
        self.folder = TemporaryDirectory()
        self.path = Path(self.folder.name)
        self.opened = new_ledger(self.path / "a")
        self.ledger: Ledger = self.opened.__enter__()
        self.reader = Again({document.id: reading for _, document, reading in self.items})
        self.now = datetime(2024, 5, 1, tzinfo=UTC)

    @initialize(first=st.sets(_NUMBERS, min_size=3, max_size=6))
    def begin(self, first: set[int]) -> None:
        for number in sorted(first):
            self.add(number)

    @rule(number=_NUMBERS)
    def add(self, number: int) -> None:
        snapshot, document, reading = self.items[number % len(self.items)]
        self.ledger.add_document(snapshot, document, reading)

    @rule(number=_NUMBERS)
    def remove(self, number: int) -> None:
        for document in _one(self._documents(), number):
            self.ledger.remove(document)

    @rule(number=_NUMBERS, halve=st.booleans())
    def reread(self, number: int, halve: bool) -> None:
        for document in _one(self._documents(), number):
            self.reader.halved ^= {document} if halve else set()
            before = self.ledger.reading(document)
            assert before is not None
            self.ledger.replace_reading(self.reader.read(before.document), even_same_version=True)

    @rule()
    def corroborate(self) -> None:
        corroborate(self.ledger, knowledge=self.knowledge)

    @rule(hours=st.integers(-3000, 1000))
    def set_clock(self, hours: int) -> None:
        self.now += timedelta(hours=hours)

    @rule(number=_NUMBERS, decision=st.sampled_from(["reject", "reject", "confirm"]))
    def decide_on_claim(self, number: int, decision: str) -> None:
        for claim in _one(self._claims(), number):
            self._review(claim, decision)

    @rule(
        number=_NUMBERS,
        setting=st.sampled_from(
            [
                ("place", "sy.mayadin"),
                ("time", "2017-09-05"),
                ("status", "denied"),
                ("type", "strike"),
                ("quantity", "9"),
            ]
        ),
    )
    def correct_claim(self, number: int, setting: tuple[str, str]) -> None:
        for claim in _one(self._claims(), number):
            self._review(claim, "correct", (setting,))

    @rule(number=_NUMBERS, decision=st.sampled_from(["reject", "confirm"]))
    def decide_on_statement(self, number: int, decision: str) -> None:
        for statement in _one([one.statement.id for one in self.ledger.statements(with_rejected=True)], number):
            self._review(statement, decision)

    @rule(number=_NUMBERS)
    def name_speaker(self, number: int) -> None:
        for statement in _one([one.statement.id for one in self.ledger.statements(with_rejected=True)], number):
            self._review(statement, "correct", (("speaker", "مرصد الضفة"),))

    @rule(number=_NUMBERS, decision=st.sampled_from(["reject", "confirm"]))
    def decide_on_place(self, number: int, decision: str) -> None:
        for claim in _one(self._claims(), number):
            self._review(f"{claim}.place", decision)

    @rule(
        number=_NUMBERS,
        setting=st.sampled_from(
            [
                ("published", "2017-09-03"),
                ("published", "2017-09-09T10:00:00+03:00"),
                ("outlet", "o01"),
                ("title", "خبر"),
            ]
        ),
    )
    def correct_document(self, number: int, setting: tuple[str, str]) -> None:
        for document in _one(self._documents(), number):
            self._review(document, "correct", (setting,))

    @rule(number=_NUMBERS, decision=st.sampled_from(["reject", "confirm"]))
    def decide_on_conflict(self, number: int, decision: str) -> None:
        conflicts = [one for account in self.ledger.accounts(conflicting=True) for one in account.conflicts]
        for conflict in _one(conflicts, number):
            self._review(f"{conflict.left}+{conflict.right}", decision)

    @rule(number=_NUMBERS, decision=st.sampled_from(["reject", "confirm"]))
    def decide_on_copy(self, number: int, decision: str) -> None:
        for one in _one(self.ledger.copies(), number):
            self._review(f"{one.copy.id}+{one.original.id}", decision)

    @rule(number=_NUMBERS, other=_NUMBERS, decision=st.sampled_from(["reject", "confirm"]))
    def decide_on_pair(self, number: int, other: int, decision: str) -> None:
        claims = [one.claim.id for one in self.ledger.claims()]
        for pair in _one([(left, right) for left in claims for right in claims if left < right], number * 101 + other):
            self._review("+".join(pair), decision, kind=RecordKind.PAIR)

    @rule(letter=st.sampled_from("ABF"))
    @precondition(lambda self: self.ledger.documents(outlet="o01", limit=1))
    def give_letter(self, letter: str) -> None:
        self._review("o01", "letter", (("letter", letter),), kind=RecordKind.OUTLET)

    def teardown(self) -> None:
        try:
            corroborate(self.ledger, knowledge=self.knowledge)
            assert dump(self.ledger) == dump_from_nothing(self.ledger, self.path / "b", self.knowledge)
        finally:
            self.opened.__exit__(None, None, None)
            self.folder.cleanup()

    def _documents(self) -> list[str]:
        return [head.id for head in self.ledger.documents()]

    def _claims(self) -> list[str]:
        return [one.claim.id for one in self.ledger.claims(with_rejected=True)]

    def _review(
        self, record: str, decision: str, given: tuple[tuple[str, str], ...] = (), kind: RecordKind | None = None
    ) -> None:
        review(
            self.ledger,
            record,
            decision,
            reviewer="Editor",
            reason="seen",
            settings=given,
            kind=kind,
            at=self.now,
            reader=lambda: self.reader,
        )


@pytest.fixture(scope="module")
def pool(items: list[Item]) -> tuple[Item, ...]:
    """Made articles that crowd two towns, and a few read ones: copies, and two versions of a page."""
    real = [item for item in items if any(name in item[0].origin for name in _REAL)]
    assert len(real) == 4
    return (*crowded_items(9, seed=3), *real)


@pytest.mark.parametrize("is_crowded", [False, True])
def test_any_order_of_deeds_leads_to_what_a_run_from_nothing_gives(
    pool: tuple[Item, ...], knowledge: Knowledge, is_crowded: bool
) -> None:
    if is_crowded:  # what else only happens in very large ledgers
        limits = load_settings({}).corroborate
        tight = replace(limits, copy_crowd=3, block_claims=4, block_run_claims=4, component_claims=6)
        knowledge = load_knowledge(tight)
    kind = type("Deeds", (Orders,), {"items": pool, "knowledge": knowledge})
    is_long = settings().max_examples > 100
    run_state_machine_as_test(
        kind,
        settings=settings(
            max_examples=500 if is_long else 7,
            stateful_step_count=40 if is_long else 12,
            suppress_health_check=list(HealthCheck),
        ),
    )
