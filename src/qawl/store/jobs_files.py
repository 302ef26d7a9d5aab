"""The files of jobs: what was uploaded lies in the ledger's own folder, which all its workers see, until it is read."""

import shutil
from pathlib import Path

from sqlalchemy import select

from qawl import clock
from qawl.model.job import JobState
from qawl.store.engine import reading_from
from qawl.store.jobs_tables import job as t
from qawl.store.part import LedgerPart

_UPLOADS = "uploads"
_NEEDED = (JobState.WAITING.value, JobState.RUNNING.value, JobState.FAILED.value)


class JobFiles(LedgerPart):
    """The part of a ledger that knows where uploaded files are. Their names are those of jobs, never of people."""

    def upload_folder(self, job_id: str) -> Path:
        """Where the files of a job lie until it is done."""
        return self._snapshots.path / _UPLOADS / job_id

    def drop_upload(self, job_id: str) -> None:
        """Remove the files of a job; pages that were read from them are kept as pages are."""
        shutil.rmtree(self.upload_folder(job_id), ignore_errors=True)

    def sweep_uploads(self, *, minimum_age: float) -> int:
        """Remove files that no waiting, running or failed job needs and that are older than ``minimum_age`` seconds.

        They are left behind where a server was killed while it took them in.
        """
        folder = self._snapshots.path / _UPLOADS
        if not folder.is_dir():
            return 0
        with reading_from(self._engine) as connection:
            needed = set(connection.execute(select(t.c.id).where(t.c.state.in_(_NEEDED))).scalars())
        before = clock.now().timestamp() - minimum_age
        gone = [one for one in folder.iterdir() if one.name not in needed and one.stat().st_mtime < before]
        for one in gone:
            shutil.rmtree(one, ignore_errors=True)
        return len(gone)
