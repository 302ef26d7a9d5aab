"""What a reviewer sees of one record: its words in the article, its parts, its account, and all that people decided.

One question, whatever the record is. A claim comes with the statement it stands in, a contradiction or a copy with both
its sides. The *version* of each record is how many decisions it had when it was looked at.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from qawl.errors import UsageError
from qawl.model.account import Account, ClaimCard, Conflict
from qawl.model.claim import Claim
from qawl.model.document import Document
from qawl.model.queue import QueueItem
from qawl.model.review import Letter, RecordKind, Review, ReviewedReading
from qawl.model.statement import Statement
from qawl.neighbouring import Perhaps, perhaps_same
from qawl.reviewing import letters
from qawl.situation.credibility import letter_of_outlet
from qawl.store.ledger import Ledger
from qawl.store.records import DocumentHead, StoredCopy
from qawl.weighing import WeighedClaim, weigh_claim

_OTHERS = 12


@dataclass(frozen=True, slots=True)
class Side:
    """One record in its article. ``reading`` holds nothing but what is looked at, for laying the text out."""

    document: Document
    head: DocumentHead
    reading: ReviewedReading
    claim: Claim | None = None
    statement: Statement | None = None
    is_rejected: bool = False
    weighed: WeighedClaim | None = None


@dataclass(frozen=True, slots=True)
class Examined:
    """A record as a reviewer sees it. ``history`` is everything decided on it and its parts, the latest first.

    ``versions`` are of each record that a decision here would be on. ``others`` are the further claims of the account,
    ``perhaps`` those that a reviewer may join to it.
    """

    kind: RecordKind
    record_id: str
    sides: tuple[Side, ...]
    item: QueueItem | None
    history: tuple[Review, ...]
    versions: Mapping[str, int]
    account: Account | None = None
    cards: Mapping[str, ClaimCard] | None = None
    conflicts: tuple[Conflict, ...] = ()
    perhaps: tuple[Perhaps, ...] = ()
    copy: StoredCopy | None = None
    outlet_letter: Letter | None = None

    @property
    def first(self) -> Side:
        """The only side, or the one named first."""
        return self.sides[0]

    @property
    def others(self) -> tuple[ClaimCard, ...]:
        """The further claims of the account."""
        own = {side.claim.id for side in self.sides if side.claim is not None}
        found = self.account.claims if self.account is not None else ()
        return tuple(self.cards[key] for key in found if self.cards and key in self.cards and key not in own)[:_OTHERS]


def examine(ledger: Ledger, record_id: str) -> Examined:
    """The record with this id: of a claim, statement or document, or two of them with a plus.

    Raises:
        UsageError: it is not in the ledger, or not any more.
    """
    ids = record_id.split("+")
    if not 1 <= len(ids) <= 2 or len(record_id) > 170:
        raise UsageError(f"{record_id[:170]}: names no record.")
    sides = tuple(side_of(ledger, key) for key in ids)
    kind = _kind(sides)
    found = Examined(
        kind=kind,
        record_id="+".join(_id(side) for side in sides),
        sides=sides,
        item=None,
        history=_history(ledger, sides),
        versions={},
        outlet_letter=letter_of_outlet(letters(ledger), sides[0].document.outlet.id),
    )
    if kind in (RecordKind.CLAIM, RecordKind.CONFLICT):
        found = _with_account(ledger, found)
    if kind is RecordKind.COPY:
        copies = ledger.copies(document_id=sides[0].document.id)
        pair = tuple(sorted(side.document.id for side in sides))
        found = replace(found, copy=next((one for one in copies if one.pair == pair), None))
    return replace(found, item=ledger.queue_item(found.record_id), versions=ledger.review_counts(_decidable(found)))


def history_of(ledger: Ledger, record_id: str) -> tuple[Review, ...]:
    """Everything that people decided on a record, its links and what joins it with others, the latest first."""
    sides = tuple(side_of(ledger, key) for key in record_id.split("+")[:2])
    return _history(ledger, sides)


def side_of(ledger: Ledger, key: str) -> Side:
    """One record in its article, also one that was rejected.

    Raises:
        UsageError: it is not in the ledger, or not any more.
    """
    found = ledger.why(key)
    reading = ledger.reviewed_reading(found.document.id)
    if reading is None:
        raise UsageError(f"{key}: is no longer in {ledger.name}.")
    everything = (*reading.statements, *reading.claims, *reading.rejected)
    records = {record.id: record for record in everything}
    gone = {record.id for record in reading.rejected}
    record = None if found.record is None else records.get(found.record.id)
    claim = record if isinstance(record, Claim) else None
    statement = record if isinstance(record, Statement) else None
    if claim is not None and claim.statement is not None:
        said = records.get(claim.statement)
        statement = said if isinstance(said, Statement) else None
    shown = replace(
        reading,
        statements=(statement,) if statement is not None else (),
        claims=(claim,) if claim is not None else (),
        places=(),
        headline=(),
        rejected=(),
    )
    return Side(
        document=reading.document,
        head=found.document,
        reading=shown,
        claim=claim,
        statement=statement,
        is_rejected=record is not None and record.id in gone,
        weighed=weigh_claim(ledger, claim.id) if claim is not None else None,
    )


def _id(side: Side) -> str:
    record = side.claim or side.statement
    return side.document.id if record is None else record.id


def _kind(sides: Sequence[Side]) -> RecordKind:
    first = sides[0]
    if len(sides) == 2:
        return RecordKind.CONFLICT if first.claim is not None else RecordKind.COPY
    if first.claim is not None:
        return RecordKind.CLAIM
    return RecordKind.STATEMENT if first.statement is not None else RecordKind.DOCUMENT


def _with_account(ledger: Ledger, found: Examined) -> Examined:
    claims = [side.claim.id for side in found.sides if side.claim is not None]
    account = next(iter(ledger.accounts_of(claims)), None)
    if account is None:
        return replace(found, cards=ledger.cards(claims))
    own = set(claims)
    conflicts = tuple(one for one in account.conflicts if own & {one.left, one.right})
    beside = perhaps_same(ledger, account) if found.kind is RecordKind.CLAIM else []
    return replace(
        found,
        account=account,
        cards=ledger.cards(account.claims),
        conflicts=conflicts,
        perhaps=tuple(beside),
    )


def _history(ledger: Ledger, sides: Sequence[Side]) -> tuple[Review, ...]:
    made: list[Review] = []
    for side in sides:
        known = {_id(side), *([side.statement.id] if side.statement is not None else []), side.document.id}
        known |= {
            part.partition(".")[0]
            for key in list(known)
            for review in side.reading.decisions.get(key, ())
            for part in review.record_id.split("+")
        }
        about = ledger.reviews_about(side.document.id)
        made += [one for one in about if known & {part.partition(".")[0] for part in one.record_id.split("+")}]
    return tuple(sorted(set(made), key=lambda one: one.made_at, reverse=True))


def _decidable(found: Examined) -> Iterable[str]:
    """The records on which something may be decided here."""
    ids = {found.record_id}
    for side in found.sides:
        ids |= {side.document.id, _id(side)}
        if side.statement is not None:
            ids.add(side.statement.id)
    own = [side.claim.id for side in found.sides if side.claim is not None]
    others = [card.id for card in found.others] + [one.card.id for one in found.perhaps]
    ids |= {joined(left, right) for left in own for right in others}
    ids |= {joined(one.left, one.right) for one in found.conflicts}
    return sorted(ids)


def joined(left: str, right: str) -> str:
    """The id of what joins two records."""
    return "+".join(sorted((left, right)))
