"""Areas that have no pin: «ريف حلب», «محافظة درعا عدا المدينة», «شرق الفرات», «الشريط الحدودي مع تركيا».

They become polygons, cut out of provinces and along rivers. What no map draws (where a countryside ends, how broad a
strip is) is set once, here, and told as a precision: how many kilometres the edge may be off.

``area.province``          a province as Natural Earth has it                                    5 km
``area.province-without``  a province without its capital, a circle by its population           5 km
``area.countryside``       the same, or around a town: within 25 km, without the town           5 or 15 km
``area.countryside-part``  the side of a countryside that a direction names                     15 km
``area.part``              the half of a province or country in a direction from its middle     50 km and more
``area.side-of-town``      a quarter of a circle of 25 km around a town                         15 km
``area.side-of-river``     the land of a country on one side of a river                         5 km
``area.bank``              the land within 10 km of a river, of one side where one is named     5 km
``area.border-strip``      the land of a country within 15 km of a neighbour                    10 km
``area.country``           a country: its provinces together                                    5 km
"""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from shapely.geometry import Point, mapping
from shapely.geometry.base import BaseGeometry
from shapely.ops import unary_union

from qawl.corroborate.context import World
from qawl.lexicon.gazetteer import Gazetteer
from qawl.lexicon.load import DATA, DataFiles, open_data
from qawl.model.entity import Place
from qawl.situation.area_shapes import (
    Shapes,
    around,
    bank,
    border_strip,
    circle,
    half,
    load_shapes,
    only_land,
    wedge,
)
from qawl.situation.control_tables import bare, words_in

FILE = "areas/words.yaml"
COUNTRYSIDE_KM, BANK_KM, STRIP_KM = 25.0, 10.0, 15.0
_OPPOSITE = {"north": "south", "south": "north", "east": "west", "west": "east"}
_DIGITS = 3
_NEAR_DEGREES = 0.3  # about 30 km: an area by name reaches at least so near to where its place lies
_KINDS = ("province", "country", "region", "city", "town", "village", "district")


@dataclass(frozen=True, slots=True)
class Area:
    """A polygon, as GeoJSON, with how many kilometres its edge may be off, and the rule that cut it."""

    polygon: Mapping[str, Any]
    precision: float
    rule: str


@dataclass(frozen=True, slots=True, eq=False)
class AreaTables:
    """Shapes, the words for areas, and the places that a name denotes."""

    shapes: Shapes
    directions: dict[str, str]
    rivers: dict[str, tuple[str, str, tuple[str, ...]]]
    words: dict[str, frozenset[str]]
    places_named: Callable[[str], tuple[str, ...]]
    nisbas: Mapping[str, str]


def load_areas(gazetteer: Gazetteer, data: DataFiles | None = None) -> AreaTables:
    """Shapes and words; the gazetteer says which places a name denotes, and which country an adjective."""
    files = data or open_data(DATA)
    rows = files.read(FILE)
    directions = {bare(form): name for name, forms in rows["directions"].items() for form in forms}
    rivers = {
        " ".join(words_in(name)): (row["id"], row["left"], tuple(row["countries"]))
        for row in rows["rivers"]
        for name in row["names"]
    }
    lists = ("countryside", "without", "strip", "of_border", "banks", "announcing", "the_city")
    words = {name: frozenset(bare(form) for form in rows[name]) for name in lists}

    def places_named(name: str) -> tuple[str, ...]:
        return tuple(gazetteer.ids[row] for row in gazetteer.names.get(name, ()))

    return AreaTables(load_shapes(files.folder), directions, rivers, words, places_named, gazetteer.nisbas)


def area_of(asked: str, world: World, tables: AreaTables, *, country: str = "") -> Area | None:
    """The area that a place id, or words such as «ريف حلب الشرقي», mean; None where nothing tells its edge.

    ``country`` says in which country the words are meant: «شرق الفرات» is another area in Iraq.
    """
    place = world.place_of(asked)
    if place is not None:
        found = _of_place(place, world, tables) or _around(
            place, _of_words(place.name_ar, world, tables, place.country)
        )
    else:
        found = _of_words(asked, world, tables, country)
    if found is None:
        return None
    shape, precision, rule = found
    if shape.is_empty or only_land(shape).is_empty:
        return None
    return Area(_rounded(mapping(only_land(shape))), precision, rule)


_Found = tuple[BaseGeometry, float, str] | None


def _of_place(place: Place, world: World, tables: AreaTables) -> _Found:
    if place.id in tables.shapes.provinces:
        return tables.shapes.provinces[place.id], 5.0, "area.province"
    if place.kind == "country":
        land = tables.shapes.country(place.country or place.id.rpartition(".")[2])
        return None if land is None else (land, 5.0, "area.country")
    return None


def _around(place: Place, found: _Found) -> _Found:
    """What the words of a place's name mean, where that is where the place lies: a coast may be called like a town."""
    if found is None or found[0].distance(Point(place.longitude, place.latitude)) > _NEAR_DEGREES:
        return None
    return found


def _of_words(asked: str, world: World, tables: AreaTables, country: str) -> _Found:
    said = words_in(asked)
    for place in _named(" ".join(said), world, tables, country):
        if place.id in tables.shapes.provinces:  # «ريف دمشق» is a province
            return _of_place(place, world, tables)
    direction = next((tables.directions[bare(word)] for word in said if bare(word) in tables.directions), None)
    kinds = {name for name, table in tables.words.items() for word in said if bare(word) in table}
    rest = [word for word in said if bare(word) not in tables.directions]
    river = _river(rest, tables)
    if river is not None:
        return _along_river(river, direction, country, tables, is_bank="banks" in kinds)
    if "strip" in kinds:
        return _strip(rest, world, tables, country)
    places = _places(rest, world, tables, country)
    if not places:
        return None
    if "without" in kinds:
        return _without_capital(places, world, tables)
    if "countryside" in kinds:
        return _countryside(places, direction, world, tables)
    if direction is not None:
        return _in_direction(places, direction, world, tables)
    return next((found for place in places if (found := _of_place(place, world, tables)) is not None), None)


def _river(rest: list[str], tables: AreaTables) -> tuple[str, str, tuple[str, ...]] | None:
    """The river that is named; the longer name first, «النيل الأزرق» before «النيل»."""
    text = " ".join(rest)
    for name in sorted(tables.rivers, key=lambda name: (-len(name), name)):
        if f" {name} " in f" {text} ":
            return tables.rivers[name]
    return None


def _along_river(
    river: tuple[str, str, tuple[str, ...]], direction: str | None, country: str, tables: AreaTables, *, is_bank: bool
) -> _Found:
    name, left, countries = river
    land = _land((country,) if country in countries else countries[:1], tables)
    line = tables.shapes.rivers[name]
    if land is None:
        return None
    if direction in (left, _OPPOSITE[left]):
        land = bank(land, line, is_left=direction == left)
    elif not is_bank:
        return None
    if is_bank:
        return land.intersection(around(line, BANK_KM)), 5.0, "area.bank"
    return land, 5.0, "area.side-of-river"


def _strip(rest: list[str], world: World, tables: AreaTables, country: str) -> _Found:
    """The strip of the first country along the second; of the country of the news where one alone is named."""
    named = [tables.nisbas[word] for word in rest if word in tables.nisbas]
    named += [place.country for place in _places(rest, world, tables, "") if place.kind == "country"]
    codes = list(dict.fromkeys(named))
    if country and country not in codes[:1]:
        codes = [country, *(code for code in codes if code != country)]
    if len(codes) < 2:
        return None
    land, neighbour = tables.shapes.country(codes[0]), tables.shapes.country(codes[1])
    if land is None or neighbour is None:
        return None
    return border_strip(land, neighbour, STRIP_KM), 10.0, "area.border-strip"


def _without_capital(places: list[Place], world: World, tables: AreaTables) -> _Found:
    for place in places:
        capital = _capital(place, world)
        if place.id in tables.shapes.provinces and capital is not None:
            return tables.shapes.provinces[place.id].difference(_town(capital)), 5.0, "area.province-without"
    return None


def _countryside(places: list[Place], direction: str | None, world: World, tables: AreaTables) -> _Found:
    """Of a province, all but its capital; of a town without a province of its name, what lies around it."""
    found = _without_capital(places, world, tables)
    town = next((place for place in places if place.kind in ("city", "town", "village")), None)
    if found is not None:
        province = next(place for place in places if place.id in tables.shapes.provinces)
        middle = _capital(province, world) or province
        shape, precision = found[0], found[1]
    elif town is not None:
        middle, precision = town, 15.0
        land = tables.shapes.country(town.country)
        shape = circle(town.longitude, town.latitude, COUNTRYSIDE_KM).difference(_town(town))
        shape = shape if land is None else shape.intersection(land)
    else:
        return None
    if direction is None:
        return shape, precision, "area.countryside"
    return half(shape, direction, of=(middle.longitude, middle.latitude)), 15.0, "area.countryside-part"


def _in_direction(places: list[Place], direction: str, world: World, tables: AreaTables) -> _Found:
    for place in places:
        found = _of_place(place, world, tables)
        if found is not None:
            middle = found[0].centroid
            return half(found[0], direction, of=(middle.x, middle.y)), 50.0, "area.part"
    town = places[0]
    shape = wedge(town.longitude, town.latitude, direction, COUNTRYSIDE_KM).difference(_town(town))
    return shape, 15.0, "area.side-of-town"


def _places(rest: list[str], world: World, tables: AreaTables, country: str) -> list[Place]:
    """The places that the words name, provinces first; the longest run of words that is a name counts."""
    drop = set().union(*(tables.words[name] for name in ("countryside", "without", "strip", "of_border", "banks")))
    kept = [word for word in rest if bare(word) not in drop]
    idle = tables.words["announcing"] | tables.words["the_city"]
    found: list[Place] = []
    at = 0
    while at < len(kept):
        for end in range(len(kept), at, -1):
            places = _named(" ".join(kept[at:end]), world, tables, country)
            places = places or _named(_without_lam(kept[at:end]), world, tables, country)
            if places and (end > at + 1 or bare(kept[at]) not in idle):
                found += sorted(places, key=lambda place: (_KINDS.index(place.kind), -place.population, place.id))
                at = end - 1
                break
        at += 1
    return found


def _named(name: str, world: World, tables: AreaTables, country: str) -> list[Place]:
    """The places that a name denotes, those of the country that is meant before others."""
    found = (world.place_of(key) for key in tables.places_named(name))
    places = [place for place in found if place is not None and place.kind in _KINDS]
    return [place for place in places if place.country == country] or places


def _without_lam(words: list[str]) -> str:
    return " ".join([bare(words[0]), *words[1:]])


def _capital(place: Place, world: World) -> Place | None:
    return world.place_of(place.id.removesuffix("-province")) if place.id.endswith("-province") else None


def _town(place: Place) -> BaseGeometry:
    """The built-up ground of a town, as a circle: a kilometre for each 10,000 people under the root, 1.5 to 15."""
    return circle(place.longitude, place.latitude, min(15.0, max(1.5, math.sqrt(place.population / 10_000))))


def _land(countries: tuple[str, ...], tables: AreaTables) -> BaseGeometry | None:
    parts = [land for code in countries if (land := tables.shapes.country(code)) is not None]
    return unary_union(parts) if parts else None


def _rounded(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _rounded(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_rounded(item) for item in value]
    return round(value, _DIGITS) if isinstance(value, float) else value
