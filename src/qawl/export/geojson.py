"""Records as a GeoJSON FeatureCollection (RFC 7946), one feature a record, its columns as properties.

A place that is a point is a point. One that is an area is its polygon where one is known; where none is, or no place
is told, there is no geometry, and ``precision`` says which: never a pin in the middle of a province.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from qawl.export.columns import Columns

NOTE = "A record of statements, not of facts: each feature says according to whom."
POINT, AREA, UNKNOWN = "point", "area", "unknown"
_OWN = ("latitude", "longitude")


class Outline(NamedTuple):
    """The geometry of a place, how exact it is (point, area, unknown), and how many kilometres its edge may be off."""

    geometry: Mapping[str, Any] | None
    precision: str
    kilometres: float | None = None


def joined(outlines: Iterable[Outline]) -> Outline:
    """The outline of a record that tells of several places: all of them, as exact as the widest."""
    drawn = [one for one in outlines if one.geometry is not None]
    if len(drawn) <= 1:
        return drawn[0] if drawn else Outline(None, UNKNOWN)
    widest = max(drawn, key=lambda one: (one.precision == AREA, one.kilometres or 0.0))
    geometries = [one.geometry for one in drawn]
    return widest._replace(geometry={"type": "GeometryCollection", "geometries": geometries})


Draws = Callable[[Mapping[str, Any]], Outline]
"""Gives the outline of a record's place."""


def geojson_lines(rows: Iterable[Mapping[str, Any]], columns: Columns, draw: Draws) -> Iterator[str]:
    """The lines of a file, one feature a line."""
    yield f'{{"type":"FeatureCollection","note":{json.dumps(NOTE)},"features":[\n'
    before = ""
    for row in rows:
        yield before + json.dumps(feature(row, columns, draw(row)), ensure_ascii=False, separators=(",", ":"))
        before = ",\n"
    yield "\n]}\n"


def feature(row: Mapping[str, Any], columns: Columns, outline: Outline) -> dict[str, Any]:
    """One record as a feature."""
    properties = {name: value for name, value in columns.named(row).items() if name not in _OWN}
    properties |= {"precision": outline.precision, "precision_km": outline.kilometres}
    return {"type": "Feature", "geometry": outline.geometry, "properties": properties}
