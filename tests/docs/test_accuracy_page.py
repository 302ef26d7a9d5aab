"""The table of figures: written by a program, kept where a set is not here."""

import importlib.util
import json
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def program() -> ModuleType:
    """``scripts/refresh_accuracy.py``, imported."""
    path = ROOT / "scripts" / "refresh_accuracy.py"
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[path.stem] = module
    spec.loader.exec_module(module)
    return module


def test_a_table_is_read_as_it_was_written(program: ModuleType) -> None:
    columns = [program.Column("samples", {"`cue.f1`": "0.9"}), program.Column("dev, tune", {"`cue.f1`": ""})]
    assert list(program.parse_columns(program.format_figures(columns)).values()) == columns


def test_an_empty_table_has_no_columns(program: ModuleType) -> None:
    assert program.parse_columns("") == {}


def test_only_what_stands_between_the_markers_is_replaced(program: ModuleType) -> None:
    page = "before\n<!-- figures:start -->\nold\n<!-- figures:end -->\nafter\n"
    assert program.replace_section(page, "figures", "new") == page.replace("old", "new")


def test_a_page_without_markers_is_refused(program: ModuleType) -> None:
    with pytest.raises(SystemExit, match="figures:start"):
        program.section("no markers", "figures")


def test_failures_are_counted_by_what_is_wrong(program: ModuleType) -> None:
    cases = [
        {"id": "claims/a-01", "fields": ["actor", "place"]},
        {"id": "statements/b-01", "fields": ["cue"]},
        {"id": "claims/c-01", "fields": ["actor"]},
    ]
    table = program.format_failures(cases).splitlines()
    assert table[0].startswith("3 cases")
    assert table[4] == "| actor | 2 |  |"
    assert "| cue |  | 1 |" in table


def test_the_page_shows_every_gated_figure(program: ModuleType) -> None:
    columns = program.parse_columns(program.section(program.PAGE.read_text(encoding="utf-8"), "figures"))
    floors = json.loads((ROOT / "evaluation" / "floors.json").read_text(encoding="utf-8"))["sets"]
    for name, floor_set in floors.items():
        for column in [found for found in columns.values() if found.name.partition(",")[0] == name]:
            for figure in [*floor_set["floors"], *floor_set["ceilings"]]:
                assert column.cells.get(f"`{figure}`"), f"{column.name}: {figure}"


def test_the_page_has_every_table(program: ModuleType) -> None:
    page = program.PAGE.read_text(encoding="utf-8")
    for name in program.SECTIONS:
        assert program.section(page, name).count("|") > 20, name


def test_only_the_tables_asked_for_are_made(program: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[str] = []
    monkeypatch.setattr(program, "SECTIONS", {name: lambda page, name=name: made.append(name) or name for name in "ab"})
    page = "<!-- a:start -->\nold\n<!-- a:end -->\n<!-- b:start -->\nold\n<!-- b:end -->\n"
    assert program.refresh(page, ["b"]) == page.replace("b:start -->\nold", "b:start -->\nb")
    assert made == ["b"]


@pytest.mark.parametrize("name", ["leave-out", "retypeset"])
def test_what_was_measured_on_articles_that_are_not_here_stays(
    name: str, program: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(program, "DEV", tmp_path / "none.jsonl")
    page = f"<!-- {name}:start -->\nkept\n<!-- {name}:end -->\n"
    assert program.refresh(page, [name]) == page
