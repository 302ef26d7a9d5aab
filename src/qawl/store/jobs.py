"""Jobs in the ledger: ordered in the workbench, taken by worker processes, one worker a job.

Whoever takes a job holds it for the time of a lease, and says again and again that it is still there. A job whose
lease has run out belongs to nobody: its worker was killed, or its machine is gone, and the next worker takes it.
Whatever a worker writes counts only while it holds the job (``UPDATE ... WHERE worker = me AND attempts = mine``), so
one that was taken for dead and comes back finds out, and stops. The work itself may be done twice: adding is
made so that this changes nothing.
"""

import secrets
from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, and_, delete, func, insert, or_, select, update

from qawl import clock
from qawl.errors import NoSuchRecordError
from qawl.model.job import Job, JobKind, JobPhase, JobProgress, JobState
from qawl.store.engine import reading_from, writing_to
from qawl.store.jobs_files import JobFiles
from qawl.store.jobs_tables import job as t

_WAITING, _RUNNING = JobState.WAITING.value, JobState.RUNNING.value
_KEPT_ERRANDS = 20  # corroborations after decisions that went well; nobody looks for older ones


class NoSuchJobError(NoSuchRecordError):
    """There is no job of this id."""


class Jobs(JobFiles):
    """The part of a ledger that keeps jobs. Times are the ledger's: a server's own clock, where it has one."""

    # --- ordering -------------------------------------------------------------------------------------

    def enqueue_job(
        self,
        kind: JobKind,
        order: Mapping[str, Any],
        *,
        title: str = "",
        asked_by: str = "",
        needs_fetch: bool = False,
        job_id: str = "",
    ) -> Job:
        """Order work; ``order`` is plain JSON. ``needs_fetch`` keeps it from workers that may ask no other machine."""
        job_id = job_id or new_job_id()
        with writing_to(self._engine) as connection:
            _insert(connection, job_id, kind, order, title=title, asked_by=asked_by, needs_fetch=needs_fetch)
            return _load(connection, job_id, self.name)

    def enqueue_corroboration(self, *, asked_by: str = "") -> Job:
        """Order that what is due be derived; where that waits already, nothing is added to it."""
        with writing_to(self._engine) as connection:
            waiting = select(t.c.id).where(t.c.kind == JobKind.CORROBORATE, t.c.state == _WAITING).limit(1)
            job_id = connection.execute(waiting).scalar()
            if job_id is None:
                job_id = new_job_id()
                _insert(connection, job_id, JobKind.CORROBORATE, {}, asked_by=asked_by)
                _drop_old_errands(connection)
            return _load(connection, job_id, self.name)

    def cancel_job(self, job_id: str) -> Job:
        """End a job: at once where it waits, else as soon as its worker has finished the article at hand.

        Raises:
            NoSuchJobError: there is none of this id.
        """
        with writing_to(self._engine) as connection:
            now = _now(connection)
            mine = t.c.id == job_id
            connection.execute(
                update(t).where(mine, t.c.state == _WAITING).values(state=JobState.CANCELLED.value, ended_at=now)
            )
            connection.execute(update(t).where(mine, t.c.state == _RUNNING).values(is_stopping=True))
            job = _load(connection, job_id, self.name)
        if job.state is JobState.CANCELLED:
            self.drop_upload(job_id)
        return job

    def retry_job(self, job_id: str) -> Job:
        """Let a job that failed wait again; any other stays as it is.

        Raises:
            NoSuchJobError: there is none of this id.
        """
        fresh = {"state": _WAITING, "attempts": 0, "worker": "", "problem": "", "ended_at": None, "is_stopping": False}
        with writing_to(self._engine) as connection:
            connection.execute(update(t).where(t.c.id == job_id, t.c.state == JobState.FAILED).values(**fresh))
            return _load(connection, job_id, self.name)

    # --- asking ---------------------------------------------------------------------------------------

    def job(self, job_id: str) -> Job:
        """One job.

        Raises:
            NoSuchJobError: there is none of this id.
        """
        with reading_from(self._engine) as connection:
            return _load(connection, job_id, self.name)

    def jobs(self, *, kind: str = "", state: str = "", before: datetime | None = None, limit: int = 50) -> list[Job]:
        """Jobs that fit, the latest first; ``before`` is when the last one that was seen had been asked for."""
        query = select(t).order_by(t.c.asked_at.desc(), t.c.id).limit(limit)
        if kind:
            query = query.where(t.c.kind == kind)
        if state:
            query = query.where(t.c.state == state)
        if before is not None:
            query = query.where(t.c.asked_at < before)
        with reading_from(self._engine) as connection:
            return [_job(row) for row in connection.execute(query)]

    def count_jobs(self) -> dict[JobState, int]:
        """How many jobs there are of each state."""
        with reading_from(self._engine) as connection:
            rows = connection.execute(select(t.c.state, func.count()).group_by(t.c.state)).all()
        return {JobState(state): count for state, count in rows}

    # --- working --------------------------------------------------------------------------------------

    def claim_job(self, worker: str, *, lease_seconds: float, most_attempts: int, may_fetch: bool = True) -> Job | None:
        """Take the job that has waited longest, or one whose worker is dead; None where there is none.

        A job that has cost ``most_attempts`` workers their life fails in place of being taken again.
        """
        with reading_from(self._engine) as connection:  # most times there is nothing: no lock is taken for that
            if connection.execute(_claimable(_now(connection), may_fetch)).first() is None:
                return None
        with writing_to(self._engine) as connection:
            now = _now(connection)
            _fail_deadly(connection, now, most_attempts)
            row = connection.execute(_claimable(now, may_fetch)).first()
            if row is None:
                return None
            taken = connection.execute(
                update(t)
                .where(t.c.id == row.id, t.c.state == row.state, t.c.attempts == row.attempts)
                .values(
                    state=_RUNNING,
                    worker=worker,
                    attempts=row.attempts + 1,
                    lease_until=now + timedelta(seconds=lease_seconds),
                    started_at=func.coalesce(t.c.started_at, now),
                )
            )
            return _load(connection, row.id, self.name) if taken.rowcount == 1 else None

    def beat_job(
        self, job: Job, *, lease_seconds: float, progress: JobProgress | None = None, report: Mapping[str, Any] | None
    ) -> bool | None:
        """Say that the worker lives, and how far it is. True when it is to stop, None when the job is not its own."""
        with writing_to(self._engine) as connection:
            values: dict[str, Any] = {"lease_until": _now(connection) + timedelta(seconds=lease_seconds)}
            if progress is not None:
                values["progress"] = asdict(progress)
            if report is not None:
                values["report"] = dict(report)
            connection.execute(update(t).where(_held(job)).values(**values))
            row = connection.execute(select(t.c.is_stopping).where(_held(job))).first()
        return None if row is None else bool(row.is_stopping)

    def is_job_stopping(self, job: Job) -> bool | None:
        """What ``beat_job`` says, without writing anything."""
        with reading_from(self._engine) as connection:
            row = connection.execute(select(t.c.is_stopping).where(_held(job))).first()
        return None if row is None else bool(row.is_stopping)

    def end_job(self, job: Job, state: JobState, *, report: Mapping[str, Any] | None = None, problem: str = "") -> bool:
        """Note how a job ended; False when it is not this worker's any more. What was uploaded for it goes."""
        with writing_to(self._engine) as connection:
            values: dict[str, Any] = {"state": state.value, "ended_at": _now(connection), "problem": problem}
            if report is not None:
                values["report"] = dict(report)
            ended = connection.execute(update(t).where(_held(job)).values(lease_until=None, **values)).rowcount == 1
        if ended and state is not JobState.FAILED:  # what failed may be tried again
            self.drop_upload(job.id)
        return ended

    def release_job(self, job: Job) -> None:
        """Give a job back unfinished, as a worker that is told to end does: it does not count as an attempt."""
        values = {"state": _WAITING, "worker": "", "lease_until": None, "attempts": job.attempts - 1}
        with writing_to(self._engine) as connection:
            connection.execute(update(t).where(_held(job)).values(**values))

    def release_jobs_of(self, worker: str) -> int:
        """Take the jobs of a worker that is known to be dead away from it, before their leases run out."""
        with writing_to(self._engine) as connection:
            mine = and_(t.c.worker == worker, t.c.state == _RUNNING)
            return connection.execute(update(t).where(mine).values(lease_until=_now(connection))).rowcount


def new_job_id() -> str:
    """An id that nobody can guess."""
    return f"j_{secrets.token_hex(8)}"


def _insert(
    connection: Connection,
    job_id: str,
    kind: JobKind,
    order: Mapping[str, Any],
    *,
    title: str = "",
    asked_by: str = "",
    needs_fetch: bool = False,
) -> None:
    """Jobs stand in the order in which they came, also where the clock was set back in between."""
    latest = connection.execute(select(func.max(t.c.asked_at))).scalar()
    now = _now(connection)
    row = {
        "id": job_id,
        "kind": kind.value,
        "state": _WAITING,
        "title": title,
        "asked_by": asked_by,
        "asked_at": now if latest is None or latest < now else latest + clock.TICK,
        "order": dict(order),
        "needs_fetch": needs_fetch,
    }
    connection.execute(insert(t), [row])


def _drop_old_errands(connection: Connection) -> None:
    """Forget old corroborations that went well."""
    done = and_(t.c.kind == JobKind.CORROBORATE, t.c.state == JobState.DONE)
    kept = select(t.c.id).where(done).order_by(t.c.asked_at.desc()).limit(_KEPT_ERRANDS)
    connection.execute(delete(t).where(done, t.c.id.not_in(list(connection.execute(kept).scalars()))))


def _claimable(now: datetime, may_fetch: bool) -> Any:
    is_dead = and_(t.c.state == _RUNNING, or_(t.c.lease_until.is_(None), t.c.lease_until <= now))
    query = select(t.c.id, t.c.state, t.c.attempts).where(or_(t.c.state == _WAITING, is_dead))
    if not may_fetch:
        query = query.where(~t.c.needs_fetch)
    return query.order_by(t.c.asked_at, t.c.id).limit(1)


def _fail_deadly(connection: Connection, now: datetime, most_attempts: int) -> None:
    """What killed so many workers is not given to another one; what was to be stopped is not begun again."""
    is_dead = and_(t.c.state == _RUNNING, t.c.lease_until <= now)
    stopped = update(t).where(is_dead, t.c.is_stopping)
    connection.execute(stopped.values(state=JobState.CANCELLED.value, ended_at=now))
    connection.execute(
        update(t)
        .where(is_dead, t.c.attempts >= most_attempts)
        .values(
            state=JobState.FAILED.value,
            ended_at=now,
            problem=f"the worker died {most_attempts} times over it. Give fewer or smaller files, or more memory.",
        )
    )


def _held(job: Job) -> Any:
    """True of the row while this worker, by this attempt, holds the job."""
    return and_(t.c.id == job.id, t.c.state == _RUNNING, t.c.worker == job.worker, t.c.attempts == job.attempts)


def _now(connection: Connection) -> datetime:
    """The time by which leases go: workers of one server may be on machines whose clocks disagree."""
    if connection.dialect.name == "postgresql":
        moment: datetime = connection.execute(select(func.clock_timestamp())).scalar_one()
        return moment
    return clock.now()


def _load(connection: Connection, job_id: str, ledger_name: str) -> Job:
    row = connection.execute(select(t).where(t.c.id == job_id)).first()
    if row is None:
        raise NoSuchJobError(f"{job_id}: no such job in {ledger_name}.")
    return _job(row)


def _job(row: Any) -> Job:
    progress = dict(row.progress)
    progress["phase"] = JobPhase(progress.get("phase", JobPhase.LOADING))
    return Job(
        id=row.id,
        kind=JobKind(row.kind),
        state=JobState(row.state),
        title=row.title,
        asked_by=row.asked_by,
        asked_at=row.asked_at,
        order=row.order,
        needs_fetch=row.needs_fetch,
        attempts=row.attempts,
        worker=row.worker,
        started_at=row.started_at,
        ended_at=row.ended_at,
        is_stopping=row.is_stopping,
        progress=JobProgress(**progress),
        report=row.report,
        problem=row.problem,
    )
