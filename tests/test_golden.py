"""Whole articles and everything the reader makes of them; ``make golden`` rewrites the files for review.

The first line of a golden text is what is known of the article (id, date, outlet) as JSON; the rest is the text.
"""

import importlib.util
import json
from pathlib import Path
from types import ModuleType

import pytest

from qawl.evaluate.annotations import read_lines
from reading_lines import ReadLine

ROOT = Path(__file__).parent.parent
TEXTS = sorted((Path(__file__).parent / "golden").glob("*.txt"))


def load_script(name: str) -> ModuleType:
    """A script of ``scripts/`` as a module."""
    spec = importlib.util.spec_from_file_location(name, ROOT / "scripts" / f"{name}.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_golden(path: Path, read_line: ReadLine) -> None:
    header, _, text = path.read_text(encoding="utf-8").partition("\n")
    line = read_line({**json.loads(header), "text": text})
    expected = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    assert load_script("make_golden").golden(text, line) == expected, (
        "if this is better, run `make golden` and review the diff"
    )


def test_the_golden_articles_are_the_ones_listed() -> None:
    assert [path.stem for path in TEXTS] == sorted(load_script("make_golden").ARTICLES)


def test_golden_texts_are_the_sample_articles() -> None:
    samples = {row["id"]: row["text"] for row in read_lines(ROOT / "evaluation" / "reference" / "samples.jsonl")}
    for path in TEXTS:
        assert path.read_text(encoding="utf-8").partition("\n")[2] == samples[path.stem]
