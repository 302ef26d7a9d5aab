"""The worker: takes jobs from the ledger one after the other, and does them outside of any request.

A worker may be killed at any moment. What it has added is in the ledger, article by article; the job is taken again by
the next worker, which passes over what is there. While a job runs, a second thread says that the worker lives and
how far it is, and hears whether the job is to stop; the work itself asks between two articles.
"""

import logging
import os
import secrets
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from qawl.adding import AddReport, Progress, add
from qawl.corroborating import Knowledge, corroborate, load_knowledge
from qawl.errors import QawlError, StoreError
from qawl.ingest.dates import parse_published
from qawl.ingest.parts import Known
from qawl.ingest.politeness import SystemClock
from qawl.ingest.remote import NoRemote
from qawl.model.job import Job, JobKind, JobPhase, JobProgress, JobState
from qawl.reading import ReadsDocuments
from qawl.settings import JobSettings, Settings
from qawl.store.ledger import Ledger
from qawl.visiting import open_remote

if TYPE_CHECKING:
    from qawl.ingest.remote import Remote

_LOG = logging.getLogger("qawl.work")
_MOST_DOCUMENTS, _MOST_ISSUES = 500, 200
_LASTING = ("new", "updated", "statements", "claims")
_AFTER_FAILURE = 5.0  # seconds until the ledger is asked again that could not be


class Halt(StrEnum):
    """Why a job is left before its end."""

    CANCELLED = "cancelled"
    WORKER_ENDS = "worker ends"
    LOST = "lost"


class HaltedError(Exception):
    """Leaves the work on a job."""


class Worker:
    """Does jobs until told to stop. Language data are loaded with the first job that needs them."""

    def __init__(
        self,
        ledger: Ledger,
        settings: Settings,
        *,
        reader: Callable[[], ReadsDocuments],
        stop: threading.Event,
        name: str = "",
        may_fetch: bool = True,
        told: Callable[[Job], None] | None = None,
    ) -> None:
        self._ledger, self._settings, self._stop = ledger, settings, stop
        self._load_reader, self._told = reader, told or (lambda job: None)
        self.name = name or new_worker_name()
        self._may_fetch = may_fetch
        self._reader: ReadsDocuments | None = None
        self._knowledge: Knowledge | None = None

    def run(self) -> None:
        """Do jobs as they come, until ``stop`` is set."""
        limits = self._settings.jobs
        self._ledger.sweep_uploads(minimum_age=limits.upload_hours * 3600)
        idle_since = time.monotonic()
        while not self._stop.is_set():
            try:
                job = self.run_one()
            except StoreError as error:
                _LOG.warning("%s", error)
                self._stop.wait(_AFTER_FAILURE)
                continue
            if job is not None:
                idle_since = time.monotonic()
                continue
            if time.monotonic() - idle_since > limits.idle_minutes * 60:
                self._reader = self._knowledge = None
            self._stop.wait(limits.poll_seconds)

    def run_until_empty(self) -> int:
        """Do what waits; says how many jobs that were."""
        count = 0
        while not self._stop.is_set() and self.run_one() is not None:
            count += 1
        return count

    def run_one(self) -> Job | None:
        """Take one job and do it; None where none waits."""
        limits = self._settings.jobs
        job = self._ledger.claim_job(
            self.name, lease_seconds=limits.lease_seconds, most_attempts=limits.attempts, may_fetch=self._may_fetch
        )
        if job is None:
            return None
        with Hold(self._ledger, job, limits, self._stop) as hold:
            state, problem = self._do(job, hold)
        if state is not None:
            self._ledger.end_job(job, state, report=hold.report(), problem=problem)
        elif hold.halt is Halt.WORKER_ENDS:
            self._ledger.release_job(job)
        self._told(self._ledger.job(job.id))
        return job

    def _do(self, job: Job, hold: "Hold") -> tuple[JobState | None, str]:
        """How the job ended, and what was wrong; None where somebody else will end it."""
        try:
            if job.kind is JobKind.ADD:
                self._add(job, hold)
            self._corroborate(hold)
        except HaltedError:
            return (JobState.CANCELLED if hold.halt is Halt.CANCELLED else None), ""
        except (QawlError, OSError) as error:
            return JobState.FAILED, str(error)
        except Exception:
            number = secrets.token_hex(4)
            _LOG.exception("failure %s in job %s", number, job.id)
            return JobState.FAILED, f"something failed inside. The worker's log tells more: failure {number}."
        return JobState.DONE, ""

    def _add(self, job: Job, hold: "Hold") -> None:
        order = job.order
        folder = self._ledger.upload_folder(job.id)
        files = {str(folder / one["file"]): f"upload/{job.id}/{one['name']}" for one in order.get("files", ())}
        published = parse_published(order["published"], said_by="caller") if order.get("published") else None
        with self._remote(hold) as remote:
            add(
                self._ledger,
                [*files, *order.get("addresses", ())],
                reader=lambda: self._read_with(hold),
                known=Known(published=published, outlet=order.get("outlet", "")),
                progress=hold.tell_reading,
                settings=self._settings.ingest,
                remote=remote,
                names=files,
                report=hold.added,
            )

    def _corroborate(self, hold: "Hold") -> None:
        hold.tell(JobPhase.CORROBORATING)
        self._knowledge = self._knowledge or load_knowledge(self._settings.corroborate)
        corroborate(
            self._ledger,
            knowledge=self._knowledge,
            progress=lambda done, total: hold.tell(JobPhase.CORROBORATING, done=done, total=total),
        )

    def _read_with(self, hold: "Hold") -> ReadsDocuments:
        hold.tell(JobPhase.LOADING)
        self._reader = self._reader or self._load_reader()
        return self._reader

    @contextmanager
    def _remote(self, hold: "Hold") -> "Iterator[Remote]":
        if not self._may_fetch:
            yield NoRemote()
            return
        with open_remote(self._ledger, settings=self._settings, clock=_HaltingClock(hold)) as remote:
            yield remote


class Hold:
    """One job in one worker's hands: says that the worker lives and how far it is, and hears whether to stop."""

    def __init__(self, ledger: Ledger, job: Job, limits: JobSettings, stop: threading.Event) -> None:
        self._ledger, self._job, self._limits, self._stop = ledger, job, limits, stop
        self._progress = JobProgress()
        self._before = {name: int(job.report.get(name, 0)) for name in _LASTING}
        self._documents_before = list(job.report.get("documents", ()))
        self.added = AddReport()
        self.halt: Halt | None = None
        self.halted = threading.Event()
        self._is_over = threading.Event()
        self._thread = threading.Thread(target=self._beat, name="qawl-beat", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._is_over.set()
        self._thread.join()

    def tell(self, phase: JobPhase, *, done: int = 0, total: int = 0, origin: str = "") -> None:
        """Note how far the work is.

        Raises:
            HaltedError: the job is to be left.
        """
        self._progress = JobProgress(phase, done, total, self.added.articles, len(self.added.issues), origin)
        self.check()

    def tell_reading(self, state: Progress) -> None:
        """Note how far adding is; otherwise as ``tell``."""
        origin = state.origin.removeprefix(f"upload/{self._job.id}/")
        self.tell(JobPhase.READING, done=state.done, total=state.total, origin=origin)

    def check(self) -> None:
        """Go on.

        Raises:
            HaltedError: the job is to be left.
        """
        if self._stop.is_set() and self.halt is None:
            self._leave(Halt.WORKER_ENDS)
        if self.halt is not None:
            raise HaltedError(self.halt)

    def report(self) -> dict[str, Any]:
        """What became of the job so far, together with what workers before this one had added when they died."""
        report = self.added
        lasting = {name: getattr(report, name) + before for name, before in self._before.items()}
        issues = report.issues[:_MOST_ISSUES]
        return lasting | {
            "articles": report.articles,
            "known": max(0, report.known - self._before["new"] - self._before["updated"]),
            "unchanged": report.unchanged,
            "refused": dict(report.refused),
            "passed_over": dict(report.passed_over),
            "documents": [*self._documents_before, *report.documents][:_MOST_DOCUMENTS],
            "issue_count": len(report.issues),
            "issues": [
                {"origin": self._named(one.origin), "stage": one.stage, "message": one.message, "reason": one.reason}
                for one in issues
            ],
        }

    def _named(self, origin: str) -> str:
        return origin.removeprefix(f"upload/{self._job.id}/")

    def _leave(self, halt: Halt) -> None:
        self.halt = self.halt or halt
        self.halted.set()

    def _beat(self) -> None:
        told, told_at = self._progress, time.monotonic()
        while not self._is_over.wait(self._limits.beat_seconds):
            progress, now = self._progress, time.monotonic()
            try:
                if progress != told or now - told_at > self._limits.lease_seconds / 3:
                    is_stopping = self._ledger.beat_job(
                        self._job, lease_seconds=self._limits.lease_seconds, progress=progress, report=self.report()
                    )
                    told, told_at = progress, now
                else:
                    is_stopping = self._ledger.is_job_stopping(self._job)
            except StoreError as error:
                _LOG.warning("%s", error)
                continue
            if is_stopping is None:
                self._leave(Halt.LOST)
            elif is_stopping:
                self._leave(Halt.CANCELLED)
            elif self._stop.is_set():
                self._leave(Halt.WORKER_ENDS)


class _HaltingClock(SystemClock):
    """Waits for hosts, but not longer than for the end of the job."""

    def __init__(self, hold: Hold) -> None:
        self._hold = hold

    def sleep(self, seconds: float) -> None:
        """Wait.

        Raises:
            HaltedError: the job is to be left.
        """
        self._hold.halted.wait(seconds)
        self._hold.check()


def new_worker_name() -> str:
    """A name that no other worker has: machine, process, and chance."""
    return f"{socket.gethostname()}-{os.getpid()}-{secrets.token_hex(3)}"
