"""A person's decision on a record. Append-only; it survives re-reading by its anchor and outranks every rule."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from qawl.model.span import Span


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where a record stands, in words: an exact quotation with 32 characters on either side, and offsets.

    The offsets find it while the text is the same; the words find it again in another version.
    """

    document_id: str
    span: Span
    exact: str
    prefix: str
    suffix: str


class Decision(StrEnum):
    """What a reviewer does with a record."""

    CONFIRM = "confirm"
    CORRECT = "correct"
    REJECT = "reject"
    MERGE = "merge"
    LETTER = "letter"


@dataclass(frozen=True, slots=True)
class Reviewer:
    """Somebody who decides."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Review:
    """One decision on one record; ``value`` is what a correction sets."""

    anchor: Anchor
    record_kind: str
    record_id: str
    decision: Decision
    reviewer: Reviewer
    made_at: datetime
    reason: str = ""
    value: tuple[tuple[str, str], ...] = ()


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
