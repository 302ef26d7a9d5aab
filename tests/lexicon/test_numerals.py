"""Loading of numerals, units and the calendar: strict about keys and repeats, and every example of the data holds."""

import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from qawl.errors import DataFileError
from qawl.extract.numbers import parse_number
from qawl.extract.quantities import find_quantities
from qawl.lexicon.calendar import Calendar, load_calendar
from qawl.lexicon.load import DATA
from qawl.lexicon.numerals import Numerals, load_numerals
from qawl.resolve.times import find_times
from qawl.text.layout import lay_out
from qawl.text.tokens import tokenize

NUMERALS = load_numerals(DATA)
CALENDAR = load_calendar(DATA)
NOTHING_COUNTED = {"label", "model", "ordinal", "clock", "not_of", "not_shared", "misreading", "year_word"}
NOTHING_DATED = {"guard", "anaphora", "not_today", "not_today_before", "not_year"}


def rows(name: str) -> list[dict[str, Any]]:
    loaded: list[dict[str, Any]] = yaml.safe_load((DATA / "lexicon" / name).read_text(encoding="utf-8"))
    return loaded


def examples(*names: str) -> list[Any]:
    return [pytest.param(row, id=row["id"]) for name in names for row in rows(name) if "example" in row]


@pytest.mark.parametrize("row", examples("numerals.yaml", "units.yaml"))
def test_every_example_of_the_number_data_counts_or_counts_nothing_as_its_kind_says(row: dict[str, Any]) -> None:
    found = find_quantities(lay_out(row["example"]), NUMERALS)
    assert bool(found) is (row["kind"] not in NOTHING_COUNTED)


@pytest.mark.parametrize("row", examples("times.yaml", "months.yaml"))
def test_every_example_of_the_time_data_is_dated_or_not_as_its_kind_says(row: dict[str, Any]) -> None:
    found = find_times(lay_out(row["example"]), CALENDAR, published=date(2018, 6, 20))
    assert bool(found) is (row.get("kind") not in NOTHING_DATED)


def test_ids_are_sorted_and_unique() -> None:
    for name in ("numerals.yaml", "units.yaml", "months.yaml", "times.yaml"):
        ids = [row["id"] for row in rows(name)]
        assert ids == sorted(set(ids)), name


@pytest.mark.parametrize(
    ("word", "value"), [("ثلاثمئة", 300), ("وبخمسين", 50), ("ألفين", 2000), ("للمليون", 1e6), ("بثمانية", 8)]
)
def test_proclitics_and_spellings_are_part_of_the_table(word: str, value: float) -> None:
    number = parse_number(tokenize(word), 0, NUMERALS.numbers)
    assert number is not None and number.low == value


def test_a_dual_that_reads_like_a_sound_plural_counts_nothing() -> None:
    assert "مدنيان" in NUMERALS.units.duals
    assert "مدنيين" not in NUMERALS.units.duals
    assert "قتيلين" in NUMERALS.units.duals


@pytest.fixture
def data(tmp_path: Path) -> Path:
    shutil.copytree(DATA / "lexicon", tmp_path / "lexicon")
    return tmp_path


def append(data: Path, name: str, line: str) -> None:
    with (data / "lexicon" / name).open("a", encoding="utf-8") as file:
        file.write(line + "\n")


def load_both(data: Path) -> tuple[Numerals, Calendar]:
    return load_numerals(data), load_calendar(data)


@pytest.mark.parametrize(
    ("name", "line", "message"),
    [
        ("numerals.yaml", "- {id: zz, kind: cardinal, value: 3, rank: unit, forms: [ثلاثة]}", "repeats the form"),
        ("numerals.yaml", "- {id: zz, kind: surprise, forms: [ثلاثة]}", "unknown kind"),
        ("numerals.yaml", "- {id: zz, kind: label, colour: red, forms: [زرقاء]}", "unknown key"),
        ("units.yaml", "- {id: zz, kind: unit, unit: دبابة}", "repeats the form"),
        ("units.yaml", "- {id: zz, kind: surprise}", "unknown kind"),
        ("months.yaml", "- {id: zz, calendar: gregorian, number: 3, forms: [شباط]}", "repeats the form"),
        ("times.yaml", "- {id: zz, kind: weekday, value: 1, forms: [الخميس]}", "repeats the form"),
        ("times.yaml", "- {id: zz, kind: surprise, forms: [الخميس]}", "unknown kind"),
    ],
)
def test_the_loader_refuses_what_it_does_not_understand(data: Path, name: str, line: str, message: str) -> None:
    append(data, name, line)
    with pytest.raises(DataFileError, match=message):
        load_both(data)
