"""Jobs: what was handed over, how far it is, and what became of it."""

from datetime import datetime
from http import HTTPStatus

from fastapi import APIRouter, Request, Response
from starlette.responses import RedirectResponse

from qawl.api.bench import Bench
from qawl.auth.auditing import note
from qawl.auth.visitor import Reader, Writer
from qawl.errors import UsageError
from qawl.web.rendering import render

router = APIRouter()

_PAGE = 30
_SHOWN_DOCUMENTS = 100


@router.get("/jobs")
def list_jobs(request: Request, bench: Bench, visitor: Reader, after: str = "", all: bool = False) -> Response:
    """The latest jobs; with ``all`` also the corroborations that decisions cause."""
    found = bench.ledger.jobs(kind="" if all else "add", before=_moment(after), limit=_PAGE + 1)
    following = found[_PAGE - 1].asked_at.strftime("%Y-%m-%dT%H:%M:%S.%fZ") if len(found) > _PAGE else None
    return render(
        request, "jobs.html", jobs=found[:_PAGE], next_after=following, all=all, has_worker=bench.desk.has_worker()
    )


@router.get("/jobs/{job_id}")
def show_job(request: Request, bench: Bench, visitor: Reader, job_id: str, part: str = "") -> Response:
    """One job; ``part=progress`` is what of its page changes while it runs."""
    job = bench.ledger.job(job_id)
    added = job.report.get("documents", ()) if job.state.is_end else ()
    heads = bench.ledger.heads(added[:_SHOWN_DOCUMENTS])
    return render(
        request,
        "job_progress.html" if part == "progress" else "job.html",
        job=job,
        heads=[heads[one] for one in added if one in heads],
        has_worker=bench.desk.has_worker(),
    )


@router.post("/jobs/{job_id}/cancel")
def cancel_job(request: Request, bench: Bench, visitor: Writer, job_id: str) -> Response:
    """End a job; what was added stays."""
    note(request, "job.cancel", record=job_id)
    bench.ledger.cancel_job(job_id)
    return RedirectResponse(f"/jobs/{job_id}", status_code=HTTPStatus.SEE_OTHER)


@router.post("/jobs/{job_id}/retry")
def retry_job(request: Request, bench: Bench, visitor: Writer, job_id: str) -> Response:
    """Let a job that failed wait again."""
    note(request, "job.retry", record=job_id)
    bench.ledger.retry_job(job_id)
    return RedirectResponse(f"/jobs/{job_id}", status_code=HTTPStatus.SEE_OTHER)


def _moment(written: str) -> datetime | None:
    try:
        return datetime.fromisoformat(written) if written else None
    except ValueError:
        raise UsageError(f"{written!r} is no time. Ask for the first page without one.") from None
