"""A first look at a ledger: what its latest days hold, what is told most, what contradicts, whose control changed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from qawl.corroborate.context import World
from qawl.model.account import Account, Conflict, PlaceCard, Situation
from qawl.situating import situation_of
from qawl.situation.control_tables import ControlWords
from qawl.store.filters import ConflictFilter, DocumentFilter
from qawl.store.ledger import Ledger
from qawl.store.overview import DayCount, Voice
from qawl.store.records import DocumentHead

_LISTED = 6
_VOICES = 10
_PLACES = 8


@dataclass(frozen=True, slots=True)
class Overview:
    """The days from ``since`` to ``until`` at a glance; both are empty in a ledger without dated articles."""

    since: str
    until: str
    documents: Sequence[DocumentHead]
    days: Sequence[DayCount]
    voices: Sequence[Voice]
    accounts: Sequence[Account]
    conflicts: Sequence[Conflict]


@dataclass(frozen=True, slots=True)
class Change:
    """A place of which other holders are claimed on the last day than on the first."""

    place: PlaceCard
    before: Situation
    after: Situation


def overview_of(ledger: Ledger, *, until: str = "", days: int) -> Overview:
    """The ``days`` days up to ``until``, or up to the newest article.

    Raises:
        UsageError: ``until`` is no day.
    """
    last = until or ledger.newest_day()
    if not last:
        latest = ledger.page_of_documents(limit=_LISTED).records
        return Overview("", "", latest, (), (), (), ())
    since = _days_before(last, days - 1)
    in_days = DocumentFilter(since=since, until=last)
    return Overview(
        since=since,
        until=last,
        documents=ledger.page_of_documents(in_days, limit=_LISTED).records,
        days=ledger.claims_by_day(since, last),
        voices=ledger.voices(since, last, limit=_VOICES),
        accounts=ledger.accounts_told_most(since, last, limit=_LISTED),
        conflicts=ledger.page_of_conflicts(ConflictFilter(since=since, until=last), limit=_LISTED).records,
    )


def control_changes(
    ledger: Ledger, world: World, words: ControlWords, *, since: str, until: str, stale_days: int
) -> list[Change]:
    """Places of whose control most is said in these days, where the claimed holders changed."""
    found = []
    for place in ledger.places_of_control(since, until, limit=_PLACES):
        if world.place_of(place) is None:
            continue
        before, after = (
            situation_of(ledger, world, place, day, stale_days=stale_days, words=words)
            for day in (_days_before(since, 1), until)
        )
        then, now = before.situations[0], after.situations[0]
        if _holders(then) != _holders(now):
            found.append(Change(after.place, then, now))
    return found


def _holders(situation: Situation) -> frozenset[str]:
    return frozenset(holder for standing in situation.standings for holder in standing.holders)


def _days_before(day: str, days: int) -> str:
    return (date.fromisoformat(day) - timedelta(days)).isoformat()
