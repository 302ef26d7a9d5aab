"""Decisions find their records again: by id, else by the words they were anchored to.

A better rule may draw the bounds of a record otherwise and so give it another id. The record that now stands on
the anchored words is then taken for it, if it can be the same at all: a claim of the same type (or of the type it
was corrected to), whose number stands where the number stood. A record that stood beside the reviewed one when
it was reviewed is not it: whoever rejected one of two did not reject the other.
"""

from dataclasses import dataclass

from qawl.model.claim import Claim
from qawl.model.reading import Reading
from qawl.model.review import Anchor, RecordKind, Review
from qawl.model.span import Span
from qawl.model.statement import Statement
from qawl.review.anchors import find_anchor

Record = Statement | Claim
_SAME = 0.5
"""Share of the shorter of two evidences that must be common to both."""


def split_link(record_id: str) -> tuple[str, str]:
    """The owner of a link and its part: «c_1.place» -> («c_1», «place»); a record has no part."""
    owner, _, part = record_id.partition(".")
    return owner, part


def place_of(record: Record) -> Span:
    """The words that a record is anchored to: the cue of a statement, the evidence of a claim."""
    return record.evidence if isinstance(record, Claim) else record.cue


def number_at(claim: Claim) -> str:
    """Where a claim's number stands inside its evidence, «start-end»; empty without one."""
    if claim.quantity is None:
        return ""
    span = claim.quantity.mention.span
    return f"{span.start - claim.evidence.start}-{span.end - claim.evidence.start}"


@dataclass(frozen=True, slots=True)
class RecordFinder:
    """The records of one reading, to be found by the decisions on them."""

    reading: Reading

    def find(self, review: Review) -> Record | None:
        """The record that a decision is about: that of its id, else the one that stands on its words."""
        owner, part = split_link(review.record_id)
        is_statement = review.record_kind is RecordKind.STATEMENT or part == "speaker"
        return self.find_by(owner, review.anchor, is_statement=is_statement, review=review)

    def find_by(
        self, record_id: str, anchor: Anchor, *, is_statement: bool, review: Review | None = None
    ) -> Record | None:
        """The record with this id, else of this kind on the words of ``anchor``."""
        records: tuple[Record, ...] = self.reading.statements if is_statement else self.reading.claims
        known = next((record for record in records if record.id == record_id), None)
        if known is not None:
            return known
        span = find_anchor(self.reading.document.text, anchor)
        if span is None:
            return None
        fitting = [record for record in records if _can_be(record, span, anchor, review)]
        return min(fitting, key=lambda record: _distance(record, span, review), default=None)


def _can_be(record: Record, span: Span, anchor: Anchor, review: Review | None) -> bool:
    before = {} if review is None else dict(review.before)
    if record.id in before.get("beside", "").split():
        return False
    at = place_of(record)
    if isinstance(record, Statement):
        return at.overlaps(span)
    if at.overlap(span) < _SAME * min(len(at), len(span)):
        return False
    if review is None:
        return True
    types = {before.get("type", record.type), dict(review.value).get("type", "")}
    return record.type in types and _is_same_number(record, span, before.get("number", ""))


def _is_same_number(claim: Claim, span: Span, number: str) -> bool:
    """True unless both have a number and they stand apart."""
    if not number or claim.quantity is None:
        return True
    start, _, end = number.partition("-")
    return claim.quantity.mention.span.overlaps(Span(span.start + int(start), span.start + int(end)))


def _distance(record: Record, span: Span, review: Review | None) -> tuple[bool, float, int, str]:
    """How far a record is from the one reviewed: a number gained or lost, then words that are not common to both."""
    had_number = bool(dict(review.before).get("number", "")) if review is not None else False
    differs = isinstance(record, Claim) and (record.quantity is not None) != had_number
    at = place_of(record)
    common = at.overlap(span)
    union = len(at) + len(span) - common
    return differs, -common / union, at.start, record.id
