"""Situations as pages show them: every speaker's standing claim, and the days on which something changed."""

from dataclasses import dataclass
from datetime import date

from qawl.api.bench import Workbench
from qawl.model.account import ClaimCard, Situation, Standing
from qawl.situating import Situated, history_of, situation_of
from qawl.store.about_places import TYPES
from qawl.store.filters import ClaimFilter

MOST_CHANGES = 60
A_YEAR = 365
_SPANS = (A_YEAR, 90, 30, 7, 1)
_MOST_CLAIMS = 200


@dataclass(frozen=True, slots=True)
class Change:
    """A day on which the picture changed: what it became, and the claims that were new in it."""

    day: str
    situation: Situation
    fresh: tuple[Standing, ...]
    cards: dict[str, ClaimCard]


def standing_on(bench: Workbench, place: str, day: str, *, known_on: str = "") -> Situated:
    """Who is said to hold a place on a day, by the settings of this ledger.

    Raises:
        UsageError: a date is none, or the ledger has no such place.
    """
    return situation_of(
        bench.ledger, bench.world, place, day, known_on=known_on or None,
        stale_days=bench.settings.corroborate.control_stale_days, words=bench.control_words,
    )  # fmt: skip


def days_to_tell(bench: Workbench, place: str, day: str) -> int:
    """A year, or where much is claimed of a place so many of the days before that a page can tell their history."""
    for days in _SPANS:
        wanted = ClaimFilter(place=place, since=_days_before(day, days), until=day)
        told = sum(one.claims for one in bench.ledger.place_counts(wanted) if one.type in TYPES)
        if told <= _MOST_CLAIMS:
            return days
    return _SPANS[-1]


def history_before(bench: Workbench, place: str, day: str, *, days: int, known_on: str = "") -> list[Change]:
    """What changed in so many days up to one, the latest first; at most ``MOST_CHANGES``."""
    since = _days_before(day, days)
    found = history_of(
        bench.ledger, bench.world, place, since=since, until=day, known_on=known_on or None,
        stale_days=bench.settings.corroborate.control_stale_days, words=bench.control_words,
    )  # fmt: skip
    changes = []
    known: set[str] = set()
    for situation in found.situations:
        fresh = tuple(one for one in situation.standings if one.claim not in known)
        known.update(one.claim for one in situation.standings)
        if situation.standings:
            changes.append(Change(situation.day, situation, fresh, found.cards))
    return changes[::-1][:MOST_CHANGES]


def _days_before(day: str, days: int) -> str:
    return date.fromordinal(max(1, date.fromisoformat(day).toordinal() - days)).isoformat()
