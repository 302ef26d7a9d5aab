"""What a map of a day shows: how much is claimed of each place, who is said to hold it, and how exactly it is known.

A place that is a point stands as a point. A province, a region or a river is never one: it is drawn as the area that it
is, or, where nothing tells its edge, as a circle about as large, so that nobody takes its middle for a position. Actors
are shown by the side they belong to, an army by its state and a brigade by the force that it is part of, and only the
sides of which most is claimed have a colour and a shape of their own.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from shapely.geometry import mapping, shape

from qawl.corroborate.context import World
from qawl.model.account import ControlVerdict, Situation, Standing
from qawl.model.entity import Place
from qawl.report.map import RADIUS_KM
from qawl.situation.area_shapes import around, circle
from qawl.situation.areas import BANK_KM, Area, AreaTables, area_of
from qawl.situation.control_tables import ControlWords, words_in
from qawl.store.filters import ClaimFilter
from qawl.store.ledger import Ledger

SIDES = 7  # as many as there are colours that can be told apart
_SMALL_CIRCLE_KM = 15.0
_COUNTRY = "country."


@dataclass(frozen=True, slots=True)
class ToldPlace:
    """A place with how many claims of each type are about it."""

    place: Place
    types: Mapping[str, int]

    @property
    def claims(self) -> int:
        """All of them."""
        return sum(self.types.values())


@dataclass(frozen=True, slots=True)
class Side:
    """One of the sides that have a colour: the actor that stands for it, and how many claims name it or its parts."""

    actor: str
    name: str
    claims: int


@dataclass(frozen=True, slots=True)
class Holders:
    """Who is said to hold a place on a day, for drawing: the sides by actor id, every one once, and what was said."""

    place: str
    verdict: str
    rule: str
    sides: tuple[str, ...]
    names: tuple[str, ...]
    speakers: int
    origins: int
    age_days: int | None


def told_places(ledger: Ledger, wanted: ClaimFilter) -> list[ToldPlace]:
    """The places of the claims that fit, with their numbers; most first."""
    types: dict[str, dict[str, int]] = defaultdict(dict)
    for count in ledger.place_counts(wanted):
        types[count.place_id][count.type] = count.claims
    places = ledger.places_of(types)
    found = [ToldPlace(places[key], counts) for key, counts in types.items() if key in places]
    return sorted(found, key=lambda told: (-told.claims, told.place.id))


def told_geojson(told: Iterable[ToldPlace]) -> dict[str, Any]:
    """One feature a place. An area has no geometry here: its polygon is asked for by id, and kept."""
    return {"type": "FeatureCollection", "features": [_told_feature(one) for one in told]}


def _told_feature(told: ToldPlace) -> dict[str, Any]:
    place = told.place
    properties = place_facts(place) | {"claims": told.claims, "types": dict(sorted(told.types.items()))}
    return {"type": "Feature", "id": place.id, "geometry": point_of(place), "properties": properties}


def place_facts(place: Place) -> dict[str, Any]:
    """A place as the map's script knows it."""
    return {
        "place": place.id,
        "ar": place.name_ar or place.name_en,
        "en": place.name_en or place.name_ar,
        "kind": place.kind,
        "is_area": place.is_area,
    }


def point_of(place: Place) -> dict[str, Any] | None:
    """A point for what is one; nothing for an area."""
    if place.is_area:
        return None
    return {"type": "Point", "coordinates": [place.longitude, place.latitude]}


def sides_of(ledger: Ledger, world: World, words: ControlWords) -> list[Side]:
    """The sides that are told of most as holding, taking or leaving places: the same on every day of the map."""
    claims: Counter[str] = Counter()
    names: dict[str, str] = {}
    for actor, name, number in ledger.control_holders():
        side = side_of(actor, world, words)
        claims[side] += number
        names.setdefault(side, name)
    ordered = sorted(claims, key=lambda side: (-claims[side], side))
    return [Side(side, names[side], claims[side]) for side in ordered[:SIDES]]


def side_of(actor: str, world: World, words: ControlWords) -> str:
    """The actor by which a holder is shown: what it is part of, and for a body of a state that state.

    A force that merely belongs to a country keeps its own colour: «البشمركة» are not «الجيش العراقي»; so does the army
    of a country in which more than one says that it is the state.
    """
    wholes = [whole for whole in world.wholes(actor) if not whole.startswith(_COUNTRY)]
    key = wholes[-1] if wholes else actor
    state, _, body = key.partition(".")
    if len(state) == 2 and body in words.bodies and key in world.states:
        return f"{_COUNTRY}{state.upper()}"
    return f"{_COUNTRY}{body}" if state in ("capital", "state") else key


def holders_on(
    situations: Iterable[Situation], world: World, words: ControlWords, *, speaker: str = "", origins: int = 1
) -> list[Holders]:
    """The situations of one day, for drawing.

    With ``speaker``, an actor's id or part of a name, only what that speaker says counts, and no verdict is more than
    theirs. ``origins`` leaves out places of which fewer apparently independent origins speak.
    """
    found = (_holders(situation, world, words, speaker) for situation in situations)
    return [one for one in found if one is not None and one.origins >= origins]


def _holders(situation: Situation, world: World, words: ControlWords, speaker: str) -> Holders | None:
    verdict, standings = situation.verdict, situation.standings
    if speaker:
        standings = tuple(one for one in standings if _is_by(one, speaker))
        is_live = any(not one.is_stale for one in standings)
        verdict = ControlVerdict.SINGLE_ORIGIN if is_live else ControlVerdict.STALE
    if not standings:
        return None
    counting = [one for one in standings if not one.is_stale and not one.is_overtaken] or _latest(standings)
    holding = [one for one in counting if _is_positive(one)]
    if verdict is ControlVerdict.CONTESTED and not holding:
        holding = counting  # of whom it is denied
    sides = dict.fromkeys(side_of(key, world, words) if key else "" for one in holding for key in one.holders)
    return Holders(
        place=situation.place,
        verdict=verdict.value,
        rule=situation.rule,
        sides=tuple(sides),
        names=tuple(dict.fromkeys(name for one in holding for name in one.names)),
        speakers=len({one.speaker.key for one in counting}),
        origins=len({one.origin for one in counting}),
        age_days=min((one.age_days for one in counting), default=None),
    )


def _latest(standings: Sequence[Standing]) -> list[Standing]:
    """The latest that names a holder, of claims that are all too old to count; else the latest of any kind."""
    return [one for one in standings if _is_positive(one)][:1] or list(standings[:1])


def _is_positive(standing: Standing) -> bool:
    return standing.says != "left" and not standing.is_denied


def _is_by(standing: Standing, speaker: str) -> bool:
    asked = " ".join(words_in(speaker))
    return standing.speaker.key == speaker or asked in " ".join(words_in(standing.speaker.name))


@dataclass(slots=True)
class Areas:
    """The polygons of places that are areas, each cut once."""

    world: World
    tables: AreaTables
    _found: dict[str, Area] = field(default_factory=dict)

    def of(self, place: Place) -> Area:
        """The area of a place with how many kilometres its edge may be off, and the rule that drew it."""
        if place.id not in self._found:
            found = area_of(place.id, self.world, self.tables)
            self._found[place.id] = found or self._along_river(place) or _roughly(place)
        return self._found[place.id]

    def geojson(self, places: Sequence[Place]) -> dict[str, Any]:
        """One polygon a place, with its precision and a point inside it at which its name can stand."""
        return {"type": "FeatureCollection", "features": [self._feature(place) for place in places]}

    def _feature(self, place: Place) -> dict[str, Any]:
        area = self.of(place)
        inside = shape(area.polygon).representative_point()
        properties = place_facts(place) | {
            "precision": area.precision,
            "rule": area.rule,
            "label": [round(inside.x, 3), round(inside.y, 3)],
        }
        return {"type": "Feature", "id": place.id, "geometry": dict(area.polygon), "properties": properties}

    def _along_river(self, place: Place) -> Area | None:
        """The land along a river, and not a circle somewhere on it."""
        name = " ".join(words_in(place.name_ar))
        if place.kind != "river" or name not in self.tables.rivers:
            return None
        line = self.tables.shapes.rivers[self.tables.rivers[name][0]]
        return Area(_thin(around(line, BANK_KM).simplify(0.02)), BANK_KM, "area.bank")


def _roughly(place: Place) -> Area:
    """Where nothing tells the edge: a circle about as large as places of this kind are."""
    radius = RADIUS_KM.get(place.kind, _SMALL_CIRCLE_KM)
    return Area(_thin(circle(place.longitude, place.latitude, radius)), radius, "area.circle")


def _thin(geometry: Any) -> Mapping[str, Any]:
    drawn: dict[str, Any] = mapping(geometry)
    return drawn | {"coordinates": _rounded(drawn["coordinates"])}


def _rounded(value: Any) -> Any:
    return [_rounded(one) for one in value] if isinstance(value, (list, tuple)) else round(value, 3)
