"""The measure of pages says plainly when there is nothing to measure, and fails when a target is missed."""

import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path

from tests.ingest.page_making import BODY, HEADLINE, page, paragraphs

ROOT = Path(__file__).resolve().parents[2]


def run(folder: Path, *more: str) -> subprocess.CompletedProcess[str]:
    """The benchmark on the pages of ``folder``."""
    command = [
        sys.executable,
        str(ROOT / "benchmarks" / "bench_ingest.py"),
        "--pages",
        str(folder),
        "--repeat",
        "1",
        *more,
    ]
    paths = os.pathsep.join([str(ROOT / "src"), os.environ.get("PYTHONPATH", "")])
    return subprocess.run(command, capture_output=True, text=True, env=os.environ | {"PYTHONPATH": paths}, check=False)


def save(folder: Path, source: str, **expected: object) -> Path:
    """One page with its reference and what is expected; returns the file of expectations."""
    (folder / "manifest.json").write_text(json.dumps([{"name": "wadi", "url": "https://wadi.example/n/881234"}]))
    (folder / "wadi.html").write_text(source, encoding="utf-8")
    (folder / "wadi.body.txt").write_text("\n".join(BODY), encoding="utf-8")
    given = {
        "headline_sha256": hashlib.sha256(HEADLINE.encode()).hexdigest(),
        "outlet": "wadi",
        "day": "2024-05-07",
        "zone": "+0300",
        "byline_sha256": None,
    }
    path = folder / "expected.yaml"
    path.write_text(json.dumps({"wadi": given | expected}), encoding="utf-8")
    return path


HEAD = '<meta property="article:published_time" content="2024-05-07T09:30:00+03:00">'
ARTICLE = page(f"<article><h1>{HEADLINE}</h1><div>{paragraphs()}</div></article>", HEAD)


def test_without_pages_nothing_is_measured_and_nothing_fails(tmp_path: Path) -> None:
    done = run(tmp_path / "none")
    assert (done.returncode, "nothing measured" in done.stdout) == (0, True)


def test_a_page_that_gives_all_that_is_expected_misses_no_target_of_quality(tmp_path: Path) -> None:
    done = run(tmp_path, "--expected", str(save(tmp_path, ARTICLE)))
    assert "wadi: " not in done.stdout and "mean" in done.stdout, done.stdout + done.stderr


def test_a_wrong_day_and_a_line_left_over_are_missed_targets(tmp_path: Path) -> None:
    line = "وقال مصدر في البلدية إن صحيفة أخرى نشرت صورة قديمة للجسر لا صلة لها بما جرى هذا الأسبوع."
    source = page(f"<article><h1>{HEADLINE}</h1><div>{paragraphs((*BODY, line))}</div></article>", HEAD)
    done = run(tmp_path, "--expected", str(save(tmp_path, source, day="2024-05-08")))
    assert done.returncode == 1
    assert "wadi: day" in done.stdout and "wadi: boilerplate left" in done.stdout
