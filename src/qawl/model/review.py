"""A person's decision on a record. Append-only; it survives re-reading by its anchor and outranks every rule."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum

from qawl.model.claim import Claim
from qawl.model.reading import Reading
from qawl.model.span import Span
from qawl.model.statement import Statement

REVIEW_RULE = "review"
"""The rule that links carry which a reviewer has set."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where a record stands, in words: an exact quotation with 32 characters on either side, and offsets.

    The offsets find it while the text is the same; the words find it again in another version. A speaker or
    outlet stands nowhere: its anchor has no document, and its name is the quotation.
    """

    document_id: str
    span: Span
    exact: str
    prefix: str
    suffix: str


class Decision(StrEnum):
    """What a reviewer does with a record. ``UNDO`` takes back an earlier decision of the same reviewer."""

    CONFIRM = "confirm"
    CORRECT = "correct"
    REJECT = "reject"
    MERGE = "merge"
    LETTER = "letter"
    UNDO = "undo"


class RecordKind(StrEnum):
    """What a decision can be about. Copies, pairs and conflicts are derived: they are named by what they join.

    A pair is two claims about one happening; a conflict two claims that contradict each other.
    """

    STATEMENT = "statement"
    CLAIM = "claim"
    LINK = "link"
    DOCUMENT = "document"
    COPY = "copy"
    CONFLICT = "conflict"
    PAIR = "pair"
    SPEAKER = "speaker"
    OUTLET = "outlet"


@dataclass(frozen=True, slots=True)
class Reviewer:
    """Somebody who decides."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Review:
    """One decision on one record; ``value`` is what a correction sets, ``before`` what stood there.

    ``before`` also names the records of its kind that stood ``beside`` it: when the record itself is gone, they are not
    it. ``other`` is the second anchor of what joins two records: a copy, a conflict, a pair.
    """

    anchor: Anchor
    record_kind: RecordKind
    record_id: str
    decision: Decision
    reviewer: Reviewer
    made_at: datetime
    reason: str = ""
    value: tuple[tuple[str, str], ...] = ()
    before: tuple[tuple[str, str], ...] = ()
    other: Anchor | None = None


@dataclass(frozen=True, slots=True)
class Letter:
    """The Admiralty letter of a speaker or outlet: A (reliable) to E (unreliable), F (cannot be judged).

    People set it, by name, with a reason; until then it is F. ``key`` is the speaker's or the outlet's.
    """

    key: str
    letter: str
    reason: str = ""
    reviewer: str = ""
    made_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class ReviewedReading(Reading):
    """A reading as people have decided: a ``Reading`` like any other, which knows what was decided.

    ``decisions`` are the reviews of each record that any touched, by its present id, the earliest first; ``rejected``
    are the records left out, as they were read; ``pending`` are reviews whose record this reading does not hold.
    """

    decisions: Mapping[str, tuple[Review, ...]] = field(default_factory=dict, hash=False)
    rejected: tuple[Statement | Claim, ...] = ()
    pending: tuple[Review, ...] = ()


UNDONE_AT = "made_at"
"""The field of an undo that names its decision: when it was made; reviewer and record are the same."""


def without_undone(reviews: Iterable[Review]) -> list[Review]:
    """The decisions that stand, in the order given: what was taken back is left out, and what took it back."""
    found = list(reviews)
    undone = {
        (review.record_kind, review.record_id, review.reviewer.id, dict(review.value)[UNDONE_AT])
        for review in found
        if review.decision is Decision.UNDO
    }
    return [
        review
        for review in found
        if review.decision is not Decision.UNDO
        and (review.record_kind, review.record_id, review.reviewer.id, undone_at(review)) not in undone
    ]


def undone_at(review: Review) -> str:
    """The words by which an undo names a decision."""
    return review.made_at.astimezone(UTC).isoformat()


AppliesReviews = Callable[[Reading, Sequence[Review]], ReviewedReading]
"""The function by which a ledger shows its records as people have decided."""
