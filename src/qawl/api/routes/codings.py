"""Double coding: articles that two people decide on apart, their agreement, and what is made of their differences."""

from typing import Annotated

from fastapi import APIRouter, Path, Response

from qawl.api.answers import CONFLICTING, MISSING, PROBLEMS, TOO_LARGE, answer
from qawl.api.bench import Bench
from qawl.api.schemas import AgreementTableShape, AssignmentShape, DifferenceShape, ReviewShape
from qawl.api.sent import AdjudicationSent, AssignmentSent, BoundedRoute, CodingSent, DoneSent
from qawl.auth.visitor import Reader, Writer
from qawl.coding import adjudicate, agreement, assign, code, differences
from qawl.model.ids import hash_id
from qawl.shapes import plain, review_json

router = APIRouter(prefix="/codings", tags=["codings"], route_class=BoundedRoute)
Number = Annotated[int, Path(ge=1, le=2**31 - 1, description="The number of the assignment.")]
_SENDING = {**PROBLEMS, **CONFLICTING, **TOO_LARGE}
_CHANGING = {**_SENDING, **MISSING}


@router.get(
    "",
    summary="Articles given to two coders, the latest first",
    response_model=list[AssignmentShape],  # type: ignore[valid-type]
    responses=PROBLEMS,
)
def list_codings(bench: Bench, visitor: Reader) -> Response:
    """Who codes what, and who is done; nobody's decisions."""
    return answer([plain(one) for one in bench.ledger.assignments()])


@router.post(
    "",
    summary="Give articles to two coders",
    status_code=201,
    response_model=list[AssignmentShape],  # type: ignore[valid-type]
    responses=_SENDING,
)
def add_codings(bench: Bench, visitor: Writer, sent: AssignmentSent) -> Response:
    """One assignment an article."""
    made = assign(bench.ledger, sent.documents, sent.coders, made_by=visitor.name, note=sent.note)
    return answer([plain(bench.ledger.assignment(number)) for number in made], status=201)


@router.get("/agreement", summary="How far coders agree", response_model=AgreementTableShape, responses=PROBLEMS)
def read_agreement(bench: Bench, visitor: Reader) -> Response:
    """Krippendorff's alpha by field and by type of claim, over the articles that both are done with."""
    return answer(plain(agreement(bench.ledger)))


@router.get(
    "/{number}/differences",
    summary="Two coders side by side",
    response_model=list[DifferenceShape],  # type: ignore[valid-type]
    responses={**PROBLEMS, **MISSING},
)
def list_differences(bench: Bench, visitor: Reader, number: Number) -> Response:
    """Every field with both values, once both are done; before that nobody sees any."""
    return answer([plain(one) for one in differences(bench.ledger, bench.ledger.assignment(number))])


@router.post(
    "/{number}/decisions",
    summary="Decide on a record as a coder",
    status_code=201,
    response_model=ReviewShape,
    responses=_CHANGING,
)
def add_coding(bench: Bench, visitor: Writer, number: Number, sent: CodingSent) -> Response:
    """Kept apart from the ledger's decisions, and hidden from the other coder."""
    made = code(
        bench.ledger, number, sent.record, sent.decision, coder=visitor.name, reason=sent.reason, settings=sent.set
    )
    return answer(review_json(made), status=201)


@router.post("/{number}/done", summary="Be done with an article", response_model=AssignmentShape, responses=_CHANGING)
def finish_coding(bench: Bench, visitor: Writer, number: Number, sent: DoneSent) -> Response:
    """Nothing can be changed afterwards."""
    bench.ledger.finish_coding(number, hash_id("v", visitor.name), note=sent.note)
    return answer(plain(bench.ledger.assignment(number)))


@router.post(
    "/{number}/adjudications",
    summary="Settle where two coders differ",
    status_code=201,
    response_model=ReviewShape | None,
    responses=_CHANGING,
)
def add_adjudication(bench: Bench, visitor: Writer, number: Number, sent: AdjudicationSent) -> Response:
    """What is taken becomes a decision in the ledger that names both; null where neither is taken."""
    made = adjudicate(
        bench.ledger,
        number,
        sent.record,
        sent.field,
        sent.taken,
        by=visitor.name,
        note=sent.note,
        reader=lambda: bench.reader,
    )
    bench.ledger.enqueue_corroboration(asked_by=visitor.name)
    return answer(None if made is None else review_json(made), status=201)
