"""Why a record is there: the rules that made it, the words they saw, and the stored page behind it."""

from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from qawl.errors import UsageError
from qawl.model.claim import Claim
from qawl.model.entity import Link
from qawl.model.reasons import Reason, reasons_of_claim, reasons_of_statement
from qawl.model.span import Span
from qawl.model.statement import Statement
from qawl.store import load
from qawl.store import tables as t
from qawl.store.paging import latest_first
from qawl.store.records import AROUND, Explanation, PlaceFacts

_SHORTEST = 4


@dataclass(frozen=True, slots=True)
class _Found:
    """Which table a record stands in, and its full id."""

    kind: str
    id: str


def explain(connection: Connection, record_id: str, *, ledger_name: str) -> Explanation:
    """The explanation of a statement, claim or document; the beginning of an id is enough when only one has it.

    Raises:
        UsageError: no record has this id, or several begin with it.
    """
    found = _find(connection, record_id, ledger_name)
    if found.kind == "statement":
        rows = connection.execute(load.select_statements().where(t.statement.c.id == found.id)).all()
        (statement,) = load.load_statements(connection, rows)
        return _explain_statement(connection, statement)
    if found.kind == "claim":
        rows = connection.execute(select(t.claim).where(t.claim.c.id == found.id)).all()
        (claim,) = load.load_claims(connection, rows)
        return _explain_claim(connection, claim)
    return _explain_document(connection, found.id)


def explain_place(connection: Connection, place_id: str) -> PlaceFacts | None:
    """What a ledger knows of a place: its record, the claims about it, and the rules that placed them."""
    place = load.load_places(connection, [place_id]).get(place_id)
    if place is None:
        return None
    about = (
        select(t.claim.c.id)
        .where(t.claim.c.place_id == place_id)
        .order_by(latest_first(t.claim.c.first_day), t.claim.c.id)
    )
    rules = (
        select(t.link.c.rule, func.count())
        .join(t.claim, t.claim.c.place_link_id == t.link.c.id)
        .where(t.claim.c.place_id == place_id)
        .group_by(t.link.c.rule)
        .order_by(func.count().desc(), t.link.c.rule)
    )
    return PlaceFacts(
        place=place,
        claims=tuple(connection.execute(about).scalars()),
        rules=tuple((row[0], row[1]) for row in connection.execute(rules)),
    )


def _find(connection: Connection, record_id: str, ledger_name: str) -> "_Found":
    tables = {"statement": t.statement, "claim": t.claim, "document": t.document}
    if len(record_id) >= _SHORTEST:
        found = []
        for kind, table in tables.items():
            exact = select(table.c.id).where(table.c.id == record_id)
            near = select(table.c.id).where(table.c.id >= record_id, table.c.id < record_id + "\uffff").limit(3)
            rows = connection.execute(exact).all() or connection.execute(near).all()
            found += [(kind, row.id) for row in rows]
        if not found:
            named = select(t.document.c.id).where(t.document.c.external_id == record_id, t.document.c.is_current)
            found = [("document", row.id) for row in connection.execute(named)]
        if len(found) == 1:
            return _Found(*found[0])
        if found:
            several = ", ".join(key for _, key in found[:3])
            raise UsageError(f"{record_id}: several records begin with it: {several}. Give more of the id.")
    else:
        raise UsageError(f"{record_id}: too little of an id. Give {_SHORTEST} characters of it or more.")
    raise UsageError(f"{record_id}: no statement, claim or document of {ledger_name} has this id. The lists show ids.")


def _explain_statement(connection: Connection, statement: Statement) -> Explanation:
    claims = select(t.claim.c.id).where(t.claim.c.statement_id == statement.id).order_by(t.claim.c.ordinal)
    spans = [statement.cue, *statement.content, *([statement.source] if statement.source else [])]
    whole = Span(min(span.start for span in spans), max(span.end for span in spans))
    return _explanation(
        connection,
        "statement",
        statement,
        whole=whole,
        parts=reasons_of_statement(statement),
        related=tuple(connection.execute(claims).scalars()),
    )


def _explain_claim(connection: Connection, claim: Claim) -> Explanation:
    statement = None
    if claim.statement:
        rows = connection.execute(load.select_statements().where(t.statement.c.id == claim.statement)).all()
        (statement,) = load.load_statements(connection, rows)
    return _explanation(
        connection,
        "claim",
        claim,
        whole=claim.evidence,
        parts=reasons_of_claim(claim, statement=statement, choice=_choice(connection, claim)),
        related=(claim.statement,) if claim.statement else (),
    )


def _choice(connection: Connection, claim: Claim) -> Link | None:
    """The link of the toponym that the claim's place stands in: it says how the place was chosen."""
    mine, toponyms = t.link.alias(), t.link.alias()
    same = toponyms.c.mention_id == mine.c.mention_id
    of_claim = t.claim.c.place_link_id == mine.c.id
    query = (
        select(toponyms.c.id)
        .join(mine, same)
        .join(t.claim, of_claim)
        .where(t.claim.c.id == claim.id, toponyms.c.role == "toponym")
    )
    found = connection.execute(query.limit(1)).scalar()
    return None if found is None else load.load_links(connection, [found])[0][found]


def _explain_document(connection: Connection, document_id: str) -> Explanation:
    row = connection.execute(select(t.document).where(t.document.c.id == document_id)).one()
    published = row.published_at.isoformat() if row.published_at else "unknown"
    parts = (
        Reason("title", row.title),
        Reason("address", row.url),
        Reason("published", f"{published} ({row.published_said_by or '-'})"),
        Reason("extractor", row.extractor),
        Reason("version", "the newest of its article" if row.is_current else "superseded by a newer one"),
    )
    statements = (
        select(t.statement.c.id).where(t.statement.c.document_id == document_id).order_by(t.statement.c.ordinal)
    )
    return _explanation(
        connection,
        "document",
        None,
        whole=Span(0, len(row.text)),
        parts=parts,
        related=tuple(connection.execute(statements).scalars()),
        document_id=document_id,
    )


def _explanation(
    connection: Connection,
    kind: str,
    record: Statement | Claim | None,
    *,
    whole: Span,
    parts: tuple[Reason, ...],
    related: tuple[str, ...],
    document_id: str = "",
) -> Explanation:
    document_id = record.document_id if record else document_id
    text = load.load_texts(connection, [document_id])[document_id]
    snapshot = connection.execute(
        select(t.snapshot.c.sha256, t.snapshot.c.origin)
        .join(t.document, t.document.c.snapshot_id == t.snapshot.c.id)
        .where(t.document.c.id == document_id)
    ).one()
    return Explanation(
        kind=kind,
        record=record,
        document=load.load_heads(connection, [document_id])[document_id],
        span=whole,
        before=text[max(0, whole.start - AROUND) : whole.start],
        text=whole.of(text),
        after=text[whole.end : whole.end + AROUND],
        parts=parts,
        snapshot_sha256=snapshot.sha256,
        origin=snapshot.origin,
        related=related,
    )
