"""People's decisions, as a ledger answers whoever reviews: by reviewer, and how often a record was decided on."""

from collections.abc import Iterable

from sqlalchemy import Engine

from qawl.model.review import Review
from qawl.store.engine import reading_from
from qawl.store.reviews import count_reviews, find_reviews


class ReviewAnswers:
    """The part of a ledger that answers reviewers."""

    _engine: Engine

    def reviews_of(self, reviewer_id: str, *, limit: int | None = None) -> list[Review]:
        """The decisions of one reviewer, the last ``limit`` of them, in the order in which they were added."""
        with reading_from(self._engine) as connection:
            return find_reviews(connection, reviewer=reviewer_id, limit=limit)

    def review_counts(self, record_ids: Iterable[str]) -> dict[str, int]:
        """How many decisions each record has, those on its links and those taken back among them: its version."""
        with reading_from(self._engine) as connection:
            return count_reviews(connection, record_ids)
