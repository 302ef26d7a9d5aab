"""What a headline says otherwise than its own body: the number, the hedge, the speaker, the status."""

from dataclasses import dataclass
from enum import StrEnum

from qawl.model.mention import RuleId
from qawl.model.span import Span


class HeadlineKind(StrEnum):
    """In what the headline differs."""

    NUMBER_CHANGED = "number-changed"
    NUMBER_ROUNDED = "number-rounded"
    HEDGE_DROPPED = "hedge-dropped"
    ATTRIBUTION_DROPPED = "attribution-dropped"
    STATUS_RAISED = "status-raised"


@dataclass(frozen=True, slots=True)
class HeadlineFinding:
    """One difference between a headline and its body, with the words of both.

    ``claims`` are the ids of the claims compared, as far as they are records: a headline that only repeats its body is
    no claim of its own. ``statement`` is the one that attributes in the body what the headline says in its own voice.
    """

    kind: HeadlineKind
    headline: Span
    body: Span
    claims: tuple[str, ...]
    rule: RuleId
    statement: str | None = None
