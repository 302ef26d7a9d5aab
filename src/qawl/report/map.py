"""The map: where the claims say things happened, on outlines of the region, drawn as SVG.

A town is a point; a province, region or country is a soft circle about as large as it is, never a pin, since
the claim says no more. The base map is stored once a page in units of degrees and placed on each map by a
transform: equirectangular, longitude narrowed by the cosine of the middle latitude.
"""

import json
import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from qawl.errors import DataFileError
from qawl.model.claim import Claim, ClaimType
from qawl.model.entity import Place
from qawl.report.names import Names

WIDTH, HEIGHT = 480, 360
SMALLEST_SPAN = 3.2  # degrees of latitude: enough ground around a single town to know where one is
MARGIN = 46  # pixels kept free around the outermost point
LABELS = 14
APART = 3.0  # degrees: places nearer than this belong to one theatre
FEWEST = 4  # claims that make a theatre of its own
CROWDED = 12

RADIUS_KM = {"country": 220.0, "region": 60.0, "province": 60.0, "district": 18.0, "river": 40.0}
GROUPS = {
    "ground": (ClaimType.CONTROL, ClaimType.CAPTURE, ClaimType.WITHDRAWAL, ClaimType.CAPABILITY),
    "force": (ClaimType.STRIKE, ClaimType.ATTACK, ClaimType.CLASH, ClaimType.OPERATION),
    "people": (ClaimType.CASUALTIES, ClaimType.DISPLACEMENT, ClaimType.DETENTION),
    "relief": (ClaimType.AGREEMENT, ClaimType.SUPPORT, ClaimType.AID),
}
_GROUP_OF = {kind: group for group, kinds in GROUPS.items() for kind in kinds}
_KM_IN_DEGREE = 111.2
_FILE = Path(__file__).parents[1] / "data" / "basemap" / "region.json"


@dataclass(frozen=True, slots=True)
class BaseMap:
    """Outlines as SVG path data, ``units`` a degree; labels as the file describes them.

    A label is Arabic, English, longitude, latitude, smallest scale and group.
    """

    units: int
    bounds: tuple[float, float, float, float]
    land: str
    lakes: str
    borders: str
    rivers: str
    countries: tuple[tuple[str, str, float, float, float, str], ...]
    waters: tuple[tuple[str, str, float, float, float, str], ...]


@dataclass(frozen=True, slots=True)
class Label:
    """Words on the map; ``anchor`` as in SVG: start, middle or end of the drawn line."""

    text: str
    x: float
    y: float
    anchor: str = "middle"


@dataclass(frozen=True, slots=True)
class Spot:
    """One place with its claims. ``radius`` in pixels; 0 is a point. ``groups`` are drawn as shapes side by side."""

    place: Place
    count: int
    x: float
    y: float
    radius: float
    groups: tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class Map:
    """One drawn map. ``labels`` and ``context`` (countries and waters) have one list a language."""

    transform: str
    spots: tuple[Spot, ...]
    labels: dict[str, tuple[Label, ...]]
    context: dict[str, tuple[Label, ...]]
    outside: tuple[tuple[Place, int], ...] = ()
    groups: tuple[str, ...] = ()
    width: int = WIDTH
    height: int = HEIGHT


@dataclass(slots=True)
class _Count:
    place: Place
    number: int = 0
    groups: Counter[str] = field(default_factory=Counter)


def load_basemap() -> BaseMap:
    """Read the compiled outlines.

    Raises:
        DataFileError: the file is missing or broken.
    """
    try:
        content: dict[str, Any] = json.loads(_FILE.read_text("utf-8"))
        return BaseMap(
            units=content["units"],
            bounds=tuple(content["bounds"]),
            land=content["land"],
            lakes=content["lakes"],
            borders=content["borders"],
            rivers=content["rivers"],
            countries=tuple(tuple(row) for row in content["countries"]),
            waters=tuple(tuple(row) for row in content["waters"]),
        )
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise DataFileError(f"{_FILE}: cannot be read ({error}). Run scripts/compile_basemap.py.") from error


def maps_of(claims: Iterable[Claim], names: Names, base: BaseMap, *, limit: int = 1) -> list[Map]:
    """The places of some claims on at most ``limit`` maps; none when no claim has a place.

    Theatres far from each other get a map each, most claims first, so that none shrinks to a blot. Places
    on no map are listed with the first.
    """
    counts = _counted(claims, names)
    if not counts:
        return []
    west, south, east, north = base.bounds
    shown = [c for c in counts if west <= c.place.longitude <= east and south <= c.place.latitude <= north]
    theatres = [shown] if limit == 1 else _theatres(shown, limit)
    drawn = {c.place.id for theatre in theatres for c in theatre}
    outside = tuple((c.place, c.number) for c in counts if c.place.id not in drawn)
    return [_draw(t, base, outside=() if number else outside) for number, t in enumerate(theatres)]


def _theatres(counts: Sequence[_Count], limit: int) -> list[list[_Count]]:
    """Places joined while they are near each other, most claims first; a lone mention far away gets no map."""
    theatres: list[list[_Count]] = []
    for count in sorted(counts, key=lambda c: (c.place.kind == "country", -c.number, c.place.id)):
        near = [t for t in theatres if any(_degrees_apart(count.place, c.place) < APART for c in t)]
        joined = [count] if not near else [*(c for t in near for c in t), count]
        theatres = [t for t in theatres if t not in near]
        theatres.append(joined)
    theatres.sort(key=lambda t: (-sum(c.number for c in t), t[0].place.id))
    return theatres[:1] + [t for t in theatres[1:limit] if sum(c.number for c in t) >= FEWEST]


def _degrees_apart(left: Place, right: Place) -> float:
    narrow = math.cos(math.radians((left.latitude + right.latitude) / 2))
    return math.hypot((left.longitude - right.longitude) * narrow, left.latitude - right.latitude)


def _draw(shown: Sequence[_Count], base: BaseMap, *, outside: tuple[tuple[Place, int], ...]) -> Map:
    view = _View.around([c.place for c in shown], base)
    # Areas first, so that points lie on top of them; on a crowded map one shape a place.
    shapes = 1 if len(shown) > CROWDED else len(GROUPS)
    drawn = sorted((_spot(c, view, shapes) for c in shown), key=lambda s: (-s.radius, s.count, s.place.id))
    return Map(
        transform=view.transform(base),
        spots=tuple(drawn),
        labels={code: _spot_labels(drawn, code) for code in ("ar", "en")},
        context={code: _context(base, view, drawn, code) for code in ("ar", "en")},
        outside=outside,
        groups=tuple(g for g in GROUPS if any(g in c.groups for c in shown)),
    )


def _counted(claims: Iterable[Claim], names: Names) -> list[_Count]:
    counts: dict[str, _Count] = {}
    for claim in claims:
        place = names.place(claim.place)
        if place is None:
            continue
        count = counts.setdefault(place.id, _Count(place))
        count.number += 1
        count.groups[_GROUP_OF[claim.type]] += 1
    return sorted(counts.values(), key=lambda c: (-c.number, c.place.id))


def _radius(place: Place) -> float:
    return RADIUS_KM.get(place.kind, 0.0)


@dataclass(frozen=True, slots=True)
class _View:
    """The part of the world a map shows: its middle and its scale in pixels a degree of latitude."""

    longitude: float
    latitude: float
    scale: float

    @classmethod
    def around(cls, places: Sequence[Place], base: BaseMap) -> "_View":
        """The smallest view that holds all places; countries count only when there is nothing finer."""
        kept = [p for p in places if p.kind != "country"] or list(places)
        if not kept:
            west, south, east, north = base.bounds
            return cls((west + east) / 2, (south + north) / 2, HEIGHT / (north - south))
        reach = [min(_radius(p), 150.0) / _KM_IN_DEGREE for p in kept]
        south = min(p.latitude - r for p, r in zip(kept, reach, strict=True))
        north = max(p.latitude + r for p, r in zip(kept, reach, strict=True))
        latitude = (south + north) / 2
        narrow = math.cos(math.radians(latitude))
        west = min(p.longitude - r / narrow for p, r in zip(kept, reach, strict=True))
        east = max(p.longitude + r / narrow for p, r in zip(kept, reach, strict=True))
        tall, wide = HEIGHT - 2 * MARGIN, WIDTH - 2 * MARGIN
        scale = min(
            tall / max(north - south, SMALLEST_SPAN),
            wide / max((east - west) * narrow, SMALLEST_SPAN * WIDTH / HEIGHT / 2),
        )
        return cls((west + east) / 2, latitude, scale)

    @property
    def narrow(self) -> float:
        return math.cos(math.radians(self.latitude))

    def xy(self, longitude: float, latitude: float) -> tuple[float, float]:
        """Degrees to pixels."""
        x = WIDTH / 2 + (longitude - self.longitude) * self.narrow * self.scale
        return round(x, 1), round(HEIGHT / 2 - (latitude - self.latitude) * self.scale, 1)

    def transform(self, base: BaseMap) -> str:
        """The SVG transform that lays the base map under this view."""
        across, down = self.narrow * self.scale / base.units, self.scale / base.units
        x, y = self.xy(0, 0)
        return f"matrix({across:.5f} 0 0 {down:.5f} {x} {y})"


def _spot(count: _Count, view: _View, shapes_a_place: int) -> Spot:
    x, y = view.xy(count.place.longitude, count.place.latitude)
    commonest = {group for group, _ in count.groups.most_common(shapes_a_place)}
    groups = [g for g in GROUPS if g in commonest]
    step = 13.0
    shapes = tuple((g, round(x + (i - (len(groups) - 1) / 2) * step, 1)) for i, g in enumerate(groups))
    radius = _radius(count.place) / _KM_IN_DEGREE * view.scale
    return Spot(count.place, count.number, x, y, round(radius, 1), shapes)


_Box = tuple[float, float, float, float]


def _spot_labels(spots: Sequence[Spot], code: str) -> tuple[Label, ...]:
    """Names beside their places, most claims first; a name that fits nowhere is left to the list."""
    shapes = [_shapes_box(s) for s in spots]
    taken: list[_Box] = []
    labels: list[Label] = []
    for spot in sorted(spots, key=lambda s: (-s.count, s.place.id))[:LABELS]:
        choices = _positions(spot, code)
        # Rather over a neighbour's shape than nowhere, but never over another name.
        label = next((la for la in choices if _fits(_box(la), [*taken, *shapes])), None)
        label = label or next((la for la in choices if _fits(_box(la), taken)), None)
        if label is not None:
            taken.append(_box(label))
            labels.append(label)
    return tuple(labels)


def _positions(spot: Spot, code: str) -> list[Label]:
    text = _name(spot.place, code) + (f" ({spot.count})" if spot.count > 1 else "")
    half = _shapes_box(spot)[2] - spot.x
    places = (
        (spot.x + half + 3, spot.y + 4, "start"),
        (spot.x - half - 3, spot.y + 4, "end"),
        (spot.x, spot.y - 11, "middle"),
        (spot.x, spot.y + 20, "middle"),
        (spot.x + 8, spot.y - 11, "start"),
        (spot.x - 8, spot.y - 11, "end"),
    )
    return [Label(text, round(x, 1), round(y, 1), anchor) for x, y, anchor in places]


def _context(base: BaseMap, view: _View, spots: Sequence[Spot], code: str) -> tuple[Label, ...]:
    """Faint names of countries and waters where nothing else stands."""
    taken = [_shapes_box(s) for s in spots]
    taken += [_box(label) for label in _spot_labels(spots, code)]
    shown = {_name(s.place, code) for s in spots}
    groups: dict[str, list[Label]] = {}
    for arabic, english, longitude, latitude, smallest, group in (*base.waters, *base.countries):
        x, y = view.xy(longitude, latitude)
        label = Label(arabic if code == "ar" else english, x, y)
        if view.scale >= smallest and label.text not in shown:
            groups.setdefault(group or english, []).append(label)
    labels: list[Label] = []
    for together in groups.values():
        boxes = [_box(label, size=11) for label in together]
        if all(_fits(box, [*taken, *boxes[:i]]) for i, box in enumerate(boxes)):
            taken.extend(boxes)
            labels.extend(together)
    return tuple(labels)


def _name(place: Place, code: str) -> str:
    english = place.name_en if code == "en" else ""
    return english or place.name_ar or place.name_en


def _shapes_box(spot: Spot) -> _Box:
    half = 7.0 + 6.5 * (len(spot.groups) - 1)
    return (spot.x - half, spot.y - 7, spot.x + half, spot.y + 7)


def _box(label: Label, *, size: float = 13) -> _Box:
    width = len(label.text) * size * 0.56
    left = label.x - {"start": 0.0, "middle": width / 2, "end": width}[label.anchor]
    return (left, label.y - size, left + width, label.y + size * 0.35)


def _fits(box: _Box, taken: Sequence[_Box]) -> bool:
    if box[0] < 2 or box[1] < 2 or box[2] > WIDTH - 2 or box[3] > HEIGHT - 2:
        return False
    return not any(map(partial(_meet, box), taken))


def _meet(left: _Box, right: _Box) -> bool:
    return left[0] < right[2] and right[0] < left[2] and left[1] < right[3] and right[1] < left[3]
