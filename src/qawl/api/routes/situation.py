"""Situations: who is said to hold a place on a day, according to whom."""

from typing import Annotated

from fastapi import APIRouter, Query, Response

from qawl.api.answers import MISSING, PROBLEMS, UNCHANGED, answer
from qawl.api.bench import Bench
from qawl.api.fresh import Fresh, FreshRoute
from qawl.api.problems import NoSuchRecordError
from qawl.api.questions import SituationForm, SituationQuestion
from qawl.api.schemas import SituationShape
from qawl.auth.visitor import Reader
from qawl.export.columns import Columns
from qawl.export.csv import csv_lines
from qawl.situating import history_of, situation_of, situations_geojson, situations_json, situations_rows
from qawl.situation.control_rows import COLUMNS

router = APIRouter(tags=["situation"], route_class=FreshRoute, dependencies=[Fresh])
_TABLE = Columns(tuple((name, name) for name in COLUMNS))


@router.get(
    "/situation",
    summary="Who is said to hold a place on a day",
    response_model=list[SituationShape],  # type: ignore[valid-type]
    responses={
        **PROBLEMS,
        **MISSING,
        **UNCHANGED,
        200: {
            "content": {
                "text/csv": {"schema": {"type": "string"}},
                "application/geo+json": {"schema": {"type": "object"}},
            }
        },
    },
)
def read_situation(bench: Bench, visitor: Reader, asked: Annotated[SituationQuestion, Query()]) -> Response:
    """Each speaker's latest standing claim up to the day, and what they amount to: one a place of this name and change.

    A province is a polygon or has no geometry, never a point in its middle.
    """
    named = bench.ledger.places(asked.place.strip())
    if not named:
        raise NoSuchRecordError(f"{asked.place}: no place of this name in the ledger. Try another spelling, or its id.")
    stale = bench.settings.corroborate.control_stale_days if asked.stale is None else asked.stale
    known, words = asked.known_on or None, bench.control_words
    found = [
        history_of(bench.ledger, bench.world, one.id, until=asked.date, known_on=known, stale_days=stale, words=words)
        if asked.history
        else situation_of(bench.ledger, bench.world, one.id, asked.date, known_on=known, stale_days=stale, words=words)
        for one in named
    ]
    if asked.format is SituationForm.GEOJSON:
        return answer(situations_geojson(found, bench.world), media_type="application/geo+json")
    if asked.format is SituationForm.CSV:
        table = "".join(csv_lines(situations_rows(found), _TABLE, bom=asked.bom))
        headers = {"Content-Disposition": 'attachment; filename="qawl-situation.csv"'}
        return Response(table, media_type="text/csv", headers=headers)
    return answer(situations_json(found))
