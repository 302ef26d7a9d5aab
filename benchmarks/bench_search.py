#!/usr/bin/env python3
"""How long a search takes in a large ledger: forty questions that people ask, very common words among them.

    python benchmarks/bench_search.py [--claims N] [--ledger FILE] [--folder FOLDER] [--all]

Makes a ledger of 100,000 claims with ``ledger_making``, or takes one that is there, and asks each question of each kind
of record, once to have its pages in memory and then three times. Printed are the median and the slowest, by the clock
and by the processor, over all questions; with --all each of them. On a machine with nothing else to do both agree.

Exit status 1 when the slowest question took the processor more than 100 ms.
"""

import argparse
import statistics
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from ledger_making import fill_ledger, make_places

from qawl.store.ledger import Ledger
from qawl.store.search_records import SearchKind, SearchQuery, SearchSort
from qawl.text.fold import fold

SEED, TARGET_MS, ROUNDS = 11, 100, 3

QUESTIONS = (
    # words that stand in a large part of all sentences
    *(SearchQuery(text=text) for text in ("في", "أن", "على", "قال", "الجيش", "سيطر", "يوم")),
    # names, with and without hamza, with and without the article
    *(
        SearchQuery(text=text)
        for text in ("احمد", "أنس", "مرصد الوادي", "تنظيم داعش", "البيشمركه", "جيش", "حمص", "تمبول")
    ),
    # words next to each other, and words that never are
    *(
        SearchQuery(text=text)
        for text in ('"الجيش السوري"', '"سلاح الجو الروسي" غارات', '"السوري الجيش"', "«سيطر على»")
    ),
    # beginnings, short and long
    *(SearchQuery(text=text) for text in ("ال*", "سي*", "نزح*", "الحوث*", "استعاد* السيطره")),
    # either, and without
    *(
        SearchQuery(text=text)
        for text in ("قصفت | استهدف", "في -سوريا", "الجيش -السوري -العراقي", "قتيلا | شهيدا | مسلحا")
    ),
    # common words that never meet
    *(SearchQuery(text=text) for text in ("نفى قال", "نزحوا سيطر", '"الجيش السوري" نزحوا', "أن -أن")),
    # filters, alone and with common words
    SearchQuery(speaker="مرصد الوادي"),
    SearchQuery(text="في", type="displacement"),
    SearchQuery(text="سيطر", status="denied"),
    SearchQuery(text="الجيش", actor="ye.houthis", stance="denies"),
    SearchQuery(text="في", since="2015-03", until="2015-03"),
    SearchQuery(text="قتيلا", outlet="o07", sort=SearchSort.OLDEST),
    SearchQuery(),
    # by relevance
    SearchQuery(text="الجيش السوري مواقع داعش", sort=SearchSort.RELEVANCE),
)


@dataclass(frozen=True, slots=True)
class Took:
    """A question, and milliseconds by the clock and of the processor."""

    question: SearchQuery
    wall: float
    worked: float
    hits: int


def main(arguments: Sequence[str] | None = None) -> int:
    """Print what the questions took."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--claims", type=int, default=100_000, help="claims of the ledger to make")
    parser.add_argument("--ledger", type=Path, help="a ledger that is there; nothing is changed in it")
    parser.add_argument("--folder", type=Path, help="where to make the ledger, or find it from an earlier run")
    parser.add_argument("--all", action="store_true", help="print every question")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as passing:
        path = options.ledger or (options.folder or Path(passing)) / f"made-{options.claims}.db"
        if not path.exists():
            with Ledger.create(path, fold=fold) as ledger:
                fill_ledger(ledger, options.claims, seed=SEED, places=make_places())
        with Ledger.open(path, fold=fold) as ledger:
            held = ledger.count()["claims"]
            took = [one for question in QUESTIONS for kind in SearchKind for one in ask(ledger, question, kind)]
    if options.all:
        for one in sorted(took, key=lambda each: each.worked):
            print(f"{one.worked:7.1f} {one.wall:7.1f} {one.hits:5} {one.question.kind:10} {words_of(one.question)}")
    wall, worked = [one.wall for one in took], [one.worked for one in took]
    print(f"{held:,} claims, {len(QUESTIONS)} questions of {len(SearchKind)} kinds, {ROUNDS} times each")
    print(f"by the processor, ms: median {statistics.median(worked):.0f}, slowest {max(worked):.0f}")
    print(f"by the clock, ms:     median {statistics.median(wall):.0f}, slowest {max(wall):.0f}")
    return int(max(worked) > TARGET_MS)


def ask(ledger: Ledger, question: SearchQuery, kind: SearchKind) -> list[Took]:
    """One question, several times."""
    question = replace(question, kind=kind)
    ledger.find(question)
    found = []
    for _ in range(ROUNDS):
        wall, worked = time.perf_counter(), time.process_time()
        answer = ledger.find(question)
        took = (time.perf_counter() - wall) * 1000, (time.process_time() - worked) * 1000
        found.append(Took(question, *took, answer.counts[kind].number))
    return found


def words_of(question: SearchQuery) -> str:
    """What was asked, in one line."""
    plain = SearchQuery(kind=question.kind)
    given = {name: getattr(question, name) for name in question.__dataclass_fields__}
    return " ".join(f"{name}={value}" for name, value in given.items() if value != getattr(plain, name))


if __name__ == "__main__":
    sys.exit(main())
