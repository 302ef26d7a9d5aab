"""The map: points are points, areas are areas, and everything lies inside the frame."""

import pytest
from report_builders import COUNTRY, PLACES, PROVINCE, TOWN, claim, link

from qawl.model.claim import ClaimType
from qawl.model.entity import Place
from qawl.report.map import GROUPS, HEIGHT, WIDTH, load_basemap, maps_of
from qawl.report.names import names_from

BASE = load_basemap()
FAR = Place("xx.far", "الميناء", "The Port", "city", "YE", 14.8, 42.95)
OUTSIDE = Place("xx.outside", "واشنطن", "Washington", "city", "US", 38.9, -77.0)
NAMES = names_from({**PLACES, FAR.id: FAR, OUTSIDE.id: OUTSIDE})


def test_a_town_is_a_point_and_a_province_or_country_a_circle() -> None:
    (drawn,) = maps_of([claim(place=link(p.id)) for p in (TOWN, PROVINCE, COUNTRY)], NAMES, BASE)
    radius = {spot.place.id: spot.radius for spot in drawn.spots}
    assert radius[TOWN.id] == 0
    assert 0 < radius[PROVINCE.id] < radius[COUNTRY.id]


@pytest.mark.parametrize("place", [TOWN, PROVINCE, COUNTRY])
def test_a_single_place_stands_in_the_middle(place: Place) -> None:
    (drawn,) = maps_of([claim(place=link(place.id))], NAMES, BASE)
    assert (drawn.spots[0].x, drawn.spots[0].y) == (WIDTH / 2, HEIGHT / 2)


def test_places_and_labels_lie_inside_the_frame() -> None:
    (drawn,) = maps_of([claim(place=link(p.id)) for p in (TOWN, PROVINCE, FAR)], NAMES, BASE)
    assert all(0 < spot.x < WIDTH and 0 < spot.y < HEIGHT for spot in drawn.spots)
    for labels in (*drawn.labels.values(), *drawn.context.values()):
        assert all(0 <= label.x <= WIDTH and 0 <= label.y <= HEIGHT for label in labels)


def test_a_place_beyond_the_region_is_listed_not_drawn() -> None:
    (drawn,) = maps_of([claim(place=link(OUTSIDE.id)), claim(place=link(TOWN.id))], NAMES, BASE)
    assert [place.id for place, _ in drawn.outside] == [OUTSIDE.id]
    assert [spot.place.id for spot in drawn.spots] == [TOWN.id]


def test_theatres_far_apart_get_a_map_each() -> None:
    claims = [claim(place=link(TOWN.id))] * 6 + [claim(place=link(FAR.id))] * 5
    first, second = maps_of(claims, NAMES, BASE, limit=3)
    assert [spot.place.id for spot in (*first.spots, *second.spots)] == [TOWN.id, FAR.id]


@pytest.mark.parametrize("latitude", [30.5, 31.2, 31.9, 33.0])
def test_israel_and_palestine_are_named_together_or_not_at_all(latitude: float) -> None:
    near = Place("xx.near", "البلدة", "The Town", "town", "", latitude, 35.0)
    (drawn,) = maps_of([claim(place=link(near.id))], names_from({near.id: near}), BASE)
    for labels in drawn.context.values():
        named = {label.text for label in labels}
        assert len(named & {"إسرائيل", "فلسطين", "Israel", "Palestinian Territories"}) in (0, 2)


def test_claims_without_a_place_make_no_map() -> None:
    assert maps_of([claim(), claim(place=link(None))], NAMES, BASE) == []


def test_every_claim_type_has_a_shape() -> None:
    assert {kind for kinds in GROUPS.values() for kind in kinds} == set(ClaimType)


def test_the_base_map_stays_small() -> None:
    assert sum(len(path) for path in (BASE.land, BASE.lakes, BASE.borders, BASE.rivers)) < 60_000
