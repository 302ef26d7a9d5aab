"""People's decisions in the ledger: written once, never changed, and found by the document they are about.

The table has no reference to the documents: a decision outlives the document's removal, and finds it again when it is
added anew.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Connection, and_, func, insert, or_, select, update

from qawl import clock
from qawl.errors import StaleError
from qawl.model.document import Document, Snapshot
from qawl.model.entity import Place
from qawl.model.ids import hash_id
from qawl.model.reading import Reading
from qawl.model.review import Anchor, AppliesReviews, Decision, RecordKind, Review, Reviewer
from qawl.model.span import Span
from qawl.store import tables as t
from qawl.store.names import name_key
from qawl.store.rows import FoldText, document_row
from qawl.store.writes import upsert

Key = TypeVar("Key", str, int)
Item = tuple[Snapshot, Document, Reading]

_CHUNK = 500
_NAMED = (RecordKind.SPEAKER, RecordKind.OUTLET)
_FACTS = (
    "title",
    "outlet_id",
    "outlet_name",
    "published_at",
    "published_offset",
    "published_precision",
    "published_zone_known",
    "published_said_by",
    "published_day",
)


def reviewer_id(name: str) -> str:
    """Id of the reviewer with this name."""
    return hash_id("v", name)


def keep_review(connection: Connection, review: Review, *, places: Iterable[Place] = (), fold: FoldText) -> bool:
    """Append a decision; False when the very same is there. ``places`` are those that it points at."""
    same = select(t.review).where(
        t.review.c.record_id == review.record_id,
        t.review.c.made_at == review.made_at,
        t.review.c.reviewer_id == review.reviewer.id,
    )
    rows = connection.execute(same).all()
    if any(review_of_row(row, review.reviewer.name) == review for row in rows):
        return False
    reviewer = {"id": review.reviewer.id, "name": review.reviewer.name, "created_at": clock.now()}
    upsert(connection, t.reviewer, [reviewer])
    for place in places:
        row = {name: getattr(place, name) for name in place.__dataclass_fields__}
        upsert(connection, t.place, [row], changing=True)
        keys = {name_key(name, fold) for name in (place.name_ar, place.name_en)} - {""}
        upsert(connection, t.place_name, [{"place_id": place.id, "folded": key} for key in sorted(keys)])
    connection.execute(insert(t.review).values(**review_row(review)))
    return True


def review_row(review: Review) -> dict[str, Any]:
    """A decision as a row."""
    return {
        "document_id": review.anchor.document_id,
        "record_kind": review.record_kind.value,
        "record_id": review.record_id,
        "other_document_id": "" if review.other is None else review.other.document_id,
        "anchor": _anchor_value(review.anchor) | {"other": _anchor_value(review.other) if review.other else None},
        "decision": review.decision.value,
        "value": {"set": [list(pair) for pair in review.value], "before": [list(pair) for pair in review.before]},
        "reviewer_id": review.reviewer.id,
        "made_at": review.made_at,
        "reason": review.reason,
    }


def count_reviews(connection: Connection, record_ids: Iterable[str]) -> dict[str, int]:
    """How many decisions each record has, those on its links among them: by it an outdated view is known."""
    found = {}
    for record_id in record_ids:
        own = or_(t.review.c.record_id == record_id, is_link_of(record_id))
        found[record_id] = connection.execute(select(func.count()).select_from(t.review).where(own)).scalar_one()
    return found


def is_link_of(record_id: str) -> ColumnElement[bool]:
    """Links are named «c_1.place»: what lies between the dot and the sign after it."""
    return and_(t.review.c.record_id >= f"{record_id}.", t.review.c.record_id < f"{record_id}/")


def check_version(connection: Connection, review: Review, version: int) -> None:
    """Refuse a decision made on a record that somebody has decided on since.

    Raises:
        StaleError: says how many decisions there are.
    """
    record_id = review.record_id if review.other is not None else review.record_id.partition(".")[0]
    if review.record_kind in _NAMED:
        record_id = review.record_id
    present = count_reviews(connection, [record_id])[record_id]
    if present != version:
        raise StaleError(f"{record_id}: somebody has decided on it since you saw it. Look at it again.")


def find_reviews(
    connection: Connection,
    *,
    document_id: str = "",
    article_id: str = "",
    document_ids: Sequence[str] = (),
    record_ids: Sequence[str] = (),
    review_ids: Sequence[int] = (),
    reviewer: str = "",
    limit: int | None = None,
) -> list[Review]:
    """Decisions in the order in which the ledger learnt of them: all, or those that fit; with a limit the last ones."""
    query = select(t.review, t.reviewer.c.name.label("reviewer_name"))
    query = query.join(t.reviewer, t.reviewer.c.id == t.review.c.reviewer_id).order_by(t.review.c.id)
    if document_id or article_id:
        versions = select(t.document.c.id).where(t.document.c.article_id == article_id)
        query = query.where(or_(t.review.c.document_id == document_id, t.review.c.document_id.in_(versions)))
    if document_ids:
        query = query.where(t.review.c.document_id.in_(document_ids))
    if review_ids:
        query = query.where(t.review.c.id.in_(review_ids))
    if record_ids:
        query = query.where(t.review.c.record_id.in_(record_ids))
    if reviewer:
        query = query.where(t.review.c.reviewer_id == reviewer)
    if limit is not None:
        latest = query.order_by(None).order_by(t.review.c.id.desc()).limit(limit)
        return [review_of_row(row, row.reviewer_name) for row in connection.execute(latest)][::-1]
    return [review_of_row(row, row.reviewer_name) for row in connection.execute(query)]


def find_pair_reviews(connection: Connection, document_ids: Iterable[str]) -> list[Review]:
    """Decisions on what joins a record of one of these documents, in any version, with another record."""
    found: dict[int, Review] = {}
    for ids in chunks(set(document_ids)):
        articles = select(t.document.c.article_id).where(t.document.c.id.in_(ids))
        versions = list(
            connection.execute(select(t.document.c.id).where(t.document.c.article_id.in_(articles))).scalars()
        )
        for some in chunks(versions):
            query = select(t.review, t.reviewer.c.name.label("reviewer_name"))
            query = query.join(t.reviewer, t.reviewer.c.id == t.review.c.reviewer_id)
            for column in (t.review.c.document_id, t.review.c.other_document_id):
                wanted = query.where(t.review.c.other_document_id != "", column.in_(some))
                for row in connection.execute(wanted):
                    found[row.id] = review_of_row(row, row.reviewer_name)
    return [found[key] for key in sorted(found)]


def reviewed_documents(connection: Connection) -> list[str]:
    """Ids of the documents whose articles anybody has reviewed, in order."""
    reviewed = select(t.document.c.article_id).where(t.document.c.id.in_(select(t.review.c.document_id)))
    query = select(t.document.c.id).where(t.document.c.article_id.in_(reviewed))
    return list(connection.execute(query.order_by(t.document.c.id)).scalars())


def unmatched_reviews(connection: Connection) -> list[Review]:
    """Decisions of which a record or document has not the id any more that it had."""
    rows = connection.execute(select(t.review.c.id, t.review.c.record_id).where(t.review.c.record_kind.not_in(_NAMED)))
    owners = {row.id: {part.partition(".")[0] for part in row.record_id.split("+")} for row in rows}
    present = present_ids(connection, {owner for named in owners.values() for owner in named})
    gone = sorted(key for key, named in owners.items() if not named <= present)
    return [review for chunk in chunks(gone) for review in find_reviews(connection, review_ids=chunk)]


def present_ids(connection: Connection, ids: Iterable[str]) -> set[str]:
    """Those of the ids that statements, claims and documents have now."""
    return {
        key
        for chunk in chunks(ids)
        for table in (t.statement, t.claim, t.document)
        for key in connection.execute(select(table.c.id).where(table.c.id.in_(chunk))).scalars()
    }


def document_of(connection: Connection, record_id: str) -> str:
    """The id of the document in which a statement or claim stands; one that no document has where there is none."""
    for table in (t.claim, t.statement):
        found = connection.execute(select(table.c.document_id).where(table.c.id == record_id)).scalar()
        if found is not None:
            return str(found)
    return "-"


def chunks(keys: Iterable[Key]) -> Iterator[list[Key]]:
    """Keys in order, in portions that every database accepts in one query."""
    ordered = sorted(keys)
    yield from (ordered[start : start + _CHUNK] for start in range(0, len(ordered), _CHUNK))


def documents_of(connection: Connection, review: Review) -> list[str]:
    """Ids of all versions of the articles that a decision is about, in order."""
    named = [anchor.document_id for anchor in (review.anchor, review.other) if anchor is not None]
    articles = select(t.document.c.article_id).where(t.document.c.id.in_(named))
    query = select(t.document.c.id).where(t.document.c.article_id.in_(articles))
    return list(connection.execute(query.order_by(t.document.c.id)).scalars())


def correct_document(connection: Connection, document: Document) -> None:
    """Give a stored document the facts of ``document``: its date, outlet and headline. Its text stays."""
    row = document_row(document, article_id="", snapshot_id="", added_at=clock.now())
    facts = {name: row[name] for name in _FACTS}
    connection.execute(update(t.document).where(t.document.c.id == document.id).values(**facts))


def with_decided_facts(connection: Connection, items: Sequence[Item], apply: AppliesReviews) -> Sequence[Item]:
    """Documents about to be stored, with the dates, outlets and headlines that people gave them, if only just now."""
    corrected = t.review.c.record_kind == RecordKind.DOCUMENT.value, t.review.c.decision == Decision.CORRECT.value
    if connection.execute(select(t.review.c.id).where(*corrected).limit(1)).first() is None:
        return items
    found = []
    for snapshot, document, reading in items:
        article = hash_id("a", document.article_key)
        reviews = find_reviews(connection, document_id=document.id, article_id=article)
        decided = apply(reading, reviews).document
        found.append((snapshot, decided, replace(reading, document=decided)))
    return found


def review_of_row(row: Any, reviewer: str) -> Review:
    """A row as a decision."""
    value = row.value or {}
    return Review(
        anchor=_anchor(row.anchor),
        record_kind=RecordKind(row.record_kind),
        record_id=row.record_id,
        decision=Decision(row.decision),
        reviewer=Reviewer(row.reviewer_id, reviewer),
        made_at=row.made_at,
        reason=row.reason,
        value=tuple((name, given) for name, given in value.get("set", ())),
        before=tuple((name, given) for name, given in value.get("before", ())),
        other=_anchor(row.anchor["other"]) if row.anchor.get("other") else None,
    )


def _anchor_value(anchor: Anchor) -> dict[str, Any]:
    return {
        "document_id": anchor.document_id,
        "start": anchor.span.start,
        "end": anchor.span.end,
        "exact": anchor.exact,
        "prefix": anchor.prefix,
        "suffix": anchor.suffix,
    }


def _anchor(value: dict[str, Any]) -> Anchor:
    return Anchor(
        value["document_id"], Span(value["start"], value["end"]), value["exact"], value["prefix"], value["suffix"]
    )
