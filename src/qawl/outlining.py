"""Where a place is on a map, as far as it is known: a point, the polygon of an area, or nothing.

Polygons are cut when they are first asked for, and kept: a province stands in thousands of claims.
"""

from functools import cached_property
from typing import Any

from qawl.corroborate.context import World
from qawl.export.geojson import AREA, POINT, UNKNOWN, Outline
from qawl.lexicon.gazetteer import Gazetteer
from qawl.model.entity import Place
from qawl.situation.areas import AreaTables, area_of, load_areas


class Outlines:
    """The outlines of places."""

    def __init__(self, world: World, gazetteer: Gazetteer) -> None:
        self._world = world
        self._gazetteer = gazetteer
        self._areas: dict[str, Outline] = {}

    def place(self, place_id: str) -> Place | None:
        """A place of the gazetteer; None for one that it has not."""
        return self._world.place_of(place_id)

    def of(self, place: Place | None) -> Outline:
        """The outline of a place; nothing where none is told."""
        if place is None:
            return Outline(None, UNKNOWN)
        if not place.is_area:
            return Outline({"type": "Point", "coordinates": [place.longitude, place.latitude]}, POINT)
        if place.id not in self._areas:
            found = area_of(place.id, self._world, self._tables)
            self._areas[place.id] = (
                Outline(None, AREA) if found is None else Outline(dict(found.polygon), AREA, found.precision)
            )
        return self._areas[place.id]

    @cached_property
    def _tables(self) -> AreaTables:
        return load_areas(self._gazetteer)


def point_of(place: Place | None) -> dict[str, Any] | None:
    """Latitude and longitude of a place that is a point."""
    if place is None or place.is_area:
        return None
    return {"latitude": place.latitude, "longitude": place.longitude}
