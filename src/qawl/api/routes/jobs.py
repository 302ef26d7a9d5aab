"""Jobs: hand over texts, addresses and files, and see what becomes of them."""

from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from qawl.api.answers import MISSING, PROBLEMS
from qawl.api.bench import Bench
from qawl.api.uploads import order_of_form
from qawl.auth.auditing import note
from qawl.auth.visitor import Reader, Writer
from qawl.model.job import Job, JobKind, JobState
from qawl.receiving import Facts, order_addresses, order_text
from qawl.shapes import plain

router = APIRouter(prefix="/jobs", tags=["jobs"], responses={**PROBLEMS, **MISSING})

_Fact = Annotated[str, StringConstraints(max_length=2_000, pattern=r"^[^\x00]*$")]


class NewJob(BaseModel):
    """A text to be read, or addresses to be fetched; ``outlet`` and ``published`` hold where they say nothing else."""

    model_config = ConfigDict(extra="forbid")

    text: str = ""
    addresses: list[_Fact] = Field(default_factory=list, description="Pages, feeds and sitemaps.")
    title: _Fact = Field("", description="The headline of the text.")
    outlet: _Fact = ""
    published: _Fact = Field("", description="When it was published.", examples=["2017-09-11"])
    url: _Fact = Field("", description="Where the text was published.")


class JobProgressShape(BaseModel):
    """How far the present phase is; bytes when reading, documents when corroborating."""

    phase: str
    done: int
    total: int
    articles: int
    issues: int
    origin: str


class JobShape(BaseModel):
    """One job. ``report`` counts what became of it and lists the ids of new documents, and issues."""

    id: str
    kind: JobKind
    state: JobState
    title: str
    asked_by: str
    asked_at: datetime
    started_at: datetime | None
    ended_at: datetime | None
    is_stopping: bool
    attempts: int
    progress: JobProgressShape
    report: dict[str, Any]
    problem: str


class JobList(BaseModel):
    """Jobs, the latest first; ``next`` is the ``before`` of those that follow."""

    jobs: list[JobShape]
    next: datetime | None


@router.post("", status_code=202, summary="Order that a text or addresses be added")
def order_job(request: Request, bench: Bench, visitor: Writer, wanted: NewJob) -> JobShape:
    """A worker reads what is handed over, adds it and corroborates it; ask for the job to see how far it is."""
    facts = Facts(wanted.title, wanted.outlet, wanted.published, wanted.url)
    if wanted.addresses:
        job = order_addresses(
            bench.ledger, wanted.addresses, facts, asked_by=visitor.name, may_fetch=bench.desk.may_fetch
        )
    else:
        job = order_text(bench.ledger, bench.settings, wanted.text, facts, asked_by=visitor.name)
    note(request, "job.add", record=job.id, detail=job.title)
    return shape_of(job)


@router.post(
    "/files",
    status_code=202,
    summary="Order that files be added",
    openapi_extra={
        "requestBody": {
            "required": True,
            "content": {
                "multipart/form-data": {
                    "schema": {
                        "type": "object",
                        "required": ["files"],
                        "properties": {
                            "files": {"type": "array", "items": {"type": "string", "format": "binary"}},
                            "outlet": {"type": "string"},
                            "published": {"type": "string"},
                        },
                    }
                }
            },
        }
    },
)
async def order_files_job(request: Request, bench: Bench, visitor: Writer) -> JobShape:
    """Files of all kinds that `qawl add` reads, as a form (multipart/form-data); they are laid down as they come in."""
    job = await order_of_form(request, bench, visitor)
    return shape_of(job)


@router.get("", summary="Jobs")
def list_jobs(
    bench: Bench,
    visitor: Reader,
    kind: JobKind | None = None,
    state: JobState | None = None,
    before: datetime | None = None,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
) -> JobList:
    """Jobs that fit, the latest first."""
    found = bench.ledger.jobs(kind=kind or "", state=state or "", before=before, limit=limit)
    following = found[-1].asked_at if len(found) == limit else None
    return JobList(jobs=[shape_of(job) for job in found], next=following)


@router.get("/{job_id}", summary="One job")
def read_job(bench: Bench, visitor: Reader, job_id: str) -> JobShape:
    """How far it is, what became of it, and what was wrong."""
    return shape_of(bench.ledger.job(job_id))


@router.post("/{job_id}/cancel", summary="End a job")
def cancel_job(request: Request, bench: Bench, visitor: Writer, job_id: str) -> JobShape:
    """At once where it waits, else after the article at hand; what was added stays."""
    note(request, "job.cancel", record=job_id)
    return shape_of(bench.ledger.cancel_job(job_id))


@router.post("/{job_id}/retry", summary="Try a failed job again")
def retry_job(request: Request, bench: Bench, visitor: Writer, job_id: str) -> JobShape:
    """Only what failed is tried again; any other job stays as it is."""
    note(request, "job.retry", record=job_id)
    return shape_of(bench.ledger.retry_job(job_id))


def shape_of(job: Job) -> JobShape:
    """A job as the API gives it: without its order, and without the name of its worker."""
    return JobShape(**plain(job))
