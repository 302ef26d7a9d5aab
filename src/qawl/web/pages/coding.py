"""Double coding: who codes what, one article as a coder sees it, and the two side by side once both are done."""

from http import HTTPStatus
from typing import Annotated, Any
from urllib.parse import quote

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import RedirectResponse
from pydantic import Field

from qawl.api.bench import Bench
from qawl.auth.auditing import note as note_change
from qawl.auth.visitor import Reader, Writer
from qawl.coding import adjudicate, agreement, assign, code, coded, differences
from qawl.errors import UsageError
from qawl.model.claim import ClaimType, Harm, Status
from qawl.model.coding import Assignment, Taken
from qawl.model.ids import hash_id
from qawl.model.review import Decision
from qawl.model.statement import Commitment, Manner, Stance
from qawl.report.rows import published_text
from qawl.review.edits import changes, present_values
from qawl.store.records import DocumentHead
from qawl.web.coding_rows import all_records, coding_rows, side_in
from qawl.web.pages.review import FormFields
from qawl.web.rendering import options_of, render, view_of
from qawl.web.review_forms import FIELD, Selection, place_names, select_words

router = APIRouter()

_NEWEST = 20
_Short = Annotated[str, Form(max_length=200)]
_Articles = Annotated[tuple[Annotated[str, Field(max_length=20_000)], ...], Form(max_length=100)]


@router.get("/coding")
def list_assignments(request: Request, bench: Bench, visitor: Reader) -> Response:
    """All assignments, how far coders agree, and the form to give out articles."""
    return _list(request, bench)


@router.post("/coding")
def give_out(
    request: Request,
    bench: Bench,
    visitor: Writer,
    documents: _Articles = (),
    first: _Short = "",
    second: _Short = "",
    note: _Short = "",
) -> Response:
    """Give articles to two reviewers."""
    try:
        made = assign(bench.ledger, " ".join(documents).split(), (first, second), made_by=visitor.name, note=note)
    except UsageError as error:
        return _list(request, bench, detail=str(error), status=HTTPStatus.BAD_REQUEST)
    note_change(request, "coding.assign", record=" ".join(map(str, made))[:200])
    return RedirectResponse("/coding", status_code=HTTPStatus.SEE_OTHER)


@router.get("/coding/{number}")
def show_assignment(request: Request, bench: Bench, visitor: Reader, number: int) -> Response:
    """To a coder the article with the own decisions; once both are done, both side by side."""
    return _show(request, bench, bench.ledger.assignment(number))


@router.post("/coding/{number}/decide")
def keep_coding(request: Request, bench: Bench, visitor: Writer, number: int, form: FormFields) -> Response:
    """What a coder decides on one record."""
    assignment = bench.ledger.assignment(number)
    record = form.get("record", "")
    words = view_of(request).words
    try:
        decision = Decision(form.get("decision", ""))
        settings = _settings(bench, assignment, visitor.name, form) if decision is Decision.CORRECT else {}
        reason = form.get("reason", "").strip() or words.text(f"web.coding.reason.{decision.value}")
        code(bench.ledger, number, record, decision, coder=visitor.name, reason=reason, settings=settings)
    except (UsageError, ValueError) as error:
        return _show(request, bench, assignment, detail=str(error), status=HTTPStatus.BAD_REQUEST)
    note_change(request, f"coding.{decision.value}", record=record)
    return RedirectResponse(f"/coding/{number}#{quote(record)}", status_code=HTTPStatus.SEE_OTHER)


@router.post("/coding/{number}/done")
def finish(request: Request, bench: Bench, visitor: Writer, number: int, note: _Short = "") -> Response:
    """A coder is done with an article."""
    bench.ledger.finish_coding(number, hash_id("v", visitor.name), note=note.strip())
    note_change(request, "coding.done", record=str(number))
    return RedirectResponse(f"/coding/{number}", status_code=HTTPStatus.SEE_OTHER)


@router.post("/coding/{number}/adjudicate")
def settle(
    request: Request,
    bench: Bench,
    visitor: Writer,
    number: int,
    record: _Short,
    field: _Short,
    taken: Annotated[Taken, Form()],
    note: _Short = "",
) -> Response:
    """Take the value of one of the two, or of neither."""
    try:
        adjudicate(bench.ledger, number, record, field, taken, by=visitor.name, note=note, reader=lambda: bench.reader)
    except UsageError as error:
        assignment = bench.ledger.assignment(number)
        return _show(request, bench, assignment, detail=str(error), status=HTTPStatus.BAD_REQUEST)
    bench.ledger.enqueue_corroboration(asked_by=visitor.name)
    note_change(request, "coding.adjudicate", record=record, detail=f"{field}: {taken.value}")
    return RedirectResponse(f"/coding/{number}#{quote(record)}-{quote(field)}", status_code=HTTPStatus.SEE_OTHER)


def _list(request: Request, bench: Bench, *, detail: str = "", status: HTTPStatus = HTTPStatus.OK) -> Response:
    found = bench.ledger.assignments()
    own = hash_id("v", request.state.visitor.name)
    heads = bench.ledger.documents(limit=_NEWEST, all_versions=False)
    titles = {one.document_id: bench.ledger.document(one.document_id) for one in found}
    return render(
        request,
        "coding.html",
        assignments=sorted(found, key=lambda one: (one.side_of(own) is None, one.is_done, -one.id)),
        documents=titles,
        newest=heads,
        own=own,
        table=agreement(bench.ledger),
        detail=detail,
        status=int(status),
    )


def _show(
    request: Request, bench: Bench, assignment: Assignment, *, detail: str = "", status: HTTPStatus = HTTPStatus.OK
) -> Response:
    own = hash_id("v", request.state.visitor.name)
    side = assignment.side_of(own)
    values: dict[str, Any] = {"assignment": assignment, "side": side, "detail": detail, "status": int(status)}
    document = bench.ledger.document(assignment.document_id)
    if assignment.is_done:
        found = differences(bench.ledger, assignment)
        return render(request, "coding_both.html", document=document, found=found, **values)
    if side is None or assignment.coders[side].done_at is not None:
        return render(request, "coding_wait.html", document=document, **values)
    reading = coded(bench.ledger, assignment, own)
    words = view_of(request).words
    rows = coding_rows(bench, _head(bench, assignment), reading, locale=words)
    return render(
        request,
        "coding_one.html",
        document=document,
        rows=rows,
        open_rows=sum(not row.reviews for row in rows),
        published=published_text(reading.document, words),
        options={
            "type": options_of(request, "type", ClaimType),
            "status": options_of(request, "status", Status),
            "harm": options_of(request, "harm", Harm),
            "stance": options_of(request, "stance", Stance),
            "commitment": options_of(request, "commitment", Commitment),
            "manner": options_of(request, "manner", Manner),
        },
        **values,
    )


def _head(bench: Bench, assignment: Assignment) -> DocumentHead:
    return next(one for one in bench.ledger.versions(assignment.document_id) if one.id == assignment.document_id)


def _settings(bench: Bench, assignment: Assignment, coder: str, form: dict[str, str]) -> dict[str, str]:
    """What a coder changed in the form of a record, or selected for it."""
    reading = coded(bench.ledger, assignment, hash_id("v", coder))
    record = next((one for one in all_records(reading) if one.id == form.get("record")), None)
    if record is None:
        raise UsageError(f"{form.get('record')}: is not of this article.")
    side = side_in(_head(bench, assignment), reading, record)
    if form.get("select"):
        return select_words(
            side, Selection(form["select"], form.get("start", ""), form.get("end", ""), form.get("words", ""))
        )
    given = {name.removeprefix(FIELD): value for name, value in form.items() if name.startswith(FIELD)}
    found = changes(present_values(record, names=place_names(bench, side)), given)
    if not found:
        raise UsageError("Nothing was changed.")
    return found
