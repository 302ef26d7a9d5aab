"""Relations between actors, and forecasts: what is made of claims when somebody asks."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import StreamingResponse

from qawl.api.answers import PROBLEMS, UNCHANGED, answer, page_answer
from qawl.api.bench import Bench
from qawl.api.fresh import Fresh, FreshRoute
from qawl.api.paging import page_among
from qawl.api.questions import PredictionQuestion, RelationForm, RelationQuestion
from qawl.api.schemas import Listed, PredictionShape, RelationShape, TallyShape
from qawl.auth.visitor import Reader
from qawl.export.graphml import graphml_lines
from qawl.foretelling import predictions_of
from qawl.relating import relations_in
from qawl.shapes import plain, prediction_json, relation_json

router = APIRouter(tags=["relations"], route_class=FreshRoute, dependencies=[Fresh])


@router.get(
    "/relations",
    summary="How actors stand to each other",
    response_model=Listed[RelationShape],  # type: ignore[valid-type]
    responses={**PROBLEMS, **UNCHANGED, 200: {"content": {"application/graphml+xml": {"schema": {"type": "string"}}}}},
)
def list_relations(
    request: Request, bench: Bench, visitor: Reader, asked: Annotated[RelationQuestion, Query()]
) -> Response:
    """Who backs, fights or commands whom, according to whom and when; as a page, or all of it as a graph."""
    ids = bench.actors_named(asked.actor)
    found = bench.recall(
        ("relations", asked.actor, asked.since, asked.until),
        lambda: relations_in(bench.ledger, actor=asked.actor, actor_ids=ids, since=asked.since, until=asked.until),
    )
    if asked.format is RelationForm.GRAPHML:
        lines = (f"{line}\n" for line in graphml_lines(found.graph))
        headers = {"Content-Disposition": 'attachment; filename="qawl-relations.graphml"'}
        return StreamingResponse(lines, media_type="application/graphml+xml", headers=headers)
    page = page_among(
        "relations",
        found.relations,
        lambda one: (one.kind, one.actor, one.target, one.claim, one.rule),
        limit=asked.limit,
        after=asked.after,
    )
    return page_answer(request, [relation_json(one, found.cards, found.names) for one in page.records], page.next)


@router.get(
    "/predictions",
    summary="Forecasts and what came of them",
    response_model=Listed[PredictionShape],  # type: ignore[valid-type]
    responses={**PROBLEMS, **UNCHANGED},
)
def list_predictions(
    request: Request, bench: Bench, visitor: Reader, asked: Annotated[PredictionQuestion, Query()]
) -> Response:
    """Forecasts with their horizons, each with the later claims that bear it out or contradict it; earliest first."""
    ids = bench.actors_named(asked.speaker)
    found = bench.recall(
        ("predictions", asked.speaker),
        lambda: predictions_of(
            bench.ledger, speaker=asked.speaker, speaker_ids=ids, settings=bench.settings.corroborate
        ),
    )
    fitting = [one for one in found.predictions if asked.outcome in (None, one.outcome)]
    page = page_among("predictions", fitting, lambda one: (one.claim,), limit=asked.limit, after=asked.after)
    return page_answer(request, [prediction_json(one, found.cards) for one in page.records], page.next)


@router.get(
    "/predictions/tallies",
    summary="How the forecasts of a speaker came out",
    response_model=list[TallyShape],  # type: ignore[valid-type]
    responses={**PROBLEMS, **UNCHANGED},
)
def list_tallies(
    bench: Bench,
    visitor: Reader,
    speaker: Annotated[str, Query(min_length=1, max_length=200, pattern=r"^[^\x00]*$")],
) -> Response:
    """Forecasts told again within days count once. Below the least number of settled ones there is no rate."""
    ids = bench.actors_named(speaker)
    found = bench.recall(
        ("predictions", speaker),
        lambda: predictions_of(bench.ledger, speaker=speaker, speaker_ids=ids, settings=bench.settings.corroborate),
    )
    return answer([plain(tally) for tally in found.tallies])
