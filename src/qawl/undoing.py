"""Taking back: a further decision that says of an earlier one of the same reviewer that it counts no more.

Nothing is deleted: both stay in the history. The facts of a document stand in its row, and so a correction of them is
taken back by one that sets what stood there before, as far as nobody has set anything else since.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime

from qawl.errors import UsageError
from qawl.model.ids import hash_id
from qawl.model.review import UNDONE_AT, Decision, RecordKind, Review, undone_at
from qawl.reading import ReadsDocuments
from qawl.review.documents import document_facts
from qawl.review.ranking import standing
from qawl.reviewing import keep_review, moment_of, said
from qawl.store.ledger import Ledger

_LOOKED_BACK = 500
"""Decisions of a reviewer among which the last one that stands is looked for."""


def undo(
    ledger: Ledger,
    *,
    reviewer: str,
    reason: str,
    record_id: str = "",
    at: datetime | None = None,
    reader: Callable[[], ReadsDocuments] | None = None,
) -> Review:
    """Take back the last decision of a reviewer, on any record or on this one; the decision that does it.

    Raises:
        UsageError: this reviewer has decided nothing that stands, or somebody has set other facts since.
    """
    name, why = said(reviewer, "a reviewer's name"), said(reason, "a reason")
    made = ledger.reviews_of(hash_id("v", name), limit=_LOOKED_BACK)
    last = next((one for one in reversed(standing(made)) if not record_id or one.record_id == record_id), None)
    if last is None:
        on = f" on {record_id}" if record_id else ""
        raise UsageError(f"{name}: has no decision{on} to take back.")
    taken = replace(
        last,
        decision=Decision.UNDO,
        made_at=moment_of(at, made),
        reason=why,
        value=((UNDONE_AT, undone_at(last)),),
    )
    if last.record_kind is RecordKind.DOCUMENT and last.decision is Decision.CORRECT:
        taken = replace(taken, decision=Decision.CORRECT, value=_former_facts(ledger, last, made))
    keep_review(ledger, taken, reader=reader)
    return taken


def _former_facts(ledger: Ledger, last: Review, made: Sequence[Review]) -> tuple[tuple[str, str], ...]:
    """What stood in a document before a correction; only where what it set still stands."""
    document = ledger.document(last.anchor.document_id)
    facts = {} if document is None else document_facts(document)
    before = dict(last.before)
    former = tuple((name, before[name]) for name, value in last.value if facts.get(name) == value != before[name])
    if not former:
        raise UsageError(f"{last.record_id}: other facts stand there now. Correct them instead.")
    return former
