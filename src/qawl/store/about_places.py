"""What a ledger has on who holds some places, as readings that are cut down to them.

A situation needs the claims of control, capture and withdrawal about a place, the chains of their speakers, and,
where a party is only called «القوات», the other parties that the same article names. A few queries fetch that much for
all documents at once; reading whole documents would take a hundred times as long. Of documents that have been
derived the cards of those claims are there already.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, exists, func, select

from qawl.model.account import ClaimCard
from qawl.model.claim import Claim
from qawl.model.reading import Reading
from qawl.model.statement import Statement
from qawl.store import derived as d
from qawl.store import load
from qawl.store import tables as t
from qawl.store.corroboration import find_cards
from qawl.store.paging import latest_first
from qawl.store.reviews import reviewed_documents

TYPES = ("control", "capture", "withdrawal")
STANDING = ("asserted", "denied")
_CHUNK = 400
_OLDER = 100
_DEEPEST = 8


@dataclass(frozen=True, slots=True)
class PlaceReadings:
    """Readings with nothing in them but claims that matter for some places; ``originals`` are the documents copied.

    ``cards`` are the claims of other documents, where cards were asked for.
    """

    readings: tuple[Reading, ...]
    originals: dict[str, str]
    cards: tuple[ClaimCard, ...] = ()


def find_control_readings(
    connection: Connection,
    place_ids: Collection[str],
    *,
    until: str,
    known_on: str | None = None,
    fresh_from: str | None = None,
    older: int = _OLDER,
) -> PlaceReadings:
    """The current documents that say something about who holds the places up to a day, cut down to that.

    Of claims that end before ``fresh_from`` only the latest ``older`` of a place are taken: they are too old to count,
    and a place of which much is told has thousands of them.
    """
    wanted = _wanted(connection, place_ids, until=until, known_on=known_on, fresh_from=fresh_from, older=older)
    return PlaceReadings(_cut_down(connection, wanted), _originals(connection, {row.document_id for row in wanted}))


def find_control_cards(
    connection: Connection,
    place_ids: Collection[str],
    *,
    until: str,
    known_on: str | None = None,
    fresh_from: str | None = None,
    older: int = _OLDER,
) -> PlaceReadings:
    """The same with stored cards in the place of readings, for documents that have been derived as they stand.

    What is to be derived yet, and articles on which somebody has decided, are given as readings.
    """
    wanted = _wanted(connection, place_ids, until=until, known_on=known_on, fresh_from=fresh_from, older=older)
    derived = _derived(connection, {row.document_id for row in wanted})
    cards = find_cards(connection, [row.id for row in wanted if row.document_id in derived])
    unnamed = {card.document for card in cards.values() if _has_unnamed(card.claim)}
    cards |= find_cards(connection, set(_naming_parties(connection, unnamed)) - cards.keys())
    readings = _cut_down(connection, [row for row in wanted if row.document_id not in derived])
    originals = _originals(connection, {row.document_id for row in wanted})
    return PlaceReadings(readings, originals, tuple(cards.values()))


def _wanted(
    connection: Connection,
    place_ids: Collection[str],
    *,
    until: str,
    known_on: str | None,
    fresh_from: str | None,
    older: int,
) -> list[Row[Any]]:
    """The ids of the claims that say who holds the places, with those of their documents."""
    of_document = [t.document.c.id == t.claim.c.document_id, t.document.c.is_current]
    if known_on is not None:
        of_document.append(t.document.c.published_day <= known_on)
    of_control = select(t.claim.c.id, t.claim.c.document_id).where(
        t.claim.c.type.in_(TYPES),
        t.claim.c.status.in_(STANDING),
        t.claim.c.first_day <= until,
        exists().where(*of_document),
    )
    places = sorted(place_ids)
    of_places = of_control.where(t.claim.c.place_id.in_(places))
    if fresh_from is None:
        return [*connection.execute(of_places)]
    found = [*connection.execute(of_places.where(t.claim.c.last_day >= fresh_from))]
    too_old = of_control.where(t.claim.c.last_day < fresh_from)
    latest = too_old.order_by(latest_first(t.claim.c.last_day), t.claim.c.id).limit(older)
    for place in places:  # one by one each is the end of a range of the index, however much is told of the place
        found += connection.execute(latest.where(t.claim.c.place_id == place)).all()
    return found


def _derived(connection: Connection, documents: Iterable[str]) -> set[str]:
    """Those of the documents whose cards are of their present reading, and on which nobody has decided anything."""
    found = set[str]()
    for ids in _chunks(documents):
        of_reading = (t.reading.c.id == t.document.c.derived_from) & t.reading.c.is_current & ~t.document.c.is_due
        query = select(t.document.c.id).join(t.reading, of_reading).where(t.document.c.id.in_(ids))
        found |= set(connection.execute(query).scalars())
    return found.difference(reviewed_documents(connection))


def _cut_down(connection: Connection, wanted: Iterable[Row[Any]]) -> tuple[Reading, ...]:
    """The readings of these claims with nothing else in them but what tells whom they mean."""
    claims = _load_claims(connection, (row.id for row in wanted))
    documents = {claim.document_id for claim in claims}
    unnamed = {claim.document_id for claim in claims if _has_unnamed(claim)}
    claims += _load_claims(connection, set(_naming_parties(connection, unnamed)) - {claim.id for claim in claims})
    return tuple(_readings(connection, documents, claims, _statements_of(connection, documents)))


def _load_claims(connection: Connection, ids: Iterable[str]) -> list[Claim]:
    rows = [row for some in _chunks(ids) for row in connection.execute(select(t.claim).where(t.claim.c.id.in_(some)))]
    return load.load_claims(connection, rows)


def _has_unnamed(claim: Claim) -> bool:
    return any(party.link.target is None for party in claim.actors)


def _naming_parties(connection: Connection, documents: Iterable[str]) -> list[str]:
    """Claims of some documents that name a listed actor: one a document, actor and name."""
    found: list[str] = []
    for ids in _chunks(documents):
        one_each = (
            select(func.min(t.claim.c.id))
            .join(t.claim_party, t.claim_party.c.claim_id == t.claim.c.id)
            .where(t.claim.c.document_id.in_(ids), t.claim_party.c.entity.is_not(None))
            .group_by(t.claim.c.document_id, t.claim_party.c.entity, t.claim_party.c.folded)
        )
        found += connection.execute(one_each).scalars().all()
    return found


def _statements_of(connection: Connection, documents: Iterable[str]) -> dict[str, Statement]:
    """All that is said in the documents: whom a speaker speaks for may stand in a statement about another place."""
    rows: list[Row[Any]] = []
    for ids in _chunks(documents):
        rows += connection.execute(load.select_statements().where(t.statement.c.document_id.in_(ids))).all()
    return {statement.id: statement for statement in load.load_statements(connection, rows)}


def statements_around(connection: Connection, wanted: set[str]) -> dict[str, Statement]:
    """Statements with all those in which they are nested."""
    found: dict[str, Statement] = {}
    for _ in range(_DEEPEST):
        rows: list[Row[Any]] = []
        for ids in _chunks(wanted - set(found)):
            rows += connection.execute(load.select_statements().where(t.statement.c.id.in_(ids))).all()
        found |= {statement.id: statement for statement in load.load_statements(connection, rows)}
        wanted = {statement.parent for statement in found.values() if statement.parent}
        if wanted <= set(found) or not rows:
            break
    return found


def _readings(
    connection: Connection, documents: Iterable[str], claims: Sequence[Claim], statements: dict[str, Statement]
) -> Iterable[Reading]:
    by_document: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        by_document[claim.document_id].append(claim)
    said: dict[str, list[Statement]] = defaultdict(list)
    for statement in statements.values():
        said[statement.document_id].append(statement)
    columns = (t.document, t.article.c.key, t.article.c.address, t.snapshot.c.sha256, t.reading.c.version)
    for ids in _chunks(documents):
        query = (
            select(*columns)
            .join(t.article, t.article.c.id == t.document.c.article_id)
            .join(t.snapshot, t.snapshot.c.id == t.document.c.snapshot_id)
            .join(t.reading, (t.reading.c.document_id == t.document.c.id) & t.reading.c.is_current)
            .where(t.document.c.id.in_(ids))
        )
        for row in connection.execute(query):
            document = load.load_document(row, article_key=row.key, snapshot_sha256=row.sha256)
            mine = sorted(by_document[row.id], key=lambda claim: (claim.evidence.start, claim.id))
            yield Reading(document, row.version, tuple(said[row.id]), tuple(mine), places=())


def _originals(connection: Connection, documents: Iterable[str]) -> dict[str, str]:
    return {
        row.document_id: row.original_id
        for ids in _chunks(documents)
        for row in connection.execute(select(d.original).where(d.original.c.document_id.in_(ids)))
    }


def _chunks(ids: Iterable[str]) -> Iterable[list[str]]:
    wanted = sorted(set(ids))
    return (wanted[at : at + _CHUNK] for at in range(0, len(wanted), _CHUNK))
