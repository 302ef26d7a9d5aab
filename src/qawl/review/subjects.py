"""What a decision is about: the record that somebody named, its anchor, and what stood there before.

Records are named by their id or its beginning, links by their owner and part, conflicts, copies and pairs by the two
ids that they join, speakers and outlets by id or name.
"""

import re
from dataclasses import dataclass, replace

from qawl.errors import UsageError
from qawl.model.claim import Claim
from qawl.model.document import Document
from qawl.model.reading import Reading
from qawl.model.review import Anchor, RecordKind
from qawl.model.span import Span
from qawl.model.statement import Statement
from qawl.review.anchors import make_anchor
from qawl.review.corrections import check_words
from qawl.review.documents import document_facts
from qawl.review.finding import Record, number_at, place_of
from qawl.review.speakers import outlet_key, speaker_key
from qawl.review.values import party_words, quantity_words
from qawl.store.ledger import Ledger

AND = "+"
_LINK = re.compile(r"(?P<owner>[sc]_[0-9a-f]+)\.(?P<part>place|time|speaker|actor\d{1,3}|target\d{1,3})", re.ASCII)
_NAMED = (RecordKind.SPEAKER, RecordKind.OUTLET)
_LONGEST_KEY = 80  # of the column that keeps it


@dataclass(frozen=True, slots=True)
class Subject:
    """A record to decide on; ``part`` is that of a link, ``other`` the second anchor of what joins two records."""

    kind: RecordKind
    id: str
    anchor: Anchor
    before: tuple[tuple[str, str], ...] = ()
    part: str = ""
    other: Anchor | None = None


def find_subject(ledger: Ledger, given: str, *, kind: RecordKind | None = None) -> Subject:
    """The record that ``given`` names; ``kind`` must fit where it is said.

    Raises:
        UsageError: no record, or several, are named like this.
    """
    given = given.strip()
    check_words(given, what="the record's id")
    if not given:
        raise UsageError("Name a record: the lists show ids.")
    if kind is not None and kind in _NAMED:
        return _named(ledger, given, kind)
    subject = _subject(ledger, given)
    if kind is RecordKind.PAIR and subject.kind is RecordKind.CONFLICT:
        subject = replace(subject, kind=kind)  # both are two claims
    if kind is not None and kind is not subject.kind:
        raise UsageError(f"{given}: is a {subject.kind.value}, no {kind.value}.")
    return subject


def _subject(ledger: Ledger, given: str) -> Subject:
    if AND in given:
        return _joined(ledger, given)
    link = _LINK.fullmatch(given)
    if link is not None:
        return _link(ledger, link["owner"], link["part"])
    found = ledger.why(given)
    reading = _reading(ledger, found.document.id)
    if found.record is None:
        return _document(reading.document)
    is_claim = isinstance(found.record, Claim)
    return Subject(
        kind=RecordKind.CLAIM if is_claim else RecordKind.STATEMENT,
        id=found.record.id,
        anchor=_anchor(found.record, reading.document),
        before=_before(found.record, reading),
    )


def _named(ledger: Ledger, name: str, kind: RecordKind) -> Subject:
    key = outlet_key(ledger, name) if kind is RecordKind.OUTLET else speaker_key(ledger, name)
    if len(key) > _LONGEST_KEY:
        raise UsageError(f"{name!r}: is too long for a name; {_LONGEST_KEY} letters are taken.")
    return Subject(kind, key, Anchor("", Span(0, len(name)), name, "", ""))


def _joined(ledger: Ledger, given: str) -> Subject:
    parts = [_subject(ledger, part) for part in given.split(AND) if part]
    kinds = {part.kind for part in parts}
    ids = [part.id for part in parts]
    if len(parts) != 2 or len(set(ids)) != 2 or kinds not in ({RecordKind.CLAIM}, {RecordKind.DOCUMENT}):
        raise UsageError(f"{given}: a conflict is two claims, a copy two documents: c_…+c_… or d_…+d_….")
    kind = RecordKind.CONFLICT if kinds == {RecordKind.CLAIM} else RecordKind.COPY
    left, right = sorted(parts, key=lambda part: part.id)
    return Subject(kind, AND.join((left.id, right.id)), left.anchor, other=right.anchor)


def _link(ledger: Ledger, owner: str, part: str) -> Subject:
    found = _subject(ledger, owner)
    reading = _reading(ledger, found.anchor.document_id)
    records: tuple[Record, ...] = (*reading.statements, *reading.claims)
    record = next(record for record in records if record.id == found.id)
    target = _target(record, part)
    if target is None:
        raise UsageError(f"{owner}.{part}: the record has no such link. `qawl why {owner}` shows its parts.")
    before = (*found.before, ("target", target))
    return Subject(RecordKind.LINK, f"{found.id}.{part}", found.anchor, tuple(sorted(before)), part)


def _target(record: Record, part: str) -> str | None:
    """What a link denotes now; None where the record has no such part. A place or time may yet be given to a claim."""
    if isinstance(record, Statement):
        return party_words(record.speaker.name, record.speaker.entity) if part == "speaker" else None
    if part in ("place", "time"):
        link = record.place if part == "place" else record.time
        return "" if link is None else link.target or ""
    role = part.rstrip("0123456789")
    parties = {"actor": record.actors, "target": record.targets}.get(role, ())
    number = int(part.removeprefix(role)) if part != role else len(parties)
    return party_words(parties[number].name, parties[number].link.target) if number < len(parties) else None


def _document(document: Document) -> Subject:
    line, _, _ = document.text.partition("\n")
    span = Span(0, max(1, len(line)))
    anchor = make_anchor(document.text, span, document_id=document.id)
    return Subject(RecordKind.DOCUMENT, document.id, anchor, tuple(sorted(document_facts(document).items())))


def _reading(ledger: Ledger, document_id: str) -> Reading:
    reading = ledger.reading(document_id)
    if reading is None:
        raise UsageError(f"{document_id}: is no longer in {ledger.name}.")
    return reading


def _anchor(record: Record, document: Document) -> Anchor:
    return make_anchor(document.text, place_of(record), document_id=document.id)


def _offsets(*spans: Span | None) -> str:
    return ",".join("" if span is None else f"{span.start}-{span.end}" for span in spans)


def _before(record: Record, reading: Reading) -> tuple[tuple[str, str], ...]:
    """What a record said, and which of its kind stood beside it."""
    at = place_of(record)
    if isinstance(record, Statement):
        same: tuple[Record, ...] = reading.statements
        facts = {
            "speaker": record.speaker.name,
            "entity": record.speaker.entity or "",
            "stance": record.stance.value,
            "spans": _offsets(record.source, record.cue, *record.content),
        }
    else:
        same = reading.claims
        facts = {
            "type": record.type.value,
            "status": record.status.value,
            "number": number_at(record),
            "quantity": quantity_words(record.quantity),
            "place": (record.place.target or "") if record.place is not None else "",
            "time": (record.time.target or "") if record.time is not None else "",
        }
        facts["spans"] = _offsets(record.evidence)
    facts["beside"] = " ".join(other.id for other in same if other.id != record.id and place_of(other).overlaps(at))
    return tuple(sorted(facts.items()))
