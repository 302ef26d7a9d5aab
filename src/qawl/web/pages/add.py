"""Adding: paste a text, drop files, give addresses. What is handed over becomes a job, and the job has a page."""

from http import HTTPStatus

from fastapi import APIRouter, Request, Response
from starlette.responses import RedirectResponse

from qawl.api.bench import Bench
from qawl.api.uploads import order_of_form
from qawl.auth.visitor import Reader, Writer
from qawl.ingest.files import given_suffixes
from qawl.receiving import RefusedInputError
from qawl.web.rendering import render

router = APIRouter()


@router.get("/add")
def show_add(request: Request, bench: Bench, visitor: Reader) -> Response:
    """The three ways to hand something over."""
    return _page(request, bench, None)


@router.post("/add")
async def add(request: Request, bench: Bench, visitor: Writer) -> Response:
    """Order what the form brings, and go to the page of the job."""
    try:
        job = await order_of_form(request, bench, visitor)
    except RefusedInputError as error:
        return _page(request, bench, error)
    return RedirectResponse(f"/jobs/{job.id}", status_code=HTTPStatus.SEE_OTHER)


def _page(request: Request, bench: Bench, error: RefusedInputError | None) -> Response:
    return render(
        request,
        "add.html",
        status=HTTPStatus.UNPROCESSABLE_ENTITY if error else HTTPStatus.OK,
        error=error,
        given=error.fields if error else {},
        may_fetch=bench.desk.may_fetch,
        suffixes=given_suffixes(),
        most_bytes=bench.settings.jobs.upload_max_bytes,
        latest=bench.ledger.jobs(kind="add", limit=5),
    )
