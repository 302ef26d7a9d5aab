"""Who and what is named in a ledger: speakers, actors, places and outlets, with how often, and what is known of each.

People are listed in a public role only: whoever speaks as a resident, witness or relative has no name here. Counting
all names reads an index from end to end; whoever lists them keeps the answer until the ledger changes.
"""

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import Connection, func, or_, select

from qawl.model.statement import SpeakerKind
from qawl.store import tables as t
from qawl.store.engine import reading_from
from qawl.store.paging import latest_first
from qawl.store.part import LedgerPart
from qawl.store.reviews import chunks

_LATEST = 2000


class NameKind(StrEnum):
    """What a name is the name of."""

    SPEAKERS = "speakers"
    ACTORS = "actors"
    PLACES = "places"
    OUTLETS = "outlets"


@dataclass(frozen=True, slots=True)
class NameCount:
    """A name with its id and how often it occurs: statements of a speaker, claims about an actor or a place, articles
    of an outlet. ``folded`` is the Arabic name as searches spell it."""

    id: str
    name_ar: str
    name_en: str
    kind: str
    count: int
    folded: str = ""


@dataclass(frozen=True, slots=True)
class KnownSpeaker:
    """A speaker in a public role: ``roles`` and ``affiliations`` are those that articles gave, the commonest first.

    ``outlets`` are ids and names of those that quote the speaker, with how often; ``stances`` how the speaker stands to
    what is said. All counts are over the latest statements, ``counted`` of them.
    """

    id: str
    name: str
    kind: str
    entity: str | None
    statements: int
    counted: int
    roles: tuple[tuple[str, int], ...]
    affiliations: tuple[tuple[str, int], ...]
    stances: tuple[tuple[str, int], ...]
    outlets: tuple[tuple[str, str, int], ...]


class NamedAnswers(LedgerPart):
    """The part of a ledger that tells of names."""

    def names(self, kind: NameKind) -> list[NameCount]:
        """All names of a kind, the commonest first."""
        with reading_from(self._engine) as connection:
            found = _LISTS[kind](connection)
        return sorted(found, key=lambda one: (-one.count, one.id))

    def known_speaker(self, speaker_id: str) -> KnownSpeaker | None:
        """What is known of a speaker by id, or of the actor or person that speaks; None for private people."""
        with reading_from(self._engine) as connection:
            return _known_speaker(connection, speaker_id)

    def claim_types(self, *, actor: str = "", place: str = "") -> list[tuple[str, int]]:
        """How many claims of each type name an actor or are about a place, both by id; most first."""
        query = select(t.claim.c.type, func.count(t.claim.c.id.distinct())).group_by(t.claim.c.type)
        if actor:
            query = query.join(t.claim_party, t.claim_party.c.claim_id == t.claim.c.id)
            query = query.where(t.claim_party.c.entity == actor)
        if place:
            query = query.where(t.claim.c.place_id == place)
        with reading_from(self._engine) as connection:
            found = [(kind, count) for kind, count in connection.execute(query)]
        return sorted(found, key=lambda one: (-one[1], one[0]))


def _speakers(connection: Connection) -> list[NameCount]:
    """Speakers with a name; those who are the same actor or person are one."""
    counts = connection.execute(select(t.statement.c.speaker_id, func.count()).group_by(t.statement.c.speaker_id))
    spoken: dict[str, int] = {row[0]: row[1] for row in counts}
    found: dict[str, NameCount] = {}
    best: dict[str, int] = {}
    columns = (t.speaker.c.id, t.speaker.c.name, t.speaker.c.kind, t.speaker.c.entity, t.speaker.c.folded)
    for own, name, kind, entity, folded in connection.execute(select(*columns).where(*_NAMED)):
        count = spoken.get(own, 0)
        if not count:
            continue
        key = entity or own
        before = found.get(key)
        total = count + (before.count if before is not None else 0)
        if before is None or count > best[key]:
            best[key] = count
            found[key] = NameCount(key, name, "", kind, total, folded)
        else:
            found[key] = NameCount(key, before.name_ar, "", before.kind, total, before.folded)
    return list(found.values())


def _actors(connection: Connection) -> list[NameCount]:
    """Listed actors that stand in claims."""
    query = (
        select(t.claim_party.c.entity, func.count())
        .where(t.claim_party.c.entity.is_not(None))
        .group_by(t.claim_party.c.entity)
    )
    counts: dict[str | None, int] = {row[0]: row[1] for row in connection.execute(query)}
    columns = (t.actor.c.id, t.actor.c.name_ar, t.actor.c.name_en, t.actor.c.kind, t.actor.c.folded)
    return [
        NameCount(key, arabic, english, kind, counts[key], folded)
        for key, arabic, english, kind, folded in connection.execute(select(*columns))
        if key in counts
    ]


def _places(connection: Connection) -> list[NameCount]:
    """Places that claims are about."""
    query = select(t.claim.c.place_id, func.count()).where(t.claim.c.place_id.is_not(None)).group_by(t.claim.c.place_id)
    counts: dict[str | None, int] = {row[0]: row[1] for row in connection.execute(query)}
    columns = (t.place.c.id, t.place.c.name_ar, t.place.c.name_en, t.place.c.kind)
    return [
        NameCount(key, arabic, english, kind, counts[key])
        for key, arabic, english, kind in connection.execute(select(*columns))
        if key in counts
    ]


def _outlets(connection: Connection) -> list[NameCount]:
    """Outlets with their articles, versions that were replaced left out."""
    query = (
        select(t.document.c.outlet_id, func.max(t.document.c.outlet_name), func.count())
        .where(t.document.c.is_current, t.document.c.outlet_id != "")
        .group_by(t.document.c.outlet_id)
    )
    return [NameCount(key, name or key, "", "outlet", count) for key, name, count in connection.execute(query)]


_NAMELESS = (SpeakerKind.ANONYMOUS.value, SpeakerKind.DOCUMENT.value)
_NAMED = (t.speaker.c.folded != "", t.speaker.c.kind.not_in(_NAMELESS) | t.speaker.c.entity.is_not(None))
"""Whoever has a name in public: no private person, and nobody who is only described."""

_LISTS = {
    NameKind.SPEAKERS: _speakers,
    NameKind.ACTORS: _actors,
    NameKind.PLACES: _places,
    NameKind.OUTLETS: _outlets,
}


def _known_speaker(connection: Connection, speaker_id: str) -> KnownSpeaker | None:
    of_speaker = or_(t.speaker.c.id == speaker_id, t.speaker.c.entity == speaker_id)
    rows = connection.execute(select(t.speaker).where(of_speaker, *_NAMED)).all()
    if not rows:
        return None
    ids = [row.id for row in rows]
    total = sum(
        connection.execute(select(func.count()).where(t.statement.c.speaker_id.in_(some))).scalar_one()
        for some in chunks(set(ids))
    )
    names: Counter[str] = Counter()
    roles: Counter[str] = Counter()
    affiliations: Counter[str] = Counter()
    stances: Counter[str] = Counter()
    outlets: Counter[tuple[str, str]] = Counter()
    latest = (
        select(
            t.statement.c.speaker_id,
            t.statement.c.role,
            t.statement.c.affiliation,
            t.statement.c.stance,
            t.document.c.outlet_id,
            t.document.c.outlet_name,
        )
        .join(t.document, t.document.c.id == t.statement.c.document_id)
        .where(t.statement.c.speaker_id.in_(ids[:_LATEST]), t.document.c.is_current)
        .order_by(latest_first(t.document.c.published_day))
        .limit(_LATEST)
    )
    for row in connection.execute(latest):
        names[row.speaker_id] += 1
        roles[row.role] += 1
        affiliations[row.affiliation] += 1
        stances[row.stance] += 1
        outlets[row.outlet_id, row.outlet_name] += 1
    commonest = next((name for name, _ in names.most_common(1)), ids[0])
    best = next(row for row in rows if row.id == commonest)
    return KnownSpeaker(
        id=speaker_id,
        name=best.name,
        kind=best.kind,
        entity=best.entity,
        statements=total,
        counted=sum(names.values()),
        roles=_most(roles),
        affiliations=_most(affiliations),
        stances=tuple(stances.most_common()),
        outlets=tuple((outlet, name or outlet, count) for (outlet, name), count in outlets.most_common(10)),
    )


def _most(counts: Counter[str]) -> tuple[tuple[str, int], ...]:
    return tuple((name, count) for name, count in counts.most_common(6) if name)
