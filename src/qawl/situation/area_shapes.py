"""Shapes of provinces and rivers, and the few operations by which areas are cut out of them.

Coordinates are degrees; distances are kilometres, measured on a plane that is true to scale around one latitude, which
is exact enough for strips and circles of some ten kilometres.
"""

import json
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from shapely.affinity import scale
from shapely.geometry import LineString, MultiPolygon, Point, Polygon, box
from shapely.geometry.base import BaseGeometry
from shapely.ops import split, unary_union

from qawl.errors import DataFileError
from qawl.lexicon.load import DATA

FILE = Path("areas") / "shapes.json"
FORMAT = 1
KM_A_DEGREE = 111.2
_FAR = 30.0
_BEND = 20


@dataclass(frozen=True, slots=True, eq=False)
class Shapes:
    """Polygons of provinces by place id, of countries by code, and rivers, downstream."""

    provinces: dict[str, BaseGeometry]
    by_country: dict[str, tuple[BaseGeometry, ...]]
    rivers: dict[str, LineString]

    def country(self, code: str) -> BaseGeometry | None:
        """The land of a country: its provinces together."""
        parts = self.by_country.get(code)
        return None if parts is None else unary_union(parts)


def load_shapes(folder: Path = DATA) -> Shapes:
    """Read the compiled shapes.

    Raises:
        DataFileError: the file is missing, damaged or of another format.
    """
    path = folder / FILE
    try:
        content: dict[str, Any] = json.loads(path.read_bytes())
    except (OSError, ValueError) as error:
        raise DataFileError(f"{path}: cannot be read ({error}). Run scripts/compile_areas.py, or reinstall.") from error
    if content.get("format") != FORMAT:
        raise DataFileError(f"{path}: format {content.get('format')!r}, {FORMAT} is needed. Run the script again.")
    provinces: dict[str, BaseGeometry] = {}
    by_country: dict[str, list[BaseGeometry]] = {}
    points = partial(_points, units=content["units"])
    for place, country, _, parts in content["provinces"]:
        shape = unary_union(
            [Polygon(points(rings[0]), [points(hole) for hole in rings[1:]]).buffer(0) for rings in parts]
        )
        by_country.setdefault(country, []).append(shape)
        if place:
            provinces[place] = shape
    rivers = {name: LineString(points(line)) for name, line in content["rivers"].items()}
    return Shapes(provinces, {code: tuple(parts) for code, parts in by_country.items()}, rivers)


def _points(packed: Sequence[int], *, units: int) -> list[tuple[float, float]]:
    x = y = 0
    found = []
    for dx, dy in zip(packed[::2], packed[1::2], strict=True):
        x, y = x + dx, y + dy
        found.append((x / units, y / units))
    return found


def around(shape: BaseGeometry, kilometres: float) -> BaseGeometry:
    """Everything within a distance of a shape."""
    return _on_plane(shape, lambda flat: flat.buffer(kilometres / KM_A_DEGREE, quad_segs=8))


def circle(longitude: float, latitude: float, kilometres: float) -> BaseGeometry:
    """Everything within a distance of a point."""
    return around(Point(longitude, latitude), kilometres)


def half(shape: BaseGeometry, direction: str, *, of: tuple[float, float]) -> BaseGeometry:
    """The part of a shape that lies in a direction of a point."""
    x, y = of
    sides = {
        "north": box(-180, y, 180, 90), "south": box(-180, -90, 180, y),
        "east": box(x, -90, 180, 90), "west": box(-180, -90, x, 90),
    }  # fmt: skip
    return shape.intersection(sides[direction])


def wedge(longitude: float, latitude: float, direction: str, kilometres: float) -> BaseGeometry:
    """The quarter of a circle around a point that looks in a direction."""
    turn = {"east": 0, "north": 90, "west": 180, "south": 270}[direction]
    angles = [math.radians(turn + step) for step in range(-45, 46, 5)]
    reach, narrow = kilometres / KM_A_DEGREE, math.cos(math.radians(latitude))
    rim = [(longitude + reach * math.cos(a) / narrow, latitude + reach * math.sin(a)) for a in angles]
    return Polygon([(longitude, latitude), *rim])


def bank(land: BaseGeometry, river: LineString, *, is_left: bool) -> BaseGeometry:
    """The land on one side of a river, which is taken to go on beyond its ends the way it runs there."""
    line = _extended(river)
    parts = [part for polygon in _polygons(land) for part in split(polygon, line).geoms]
    return unary_union([part for part in parts if _is_left(part.representative_point(), line) is is_left])


def border_strip(land: BaseGeometry, neighbour: BaseGeometry, kilometres: float) -> BaseGeometry:
    """The land within a distance of a neighbouring country."""
    return land.intersection(around(neighbour.simplify(0.01), kilometres))


def _extended(line: LineString) -> LineString:
    points = list(line.coords)
    near = min(_BEND, len(points) - 1)
    first, last = _beyond(points[near], points[0]), _beyond(points[-1 - near], points[-1])
    return LineString([first, *points, last])


def _beyond(inner: Sequence[float], end: Sequence[float]) -> tuple[float, float]:
    dx, dy = end[0] - inner[0], end[1] - inner[1]
    length = math.hypot(dx, dy) or 1.0
    return end[0] + dx / length * _FAR, end[1] + dy / length * _FAR


def _is_left(point: Point, line: LineString) -> bool:
    """On which side of the line the point lies, by the stretch of the line that is nearest."""
    at = line.project(point)
    before, after = line.interpolate(max(0.0, at - 0.05)), line.interpolate(min(line.length, at + 0.05))
    cross = (after.x - before.x) * (point.y - before.y) - (after.y - before.y) * (point.x - before.x)
    return bool(cross > 0)


def _polygons(shape: BaseGeometry) -> list[Polygon]:
    return [part for part in getattr(shape, "geoms", [shape]) if isinstance(part, Polygon)]


def _on_plane(shape: BaseGeometry, change: Callable[[BaseGeometry], BaseGeometry]) -> BaseGeometry:
    narrow = math.cos(math.radians(shape.centroid.y))
    flat = scale(shape, xfact=narrow, yfact=1.0, origin=(0, 0))
    return scale(change(flat), xfact=1 / narrow, yfact=1.0, origin=(0, 0))


def only_land(shape: BaseGeometry) -> BaseGeometry:
    """The polygons of a shape, without lines and points that cutting left."""
    return MultiPolygon(_polygons(shape)) if shape.geom_type == "GeometryCollection" else shape
