#!/usr/bin/env python3
"""How many planted copies are found, how many near misses are taken for one, and how long a comparison takes.

    python benchmarks/bench_copies.py [ARTICLES.jsonl] [--seed N] [--misses]

Without a file it reads ``../shared/corpus/articles.jsonl`` beside the repository when that is there, the sample
articles otherwise. 200 copies (cut, reworded, a figure changed, a passage inside a longer text, another credit line)
and 400 near misses (same topic, same mould, one quotation or boilerplate in common) are made in memory. A copy counts
as found when the keys bring the two together *and* the comparison says so. Last come the pairs that it finds among the
articles themselves, to be read by eye.
"""

import argparse
import json
import time
from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from planted_copies import SEED, Plant, Planter

from qawl.corroborate.copies import CopyWords, TextCard, compare_texts, load_copy_words
from qawl.corroborate.quotes import match_quotes, quote_keys
from qawl.corroborate.shingles import band_keys, passage_keys, share_keys, signature
from qawl.lexicon.gazetteer import load_gazetteer
from qawl.lexicon.load import open_data
from qawl.model.account import Copy
from qawl.model.document import DatePrecision
from qawl.settings import load_settings

ROOT = Path(__file__).resolve().parent.parent
CORPUS = ROOT.parent / "shared" / "corpus" / "articles.jsonl"
SAMPLES = ROOT / "evaluation" / "reference" / "samples.jsonl"


def main() -> int:
    parser = argparse.ArgumentParser(description="Measure the finding of copies.")
    parser.add_argument("articles", nargs="?", type=Path, default=CORPUS if CORPUS.exists() else SAMPLES)
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--misses", action="store_true", help="name every plant that was judged wrongly")
    options = parser.parse_args()
    with options.articles.open(encoding="utf-8") as file:  # splitlines() would also split at U+2028
        rows = [json.loads(line) for line in file]
    data = open_data()
    words = load_copy_words(data, load_gazetteer(data), load_settings().corroborate)
    cards = [card(row["id"], row["text"], row.get("outlet", ""), row.get("date")) for row in rows]
    pairs = found_among(cards, words)
    texts = {one.document: one.text for one in cards}
    known = {frozenset((texts[pair.original], texts[pair.document])) for pair in pairs}
    planter = Planter([one.text for one in cards], {one.text: one.outlet for one in cards}, known, seed=options.seed)
    judge(planter.plants(), words, is_listing=options.misses)
    judge_quotations(planter.quotations())
    time_long_texts(texts, words)
    print(f"\namong the {len(cards)} articles: {len(pairs)} pairs")
    for pair in pairs:
        longest = max(len(left) for left, _ in pair.passages)
        print(f"  {pair.rule} {pair.similarity:.2f} {pair.original} {pair.document}: {longest} characters in a row")
    return 0


def card(document: str, text: str, outlet: str, day: str | None = None) -> TextCard:
    """A text and its day, if it is known («20180414» or «2018-04-14»)."""
    published = datetime.fromisoformat(day).astimezone(UTC) if day else None
    return TextCard(document, document, outlet, published, DatePrecision.DAY, text)


def keys_of(text: str) -> tuple[str, ...]:
    """All keys of a text."""
    return (*band_keys(signature(text)), *passage_keys(text))


def judge(plants: Sequence[Plant], words: CopyWords, *, is_listing: bool) -> None:
    """Print recall by kind, precision and time."""
    right: Counter[str] = Counter()
    count: Counter[str] = Counter()
    unmet, wrong, seconds, compared = 0, 0, 0.0, 0
    for number, plant in enumerate(plants):
        start = time.perf_counter()
        original, other = card("a", plant.original, plant.outlets[0]), card("b", plant.other, plant.outlets[1])
        pair = compare_texts(original, other, words=words)
        seconds += time.perf_counter() - start
        compared += 1
        is_met = share_keys(keys_of(plant.original), keys_of(plant.other), least=words.limits.copy_keys)
        count[plant.kind] += 1
        unmet += plant.is_copy and not is_met
        is_right = (pair is not None and is_met) == plant.is_copy
        right[plant.kind] += is_right
        wrong += pair is not None and not plant.is_copy
        if is_listing and not is_right:
            print(f"{number} {plant.kind} {'met' if is_met else 'unmet'} {pair and (pair.rule, pair.similarity)}")
    copies = {plant.kind for plant in plants if plant.is_copy}
    for kind in count:
        print(f"{kind:12} {right[kind]:4} of {count[kind]:4} judged rightly")
    hits, planted = sum(right[kind] for kind in copies), sum(count[kind] for kind in copies)
    print(f"recall       {hits / planted:.3f}  ({hits} of {planted}; {unmet} did not meet by their keys)")
    missed = sum(count.values()) - planted
    print(f"precision    {hits / max(1, hits + wrong):.3f}  ({wrong} of {missed} near misses taken for copies)")
    print(f"comparison   {1000 * seconds / compared:.1f} ms")


def judge_quotations(pairs: Sequence[tuple[str, str]]) -> None:
    """How many quotations are known again after cutting and rewording, and how many strangers are taken for one."""
    again = sum(
        share_keys(quote_keys(one), quote_keys(other)) and match_quotes(one, other) is not None for one, other in pairs
    )
    strangers = [(one, other) for at, (one, _) in enumerate(pairs) for before, other in pairs[:at] if one != before]
    wrong = sum(match_quotes(one, other) is not None for one, other in strangers[::10])
    print(f"quotations   {again} of {len(pairs)} known again; {wrong} of {len(strangers[::10])} strangers matched")


def found_among(cards: Sequence[TextCard], words: CopyWords) -> list[Copy]:
    """The copies among the articles themselves, by their keys."""
    start = time.perf_counter()
    index: defaultdict[str, list[int]] = defaultdict(list)
    for at, one in enumerate(cards):
        for key in set(keys_of(one.text)):
            index[key].append(at)
    keyed = time.perf_counter()
    counts = Counter((left, right) for places in index.values() for right in places for left in places if left < right)
    pairs = sorted(pair for pair, count in counts.items() if count >= words.limits.copy_keys)
    found = [compare_texts(cards[left], cards[right], words=words) for left, right in pairs]
    print(
        f"keys         {1000 * (keyed - start) / len(cards):.1f} ms an article, {len(index) / len(cards):.0f} keys each"
    )
    print(f"candidates   {len(pairs)} pairs of {len(cards)} articles")
    return [pair for pair in found if pair is not None]


def time_long_texts(texts: dict[str, str], words: CopyWords) -> None:
    """Two texts of 30,000 characters that share half of it."""
    joined = "\n".join(texts[document] for document in sorted(texts))
    left, right = joined[:30_000], joined[15_000:45_000]
    start = time.perf_counter()
    compare_texts(card("a", left, "x"), card("b", right, "y"), words=words)
    print(f"30,000 characters each: {1000 * (time.perf_counter() - start):.0f} ms")


if __name__ == "__main__":
    raise SystemExit(main())
