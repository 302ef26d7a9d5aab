"""What waits for a reviewer, and why it stands where it stands."""

from dataclasses import dataclass

from qawl.model.review import RecordKind


@dataclass(frozen=True, slots=True)
class QueueReason:
    """One thing that speaks for looking at a record: its name, and how much it counts.

    The amount of a doubt is 0 to 1, a guess at how likely that part is wrong; that of what matters is added to 1.
    """

    name: str
    amount: float


@dataclass(frozen=True, slots=True)
class QueueItem:
    """A record to look at: claim, statement, document, conflict or copy, named as a decision on it is.

    ``weight`` is 1,000 times doubt times what matters; ``type`` and ``place`` are those of the claim or account, empty
    where there is none.
    """

    kind: RecordKind
    record_id: str
    document_id: str
    outlet: str
    weight: int
    type: str = ""
    place: str = ""
    doubts: tuple[QueueReason, ...] = ()
    matters: tuple[QueueReason, ...] = ()
    claim_id: str = ""
    other_id: str = ""
    is_decided: bool = False
