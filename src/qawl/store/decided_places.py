"""Who holds some places as people have decided: claims that they rejected go, those that they corrected are put in."""

from collections.abc import Collection, Iterable
from dataclasses import replace
from typing import TypeVar

from sqlalchemy import Connection

from qawl.model.claim import Claim
from qawl.model.days import days_of
from qawl.model.reading import Reading
from qawl.model.review import AppliesReviews, ReviewedReading
from qawl.model.statement import Statement
from qawl.store import load
from qawl.store.about_places import PlaceReadings, statements_around
from qawl.store.decided import find_decided

_Record = TypeVar("_Record", Claim, Statement)


def decide_on_places(
    connection: Connection,
    found: PlaceReadings,
    place_ids: Collection[str],
    *,
    until: str,
    known_on: str | None,
    apply: AppliesReviews,
) -> PlaceReadings:
    """The readings about places with what people have decided, and with claims that they corrected to be about one."""
    decided = find_decided(connection, apply)
    if not decided.readings:
        return found
    claims = {claim.id: claim for reading in decided.readings for claim in reading.claims}
    statements = {one.id: one for reading in decided.readings for one in reading.statements}
    readings = {
        reading.document.id: replace(
            reading,
            claims=tuple(_decided(reading.claims, claims, decided.claims)),
            statements=tuple(_decided(reading.statements, statements, decided.statements)),
        )
        for reading in found.readings
    }
    heads = load.load_heads(connection, [reading.document.id for reading in decided.readings])
    for reading in decided.readings:
        about = [claim for claim in reading.claims if claim.id in decided.claims and _is_about(claim, place_ids)]
        about = [claim for claim in about if (_first_day(claim, reading) or until) <= until]
        if not about or not heads[reading.document.id].is_current or _is_later(reading, known_on):
            continue
        old = readings.get(reading.document.id, Reading(reading.document, "", (), (), ()))
        more = statements_around(connection, {claim.statement for claim in about if claim.statement})
        more = {key: statements.get(key, one) for key, one in more.items()}
        readings[reading.document.id] = replace(
            old,
            claims=(*old.claims, *(claim for claim in about if claim.id not in {one.id for one in old.claims})),
            statements=(*old.statements, *(more[key] for key in sorted(set(more) - {s.id for s in old.statements}))),
        )
    return replace(found, readings=tuple(readings[key] for key in sorted(readings)))


def _decided(records: Iterable[_Record], decided: dict[str, _Record], touched: frozenset[str]) -> Iterable[_Record]:
    """Records as they were decided; those that were rejected are not among the decided ones."""
    for record in records:
        if record.id not in touched:
            yield record
        elif record.id in decided:
            yield decided[record.id]


def _is_about(claim: Claim, place_ids: Collection[str]) -> bool:
    return claim.place is not None and claim.place.target in place_ids


def _first_day(claim: Claim, reading: ReviewedReading) -> str | None:
    days = days_of(claim.time.target) if claim.time is not None and claim.time.target else None
    if days is not None:
        return days[0]
    published = reading.document.published_at
    return None if published is None else published.value.date().isoformat()


def _is_later(reading: ReviewedReading, known_on: str | None) -> bool:
    published = reading.document.published_at
    return known_on is not None and published is not None and published.value.date().isoformat() > known_on
