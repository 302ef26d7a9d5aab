"""The situation of a place on a day: the verdict with its rule, every speaker's standing claim, and how it changed."""

import json
from datetime import date as calendar_date
from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.responses import StreamingResponse

from qawl.api.bench import Bench, Workbench
from qawl.auth.visitor import Reader
from qawl.errors import UsageError
from qawl.export.columns import Columns
from qawl.export.csv import csv_lines
from qawl.model.days import last_day
from qawl.model.entity import Place
from qawl.situating import Situated, situations_geojson, situations_rows
from qawl.situation.control_rows import COLUMNS
from qawl.web.rendering import render
from qawl.web.situations import A_YEAR, MOST_CHANGES, days_to_tell, history_before, standing_on

router = APIRouter()

_COLUMNS = Columns(tuple((name, name) for name in COLUMNS))


@router.get("/situation")
def show_situation(
    request: Request, bench: Bench, visitor: Reader, place: str = "", date: str = "", known_on: str = ""
) -> Response:
    """Who is said to hold the places of a name on a day; without a day, on the last of which anything is told."""
    asked = {"place": place.strip(), "date": date, "known_on": known_on}
    if not asked["place"]:
        return render(request, "situation.html", asked=asked, found=None)
    places = bench.ledger.places(asked["place"])
    day = _day(bench, date)
    found = [_told(bench, one, day, known_on) for one in places] if day else []
    return render(request, "situation.html", asked=asked | {"date": day}, found=found, most=MOST_CHANGES)


@router.get("/situation.csv")
def give_rows(bench: Bench, visitor: Reader, place: str, date: str = "", known_on: str = "") -> Response:
    """The same as rows, one a place, day and speaker."""
    rows = situations_rows(_situated(bench, place, date, known_on))
    return StreamingResponse(csv_lines(rows, _COLUMNS), media_type="text/csv; charset=utf-8", headers=_saved("csv"))


@router.get("/situation.geojson")
def give_features(bench: Bench, visitor: Reader, place: str, date: str = "", known_on: str = "") -> Response:
    """The same as GeoJSON, one feature a place, day and speaker; an area is its polygon, never a pin."""
    collection = situations_geojson(_situated(bench, place, date, known_on), bench.world)
    content = json.dumps(collection, ensure_ascii=False)
    return Response(content, media_type="application/geo+json", headers=_saved("geojson"))


def _told(bench: Workbench, place: Place, day: str, known_on: str) -> dict[str, Any]:
    days = days_to_tell(bench, place.id, day)
    return {
        "place": place,
        "situated": standing_on(bench, place.id, day, known_on=known_on),
        "history": history_before(bench, place.id, day, days=days, known_on=known_on),
        "days": days,
        "is_cut": days < A_YEAR,
    }


def _situated(bench: Workbench, place: str, date: str, known_on: str) -> list[Situated]:
    day = _day(bench, date)
    places = bench.ledger.places(place.strip()) if place.strip() else []
    if not places or not day:
        raise UsageError(f"{place}: no place of this name in the ledger. Search for how articles name it.")
    return [standing_on(bench, one.id, day, known_on=known_on) for one in places]


def _day(bench: Workbench, given: str) -> str:
    if not given:
        return max(bench.ledger.claim_days(), default=calendar_date.today().isoformat())
    try:
        return last_day(given)
    except ValueError as error:
        raise UsageError(str(error)) from None


def _saved(ending: str) -> dict[str, str]:
    return {"Content-Disposition": f'attachment; filename="situation.{ending}"'}
