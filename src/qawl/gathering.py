"""Everything a ledger knows of one document: its records as people have decided, and what stands around them.

One question of whoever reads an article: where the text came from, which versions of it there are, who repeats it, and
in which accounts its claims stand, with what speaks for them.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from qawl.model.review import ReviewedReading
from qawl.store.ledger import Ledger
from qawl.store.records import DocumentHead, Retrieval, StoredCopy
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
