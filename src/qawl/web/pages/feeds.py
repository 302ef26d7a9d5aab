"""Feeds: what was added last to a list with its filters, as Atom."""

import hashlib
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request, Response

from qawl.api.bench import Bench
from qawl.api.fresh import Fresh, FreshRoute
from qawl.auth.visitor import Reader
from qawl.export.atom import MEDIA_TYPE, Feed, atom_lines
from qawl.pipeline import VERSION
from qawl.web.asking import question_of
from qawl.web.feeding import FeedWriter
from qawl.web.rendering import Telling, words_in

router = APIRouter(route_class=FreshRoute, dependencies=[Fresh])

_ENTRIES = 50


@router.get("/feeds/{name}.atom")
def show_feed(
    request: Request, bench: Bench, visitor: Reader, name: str, lang: Annotated[str, Query(pattern="^(ar|en)$")] = "ar"
) -> Response:
    """The records that were added last, the newest first; ``lang`` is the language of their titles."""
    asked = question_of(name, request.query_params)
    words, base = words_in(lang), str(request.base_url).rstrip("/")
    found = bench.ledger.latest(asked.wanted(bench), limit=_ENTRIES)
    filters = urlencode(
        [(key, value) for key, value in sorted(request.query_params.items()) if value and key != "lang"]
    )
    feed = Feed(
        id=f"urn:qawl:feed:{name}:{hashlib.sha256(filters.encode()).hexdigest()[:16]}",
        title=f"{words.text('web.name')}: {words.text(f'web.{name}.title')}",
        subtitle=words.text("web.foot"),
        language=lang,
        address=str(request.url),
        page=f"{base}/{name}{'?' if filters else ''}{filters}",
        version=VERSION,
    )
    entries = FeedWriter(bench.ledger, Telling(bench, words), base).entries(found)
    return Response("".join(atom_lines(feed, entries)).encode("utf-8"), media_type=MEDIA_TYPE)
