"""The REST API as one router under ``/api/v1``; ``qawl.web.app`` makes the application of it and the pages."""

from fastapi import APIRouter

from qawl.api.routes import about, claims, documents, jobs, statements

PREFIX = "/api/v1"


def api_router() -> APIRouter:
    """All routes of the API."""
    router = APIRouter(prefix=PREFIX)
    for module in (about, documents, statements, claims, jobs):
        router.include_router(module.router)
    return router
