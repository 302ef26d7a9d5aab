"""Comparing two documents of a ledger, whatever they are to each other: copies, versions of one article, or neither.

What the ledger keeps of a copy is shown as it is kept; of any other two texts the shared passages are found anew.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from qawl.corroborate.copies import CopyWords
from qawl.model.document import Document
from qawl.side_by_side import SideBySide, lay_copy, lay_versions, share_of
from qawl.store.ledger import Ledger
from qawl.store.records import StoredCopy


class Kinship(StrEnum):
    """What two documents are to each other."""

    COPY = "copy"
    VERSIONS = "versions"
    NEITHER = "neither"


@dataclass(frozen=True, slots=True)
class Compared:
    """Two documents side by side. ``similarity`` is from 0 to 1, None for versions; ``rule`` tells the original."""

    kinship: Kinship
    texts: SideBySide
    similarity: float | None = None
    rule: str = ""
    credit: str = ""
    is_part: bool = False


def compare_documents(ledger: Ledger, one_id: str, other_id: str, *, words: Callable[[], CopyWords]) -> Compared | None:
    """Two documents, the original or older one left; None where one of them is not in the ledger.

    ``words`` is asked for only where passages have to be found anew.
    """
    one, other = ledger.document(one_id), ledger.document(other_id)
    if one is None or other is None:
        return None
    if one.article_key == other.article_key:
        return _versions(ledger, one_id, other_id)
    known = next((copy for copy in ledger.copies(document_id=one_id) if set(copy.pair) == {one_id, other_id}), None)
    if known is not None:
        return _copy(known, one, other)
    first, second = sorted((one, other), key=_day)
    copy = share_of(first, second, words=words())
    return Compared(Kinship.NEITHER, lay_copy(first, second, copy), copy.similarity)


def _copy(known: StoredCopy, one: Document, other: Document) -> Compared:
    original, copy = (one, other) if known.original.id == one.id else (other, one)
    shared = known.shared
    # What is kept is kept by who published first; the original of the family may be the other one.
    laid = lay_copy(original, copy, shared if shared.original == original.id else shared.turned())
    return Compared(Kinship.COPY, laid, shared.similarity, known.rule, shared.credit, shared.is_part)


def _versions(ledger: Ledger, one_id: str, other_id: str) -> Compared | None:
    order = [head.id for head in ledger.versions(one_id)]
    older, newer = (ledger.reading(key) for key in sorted((one_id, other_id), key=order.index))
    if older is None or newer is None:
        return None
    return Compared(Kinship.VERSIONS, lay_versions(older, newer))


def _day(document: Document) -> tuple[bool, str, str]:
    published = document.published_at
    return published is None, published.value.isoformat() if published is not None else "", document.id
