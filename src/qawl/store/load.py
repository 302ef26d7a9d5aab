"""Rows become records again: the way back from ``rows``, in a few queries however many records are asked for."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

from sqlalchemy import Connection, Row, Select, select

from qawl.model.claim import Basis, Claim, ClaimType, Harm, Party, Quantity, Status
from qawl.model.document import DatePrecision, Document, FoundDate, Outlet, PublishedAt
from qawl.model.entity import Actor, Link, Place
from qawl.model.headline import HeadlineFinding, HeadlineKind
from qawl.model.mention import Mention, MentionKind
from qawl.model.reading import PlaceMention, Reading
from qawl.model.span import Span
from qawl.model.statement import Commitment, Manner, Speaker, SpeakerKind, Stance, Statement, Voice
from qawl.store import tables as t
from qawl.store.records import DocumentHead, Retrieval

_CHUNK = 500
_BEGINNING = datetime(1, 1, 1, tzinfo=UTC)

STATEMENT_COLUMNS = (
    t.statement,
    t.speaker.c.name.label("speaker_name"),
    t.speaker.c.folded.label("speaker_folded"),
    t.speaker.c.kind.label("speaker_kind"),
    t.speaker.c.entity.label("speaker_entity"),
)


def select_statements() -> Select[Any]:
    """Statements with their speakers; filters and order are up to the caller."""
    return select(*STATEMENT_COLUMNS).join(t.speaker, t.speaker.c.id == t.statement.c.speaker_id)


def load_statements(connection: Connection, rows: Sequence[Row[Any]]) -> list[Statement]:
    """Statements of rows that ``select_statements`` found, in their order."""
    contents: dict[str, list[Span]] = defaultdict(list)
    for ids in _chunks(row.id for row in rows):
        found = select(t.statement_content).where(t.statement_content.c.statement_id.in_(ids))
        for piece in connection.execute(
            found.order_by(t.statement_content.c.statement_id, t.statement_content.c.piece)
        ):
            contents[piece.statement_id].append(Span(piece.start, piece.end))
    return [_statement(row, tuple(contents[row.id])) for row in rows]


def load_claims(connection: Connection, rows: Sequence[Row[Any]]) -> list[Claim]:
    """Claims of rows of the claim table, in their order."""
    ids = [row.id for row in rows]
    parties = _parties(connection, ids)
    quantities = {
        row.claim_id: row
        for chunk in _chunks(ids)
        for row in connection.execute(select(t.quantity).where(t.quantity.c.claim_id.in_(chunk)))
    }
    link_ids = [key for row in rows for key in (row.place_link_id, row.time_link_id) if key]
    link_ids += [party.link_id for party in parties]
    links, mentions = load_links(connection, link_ids, [row.mention_id for row in quantities.values()])
    by_claim: dict[tuple[str, str], list[Party]] = defaultdict(list)
    for party in parties:
        by_claim[party.claim_id, party.role].append(Party(party.name, links[party.link_id]))
    return [
        Claim(
            id=row.id,
            document_id=row.document_id,
            type=ClaimType(row.type),
            event=row.event,
            mode=row.mode,
            evidence=Span(row.evidence_start, row.evidence_end),
            status=Status(row.status),
            statement=row.statement_id,
            actors=tuple(by_claim[row.id, "actor"]),
            targets=tuple(by_claim[row.id, "target"]),
            place=links[row.place_link_id] if row.place_link_id else None,
            time=links[row.time_link_id] if row.time_link_id else None,
            quantity=_quantity(quantities[row.id], mentions) if row.id in quantities else None,
            flags=tuple(row.flags),
            rule=row.rule,
            rules=tuple(row.rules),
        )
        for row in rows
    ]


def load_links(
    connection: Connection, link_ids: Iterable[str], mention_ids: Iterable[str] = ()
) -> tuple[dict[str, Link], dict[str, Mention]]:
    """Links by id, and the mentions of links and of ``mention_ids`` by id."""
    link_rows = [
        row for ids in _chunks(link_ids) for row in connection.execute(select(t.link).where(t.link.c.id.in_(ids)))
    ]
    wanted = {*mention_ids, *(row.mention_id for row in link_rows if row.mention_id)}
    mentions = {
        row.id: Mention(Span(row.start, row.end), MentionKind(row.kind), row.rule)
        for ids in _chunks(wanted)
        for row in connection.execute(select(t.mention).where(t.mention.c.id.in_(ids)))
    }
    links = {
        row.id: Link(
            mention=mentions[row.mention_id] if row.mention_id else None,
            target=row.target,
            score=row.score,
            rule=row.rule,
            runners_up=tuple(row.runners_up),
            inherited=row.inherited,
        )
        for row in link_rows
    }
    return links, mentions


def load_places(connection: Connection, ids: Iterable[str]) -> dict[str, Place]:
    """Places by id; ids that no reading pointed at are left out."""
    return {
        row.id: Place(**row._mapping)
        for chunk in _chunks(ids)
        for row in connection.execute(select(t.place).where(t.place.c.id.in_(chunk)))
    }


def load_voices(connection: Connection, statement_ids: Iterable[str]) -> dict[str, Voice]:
    """Who makes statements and with what stance, by statement id; those who passed them on are left out."""
    return {
        row.id: Voice(_speaker(row), Stance(row.stance))
        for ids in _chunks(statement_ids)
        for row in connection.execute(select_statements().where(t.statement.c.id.in_(ids)))
    }


def load_documents(connection: Connection, ids: Iterable[str]) -> dict[str, Document]:
    """Whole documents by id."""
    query = (
        select(t.document, t.article.c.key, t.article.c.address, t.snapshot.c.sha256)
        .join(t.article, t.article.c.id == t.document.c.article_id)
        .join(t.snapshot, t.snapshot.c.id == t.document.c.snapshot_id)
    )
    return {
        row.id: load_document(row, article_key=row.key, snapshot_sha256=row.sha256)
        for chunk in _chunks(ids)
        for row in connection.execute(query.where(t.document.c.id.in_(chunk)))
    }


def load_document(row: Row[Any], *, article_key: str, snapshot_sha256: str) -> Document:
    """The document of its row."""
    published = None
    if row.published_at is not None:
        zone = timezone(timedelta(minutes=row.published_offset or 0))
        published = PublishedAt(
            value=row.published_at.astimezone(zone),
            precision=DatePrecision(row.published_precision),
            zone_known=row.published_zone_known,
            said_by=row.published_said_by,
        )
    return Document(
        id=row.id,
        article_key=article_key,
        text=row.text,
        title=row.title,
        byline=row.byline,
        outlet=Outlet(row.outlet_id, row.outlet_name),
        url=row.url,
        language=row.language,
        published_at=published,
        modified_at=row.modified_at,
        text_sha256=row.text_sha256,
        snapshot_sha256=snapshot_sha256,
        extractor=row.extractor,
        external_id=row.external_id,
        mark=row.mark,
        dates=tuple(map(_found_date, row.dates)),
        flags=tuple(row.flags),
        address=row.address,
    )


def _found_date(value: dict[str, Any]) -> FoundDate:
    stamp = None
    if "value" in value:
        stamp = PublishedAt(
            value=datetime.fromisoformat(value["value"]),
            precision=DatePrecision(value["precision"]),
            zone_known=value["zone_known"],
            said_by=value["said_by"],
        )
    return FoundDate(value["field"], value["raw"], stamp, value["offset"])


def load_reading(connection: Connection, document: Document) -> Reading | None:
    """The current reading of ``document``, as it was stored."""
    current = select(t.reading).where(t.reading.c.document_id == document.id, t.reading.c.is_current)
    row = connection.execute(current).first()
    if row is None:
        return None
    statements = select_statements().where(t.statement.c.reading_id == row.id).order_by(t.statement.c.ordinal)
    claims = select(t.claim).where(t.claim.c.reading_id == row.id).order_by(t.claim.c.ordinal)
    sentences = select(t.sentence.c.start, t.sentence.c.end).where(t.sentence.c.document_id == document.id)
    loaded = load_claims(connection, connection.execute(claims).all())
    return Reading(
        document=document,
        version=row.version,
        statements=tuple(load_statements(connection, connection.execute(statements).all())),
        claims=tuple(loaded),
        places=tuple(_place_mentions(connection, row.id)),
        sentences=tuple((s.start, s.end) for s in connection.execute(sentences.order_by(t.sentence.c.number))),
        actors=tuple(_actors(connection, loaded)),
        headline=tuple(_headline_findings(connection, row.id)),
    )


def load_claim_readings(connection: Connection, document_ids: Sequence[str]) -> dict[str, tuple[str, Reading]]:
    """The current readings of documents with their ids, without places, sentences and headlines, in a few queries."""
    documents = (
        select(
            t.document,
            t.article.c.key,
            t.article.c.address,
            t.snapshot.c.sha256,
            t.reading.c.id.label("read"),
            t.reading.c.version,
        )
        .join(t.article, t.article.c.id == t.document.c.article_id)
        .join(t.snapshot, t.snapshot.c.id == t.document.c.snapshot_id)
        .join(t.reading, t.reading.c.document_id == t.document.c.id)
        .where(t.document.c.id.in_(document_ids), t.reading.c.is_current)
    )
    rows = connection.execute(documents).all()
    reading_ids = [row.read for row in rows]
    statements: dict[str, list[Statement]] = defaultdict(list)
    found = select_statements().where(t.statement.c.reading_id.in_(reading_ids)).order_by(t.statement.c.ordinal)
    for statement in load_statements(connection, connection.execute(found).all()):
        statements[statement.document_id].append(statement)
    claims: dict[str, list[Claim]] = defaultdict(list)
    told = select(t.claim).where(t.claim.c.reading_id.in_(reading_ids)).order_by(t.claim.c.ordinal)
    for claim in load_claims(connection, connection.execute(told).all()):
        claims[claim.document_id].append(claim)
    return {
        row.id: (
            row.read,
            Reading(
                load_document(row, article_key=row.key, snapshot_sha256=row.sha256),
                row.version,
                tuple(statements[row.id]),
                tuple(claims[row.id]),
                places=(),
            ),
        )
        for row in rows
    }


def load_sentences(connection: Connection, document_ids: Iterable[str]) -> dict[str, tuple[tuple[int, int], ...]]:
    """The sentence spans of documents, in order."""
    found: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for ids in _chunks(document_ids):
        query = select(t.sentence.c.document_id, t.sentence.c.start, t.sentence.c.end)
        query = query.where(t.sentence.c.document_id.in_(ids)).order_by(t.sentence.c.document_id, t.sentence.c.number)
        for row in connection.execute(query):
            found[row.document_id].append((row.start, row.end))
    return {key: tuple(spans) for key, spans in found.items()}


HEAD_COLUMNS = (
    t.document.c.id,
    t.document.c.article_id,
    t.document.c.title,
    t.document.c.outlet_id,
    t.document.c.outlet_name,
    t.document.c.url,
    t.document.c.published_day,
    t.document.c.mark,
    t.document.c.is_current,
    t.document.c.external_id,
    t.reading.c.version,
    t.reading.c.statements,
    t.reading.c.claims,
)


def select_heads() -> Select[Any]:
    """Documents with what their current reading counted."""
    joined = t.document.join(t.reading, (t.reading.c.document_id == t.document.c.id) & t.reading.c.is_current)
    return select(*HEAD_COLUMNS).select_from(joined)


def load_heads(connection: Connection, ids: Iterable[str]) -> dict[str, DocumentHead]:
    """Heads of documents by id."""
    return {
        row.id: document_head(row)
        for chunk in _chunks(ids)
        for row in connection.execute(select_heads().where(t.document.c.id.in_(chunk)))
    }


def load_retrieval(connection: Connection, document_id: str) -> Retrieval | None:
    """How the page of a document was received."""
    query = (
        select(t.snapshot, t.payload.c.size)
        .join(t.document, t.document.c.snapshot_id == t.snapshot.c.id)
        .join(t.payload, t.payload.c.sha256 == t.snapshot.c.sha256)
        .where(t.document.c.id == document_id)
    )
    row = connection.execute(query).first()
    if row is None:
        return None
    return Retrieval(row.sha256, row.media_type, row.origin, row.url, row.retrieved_at, row.size)


def ordered_versions(connection: Connection, article_id: str) -> list[Row[Any]]:
    """An article's documents, oldest first, by when they were changed, retrieved or added: the last one is current."""
    query = (
        select(
            t.document.c.id,
            t.document.c.is_current,
            t.document.c.modified_at,
            t.document.c.published_at,
            t.document.c.added_at,
            t.snapshot.c.retrieved_at,
        )
        .join(t.snapshot, t.snapshot.c.id == t.document.c.snapshot_id)
        .where(t.document.c.article_id == article_id)
    )
    return sorted(connection.execute(query), key=_age)


def _age(version: Row[Any]) -> tuple[datetime, datetime, datetime, str]:
    changed = version.modified_at or version.published_at or _BEGINNING
    return changed, version.retrieved_at, version.added_at, version.id


def document_head(row: Row[Any]) -> DocumentHead:
    """The head of a row that ``select_heads`` found."""
    return DocumentHead(
        id=row.id,
        article_id=row.article_id,
        title=row.title,
        outlet=Outlet(row.outlet_id, row.outlet_name),
        url=row.url,
        day=row.published_day or "",
        mark=row.mark,
        is_current=row.is_current,
        external_id=row.external_id,
        version=row.version,
        statements=row.statements,
        claims=row.claims,
    )


def load_texts(connection: Connection, ids: Iterable[str]) -> dict[str, str]:
    """Texts of documents by id."""
    return {
        row.id: row.text
        for chunk in _chunks(ids)
        for row in connection.execute(select(t.document.c.id, t.document.c.text).where(t.document.c.id.in_(chunk)))
    }


def _chunks(ids: Iterable[str]) -> Iterable[list[str]]:
    """Distinct ids in portions that every database accepts in one query."""
    distinct = list(dict.fromkeys(ids))
    return (distinct[start : start + _CHUNK] for start in range(0, len(distinct), _CHUNK))


def _statement(row: Row[Any], content: tuple[Span, ...]) -> Statement:
    return Statement(
        id=row.id,
        document_id=row.document_id,
        cue=Span(row.cue_start, row.cue_end),
        source=Span(row.source_start, row.source_end) if row.source_start is not None else None,
        content=content,
        speaker=_speaker(row),
        manner=Manner(row.manner),
        stance=Stance(row.stance),
        commitment=Commitment(row.commitment),
        cue_lemma=row.cue_lemma,
        medium=row.medium,
        parent=row.parent_id,
        rules=tuple(row.rules),
    )


def _speaker(row: Row[Any]) -> Speaker:
    return Speaker(
        name=row.speaker_name,
        short_name=row.short_name,
        kind=SpeakerKind(row.speaker_kind),
        role=row.role,
        affiliation=row.affiliation,
        entity=row.speaker_entity,
        rule=row.speaker_rule,
        score=row.speaker_score,
        is_private=bool(row.speaker_name) and not row.speaker_folded,
    )


def _quantity(row: Row[Any], mentions: dict[str, Mention]) -> Quantity:
    return Quantity(
        mention=mentions[row.mention_id],
        min=row.min,
        max=row.max,
        unit=row.unit,
        counted=row.counted,
        basis=Basis(row.basis),
        harm=Harm(row.harm) if row.harm else None,
        part_of=Span(row.part_of_start, row.part_of_end) if row.part_of_start is not None else None,
        since=row.since,
    )


def _parties(connection: Connection, claim_ids: list[str]) -> list[Row[Any]]:
    return [
        row
        for ids in _chunks(claim_ids)
        for row in connection.execute(
            select(t.claim_party).where(t.claim_party.c.claim_id.in_(ids)).order_by(t.claim_party.c.ordinal)
        )
    ]


def _place_mentions(connection: Connection, reading_id: str) -> list[PlaceMention]:
    toponyms = select(t.link.c.id, t.link.c.target).where(t.link.c.reading_id == reading_id, t.link.c.role == "toponym")
    rows = sorted(connection.execute(toponyms), key=lambda row: int(row.id.rpartition(".p")[2]))
    links, _ = load_links(connection, [row.id for row in rows])
    places = load_places(connection, [row.target for row in rows if row.target])
    return [PlaceMention(links[row.id], places.get(row.target)) for row in rows]


def _headline_findings(connection: Connection, reading_id: str) -> list[HeadlineFinding]:
    table = t.headline_finding
    rows = connection.execute(select(table).where(table.c.reading_id == reading_id).order_by(table.c.ordinal))
    return [
        HeadlineFinding(
            kind=HeadlineKind(row.kind),
            headline=Span(row.headline_start, row.headline_end),
            body=Span(row.body_start, row.body_end),
            claims=tuple(row.claims),
            rule=row.rule,
            statement=row.statement_id,
        )
        for row in rows
    ]


def _actors(connection: Connection, claims: list[Claim]) -> list[Actor]:
    """The known actors that claims point at, in the order in which they do."""
    targets = [party.link.target for claim in claims for party in (*claim.actors, *claim.targets) if party.link.target]
    found = {
        row.id: Actor(**{name: value for name, value in row._mapping.items() if name != "folded"})
        for ids in _chunks(targets)
        for row in connection.execute(select(t.actor).where(t.actor.c.id.in_(ids)))
    }
    return [found[target] for target in dict.fromkeys(targets) if target in found]
