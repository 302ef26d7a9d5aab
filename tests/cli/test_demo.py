"""The whole way on the real samples with the real reader: what ``make demo`` shows."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from counts import counted

SAMPLES = Path(__file__).parents[2] / "samples"


def qawl(folder: Path, *arguments: str) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-m", "qawl", *arguments]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


def test_the_demo_shows_statements_claims_holdings_and_a_report(tmp_path: Path) -> None:
    outcome = qawl(tmp_path, "demo", str(SAMPLES))
    assert outcome.returncode == 0, outcome.stderr
    assert (counted(outcome.stderr, "new"), counted(outcome.stderr, "newer versions")) == (39, 1)
    for words in ("SAMPLE", "Who said what", "What is claimed", "Who is said to hold", "Four commands to try next"):
        assert words in outcome.stdout
    report = (tmp_path / "demo-report.html").read_text(encoding="utf-8")
    assert "SAMPLE" in report
    assert "دير الزور" in report
    statements = json.loads(qawl(tmp_path, "statements", "demo.db", "--limit", "0", "--json").stdout)
    assert len(statements) > 200
    again = qawl(tmp_path, "add", "demo.db", str(SAMPLES))
    assert counted(again.stderr, "known already") == 40


def test_standard_input_and_output_make_a_pipe(tmp_path: Path) -> None:
    line = json.dumps({"id": "x", "text": "عنوان\nقال الناطق إن القوات تقدمت نحو المدينة."}, ensure_ascii=False)
    command = [sys.executable, "-m", "qawl", "read", "-", "--format", "jsonl"]
    outcome = subprocess.run(command, input=line, cwd=tmp_path, capture_output=True, text=True, check=True)
    (reading,) = map(json.loads, outcome.stdout.splitlines())
    assert reading["id"] == "x"
    assert len(reading["statements"]) == 1


def test_a_reader_that_has_seen_enough_is_no_failure(tmp_path: Path) -> None:
    command = f"set -o pipefail; {sys.executable} -m qawl read {SAMPLES} --format jsonl | head -c 10"
    outcome = subprocess.run(["bash", "-c", command], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (outcome.returncode, outcome.stderr) == (0, "")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_full_disk_is_told_without_a_traceback(tmp_path: Path) -> None:
    command = f"{sys.executable} -m qawl read {SAMPLES} --format jsonl > /dev/full"
    outcome = subprocess.run(["bash", "-c", command], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert outcome.returncode == 1
    assert outcome.stderr.startswith("qawl: No space left on device")
