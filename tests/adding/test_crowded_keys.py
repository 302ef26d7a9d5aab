"""A passage that very many texts carry counts only among those of about one day, in whatever order they come and go."""

import random
from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations
from pathlib import Path

import pytest

from qawl.corroborating import Knowledge, corroborate, load_knowledge
from qawl.settings import load_settings
from qawl.store.ledger import Ledger
from small_ledger import SmallReader, make_document, make_ledger, make_snapshot

PASSAGE = (
    "قال أحمد الوادي إن الجيش سيطر على دير الزور وقتل 12 مسلحا في اشتباكات دارت صباح الثلاثاء على أطراف الحي الغربي من "
    "المدينة بعد أسبوع من القصف المتواصل الذي طال محطة المياه والجسر القديم وسوق الخضار وأدى إلى نزوح مئات العائلات."
)
DAYS = ("2017-09-01", "2017-09-01", "2017-09-08", "2017-09-08", "2017-09-15", "2017-09-22")
OWN = (
    "خبر أول عن الطقس في الساحل خلال الأيام المقبلة.",
    "تقرير عن أسعار الحبوب في أسواق الجنوب هذا العام.",
    "مقال في تاريخ المكتبات القديمة ومخطوطاتها النادرة.",
    "حديث عن موسم الزيتون وما ينتظره المزارعون منه.",
    "لقاء مع مخرجة مسرحية تعد عرضا جديدا للأطفال.",
    "زاوية عن كتب صدرت حديثا في الشعر والرواية.",
)
ARTICLES = tuple(
    make_document(f"{own}\n{PASSAGE}", url=f"o{number}.example/1", outlet=f"o{number}", day=day)
    for number, (own, day) in enumerate(zip(OWN, DAYS, strict=True))
)
Dump = dict[str, list[tuple[object, ...]]]


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    """Three texts under one key are not too many, four are."""
    limits = load_settings({}).corroborate
    return load_knowledge(replace(limits, copy_crowd=3, block_claims=3, block_run_claims=3))


def put(ledger: Ledger, numbers: Sequence[int]) -> None:
    for number in numbers:
        document = ARTICLES[number]
        ledger.add_document(make_snapshot(document), document, SmallReader().read(document))


def dump(ledger: Ledger) -> Dump:
    with ledger.deriving() as rows:
        return rows.dump()


def copies(ledger: Ledger) -> set[tuple[int, ...]]:
    number = {document.id: at for at, document in enumerate(ARTICLES)}
    return {tuple(sorted((number[row[0]], number[row[1]]))) for row in dump(ledger)["copy"]}  # type: ignore[index]


def test_few_texts_are_all_compared_and_many_only_within_a_day(tmp_path: Path, knowledge: Knowledge) -> None:
    with make_ledger(tmp_path / "ledger.db") as ledger:
        put(ledger, (0, 2, 4))
        corroborate(ledger, knowledge=knowledge)
        assert copies(ledger) == set(combinations((0, 2, 4), 2))
        put(ledger, (1, 3, 5))
        corroborate(ledger, knowledge=knowledge)
        found = copies(ledger)
        assert {(0, 1), (2, 3)} <= found  # of one day
        assert found.isdisjoint({(0, 2), (0, 5), (2, 5)})  # of other days, and a few words of their own do not matter
        for number in (1, 3, 5):
            ledger.remove(ARTICLES[number].id)
        corroborate(ledger, knowledge=knowledge)
        assert copies(ledger) == set(combinations((0, 2, 4), 2))


@pytest.mark.parametrize("seed", range(8))
def test_what_comes_and_goes_leaves_what_a_run_from_nothing_gives(
    tmp_path: Path, knowledge: Knowledge, seed: int
) -> None:
    chance = random.Random(seed)
    present: set[int] = set()
    with make_ledger(tmp_path / "a.db") as ledger, make_ledger(tmp_path / "b.db") as other:
        for _ in range(14):
            number = chance.randrange(len(ARTICLES))
            if number in present:
                ledger.remove(ARTICLES[number].id)
            else:
                put(ledger, [number])
            present ^= {number}
            if chance.random() < 0.7:
                corroborate(ledger, knowledge=knowledge)
        corroborate(ledger, knowledge=knowledge)
        put(other, sorted(present))
        corroborate(other, knowledge=knowledge)
        assert dump(ledger) == dump(other)
