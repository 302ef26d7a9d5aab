"""Reading a text that is given: a reading out, and nothing stored."""

from fastapi import APIRouter, Response

from qawl.api.answers import PROBLEMS, TOO_LARGE, answer
from qawl.api.bench import Bench
from qawl.api.schemas import ReadingShape
from qawl.api.sent import BoundedRoute, TextSent
from qawl.auth.visitor import Reader
from qawl.export.interchange import interchange
from qawl.reading_given import read_given

router = APIRouter(tags=["reading"], route_class=BoundedRoute)


@router.post(
    "/read",
    summary="Read a text",
    response_model=ReadingShape,
    responses={**PROBLEMS, **TOO_LARGE},
)
def read_text(bench: Bench, visitor: Reader, sent: TextSent) -> Response:
    """Statements, claims and places of a text, with their spans: what `qawl read --format json` prints.

    Spans are code points of the text as it was sent, headline and newline included. Nothing is stored.
    """
    reading = read_given(
        sent.text,
        reader=bench.reader,
        settings=bench.settings.ingest,
        published=sent.published,
        outlet=sent.outlet,
        url=sent.url,
        title=sent.title,
    )
    return answer(interchange(reading))
