"""The application: REST API, pages and files that the pages need, with the headers that keep all of it at home.

No page asks another machine for anything: the content-security policy allows this server alone, no script or style
stands inside a page, and nothing of ours may be framed.
"""

from collections.abc import Awaitable, Callable
from http import HTTPStatus
from pathlib import Path

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.middleware.gzip import GZipMiddleware
from starlette.staticfiles import StaticFiles

from qawl.api.app import PREFIX, api_router
from qawl.api.bench import Workbench
from qawl.api.problems import note_failure, problem_of, status_of
from qawl.auth.visitor import Role, Visitor
from qawl.errors import QawlError
from qawl.pipeline import VERSION
from qawl.settings import Settings
from qawl.store.ledger import Ledger
from qawl.web.pages import accounts, overview, reader, timeline
from qawl.web.rendering import Renderer, render

STATIC = Path(__file__).parent / "static"
POLICY = (
    "default-src 'self'; img-src 'self' data: blob:; worker-src 'self' blob:; object-src 'none'; base-uri 'none'; "
    "form-action 'self'; frame-ancestors 'none'"
)
_HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
_A_YEAR = "public, max-age=31536000, immutable"
PAGES = (
    accounts,
    overview,
    reader,
    timeline,
)

Next = Callable[[Request], Awaitable[Response]]


def create_app(ledger: Ledger, settings: Settings) -> FastAPI:
    """The application over one open ledger, which stays the caller's to close."""
    app = FastAPI(
        title="Qawl",
        version=VERSION,
        description="A ledger of who said what. It records statements, not facts.",
        openapi_url=f"{PREFIX}/openapi.json",
        docs_url=None,
        redoc_url=None,
    )
    app.state.bench = Workbench(ledger, settings)
    app.state.renderer = Renderer(STATIC)
    app.state.pages = {getattr(route, "path", "") for page in PAGES for route in page.router.routes}
    app.include_router(api_router())
    for page in PAGES:
        app.include_router(page.router, include_in_schema=False)
    app.mount("/static", StaticFiles(directory=STATIC), name="static")
    app.middleware("http")(_know_visitor)
    app.middleware("http")(_add_headers)
    app.add_middleware(GZipMiddleware, minimum_size=1000)
    for kind in (QawlError, HTTPException, RequestValidationError, Exception):
        app.add_exception_handler(kind, _answer_error)
    return app


async def _know_visitor(request: Request, call_next: Next) -> Response:
    request.state.visitor = Visitor("local", Role.ADMIN)
    return await call_next(request)


async def _add_headers(request: Request, call_next: Next) -> Response:
    response = await call_next(request)
    for name, value in _HEADERS.items():
        response.headers.setdefault(name, value)
    if request.url.path.startswith("/static/") and request.query_params.get("v"):
        response.headers["Cache-Control"] = _A_YEAR
    return response


def _answer_error(request: Request, error: Exception) -> Response:
    """A problem for programs, a page for people."""
    if request.url.path.startswith(PREFIX):
        return problem_of(request, error)
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
    return render(request, "error.html", status=int(status), detail=detail, number=number)
