"""Areas that have no pin: what they are cut from, where they lie, and what has no area at all."""

import json

import pytest
from shapely.geometry import Point, shape

from qawl.corroborate.context import load_world
from qawl.lexicon.gazetteer import load_gazetteer
from qawl.lexicon.load import DATA
from qawl.situation.area_shapes import FILE, load_shapes
from qawl.situation.areas import Area, area_of, load_areas

WORLD = load_world()
TABLES = load_areas(load_gazetteer(DATA))
ALEPPO, AL_BAB, RAQQA, MAYADIN, HASAKAH = (37.16, 36.2), (37.52, 36.37), (39.01, 35.95), (40.45, 35.02), (40.75, 36.5)
DAMASCUS, DARAA, NASSIB, QAMISHLI = (36.3, 33.5), (36.1, 32.62), (36.2, 32.55), (41.2, 37.03)
TYRE, SIDON = (35.22, 33.27), (35.37, 33.56)


def area(asked: str, country: str = "") -> Area:
    found = area_of(asked, WORLD, TABLES, country=country)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("asked", "country", "rule", "inside", "outside"),
    [
        ("sy.aleppo-province", "", "area.province", [ALEPPO, AL_BAB], [RAQQA]),
        ("country.SY", "", "area.country", [ALEPPO, DARAA, MAYADIN], [TYRE]),
        ("ريف دمشق", "SY", "area.province", [], [DAMASCUS, DARAA]),
        ("ريف حلب", "SY", "area.countryside", [AL_BAB], [ALEPPO, RAQQA]),
        ("ريف حلب الشرقي", "SY", "area.countryside-part", [AL_BAB], [ALEPPO, (36.8, 36.3)]),
        ("محافظة درعا عدا المدينة", "SY", "area.province-without", [NASSIB], [DARAA]),
        ("شرق الفرات", "SY", "area.side-of-river", [HASAKAH, QAMISHLI], [ALEPPO, DAMASCUS]),
        ("sy.east-of-euphrates", "", "area.side-of-river", [HASAKAH], [ALEPPO]),
        ("غربي نهر الفرات", "SY", "area.side-of-river", [ALEPPO, MAYADIN], [HASAKAH]),
        ("ضفة الفرات الشرقية", "SY", "area.bank", [(40.52, 35.03)], [HASAKAH, ALEPPO]),
        ("جنوب الليطاني", "LB", "area.side-of-river", [TYRE], [SIDON]),
        ("الشريط الحدودي مع تركيا", "SY", "area.border-strip", [QAMISHLI], [ALEPPO, HASAKAH]),
        ("الشريط الحدودي السوري التركي", "", "area.border-strip", [QAMISHLI], [ALEPPO]),
        ("شمال محافظة حلب", "SY", "area.part", [(37.2, 36.6)], [(37.2, 35.7)]),
        ("شرق سوريا", "", "area.part", [MAYADIN], [DAMASCUS]),
        ("شمال الميادين", "SY", "area.side-of-town", [(40.45, 35.15)], [MAYADIN, (40.45, 34.9)]),
        ("ريف الميادين", "SY", "area.countryside", [(40.45, 35.15), (40.45, 34.9)], [MAYADIN]),
    ],
)
def test_an_area_lies_where_it_is_said_to_lie(
    asked: str, country: str, rule: str, inside: list[tuple[float, float]], outside: list[tuple[float, float]]
) -> None:
    found = area(asked, country)
    polygon = shape(found.polygon)
    assert found.rule == rule
    assert polygon.is_valid
    assert all(polygon.contains(Point(point)) for point in inside)
    assert not any(polygon.contains(Point(point)) for point in outside)


def test_an_area_tells_how_far_its_edge_may_be_off() -> None:
    assert area("sy.aleppo-province").precision < area("ريف حلب الشرقي", "SY").precision < area("شرق سوريا").precision


def test_the_area_of_a_place_lies_where_the_place_lies() -> None:
    for place_id in load_gazetteer(DATA).ids:
        place = WORLD.place_of(place_id)
        found = area_of(place_id, WORLD, TABLES) if place is not None and place.is_area else None
        if place is not None and found is not None:
            assert shape(found.polygon).distance(Point(place.longitude, place.latitude)) < 0.5, place_id


@pytest.mark.parametrize("asked", ["السماء", "الميادين", "sy.mayadin", "الشريط الحدودي", "شرق", ""])
def test_what_nothing_draws_has_no_area(asked: str) -> None:
    assert area_of(asked, WORLD, TABLES) is None


def test_the_two_sides_of_a_river_make_the_country() -> None:
    east, west, whole = (shape(area(asked, "SY").polygon) for asked in ("شرق الفرات", "غرب الفرات", "country.SY"))
    assert east.intersection(west).area < 0.01
    assert east.area + west.area == pytest.approx(whole.area, rel=0.01)


def test_an_area_is_geojson() -> None:
    polygon = json.loads(json.dumps(area("sy.aleppo-province").polygon))
    assert polygon["type"] in ("Polygon", "MultiPolygon")


def test_provinces_do_not_overlap() -> None:
    parts = load_shapes().by_country["SY"]
    assert sum(part.area for part in parts) == pytest.approx(area_sum("SY"), rel=0.002)


def area_sum(country: str) -> float:
    land = load_shapes().country(country)
    assert land is not None
    return float(land.area)


def test_the_shapes_stay_small() -> None:
    assert (DATA / FILE).stat().st_size < 1_000_000
