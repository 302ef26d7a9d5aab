#!/usr/bin/env python3
"""What adding an article costs as a ledger grows, and how long the situation of a place takes to answer.

    python benchmarks/bench_corroborate.py [--full] [--sizes 1000,10000] [--add N] [--folder FOLDER]

Makes ledgers of 1,000, 10,000 and 100,000 claims (with --full also 1,000,000) from ``ledger_making``, which needs no
reader, then adds further articles to each, from all over their ten years or with --newest of the last days,
corroboration included, and asks for the situation of the places that have most claims. One row a size: how long the
ledger took to fill, its bytes, articles added a second and milliseconds for each (in all, storing, corroborating),
how much of that the processor worked, then the median and the slowest of the questions, by the clock and by the
processor. On a machine with nothing else to do clock and processor agree. A last line gives the growth of the cost of
one article from the smallest ledger to the largest: about 1.0 is flat. A ledger that is in --folder from an earlier
run of the same size is used again, with what that run added; one that was stopped half derived goes on from there.

Exit status 1 when a target is missed: 40 articles a second in the largest ledger, or 100 ms for a question.
"""

import argparse
import importlib
import statistics
import sys
import tempfile
import time
from collections import Counter, deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from ledger_making import Article, fill_ledger, make_articles, make_places

from qawl.corroborate.context import load_world
from qawl.model.entity import Place
from qawl.store.ledger import Ledger
from qawl.text.fold import fold

SIZES, FULL = (1_000, 10_000, 100_000), 1_000_000
SEED, FURTHER_SEED = 11, 12
ARTICLES_A_SECOND, QUESTION_MS = 40, 100
ASKED = 25
_DAY = "2017-06-15"

Corroborate = Callable[[Ledger], object]
Ask = Callable[[Ledger, str], object]


@dataclass(frozen=True, slots=True)
class Took:
    """How long something took: seconds by the clock and of the processor."""

    wall: float = 0.0
    worked: float = 0.0

    def __add__(self, other: "Took") -> "Took":
        return Took(self.wall + other.wall, self.worked + other.worked)


@dataclass(frozen=True, slots=True)
class Row:
    """What one size of ledger gave; seconds but for the bytes."""

    claims: int
    fill: float | None
    size: int
    storing: Took
    corroborating: Took
    added: int
    questions: tuple[Took, ...]

    @property
    def each(self) -> float:
        """Seconds for one article, in all."""
        return (self.storing + self.corroborating).wall / self.added

    @property
    def worked(self) -> float:
        """Seconds of the processor for one article, in all."""
        return (self.storing + self.corroborating).worked / self.added


def main() -> int:
    parser = argparse.ArgumentParser(description="Measure adding and asking as a ledger grows.")
    parser.add_argument("--full", action="store_true", help="also a ledger of 1,000,000 claims")
    parser.add_argument("--sizes", type=_sizes, default=SIZES, help="claims of the ledgers, with commas between")
    parser.add_argument("--add", type=int, default=200, help="articles to add to each")
    parser.add_argument("--batch", type=int, default=1, help="articles stored in one transaction")
    parser.add_argument("--newest", action="store_true", help="add articles of the last days, not of all ten years")
    parser.add_argument("--folder", type=Path, help="where the ledgers are made, and found again")
    options = parser.parse_args()
    sizes = sorted({*options.sizes, *([FULL] if options.full else [])})
    corroborate, ask = find_corroborate(), find_situation()
    if corroborate is None:
        print("qawl.corroborating is not there: storing alone is measured.")
    places = make_places()
    rows = []
    with tempfile.TemporaryDirectory() as passing:
        folder = options.folder or Path(passing)
        folder.mkdir(parents=True, exist_ok=True)
        for size in sizes:
            rows.append(measure(folder, size, places, options, corroborate, ask))
            print(*(HEAD, line_of(rows[-1])) if len(rows) == 1 else (line_of(rows[-1]),), sep="\n", flush=True)
    growth = rows[-1].each / rows[0].each, rows[-1].worked / rows[0].worked
    print("cost of one article, largest against smallest ledger: {:.2f}, of the processor {:.2f}".format(*growth))
    slowest = max(asked.wall for asked in rows[-1].questions)
    is_slow = 1 / rows[-1].each < ARTICLES_A_SECOND or slowest * 1000 > QUESTION_MS
    return 1 if is_slow else 0


def find_corroborate() -> Corroborate | None:
    """What derives the tables for new documents, with its knowledge loaded; None where this version has none."""
    try:
        module = importlib.import_module("qawl.corroborating")
    except ImportError:
        return None
    knowledge = module.load_knowledge()
    return lambda ledger: module.corroborate(ledger, knowledge=knowledge)


def find_situation() -> Ask:
    """The question about a place and day: the whole answer where this version has one, else the list of holdings."""
    try:
        module = importlib.import_module("qawl.situating")
    except ImportError:
        return lambda ledger, place: ledger.holdings(place, day=_DAY)
    world, words = load_world(), module.load_control_words()
    return lambda ledger, place: module.situation_of(ledger, world, place, _DAY, words=words)


def measure(
    folder: Path,
    size: int,
    places: Sequence[Place],
    options: argparse.Namespace,
    corroborate: Corroborate | None,
    ask: Ask,
) -> Row:
    """One ledger: made or found again, added to, asked."""
    path = folder / f"made-{size}.db"
    fill = None
    if not path.exists():
        start = time.perf_counter()
        with Ledger.create(path, fold=fold) as ledger:
            fill_ledger(ledger, size, seed=SEED, places=places)
        fill = time.perf_counter() - start
    with Ledger.create(path, fold=fold) as ledger:
        if corroborate is not None:
            deriving = _timed(corroborate, ledger)
            fill = None if fill is None else fill + deriving.wall
        find = newest_articles if options.newest else new_articles
        further = find(ledger, options.add, places)
        storing, corroborating = add_all(ledger, further, options.batch, corroborate)
        questions = tuple(_timed(ask, ledger, place) for place in crowded(further))
    return Row(size, fill, path.stat().st_size, storing, corroborating, len(further), questions)


def new_articles(ledger: Ledger, number: int, places: Sequence[Place]) -> list[Article]:
    """Articles that the ledger has not, from all over its ten years: the first seed that no earlier run has used."""
    for seed in count(FURTHER_SEED):
        further = list(make_articles(number * 8, seed=seed, places=places))[:number]
        if not ledger.has_document(further[0].document.id):
            return further
    raise AssertionError  # there is always another seed


def newest_articles(ledger: Ledger, number: int, places: Sequence[Place]) -> list[Article]:
    """Articles of the last days of as many as the ledger has, as a newsroom adds them."""
    size = ledger.count()["claims"]
    for seed in count(FURTHER_SEED):
        found = deque(make_articles(size, seed=seed, places=places), maxlen=number)
        if not ledger.has_document(found[0].document.id):
            return list(found)
    raise AssertionError  # there is always another seed


def add_all(
    ledger: Ledger, further: Sequence[Article], batch: int, corroborate: Corroborate | None
) -> tuple[Took, Took]:
    """How long storing and corroborating these articles took, ``batch`` of them at a time."""
    storing = corroborating = Took()
    for start in range(0, len(further), batch):
        some = further[start : start + batch]
        items = [(article.snapshot, article.document, article.reading) for article in some]
        storing += _timed(ledger.add_document, *items[0]) if batch == 1 else _timed(ledger.add_documents, items)
        if corroborate is not None:
            corroborating += _timed(corroborate, ledger)
    return storing, corroborating


def crowded(articles: Sequence[Article]) -> list[str]:
    """The places that most claims are about."""
    told = Counter(
        claim.place.target
        for article in articles
        for claim in article.reading.claims
        if claim.place is not None and claim.place.target is not None
    )
    return [place for place, _ in told.most_common(ASKED)]


HEAD = (
    f"{'claims':>9} {'filled s':>9} {'MB':>7} {'articles/s':>10} {'ms each':>8} {'storing':>8} "
    f"{'corrob.':>8} {'worked':>8} {'ask ms':>8} {'slowest':>8} {'worked':>8} {'most':>8}"
)


def line_of(row: Row) -> str:
    """One row of the table."""
    fill = "kept" if row.fill is None else f"{row.fill:.1f}"
    asked = [took.wall * 1000 for took in row.questions]
    worked = [took.worked * 1000 for took in row.questions]
    return (
        f"{row.claims:>9} {fill:>9} {row.size / 1e6:>7.0f} {1 / row.each:>10.1f} {row.each * 1000:>8.1f} "
        f"{row.storing.wall * 1000 / row.added:>8.1f} {row.corroborating.wall * 1000 / row.added:>8.1f} "
        f"{row.worked * 1000:>8.1f} {statistics.median(asked):>8.1f} {max(asked):>8.1f} "
        f"{statistics.median(worked):>8.1f} {max(worked):>8.1f}"
    )


def _timed(work: Callable[..., object], *given: object) -> Took:
    start, worked = time.perf_counter(), time.process_time()
    work(*given)
    return Took(time.perf_counter() - start, time.process_time() - worked)


def _sizes(given: str) -> tuple[int, ...]:
    return tuple(int(size) for size in given.split(","))


if __name__ == "__main__":
    sys.exit(main())
