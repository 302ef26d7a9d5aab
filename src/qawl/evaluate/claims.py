"""Counting claims: is the fact found, and is it placed, counted, presented and attributed right?

A claim is found when its type is right and its evidence is the reference's, give or take. A *complete* claim has
quantity, place, status and statement right. The tally of statuses tells which way they are mistaken: a denial
stored as an assertion is the worst error that Qawl can make.
"""

from collections.abc import Iterable

from qawl.evaluate.agreement import is_same_name
from qawl.evaluate.annotations import ClaimRow
from qawl.evaluate.comparison import Comparison, Pair, claim_weight, is_same_evidence, judge_fields
from qawl.evaluate.tally import Tally

__all__ = ["claim_weight", "count_claims", "is_same_evidence", "is_same_unit", "judge_fields"]


def count_claims(comparison: Comparison, tally: Tally, pairs: Iterable[Pair[ClaimRow]] | None = None) -> None:
    """Count the claims of one article, or some pairs of it."""
    for pair in comparison.claims if pairs is None else pairs:
        if pair.right is not None:
            tally.count("claim.reference")
            tally.count(f"status.reference:{pair.right.status}")
            tally.lengths["reference"].append(len(pair.right.evidence))
        if pair.answer is not None:
            tally.count("claim.found")
            tally.lengths["found"].append(len(pair.answer.evidence))
        if pair.right is not None and pair.answer is not None:
            _count(comparison, pair.right, pair.answer, tally)


def _count(comparison: Comparison, right: ClaimRow, answer: ClaimRow, tally: Tally) -> None:
    fields = judge_fields(right, answer, comparison.text)
    fields["by"] = comparison.is_said_by_same(right, answer)
    tally.count("claim.paired")
    for name, is_right in fields.items():
        tally.count(f"claim.{name}", is_right)
    tally.count("claim.complete", all(fields[name] for name in ("quantity", "place", "status", "by")))
    tally.count(f"status.common:{right.status}", fields["status"])
    tally.confusion[right.status, answer.status] += 1
    if right.date:
        tally.count("claim.dated")
        tally.count("claim.dated.right", right.date == answer.date)
    if right.quantity is not None:
        tally.count("claim.counted")
        tally.count("claim.unit", is_same_unit(right, answer))
    whole = max(right.evidence.end, answer.evidence.end) - min(right.evidence.start, answer.evidence.start)
    tally.count("claim.evidence", right.evidence.overlap(answer.evidence) / whole)


def is_same_unit(right: ClaimRow, answer: ClaimRow) -> bool:
    """True when both count the same thing; only asked of claims that the reference counts."""
    if right.quantity is None or answer.quantity is None:
        return right.quantity is answer.quantity
    return is_same_name(right.quantity.unit, answer.quantity.unit)
