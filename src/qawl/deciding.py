"""People's decisions on what joins two records, as the engine of corroboration obeys them.

A decision names its two records by id and by words. When either of their documents is derived, the present ids are
looked up once, and what was decided on two claims is kept beside their cards; what was decided on two documents is
asked for where copies are looked for. Both hang on the decisions and on the present readings alone.
"""

from collections.abc import Collection, Iterable, Mapping

from qawl.corroborate.decisions import Decisions, in_order
from qawl.model.claim import Claim
from qawl.model.reading import Reading
from qawl.model.review import Anchor, Decision, RecordKind, Review, ReviewedReading
from qawl.review.finding import RecordFinder
from qawl.review.ranking import standing
from qawl.store.corroboration import DerivedRows

ClaimDecision = tuple[str, str, str, str]
"""Two claims by id, the lesser first, the kind of record and the decision."""


def decided_claims(rows: DerivedRows, readings: Mapping[str, Reading]) -> list[ClaimDecision]:
    """What stands decided on pairs of claims of which one is in these readings, by document; others have cards."""
    present = _Present(rows, readings)
    found: dict[tuple[str, str, str], str] = {}
    for made in standing(rows.pair_reviews(readings)):
        if made.record_kind in (RecordKind.PAIR, RecordKind.CONFLICT) and made.other is not None:
            left_id, _, right_id = made.record_id.partition("+")
            left, right = present.claim(left_id, made.anchor), present.claim(right_id, made.other)
            if left is not None and right is not None and left != right:
                found[(*in_order(left, right), made.record_kind.value)] = made.decision.value
    return [(left, right, kind, decision) for (left, right, kind), decision in sorted(found.items())]


def decided_copies(rows: DerivedRows, documents: Collection[str]) -> dict[tuple[str, str], Decision]:
    """What stands decided on two documents of which one is among these, by the present versions of both."""
    reviews: list[Review] = [made for made in rows.pair_reviews(documents) if made.record_kind is RecordKind.COPY]
    found: dict[tuple[str, str], Decision] = {}
    for made in standing(reviews):
        if made.other is not None:
            left, right = (rows.present_version(anchor.document_id) for anchor in (made.anchor, made.other))
            if left is not None and right is not None and left != right:
                found[in_order(left, right)] = made.decision
    return found


def decisions_of(decided: Iterable[ClaimDecision]) -> Decisions:
    """Decisions as clustering takes them."""
    by: dict[tuple[str, str], set[tuple[str, str]]] = {}
    for left, right, kind, decision in decided:
        by.setdefault((kind, decision), set()).add((left, right))
    joined = by.get((RecordKind.PAIR.value, Decision.CONFIRM.value), set())
    parted = by.get((RecordKind.PAIR.value, Decision.REJECT.value), set())
    contested = by.get((RecordKind.CONFLICT.value, Decision.CONFIRM.value), set()) - parted
    return Decisions(
        joined=frozenset(joined | contested),  # who contradict each other speak of one happening
        parted=frozenset(parted),
        contested=frozenset(contested),
        uncontested=frozenset(by.get((RecordKind.CONFLICT.value, Decision.REJECT.value), ())),
    )


class _Present:
    """Where decisions find their claims; each document is read at most once."""

    def __init__(self, rows: DerivedRows, readings: Mapping[str, Reading]) -> None:
        self._rows = rows
        self._finders: dict[str, RecordFinder | None] = {
            key: RecordFinder(_as_read(reading)) for key, reading in readings.items()
        }

    def claim(self, claim_id: str, anchor: Anchor) -> str | None:
        """The claim that a decision means in the present version of its article; None when it is gone."""
        document_id = self._rows.present_version(anchor.document_id)
        if document_id is None:
            return None
        if document_id not in self._finders:
            current = self._rows.reading(document_id)
            self._finders[document_id] = None if current is None else RecordFinder(current[1])
        finder = self._finders[document_id]
        found = None if finder is None else finder.find_by(claim_id, anchor, is_statement=False)
        return None if found is None else found.id


def _as_read(reading: Reading) -> Reading:
    """A reading with what people rejected, so that a decision finds the same claim from either of its ends."""
    if not isinstance(reading, ReviewedReading) or not reading.rejected:
        return reading
    rejected = tuple(record for record in reading.rejected if isinstance(record, Claim))
    return Reading(reading.document, reading.version, reading.statements, (*reading.claims, *rejected), reading.places)
