"""Lists of records for people: statements, claims, documents, places, and who is said to hold a place."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection, Row, exists, func, or_, select

from qawl.errors import UsageError
from qawl.model.days import last_day
from qawl.model.entity import Place
from qawl.store import load
from qawl.store import tables as t
from qawl.store.filters import ClaimFilter, StatementFilter, claim_conditions, places_named, statement_conditions
from qawl.store.records import GAP, DocumentHead, Holding, StoredClaim, StoredStatement
from qawl.store.rows import FoldText

_SAYS = {"control": "holds", "capture": "took", "withdrawal": "left"}
_STANDING = ("asserted", "denied")
_SIEGE = "control.besiege"
_FAR = ("place.headline", "place.article-country", "place.dateline", "place.in-paragraph", "place.previous-claim")


def find_statements(
    connection: Connection, wanted: StatementFilter, *, fold: FoldText, limit: int | None
) -> list[StoredStatement]:
    """Statements that fit, newest article first, in text order inside an article."""
    query = (
        load.select_statements()
        .join(t.document, t.document.c.id == t.statement.c.document_id)
        .where(*statement_conditions(wanted, fold))
        .order_by(t.document.c.published_day.desc(), t.document.c.id, t.statement.c.ordinal)
        .limit(limit)
    )
    rows = connection.execute(query).all()
    statements = load.load_statements(connection, rows)
    heads = load.load_heads(connection, (row.document_id for row in rows))
    texts = load.load_texts(connection, heads)
    return [
        StoredStatement(
            statement=statement,
            document=heads[statement.document_id],
            source=statement.source.of(text) if statement.source else "",
            cue=statement.cue.of(text),
            content=GAP.join(span.of(text) for span in statement.content),
        )
        for statement, text in ((s, texts[s.document_id]) for s in statements)
    ]


def find_claims(connection: Connection, wanted: ClaimFilter, *, fold: FoldText, limit: int | None) -> list[StoredClaim]:
    """Claims that fit, latest day first."""
    query = (
        select(t.claim)
        .join(t.document, t.document.c.id == t.claim.c.document_id)
        .where(*claim_conditions(wanted, fold))
        .order_by(t.claim.c.first_day.desc(), t.claim.c.document_id, t.claim.c.ordinal)
        .limit(limit)
    )
    return _stored_claims(connection, connection.execute(query).all())


def _stored_claims(connection: Connection, rows: Sequence[Row[Any]]) -> list[StoredClaim]:
    claims = load.load_claims(connection, rows)
    heads = load.load_heads(connection, (row.document_id for row in rows))
    texts = load.load_texts(connection, heads)
    speakers = load.load_speakers(connection, (claim.statement for claim in claims if claim.statement))
    places = load.load_places(connection, (row.place_id for row in rows if row.place_id))
    return [
        StoredClaim(
            claim=claim,
            document=heads[claim.document_id],
            evidence=claim.evidence.of(texts[claim.document_id]),
            speaker=speakers.get(claim.statement or ""),
            place=places.get(row.place_id),
            days=(row.first_day or "", row.last_day or ""),
        )
        for claim, row in zip(claims, rows, strict=True)
    ]


def find_documents(connection: Connection, *, outlet: str, all_versions: bool, limit: int | None) -> list[DocumentHead]:
    """Documents, newest first."""
    query = load.select_heads().order_by(t.document.c.published_day.desc(), t.document.c.id).limit(limit)
    if outlet:
        query = query.where((t.document.c.outlet_id == outlet) | (t.document.c.outlet_name == outlet))
    if not all_versions:
        query = query.where(t.document.c.is_current)
    return [load.document_head(row) for row in connection.execute(query)]


def find_versions(connection: Connection, record_id: str) -> list[DocumentHead]:
    """All documents of one article, in the order in which they follow one another."""
    of_document = select(t.document.c.article_id).where(
        or_(t.document.c.id == record_id, t.document.c.external_id == record_id, t.document.c.article_id == record_id)
    )
    articles = sorted(set(connection.execute(of_document).scalars()))
    ids = [row.id for article in articles for row in load.ordered_versions(connection, article)]
    heads = load.load_heads(connection, ids)
    return [heads[id] for id in ids]


def find_changed(connection: Connection, *, limit: int | None) -> list[DocumentHead]:
    """The current documents of articles with several, newest first."""
    several = select(t.document.c.article_id).group_by(t.document.c.article_id).having(func.count() > 1)
    query = load.select_heads().where(t.document.c.article_id.in_(several), t.document.c.is_current)
    query = query.order_by(t.document.c.published_day.desc(), t.document.c.id).limit(limit)
    return [load.document_head(row) for row in connection.execute(query)]


def find_places(connection: Connection, name: str, *, fold: FoldText) -> list[Place]:
    """Places with this id or name, those that most claims are about first."""
    places = load.load_places(connection, connection.execute(places_named(name, fold)).scalars())
    claims = {
        key: len(connection.execute(select(t.claim.c.id).where(t.claim.c.place_id == key)).all()) for key in places
    }
    return sorted(places.values(), key=lambda place: (-claims[place.id], place.id))


def find_holdings(connection: Connection, place_id: str, *, day: str, fold: FoldText) -> list[Holding]:
    """Each speaker's latest standing claim about who holds, took or left the place, latest first.

    Only what is asserted or denied stands, and only where it says who: a forecast, a possibility or a demand
    holds nothing, and who lays siege to a place does not hold it. The place must stand in or near the claim's
    own words: what only the headline names may be the province, or the next town. A claim in the article's own
    voice is its outlet's.
    """
    try:
        until = last_day(day)
    except ValueError as error:
        raise UsageError(str(error)) from None
    place = load.load_places(connection, [place_id]).get(place_id)
    if place is None:
        return []
    query = (
        select(t.claim)
        .join(t.document, t.document.c.id == t.claim.c.document_id)
        .join(t.link, t.link.c.id == t.claim.c.place_link_id)
        .where(
            t.document.c.is_current,
            t.link.c.rule.not_in(_FAR),
            t.claim.c.rule.not_like(f"{_SIEGE}%"),
            t.claim.c.place_id == place_id,
            t.claim.c.type.in_(_SAYS),
            t.claim.c.status.in_(_STANDING),
            t.claim.c.first_day <= until,
            exists().where(t.claim_party.c.claim_id == t.claim.c.id, t.claim_party.c.role == "actor"),
        )
        .order_by(t.claim.c.first_day.desc(), t.claim.c.document_id, t.claim.c.ordinal)
    )
    latest: dict[str, Holding] = {}
    for stored in _stored_claims(connection, connection.execute(query).all()):
        holding = _holding(stored, place, until)
        latest.setdefault(fold(holding.speaker), holding)
    return list(latest.values())


def _holding(stored: StoredClaim, place: Place, until: str) -> Holding:
    outlet = stored.document.outlet
    speaker = stored.speaker.name if stored.speaker and stored.speaker.name else outlet.name or outlet.id
    return Holding(
        place=place,
        speaker=speaker,
        says=_SAYS[stored.claim.type.value],
        holders=tuple(party.name for party in stored.claim.actors),
        day=stored.days[0],
        age_days=(date.fromisoformat(until) - date.fromisoformat(stored.days[0])).days,
        claim=stored,
    )
