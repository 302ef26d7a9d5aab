"""Tables, lines and maps of records: nothing that a spreadsheet takes for a formula, no pin that is none."""

import csv
import io
import json

import pytest

from qawl.export.columns import Columns
from qawl.export.csv import csv_lines, safe_cell
from qawl.export.geojson import Outline, geojson_lines
from qawl.export.jsonl import jsonl_lines
from qawl.export.redaction import hide_in, parts_of

COLUMNS = Columns((("id", "id"), ("speaker", "speaker.name"), ("actors", "actors.*.name"), ("day", "days.0")))


def table(rows: list[dict[str, object]], *, bom: bool = False) -> list[list[str]]:
    """The cells of a table."""
    return list(csv.reader(io.StringIO("".join(csv_lines(rows, COLUMNS, bom=bom)), newline="")))


@pytest.mark.parametrize("words", ["=1+1", "+1", "-1", "@x", "\tx", "\rx", "\nx", "＝1"])
def test_a_cell_that_begins_like_a_formula_is_made_safe(words: str) -> None:
    assert safe_cell(words) == f"'{words}"


@pytest.mark.parametrize("value", ["قال", "", "1=1", -3.5, 0, None, True])
def test_other_cells_stay_as_they_are(value: str | float | None) -> None:
    assert safe_cell(value) == value


def test_paths_lead_into_records_and_nothing_is_empty() -> None:
    row = {"id": "c_1", "speaker": None, "actors": [{"name": "أ"}, {"name": "ب"}], "days": ["2017-09-05", "2017-09-06"]}
    assert table([row, row | {"actors": [], "days": []}]) == [
        ["id", "speaker", "actors", "day"],
        ["c_1", "", "أ; ب", "2017-09-05"],
        ["c_1", "", "", ""],
    ]


def test_words_with_commas_quotes_and_lines_stay_one_cell() -> None:
    words = 'قال: "نعم", ثم\nسكت'
    assert table([{"id": words, "speaker": None, "actors": [], "days": []}])[1][0] == words


def test_a_byte_order_mark_stands_once_before_everything() -> None:
    text = "".join(csv_lines([], COLUMNS, bom=True))
    assert text.startswith("\ufeffid,") and text.count("\ufeff") == 1


def test_a_map_is_json_however_many_features_it_has() -> None:
    rows = [{"id": name, "speaker": None, "actors": [], "days": []} for name in ("a", "b", "c")]
    point = {"type": "Point", "coordinates": [40.1, 35.3]}
    outlines = {"a": Outline(point, "point"), "b": Outline(None, "area"), "c": Outline(point, "point")}
    for some in ([], rows[:1], rows):
        found = json.loads("".join(geojson_lines(some, COLUMNS, lambda row: outlines[row["id"]])))
        assert [one["properties"]["id"] for one in found["features"]] == [row["id"] for row in some]
    assert [one["geometry"] for one in found["features"]] == [point, None, point]
    assert found["features"][1]["properties"]["precision"] == "area"
    assert "not of facts" in found["note"]


def test_lines_are_records() -> None:
    assert [json.loads(line) for line in jsonl_lines([{"a": "سطر\nآخر"}, {"a": 1}])] == [{"a": "سطر\nآخر"}, {"a": 1}]


def test_names_are_left_out_of_all_words_and_offsets_stay() -> None:
    names = parts_of(["سلمى الواحة"])
    row = {"words": "قالت سَلمى أمس", "told": [{"name": "سلمى الواحة"}], "count": 2}
    left = hide_in(row, names)
    assert "سلمى" not in json.dumps(left, ensure_ascii=False)
    assert len(left["words"]) == len(row["words"])  # type: ignore[arg-type]
    assert left["count"] == 2
