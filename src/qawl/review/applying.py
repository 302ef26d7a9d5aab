"""A reading as people have decided: rejected records left out, corrected fields replaced, nothing else touched.

Decisions on one record are taken in the order in which they were made. A correction sets its fields and brings a
rejected record back; a rejection leaves the record out; a confirmation says that the record is right as it stands,
and brings it back too. A decision on a link is one on a field of the record that owns the link. The claims of a
rejected statement go with it, unless somebody has said whose they are.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

from qawl.model.claim import Claim, ClaimType, Party, Status
from qawl.model.entity import Link
from qawl.model.reading import Reading
from qawl.model.review import REVIEW_RULE, Decision, RecordKind, Review, ReviewedReading
from qawl.model.span import Span
from qawl.model.statement import Commitment, Manner, SpeakerKind, Stance, Statement
from qawl.review.documents import is_about, reviewed_document
from qawl.review.finding import Record, RecordFinder, place_of, split_link
from qawl.review.ranking import standing
from qawl.review.selections import placed, spans_of
from qawl.review.values import harm_of, parse_parties, parse_quantity, split_party

_IN_TEXT = frozenset({RecordKind.STATEMENT, RecordKind.CLAIM, RecordKind.LINK})
SPEAKER_LINK = "speaker link"
"""The field under which a decision on whom a source denotes is kept."""


@dataclass(slots=True)
class _State:
    """What the decisions on one record come to."""

    fields: dict[str, str] = field(default_factory=dict)
    is_rejected: bool = False
    reviews: list[Review] = field(default_factory=list)

    def take(self, review: Review, record: Record, text: str) -> None:
        self.reviews.append(review)
        _, part = split_link(review.record_id) if review.record_kind is RecordKind.LINK else ("", "")
        if part:
            self._take_link(review, part)
        else:
            self.is_rejected = review.decision is Decision.REJECT
            for name, value in placed(review, text, place_of(record)):
                self._set(name, value)

    def _take_link(self, review: Review, part: str) -> None:
        key = SPEAKER_LINK if part == "speaker" else part
        if review.decision is Decision.CONFIRM:
            if self.fields.get(key) == "":
                del self.fields[key]
            return
        if key == SPEAKER_LINK:
            self.fields.pop("speaker", None)
            self.fields.pop("entity", None)
        self.fields[key] = dict(review.value)["target"] if review.decision is Decision.CORRECT else ""

    def _set(self, name: str, value: str) -> None:
        """A whole list of parties replaces what was decided on single ones."""
        self.fields = {key: kept for key, kept in self.fields.items() if not _is_one_of(key, name)}
        self.fields[name] = value


def apply_reviews(reading: Reading, reviews: Sequence[Review]) -> ReviewedReading:
    """The reading as the decisions have it; the same in whatever order they come, and for one that comes twice."""
    finder = RecordFinder(reading)
    states: dict[str, _State] = {}
    pending = []
    for review in standing(reviews):
        if review.record_kind is RecordKind.DOCUMENT and is_about(review, reading.document):
            states.setdefault(reading.document.id, _State()).reviews.append(review)
        elif review.record_kind is RecordKind.DOCUMENT:
            pending.append(review)
        elif review.record_kind in _IN_TEXT:
            record = finder.find(review)
            if record is None:
                pending.append(review)
            else:
                states.setdefault(record.id, _State()).take(review, record, reading.document.text)
    return _apply(reading, states, reviews, tuple(pending))


def _apply(
    reading: Reading, states: dict[str, _State], reviews: Sequence[Review], pending: tuple[Review, ...]
) -> ReviewedReading:
    text = reading.document.text
    none = _State()
    out = {s.id: s for s in reading.statements if states.get(s.id, none).is_rejected}
    statements = tuple(
        _corrected_statement(replace(s, parent=_kept_parent(s, reading, out)), states.get(s.id, none).fields, text)
        for s in reading.statements
        if s.id not in out
    )
    kept, rejected = [], []
    for claim in reading.claims:
        state = states.get(claim.id, none)
        speaks = state.fields.get("statement", claim.statement or "")
        if state.is_rejected or speaks in out:
            rejected.append(claim)
        else:
            kept.append(_corrected_claim(claim, state.fields))
    gone = {*out, *(claim.id for claim in rejected)}
    return ReviewedReading(
        document=reviewed_document(reading.document, reviews),
        version=reading.version,
        statements=statements,
        claims=tuple(kept),
        places=reading.places,
        sentences=reading.sentences,
        actors=reading.actors,
        headline=tuple(f for f in reading.headline if not gone.intersection((*f.claims, f.statement or ""))),
        decisions={key: tuple(state.reviews) for key, state in states.items()},
        rejected=(*out.values(), *rejected),
        pending=pending,
    )


def _kept_parent(statement: Statement, reading: Reading, out: dict[str, Statement]) -> str | None:
    """The nearest statement around this one that nobody has rejected."""
    parent, seen = statement.parent, {statement.id}
    while parent in out and parent not in seen:
        seen.add(parent)
        parent = out[parent].parent
    return None if parent in seen else parent


def _corrected_statement(statement: Statement, fields: dict[str, str], text: str) -> Statement:
    if not fields:
        return statement
    if SPEAKER_LINK in fields:
        fields = _speaker_fields(statement, fields, text)
    old = statement.speaker
    name = fields.get("speaker", old.name)
    speaker = replace(
        old,
        name=name,
        short_name=old.short_name if name == old.name else name,
        kind=SpeakerKind(fields.get("kind", old.kind)),
        role=fields.get("role", old.role),
        affiliation=fields.get("affiliation", old.affiliation),
        entity=fields["entity"] or None if "entity" in fields else old.entity,
        is_private=fields["private"] == "yes" if "private" in fields else old.is_private,
    )
    if speaker != old:
        speaker = replace(speaker, rule=REVIEW_RULE, score=1.0)
    return replace(
        statement,
        cue=_selected("cue", statement.cue, fields),
        source=_selected("source", statement.source, fields),
        content=spans_of(fields["content"]) if fields.get("content") else statement.content,
        speaker=speaker,
        stance=Stance(fields.get("stance", statement.stance)),
        manner=Manner(fields.get("manner", statement.manner)),
        commitment=Commitment(fields.get("commitment", statement.commitment)),
    )


def _speaker_fields(statement: Statement, fields: dict[str, str], text: str) -> dict[str, str]:
    """What a decision on the link of a speaker says: whom the source denotes; rejected, what stands in the text."""
    words = fields[SPEAKER_LINK]
    if not words:
        named = "" if statement.source is None else statement.source.of(text)
        return {"speaker": named, "entity": "", **fields}
    name, entity = split_party(words)
    return {"speaker": name, "entity": entity or "", **fields}


def _corrected_claim(claim: Claim, fields: dict[str, str]) -> Claim:
    if not fields:
        return claim
    kind = ClaimType(fields.get("type", claim.type))
    is_new = kind is not claim.type
    claim = replace(
        claim,
        type=kind,
        event=fields["event"] or None if "event" in fields else None if is_new else claim.event,
        mode=fields["mode"] or None if "mode" in fields else None if is_new else claim.mode,
        evidence=_selected("evidence", claim.evidence, fields),
        status=Status(fields.get("status", claim.status)),
        statement=fields["statement"] or None if "statement" in fields else claim.statement,
        actors=_corrected_parties("actor", claim.actors, fields),
        targets=_corrected_parties("target", claim.targets, fields),
        place=_corrected_link(claim.place, fields["place"]) if "place" in fields else claim.place,
        time=_corrected_link(claim.time, fields["time"]) if "time" in fields else claim.time,
        quantity=parse_quantity(fields["quantity"], claim) if "quantity" in fields else claim.quantity,
    )
    if "harm" in fields and claim.quantity is not None:
        claim = replace(claim, quantity=replace(claim.quantity, harm=harm_of(fields["harm"])))
    return claim


_Where = TypeVar("_Where", Span, Span | None)


def _selected(name: str, old: _Where, fields: dict[str, str]) -> _Where:
    """The one stretch that was selected for a part; empty words take the part away where it may be missing."""
    if name not in fields:
        return old
    return spans_of(fields[name])[0] if fields[name] else None  # type: ignore[return-value]


def _corrected_link(old: Link | None, target: str) -> Link | None:
    """The same words denote something else; where none denoted anything, the link has no words."""
    if not target:
        return None
    if old is not None and old.target == target:
        return old
    return Link(old.mention if old is not None else None, target, 1.0, REVIEW_RULE)


def _corrected_parties(role: str, parties: tuple[Party, ...], fields: dict[str, str]) -> tuple[Party, ...]:
    if role in fields:
        known = {party.name: party for party in parties}
        named = parse_parties(fields[role])
        parties = tuple(
            known[party.name] if party.name in known and known[party.name].link.target == party.link.target else party
            for party in named
        )
    found: list[Party] = []
    for number, party in enumerate(parties):
        words = fields.get(f"{role}{number}")
        if words is None:
            found.append(party)
        elif words:
            name, entity = split_party(words)
            link = Link(party.link.mention, entity, 1.0, REVIEW_RULE, inherited=party.link.inherited)
            found.append(Party(name or party.name, link))
    return tuple(found)


def _is_one_of(key: str, name: str) -> bool:
    return name in ("actor", "target") and key.removeprefix(name).isdigit()
