"""Errors as problem details (RFC 9457): what happened, where, and what to do now.

A ``QawlError`` says all three already; its kind decides the status. Whatever else goes wrong is a 500 that tells
nothing of the inside and is logged with a number by which the log can be asked.
"""

import logging
from http import HTTPStatus
from typing import Any
from uuid import uuid4

from fastapi import Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from qawl.errors import (
    BusyError,
    FetchError,
    InputError,
    NoSuchRecordError,
    QawlError,
    SettingsError,
    StaleError,
    UsageError,
)

__all__ = ["NoSuchRecordError", "note_failure", "problem", "problem_of", "status_of"]

_LOG = logging.getLogger("qawl.web")
MEDIA_TYPE = "application/problem+json"


def status_of(error: QawlError) -> HTTPStatus:
    """The status that says who has to act: whoever asks, or whoever runs the server."""
    if isinstance(error, NoSuchRecordError):
        return HTTPStatus.NOT_FOUND
    if isinstance(error, StaleError):
        return HTTPStatus.CONFLICT
    if isinstance(error, BusyError):
        return HTTPStatus.SERVICE_UNAVAILABLE
    if isinstance(error, InputError | FetchError):
        return HTTPStatus.UNPROCESSABLE_ENTITY
    if isinstance(error, UsageError) and not isinstance(error, SettingsError):
        return HTTPStatus.BAD_REQUEST
    return HTTPStatus.INTERNAL_SERVER_ERROR


def problem(
    status: HTTPStatus,
    detail: str,
    *,
    errors: list[dict[str, Any]] | None = None,
    headers: dict[str, str] | None = None,
) -> JSONResponse:
    """A response that says what is wrong."""
    body: dict[str, Any] = {"type": "about:blank", "title": status.phrase, "status": int(status), "detail": detail}
    if errors:
        body["errors"] = errors
    return JSONResponse(body, status_code=int(status), media_type=MEDIA_TYPE, headers=headers)


def note_failure(request: Request, error: Exception) -> str:
    """Log what nobody expected; the number that a person can give to whoever reads the log."""
    number = uuid4().hex[:8]
    _LOG.exception("failure %s at %s %s", number, request.method, request.url.path, exc_info=error)
    return number


def problem_of(request: Request, error: Exception) -> JSONResponse:
    """Any error as a problem."""
    if isinstance(error, RequestValidationError):
        places = [{"at": list(map(str, one["loc"])), "detail": one["msg"]} for one in error.errors()]
        detail = "; ".join(f"{place['at'][-1]}: {place['detail']}" for place in places)
        return problem(HTTPStatus.UNPROCESSABLE_ENTITY, detail, errors=places)
    if isinstance(error, HTTPException):
        headers = dict(error.headers or {})
        return problem(HTTPStatus(error.status_code), str(error.detail), headers=headers)
    if isinstance(error, QawlError):
        status = status_of(error)
        if status is not HTTPStatus.INTERNAL_SERVER_ERROR:
            return problem(status, str(error))
    number = note_failure(request, error)
    return problem(HTTPStatus.INTERNAL_SERVER_ERROR, f"Something failed here. The log tells more: failure {number}.")
