"""What people decided on a document: its date, outlet and headline.

A correction made on one version of an article holds for another one as far as that one said the same.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import UTC, datetime

from qawl.model.document import DatePrecision, Document, Outlet, PublishedAt
from qawl.model.review import Decision, RecordKind, Review
from qawl.review.ranking import standing

SAID_BY = "review"
_PRECISIONS = {4: DatePrecision.YEAR, 7: DatePrecision.MONTH, 10: DatePrecision.DAY}


def document_facts(document: Document) -> dict[str, str]:
    """What a document says of itself, as far as it can be corrected."""
    published = document.published_at
    return {
        "published": "" if published is None else published_words(published),
        "outlet": document.outlet.id,
        "outlet_name": document.outlet.name,
        "title": document.title,
    }


def reviewed_document(document: Document, reviews: Iterable[Review]) -> Document:
    """The document with the facts that people corrected; applying the same again changes nothing."""
    facts = document_facts(document)
    for review in standing(reviews):
        if review.record_kind is RecordKind.DOCUMENT and review.decision is Decision.CORRECT:
            facts |= {name: value for name, value in review.value if _holds(review, document.id, name, facts)}
    published = facts["published"]
    return replace(
        document,
        published_at=document.published_at if _is_unchanged(document, published) else parse_words(published),
        outlet=Outlet(facts["outlet"], facts["outlet_name"]),
        title=facts["title"],
    )


def is_about(review: Review, document: Document) -> bool:
    """True when a decision on a document says anything of this version of it."""
    if review.anchor.document_id == document.id:
        return True
    facts = document_facts(document)
    return any(_holds(review, document.id, name, facts) for name, _ in review.value)


def published_words(published: PublishedAt) -> str:
    """A publication time as words that ``parse_words`` takes: as precise as it is known."""
    value = published.value
    if published.precision is DatePrecision.SECOND:
        return value.isoformat() if published.zone_known else value.replace(tzinfo=None).isoformat()
    length = next(size for size, precision in _PRECISIONS.items() if precision is published.precision)
    return value.date().isoformat()[:length]


def parse_words(words: str) -> PublishedAt | None:
    """A publication time that a reviewer gave: a year, month, day, or a moment; None for none.

    Raises:
        ValueError: when it is no such time.
    """
    if not words:
        return None
    precision = _PRECISIONS.get(len(words), DatePrecision.SECOND)
    padded = words + "-01" * ((10 - len(words)) // 3) if len(words) in (4, 7) else words
    moment = datetime.fromisoformat(padded)
    zone_known = moment.tzinfo is not None
    return PublishedAt(moment if zone_known else moment.replace(tzinfo=UTC), precision, zone_known, SAID_BY)


def _holds(review: Review, document_id: str, name: str, facts: Mapping[str, str]) -> bool:
    """True on the document itself, and on another version that had the same to correct, or has it corrected."""
    return review.anchor.document_id == document_id or facts[name] in (
        dict(review.before).get(name),
        dict(review.value)[name],
    )


def _is_unchanged(document: Document, published: str) -> bool:
    return document_facts(document)["published"] == published
