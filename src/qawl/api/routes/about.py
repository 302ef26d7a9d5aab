"""What this ledger is: how much is in it, and by which rules it was read."""

from fastapi import APIRouter, Response
from pydantic import BaseModel

from qawl.api.answers import PROBLEMS, UNCHANGED, answer
from qawl.api.bench import Bench
from qawl.api.fresh import Fresh, FreshRoute
from qawl.auth.visitor import Reader
from qawl.pipeline import VERSION

router = APIRouter(tags=["about"], route_class=FreshRoute, dependencies=[Fresh])


class About(BaseModel):
    """Records of the ledger by kind, and the version of the rules of this reader."""

    articles: int
    documents: int
    statements: int
    claims: int
    rules: str


@router.get("/", summary="What this ledger holds", response_model=About, responses={**PROBLEMS, **UNCHANGED})
def read_about(bench: Bench, visitor: Reader) -> Response:
    """Counts of the ledger. It is a record of statements, not of facts."""
    return answer(bench.recall(("about",), bench.ledger.count) | {"rules": VERSION})
