"""One statement or claim by itself: what it rests on, the rules that made it, how to cite it."""

from fastapi import APIRouter, Request, Response
from fastapi.responses import PlainTextResponse

from qawl.api.bench import Bench, Workbench
from qawl.api.problems import NoSuchRecordError
from qawl.auth.visitor import Reader
from qawl.citing import cite
from qawl.gathering import FoundRecord, explain_fully, find_record
from qawl.locale import LANGUAGES
from qawl.model.claim import Claim
from qawl.report.sentences import claim_sentence, public_voice
from qawl.web.rendering import render, view_of, words_in

router = APIRouter()


@router.get("/claims/{record_id}")
@router.get("/statements/{record_id}")
def show_record(request: Request, bench: Bench, visitor: Reader, record_id: str) -> Response:
    """The record with the words around it, its parts with their rules, and its citation."""
    found = _find(bench, record_id)
    words = view_of(request).words
    sentence = None
    if isinstance(found.record, Claim):
        statements = {one.id: one for one in found.reading.statements}
        sentence = claim_sentence(found.record, public_voice(found.record, statements), bench.names, words)
    citations = {language: _cite(request, bench, found, language) for language in LANGUAGES}
    why = explain_fully(bench.ledger, found)
    return render(request, "record.html", found=found, why=why, sentence=sentence, citations=citations)


@router.get("/claims/{record_id}/why")
@router.get("/statements/{record_id}/why")
def explain_record(request: Request, bench: Bench, visitor: Reader, record_id: str) -> Response:
    """The parts of a record with their rules, as a piece of a page."""
    found = _find(bench, record_id)
    return render(request, "why.html", why=explain_fully(bench.ledger, found), text=found.reading.document.text)


@router.get("/claims/{record_id}/citation")
@router.get("/statements/{record_id}/citation")
def cite_record(request: Request, bench: Bench, visitor: Reader, record_id: str) -> PlainTextResponse:
    """The citation as plain text in the visitor's language."""
    return PlainTextResponse(_cite(request, bench, _find(bench, record_id), view_of(request).language))


def _find(bench: Workbench, record_id: str) -> FoundRecord:
    found = find_record(bench.ledger, record_id)
    if found is None:
        raise NoSuchRecordError(f"{record_id}: no such statement or claim in {bench.ledger.name}.")
    return found


def _cite(request: Request, bench: Workbench, found: FoundRecord, language: str) -> str:
    kind = "claims" if isinstance(found.record, Claim) else "statements"
    link = str(request.base_url.replace(path=f"/{kind}/{found.record.id}"))
    return cite(found.record, found.reading, names=bench.names, locale=words_in(language), link=link)
