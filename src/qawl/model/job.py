"""Jobs: work that somebody ordered in the workbench and that a worker process does."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any


class JobKind(StrEnum):
    """What is to be done."""

    ADD = "add"
    CORROBORATE = "corroborate"


class JobState(StrEnum):
    """How far a job has come. The last three are its end."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"

    @property
    def is_end(self) -> bool:
        """True when nothing more will happen."""
        return self not in (JobState.WAITING, JobState.RUNNING)


class JobPhase(StrEnum):
    """What a running job is at."""

    LOADING = "loading"
    READING = "reading"
    CORROBORATING = "corroborating"


@dataclass(frozen=True, slots=True)
class JobProgress:
    """How far the present phase is: ``done`` of ``total``, 0 where that is unknown.

    They count bytes of files when reading, documents when corroborating. ``origin`` is the input at hand.
    """

    phase: JobPhase = JobPhase.LOADING
    done: int = 0
    total: int = 0
    articles: int = 0
    issues: int = 0
    origin: str = ""


@dataclass(frozen=True, slots=True)
class Job:
    """One order. ``order`` says what to do in the words of whoever does it, ``report`` what became of it so far.

    ``attempts`` counts how often a worker took it; ``problem`` says why it failed, and what to do.
    """

    id: str
    kind: JobKind
    state: JobState
    title: str
    asked_by: str
    asked_at: datetime
    order: Mapping[str, Any]
    needs_fetch: bool = False
    attempts: int = 0
    worker: str = ""
    started_at: datetime | None = None
    ended_at: datetime | None = None
    is_stopping: bool = False
    progress: JobProgress = field(default_factory=JobProgress)
    report: Mapping[str, Any] = field(default_factory=dict)
    problem: str = ""
