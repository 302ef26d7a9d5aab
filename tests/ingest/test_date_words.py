"""The words of dates are loaded strictly."""

import re
import shutil
from pathlib import Path

import pytest

from qawl.errors import DataFileError
from qawl.ingest.date_words import fold_date, load_date_words
from qawl.ingest.zones import open_zone
from qawl.lexicon.load import DATA, DataFiles


def load(folder: Path, rows: str) -> object:
    (folder / "lexicon").mkdir()
    (folder / "ingest").mkdir()
    shutil.copy(DATA / "lexicon" / "months.yaml", folder / "lexicon")
    (folder / "ingest" / "dates.yaml").write_text(rows, encoding="utf-8")
    return load_date_words(DataFiles(folder, {}))


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ("- {id: a, kind: weather, forms: [x]}", "unknown kind 'weather'"),
        ("- {id: a, kind: am, forms: [x], colour: red}", "unknown key 'colour'"),
        ("- {id: a, kind: am}", "lacks the key 'forms'"),
        ("- {id: b, kind: am, forms: [x]}\n- {id: a, kind: pm, forms: [y]}", "Keep ids sorted"),
        ("- {id: a, kind: am, forms: [إكس]}\n- {id: b, kind: am, forms: [اكس]}", "repeats the form"),
        ("- {id: a, kind: abbreviation, offset: 3, forms: [x]}", "needs an `offset`"),
        ("- {id: a, kind: abbreviation, forms: [x]}", "needs an `offset`"),
    ],
)
def test_a_bad_row_stops_the_load_and_is_named(rows: str, message: str, tmp_path: Path) -> None:
    with pytest.raises(DataFileError, match=message):
        load(tmp_path, rows)


def test_every_zone_of_the_data_is_one_of_the_tz_database() -> None:
    words = load_date_words()
    assert {place for place, name in words.places.items() if open_zone(name) is None} == set()


def test_every_month_has_a_name_in_every_convention() -> None:
    words = load_date_words()
    assert set(words.months.values()) == set(words.hijri_months.values()) == set(range(1, 13))
    for form in ("كانون ثاني", "جانفي", "يناير", "january", "janvier"):
        assert words.months[form] == 1


def test_a_word_is_not_found_inside_another() -> None:
    pattern = load_date_words().patterns["month"]
    assert re.search(pattern, fold_date("5مايو2019")) and not re.search(pattern, fold_date("مايوركا"))
