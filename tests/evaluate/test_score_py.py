"""Our figures are those of the scorer that other programs are scored with, where that scorer is at hand."""

import importlib.util
import json
from collections.abc import Callable, Mapping
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from qawl.evaluate.readings import read_again, read_references
from qawl.evaluate.scores import score

SHARED = Path(__file__).parents[3] / "shared" / "eval"
SAME = {"statements.system": "statements.found", "claim.evidence.mean_iou": "claim.evidence.mean_overlap"}
"""Figures that the scorer calls otherwise."""


@pytest.fixture(scope="module")
def scorer() -> ModuleType:
    path = SHARED / "score.py"
    if not path.exists():
        pytest.skip(f"{path} is not here: the scorer belongs to the shared evaluation files")
    spec = importlib.util.spec_from_file_location("shared_score", path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("name", ["dev.jsonl", "samples.jsonl"])
def test_every_figure_of_the_shared_scorer_is_ours_to_three_decimals(
    name: str, scorer: ModuleType, read_line: Callable[[Mapping[str, Any]], Mapping[str, Any]]
) -> None:
    folder = SHARED if name == "dev.jsonl" else Path(__file__).parents[2] / "evaluation" / "reference"
    if not (folder / name).exists():
        pytest.skip(f"{folder / name} is not here: real articles belong to their outlets")
    rows = read_references(folder / name)
    readings = {row["id"]: json.loads(json.dumps({**read_line(row), "id": row["id"]})) for row in rows}
    theirs, _ = scorer.score({row["id"]: row for row in rows}, readings)
    ours = score(read_again(rows, lambda row: readings[row["id"]])).figures
    renamed = {SAME.get(figure, figure.removesuffix("_on_found")): value for figure, value in theirs.items()}
    assert len(renamed) > 30
    assert {f: round(v, 3) for f, v in renamed.items()} == {f: round(ours[f], 3) for f in renamed}
