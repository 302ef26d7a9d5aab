"""Which decision outranks which: the later one; what was decided at one time is ordered by who decided what.

The order depends on the decisions alone, never on when a ledger learnt of them, so that two ledgers with the same
decisions show the same records.
"""

from collections.abc import Iterable
from datetime import datetime

from qawl.model.review import Decision, RecordKind, Review
from qawl.text.fold import fold_text


def in_order(reviews: Iterable[Review]) -> list[Review]:
    """Each decision once, the earliest first: a later one outranks those before it."""
    return sorted(set(reviews), key=_rank)


def letters_of(reviews: Iterable[Review]) -> dict[tuple[RecordKind, str], Review]:
    """The standing letter of each speaker and outlet, by kind and ``letter_key``."""
    return {
        (review.record_kind, letter_key(review.record_id)): review
        for review in in_order(reviews)
        if review.decision is Decision.LETTER
    }


def letter_key(name: str) -> str:
    """What a speaker or outlet is known by: its id, or its name in any spelling."""
    return fold_text(name).strip()


def standing(reviews: Iterable[Review]) -> Review | None:
    """The decision that stands among those on one record."""
    ordered = in_order(reviews)
    return ordered[-1] if ordered else None


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
