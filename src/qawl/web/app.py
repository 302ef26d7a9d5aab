"""The application: REST API, pages and files that the pages need, behind the guard, and with headers for all of it."""

from http import HTTPStatus
from pathlib import Path

from fastapi import Depends, FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.middleware.gzip import GZipMiddleware
from starlette.staticfiles import StaticFiles

from qawl.api.app import PREFIX, api_router
from qawl.api.bench import Desk, Workbench
from qawl.api.problems import note_failure, problem_of, status_of
from qawl.auth.entering import Access, open_access
from qawl.auth.guard import Guard
from qawl.auth.logging_in import Porter
from qawl.auth.visitor import RefusedError, check_change
from qawl.errors import QawlError
from qawl.pipeline import VERSION
from qawl.settings import Settings
from qawl.store.ledger import Ledger
from qawl.web.headers import SafeHeaders, with_headers
from qawl.web.pages import (
    accounts,
    add,
    audit,
    claims,
    coding,
    copies,
    documents,
    export,
    feeds,
    jobs,
    login,
    map,
    names,
    overview,
    reader,
    records,
    review,
    saved,
    search,
    situation,
    statements,
    timeline,
)
from qawl.web.rendering import Renderer, render

STATIC = Path(__file__).parent / "static"
PAGES = (
    search,  # before the exports and feeds of lists: its own are made otherwise
    accounts,
    add,
    audit,
    claims,
    coding,
    copies,
    documents,
    export,
    feeds,
    jobs,
    login,
    map,
    names,
    overview,
    reader,
    records,
    review,
    saved,
    situation,
    statements,
    timeline,
)


def create_app(
    ledger: Ledger, settings: Settings, access: Access | None = None, *, desk: Desk | None = None
) -> FastAPI:
    """The application over one open ledger, which stays the caller's to close.

    Without ``access`` it is for whoever sits at this machine. ``desk`` says how jobs are done here.
    """
    app = FastAPI(
        title="Qawl",
        version=VERSION,
        description="A ledger of who said what. It records statements, not facts.",
        openapi_url=f"{PREFIX}/openapi.json",
        docs_url=None,
        redoc_url=None,
        dependencies=[Depends(check_change)],
    )
    app.state.bench = Workbench(ledger, settings, desk)
    app.state.renderer = Renderer(STATIC)
    app.state.pages = {getattr(route, "path", "") for page in PAGES for route in page.router.routes}
    app.state.access = access or open_access(ledger)
    app.state.porter = Porter(ledger, settings.web)
    app.include_router(api_router())
    for page in PAGES:
        app.include_router(page.router, include_in_schema=False)
    scripts = app.state.renderer.scripts
    app.mount(f"/static/{scripts}", StaticFiles(directory=STATIC), name="scripts")
    app.mount("/static", StaticFiles(directory=STATIC), name="static")
    app.add_middleware(Guard, access=app.state.access, ledger=ledger, settings=settings.web, answer=_answer_error)
    app.add_middleware(SafeHeaders)
    app.add_middleware(GZipMiddleware, minimum_size=1000)
    for kind in (QawlError, HTTPException, RequestValidationError, Exception):
        app.add_exception_handler(kind, _answer_error)
    return app


def _answer_error(request: Request, error: Exception) -> Response:
    """A problem for programs, a page for people."""
    if request.url.path.startswith(PREFIX):
        return with_headers(problem_of(request, error))
    status, detail = HTTPStatus.INTERNAL_SERVER_ERROR, ""
    if isinstance(error, HTTPException):
        status, detail = HTTPStatus(error.status_code), str(error.detail)
    elif isinstance(error, RequestValidationError):
        status = HTTPStatus.UNPROCESSABLE_ENTITY
        detail = "; ".join(f"{one['loc'][-1]}: {one['msg']}" for one in error.errors())
    elif isinstance(error, QawlError):
        status, detail = status_of(error), str(error)
    number = note_failure(request, error) if status is HTTPStatus.INTERNAL_SERVER_ERROR else ""
    if number:
        detail = ""
    reason = error.reason if isinstance(error, RefusedError) else ""
    page = render(request, "error.html", status=int(status), detail=detail, reason=reason, number=number)
    page.headers.update(getattr(error, "headers", None) or {})
    return with_headers(page)
