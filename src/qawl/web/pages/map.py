"""The map: claims and claimed control by day, drawn in the browser from what these routes count.

The page itself asks nothing of the ledger, so that it stands at once. Its script asks for the frame (days, sides), for
each day of the slider for places and who is said to hold them, for the outline of an area once, and for what is said of
a place when somebody chooses it. Without scripts the same stands as a list.
"""

from dataclasses import replace
from datetime import date as calendar_date
from datetime import timedelta
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.responses import JSONResponse

from qawl.adding import actors_named
from qawl.api.bench import Bench, Workbench
from qawl.api.fresh import Fresh, FreshRoute
from qawl.auth.visitor import Reader
from qawl.errors import UsageError
from qawl.mapping import Holders, ToldPlace, holders_on, sides_of, told_geojson, told_places
from qawl.model.claim import ClaimType, Status
from qawl.model.days import last_day
from qawl.store.filters import ClaimFilter
from qawl.web.rendering import render
from qawl.web.situations import days_to_tell, history_before, standing_on

router = APIRouter()
data = APIRouter(route_class=FreshRoute, dependencies=[Fresh])

_LISTED = 200
_MOST_AREAS = 60


class MapFilter:
    """What the map is asked for, by the names that lists and commands use too."""

    def __init__(
        self,
        type: str = "",
        actor: str = "",
        speaker: str = "",
        status: str = "",
        outlet: str = "",
        origins: Annotated[int, Query(ge=1, le=99)] = 1,
    ) -> None:
        self.type, self.actor, self.speaker = type, actor.strip(), speaker.strip()
        self.status, self.outlet, self.origins = status, outlet, origins

    def claims(self, *, until: str = "", days: int = 0) -> ClaimFilter:
        """The claims of ``days`` days up to one; of all days where it is 0."""
        return ClaimFilter(
            type=self.type, actor=self.actor, actor_ids=actors_named(self.actor), speaker=self.speaker,
            speaker_ids=actors_named(self.speaker), status=self.status, outlet=self.outlet, origins=self.origins,
            since=_days_before(until, days) if until and days else "", until=until,
        )  # fmt: skip


Filter = Annotated[MapFilter, Depends()]
Days = Annotated[int, Query(ge=0, le=36_500)]


@router.get("/map")
def show_map(
    request: Request, bench: Bench, visitor: Reader, wanted: Filter, date: str = "", days: Days = 30, view: str = ""
) -> Response:
    """The page; with ``view=list`` the places of a day as a list, which needs no script."""
    listed: list[ToldPlace] | None = None
    holders: dict[str, Holders] = {}
    if view == "list":
        day = _day(date) if date else max(bench.ledger.claim_days(wanted.claims()), default="")
        listed = told_places(bench.ledger, wanted.claims(until=day, days=days))[:_LISTED] if day else []
        holders = {one.place: one for one in _holders(bench, wanted, day)} if day else {}
        date = day
    return render(
        request, "map.html", wanted=wanted, date=date, days=days, listed=listed, holders=holders,
        types=[kind.value for kind in ClaimType], statuses=[status.value for status in Status],
    )  # fmt: skip


@data.get("/map/frame")
def give_frame(bench: Bench, visitor: Reader, wanted: Filter) -> Response:
    """The days on which claims begin, and the sides that have a colour; the same whatever day is shown."""
    days = bench.ledger.claim_days(wanted.claims())
    sides = [_side(bench, side.actor, side.name) for side in sides_of(bench.ledger, bench.world, bench.control_words)]
    return JSONResponse({"days": days, "sides": sides})


@data.get("/map/places")
def give_places(bench: Bench, visitor: Reader, wanted: Filter, date: str, days: Days = 30) -> Response:
    """The places of the claims of some days up to one, as GeoJSON: points, and areas without their outline."""
    return JSONResponse(told_geojson(told_places(bench.ledger, wanted.claims(until=_day(date), days=days))))


@data.get("/map/control")
def give_control(bench: Bench, visitor: Reader, wanted: Filter, date: str) -> Response:
    """Who is said to hold which place on a day, and where the place is."""
    found = _holders(bench, wanted, _day(date))
    places = bench.ledger.places_of(one.place for one in found)
    told = {one.place: ToldPlace(places[one.place], {}) for one in found if one.place in places}
    features = told_geojson(told.values())["features"]
    for feature, one in zip(features, (one for one in found if one.place in told), strict=True):
        feature["properties"] |= _holders_json(one)
    names = {side: _side(bench, side, side) for one in found for side in one.sides if side}
    return JSONResponse({"type": "FeatureCollection", "features": features, "sides": names})


@data.get("/map/areas")
def give_areas(bench: Bench, visitor: Reader, place: Annotated[list[str], Query(max_length=_MOST_AREAS)]) -> Response:
    """The outlines of places that are areas; of others nothing."""
    places = bench.ledger.places_of(place)
    return JSONResponse(bench.areas.geojson([places[key] for key in place if key in places and places[key].is_area]))


@router.get("/map/place")
def show_place(
    request: Request, bench: Bench, visitor: Reader, wanted: Filter, place: str, date: str, days: Days = 30
) -> Response:
    """What is said of one place: who says whom holds it, how that changed in a year, how many claims of which type."""
    day = _day(date)
    situated = standing_on(bench, place, day)
    told = told_places(bench.ledger, replace(wanted.claims(until=day, days=days), place=place))
    history = history_before(bench, place, day, days=days_to_tell(bench, place, day))
    return render(
        request, "map_place.html", place=bench.ledger.places_of([place]).get(place), situated=situated,
        told=told[0] if told else None, history=history, date=day, days=days, wanted=wanted,
    )  # fmt: skip


def _holders(bench: Workbench, wanted: MapFilter, day: str) -> list[Holders]:
    if not day:
        return []
    found = holders_on(
        bench.situations.on(day), bench.world, bench.control_words, speaker=wanted.speaker, origins=wanted.origins
    )
    if not wanted.actor:
        return found
    keys = {wanted.actor, *actors_named(wanted.actor)}
    return [one for one in found if keys & set(one.sides) or any(wanted.actor in name for name in one.names)]


def _holders_json(one: Holders) -> dict[str, Any]:
    return {
        "verdict": one.verdict,
        "rule": one.rule,
        "sides": list(one.sides),
        "names": list(one.names),
        "speakers": one.speakers,
        "origins": one.origins,
        "age": one.age_days,
    }


def _side(bench: Workbench, actor: str, name: str) -> dict[str, str]:
    known = bench.names.actor_of(actor) or bench.names.place_of(actor)
    spoken = name.removeprefix("name:")
    if known is None:
        return {"id": actor, "ar": spoken, "en": spoken}
    return {"id": actor, "ar": known.name_ar or spoken, "en": known.name_en or known.name_ar or spoken}


def _day(given: str) -> str:
    try:
        return last_day(given)
    except ValueError as error:
        raise UsageError(str(error)) from None


def _days_before(day: str, days: int) -> str:
    try:
        return (calendar_date.fromisoformat(day) - timedelta(days=days - 1)).isoformat()
    except OverflowError:
        return "0001-01-01"


router.include_router(data)
