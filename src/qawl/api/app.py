"""The REST API as one router under ``/api/v1``; ``qawl.web.app`` makes the application of it and the pages."""

from fastapi import APIRouter

from qawl.api.routes import (
    about,
    accounts,
    claims,
    codings,
    copies,
    documents,
    export,
    jobs,
    named,
    reading,
    relations,
    reviews,
    search,
    situation,
    statements,
)

PREFIX = "/api/v1"
_RESOURCES = (
    about, documents, statements, claims, accounts, copies, named, situation, relations, reviews, export, reading, jobs,
    search, codings,
)  # fmt: skip


def api_router() -> APIRouter:
    """All routes of the API."""
    router = APIRouter(prefix=PREFIX, generate_unique_id_function=lambda route: route.name)
    for module in _RESOURCES:
        router.include_router(module.router)
    return router
