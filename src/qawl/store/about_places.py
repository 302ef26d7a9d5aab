"""What a ledger has on who holds some places, as readings that are cut down to them.

A situation needs the claims of control, capture and withdrawal about a place, the chains of their speakers, and,
where a party is only called «القوات», the other parties that the same article names. A few queries fetch that much for
all documents at once; reading whole documents would take a hundred times as long.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, Select, exists, func, select

from qawl.model.claim import Claim
from qawl.model.reading import Reading
from qawl.model.statement import Statement
from qawl.store import derived as d
from qawl.store import load
from qawl.store import tables as t

TYPES = ("control", "capture", "withdrawal")
STANDING = ("asserted", "denied")
_CHUNK = 400
_OLDER = 100
_DEEPEST = 8


@dataclass(frozen=True, slots=True)
class PlaceReadings:
    """Readings with nothing in them but claims that matter for some places; ``originals`` are the documents copied."""

    readings: tuple[Reading, ...]
    originals: dict[str, str]


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
    of_document = [t.document.c.id == t.claim.c.document_id, t.document.c.is_current]
    if known_on is not None:
        of_document.append(t.document.c.published_day <= known_on)
    of_place = select(t.claim).where(
        t.claim.c.place_id.in_(sorted(place_ids)),
        t.claim.c.type.in_(TYPES),
        t.claim.c.status.in_(STANDING),
        t.claim.c.first_day <= until,
        exists().where(*of_document),
    )
    if fresh_from is None:
        rows = list(connection.execute(of_place))
    else:
        rows = list(connection.execute(of_place.where(t.claim.c.last_day >= fresh_from)))
        rows += connection.execute(_latest(of_place.where(t.claim.c.last_day < fresh_from), older)).all()
    claims = load.load_claims(connection, rows)
    documents = {claim.document_id for claim in claims}
    unnamed = {claim.document_id for claim in claims if any(party.link.target is None for party in claim.actors)}
    claims += _with_known_parties(connection, unnamed, {claim.id for claim in claims})
    statements = _statements_of(connection, documents)
    return PlaceReadings(tuple(_readings(connection, documents, claims, statements)), _originals(connection, documents))


def _latest(claims: Select[Any], limit: int) -> Select[Any]:
    """The latest so many of the claims about each place."""
    order = func.row_number().over(
        partition_by=t.claim.c.place_id, order_by=(t.claim.c.last_day.desc(), t.claim.c.id)
    )  # fmt: skip
    ranked = claims.with_only_columns(t.claim.c.id, order.label("rank")).subquery()
    return select(t.claim).where(t.claim.c.id.in_(select(ranked.c.id).where(ranked.c.rank <= limit)))


def _with_known_parties(connection: Connection, documents: Iterable[str], known: set[str]) -> list[Claim]:
    """Other claims of some documents that name a listed actor: one a document, actor and name."""
    rows: list[Row[Any]] = []
    for ids in _chunks(documents):
        one_each = (
            select(func.min(t.claim.c.id))
            .join(t.claim_party, t.claim_party.c.claim_id == t.claim.c.id)
            .where(t.claim.c.document_id.in_(ids), t.claim_party.c.entity.is_not(None))
            .group_by(t.claim.c.document_id, t.claim_party.c.entity, t.claim_party.c.folded)
        )
        rows += connection.execute(select(t.claim).where(t.claim.c.id.in_(one_each))).all()
    return load.load_claims(connection, [row for row in rows if row.id not in known])


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
