"""A reading becomes rows: pure functions from records of the model to the values of tables."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from qawl.model.claim import Claim, Party
from qawl.model.days import days_of
from qawl.model.document import Document, FoundDate
from qawl.model.entity import Link
from qawl.model.headline import HeadlineFinding
from qawl.model.ids import hash_id
from qawl.model.mention import Mention
from qawl.model.reading import Reading
from qawl.model.statement import Speaker, Statement
from qawl.store.names import name_key

Row = dict[str, Any]
FoldText = Callable[[str], str]


@dataclass(slots=True)
class ReadingRows:
    """The rows of one reading, by table, in an order that satisfies references."""

    reading: Row
    speakers: dict[str, Row] = field(default_factory=dict)
    statements: list[Row] = field(default_factory=list)
    contents: list[Row] = field(default_factory=list)
    mentions: dict[Mention, Row] = field(default_factory=dict)
    joined_mentions: list[Row] = field(default_factory=list)
    links: list[Row] = field(default_factory=list)
    claims: list[Row] = field(default_factory=list)
    parties: list[Row] = field(default_factory=list)
    quantities: list[Row] = field(default_factory=list)
    places: dict[str, Row] = field(default_factory=dict)
    place_names: dict[tuple[str, str], Row] = field(default_factory=dict)
    actors: dict[str, Row] = field(default_factory=dict)
    sentences: list[Row] = field(default_factory=list)
    headline: list[Row] = field(default_factory=list)

    def join(self, other: "ReadingRows") -> None:
        """Take over the records of another reading; its own row stays its own."""
        for mine, more in (
            (self.statements, other.statements),
            (self.contents, other.contents),
            (self.links, other.links),
            (self.claims, other.claims),
            (self.parties, other.parties),
            (self.quantities, other.quantities),
            (self.sentences, other.sentences),
            (self.headline, other.headline),
            (self.joined_mentions, list(other.mentions.values())),
        ):
            mine.extend(more)
        self.speakers |= other.speakers
        self.places |= other.places
        self.place_names |= other.place_names
        self.actors |= other.actors

    @property
    def mention_rows(self) -> list[Row]:
        """The rows of mentions, those taken over from other readings among them."""
        return [*self.mentions.values(), *self.joined_mentions]


def reading_id(document_id: str, version: str) -> str:
    """Id of the reading of one document by one version."""
    return hash_id("r", document_id, version)


def reading_rows(reading: Reading, *, fold: FoldText, made_at: datetime) -> ReadingRows:
    """All rows of ``reading``."""
    document = reading.document
    rows = ReadingRows(
        {
            "id": reading_id(document.id, reading.version),
            "document_id": document.id,
            "version": reading.version,
            "is_current": True,
            "made_at": made_at,
            "statements": len(reading.statements),
            "claims": len(reading.claims),
        }
    )
    for ordinal, statement in enumerate(reading.statements):
        _add_statement(rows, statement, ordinal, fold)
    for number, mentioned in enumerate(reading.places):
        _add_link(rows, mentioned.link, f"{rows.reading['id']}.p{number}", "toponym")
        if mentioned.place is not None:
            rows.places[mentioned.place.id] = {
                name: getattr(mentioned.place, name) for name in mentioned.place.__dataclass_fields__
            }
            spelled = mentioned.link.mention.span.of(document.text) if mentioned.link.mention else ""
            for name in (mentioned.place.name_ar, mentioned.place.name_en, spelled):
                _add_place_name(rows, mentioned.place.id, name_key(name, fold))
    for actor in reading.actors:
        row = {name: getattr(actor, name) for name in actor.__dataclass_fields__}
        rows.actors[actor.id] = row | {"folded": fold(actor.name_ar)}
    for ordinal, claim in enumerate(reading.claims):
        _add_claim(rows, claim, ordinal, fold, document)
    rows.headline = [_headline_row(rows, finding, ordinal) for ordinal, finding in enumerate(reading.headline)]
    rows.sentences = [
        {
            "document_id": document.id,
            "number": number,
            "start": start,
            "end": end,
        }
        for number, (start, end) in enumerate(reading.sentences)
    ]
    return rows


def document_row(document: Document, *, article_id: str, snapshot_id: str, added_at: datetime) -> Row:
    """The row of a document, current until told otherwise."""
    published = document.published_at
    offset = published.value.utcoffset() if published else None
    return {
        "id": document.id,
        "article_id": article_id,
        "snapshot_id": snapshot_id,
        "is_current": True,
        "text": document.text,
        "text_sha256": document.text_sha256,
        "title": document.title,
        "byline": document.byline,
        "outlet_id": document.outlet.id,
        "outlet_name": document.outlet.name,
        "url": document.url,
        "language": document.language,
        "extractor": document.extractor,
        "external_id": document.external_id,
        "mark": document.mark,
        "published_at": published.value if published else None,
        "published_offset": int(offset.total_seconds() // 60) if offset is not None else None,
        "published_precision": published.precision.value if published else None,
        "published_zone_known": published.zone_known if published else None,
        "published_said_by": published.said_by if published else None,
        "published_day": local_day(document),
        "modified_at": document.modified_at,
        "dates": [_date_value(found) for found in document.dates],
        "flags": list(document.flags),
        "added_at": added_at,
    }


def _date_value(found: FoundDate) -> Row:
    """A date that was found, as JSON: its field, what stood there, and what was made of it."""
    row: Row = {"field": found.field, "raw": found.raw, "offset": found.offset}
    if found.value is not None:
        row |= {
            "value": found.value.value.isoformat(),
            "precision": found.value.precision.value,
            "zone_known": found.value.zone_known,
            "said_by": found.value.said_by,
        }
    return row


def local_day(document: Document) -> str | None:
    """The outlet's own calendar day of publication, as precise as it is known."""
    if document.published_at is None:
        return None
    length = {"year": 4, "month": 7}.get(document.published_at.precision.value, 10)
    return document.published_at.value.date().isoformat()[:length]


def _add_statement(rows: ReadingRows, statement: Statement, ordinal: int, fold: FoldText) -> None:
    speaker = statement.speaker
    key = speaker_key(speaker, statement.document_id)
    rows.speakers[key] = {
        "id": key,
        "name": speaker.name,
        "folded": "" if speaker.is_private else fold(speaker.name),
        "kind": speaker.kind.value,
        "entity": speaker.entity,
    }
    rows.statements.append(
        {
            "id": statement.id,
            "reading_id": rows.reading["id"],
            "document_id": statement.document_id,
            "ordinal": ordinal,
            "cue_start": statement.cue.start,
            "cue_end": statement.cue.end,
            "source_start": statement.source.start if statement.source else None,
            "source_end": statement.source.end if statement.source else None,
            "speaker_id": key,
            "short_name": speaker.short_name,
            "role": speaker.role,
            "affiliation": speaker.affiliation,
            "speaker_rule": speaker.rule,
            "speaker_score": speaker.score,
            "manner": statement.manner.value,
            "stance": statement.stance.value,
            "commitment": statement.commitment.value,
            "cue_lemma": statement.cue_lemma,
            "medium": statement.medium,
            "parent_id": statement.parent,
            "rules": list(statement.rules),
        }
    )
    rows.contents += [
        {"statement_id": statement.id, "piece": piece, "start": span.start, "end": span.end}
        for piece, span in enumerate(statement.content)
    ]


def speaker_key(speaker: Speaker, document_id: str) -> str:
    """Id of a speaker; a private person is nobody outside the article."""
    own = [document_id] if speaker.is_private and document_id else []
    return hash_id("p", speaker.name, speaker.kind.value, speaker.entity or "", *own)


def _headline_row(rows: ReadingRows, finding: HeadlineFinding, ordinal: int) -> Row:
    return {
        "reading_id": rows.reading["id"],
        "ordinal": ordinal,
        "kind": finding.kind.value,
        "headline_start": finding.headline.start,
        "headline_end": finding.headline.end,
        "body_start": finding.body.start,
        "body_end": finding.body.end,
        "claims": list(finding.claims),
        "statement_id": finding.statement,
        "rule": finding.rule,
    }


def _add_claim(rows: ReadingRows, claim: Claim, ordinal: int, fold: FoldText, document: Document) -> None:
    published_day = local_day(document)
    place_link = _add_link(rows, claim.place, f"{claim.id}.place", "place")
    time_link = _add_link(rows, claim.time, f"{claim.id}.time", "time")
    days = days_of(claim.time.target) if claim.time and claim.time.target else None
    if days is None and published_day:
        days = days_of(published_day)
    rows.claims.append(
        {
            "id": claim.id,
            "reading_id": rows.reading["id"],
            "document_id": claim.document_id,
            "ordinal": ordinal,
            "type": claim.type.value,
            "event": claim.event,
            "mode": claim.mode,
            "evidence_start": claim.evidence.start,
            "evidence_end": claim.evidence.end,
            "quote": claim.evidence.of(document.text),
            "status": claim.status.value,
            "statement_id": claim.statement,
            "place_link_id": place_link,
            "time_link_id": time_link,
            "place_id": claim.place.target if claim.place else None,
            "first_day": days[0] if days else None,
            "last_day": days[1] if days else None,
            "flags": list(claim.flags),
            "rule": claim.rule,
            "rules": list(claim.rules),
        }
    )
    _add_parties(rows, claim, "actor", claim.actors, fold)
    _add_parties(rows, claim, "target", claim.targets, fold)
    _add_quantity(rows, claim)


def _add_parties(rows: ReadingRows, claim: Claim, role: str, parties: Iterable[Party], fold: FoldText) -> None:
    for ordinal, party in enumerate(parties):
        rows.parties.append(
            {
                "claim_id": claim.id,
                "role": role,
                "ordinal": ordinal,
                "name": party.name,
                "folded": fold(party.name),
                "link_id": _add_link(rows, party.link, f"{claim.id}.{role}{ordinal}", role),
                "entity": party.link.target,
            }
        )


def _add_quantity(rows: ReadingRows, claim: Claim) -> None:
    quantity = claim.quantity
    if quantity is None:
        return
    rows.quantities.append(
        {
            "claim_id": claim.id,
            "mention_id": _add_mention(rows, quantity.mention),
            "min": quantity.min,
            "max": quantity.max,
            "unit": quantity.unit,
            "counted": quantity.counted,
            "basis": quantity.basis.value,
            "harm": quantity.harm.value if quantity.harm else None,
            "part_of_start": quantity.part_of.start if quantity.part_of else None,
            "part_of_end": quantity.part_of.end if quantity.part_of else None,
            "since": quantity.since,
        }
    )


def _add_link(rows: ReadingRows, link: Link | None, key: str, role: str) -> str | None:
    if link is None:
        return None
    rows.links.append(
        {
            "id": key,
            "reading_id": rows.reading["id"],
            "mention_id": _add_mention(rows, link.mention) if link.mention else None,
            "role": role,
            "target": link.target,
            "score": link.score,
            "rule": link.rule,
            "runners_up": list(link.runners_up),
            "inherited": link.inherited,
        }
    )
    return key


def _add_mention(rows: ReadingRows, mention: Mention) -> str:
    """The id of a mention, whose row is made when it is first met."""
    row = rows.mentions.get(mention)
    if row is None:
        row = {
            "id": f"{rows.reading['id']}.m{len(rows.mentions)}",
            "reading_id": rows.reading["id"],
            "kind": mention.kind.value,
            "start": mention.span.start,
            "end": mention.span.end,
            "rule": mention.rule,
        }
        rows.mentions[mention] = row
    return str(row["id"])


def _add_place_name(rows: ReadingRows, place_id: str, folded: str) -> None:
    if folded:
        rows.place_names[(folded, place_id)] = {"place_id": place_id, "folded": folded}
