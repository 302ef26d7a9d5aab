"""In which order records are looked at: what is uncertain and matters comes first, each with its reasons.

The weight of a record is *doubt* times *what matters*. Doubt: each part that may be wrong counts as a chance (a place
linked with 0.6 is wrong with 0.4), and doubt is the chance that any of them is: 1 - (1 - a)(1 - b)…. What matters
begins at 1, and grows each time the apparently independent origins of its account double, with a contradiction, a
figure, harm to people, a claim of control, a denial, a cue that stands far from its content («زعم»). Nothing that is
certain waits, however much it matters; a conflict and a copy are doubtful by themselves. The amounts are settings.

``doubt.place``, ``doubt.speaker``: 1 less the score of the link; ``doubt.unplaced``, ``doubt.undated``,
``doubt.unknown-actor``, ``doubt.no-date``: a part that nothing was found for; ``doubt.conflict``; ``doubt.copy``: the
share of words that is not common. ``matter.origins``, ``matter.contested``, ``matter.figure``, ``matter.harm``,
``matter.control``, ``matter.denied``, ``matter.low-commitment``, ``matter.conflict-…``: what is contradicted.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from math import log2, prod

from qawl.model.account import Account, Copy
from qawl.model.claim import Claim, ClaimType, Status
from qawl.model.queue import QueueItem, QueueReason
from qawl.model.reading import Reading
from qawl.model.review import RecordKind, ReviewedReading
from qawl.model.statement import Commitment, Statement
from qawl.settings import ReviewSettings

_HELD = frozenset({ClaimType.CONTROL, ClaimType.CAPTURE, ClaimType.WITHDRAWAL})
_NEEDS_PLACE = _HELD | {ClaimType.STRIKE, ClaimType.CLASH, ClaimType.ATTACK, ClaimType.CASUALTIES}
_LEAST = 0.005  # smaller doubts are rounding
_SCALE = 1000


def items_of_reading(reading: Reading, amounts: ReviewSettings) -> Iterator[QueueItem]:
    """What there is to look at in one article, by itself: accounts are weighed in by ``in_account``."""
    decided = _decided(reading)
    outlet, document = reading.document.outlet.id, reading.document.id
    statements = {statement.id: statement for statement in reading.statements}
    spoken = {claim.statement for claim in reading.claims}
    for claim in reading.claims:
        said = statements.get(claim.statement or "")
        yield _weighed(
            QueueItem(
                kind=RecordKind.CLAIM,
                record_id=claim.id,
                document_id=document,
                outlet=outlet,
                weight=0,
                type=claim.type.value,
                place=(claim.place.target or "") if claim.place is not None else "",
                doubts=tuple(_doubts(claim, said, amounts)),
                matters=tuple(_matters(claim, said, amounts)),
                claim_id=claim.id,
                is_decided=claim.id in decided,
            )
        )
    for statement in reading.statements:
        doubts = tuple(_doubts_of_speaker(statement))
        if statement.id not in spoken and doubts:
            item = QueueItem(RecordKind.STATEMENT, statement.id, document, outlet, 0, doubts=doubts)
            matters = tuple(_matters_of_statement(statement, amounts))
            yield _weighed(replace(item, matters=matters, is_decided=statement.id in decided))
    if reading.document.published_at is None:
        doubts = (QueueReason("doubt.no-date", amounts.no_date),)
        item = QueueItem(RecordKind.DOCUMENT, document, document, outlet, 0, doubts=doubts)
        yield _weighed(replace(item, is_decided=document in decided))


def in_account(item: QueueItem, account: Account | None, amounts: ReviewSettings) -> QueueItem:
    """A claim as it counts in its account; ``item`` is the claim by itself."""
    if account is None:
        return _weighed(item)
    contested = any(item.claim_id in (one.left, one.right) for one in account.conflicts)
    added = [*_origins(account, amounts)]
    if contested:
        added.append(QueueReason("matter.contested", amounts.contested))
    return _weighed(replace(item, matters=(*item.matters, *added)))


def items_of_account(
    account: Account, own: dict[str, QueueItem], decided: Iterable[tuple[str, str]], amounts: ReviewSettings
) -> Iterator[QueueItem]:
    """The contradictions of an account; ``own`` are its claims by themselves, ``decided`` the pairs done with."""
    done = set(decided)
    seen = set[str]()
    for conflict in account.conflicts:
        left, right = sorted((conflict.left, conflict.right))
        key = f"{left}+{right}"
        if key in seen or (left, right) in done or left not in own:
            continue
        seen.add(key)
        matters = [*_origins(account, amounts), QueueReason(f"matter.conflict-{conflict.kind.value}", amounts.figure)]
        first = own[left]
        yield _weighed(
            QueueItem(
                kind=RecordKind.CONFLICT,
                record_id=key,
                document_id=first.document_id,
                outlet=first.outlet,
                weight=0,
                type=account.type,
                place=account.place or "",
                doubts=(QueueReason("doubt.conflict", amounts.conflict),),
                matters=tuple(matters),
                claim_id=left,
                other_id=right,
            )
        )


def item_of_copy(shared: Copy, document: str, outlet: str) -> QueueItem:
    """A copy to look at: the less the two have in common, the sooner. ``document`` repeats the other."""
    left, right = sorted((shared.document, shared.original))
    doubts = (QueueReason("doubt.copy", round(1 - shared.similarity, 3)),)
    item = QueueItem(RecordKind.COPY, f"{left}+{right}", document, outlet, 0, doubts=doubts)
    return _weighed(replace(item, other_id=left if document == right else right))


def _weighed(item: QueueItem) -> QueueItem:
    doubts = tuple(reason for reason in item.doubts if reason.amount >= _LEAST)
    doubt = 1 - prod(1 - min(1.0, reason.amount) for reason in doubts)
    matters = 1 + sum(reason.amount for reason in item.matters)
    return replace(item, doubts=doubts, weight=0 if item.is_decided else round(_SCALE * doubt * matters))


def _decided(reading: Reading) -> set[str]:
    """The records that somebody has decided on as a whole; who confirmed a link has not looked at all of it."""
    if not isinstance(reading, ReviewedReading):
        return set()
    return {
        key
        for key, reviews in reading.decisions.items()
        if any(review.record_kind is not RecordKind.LINK for review in reviews)
    }


def _doubts(claim: Claim, said: Statement | None, amounts: ReviewSettings) -> Iterator[QueueReason]:
    if claim.place is not None and claim.place.target:
        yield QueueReason("doubt.place", round(1 - claim.place.score, 3))
    elif claim.type in _NEEDS_PLACE:
        yield QueueReason("doubt.unplaced", amounts.unplaced)
    if claim.time is None:
        yield QueueReason("doubt.undated", amounts.undated)
    if any(party.link.target is None for party in claim.actors):
        yield QueueReason("doubt.unknown-actor", amounts.unknown_actor)
    if said is not None:
        yield from _doubts_of_speaker(said)


def _doubts_of_speaker(statement: Statement) -> Sequence[QueueReason]:
    doubt = round(1 - statement.speaker.score, 3)
    return [QueueReason("doubt.speaker", doubt)] if doubt >= _LEAST else []


def _matters(claim: Claim, said: Statement | None, amounts: ReviewSettings) -> Iterator[QueueReason]:
    if claim.quantity is not None:
        yield QueueReason("matter.figure", amounts.figure)
        if claim.quantity.harm is not None:
            yield QueueReason("matter.harm", amounts.harm)
    if claim.type in _HELD:
        yield QueueReason("matter.control", amounts.control)
    if claim.status is Status.DENIED:
        yield QueueReason("matter.denied", amounts.denied)
    if said is not None:
        yield from _matters_of_statement(said, amounts)


def _matters_of_statement(statement: Statement, amounts: ReviewSettings) -> Iterator[QueueReason]:
    if statement.commitment is Commitment.LOW:
        yield QueueReason("matter.low-commitment", amounts.low_commitment)


def _origins(account: Account, amounts: ReviewSettings) -> Iterator[QueueReason]:
    if len(account.origins) > 1:
        yield QueueReason("matter.origins", round(amounts.origin * log2(len(account.origins)), 3))
