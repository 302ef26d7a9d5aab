"""Reviews: people's decisions, and deciding. The rules are those of ``qawl review``; who decides is who asks."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from qawl.api.answers import CONFLICTING, PROBLEMS, TOO_LARGE, UNCHANGED, answer, page_answer
from qawl.api.bench import Bench
from qawl.api.fresh import Fresh, FreshRoute
from qawl.api.questions import QueueQuestion, ReviewQuestion
from qawl.api.schemas import LetterShape, Listed, QueueItemShape, ReviewShape
from qawl.api.sent import BoundedRoute, DecisionSent, UndoSent
from qawl.auth.auditing import note
from qawl.auth.visitor import Reader, Writer
from qawl.reviewing import letters, pending, review
from qawl.shapes import plain, queue_json, review_json
from qawl.undoing import undo

_asking = APIRouter(prefix="/reviews", tags=["reviews"], route_class=FreshRoute, dependencies=[Fresh])
_deciding = APIRouter(prefix="/reviews", tags=["reviews"], route_class=BoundedRoute)


@_asking.get(
    "",
    summary="People's decisions, the latest first",
    response_model=Listed[ReviewShape],  # type: ignore[valid-type]
    responses={**PROBLEMS, **UNCHANGED},
)
def list_reviews(
    request: Request, bench: Bench, visitor: Reader, asked: Annotated[ReviewQuestion, Query()]
) -> Response:
    """Who decided what, when and why: all of it, or on one record, on one kind of them, or by one reviewer."""
    page = bench.ledger.page_of_reviews(
        kind=asked.kind or "", record_id=asked.record, reviewer=asked.reviewer, limit=asked.limit, after=asked.after
    )
    return page_answer(request, map(review_json, page.records), page.next)


@_asking.get(
    "/queue",
    summary="What waits to be looked at, the weightiest first",
    response_model=Listed[QueueItemShape],  # type: ignore[valid-type]
    responses={**PROBLEMS, **UNCHANGED},
)
def list_queue(request: Request, bench: Bench, visitor: Reader, asked: Annotated[QueueQuestion, Query()]) -> Response:
    """Doubt times what matters, with the reasons for both. What somebody has decided on does not wait."""
    page = bench.ledger.page_of_queue(asked.wanted(), limit=asked.limit, after=asked.after)
    return page_answer(request, map(queue_json, page.records), page.next)


@_asking.get(
    "/pending",
    summary="Decisions whose record is no longer there",
    response_model=list[ReviewShape],  # type: ignore[valid-type]
    responses={**PROBLEMS, **UNCHANGED},
)
def list_pending(bench: Bench, visitor: Reader) -> Response:
    """They wait: words may find their record in another version yet."""
    return answer([review_json(one) for one in bench.recall(("pending",), lambda: pending(bench.ledger))])


@_asking.get(
    "/letters",
    summary="The Admiralty letters that stand",
    response_model=list[LetterShape],  # type: ignore[valid-type]
    responses={**PROBLEMS, **UNCHANGED},
)
def list_letters(bench: Bench, visitor: Reader) -> Response:
    """Of speakers and outlets, by key; everybody else's is F."""
    return answer([plain(letter) for _, letter in sorted(letters(bench.ledger).items())])


@_deciding.post(
    "",
    summary="Decide on a record",
    status_code=201,
    response_model=ReviewShape,
    responses={**PROBLEMS, **CONFLICTING, **TOO_LARGE},
)
def decide(request: Request, bench: Bench, visitor: Writer, sent: DecisionSent) -> Response:
    """Confirm, correct or reject a record, or set a letter; what hangs on it is derived anew by the worker.

    Nothing is changed or deleted by it: the lists show their records by the decisions from then on.
    """
    note(request, f"review.{sent.decision.value}", record=sent.record)
    made = review(
        bench.ledger,
        sent.record,
        sent.decision,
        reviewer=visitor.name,
        reason=sent.reason,
        settings=sent.set,
        kind=sent.kind,
        reader=lambda: bench.reader,
        version=sent.version,
    )
    bench.ledger.enqueue_corroboration(asked_by=visitor.name)
    return answer(review_json(made), status=201)


@_deciding.post(
    "/undo",
    summary="Take a decision back",
    status_code=201,
    response_model=ReviewShape,
    responses={**PROBLEMS, **CONFLICTING, **TOO_LARGE},
)
def take_back(request: Request, bench: Bench, visitor: Writer, sent: UndoSent) -> Response:
    """Take back one's own last decision, on any record or on one; both stay in the history."""
    note(request, "review.undo", record=sent.record)
    made = undo(
        bench.ledger, reviewer=visitor.name, reason=sent.reason, record_id=sent.record, reader=lambda: bench.reader
    )
    bench.ledger.enqueue_corroboration(asked_by=visitor.name)
    return answer(review_json(made), status=201)


router = APIRouter()
router.include_router(_asking)
router.include_router(_deciding)
