"""Exports of lists: what a page shows with its filters, whole, as a file."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from qawl.api.answers import stream
from qawl.api.bench import Bench
from qawl.auth.visitor import Reader
from qawl.exporting import Export, ExportForm, export_lines
from qawl.listing import Beside
from qawl.web.asking import question_of

router = APIRouter()


@router.get("/export/{name}.{form}")
def export_list(
    request: Request,
    bench: Bench,
    visitor: Reader,
    name: str,
    form: ExportForm,
    bom: Annotated[bool, Query()] = False,
) -> Response:
    """All of a list, line by line while it is read. ``bom`` is for spreadsheets that take UTF-8 for something else."""
    asked = question_of(name, request.query_params)
    beside = Beside(getattr(asked, "with_rejected", False), getattr(asked, "perhaps", False))
    how = Export(form, asked.after, None, beside, bom, asked.redact_private)
    wanted = asked.wanted(bench)
    return stream(export_lines(bench.ledger, wanted, how, outlines=lambda: bench.outlines), wanted, form)
