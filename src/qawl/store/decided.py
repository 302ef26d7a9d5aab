"""Lists as people have decided: rejected records left out, corrected ones found by what they were corrected to.

What nobody has reviewed is found by the database as ever. The few records that somebody has touched are loaded with
the decisions applied, and the same questions are asked of them here; both are then one list.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, fields, replace
from typing import Any

from sqlalchemy import Connection, Row, Table, or_, select

from qawl.model.claim import Claim
from qawl.model.days import days_of
from qawl.model.reading import Reading
from qawl.model.review import AppliesReviews, Decision, RecordKind, Review, ReviewedReading, without_undone
from qawl.model.statement import Statement, Voice
from qawl.store import load
from qawl.store import tables as t
from qawl.store.filters import ClaimFilter, StatementFilter
from qawl.store.lists import claims_in, find_claims, find_holdings, find_statements, statements_in
from qawl.store.questions import claim_fits, statement_fits
from qawl.store.records import Holding, StoredClaim, StoredStatement
from qawl.store.reviews import chunks, find_reviews, present_ids, reviewed_documents
from qawl.store.rows import FoldText

_TOUCHING = frozenset({RecordKind.STATEMENT, RecordKind.CLAIM, RecordKind.LINK})


@dataclass(frozen=True, slots=True)
class Decided:
    """What people have changed: readings, some of them in part, and the ids of records that are not as they were."""

    readings: tuple[ReviewedReading, ...] = ()
    statements: frozenset[str] = frozenset()
    claims: frozenset[str] = frozenset()


@dataclass(slots=True)
class _Noted:
    """What the decisions on the documents of one article say, without reading any of them."""

    reviewed: set[str] = field(default_factory=set)
    owners: set[str] = field(default_factory=set)
    changed: set[str] = field(default_factory=set)


def as_read(reading: Reading, reviews: Sequence[Review]) -> ReviewedReading:
    """A reading that knows of no decision: what a ledger shows that was opened without ``apply_reviews``."""
    return ReviewedReading(**{field.name: getattr(reading, field.name) for field in fields(Reading)})


def find_decided(connection: Connection, apply: AppliesReviews) -> Decided:
    """The records that somebody has corrected or rejected, and what hangs on them, with the decisions applied.

    Where every record is still there by its id, only these are loaded; where one is gone, or an article has several
    versions, decisions find their records by words, and whole readings are needed.
    """
    articles, noted = _noted(connection)
    present = present_ids(connection, {owner for note in noted.values() for owner in note.owners})
    partial, whole = [], []
    for document_id, article in articles.items():
        note = noted[article]
        if note.reviewed != {document_id} or not note.owners <= present:
            whole.append(document_id)
        elif note.changed:
            partial.append(document_id)
    readings = [
        *_apply(connection, apply, partial, noted, articles, changed={o for n in noted.values() for o in n.changed}),
        *_apply(connection, apply, whole, noted, articles),
    ]
    touched = {key for reading in readings for key in reading.decisions}
    claims = {claim.id for reading in readings for claim in _claims_of(reading) if _is_touched(claim, touched)}
    return Decided(tuple(readings), frozenset(touched), frozenset(touched | claims))


def _noted(connection: Connection) -> tuple[dict[str, str], dict[str, _Noted]]:
    """The article of each version of a reviewed article, and what was decided in it."""
    columns = (t.review.c.document_id, t.review.c.record_id, t.review.c.decision)
    rows = connection.execute(select(*columns).where(t.review.c.record_kind.in_(_TOUCHING))).all()
    if not rows:
        return {}, {}
    articles = _articles(connection)
    noted: dict[str, _Noted] = defaultdict(_Noted)
    for row in rows:
        article = articles.get(row.document_id)
        if article is None:
            continue
        note, owner = noted[article], row.record_id.partition(".")[0]
        note.reviewed.add(row.document_id)
        note.owners.add(owner)
        if row.decision != Decision.CONFIRM:
            note.changed.add(owner)
    return {key: article for key, article in articles.items() if article in noted}, noted


def _apply(
    connection: Connection,
    apply: AppliesReviews,
    ids: Sequence[str],
    noted: dict[str, _Noted],
    articles: dict[str, str],
    *,
    changed: set[str] | None = None,
) -> Iterable[ReviewedReading]:
    """The readings of documents with their decisions; with ``changed`` only these records and what hangs on them."""
    by_document: dict[str, list[Review]] = defaultdict(list)
    for chunk in chunks({document_id for key in ids for document_id in noted[articles[key]].reviewed}):
        for review in find_reviews(connection, document_ids=chunk):
            owner = review.record_id.partition(".")[0]
            if review.record_kind in _TOUCHING and (changed is None or owner in changed):
                by_document[review.anchor.document_id].append(review)
    for reading in _readings(connection, ids, changed):
        reviewed = sorted(noted[articles[reading.document.id]].reviewed)
        yield apply(reading, [review for key in reviewed for review in by_document[key]])


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
        return marked_claims(connection, found)
    touched = [
        claim
        for claim in touched_claims(connection, decided, with_rejected)
        if claim_fits(connection, claim, wanted, fold)
    ]
    merged = sorted((*found, *touched), key=lambda stored: (stored.document.id, stored.claim.evidence.start))
    merged.sort(key=lambda stored: stored.days[0], reverse=True)
    return marked_claims(connection, merged[:limit])


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
        return marked_statements(connection, found)
    touched = [
        stored
        for stored in touched_statements(connection, decided, with_rejected)
        if statement_fits(connection, stored, wanted, fold)
    ]
    merged = sorted((*found, *touched), key=lambda stored: (stored.document.id, stored.statement.cue.start))
    merged.sort(key=lambda stored: stored.document.day, reverse=True)
    return marked_statements(connection, merged[:limit])


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
    voices: dict[str, Voice] = {}
    rejected: set[str] = set()
    for reading in decided.readings:
        voices |= {one.id: Voice(one.speaker, one.stance) for one in _statements_of(reading)}
        rejected |= {record.id for record in reading.rejected}
        for claim in _claims_of(reading):
            if claim.id in decided.claims and (with_rejected or claim.id not in rejected):
                claims.append(claim)
                reviews[claim.id] = (
                    *reading.decisions.get(claim.id, ()),
                    *reading.decisions.get(claim.statement or "", ()),
                )
    others = {claim.statement for claim in claims if claim.statement and claim.statement not in voices}
    voices |= load.load_voices(connection, sorted(others))
    found = claims_in(connection, claims, days={claim.id: _days(claim) for claim in claims}, voices=voices)
    return [replace(one, reviews=reviews[one.claim.id], is_rejected=one.claim.id in rejected) for one in found]


def touched_statements(connection: Connection, decided: Decided, with_rejected: bool) -> list[StoredStatement]:
    found = []
    for reading in decided.readings:
        rejected = {record.id for record in reading.rejected}
        touched = [s for s in _statements_of(reading) if s.id in reading.decisions]
        for stored in statements_in(connection, [s for s in touched if with_rejected or s.id not in rejected]):
            key = stored.statement.id
            found.append(replace(stored, reviews=tuple(reading.decisions[key]), is_rejected=key in rejected))
    return found


def marked_claims(connection: Connection, found: list[StoredClaim]) -> list[StoredClaim]:
    """Claims with the decisions that change nothing: they were confirmed."""
    marks = _marks(connection, [stored.claim.id for stored in found if not stored.reviews])
    return [replace(one, reviews=marks[one.claim.id]) if one.claim.id in marks else one for one in found]


def marked_statements(connection: Connection, found: list[StoredStatement]) -> list[StoredStatement]:
    """Statements with the decisions that change nothing: they were confirmed."""
    marks = _marks(connection, [stored.statement.id for stored in found if not stored.reviews])
    return [replace(one, reviews=marks[one.statement.id]) if one.statement.id in marks else one for one in found]


def _marks(connection: Connection, ids: Iterable[str]) -> dict[str, tuple[Review, ...]]:
    marks: dict[str, list[Review]] = defaultdict(list)
    for chunk in chunks(ids):
        for review in find_reviews(connection, record_ids=chunk):
            marks[review.record_id].append(review)
    standing = {key: without_undone(made) for key, made in marks.items()}
    return {key: tuple(sorted(made, key=lambda review: review.made_at)) for key, made in standing.items() if made}


def _claims_of(reading: ReviewedReading) -> Iterable[Claim]:
    return (*reading.claims, *(record for record in reading.rejected if isinstance(record, Claim)))


def _statements_of(reading: ReviewedReading) -> Iterable[Statement]:
    return (*reading.statements, *(record for record in reading.rejected if isinstance(record, Statement)))


def _is_touched(claim: Claim, touched: set[str]) -> bool:
    return claim.id in touched or (claim.statement or "") in touched


def _articles(connection: Connection) -> dict[str, str]:
    """The article of each document whose article anybody has reviewed."""
    return {
        row.id: row.article_id
        for chunk in chunks(reviewed_documents(connection))
        for row in connection.execute(
            select(t.document.c.id, t.document.c.article_id).where(t.document.c.id.in_(chunk))
        )
    }


def _readings(connection: Connection, ids: Sequence[str], changed: set[str] | None) -> Iterable[Reading]:
    """Current readings with their statements and claims, in a few queries for many documents."""
    for chunk in chunks(ids):
        documents = load.load_documents(connection, chunk)
        statements: dict[str, list[Statement]] = defaultdict(list)
        claims: dict[str, list[Claim]] = defaultdict(list)
        for statement in load.load_statements(connection, _rows(connection, t.statement, chunk, changed)):
            statements[statement.document_id].append(statement)
        for claim in load.load_claims(connection, _rows(connection, t.claim, chunk, changed)):
            claims[claim.document_id].append(claim)
        for key in chunk:
            yield Reading(documents[key], "", tuple(statements[key]), tuple(claims[key]), ())


def _rows(connection: Connection, table: Table, ids: Sequence[str], changed: set[str] | None) -> list[Row[Any]]:
    """The rows of statements or claims of documents, in order; or those of ``changed`` and of what hangs on it."""
    query = load.select_statements() if table is t.statement else select(t.claim)
    query = query.where(table.c.document_id.in_(ids)).order_by(table.c.document_id, table.c.ordinal)
    if changed is None:
        return list(connection.execute(query).all())
    owner = t.statement.c.parent_id if table is t.statement else t.claim.c.statement_id
    found: dict[str, Row[Any]] = {}
    for chunk in chunks(changed):
        for row in connection.execute(query.where(or_(table.c.id.in_(chunk), owner.in_(chunk)))):
            found[row.id] = row
    return sorted(found.values(), key=lambda row: (row.document_id, row.ordinal))


def _days(claim: Claim) -> tuple[str, str] | None:
    return days_of(claim.time.target) if claim.time is not None and claim.time.target else None
