"""Lists of records for people: statements, claims, documents, places, and who is said to hold a place."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection, Row, exists, func, or_, select

from qawl.errors import UsageError
from qawl.model.claim import Claim
from qawl.model.days import days_of, last_day
from qawl.model.entity import Place
from qawl.model.statement import Statement, Voice
from qawl.store import load
from qawl.store import tables as t
from qawl.store.filters import ClaimFilter, StatementFilter, claim_conditions, places_named, statement_conditions
from qawl.store.paging import latest_first
from qawl.store.records import GAP, DocumentHead, Holding, StoredClaim, StoredIssue, StoredStatement
from qawl.store.rows import FoldText

_SAYS = {"control": "holds", "capture": "took", "withdrawal": "left"}
_STANDING = ("asserted", "denied")
_SIEGE = "control.besiege"
_FAR = ("place.headline", "place.article-country", "place.dateline", "place.in-paragraph", "place.previous-claim")


def find_statements(
    connection: Connection,
    wanted: StatementFilter,
    *,
    fold: FoldText,
    limit: int | None,
    without: Collection[str] = (),
) -> list[StoredStatement]:
    """Statements that fit, newest article first, in text order inside an article; those in ``without`` are left out."""
    query = (
        load.select_statements()
        .join(t.document, t.document.c.id == t.statement.c.document_id)
        .where(*statement_conditions(wanted, fold))
        .order_by(latest_first(t.document.c.published_day), t.document.c.id, t.statement.c.ordinal)
        .limit(limit)
    )
    if without:
        query = query.where(t.statement.c.id.not_in(sorted(without)))
    return statements_in(connection, load.load_statements(connection, connection.execute(query).all()))


def statements_in(connection: Connection, statements: Sequence[Statement]) -> list[StoredStatement]:
    """Statements with the heads of their documents and their words."""
    heads = load.load_heads(connection, (statement.document_id for statement in statements))
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


def find_claims(
    connection: Connection, wanted: ClaimFilter, *, fold: FoldText, limit: int | None, without: Collection[str] = ()
) -> list[StoredClaim]:
    """Claims that fit, latest day first; those in ``without`` are left out."""
    query = (
        select(t.claim)
        .join(t.document, t.document.c.id == t.claim.c.document_id)
        .where(*claim_conditions(wanted, fold))
        .order_by(latest_first(t.claim.c.first_day), t.claim.c.document_id, t.claim.c.ordinal)
        .limit(limit)
    )
    if without:
        query = query.where(t.claim.c.id.not_in(sorted(without)))
    return stored_claims(connection, connection.execute(query).all())


def stored_claims(connection: Connection, rows: Sequence[Row[Any]]) -> list[StoredClaim]:
    claims = load.load_claims(connection, rows)
    voices = load.load_voices(connection, (claim.statement for claim in claims if claim.statement))
    days = {row.id: (row.first_day or "", row.last_day or "") for row in rows}
    return claims_in(connection, claims, days=days, voices=voices)


def claims_in(
    connection: Connection,
    claims: Sequence[Claim],
    *,
    days: Mapping[str, tuple[str, str] | None],
    voices: Mapping[str, Voice],
) -> list[StoredClaim]:
    """Claims with their documents, words, speakers and places; a claim without days has those of its publication."""
    heads = load.load_heads(connection, (claim.document_id for claim in claims))
    texts = load.load_texts(connection, heads)
    targets = {claim.id: claim.place.target for claim in claims if claim.place is not None}
    places = load.load_places(connection, (target for target in targets.values() if target))
    return [
        StoredClaim(
            claim=claim,
            document=heads[claim.document_id],
            evidence=claim.evidence.of(texts[claim.document_id]),
            speaker=voice.speaker if voice is not None else None,
            place=places.get(targets.get(claim.id) or ""),
            days=days[claim.id] or days_of(heads[claim.document_id].day) or ("", ""),
            stance=voice.stance if voice is not None else None,
        )
        for claim, voice in ((claim, voices.get(claim.statement or "")) for claim in claims)
    ]


def find_documents(connection: Connection, *, outlet: str, all_versions: bool, limit: int | None) -> list[DocumentHead]:
    """Documents, newest first."""
    query = load.select_heads().order_by(latest_first(t.document.c.published_day), t.document.c.id).limit(limit)
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
    query = query.order_by(latest_first(t.document.c.published_day), t.document.c.id).limit(limit)
    return [load.document_head(row) for row in connection.execute(query)]


def find_places(connection: Connection, name: str, *, fold: FoldText) -> list[Place]:
    """Places with this id or name, those that most claims are about first."""
    places = load.load_places(connection, connection.execute(places_named(name, fold)).scalars())
    if len(places) <= 1:
        return list(places.values())
    about = select(t.claim.c.place_id, func.count().label("told"))
    about = about.where(t.claim.c.place_id.in_(places)).group_by(t.claim.c.place_id)
    claims = {row.place_id: row.told for row in connection.execute(about)}
    return sorted(places.values(), key=lambda place: (-claims.get(place.id, 0), place.id))


def find_holdings(
    connection: Connection,
    place_id: str,
    *,
    day: str,
    fold: FoldText,
    without: Collection[str] = (),
    decided: Sequence[StoredClaim] = (),
) -> list[Holding]:
    """Each speaker's latest standing claim about who holds, took or left the place, latest first.

    Only what is asserted or denied stands, and only where it says who: a forecast, a possibility or a demand
    holds nothing, and who lays siege to a place does not hold it. The place must stand in or near the claim's
    own words: what only the headline names may be the province, or the next town. A claim in the article's own
    voice is its outlet's. ``decided`` are claims that people have decided on, in place of those in ``without``.
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
        .order_by(latest_first(t.claim.c.first_day), t.claim.c.document_id, t.claim.c.ordinal)
    )
    if without:
        query = query.where(t.claim.c.id.not_in(sorted(without)))
    stands = [stored for stored in decided if _stands(stored, place_id, until)]
    found = [*stored_claims(connection, connection.execute(query).all()), *stands]
    if stands:
        found.sort(key=lambda stored: (stored.document.id, stored.claim.evidence.start))
        found.sort(key=lambda stored: stored.days[0], reverse=True)
    latest: dict[str, Holding] = {}
    for stored in found:
        holding = _holding(stored, place, until)
        latest.setdefault(fold(holding.speaker), holding)
    return list(latest.values())


def _stands(stored: StoredClaim, place_id: str, until: str) -> bool:
    """What the query above asks, of a claim that people have decided on."""
    claim, place = stored.claim, stored.claim.place
    return (
        stored.document.is_current
        and claim.type in _SAYS
        and claim.status in _STANDING
        and not claim.rule.startswith(_SIEGE)
        and bool(claim.actors)
        and place is not None
        and place.target == place_id
        and place.rule not in _FAR
        and "" < stored.days[0] <= until
    )


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


def find_issues(connection: Connection, *, limit: int | None) -> list[StoredIssue]:
    """What went wrong, latest first."""
    query = select(t.issue).order_by(t.issue.c.seen_at.desc(), t.issue.c.id.desc()).limit(limit)
    return [
        StoredIssue(row.origin, row.stage, row.message, row.offset, row.seen_at, row.reason)
        for row in connection.execute(query)
    ]


def count_records(connection: Connection) -> dict[str, int]:
    """How many articles, documents, statements and claims there are."""
    tables = {"articles": t.article, "documents": t.document, "statements": t.statement, "claims": t.claim}
    return {
        name: connection.execute(select(func.count()).select_from(table)).scalar_one() for name, table in tables.items()
    }
