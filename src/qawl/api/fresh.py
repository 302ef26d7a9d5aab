"""Answers that need not be given again: an ETag says by what state of the ledger an answer was made.

The tag is of the ledger's last change, the rules and the question, so that finding out whether an answer still holds
costs one look at the ledger, however long the answer. It is weak: the same answer may be packed in two ways.
"""

import hashlib
from collections.abc import Callable, Coroutine
from typing import Annotated, Any

from fastapi import Depends, Request, Response
from fastapi.routing import APIRoute

from qawl.api.bench import Bench
from qawl.auth.visitor import Reader
from qawl.pipeline import VERSION

_HELD = "private, no-cache"


class NotModifiedError(Exception):
    """Whoever asks has the answer already."""


def check_freshness(request: Request, bench: Bench, visitor: Reader) -> None:
    """Note the tag of the answer, and leave at once where whoever asks has it. Who asks is looked at before."""
    accept = request.headers.get("accept", "")
    named = "\n".join((bench.ledger.last_change(), VERSION, request.url.path, request.url.query, accept))
    tag = f'W/"{hashlib.blake2b(named.encode(errors="replace"), digest_size=12).hexdigest()}"'
    request.state.etag = tag
    known = {one.strip() for one in request.headers.get("if-none-match", "").split(",")}
    if tag in known or "*" in known:
        raise NotModifiedError


Fresh = Depends(check_freshness)


class FreshRoute(APIRoute):
    """A route whose answers carry their tag, and are not given again to whoever has them."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """The handler, with tags."""
        answer = super().get_route_handler()

        async def answer_with_tag(request: Request) -> Response:
            try:
                response = await answer(request)
            except NotModifiedError:
                response = Response(status_code=304)
            tag = getattr(request.state, "etag", None)
            if tag is not None and response.status_code in (200, 304):
                response.headers["ETag"] = tag
                response.headers["Cache-Control"] = _HELD
                response.headers["Vary"] = "Accept, Accept-Encoding"
            return response

        return answer_with_tag


Checked = Annotated[None, Fresh]
