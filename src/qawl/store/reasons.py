"""Why a record is there: the rules that made it, the words they saw, and the stored page behind it."""

from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from qawl.errors import UsageError
from qawl.model.claim import Claim
from qawl.model.entity import Link
from qawl.model.span import Span
from qawl.model.statement import Statement
from qawl.store import load
from qawl.store import tables as t
from qawl.store.records import Explanation, PlaceFacts

_AROUND = 160
_SHORTEST = 4
Part = tuple[str, str, Span | None]


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
        select(t.claim.c.id).where(t.claim.c.place_id == place_id).order_by(t.claim.c.first_day.desc(), t.claim.c.id)
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
    raise UsageError(f"{record_id}: no statement, claim or document of {ledger_name} has this id. The lists show ids.")


def _explain_statement(connection: Connection, statement: Statement) -> Explanation:
    speaker = statement.speaker
    parts: list[Part] = [("cue", statement.cue_lemma, statement.cue)]
    if statement.source:
        parts.append(("source", "", statement.source))
    parts += [("content", statement.manner.value, span) for span in statement.content]
    known_as = f" = {speaker.entity}" if speaker.entity else ""
    parts.append(("speaker", f"{speaker.name or 'nobody named'} ({speaker.kind.value}){known_as}", None))
    parts.append(("speaker by", f"{speaker.rule or 'no rule'}, score {speaker.score:.2f}", None))
    parts.append(("stance", f"{statement.stance.value}, commitment {statement.commitment.value}", None))
    if statement.parent:
        parts.append(("inside", statement.parent, None))
    claims = select(t.claim.c.id).where(t.claim.c.statement_id == statement.id).order_by(t.claim.c.ordinal)
    spans = [statement.cue, *statement.content, *([statement.source] if statement.source else [])]
    whole = Span(min(span.start for span in spans), max(span.end for span in spans))
    return _explanation(
        connection,
        "statement",
        statement,
        whole=whole,
        rules=(*statement.rules, speaker.rule),
        parts=parts,
        related=tuple(connection.execute(claims).scalars()),
    )


def _explain_claim(connection: Connection, claim: Claim) -> Explanation:
    event = " ".join(word for word in (claim.event, claim.mode) if word) or "a state, no event"
    parts: list[Part] = [("type", f"{claim.type.value}: {event}", None), ("status", claim.status.value, None)]
    for role, parties in (("actor", claim.actors), ("target", claim.targets)):
        parts += [_link_part(role, party.link, party.name) for party in parties]
    parts += [_link_part(role, link, "") for role, link in (("place", claim.place), ("time", claim.time)) if link]
    quantity = claim.quantity
    if quantity:
        bounds = "..".join("?" if bound is None else f"{bound:g}" for bound in (quantity.min, quantity.max))
        parts.append(("quantity", f"{bounds} {quantity.unit} ({quantity.basis.value})", quantity.mention.span))
    parts += [("flag", flag, None) for flag in claim.flags]
    links = [link for link in (claim.place, claim.time, *(p.link for p in (*claim.actors, *claim.targets))) if link]
    rules = (claim.rule, *(link.rule for link in links), *([quantity.mention.rule] if quantity else []))
    return _explanation(
        connection,
        "claim",
        claim,
        whole=claim.evidence,
        rules=rules,
        parts=parts,
        related=(claim.statement,) if claim.statement else (),
    )


def _link_part(role: str, link: Link, name: str) -> Part:
    words = [word for word in (name, f"= {link.target}" if link.target else "") if word]
    words.append(f"by {link.rule or 'no rule'}, score {link.score:.2f}")
    if link.inherited:
        words.append("inherited from outside the evidence")
    if link.runners_up:
        words.append("not " + ", ".join(link.runners_up))
    return role, " ".join(words), link.mention.span if link.mention else None


def _explain_document(connection: Connection, document_id: str) -> Explanation:
    row = connection.execute(select(t.document).where(t.document.c.id == document_id)).one()
    published = row.published_at.isoformat() if row.published_at else "unknown"
    parts: list[Part] = [
        ("title", row.title, None),
        ("address", row.url, None),
        ("published", f"{published} (says {row.published_said_by or 'nobody'})", None),
        ("extractor", row.extractor, None),
        ("version", "the newest of its article" if row.is_current else "superseded by a newer one", None),
    ]
    statements = (
        select(t.statement.c.id).where(t.statement.c.document_id == document_id).order_by(t.statement.c.ordinal)
    )
    return _explanation(
        connection,
        "document",
        None,
        whole=Span(0, len(row.text)),
        rules=(),
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
    rules: tuple[str, ...],
    parts: list[Part],
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
        before=text[max(0, whole.start - _AROUND) : whole.start],
        text=whole.of(text),
        after=text[whole.end : whole.end + _AROUND],
        rules=tuple(dict.fromkeys(rule for rule in rules if rule)),
        parts=tuple((name, value, span) for name, value, span in parts),
        snapshot_sha256=snapshot.sha256,
        origin=snapshot.origin,
        related=related,
    )
