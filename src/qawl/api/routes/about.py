"""What this ledger is: how much is in it, and by which rules it was read."""

from fastapi import APIRouter
from pydantic import BaseModel

from qawl.api.bench import Bench
from qawl.pipeline import VERSION

router = APIRouter(tags=["about"])


class About(BaseModel):
    """Records of the ledger by kind, and the version of the rules of this reader."""

    articles: int
    documents: int
    statements: int
    claims: int
    rules: str


@router.get("/", summary="What this ledger holds")
def read_about(bench: Bench) -> About:
    """Counts of the ledger. It is a record of statements, not of facts."""
    return About(**bench.ledger.count(), rules=VERSION)
