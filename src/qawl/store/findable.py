"""The rows by which records are found: made of a reading as people have decided, put in place of those before.

Whoever changes a record says of which documents it is; the rows of their articles are then made anew in the same
transaction, so that what is found is what the ledger holds. Superseded versions have none, nor has what was rejected.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import IntEnum
from typing import Any

from sqlalchemy import Connection, delete, exists, insert, select, text

from qawl.model.claim import Claim
from qawl.model.document import Document
from qawl.model.reading import Reading
from qawl.model.review import AppliesReviews, RecordKind
from qawl.model.span import Span
from qawl.model.statement import Statement
from qawl.store import load
from qawl.store import tables as t
from qawl.store.reviews import chunks, find_reviews, reviewed_documents
from qawl.store.rows import Row, speaker_key
from qawl.store.search import Fold, tokens_of
from qawl.store.search_tables import findable
from qawl.store.tags import TagKind, join_tags, tag

STAMP = "1"
"""Changes when rows would be made otherwise; ledgers are filled anew then."""

CHANGING = frozenset({RecordKind.STATEMENT, RecordKind.CLAIM, RecordKind.LINK, RecordKind.DOCUMENT})
"""Decisions that change what is found."""

_DAY_MINUTES = 24 * 60
_PLACE_BITS, _SLOT_BITS, _MINUTE_BITS = 15, 14, 31
_PLACES, _SLOTS = 1 << _PLACE_BITS, 1 << _SLOT_BITS
_KIND_BITS = _PLACE_BITS + _SLOT_BITS + _MINUTE_BITS


class RowKind(IntEnum):
    """What a row is of; the first part of its id."""

    SENTENCE = 0
    STATEMENT = 1
    CLAIM = 2


_ANY_AT = text(
    "SELECT id FROM findable WHERE "
    + " OR ".join(f"(id >= :of_{kind} AND id < :of_{kind} + :places)" for kind in map(int, RowKind))
    + " LIMIT 1"
)


@dataclass(frozen=True, slots=True)
class Indexing:
    """What rows are made with: how letters fold, and how decisions are applied."""

    fold: Fold
    apply: AppliesReviews


def row_ids(kind: RowKind, since: str = "", until: str = "") -> tuple[int, int]:
    """The least and greatest id of a kind, of articles published from day ``since`` to day ``until``.

    Articles without a date come before all others, and are in no range of days.
    """
    first = date.fromisoformat(since).toordinal() if since else 1 if until else 0
    last = date.fromisoformat(until).toordinal() + 1 if until else 1 << _MINUTE_BITS
    lowest = (kind << _KIND_BITS) + _at_minute(first * _DAY_MINUTES)
    highest = (kind << _KIND_BITS) + _at_minute(min(last * _DAY_MINUTES, 1 << _MINUTE_BITS))
    return lowest, highest - 1


def day_of_row(row_id: int) -> str:
    """The day on which the article of a row was published, by its id; empty when unknown."""
    minute = (row_id >> (_PLACE_BITS + _SLOT_BITS)) & ((1 << _MINUTE_BITS) - 1)
    return date.fromordinal(minute // _DAY_MINUTES).isoformat() if minute >= _DAY_MINUTES else ""


def _at_minute(minute: int) -> int:
    return minute << (_PLACE_BITS + _SLOT_BITS)


# --- keeping the rows -----------------------------------------------------------------------------


def refresh(
    connection: Connection, document_ids: Iterable[str], indexing: Indexing, readings: Iterable[Reading] = ()
) -> None:
    """Make the rows of these documents and of other versions of their articles anew.

    ``readings`` are those at hand, with what people decided on dates, outlets and headlines; others are loaded.
    """
    known = {reading.document.id: reading for reading in readings}
    reviewed: set[str] | None = None
    for ids in chunks(set(document_ids)):
        articles = select(t.document.c.article_id).where(t.document.c.id.in_(ids))
        versions = connection.execute(
            select(t.document.c.id, t.document.c.article_id, t.document.c.is_current).where(
                t.document.c.article_id.in_(articles)
            )
        ).all()
        _remove(connection, [row.id for row in versions])
        if reviewed is None:
            reviewed = set(reviewed_documents(connection)) if _has_reviews(connection) else set()
        current = {row.id: row.article_id for row in versions if row.is_current}
        _insert(connection, _decided(connection, current, known, reviewed, indexing), indexing.fold)


def add(connection: Connection, readings: Sequence[Reading], indexing: Indexing) -> None:
    """Make the rows of documents that are the first of their articles: there is nothing to take away."""
    if _has_reviews(connection):  # decisions outlive the documents that they are about
        refresh(connection, [reading.document.id for reading in readings], indexing, readings)
    else:
        _insert(connection, readings, indexing.fold)


def unfilled(connection: Connection, *, anew: bool) -> list[str]:
    """Ids of current documents that have no rows, or of all that are to have them ``anew``, in order of their days."""
    query = select(t.document.c.id).where(t.document.c.is_current)
    if not anew:
        query = query.where(~exists().where(findable.c.document_id == t.document.c.id))
    return list(connection.execute(query.order_by(t.document.c.published_day, t.document.c.id)).scalars())


def _has_reviews(connection: Connection) -> bool:
    return connection.execute(select(t.review.c.id).limit(1)).first() is not None


def _decided(
    connection: Connection,
    current: Mapping[str, str],
    known: Mapping[str, Reading],
    reviewed: set[str],
    indexing: Indexing,
) -> Iterator[Reading]:
    """The readings of current documents, given with their articles, as people have decided."""
    loaded = _load(connection, [key for key in current if key not in known])
    for key in sorted(current):
        reading = known.get(key) or loaded.get(key)
        if reading is not None:
            is_reviewed = key in reviewed
            reviews = find_reviews(connection, document_id=key, article_id=current[key]) if is_reviewed else []
            yield indexing.apply(reading, reviews) if reviews else reading


def _load(connection: Connection, document_ids: Sequence[str]) -> dict[str, Reading]:
    loaded: dict[str, Reading] = {}
    for ids in chunks(document_ids):
        sentences = load.load_sentences(connection, ids)
        for key, (_, reading) in load.load_claim_readings(connection, ids).items():
            loaded[key] = replace(reading, sentences=sentences.get(key, ()))
    return loaded


def _remove(connection: Connection, document_ids: Sequence[str]) -> None:
    """Rows go and come in order of their ids: the index of words writes a part of itself whenever one does not."""
    of_documents = [findable.c.document_id.in_(some) for some in chunks(document_ids)]
    ids = [id for those in of_documents for id in connection.execute(select(findable.c.id).where(those)).scalars()]
    for some in chunks(ids):
        connection.execute(delete(findable).where(findable.c.id.in_(some)))


def _insert(connection: Connection, readings: Iterable[Reading], fold: Fold) -> None:
    taken: set[int] = set()
    rows: list[Row] = []
    for reading in readings:
        slot = _free_slot(connection, reading.document, taken)
        taken.add(slot)
        rows += findable_rows(reading, slot, fold)
    if rows:
        connection.execute(insert(findable), sorted(rows, key=lambda row: row["id"]))


def _free_slot(connection: Connection, document: Document, taken: set[int]) -> int:
    """Where a document stands among all: its minute, and a place in that minute that no other document has."""
    wanted = int(hashlib.sha256(document.id.encode()).hexdigest()[:12], 16)
    minute = _minute(document)
    slot = wanted % (_DAY_MINUTES << _SLOT_BITS) if minute is None else (minute << _SLOT_BITS) | (wanted % _SLOTS)
    while slot in taken or _is_taken(connection, slot):
        slot += 1
    return slot


def _is_taken(connection: Connection, slot: int) -> bool:
    starts = {f"of_{int(kind)}": (kind << _KIND_BITS) | (slot << _PLACE_BITS) for kind in RowKind}
    return connection.execute(_ANY_AT, {**starts, "places": _PLACES}).first() is not None


def _minute(document: Document) -> int | None:
    """Minutes from the year one to publication, by the outlet's own clock; of a month only, those to its first day."""
    if document.published_at is None:
        return None
    value = document.published_at.value
    day = value.date()
    precision = document.published_at.precision.value
    if precision in ("year", "month"):
        day = day.replace(month=1 if precision == "year" else day.month, day=1)
        return day.toordinal() * _DAY_MINUTES
    return day.toordinal() * _DAY_MINUTES + value.hour * 60 + value.minute


# --- rows of a reading ----------------------------------------------------------------------------


def findable_rows(reading: Reading, slot: int, fold: Fold) -> list[Row]:
    """The rows of one reading that stands at ``slot``; what exceeds the places of a slot is left out."""
    outlet = _outlet_tags(reading.document)
    claim_tags = {claim.id: _claim_tags(claim) for claim in reading.claims}
    said = {statement.id: _statement_tags(statement) for statement in reading.statements}
    claimed_in: dict[str, list[str]] = {}
    for claim in reading.claims:
        claimed_in.setdefault(claim.statement or "", []).extend(claim_tags[claim.id])
    maker = _RowMaker(reading.document, slot, fold)
    spans = [(statement_span(one), said[one.id]) for one in reading.statements]
    spans += [(claim.evidence, claim_tags[claim.id]) for claim in reading.claims]
    rows = []
    for number, (start, end) in enumerate(reading.sentences):
        within = [one for span, tags in spans if span.start < end and span.end > start for one in tags]
        rows.append(maker.row(RowKind.SENTENCE, number, "", [Span(start, end)], (*outlet, *within)))
    for number, statement in enumerate(reading.statements):
        tags = (*outlet, *said[statement.id], *claimed_in.get(statement.id, ()))
        rows.append(maker.row(RowKind.STATEMENT, number, statement.id, _sought_in(statement), tags))
    for number, claim in enumerate(reading.claims):
        tags = (*outlet, *claim_tags[claim.id], *said.get(claim.statement or "", ()))
        rows.append(maker.row(RowKind.CLAIM, number, claim.id, [claim.evidence], tags))
    return [row for row in rows if row is not None]


def statement_span(statement: Statement) -> Span:
    """From the first to the last character of what a statement consists of."""
    parts = [statement.cue, *statement.content, *([statement.source] if statement.source else [])]
    return Span(min(part.start for part in parts), max(part.end for part in parts))


@dataclass(frozen=True, slots=True)
class _RowMaker:
    document: Document
    slot: int
    fold: Fold

    def row(
        self, kind: RowKind, number: int, record_id: str, spans: Sequence[Span], tags: Iterable[str]
    ) -> dict[str, Any] | None:
        """One row; None where there is no place or no word for it."""
        tokens = [token for span in spans for token in tokens_of(span.of(self.document.text), self.fold)]
        if number >= _PLACES or not tokens:
            return None
        return {
            "id": (kind << _KIND_BITS) | (self.slot << _PLACE_BITS) | (_PLACES - 1 - number),
            "document_id": self.document.id,
            "record_id": record_id,
            "start": min(span.start for span in spans),
            "end": max(span.end for span in spans),
            "words": " ".join(tokens),
            "tags": join_tags(tags),
        }


def _sought_in(statement: Statement) -> list[Span]:
    """Source and content; somebody in no public role is found by no name."""
    source = [] if statement.source is None or statement.speaker.is_private else [statement.source]
    return [*source, *statement.content] or [statement.cue]


def _statement_tags(statement: Statement) -> list[str]:
    speaker = statement.speaker
    tags = [tag(TagKind.STANCE, statement.stance.value)]
    if speaker.name and not speaker.is_private:
        tags.append(tag(TagKind.SPEAKER, speaker.entity or speaker_key(speaker, statement.document_id)))
    return tags


def _claim_tags(claim: Claim) -> list[str]:
    tags = [tag(TagKind.TYPE, claim.type.value), tag(TagKind.STATUS, claim.status.value)]
    tags += [tag(TagKind.ACTOR, party.link.target) for party in (*claim.actors, *claim.targets) if party.link.target]
    if claim.place is not None and claim.place.target:
        tags.append(tag(TagKind.PLACE, claim.place.target))
    return tags


def _outlet_tags(document: Document) -> list[str]:
    outlet = document.outlet
    tags = [tag(TagKind.OUTLET, outlet.id or outlet.name)] if outlet.id or outlet.name else []
    return [*tags, *([tag(TagKind.OUTLET_NAME, outlet.name.lower())] if outlet.name else [])]
