"""Searching: sentences, statements or claims by their words and by what they are about."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from pydantic import Field

from qawl.api.answers import PROBLEMS, UNCHANGED, answer, next_link
from qawl.api.bench import Bench
from qawl.api.fresh import Fresh, FreshRoute
from qawl.api.models import model_of
from qawl.api.schemas import DocumentShape, Shape
from qawl.api.search_question import SearchQuestion
from qawl.auth.visitor import Reader
from qawl.shapes import plain, search_hit_json
from qawl.store import search_records as records

router = APIRouter(prefix="/search", tags=["search"], route_class=FreshRoute, dependencies=[Fresh])

HitShape = model_of(records.SearchHit, "SearchHit", document=DocumentShape)


class SearchShape(Shape):
    """A page of hits, how many there are of each kind, and what they are about."""

    items: list[HitShape]  # type: ignore[valid-type]
    next: str | None = Field(description="give it as `after`; null on the last page")
    counts: dict[records.SearchKind, model_of(records.SearchCount)] = Field(  # type: ignore[valid-type]
        description="of each kind as many as are counted; `is_more` where there are others"
    )
    facets: list[model_of(records.Facet)] = Field(  # type: ignore[valid-type]
        description="what the counted hits are about: the newest, or with `sort=oldest` the oldest"
    )
    unfiltered: model_of(records.SearchCount) | None = Field(  # type: ignore[valid-type]
        description="what the words alone would find, where filters leave nothing"
    )
    filters: dict[records.FacetKind, model_of(records.Label)] = Field(  # type: ignore[valid-type]
        description="the names of the speaker, actor, place and outlet that were asked for"
    )


@router.get(
    "",
    summary="Sentences, statements or claims by their words",
    response_model=SearchShape,
    responses=PROBLEMS | UNCHANGED,
)
def search(request: Request, bench: Bench, visitor: Reader, asked: Annotated[SearchQuestion, Query()]) -> Response:
    """What has all the words, in any spelling and with any particle written onto them, as people have decided."""
    found = bench.ledger.find(asked.wanted(bench))
    body = plain(found) | {"items": [search_hit_json(hit) for hit in found.hits], "next": found.next or None}
    del body["hits"]
    return answer(body, headers=next_link(request, found.next or None))
