"""What stands out in some days of a ledger: counts and lists for a first look, each bounded by those days.

Nothing here asks about the whole ledger, so that the answers cost as much in a large one as in a small one. Versions of
a page that a newer one replaced are left out.
"""

from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from qawl.model.account import Account
from qawl.store import derived as d
from qawl.store import tables as t
from qawl.store.corroboration import account_of
from qawl.store.engine import reading_from
from qawl.store.paging import latest_first
from qawl.store.part import LedgerPart

_OF_CONTROL = ("capture", "control", "withdrawal")


@dataclass(frozen=True, slots=True)
class DayCount:
    """How many claims of one type a day has."""

    day: str
    type: str
    count: int


@dataclass(frozen=True, slots=True)
class Voice:
    """How often somebody with a name is quoted, and with which stance; ``entity`` is an actor's or person's id."""

    speaker_id: str
    name: str
    entity: str | None
    count: int
    stances: tuple[tuple[str, int], ...]


class OverviewAnswers(LedgerPart):
    """The part of a ledger that tells what stands out in some days. ``since`` and ``until`` are days, inclusive."""

    def newest_day(self) -> str:
        """The day of the newest article, empty for none."""
        query = select(func.max(t.document.c.published_day)).where(t.document.c.is_current)
        with reading_from(self._engine) as connection:
            return connection.execute(query).scalar() or ""

    def claims_by_day(self, since: str, until: str) -> list[DayCount]:
        """Claims whose own time begins in these days, by day and type."""
        query = (
            select(t.claim.c.first_day, t.claim.c.type, func.count())
            .join(t.document, t.document.c.id == t.claim.c.document_id)
            .where(t.claim.c.first_day.between(since, until), t.document.c.is_current)
            .group_by(t.claim.c.first_day, t.claim.c.type)
            .order_by(t.claim.c.first_day, t.claim.c.type)
        )
        with reading_from(self._engine) as connection:
            return [DayCount(*row) for row in connection.execute(query)]

    def voices(self, since: str, until: str, *, limit: int) -> list[Voice]:
        """Who is quoted most in articles of these days, by name; private people are not among them."""
        with reading_from(self._engine) as connection:
            return _voices(connection, since, until, limit)

    def accounts_told_most(self, since: str, until: str, *, limit: int) -> list[Account]:
        """Accounts of these days from two origins or more, those with most apparently independent ones first."""
        query = (
            select(d.account)
            .where(d.account.c.first_day.between(since, until), d.account.c.origins > 1)
            .order_by(d.account.c.origins.desc(), latest_first(d.account.c.first_day), d.account.c.id)
            .limit(limit)
        )
        with reading_from(self._engine) as connection:
            return [account_of(row) for row in connection.execute(query)]

    def places_of_control(self, since: str, until: str, *, limit: int) -> list[str]:
        """The places of whose control most is said in these days, by id."""
        query = (
            select(t.claim.c.place_id)
            .where(
                t.claim.c.first_day.between(since, until),
                t.claim.c.type.in_(_OF_CONTROL),
                t.claim.c.place_id.is_not(None),
            )
            .group_by(t.claim.c.place_id)
            .order_by(func.count().desc(), t.claim.c.place_id)
            .limit(limit)
        )
        with reading_from(self._engine) as connection:
            return [place for place in connection.execute(query).scalars() if place is not None]


def _voices(connection: Connection, since: str, until: str, limit: int) -> list[Voice]:
    key = func.coalesce(t.speaker.c.entity, t.speaker.c.folded)
    of_days = (
        select(key.label("key"), t.statement.c.speaker_id, t.statement.c.stance, func.count().label("times"))
        .join(t.document, t.document.c.id == t.statement.c.document_id)
        .join(t.speaker, t.speaker.c.id == t.statement.c.speaker_id)
        .where(t.document.c.published_day.between(since, until), t.document.c.is_current, t.speaker.c.folded != "")
        .group_by(key, t.statement.c.speaker_id, t.statement.c.stance)
    )
    counts: dict[str, dict[str, int]] = {}
    best: dict[str, tuple[int, str]] = {}
    for row in connection.execute(of_days):
        of_speaker = counts.setdefault(row.key, {})
        of_speaker[row.stance] = of_speaker.get(row.stance, 0) + row.times
        best[row.key] = max(best.get(row.key, (0, "")), (row.times, row.speaker_id))
    most = sorted(counts, key=lambda key: (-sum(counts[key].values()), key))[:limit]
    wanted = [best[key][1] for key in most]
    known = {row.id: row for row in connection.execute(select(t.speaker).where(t.speaker.c.id.in_(wanted)))}
    return [
        Voice(
            speaker_id=speaker,
            name=known[speaker].name,
            entity=known[speaker].entity,
            count=sum(counts[key].values()),
            stances=tuple(sorted(counts[key].items(), key=lambda stance: (-stance[1], stance[0]))),
        )
        for key, speaker in zip(most, wanted, strict=True)
    ]
