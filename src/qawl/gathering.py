"""Everything a ledger knows of one document: its records as people have decided, and what stands around them.

One question of whoever reads an article: where the text came from, which versions of it there are, who repeats it, and
in which accounts its claims stand, with what speaks for them.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from qawl.errors import UsageError
from qawl.explaining_accounts import derived_reasons
from qawl.model.claim import Claim
from qawl.model.review import ReviewedReading
from qawl.model.statement import Statement
from qawl.store.ledger import Ledger
from qawl.store.records import DocumentHead, Explanation, Retrieval, StoredCopy
from qawl.weighing import WeighedAccount, weigh_accounts


@dataclass(frozen=True, slots=True)
class Gathered:
    """A document with its surroundings. ``accounts`` are by claim: those of which others tell as well.

    ``versions`` are all of its article, oldest first; ``copies`` its family, whichever member it is.
    """

    reading: ReviewedReading
    retrieval: Retrieval | None
    versions: tuple[DocumentHead, ...]
    copies: tuple[StoredCopy, ...]
    accounts: Mapping[str, WeighedAccount]

    @property
    def head(self) -> DocumentHead:
        """The document among its versions."""
        return next(head for head in self.versions if head.id == self.reading.document.id)


@dataclass(frozen=True, slots=True)
class FoundRecord:
    """A statement or claim as people have decided, in the reading of its document; ``why`` is how it was read."""

    record: Statement | Claim
    reading: ReviewedReading
    why: Explanation
    is_rejected: bool


def find_record(ledger: Ledger, record_id: str) -> FoundRecord | None:
    """A statement or claim by its id or the beginning of it; None where none or several have it."""
    try:
        why = ledger.why(record_id)
    except UsageError:
        return None
    reading = ledger.reviewed_reading(why.document.id)
    found = why.record
    if found is None or reading is None:
        return None
    records: list[Statement | Claim] = [*reading.statements, *reading.claims, *reading.rejected]
    record = next((one for one in records if one.id == found.id), found)
    return FoundRecord(record, reading, why, any(one.id == found.id for one in reading.rejected))


def explain_fully(ledger: Ledger, found: FoundRecord) -> Explanation:
    """Everything behind a record: what was read, what was derived from it, what people decided."""
    return replace(found.why, parts=(*found.why.parts, *derived_reasons(ledger, found.why)))


def gather(ledger: Ledger, document_id: str) -> Gathered | None:
    """A document of a ledger with its surroundings; None when there is none with this id."""
    reading = ledger.reviewed_reading(document_id)
    if reading is None:
        return None
    own = {claim.id for claim in reading.claims}
    weighed = weigh_accounts(ledger, ledger.accounts_of(own))
    return Gathered(
        reading=reading,
        retrieval=ledger.retrieval(document_id),
        versions=tuple(ledger.versions(document_id)),
        copies=tuple(ledger.copies(document_id=document_id)),
        accounts={claim: one for one in weighed for claim in one.account.claims if claim in own},
    )
