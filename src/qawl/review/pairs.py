"""Decisions on what joins two records, a conflict or a copy, find both of them in the present readings."""

from qawl.errors import UsageError
from qawl.model.reading import Reading
from qawl.model.review import Anchor, RecordKind, Review
from qawl.review.finding import RecordFinder
from qawl.store.ledger import Ledger
from qawl.store.records import DocumentHead


class PresentPairs:
    """The present ids of what decisions join; each article is looked at once."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._readings: dict[str, list[Reading]] = {}
        self._heads: dict[str, list[DocumentHead]] = {}
        self._gone: set[Review] | None = None

    def find(self, made: Review) -> tuple[str, str] | None:
        """The two ids in order, None where one of the two is gone, or nothing is joined."""
        if made.other is None:
            return None
        left_id, _, right_id = made.record_id.partition("+")
        if self._is_unchanged(made):
            return (min(left_id, right_id), max(left_id, right_id))
        left = self._present(left_id, made.anchor, made.record_kind)
        right = self._present(right_id, made.other, made.record_kind)
        if left is None or right is None or left == right:
            return None
        return (min(left, right), max(left, right))

    def versions(self, document_id: str) -> list[DocumentHead]:
        """All versions of a document's article, oldest first; none when it is gone."""
        if document_id not in self._heads:
            try:
                self._heads[document_id] = self._ledger.versions(document_id)
            except UsageError:
                self._heads[document_id] = []
        return self._heads[document_id]

    def _is_unchanged(self, made: Review) -> bool:
        """True where both records have the ids that they had, in the only version of each article: nothing is read."""
        if self._gone is None:
            self._gone = set(self._ledger.reviews_without_record())
        anchors = [anchor for anchor in (made.anchor, made.other) if anchor is not None]
        return made not in self._gone and all(len(self.versions(anchor.document_id)) == 1 for anchor in anchors)

    def _present(self, record_id: str, anchor: Anchor, kind: RecordKind) -> str | None:
        """The id in the version that was reviewed while that is the newest, else in the newest that has the words."""
        for reading in self._versions(anchor.document_id):
            if kind is RecordKind.COPY:
                return reading.document.id
            record = RecordFinder(reading).find_by(record_id, anchor, is_statement=False)
            if record is not None:
                return record.id
        return None

    def _versions(self, document_id: str) -> list[Reading]:
        """The readings of an article's versions, the newest first."""
        if document_id not in self._readings:
            readings = [self._ledger.reading(head.id) for head in reversed(self.versions(document_id))]
            self._readings[document_id] = [reading for reading in readings if reading is not None]
        return self._readings[document_id]
