"""Records as plain values for ``--json``: the same words as in the ledger, spans as ``[start, end)``."""

from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import datetime
from enum import Enum
from typing import Any

from qawl.model.account import Account, ClaimCard, Conflict, Prediction, Relation
from qawl.model.review import Review
from qawl.model.span import Span
from qawl.neighbouring import Perhaps
from qawl.store.records import DocumentHead, Explanation, StoredClaim, StoredCopy, StoredItem, StoredStatement
from qawl.store.search_records import SearchHit


def plain(value: Any) -> Any:
    """Any record as values that JSON knows."""
    if isinstance(value, Span):
        return [value.start, value.end]
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, datetime):
        return value.isoformat()
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    if isinstance(value, dict):
        return {str(key): plain(item) for key, item in value.items()}
    return value


def review_json(review: Review) -> dict[str, Any]:
    """A decision; what it sets and what stood there as objects."""
    row: dict[str, Any] = plain(review)
    return row | {"value": dict(review.value), "before": dict(review.before)}


def perhaps_json(beside: Sequence[Perhaps] | None) -> dict[str, Any]:
    """The claims that are perhaps of an account; nothing where nobody asked for them."""
    if beside is None:
        return {}
    rows = [
        {
            "claim": one.card.id,
            "words": one.card.words,
            "origin": one.card.origin.name,
            "outlet": one.card.outlet,
            "published": one.card.published,
            "document": one.card.document,
            "score": one.score,
        }
        for one in beside
    ]
    return {"perhaps": rows}


def _decided(stored: StoredClaim | StoredStatement) -> dict[str, Any]:
    """What people have decided on a record; nothing for one that nobody has reviewed."""
    if not stored.reviews:
        return {}
    return {"reviews": [review_json(one) for one in stored.reviews], "is_rejected": stored.is_rejected}


def document_json(head: DocumentHead) -> dict[str, Any]:
    """A document's head."""
    row: dict[str, Any] = plain(head)
    return row | {"outlet": head.outlet.id, "outlet_name": head.outlet.name}


def statement_json(stored: StoredStatement) -> dict[str, Any]:
    """A statement with the words of its parts and its document."""
    row: dict[str, Any] = plain(stored.statement)
    spans = {"cue": row["cue"], "source": row["source"], "content": row["content"]}
    words = {"cue": stored.cue, "source": stored.source, "content": stored.content}
    return row | words | {"spans": spans, "document": document_json(stored.document)} | _decided(stored)


def claim_json(stored: StoredClaim) -> dict[str, Any]:
    """A claim with the words of its evidence, its speaker, place and days, and its document."""
    row: dict[str, Any] = plain(stored.claim)
    row["place_link"], row["time_link"] = row.pop("place"), row.pop("time")
    return (
        row
        | {
            "evidence": stored.evidence,
            "spans": {"evidence": plain(stored.claim.evidence)},
            "speaker": plain(stored.speaker),
            "place": plain(stored.place),
            "edtf": stored.claim.time.target if stored.claim.time else None,
            "days": list(stored.days),
            "document": document_json(stored.document),
        }
        | _decided(stored)
    )


def search_hit_json(hit: SearchHit) -> dict[str, Any]:
    """A sentence, statement or claim that was found."""
    row: dict[str, Any] = plain(hit)
    return row | {"document": document_json(hit.document)}


def explanation_json(found: Explanation) -> dict[str, Any]:
    """What stands behind a record."""
    row: dict[str, Any] = plain(found)
    return row | {"rules": list(found.rules), "document": document_json(found.document)}


def queue_json(stored: StoredItem) -> dict[str, Any]:
    """What waits for a reviewer: why, on which words, in which document."""
    row: dict[str, Any] = plain(stored.item)
    for name in ("doubts", "matters"):
        row[name] = {reason.name: reason.amount for reason in getattr(stored.item, name)}
    return row | {"words": stored.words, "document": document_json(stored.document)}


def account_json(account: Account, cards: Mapping[str, ClaimCard]) -> dict[str, Any]:
    """An account with the words, speaker, outlet and day of each of its claims."""
    row: dict[str, Any] = plain(account)
    return row | {
        "claims": [_told(claim, cards) for claim in account.claims],
        "conflicts": [conflict_json(one, cards) for one in account.conflicts],
    }


def conflict_json(conflict: Conflict, cards: Mapping[str, ClaimCard]) -> dict[str, Any]:
    """A conflict with both claims as told."""
    row: dict[str, Any] = plain(conflict)
    return row | {"left": _told(conflict.left, cards), "right": _told(conflict.right, cards)}


def copy_json(stored: StoredCopy) -> dict[str, Any]:
    """A copy with the heads of both articles."""
    row: dict[str, Any] = plain(stored)
    return row | {"copy": document_json(stored.copy), "original": document_json(stored.original)}


def prediction_json(prediction: Prediction, cards: Mapping[str, ClaimCard]) -> dict[str, Any]:
    """A forecast and the claims that speak of it, as told."""
    row: dict[str, Any] = plain(prediction)
    settled = [_told(claim, cards) for claim in prediction.settled_by]
    return row | {"claim": _told(prediction.claim, cards), "settled_by": settled}


def relation_json(
    relation: Relation, cards: Mapping[str, ClaimCard], names: Mapping[str, tuple[str, str]]
) -> dict[str, Any]:
    """A relation with the names of both actors and the claim as told; no claim for what the lists of actors say."""
    row: dict[str, Any] = plain(relation)
    for end in ("actor", "target"):
        row[f"{end}_ar"], row[f"{end}_en"] = names.get(row[end], (row[end], row[end]))
    return row | {"claim": _told(relation.claim, cards) if relation.claim else None}


def _told(claim: str, cards: Mapping[str, ClaimCard]) -> dict[str, Any]:
    card = cards.get(claim)
    if card is None:
        return {"id": claim}
    return {
        "id": claim,
        "document": card.document,
        "outlet": card.outlet,
        "published": card.published,
        "words": card.words,
        "status": card.claim.status.value,
        "speakers": [plain(speaker) for speaker in card.speakers],
        "days": [card.first, card.last] if card.first else None,
    }
