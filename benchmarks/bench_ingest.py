#!/usr/bin/env python3
"""How well and how fast articles are found in real pages; what each part of the page reader is worth.

    python benchmarks/bench_ingest.py [--pages FOLDER] [--repeat N]

Reads ``../shared/pages`` beside the repository: ``NAME.html``, ``NAME.body.txt`` (the body as a reader would copy it)
and ``manifest.json`` (the address of each). What headline, byline, date and outlet must be stands in
``pages_expected.yaml``, texts only as SHA-256. For each page it prints

* body F1: harmonic mean of precision and recall over the multiset of words (letters and digits, any punctuation
  apart), our body against the reference, the headline left out;
* blocks: the same over whole paragraphs, a paragraph counting where its letters stand in the other text;
* whether the lead, the first paragraph of the reference with eight words, was kept, and which lines were kept that
  the reference has not (boilerplate left over);
* headline, outlet, day, zone and byline against what is expected, and for pages that are no article the refusal.

Then the mean with and without the rescue of blocks that only one extractor kept, with one extractor alone, and
pages a second on one core. Exit status 1 when a target is missed, 0 also when there are no pages to measure on.
"""

import argparse
import hashlib
import json
import re
import statistics
import sys
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import yaml

from qawl.errors import InputError
from qawl.ingest.decoding import decode_page
from qawl.ingest.html import PageKnowledge, load_page_knowledge, parse_html
from qawl.ingest.parts import Parts

HERE = Path(__file__).resolve().parent
PAGES = HERE.parent.parent / "shared" / "pages"
EXPECTED = HERE / "pages_expected.yaml"
MEAN_F1, WORST_F1, PAGES_A_SECOND = 0.985, 0.95, 15
LEAD_WORDS = 8


@dataclass(frozen=True, slots=True)
class Page:
    """One saved page, what is known of it, and its body as a reader would copy it (empty where it is no article)."""

    name: str
    content: bytes
    url: str
    body: str
    expected: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Score:
    """How one page was read: figures, and the names of what is wrong."""

    f1: float
    blocks: float
    wrong: tuple[str, ...]
    left_over: tuple[str, ...]


def main() -> int:
    parser = argparse.ArgumentParser(description="Measure how well and how fast articles are found in real pages.")
    parser.add_argument("--pages", type=Path, default=PAGES)
    parser.add_argument("--expected", type=Path, default=EXPECTED, help="what the pages must give")
    parser.add_argument("--repeat", type=int, default=3, help="passes over the pages; the fastest counts")
    options = parser.parse_args()
    if not (options.pages / "manifest.json").is_file():
        print(f"No pages in {options.pages}: nothing measured. Name their folder with --pages.")
        return 0
    pages = load_pages(options.pages, options.expected)
    knowledge = load_page_knowledge()
    articles = [page for page in pages if page.body]
    missed = measure_articles(articles, knowledge) + measure_refusals(pages, knowledge)
    compare_variants(articles, knowledge)
    missed += measure_speed(articles, knowledge, options.repeat)
    print("\nmissed: " + "; ".join(missed) if missed else "\nall targets reached")
    return 1 if missed else 0


def load_pages(folder: Path, expectations: Path = EXPECTED) -> list[Page]:
    """The pages of the manifest with what is expected of them."""
    expected = yaml.safe_load(expectations.read_text(encoding="utf-8"))
    pages = []
    for row in json.loads((folder / "manifest.json").read_text(encoding="utf-8")):
        name = row["name"]
        reference = folder / f"{name}.body.txt"
        body = reference.read_text(encoding="utf-8") if reference.is_file() else ""
        content = (folder / f"{name}.html").read_bytes()
        pages.append(Page(name, content, row["url"], body, expected.get(name, {})))
    return pages


def measure_articles(pages: Sequence[Page], knowledge: PageKnowledge) -> list[str]:
    """One line a page; returns the targets missed."""
    print(f"{'page':14}{'F1':>7}{'blocks':>8}  lead headline outlet day zone byline   left over")
    missed, scores = [], []
    for page in pages:
        try:
            score = score_page(page, parse_html(decode_page(page.content), url=page.url, knowledge=knowledge))
        except InputError as error:
            missed.append(f"{page.name} refused: {error}")
            continue
        scores.append(score)
        checks = ("lead", "headline", "outlet", "day", "zone", "byline")
        marks = " ".join(f"{'WRONG' if name in score.wrong else 'ok':<{len(name)}}" for name in checks)
        print(f"{page.name:14}{score.f1:7.3f}{score.blocks:8.3f}  {marks}   {len(score.left_over)}")
        for line in score.left_over:
            print(f"{'':16}left over: {line[:100]}")
        missed += [f"{page.name}: {name}" for name in score.wrong]
        missed += [f"{page.name}: boilerplate left"] if score.left_over else []
    mean, worst = statistics.mean(s.f1 for s in scores), min(s.f1 for s in scores)
    print(f"{'mean':14}{mean:7.4f}{statistics.mean(s.blocks for s in scores):8.4f}   worst {worst:.4f}")
    missed += [f"mean F1 {mean:.4f} < {MEAN_F1}"] if mean < MEAN_F1 else []
    missed += [f"worst F1 {worst:.4f} < {WORST_F1}"] if worst < WORST_F1 else []
    return missed


def score_page(page: Page, parts: Parts) -> Score:
    """What is right and wrong in one page's parts."""
    body = body_of(parts)
    lines = [line for line in body.split("\n") if line.strip()]
    reference = [line for line in page.body.split("\n") if line.strip()]
    ours, theirs = letters(body), letters(page.body)
    strangers = tuple(line for line in lines if letters(line) not in theirs)
    lost = [line for line in reference if letters(line) not in ours and not in_pieces(line, lines)]
    precision, recall = 1 - len(strangers) / max(1, len(lines)), 1 - len(lost) / len(reference)
    lead = next(line for line in reference if len(line.split()) >= LEAD_WORDS)
    found = parts.published_at
    wrong = {
        "lead": letters(" ".join(lead.split()[:LEAD_WORDS])) not in ours,
        "headline": sha256(parts.title) != page.expected["headline_sha256"],
        "outlet": parts.outlet != page.expected["outlet"],
        "day": found is None or f"{found.value:%Y-%m-%d}" != page.expected["day"],
        "zone": found is None or page.expected["zone"] not in (None, f"{found.value:%z}"),
        "byline": bool(parts.byline) and sha256(parts.byline) != page.expected["byline_sha256"],
    }
    both = precision + recall
    blocks = 2 * precision * recall / both if both else 0.0
    return Score(f1(body, page.body), blocks, tuple(name for name, bad in wrong.items() if bad), strangers)


def in_pieces(line: str, lines: Sequence[str]) -> bool:
    """Whether a reference paragraph stands in ours as several: where the page had <br>, copies are often glued."""
    rest = letters(line)
    for piece in sorted(map(letters, lines), key=len, reverse=True):
        rest = rest.replace(piece, "", 1) if piece else rest
    return len(rest) * 20 < len(letters(line))


def measure_refusals(pages: Sequence[Page], knowledge: PageKnowledge) -> list[str]:
    """The pages that are no article: each must be refused, with the word that is expected in the reason."""
    missed = []
    for page in pages:
        if page.body:
            continue
        try:
            parse_html(decode_page(page.content), url=page.url, knowledge=knowledge)
            reason = "not refused"
        except InputError as error:
            reason = str(error)
        print(f"{page.name:16}refused: {reason}")
        if page.expected["reason"] not in reason:
            missed.append(f"{page.name}: {reason}")
    return missed


def compare_variants(pages: Sequence[Page], knowledge: PageKnowledge) -> None:
    """What the rescue is worth, and what each extractor would do alone."""
    print(f"\n{'variant':34}{'mean F1':>9}{'worst':>8}{'leads lost':>12}")
    variants = {
        "both agree, with rescue": knowledge,
        "both agree, without rescue": replace(knowledge, rescue=False),
    }
    for name, variant in variants.items():
        scores = [
            score_page(page, parse_html(decode_page(page.content), url=page.url, knowledge=variant)) for page in pages
        ]
        lost = sum("lead" in score.wrong for score in scores)
        mean, worst = statistics.mean(s.f1 for s in scores), min(s.f1 for s in scores)
        print(f"{name:34}{mean:9.4f}{worst:8.4f}{lost:12}")


def measure_speed(pages: Sequence[Page], knowledge: PageKnowledge, repeat: int) -> list[str]:
    """Pages a second of processor time, both extractors asked, decoding included; the fastest pass counts."""
    rates = {}
    for name, variant in {"with": knowledge, "without": replace(knowledge, rescue=False)}.items():
        passes = []
        for _ in range(repeat):
            begin = time.process_time()
            for page in pages:
                parse_html(decode_page(page.content), url=page.url, knowledge=variant)
            passes.append(time.process_time() - begin)
        rates[name] = len(pages) / min(passes)
        print(f"pages a second, one core, {name} rescue: {rates[name]:.1f}")
    return [] if rates["with"] >= PAGES_A_SECOND else [f"{rates['with']:.1f} pages a second < {PAGES_A_SECOND}"]


def body_of(parts: Parts) -> str:
    """The text without its headline."""
    return parts.text.removeprefix(f"{parts.title}\n") if parts.title else parts.text


def f1(text: str, reference: str) -> float:
    """F1 over the multisets of words."""
    ours, theirs = words(text), words(reference)
    common = sum((ours & theirs).values())
    return 2 * common / (sum(ours.values()) + sum(theirs.values())) if common else 0.0


def words(text: str) -> Counter[str]:
    """The words of a text: runs of letters and digits."""
    return Counter(re.findall(r"[^\W_]+", text))


def letters(text: str) -> str:
    """The letters and digits of a text."""
    return "".join(re.findall(r"[^\W_]+", text))


def sha256(text: str) -> str:
    """By which a text is told without being written down."""
    return hashlib.sha256(text.encode()).hexdigest()


if __name__ == "__main__":
    sys.exit(main())
