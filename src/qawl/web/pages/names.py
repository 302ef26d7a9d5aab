"""Names: lists of speakers, actors, places and outlets, and a page for each of them."""

from fastapi import APIRouter, Request, Response

from qawl.api.bench import Bench, Workbench
from qawl.api.problems import NoSuchRecordError
from qawl.auth.visitor import Reader
from qawl.foretelling import predictions_of
from qawl.model.account import Relation
from qawl.relating import relations_in
from qawl.reviewing import letters
from qawl.situation.credibility import UNSET
from qawl.store.filters import AccountFilter, ClaimFilter, DocumentFilter, StatementFilter
from qawl.store.named_answers import NameCount, NameKind
from qawl.text.fold import fold_text
from qawl.web.account_rows import account_rows
from qawl.web.rendering import render

router = APIRouter()

_LISTED = 200
_SHOWN = 12
_MOST_RELATIONS = 25


@router.get("/names")
def list_names(
    request: Request, bench: Bench, visitor: Reader, kind: NameKind = NameKind.SPEAKERS, name: str = ""
) -> Response:
    """The commonest names of a kind, or those in which some letters stand."""
    found = _all(bench, kind)
    wanted = fold_text(name.strip())
    if wanted:
        english = name.strip().casefold()
        found = [one for one in found if _is_named(one, wanted, english, bench)]
    return render(
        request, "names.html", kind=kind, kinds=list(NameKind), name=name, found=found[:_LISTED], total=len(found)
    )


@router.get("/speakers/{speaker_id}")
def show_speaker(request: Request, bench: Bench, visitor: Reader, speaker_id: str) -> Response:
    """A speaker in a public role: how often, as what and by whom quoted, and the latest statements."""
    speaker = bench.ledger.known_speaker(speaker_id)
    if speaker is None:
        raise NoSuchRecordError(f"{speaker_id}: no speaker in a public role has this id in this ledger.")
    statements = bench.ledger.page_of_statements(StatementFilter(speaker=speaker_id), limit=_SHOWN)
    letter = letters(bench.ledger).get(speaker.entity or f"name:{fold_text(speaker.name)}")
    return render(request, "speaker.html", speaker=speaker, statements=statements.records, letter=letter, unset=UNSET)


@router.get("/speakers/{speaker_id}/predictions")
def show_predictions(request: Request, bench: Bench, visitor: Reader, speaker_id: str) -> Response:
    """The forecasts of a speaker and what later claims say of them; asked for after the page, for it takes longer."""
    speaker = bench.ledger.known_speaker(speaker_id)
    if speaker is None:
        raise NoSuchRecordError(f"{speaker_id}: no speaker in a public role has this id in this ledger.")
    found = predictions_of(bench.ledger, speaker=speaker_id)
    return render(request, "speaker_predictions.html", speaker=speaker, found=found)


@router.get("/actors/{actor_id}")
def show_actor(request: Request, bench: Bench, visitor: Reader, actor_id: str) -> Response:
    """What is said of an actor: claims by type, the latest of them, and where it speaks itself."""
    actor = bench.names.actor_of(actor_id)
    types = bench.ledger.claim_types(actor=actor_id)
    if actor is None or not types:
        raise NoSuchRecordError(f"{actor_id}: no claim of this ledger names an actor with this id.")
    return render(
        request,
        "actor.html",
        actor=actor,
        types=types,
        claims=bench.ledger.page_of_claims(ClaimFilter(actor=actor_id), limit=_SHOWN).records,
        speaker=bench.ledger.known_speaker(actor_id),
    )


@router.get("/actors/{actor_id}/relations")
def show_relations(request: Request, bench: Bench, visitor: Reader, actor_id: str) -> Response:
    """How an actor is said to stand to others, by articles alone; asked for after the page, for it takes longer."""
    found = relations_in(bench.ledger, actor=actor_id)
    told = [one for one in found.relations if one.claim in found.cards and actor_id in (one.actor, one.target)]
    return render(
        request,
        "actor_relations.html",
        actor_id=actor_id,
        found=found,
        total=len(told),
        relations=_grouped(told)[:_MOST_RELATIONS],
    )


@router.get("/places/{place_id}")
def show_place(request: Request, bench: Bench, visitor: Reader, place_id: str) -> Response:
    """What is said of a place: claims by type, accounts, the latest claims, and ways to map and situation."""
    place = next(iter(bench.ledger.places(place_id)), None)
    if place is None or place.id != place_id:
        raise NoSuchRecordError(f"{place_id}: no place of this ledger has this id. The list of places has all of them.")
    accounts = bench.ledger.page_of_accounts(AccountFilter(place=place_id, origins=2), limit=5)
    return render(
        request,
        "place.html",
        place=place,
        within=_within(bench, place.parent),
        types=bench.ledger.claim_types(place=place_id),
        newest=bench.ledger.newest_day(),
        accounts=account_rows(bench.ledger, accounts.records),
        claims=bench.ledger.page_of_claims(ClaimFilter(place=place_id), limit=_SHOWN).records,
    )


@router.get("/outlets/{outlet_id}")
def show_outlet(request: Request, bench: Bench, visitor: Reader, outlet_id: str) -> Response:
    """An outlet: its latest articles, its letter, and what it says in its own voice."""
    documents = bench.ledger.page_of_documents(DocumentFilter(outlet=outlet_id), limit=_SHOWN).records
    if not documents:
        raise NoSuchRecordError(f"{outlet_id}: no article of this ledger is of an outlet with this id.")
    return render(
        request,
        "outlet.html",
        outlet=documents[0].outlet,
        documents=documents,
        count=next((one.count for one in _all(bench, NameKind.OUTLETS) if one.id == documents[0].outlet.id), 0),
        letter=letters(bench.ledger).get(f"outlet:{documents[0].outlet.id}"),
        unset=UNSET,
    )


def _all(bench: Workbench, kind: NameKind) -> list[NameCount]:
    return bench.recall(("names", kind), lambda: bench.ledger.names(kind))


def _is_named(one: NameCount, folded: str, english: str, bench: Workbench) -> bool:
    """True where the letters stand in the Arabic name, or in the English one of the data files."""
    if folded in (one.folded or fold_text(one.name_ar)) or english in one.name_en.casefold():
        return True
    known = bench.names.actor_of(one.id) if not one.name_en else None
    return known is not None and english in known.name_en.casefold()


def _grouped(relations: list[Relation]) -> list[list[Relation]]:
    """Claims of the same relation together, in the order in which each is first met."""
    groups: dict[tuple[object, ...], list[Relation]] = {}
    for one in relations:
        groups.setdefault((one.actor, one.kind, one.target, one.is_denied), []).append(one)
    return list(groups.values())


def _within(bench: Workbench, parent: str | None) -> list[str]:
    """The ids of the places in which a place lies, the nearest first."""
    found: list[str] = []
    while parent is not None and parent not in found:
        found.append(parent)
        place = bench.names.place_of(parent)
        parent = None if place is None else place.parent
    return found
