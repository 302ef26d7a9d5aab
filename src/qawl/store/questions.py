"""The questions that the database is asked, asked of records that people have decided on."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, func, select

from qawl.model.days import first_day, last_day
from qawl.model.statement import Speaker
from qawl.store import derived as d
from qawl.store import tables as t
from qawl.store.filters import ClaimFilter, StatementFilter, places_named
from qawl.store.records import DocumentHead, StoredClaim, StoredStatement
from qawl.store.rows import FoldText, speaker_key


def claim_fits(connection: Connection, stored: StoredClaim, wanted: ClaimFilter, fold: FoldText) -> bool:
    """True for a claim that the filter asks for."""
    claim = stored.claim
    if wanted.type and claim.type != wanted.type or wanted.status and claim.status != wanted.status:
        return False
    if wanted.since and stored.days[1] < first_day(wanted.since):
        return False
    if wanted.until and not "" < stored.days[0] <= last_day(wanted.until):
        return False
    if wanted.place:
        target = claim.place.target if claim.place is not None else None
        if target not in set(connection.execute(places_named(wanted.place, fold)).scalars()):
            return False
    if wanted.actor:
        parties = [(party.name, party.link.target) for party in (*claim.actors, *claim.targets)]
        if not _is_called(connection, parties, wanted.actor, wanted.actor_ids, fold):
            return False
    if wanted.speaker and not _is_by(connection, stored.speaker, claim.document_id, wanted, fold):
        return False
    if wanted.origins > 1 and _origins(connection, claim.id) < wanted.origins:
        return False
    return _is_of_document(stored.document, wanted)


def statement_fits(connection: Connection, stored: StoredStatement, wanted: StatementFilter, fold: FoldText) -> bool:
    """True for a statement that the filter asks for."""
    statement = stored.statement
    if wanted.stance and statement.stance != wanted.stance:
        return False
    if wanted.since and stored.document.day < first_day(wanted.since):
        return False
    if wanted.until and not "" < stored.document.day <= last_day(wanted.until):
        return False
    if wanted.speaker and not _is_by(connection, statement.speaker, statement.document_id, wanted, fold):
        return False
    return _is_of_document(stored.document, wanted)


def _is_by(
    connection: Connection,
    speaker: Speaker | None,
    document_id: str,
    wanted: ClaimFilter | StatementFilter,
    fold: FoldText,
) -> bool:
    """True where a speaker of a document has the id or name that a filter asks for."""
    if speaker is None:
        return False
    named = [("" if speaker.is_private else speaker.name, speaker.entity)]
    is_meant = wanted.speaker == speaker_key(speaker, document_id)
    return is_meant or _is_called(connection, named, wanted.speaker, wanted.speaker_ids, fold)


def _origins(connection: Connection, claim_id: str) -> int:
    """Apparently independent origins of the account that a claim is in; one where it stands alone."""
    query = (
        select(func.max(d.account.c.origins))
        .join(d.account_claim, d.account_claim.c.account_id == d.account.c.id)
        .where(d.account_claim.c.claim_id == claim_id)
    )
    return connection.execute(query).scalar() or 1


def _is_called(
    connection: Connection,
    named: Iterable[tuple[str, str | None]],
    wanted: str,
    ids: tuple[str, ...],
    fold: FoldText,
) -> bool:
    words = wanted.strip()
    folded = fold(words)
    for name, entity in named:
        if folded in fold(name) and (name or not folded) or entity is not None and entity in (words, *ids):
            return True
        if entity is not None and _is_known_as(connection, entity, words, folded):
            return True
    return False


def _is_known_as(connection: Connection, entity: str, words: str, folded: str) -> bool:
    row: Any = connection.execute(select(t.actor.c.folded, t.actor.c.name_en).where(t.actor.c.id == entity)).first()
    return row is not None and (folded in row.folded or words.casefold() in row.name_en.casefold())


def _is_of_document(head: DocumentHead, wanted: StatementFilter | ClaimFilter) -> bool:
    return (
        (wanted.all_versions or head.is_current)
        and wanted.document_id in ("", head.id)
        and wanted.outlet in ("", head.outlet.id, head.outlet.name)
    )
