"""What rules of claims ask about the places of an article: which country they lie in, and which may lie in which."""

from __future__ import annotations

from qawl.extract.findings import FoundToponym
from qawl.lexicon.gazetteer import DEGREE, Gazetteer
from qawl.text.record import record

_WIDTH = {"country": 4, "province": 3, "region": 2, "district": 2, "city": 1, "town": 1}
"""What contains what: kinds left out (villages, neighbourhoods, facilities) contain nothing."""
_REACH = {4: 30.0, 3: 3.0, 2: 1.5, 1: 0.3}  # degrees between the middle of a place and what may lie in it


@record
class PlaceMap:
    """The gazetteer as seen from the toponyms of an article; without one every place is unknown."""

    gazetteer: Gazetteer | None = None

    def country_of(self, place: str | None) -> str:
        """The code of the country that a place lies in; "" where it is unknown or of the world at large."""
        if self.gazetteer is not None and place in self.gazetteer.rows:
            return self.gazetteer.countries[self.gazetteer.rows[place]]
        scope, _, rest = (place or "").partition(".")
        if scope in ("country", "capital"):
            return rest
        return scope.upper() if len(scope) == 2 and scope != "gn" else ""

    def may_contain(self, wide: FoundToponym, narrow: FoundToponym, *, towns: bool) -> bool:
        """True where the first is of a wider kind than the second and lies around it; ``towns`` are containers too."""
        rows = {} if self.gazetteer is None else self.gazetteer.rows
        if self.gazetteer is None or wide.place not in rows:
            return False
        row = rows[wide.place]
        width = _WIDTH.get(self.gazetteer.kinds[row], 0)
        if width == _WIDTH["town"] and not towns:
            return False
        if narrow.place not in rows:
            return width > 1
        inner = rows[narrow.place]
        if width <= _WIDTH.get(self.gazetteer.kinds[inner], 0):
            return False
        if width == _WIDTH["country"]:
            return self.gazetteer.countries[row] == self.gazetteer.countries[inner]
        reach = _REACH[width] * DEGREE
        north = abs(self.gazetteer.latitudes[row] - self.gazetteer.latitudes[inner])
        return north < reach and abs(self.gazetteer.longitudes[row] - self.gazetteer.longitudes[inner]) < reach
