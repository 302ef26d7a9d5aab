"""Situations as rows and GeoJSON: one a place, day and speaker; an area is never a pin."""

from control_cards import ARMY, PROVINCE, REBELS, TOWN, say
from qawl.situation.control import control_of_place
from qawl.situation.control_rows import COLUMNS, situation_geojson, situation_rows
from qawl.situation.control_tables import load_control_words

WORDS = load_control_words()
CARDS = [say("control.hold", ARMY, day="2020-01-10"), say("control.hold", REBELS, day="2020-01-10", by="brigade")]
TOWNS = control_of_place(CARDS, TOWN, day="2020-02-01", words=WORDS)
PLACES = {TOWN.id: TOWN, PROVINCE.id: PROVINCE}


def test_there_is_one_row_a_place_day_and_speaker() -> None:
    rows = situation_rows([TOWNS], PLACES)
    assert all(tuple(row) == COLUMNS for row in rows)
    assert [(row["geonameid"], row["date"], row["speaker"], row["holder_id"]) for row in rows] == [
        ("xx.wadra", "2020-02-01", "brigade", "xx.rebels"),
        ("xx.wadra", "2020-02-01", "observatory", "xx.army"),
    ]
    assert {row["verdict"] for row in rows} == {"contested"}


def test_a_place_of_which_nobody_speaks_has_one_row() -> None:
    (row,) = situation_rows([control_of_place([], TOWN, day="2020-02-01", words=WORDS)], PLACES)
    assert (row["verdict"], row["speaker"]) == ("unknown", "")


def test_a_town_is_a_point() -> None:
    features = situation_geojson([TOWNS], PLACES)["features"]
    assert [feature["geometry"]["coordinates"] for feature in features] == [[40.0, 35.0]] * 2


def test_a_province_is_its_polygon_or_has_no_geometry() -> None:
    card = say("control.hold", ARMY, day="2020-01-10", place=PROVINCE)
    situation = control_of_place([card], PROVINCE, day="2020-02-01", words=WORDS)
    polygon = {"type": "Polygon", "coordinates": [[[40, 35], [41, 35], [41, 36], [40, 35]]]}
    (bare,) = situation_geojson([situation], PLACES)["features"]
    (drawn,) = situation_geojson([situation], PLACES, areas={PROVINCE.id: polygon})["features"]
    assert bare["geometry"] is None
    assert drawn["geometry"] == polygon
    assert situation_rows([situation], PLACES)[0]["longitude"] == ""
