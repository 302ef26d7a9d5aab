"""Double coding: an article that two reviewers decide on apart, and what somebody makes of where they differ."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from qawl.model.review import Reviewer


@dataclass(frozen=True, slots=True)
class Coder:
    """One of the two; ``done_at`` is when they said that they are done, None before."""

    reviewer: Reviewer
    done_at: datetime | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Assignment:
    """A document given to two coders, the first and the second. ``id`` is 0 before it is kept."""

    id: int
    document_id: str
    made_by: str
    made_at: datetime
    coders: tuple[Coder, Coder]
    note: str = ""

    @property
    def is_done(self) -> bool:
        """True when both are done: only then either sees what the other decided."""
        return all(coder.done_at is not None for coder in self.coders)

    def side_of(self, reviewer_id: str) -> int | None:
        """0 for the first coder, 1 for the second, None for anybody else."""
        return next((at for at, coder in enumerate(self.coders) if coder.reviewer.id == reviewer_id), None)


class Taken(StrEnum):
    """Whose value somebody took where two coders differ."""

    FIRST = "first"
    SECOND = "second"
    NEITHER = "neither"


@dataclass(frozen=True, slots=True)
class Adjudication:
    """What was taken for one field of one record, by whom and why."""

    record_id: str
    field: str
    taken: Taken
    made_by: str
    made_at: datetime
    note: str = ""
