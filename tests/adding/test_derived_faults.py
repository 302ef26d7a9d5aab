"""Whatever interrupts or contends with deriving: afterwards the derived tables are those of a run from nothing.

Processes are real and forked from this one, so that none has to load the language data again. ``QAWL_FAULT_ROUNDS``
says how often they are killed (``make faults``: often).
"""

import os
import random
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from crowded import crowded_items
from derived import Dump, Item, dump, dump_from_nothing, new_ledger
from sqlalchemy import Connection, Engine, create_engine, event, text

from qawl import clock
from qawl.adding import open_ledger
from qawl.corroborating import Knowledge, corroborate
from qawl.errors import StoreError
from qawl.model.document import Document
from qawl.model.reading import Reading
from qawl.reviewing import letters, review
from qawl.settings import load_settings
from qawl.store.corroboration import DerivedRows
from qawl.store.filters import ClaimFilter
from qawl.store.ledger import Ledger
from qawl.text.fold import fold
from small_ledger import SIEGE, SmallReader, add_text, make_document, make_snapshot

ROUNDS = int(os.environ.get("QAWL_FAULT_ROUNDS", "3"))


@pytest.fixture(scope="module")
def crowd() -> list[Item]:
    """Eight articles that tell a few happenings over and over."""
    return crowded_items(8, seed=5, happenings=12, days=6)


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def target(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a new ledger in each kind of database."""
    is_file = request.param == "sqlite"
    address = str(tmp_path / "ledger.db") if is_file else request.getfixturevalue("postgres")
    Ledger.create(address, fold=fold, snapshots=tmp_path / "pages").close()
    return address


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    """A new ledger that shows records as people have decided."""
    with new_ledger(tmp_path / "a") as opened:
        yield opened


@dataclass(frozen=True, slots=True)
class Rereader:
    """Reads a known article once more, with other facts."""

    reading: Reading

    def read(self, document: Document) -> Reading:
        """The same records."""
        return replace(self.reading, document=document)


class Child:
    """A process of its own that does something to a ledger."""

    def __init__(self, work: Callable[[], None]) -> None:
        self.id = os.fork()
        if self.id == 0:  # pragma: no cover
            status = 1
            try:
                work()
                status = 0
            finally:
                os._exit(status)

    def kill(self) -> None:
        """End it as a power cut would."""
        os.kill(self.id, signal.SIGKILL)
        self.wait()

    def wait(self) -> int:
        """Its exit status."""
        return os.waitpid(self.id, 0)[1]


def test_processes_that_write_at_once_wait_for_each_other(
    target: str, crowd: list[Item], knowledge: Knowledge, tmp_path: Path
) -> None:
    def add_and_derive(number: int) -> None:
        chance = random.Random(number)
        with open_ledger(target) as ledger:
            for item in chance.sample(crowd, len(crowd)):
                ledger.add_document(*item)
                if chance.random() < 0.2:
                    corroborate(ledger, knowledge=knowledge)
                if chance.random() < 0.2:
                    ledger.replace_reading(item[2], even_same_version=True)
            corroborate(ledger, knowledge=knowledge)

    children = [Child(lambda number=number: add_and_derive(number)) for number in range(2)]
    assert [child.wait() for child in children] == [0, 0]
    with open_ledger(target) as ledger:
        assert corroborate(ledger, knowledge=knowledge).documents == 0
        assert dump(ledger) == dump_from_nothing(ledger, tmp_path / "b", knowledge)
        assert ledger.check(minimum_age=0).faults == []


def test_who_derives_batch_after_batch_lets_others_write(ledger: Ledger) -> None:
    batch, between, times = 0.1, 0.006, 20

    def derive_for_long() -> None:
        with open_ledger(ledger.name) as other:
            while True:
                with other.deriving() as rows:
                    rows.count_pending()
                    time.sleep(batch)
                time.sleep(between)

    child = Child(derive_for_long)
    try:
        time.sleep(2 * batch)
        began = time.monotonic()
        for number in range(times):
            ledger.note_alert("alert", [f"c_{number}"])
        assert time.monotonic() - began < 2 * times * batch
    finally:
        child.kill()


def test_who_waits_for_too_long_is_told_what_to_do(ledger: Ledger, crowd: list[Item]) -> None:
    settings = load_settings({"QAWL_LEDGER_BUSY_SECONDS": "0.1"}).ledger
    with (
        Ledger.open(ledger.name, fold=fold, settings=settings) as hurried,
        ledger.deriving(),
        pytest.raises(StoreError, match="another process has been writing for too long"),
    ):
        hurried.add_document(*crowd[0])
    with Ledger.open(ledger.name, fold=fold, settings=settings) as hurried:
        hurried.add_document(*crowd[0])


@pytest.mark.parametrize("number", range(ROUNDS))
def test_killed_while_adding_and_deriving(crowd: list[Item], knowledge: Knowledge, tmp_path: Path, number: int) -> None:
    chance = random.Random(number)
    with new_ledger(tmp_path / "a") as ledger:
        name = ledger.name

    def work() -> None:
        with open_ledger(name) as ledger:
            for item in chance.sample(crowd, len(crowd)):
                ledger.add_document(*item)
                if chance.random() < 0.4:
                    corroborate(ledger, knowledge=knowledge)
                if chance.random() < 0.3:
                    ledger.remove(item[1].id)
                    ledger.add_document(*item)
            corroborate(ledger, knowledge=knowledge)

    for _ in range(3):
        child = Child(work)
        time.sleep(chance.uniform(0.02, 0.5))
        child.kill()
        assert faults_of(name) == []
    with open_ledger(name) as ledger:
        corroborate(ledger, knowledge=knowledge)
        assert dump(ledger) == dump_from_nothing(ledger, tmp_path / "b", knowledge)
        assert ledger.check(minimum_age=0).faults == []


def faults_of(name: str) -> list[str]:
    """What the database itself finds wrong, and derived rows whose documents or claims are gone."""
    engine = create_engine(f"sqlite:///{name}")
    with engine.connect() as connection:
        found = [row[0] for row in connection.execute(text("PRAGMA integrity_check")) if row[0] != "ok"]
        found += [str(row) for row in connection.execute(text("PRAGMA foreign_key_check"))]
    engine.dispose()
    return found


@contextmanager
def little_room(pages: int) -> Iterator[None]:
    """A disk on which a database can grow by so many pages."""

    def limit(connection: Connection) -> None:
        size = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {size + pages}")

    event.listen(Engine, "begin", limit)
    try:
        yield
    finally:
        event.remove(Engine, "begin", limit)


@pytest.mark.parametrize("pages", [0, 10])
def test_a_full_disk_leaves_what_was_there(crowd: list[Item], knowledge: Knowledge, tmp_path: Path, pages: int) -> None:
    with new_ledger(tmp_path / "a") as ledger:
        name = ledger.name
        for item in crowd:
            ledger.add_document(*item)
            if item is crowd[3]:
                corroborate(ledger, knowledge=knowledge)
        before = dump(ledger)
    with little_room(pages), open_ledger(name) as ledger, pytest.raises(StoreError, match="the disk is full"):
        corroborate(ledger, knowledge=knowledge)
    with open_ledger(name) as ledger:
        assert dump(ledger) == before
        corroborate(ledger, knowledge=knowledge)
        assert dump(ledger) == dump_from_nothing(ledger, tmp_path / "b", knowledge)


@pytest.mark.parametrize("step", ["forget", "put_copies", "put_cards", "put_pairs", "replace_accounts", "mark_done"])
def test_stopped_at_any_step_leaves_what_was_there(
    ledger: Ledger,
    crowd: list[Item],
    knowledge: Knowledge,
    tmp_path: Path,
    step: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for item in crowd:
        ledger.add_document(*item)
        if item is crowd[3]:
            corroborate(ledger, knowledge=knowledge)
    before = dump(ledger)

    def stop(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as stopped, pytest.raises(KeyboardInterrupt):
        stopped.setattr(DerivedRows, step, stop)
        corroborate(ledger, knowledge=knowledge)
    assert dump(ledger) == before
    corroborate(ledger, knowledge=knowledge)
    assert dump(ledger) == dump_from_nothing(ledger, tmp_path / "b", knowledge)


# --- the clock ----------------------------------------------------------------------------------------


@pytest.fixture
def set_clock(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], None]:
    """Sets the clock so many days off."""
    noon = datetime(2024, 5, 1, 12, tzinfo=UTC)
    return lambda days: monkeypatch.setattr(clock, "now", lambda: noon + timedelta(days=days))


@pytest.mark.parametrize("days", [-4000, 0, 4000])
def test_the_later_decision_stands_though_the_clock_was_set(
    ledger: Ledger,
    crowd: list[Item],
    knowledge: Knowledge,
    tmp_path: Path,
    set_clock: Callable[[int], None],
    days: int,
) -> None:
    for item in crowd:
        ledger.add_document(*item)
    corroborate(ledger, knowledge=knowledge)
    (account, *_) = ledger.accounts(least_origins=2)
    claim = account.claims[0]
    for number, decision in enumerate(["reject", "confirm", "reject"]):
        set_clock(number * days)
        review(ledger, claim, decision, reviewer="Editor", reason="seen")
        corroborate(ledger, knowledge=knowledge)
        assert (claim in ledger.cards([claim])) is (decision == "confirm")
    assert dump(ledger) == dump_from_nothing(ledger, tmp_path / "b", knowledge)


def test_the_later_letter_stands_though_the_clock_was_set_back(
    ledger: Ledger, crowd: list[Item], set_clock: Callable[[int], None]
) -> None:
    ledger.add_document(*crowd[0])
    outlet = crowd[0][1].outlet.id
    for days, letter in ((0, "B"), (-400, "D"), (-800, "A")):
        set_clock(days)
        review(ledger, outlet, "letter", reviewer="Editor", reason="seen", settings={"letter": letter}, kind="outlet")
    assert letters(ledger)[f"outlet:{outlet}"].letter == "A"


@pytest.mark.parametrize("days", [-4000, -1, 4000])
def test_the_page_that_was_fetched_last_is_current_though_the_clock_was_set(
    ledger: Ledger, set_clock: Callable[[int], None], days: int
) -> None:
    for number, words in enumerate(["انسحب", "تقدم", "عاد"]):
        set_clock(number * days)
        document = replace(make_document(f"خبر\n{words}", url="https://wadi.example/1"), published_at=None)
        page = replace(make_snapshot(document), retrieved_at=clock.now())
        ledger.add_document(page, document, SmallReader().read(document))
        assert [head.id for head in ledger.documents(all_versions=False)] == [document.id]


def test_what_an_archive_holds_is_as_old_as_it_says(ledger: Ledger, set_clock: Callable[[int], None]) -> None:
    set_clock(0)
    for words, moment in (("تقدم", clock.now()), ("انسحب", datetime(2015, 1, 1, tzinfo=UTC))):
        document = replace(make_document(f"خبر\n{words}", url="https://wadi.example/1"), published_at=None)
        page = replace(make_snapshot(document), retrieved_at=moment)
        ledger.add_document(page, document, SmallReader().read(document))
    (head,) = ledger.documents(all_versions=False)
    assert head.title == "خبر"
    assert ledger.document(head.id) == replace(
        make_document("خبر\nتقدم", url="https://wadi.example/1"), published_at=None
    )


# --- what hangs on what goes --------------------------------------------------------------------------


def test_a_claim_that_tied_two_others_together_ties_them_no_more(
    ledger: Ledger, crowd: list[Item], knowledge: Knowledge
) -> None:
    for item in crowd:
        ledger.add_document(*item)
    corroborate(ledger, knowledge=knowledge)
    with ledger.deriving() as rows:
        dumped = rows.dump()
        tied = next(
            (left, right)
            for left, right, *_ in dumped["pair"]
            if left.split("_")[0] and _document_of(dumped, left) != _document_of(dumped, right)
        )
    neighbours = {_document_of(dumped, end) for pair in dumped["pair"] for end in pair[:2] if tied[0] in pair[:2]}
    ledger.remove(_document_of(dumped, tied[0]))
    with ledger.deriving() as rows:
        pending = set(rows.pending(1000))
    assert neighbours - {_document_of(dumped, tied[0])} <= pending


def _document_of(dumped: Dump, claim: object) -> str:
    return next(str(row[1]) for row in dumped["card"] if row[0] == claim)


def test_a_version_that_is_superseded_before_its_turn_leaves_no_trace(
    ledger: Ledger, items: list[Item], crowd: list[Item], knowledge: Knowledge, tmp_path: Path
) -> None:
    first, second = (item for item in items if "dez-21" in item[0].origin)
    for item in (first, *crowd[:3]):
        ledger.add_document(*item)
    corroborate(ledger, knowledge=knowledge)
    review(ledger, first[1].id, "confirm", reviewer="Editor", reason="seen")
    ledger.add_document(*second)
    corroborate(ledger, knowledge=knowledge)
    assert dump(ledger) == dump_from_nothing(ledger, tmp_path / "b", knowledge)


def test_another_reading_given_to_add_takes_the_place_of_the_one_before(
    ledger: Ledger, crowd: list[Item], knowledge: Knowledge, tmp_path: Path
) -> None:
    for item in crowd:
        ledger.add_document(*item)
    corroborate(ledger, knowledge=knowledge)
    for snapshot, document, reading in crowd[:4]:
        ledger.add_document(snapshot, document, replace(reading, version="2", claims=reading.claims[1:]))
    corroborate(ledger, knowledge=knowledge)
    assert dump(ledger) == dump_from_nothing(ledger, tmp_path / "b", knowledge)


def test_a_decision_goes_with_the_version_it_was_made_on(ledger: Ledger, knowledge: Knowledge, tmp_path: Path) -> None:
    older = add_text(ledger, url="https://wadi.example/1")
    newer = add_text(ledger, f"{SIEGE}\nتحديث.", url="https://wadi.example/1", changed="2017-09-06T10:00:00")
    claim = ledger.claims(ClaimFilter(document_id=older.id, all_versions=True))[0].claim.id
    review(ledger, claim, "reject", reviewer="Editor", reason="another town is meant")
    for deed in (lambda: None, lambda: ledger.remove(older.id), lambda: add_text(ledger, url="https://wadi.example/1")):
        deed()
        corroborate(ledger, knowledge=knowledge)
        assert [head.id for head in ledger.documents(all_versions=False)] == [newer.id]
        with TemporaryDirectory(dir=tmp_path) as folder:
            assert dump(ledger) == dump_from_nothing(ledger, Path(folder) / "b", knowledge)


def test_corrected_facts_hold_for_what_is_added_again(
    ledger: Ledger, crowd: list[Item], knowledge: Knowledge, tmp_path: Path
) -> None:
    for item in crowd[:4]:
        ledger.add_document(*item)
    key = crowd[3][1].id  # a copy of the one before it
    again = crowd[3][2]
    review(
        ledger, key, "correct", reviewer="Editor", reason="seen", settings={"published": "2017-09-01"},
        reader=lambda: Rereader(again),
    )  # fmt: skip
    ledger.remove(key)
    ledger.add_document(*crowd[3])
    corroborate(ledger, knowledge=knowledge)
    (copy,) = (one for one in ledger.copies() if key in (one.copy.id, one.original.id))
    assert copy.original.id == key
    assert dump(ledger) == dump_from_nothing(ledger, tmp_path / "b", knowledge)
