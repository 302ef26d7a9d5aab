"""What a ledger answers about many places at once: how much is claimed of each, on which days, and who holds what.

A map asks for a whole region and a day, again with every step of its slider. Counting is the database's work; no claim
is loaded for it. As everywhere, what people have decided counts as they decided it.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import Column, Connection, Select, func, or_, select

from qawl.model.days import first_day
from qawl.model.entity import Place
from qawl.store import load
from qawl.store import tables as t
from qawl.store.about_places import TYPES, PlaceReadings, find_control_cards, find_control_readings
from qawl.store.decided import find_decided, touched_claims
from qawl.store.decided_places import decide_on_places
from qawl.store.engine import reading_from
from qawl.store.filters import ClaimFilter, Condition, claim_conditions
from qawl.store.paging import latest_first
from qawl.store.part import LedgerPart
from qawl.store.questions import claim_fits
from qawl.store.records import StoredClaim


@dataclass(frozen=True, slots=True)
class PlaceCount:
    """How many claims of one type are about a place."""

    place_id: str
    type: str
    claims: int


class PlaceAnswers(LedgerPart):
    """The part of a ledger that tells of many places at once."""

    def place_counts(self, wanted: ClaimFilter | None = None) -> list[PlaceCount]:
        """How many of the claims that fit are about which place, by type; most first.

        A claim whose time is longer than a year («in the last years») counts only from the year in which it begins.
        """
        wanted = wanted or ClaimFilter()
        with reading_from(self._engine) as connection:
            columns = (t.claim.c.place_id, t.claim.c.type)
            found = self._counted(connection, columns, wanted, t.claim.c.place_id.is_not(None))
            for stored in self._touched(connection, wanted):
                if stored.place is not None:
                    found[stored.place.id, stored.claim.type.value] += 1
        ordered = sorted(found.items(), key=lambda item: (-item[1], item[0]))
        return [PlaceCount(place, kind, claims) for (place, kind), claims in ordered if claims > 0]

    def claim_days(self, wanted: ClaimFilter | None = None) -> dict[str, int]:
        """Of how many claims that fit which day is the first of their time, in order of days."""
        wanted = wanted or ClaimFilter()
        with reading_from(self._engine) as connection:
            found = self._counted(connection, (t.claim.c.first_day,), wanted, t.claim.c.first_day.is_not(None))
            found.update((stored.days[0],) for stored in self._touched(connection, wanted) if stored.days[0])
        return {day: claims for (day,), claims in sorted(found.items()) if claims > 0}

    def control_holders(self, *, limit: int | None = None) -> list[tuple[str, str, int]]:
        """The listed actors who are said to hold, take or leave places: id, a name, how many claims; most first."""
        query = (
            select(t.claim_party.c.entity, func.min(t.claim_party.c.name), func.count().label("claims"))
            .join(t.claim, t.claim.c.id == t.claim_party.c.claim_id)
            .where(t.claim.c.type.in_(TYPES), t.claim_party.c.role == "actor", t.claim_party.c.entity.is_not(None))
            .group_by(t.claim_party.c.entity)
            .order_by(func.count().desc(), t.claim_party.c.entity)
            .limit(limit)
        )
        with reading_from(self._engine) as connection:
            return [(entity, name, claims) for entity, name, claims in connection.execute(query)]

    def places_of(self, place_ids: Iterable[str]) -> dict[str, Place]:
        """Places of the ledger by id; those that it does not have are left out."""
        with reading_from(self._engine) as connection:
            return load.load_places(connection, place_ids)

    def control_places(self, *, until: str, limit: int | None = None) -> list[str]:
        """Places of which somebody said up to a day who holds, took or left them; the latest spoken of first."""
        query = (
            select(t.claim.c.place_id, func.max(t.claim.c.first_day).label("latest"))
            .where(
                t.claim.c.place_id.is_not(None),
                t.claim.c.type.in_(TYPES),
                t.claim.c.first_day <= until,
            )
            .group_by(t.claim.c.place_id)
            .order_by(latest_first(func.max(t.claim.c.first_day)), t.claim.c.place_id)
            .limit(limit)
        )
        with reading_from(self._engine) as connection:
            return [row.place_id for row in connection.execute(query)]

    def control_claims(self) -> int:
        """How many claims say who holds, took or left a place."""
        with reading_from(self._engine) as connection:
            return connection.execute(select(func.count()).where(t.claim.c.type.in_(TYPES))).scalar_one()

    def control_readings(
        self,
        *place_ids: str,
        until: str,
        known_on: str | None = None,
        fresh_from: str | None = None,
        older: int = 100,
    ) -> PlaceReadings:
        """What the current documents say about who holds places up to a day, as readings cut down to that.

        ``known_on``: only of documents published by then. ``fresh_from``: of claims older than this only the latest
        ``older`` of each place.
        """
        with reading_from(self._engine) as connection:
            found = find_control_readings(
                connection, place_ids, until=until, known_on=known_on, fresh_from=fresh_from, older=older
            )
            return decide_on_places(
                connection, found, place_ids, until=until, known_on=known_on, apply=self._apply_reviews
            )

    def control_cards(
        self,
        *place_ids: str,
        until: str,
        known_on: str | None = None,
        fresh_from: str | None = None,
        older: int = 100,
    ) -> PlaceReadings:
        """The same with stored cards in the place of readings where a document has been derived and not reviewed."""
        with reading_from(self._engine) as connection:
            found = find_control_cards(
                connection, place_ids, until=until, known_on=known_on, fresh_from=fresh_from, older=older
            )
            return decide_on_places(
                connection, found, place_ids, until=until, known_on=known_on, apply=self._apply_reviews
            )

    def _counted(
        self, connection: Connection, columns: tuple[Column[Any], ...], wanted: ClaimFilter, *more: Condition
    ) -> Counter[tuple[str, ...]]:
        """Claims that fit, by some columns, without those that people have touched.

        An index holds all that is counted but not whether a document is superseded. So all claims are counted first,
        which reads the index alone, and those of the few superseded documents taken off.
        """
        conditions = [*claim_conditions(replace(wanted, all_versions=True), self._fold_words), *more]
        if wanted.since:
            conditions.append(t.claim.c.first_day >= _a_year_before(wanted.since))
        counted = select(*columns, func.count()).where(*conditions).group_by(*columns)
        if wanted.outlet:
            counted = counted.join(t.document, t.document.c.id == t.claim.c.document_id)
        found = Counter({tuple(row[:-1]): row[-1] for row in connection.execute(counted)})
        without = [] if wanted.all_versions else [t.claim.c.document_id.in_(_superseded())]
        touched = find_decided(connection, self._apply_reviews).claims
        if touched:
            without.append(t.claim.c.id.in_(sorted(touched)))
        if without:
            for row in connection.execute(counted.where(or_(*without))):
                found[tuple(row[:-1])] -= row[-1]
        return found

    def _touched(self, connection: Connection, wanted: ClaimFilter) -> Sequence[StoredClaim]:
        decided = find_decided(connection, self._apply_reviews)
        if not decided.claims:
            return ()
        touched = touched_claims(connection, decided, False)
        return [stored for stored in touched if claim_fits(connection, stored, wanted, self._fold_words)]

    def _fold_words(self, text: str) -> str:
        return self._fold(text).text


def _superseded() -> Select[tuple[str]]:
    """Documents of which a newer version is there; an index of articles says which have several."""
    several = select(t.document.c.article_id).group_by(t.document.c.article_id).having(func.count() > 1)
    return select(t.document.c.id).where(t.document.c.article_id.in_(several), t.document.c.is_current.is_(False))


def _a_year_before(day: str) -> str:
    first = date.fromisoformat(first_day(day))
    return date.fromordinal(max(1, first.toordinal() - 366)).isoformat()
