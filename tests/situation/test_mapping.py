"""What a map shows of a day: numbers by place, sides by colour, areas as areas."""

from pathlib import Path

import pytest
from shapely.geometry import Point, shape

from qawl.corroborate.context import load_world
from qawl.lexicon.gazetteer import load_gazetteer
from qawl.lexicon.load import DATA
from qawl.mapping import Areas, ToldPlace, holders_on, place_facts, side_of, sides_of, told_geojson, told_places
from qawl.model.entity import Place
from qawl.situating import SituationsByDay, situation_of, situations_of
from qawl.situation.areas import load_areas
from qawl.situation.control_tables import load_control_words
from qawl.store.filters import ClaimFilter
from small_ledger import ADVANCE, SIEGE, add_text, make_ledger

WORLD, WORDS = load_world(), load_control_words()
TOWN = "sy.deir-ez-zor"
PROVINCE = "sy.deir-ez-zor-province"


@pytest.fixture(scope="module")
def areas() -> Areas:
    return Areas(WORLD, load_areas(load_gazetteer(DATA)))


def known(place_id: str) -> Place:
    place = WORLD.place_of(place_id)
    assert place is not None
    return place


def test_places_are_told_with_their_numbers(tmp_path: Path) -> None:
    with make_ledger(tmp_path / "l.db") as ledger:
        add_text(ledger, SIEGE)
        told = told_places(ledger, ClaimFilter())
        none = told_places(ledger, ClaimFilter(until="2016"))
    assert [(one.place.id, one.claims) for one in told] == [(TOWN, sum(told[0].types.values())), ("sy.mayadin", 1)]
    assert none == []
    first = told_geojson(told)["features"][0]
    assert first["geometry"]["type"] == "Point" and first["properties"]["claims"] == told[0].claims


@pytest.mark.parametrize("kind", ["province", "region", "country", "district", "river", "border"])
def test_an_area_never_has_a_point(kind: str) -> None:
    place = Place("xx.area", "منطقة", "Area", kind, "SY", 35.0, 40.0, None, None, 0)
    (feature,) = told_geojson([ToldPlace(place, {"strike": 1})])["features"]
    assert feature["geometry"] is None
    assert place_facts(place)["is_area"]


def test_a_province_is_drawn_as_its_polygon(areas: Areas) -> None:
    (feature,) = areas.geojson([known(PROVINCE)])["features"]
    assert feature["properties"]["rule"] == "area.province"
    assert shape(feature["geometry"]).contains(Point(known(TOWN).longitude, known(TOWN).latitude))
    assert shape(feature["geometry"]).contains(Point(feature["properties"]["label"]))


def test_a_river_is_the_land_along_it_and_not_a_circle(areas: Areas) -> None:
    found = areas.of(known("sy.euphrates"))
    west, _, east, _ = shape(found.polygon).bounds
    assert found.rule == "area.bank" and east - west > 5


def test_what_has_no_known_edge_is_a_circle_of_stated_size(areas: Areas) -> None:
    nowhere = Place("xx.region", "سهل لا يعرفه أحد", "Plain", "region", "SY", 35.0, 40.0, None, None, 0)
    found = areas.of(nowhere)
    assert (found.rule, found.precision) == ("area.circle", 60.0)
    assert areas.of(nowhere) is found


@pytest.mark.parametrize(
    ("actor", "side"),
    [
        ("sy.army", "country.SY"),
        ("capital.SY", "country.SY"),
        ("sy.ypg", "sy.sdf"),
        ("iq.peshmerga", "iq.peshmerga"),
        ("ye.army", "ye.army"),
        ("ye.houthis", "ye.houthis"),
        ("name:قوة مجهولة", "name:قوة مجهولة"),
    ],
)
def test_actors_are_shown_by_their_side(actor: str, side: str) -> None:
    assert side_of(actor, WORLD, WORDS) == side


def test_the_situations_of_many_places_are_those_of_each(tmp_path: Path) -> None:
    with make_ledger(tmp_path / "l.db") as ledger:
        for day in ("2017-09-03", "2017-09-20"):
            add_text(ledger, SIEGE, day=day)
            add_text(ledger, ADVANCE, day=day, outlet="jabal")
        kept = SituationsByDay(ledger, WORLD, WORDS)
        for day in ("2017-09-02", "2017-09-03", "2017-09-10", "2017-09-20", "2018-01-01"):
            places = ledger.control_places(until=day)
            single = [situation_of(ledger, WORLD, place, day).situations[0] for place in places]
            assert situations_of(ledger, WORLD, places, day) == single
            assert kept.on(day) == single


def test_what_is_kept_of_situations_follows_the_ledger(tmp_path: Path) -> None:
    with make_ledger(tmp_path / "l.db") as ledger:
        kept = SituationsByDay(ledger, WORLD, WORDS)
        assert kept.on("2017-09-30") == []
        add_text(ledger, SIEGE)
        before = kept.on("2017-09-30")
        add_text(ledger, ADVANCE, day="2017-09-29", outlet="jabal")
        after = kept.on("2017-09-30")
    assert [one.place for one in before] == [one.place for one in after]
    assert before != after


def test_a_large_ledger_is_read_day_by_day(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with make_ledger(tmp_path / "l.db") as ledger:
        add_text(ledger, SIEGE)
        kept = SituationsByDay(ledger, WORLD, WORDS).on("2017-09-30")
        monkeypatch.setattr("qawl.situating._MOST_KEPT", 0)
        monkeypatch.setattr("qawl.situating._DAYS_KEPT", 2)
        by_day = SituationsByDay(ledger, WORLD, WORDS)
        assert by_day.on("2017-09-30") == kept
        assert by_day.on("2017-09-30") is by_day.on("2017-09-30")
        first = by_day.on("2017-09-28")
        for day in ("2017-09-29", "2017-09-30"):
            by_day.on(day)
        assert by_day.on("2017-09-28") is not first


def test_holders_are_drawn_by_side_and_verdict(tmp_path: Path) -> None:
    with make_ledger(tmp_path / "l.db") as ledger:
        add_text(ledger, SIEGE)
        situations = situations_of(ledger, WORLD, [TOWN], "2017-09-11")
        (found,) = holders_on(situations, WORLD, WORDS)
        assert (found.place, found.verdict, found.sides) == (TOWN, "contested", ("country.SY",))
        name = situations[0].standings[0].speaker.name
        (said,) = holders_on(situations, WORLD, WORDS, speaker=name)
        assert (said.verdict, said.speakers) == ("single_origin", 1)
        assert holders_on(situations, WORLD, WORDS, speaker="لا أحد") == []
        assert holders_on(situations, WORLD, WORDS, origins=9) == []
        assert [side.actor for side in sides_of(ledger, WORLD, WORDS)] == ["country.SY"]
