"""Which decision outranks which: the later one; what was decided at one time is ordered by who decided what.

The order depends on the decisions alone, never on when a ledger learnt of them, so that two ledgers with the same
decisions show the same records.
"""

from collections.abc import Iterable
from datetime import datetime

from qawl.model.review import Decision, Letter, Review, without_undone


def in_order(reviews: Iterable[Review]) -> list[Review]:
    """Each decision once, the earliest first: a later one outranks those before it."""
    return sorted(set(reviews), key=_rank)


def standing(reviews: Iterable[Review]) -> list[Review]:
    """The decisions that nobody has taken back, the earliest first."""
    return in_order(without_undone(reviews))


def letters_of(reviews: Iterable[Review]) -> dict[str, Letter]:
    """The standing letter of each speaker and outlet that has one, by the key under which it counts."""
    return {
        review.record_id: Letter(
            key=review.record_id,
            letter=dict(review.value)["letter"],
            reason=review.reason,
            reviewer=review.reviewer.name,
            made_at=review.made_at,
        )
        for review in standing(reviews)
        if review.decision is Decision.LETTER
    }


def _rank(review: Review) -> tuple[datetime, str, str, str, str, tuple[tuple[str, str], ...], str, str]:
    return (
        review.made_at,
        review.reviewer.id,
        review.record_kind,
        review.record_id,
        review.decision,
        review.value,
        review.reason,
        repr((review.before, review.anchor, review.other)),
    )
