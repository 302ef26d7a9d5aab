"""What every part of a ledger has at hand: the database, how letters fold, what people have decided.

The ledger is put together from parts, each the answers to one kind of question; ``Ledger`` opens them all.
"""

from sqlalchemy import Engine

from qawl.model.review import AppliesReviews
from qawl.settings import LedgerSettings
from qawl.store.search import Fold
from qawl.store.snapshots import SnapshotFolder


class LedgerPart:
    """One part of an open ledger; ``name`` is what messages call it."""

    def __init__(
        self,
        engine: Engine,
        *,
        name: str,
        fold: Fold,
        settings: LedgerSettings,
        snapshots: SnapshotFolder,
        apply_reviews: AppliesReviews,
    ) -> None:
        self._engine = engine
        self._fold = fold
        self._apply_reviews = apply_reviews
        self._snapshots = snapshots
        self.name = name
        self.settings = settings

    def _fold_text(self, text: str) -> str:
        return self._fold(text).text
