"""Lists as people have decided: rejected records left out, corrected ones found by what they were corrected to.

What nobody has reviewed is found by the database as ever. The few records that somebody has touched are loaded with
the decisions applied, and the same questions are asked of them here; both are then one list.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection, select

from qawl.model.claim import Claim
from qawl.model.days import days_of, first_day, last_day
from qawl.model.reading import Reading
from qawl.model.review import AppliesReviews, RecordKind, Review, ReviewedReading
from qawl.model.statement import Speaker, Statement
from qawl.store import load
from qawl.store import tables as t
from qawl.store.filters import ClaimFilter, StatementFilter, places_named
from qawl.store.lists import claims_in, find_claims, find_holdings, find_statements, statements_in
from qawl.store.records import DocumentHead, Holding, StoredClaim, StoredStatement
from qawl.store.reviews import find_reviews, reviewed_documents
from qawl.store.rows import FoldText

_TOUCHING = frozenset({RecordKind.STATEMENT, RecordKind.CLAIM, RecordKind.LINK})
_CHUNK = 500


@dataclass(frozen=True, slots=True)
class Decided:
    """What people have touched: the readings, and the ids of the records that the decisions change or mark."""

    readings: tuple[ReviewedReading, ...]
    statements: frozenset[str]
    claims: frozenset[str]


def find_decided(connection: Connection, apply: AppliesReviews) -> Decided:
    """The readings in which somebody has decided on a record, with the decisions applied."""
    by_article: dict[str, list[Review]] = defaultdict(list)
    reviews = [review for review in find_reviews(connection) if review.record_kind in _TOUCHING]
    if not reviews:
        return Decided((), frozenset(), frozenset())
    articles = _articles(connection)
    for review in reviews:
        by_article[articles.get(review.anchor.document_id, "")].append(review)
    readings = [
        apply(reading, by_article[articles[reading.document.id]])
        for reading in _readings(connection, [key for key, article in articles.items() if article in by_article])
    ]
    touched = {key for reading in readings for key in reading.decisions}
    claims = {claim.id for reading in readings for claim in _claims_of(reading) if _is_touched(claim, touched)}
    return Decided(tuple(readings), frozenset(touched), frozenset(touched | claims))


def decided_claims(
    connection: Connection,
    wanted: ClaimFilter,
    *,
    fold: FoldText,
    limit: int | None,
    apply: AppliesReviews,
    with_rejected: bool,
) -> list[StoredClaim]:
    """Claims that fit as they were decided, latest day first."""
    decided = find_decided(connection, apply)
    found = find_claims(connection, wanted, fold=fold, limit=limit, without=decided.claims)
    if not decided.claims:
        return found
    touched = [
        claim for claim in touched_claims(connection, decided, with_rejected) if _fits(connection, claim, wanted, fold)
    ]
    merged = sorted((*found, *touched), key=lambda stored: (stored.document.id, stored.claim.evidence.start))
    merged.sort(key=lambda stored: stored.days[0], reverse=True)
    return merged[:limit]


def decided_statements(
    connection: Connection,
    wanted: StatementFilter,
    *,
    fold: FoldText,
    limit: int | None,
    apply: AppliesReviews,
    with_rejected: bool,
) -> list[StoredStatement]:
    """Statements that fit as they were decided, newest article first."""
    decided = find_decided(connection, apply)
    found = find_statements(connection, wanted, fold=fold, limit=limit, without=decided.statements)
    if not decided.statements:
        return found
    touched = [
        stored
        for stored in _touched_statements(connection, decided, with_rejected)
        if _is_wanted(connection, stored, wanted, fold)
    ]
    merged = sorted((*found, *touched), key=lambda stored: (stored.document.id, stored.statement.cue.start))
    merged.sort(key=lambda stored: stored.document.day, reverse=True)
    return merged[:limit]


def decided_holdings(
    connection: Connection, place_id: str, *, day: str, fold: FoldText, apply: AppliesReviews
) -> list[Holding]:
    """Who is said to hold a place, by claims as they were decided."""
    decided = find_decided(connection, apply)
    touched = touched_claims(connection, decided, False)
    return find_holdings(connection, place_id, day=day, fold=fold, without=decided.claims, decided=touched)


def touched_claims(connection: Connection, decided: Decided, with_rejected: bool) -> list[StoredClaim]:
    """The claims that somebody has decided on, or whose speaker somebody has, as they were decided."""
    claims: list[Claim] = []
    reviews: dict[str, tuple[Review, ...]] = {}
    speakers: dict[str, Speaker] = {}
    rejected: set[str] = set()
    for reading in decided.readings:
        speakers |= {statement.id: statement.speaker for statement in _statements_of(reading)}
        rejected |= {record.id for record in reading.rejected}
        for claim in _claims_of(reading):
            if claim.id in decided.claims and (with_rejected or claim.id not in rejected):
                claims.append(claim)
                reviews[claim.id] = (
                    *reading.decisions.get(claim.id, ()),
                    *reading.decisions.get(claim.statement or "", ()),
                )
    found = claims_in(connection, claims, days={claim.id: _days(claim) for claim in claims}, speakers=speakers)
    return [replace(one, reviews=reviews[one.claim.id], is_rejected=one.claim.id in rejected) for one in found]


def _touched_statements(connection: Connection, decided: Decided, with_rejected: bool) -> list[StoredStatement]:
    found = []
    for reading in decided.readings:
        rejected = {record.id for record in reading.rejected}
        touched = [s for s in _statements_of(reading) if s.id in reading.decisions]
        for stored in statements_in(connection, [s for s in touched if with_rejected or s.id not in rejected]):
            key = stored.statement.id
            found.append(replace(stored, reviews=tuple(reading.decisions[key]), is_rejected=key in rejected))
    return found


def _claims_of(reading: ReviewedReading) -> Iterable[Claim]:
    return (*reading.claims, *(record for record in reading.rejected if isinstance(record, Claim)))


def _statements_of(reading: ReviewedReading) -> Iterable[Statement]:
    return (*reading.statements, *(record for record in reading.rejected if isinstance(record, Statement)))


def _is_touched(claim: Claim, touched: set[str]) -> bool:
    return claim.id in touched or (claim.statement or "") in touched


def _articles(connection: Connection) -> dict[str, str]:
    """The article of each document whose article anybody has reviewed."""
    ids = reviewed_documents(connection)
    return {
        row.id: row.article_id
        for start in range(0, len(ids), _CHUNK)
        for row in connection.execute(
            select(t.document.c.id, t.document.c.article_id).where(t.document.c.id.in_(ids[start : start + _CHUNK]))
        )
    }


def _readings(connection: Connection, ids: Sequence[str]) -> Iterable[Reading]:
    """Current readings with their statements and claims, in a few queries for many documents."""
    for start in range(0, len(ids), _CHUNK):
        chunk = ids[start : start + _CHUNK]
        documents = load.load_documents(connection, chunk)
        statements: dict[str, list[Statement]] = defaultdict(list)
        claims: dict[str, list[Claim]] = defaultdict(list)
        said = load.select_statements().where(t.statement.c.document_id.in_(chunk)).order_by(t.statement.c.ordinal)
        for statement in load.load_statements(connection, connection.execute(said).all()):
            statements[statement.document_id].append(statement)
        claimed = select(t.claim).where(t.claim.c.document_id.in_(chunk)).order_by(t.claim.c.ordinal)
        for claim in load.load_claims(connection, connection.execute(claimed).all()):
            claims[claim.document_id].append(claim)
        for key in chunk:
            yield Reading(documents[key], "", tuple(statements[key]), tuple(claims[key]), ())


def _days(claim: Claim) -> tuple[str, str] | None:
    return days_of(claim.time.target) if claim.time is not None and claim.time.target else None


# --- the questions that the database is asked, asked of records ------------------------------------


def _fits(connection: Connection, stored: StoredClaim, wanted: ClaimFilter, fold: FoldText) -> bool:
    claim = stored.claim
    if wanted.type and claim.type != wanted.type or wanted.status and claim.status != wanted.status:
        return False
    if wanted.since and stored.days[1] < first_day(wanted.since):
        return False
    if wanted.until and not "" < stored.days[0] <= last_day(wanted.until):
        return False
    if wanted.place:
        target = claim.place.target if claim.place is not None else None
        if target not in set(connection.execute(places_named(wanted.place, fold)).scalars()):
            return False
    if wanted.actor:
        parties = [(party.name, party.link.target) for party in (*claim.actors, *claim.targets)]
        if not _is_called(connection, parties, wanted.actor, wanted.actor_ids, fold):
            return False
    return _is_of_document(stored.document, wanted)


def _is_wanted(connection: Connection, stored: StoredStatement, wanted: StatementFilter, fold: FoldText) -> bool:
    statement = stored.statement
    if wanted.stance and statement.stance != wanted.stance:
        return False
    if wanted.since and stored.document.day < first_day(wanted.since):
        return False
    if wanted.until and not "" < stored.document.day <= last_day(wanted.until):
        return False
    speaker = statement.speaker
    named = [("" if speaker.is_private else speaker.name, speaker.entity)]
    if wanted.speaker and not _is_called(connection, named, wanted.speaker, wanted.speaker_ids, fold):
        return False
    return _is_of_document(stored.document, wanted)


def _is_called(
    connection: Connection,
    named: Iterable[tuple[str, str | None]],
    wanted: str,
    ids: tuple[str, ...],
    fold: FoldText,
) -> bool:
    words = wanted.strip()
    folded = fold(words)
    for name, entity in named:
        if folded in fold(name) and (name or not folded) or entity is not None and entity in (words, *ids):
            return True
        if entity is not None and _is_known_as(connection, entity, words, folded):
            return True
    return False


def _is_known_as(connection: Connection, entity: str, words: str, folded: str) -> bool:
    row: Any = connection.execute(select(t.actor.c.folded, t.actor.c.name_en).where(t.actor.c.id == entity)).first()
    return row is not None and (folded in row.folded or words.casefold() in row.name_en.casefold())


def _is_of_document(head: DocumentHead, wanted: StatementFilter | ClaimFilter) -> bool:
    return (
        (wanted.all_versions or head.is_current)
        and wanted.document_id in ("", head.id)
        and wanted.outlet in ("", head.outlet.id, head.outlet.name)
    )
