"""Who and what is named in a ledger: speakers in a public role, actors, places and outlets, the commonest first."""

from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Request, Response

from qawl.api.answers import MISSING, PROBLEMS, UNCHANGED, answer, page_answer
from qawl.api.bench import Bench, Workbench
from qawl.api.fresh import Fresh, FreshRoute
from qawl.api.paging import page_among
from qawl.api.problems import NoSuchRecordError
from qawl.api.questions import NamedQuestion
from qawl.api.schemas import ActorShape, Listed, NameShape, OutletShape, PlaceFullShape, SpeakerShape
from qawl.auth.visitor import Reader
from qawl.model.review import Letter
from qawl.reviewing import letters
from qawl.shapes import plain
from qawl.situation.credibility import UNSET
from qawl.store.named_answers import NameCount, NameKind
from qawl.text.fold import fold_text

router = APIRouter(route_class=FreshRoute, dependencies=[Fresh])

Key = Annotated[str, Path(min_length=1, max_length=200, description="An id, as the list gives it.")]
Asked = Annotated[NamedQuestion, Query()]
_LISTED: dict[str, Any] = {"response_model": Listed[NameShape], "responses": {**PROBLEMS, **UNCHANGED}}  # type: ignore[valid-type]
_ONE = {**PROBLEMS, **MISSING, **UNCHANGED}


@router.get("/speakers", tags=["speakers"], summary="Who speaks in a public role", **_LISTED)
def list_speakers(request: Request, bench: Bench, visitor: Reader, asked: Asked) -> Response:
    """With how many statements are theirs. Whoever speaks in no public role is in no list."""
    return _list(request, bench, NameKind.SPEAKERS, asked)


@router.get("/actors", tags=["actors"], summary="Actors of whom something is claimed", **_LISTED)
def list_actors(request: Request, bench: Bench, visitor: Reader, asked: Asked) -> Response:
    """Those that the lists of actors know, with how often claims name them."""
    return _list(request, bench, NameKind.ACTORS, asked)


@router.get("/places", tags=["places"], summary="Places of which something is claimed", **_LISTED)
def list_places(request: Request, bench: Bench, visitor: Reader, asked: Asked) -> Response:
    """With how many claims are about each."""
    return _list(request, bench, NameKind.PLACES, asked)


@router.get("/outlets", tags=["outlets"], summary="Whose articles are in the ledger", **_LISTED)
def list_outlets(request: Request, bench: Bench, visitor: Reader, asked: Asked) -> Response:
    """With how many articles are theirs."""
    return _list(request, bench, NameKind.OUTLETS, asked)


@router.get(
    "/speakers/{speaker_id}", tags=["speakers"], summary="One speaker", response_model=SpeakerShape, responses=_ONE
)
def read_speaker(speaker_id: Key, bench: Bench, visitor: Reader) -> Response:
    """As what and by whom somebody is quoted; `/statements?speaker=` has what was said."""
    found = bench.ledger.known_speaker(speaker_id)
    if found is None:
        raise NoSuchRecordError(f"{speaker_id}: no speaker in a public role has this id.")
    letter = letters(bench.ledger).get(found.entity or f"name:{fold_text(found.name)}")
    return answer(plain(found) | {"letter": _letter(letter)})


@router.get("/actors/{actor_id}", tags=["actors"], summary="One actor", response_model=ActorShape, responses=_ONE)
def read_actor(actor_id: Key, bench: Bench, visitor: Reader) -> Response:
    """Its names, and its claims by type; `/claims?actor=` has them, `/relations?actor=` how it stands to others."""
    actor, types = bench.names.actor_of(actor_id), bench.ledger.claim_types(actor=actor_id)
    if actor is None or not types:
        raise NoSuchRecordError(f"{actor_id}: no claim names an actor with this id.")
    return answer(plain(actor) | {"types": dict(types)})


@router.get("/places/{place_id}", tags=["places"], summary="One place", response_model=PlaceFullShape, responses=_ONE)
def read_place(place_id: Key, bench: Bench, visitor: Reader) -> Response:
    """A place with its outline: a point, a polygon with how exact it is, or none; `/situation` says who holds it.

    The coordinates of an area are those of its middle, for looking around there: it is no point.
    """
    place = bench.ledger.places_of([place_id]).get(place_id)
    if place is None:
        raise NoSuchRecordError(f"{place_id}: the ledger has no such place.")
    outline = bench.outlines.of(place)
    drawn = {"geometry": outline.geometry, "precision": outline.precision, "precision_km": outline.kilometres}
    return answer(plain(place) | {"types": dict(bench.ledger.claim_types(place=place_id))} | drawn)


@router.get("/outlets/{outlet_id}", tags=["outlets"], summary="One outlet", response_model=OutletShape, responses=_ONE)
def read_outlet(outlet_id: Key, bench: Bench, visitor: Reader) -> Response:
    """How many of its articles there are; `/documents?outlet=` has them."""
    found = next((one for one in _names(bench, NameKind.OUTLETS) if one.id == outlet_id), None)
    if found is None:
        raise NoSuchRecordError(f"{outlet_id}: no article is of an outlet with this id.")
    return answer(_row(found) | {"letter": _letter(letters(bench.ledger).get(f"outlet:{outlet_id}"))})


def _list(request: Request, bench: Workbench, kind: NameKind, asked: NamedQuestion) -> Response:
    found = [one for one in _names(bench, kind) if _is_called(one, asked.name)]
    page = page_among(kind, found, lambda one: (_in_ascii(one.id),), limit=asked.limit, after=asked.after)
    return page_answer(request, map(_row, page.records), page.next)


def _names(bench: Workbench, kind: NameKind) -> list[NameCount]:
    return bench.recall(("names", kind), lambda: bench.ledger.names(kind))


def _is_called(found: NameCount, name: str) -> bool:
    """Whether a name stands in that of a record, in any spelling, or is its id."""
    wanted = name.strip()
    if not wanted or wanted == found.id:
        return True
    folded = fold_text(wanted)
    return bool(folded) and (
        folded in (found.folded or fold_text(found.name_ar)) or wanted.casefold() in found.name_en.casefold()
    )


def _row(found: NameCount) -> dict[str, Any]:
    row: dict[str, Any] = plain(found)
    del row["folded"]
    return row


def _letter(given: Letter | None) -> str:
    """The Admiralty letter that people have set, F while nobody has."""
    return UNSET if given is None else given.letter


def _in_ascii(key: str) -> str:
    """An id as cursors take it; outlets may have any."""
    return key.encode("unicode_escape").decode("ascii")[:150]
