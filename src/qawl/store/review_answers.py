"""People's decisions, as a ledger answers whoever reviews: by reviewer, and how often a record was decided on."""

from collections.abc import Iterable

from sqlalchemy import func, select

from qawl.model.queue import QueueItem
from qawl.model.review import Review
from qawl.store import tables as t
from qawl.store.engine import reading_from
from qawl.store.paging import Page
from qawl.store.part import LedgerPart
from qawl.store.queue_rows import QueueFilter, find_item, page_of_queue, waiting_outlets
from qawl.store.records import StoredItem
from qawl.store.review_pages import find_page_of_reviews
from qawl.store.reviews import count_reviews, find_pair_reviews, find_reviews


class ReviewAnswers(LedgerPart):
    """The part of a ledger that answers reviewers."""

    def reviews_of(self, reviewer_id: str, *, limit: int | None = None) -> list[Review]:
        """The decisions of one reviewer, the last ``limit`` of them, in the order in which they were added."""
        with reading_from(self._engine) as connection:
            return find_reviews(connection, reviewer=reviewer_id, limit=limit)

    def page_of_reviews(
        self, *, kind: str = "", record_id: str = "", reviewer: str = "", limit: int, after: str = ""
    ) -> Page[Review]:
        """Decisions, the latest first: all, or on records of a kind, on one with its links, or by who has this name."""
        with reading_from(self._engine) as connection:
            return find_page_of_reviews(
                connection, kind=kind, record_id=record_id, reviewer=reviewer, limit=limit, after=after
            )

    def reviews_about(self, document_id: str) -> list[Review]:
        """The decisions on a document, in any version, on what stands in it, and on what joins that with others."""
        with reading_from(self._engine) as connection:
            article = connection.execute(
                select(t.document.c.article_id).where(t.document.c.id == document_id)
            ).scalar_one_or_none()
            own = find_reviews(connection, document_id=document_id, article_id=article or "")
            return list(dict.fromkeys([*own, *find_pair_reviews(connection, [document_id])]))

    def latest_reviews(self, limit: int) -> list[Review]:
        """The last decisions of anybody, the latest first."""
        with reading_from(self._engine) as connection:
            return find_reviews(connection, limit=limit)[::-1]

    def count_due(self) -> int:
        """How many documents are to be derived anew."""
        due = select(func.count()).select_from(t.document).where(t.document.c.is_current, t.document.c.is_due)
        with reading_from(self._engine) as connection:
            return int(connection.execute(due).scalar_one())

    def review_counts(self, record_ids: Iterable[str]) -> dict[str, int]:
        """How many decisions each record has, those on its links and those taken back among them: its version."""
        with reading_from(self._engine) as connection:
            return count_reviews(connection, record_ids)

    def page_of_queue(self, wanted: QueueFilter | None = None, *, limit: int, after: str = "") -> Page[StoredItem]:
        """What waits for a reviewer, the weightiest first."""
        with reading_from(self._engine) as connection:
            return page_of_queue(connection, wanted or QueueFilter(), fold=self._fold_text, limit=limit, after=after)

    def waiting_outlets(self) -> list[str]:
        """The ids of the outlets in whose articles anything waits for a reviewer."""
        with reading_from(self._engine) as connection:
            return waiting_outlets(connection)

    def queue_item(self, record_id: str) -> QueueItem | None:
        """The item of a record, whether it waits or was decided on; None where there is nothing to look at."""
        with reading_from(self._engine) as connection:
            return find_item(connection, record_id)
