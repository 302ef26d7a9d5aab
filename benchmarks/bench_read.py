#!/usr/bin/env python3
"""How fast the reader reads, how much memory it takes, and how long `qawl read` needs to start.

    python benchmarks/bench_read.py [ARTICLES.jsonl] [--repeat N] [--limit N]

Without a file it reads ``../shared/corpus/articles.jsonl`` beside the repository when that is there, the sample
articles otherwise. One core, one process; start-up is timed in fresh processes. Budgets stand in the table for
comparison only: no test asserts a time.
"""

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
CORPUS = ROOT.parent / "shared" / "corpus" / "articles.jsonl"
SAMPLES = ROOT / "evaluation" / "reference" / "samples.jsonl"
KIB = 1024


def main() -> int:
    parser = argparse.ArgumentParser(description="Measure the reader's speed, memory and start-up.")
    parser.add_argument("articles", nargs="?", type=Path, default=CORPUS if CORPUS.exists() else SAMPLES)
    parser.add_argument("--repeat", type=int, default=3, help="passes over the articles; the fastest counts")
    parser.add_argument("--limit", type=int, default=0, help="read only so many articles")
    options = parser.parse_args()
    with options.articles.open(encoding="utf-8") as file:  # splitlines() would also split at U+2028
        rows = [json.loads(line) for line in file]
    rows = rows[: options.limit] if options.limit else rows
    print(f"{len(rows)} articles of {options.articles.name}, {_mean_words(rows):.0f} words each\n")
    print_row("", "measured", "budget")
    start_up = _median_seconds(_read_one_article, 5)
    print_row("start-up of `qawl read`, one article", f"{start_up:.2f} s", "0.80 s")
    print_row("  of it, importing and loading data", f"{_median_seconds(_load_only, 5):.2f} s", "")
    seconds = _fastest_pass(rows, options.repeat)
    print_row("articles a second", f"{len(rows) / seconds:.0f}", "60")
    print_row("milliseconds an article", f"{1000 * seconds / len(rows):.1f}", "")
    print_row("resident memory, at most", f"{_peak_megabytes():.0f} MB", "250 MB")
    return 0


def print_row(name: str, measured: str, budget: str) -> None:
    """One line of the table."""
    print(f"{name:40} {measured:>10} {budget:>10}")


def _mean_words(rows: Sequence[dict[str, Any]]) -> float:
    return statistics.mean(len(row["text"].split()) for row in rows)


def _fastest_pass(rows: Sequence[dict[str, Any]], repeat: int) -> float:
    """Seconds of the fastest pass: other passes were disturbed by something else."""
    from qawl.evaluate.reader import default_reader
    from qawl.evaluate.readings import INPUT_KEYS

    read_line = default_reader()
    given = [{key: row[key] for key in INPUT_KEYS if key in row} for row in rows]
    passes = []
    for _ in range(repeat):
        begin = time.perf_counter()
        for row in given:
            read_line(row)
        passes.append(time.perf_counter() - begin)
    return min(passes)


def _peak_megabytes() -> float:
    """Largest resident size of this process, which holds the reader and all the articles."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / KIB if sys.platform != "darwin" else peak / KIB / KIB


def _median_seconds(run: Callable[[], None], times: int) -> float:
    run()  # once for the file cache
    seconds = []
    for _ in range(times):
        begin = time.perf_counter()
        run()
        seconds.append(time.perf_counter() - begin)
    return statistics.median(seconds)


def _read_one_article() -> None:
    text = "سقوط قذائف قرب الميناء\nقال الناطق إن القصف لم يوقع ضحايا."
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "article.txt"
        path.write_text(text, encoding="utf-8")
        _run(["-c", "from qawl.cli.main import main; main()", "read", str(path), "--format", "jsonl"])


def _load_only() -> None:
    _run(["-c", "import qawl; qawl.load_reader()"])


def _run(arguments: list[str]) -> None:
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    command = [sys.executable, *arguments]
    done = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
    if done.returncode != 0:
        raise SystemExit(f"{' '.join(command)} failed:\n{done.stderr[-2000:]}")


if __name__ == "__main__":
    sys.exit(main())
