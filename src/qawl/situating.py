"""Situations of places from a ledger: the claims become cards, the rules of ``qawl.situation.control`` do the rest."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from threading import Lock
from typing import Any

from qawl.corroborate.cards import cards_of
from qawl.corroborate.context import World
from qawl.errors import UsageError
from qawl.lexicon.load import DATA
from qawl.model.account import ClaimCard, PartyCard, PlaceCard, Situation
from qawl.model.days import first_day, last_day
from qawl.shapes import plain
from qawl.situation.control import control_of_place, history_of_place, situation_on, without_recaps
from qawl.situation.control_events import Event, events_of
from qawl.situation.control_rows import is_area, situation_geojson, situation_rows
from qawl.situation.control_tables import ControlWords, is_among, load_control_words, words_in
from qawl.store.about_places import PlaceReadings
from qawl.store.ledger import Ledger

STALE_DAYS = 60
_OLDER_ON_MAPS = 10
_MOST_KEPT = 15_000  # claims on control: about three seconds of reading and 300 MB, measured on made articles
_DAYS_KEPT = 40  # of a larger ledger: each day is about two seconds of reading where a million claims are
_FOREVER = "9999-12-31"


@dataclass(frozen=True, slots=True)
class Situated:
    """A place with its situations, one a point of time, and the cards of the claims on which they stand, by id."""

    place: PlaceCard
    situations: tuple[Situation, ...]
    cards: dict[str, ClaimCard]


def situation_of(
    ledger: Ledger,
    world: World,
    place_id: str,
    day: str,
    *,
    known_on: str | None = None,
    stale_days: int = STALE_DAYS,
    words: ControlWords | None = None,
) -> Situated:
    """Who is said to hold a place of the ledger on a day; a month or year means its last day.

    Raises:
        UsageError: a date is none, or the ledger has no such place.
    """
    on, known = _date(day), _date(known_on) if known_on else None
    tables = words or load_control_words()
    place = _place(ledger, world, place_id)
    fresh = _days_before(on, stale_days)
    readings = ledger.control_cards(place.id, until=on, known_on=known, fresh_from=fresh)
    cards = _cards(readings, world, tables)
    found = control_of_place(cards, place, day=on, known_on=known, stale_days=stale_days, words=tables)
    return Situated(place, (found,), {card.id: card for card in cards})


def situations_of(
    ledger: Ledger,
    world: World,
    place_ids: Sequence[str],
    day: str,
    *,
    known_on: str | None = None,
    stale_days: int = STALE_DAYS,
    words: ControlWords | None = None,
) -> list[Situation]:
    """Who is said to hold each of many places on a day, in the order given: what a map of that day shows.

    The same as ``situation_of`` one by one, in a few queries. Of claims too old to count only the latest ten of a place
    are read, which tell who was said to hold it last.

    Raises:
        UsageError: a date is none, or the ledger has no such place.
    """
    on, known = _date(day), _date(known_on) if known_on else None
    fresh = _days_before(on, stale_days)
    readings = ledger.control_cards(*place_ids, until=on, known_on=known, fresh_from=fresh, older=_OLDER_ON_MAPS)
    events = _events_by_place(ledger, world, place_ids, readings, known, words or load_control_words())
    return [_on_day(said, place, on, known, stale_days) for place, said in events]


class SituationsByDay:
    """Situations of all places on any day, quickly: what is claimed is read once, until the ledger changes.

    For a map whose slider asks for day after day. A ledger with more than ``_MOST_KEPT`` claims on control is not kept:
    each day is read by itself then, and the last days that were asked for are remembered.
    """

    def __init__(self, ledger: Ledger, world: World, words: ControlWords, *, stale_days: int = STALE_DAYS) -> None:
        self._ledger, self._world, self._words, self._stale_days = ledger, world, words, stale_days
        self._lock = Lock()
        self._mark: str | None = None
        self._events: list[tuple[PlaceCard, list[Event]]] | None = None
        self._days: dict[tuple[str, str | None, int], list[Situation]] = {}

    def on(self, day: str, *, known_on: str | None = None, limit: int = 1000) -> list[Situation]:
        """The situation of each place of which somebody spoke up to the day, at most ``limit``, the latest first.

        Raises:
            UsageError: a date is none.
        """
        until = _date(day)
        with self._lock:
            self._forget_what_changed()
            found = self._days.pop((until, known_on, limit), None)
            if found is None:
                found = self._read(until, known_on, limit)
            self._days[until, known_on, limit] = found
            if len(self._days) > _DAYS_KEPT:
                del self._days[next(iter(self._days))]
            return found

    def _forget_what_changed(self) -> None:
        mark = self._ledger.last_change()
        if mark != self._mark:
            self._mark, self._events = mark, None
            self._days.clear()

    def _read(self, day: str, known_on: str | None, limit: int) -> list[Situation]:
        places = self._ledger.control_places(until=day, limit=limit)
        if known_on or self._ledger.control_claims() > _MOST_KEPT:
            return situations_of(
                self._ledger,
                self._world,
                places,
                day,
                known_on=known_on,
                stale_days=self._stale_days,
                words=self._words,
            )
        wanted = {place: rank for rank, place in enumerate(places)}
        kept = [(place, said) for place, said in self._kept() if place.id in wanted]
        kept.sort(key=lambda one: wanted[one[0].id])
        return [_on_day(said, place, day, None, self._stale_days) for place, said in kept]

    def _kept(self) -> list[tuple[PlaceCard, list[Event]]]:
        if self._events is None:
            places = self._ledger.control_places(until=_FOREVER)
            readings = self._ledger.control_cards(*places, until=_FOREVER)
            self._events = _events_by_place(self._ledger, self._world, places, readings, None, self._words)
        return self._events


def _events_by_place(
    ledger: Ledger,
    world: World,
    place_ids: Sequence[str],
    readings: PlaceReadings,
    known_on: str | None,
    words: ControlWords,
) -> list[tuple[PlaceCard, list[Event]]]:
    """What is said of each place: by the claims of the documents that say something of it, as for one place alone."""
    by_document: dict[str, list[ClaimCard]] = defaultdict(list)
    telling: dict[str, set[str]] = defaultdict(set)
    for card in _cards(readings, world, words):
        by_document[card.document].append(card)
        if card.place is not None:
            telling[card.place.id].add(card.document)
    found = []
    for place_id in place_ids:
        place = _place(ledger, world, place_id)
        cards = [card for document in sorted(telling[place_id]) for card in by_document[document]]
        found.append((place, events_of(cards, place, known_on=known_on, words=words)))
    return found


def _on_day(events: Sequence[Event], place: PlaceCard, day: str, known_on: str | None, stale_days: int) -> Situation:
    """The situation of a day; what is told only of later days is left out first, as if nobody had read it yet."""
    said = [event for event in events if (event.card.first or event.card.published or day) <= day]
    return situation_on(without_recaps(said, stale_days), place, day=day, known_on=known_on, stale_days=stale_days)


def history_of(
    ledger: Ledger,
    world: World,
    place_id: str,
    *,
    since: str | None = None,
    until: str,
    known_on: str | None = None,
    stale_days: int = STALE_DAYS,
    words: ControlWords | None = None,
) -> Situated:
    """The situations of a place, one for each change up to ``until``; without ``since`` from the first claim on.

    Raises:
        UsageError: a date is none, or the ledger has no such place.
    """
    last, known = _date(until), _date(known_on) if known_on else None
    tables = words or load_control_words()
    place = _place(ledger, world, place_id)
    fresh = _days_before(_first(since), stale_days) if since else None
    cards = _cards(ledger.control_cards(place.id, until=last, known_on=known, fresh_from=fresh), world, tables)
    days = [
        day
        for card in cards
        if card.place and card.place.id == place.id
        for day in (card.first, card.published)
        if day is not None
    ]
    start = _first(since) if since else min(days, default=last)
    found = history_of_place(
        cards, place, since=start, until=last, known_on=known, stale_days=stale_days, words=tables
    )  # fmt: skip
    if since is None and len(found) > 1 and not found[0].standings:
        found = found[1:]
    return Situated(place, tuple(found), {card.id: card for card in cards})


def _cards(found: PlaceReadings, world: World, words: ControlWords) -> list[ClaimCard]:
    stored = (_copying(card, found.originals.get(card.document, card.document)) for card in found.cards)
    made = (
        card
        for reading in found.readings
        for card in cards_of(reading, world, copy_of=found.originals.get(reading.document.id, ""))
    )
    return [_with_names(card, world, words) for card in (*stored, *made)]


def _copying(card: ClaimCard, original: str) -> ClaimCard:
    """A card as of a copy also where its document only holds a passage of another."""
    return card if card.copy_of == original else replace(card, copy_of=original)


def _with_names(card: ClaimCard, world: World, words: ControlWords) -> ClaimCard:
    actors = tuple(_named(party, world, words) for party in card.actors)
    return card if actors == card.actors else replace(card, actors=actors)


def _named(party: PartyCard, world: World, words: ControlWords) -> PartyCard:
    """«مقاتلو تنظيم داعش», «قوات من الجيش السوري»: a listed actor's name behind words for a group is that actor."""
    if not party.key.startswith("name:"):
        return party
    said = words_in(party.name)
    for at in range(1, len(said)):
        if not is_among(said[at - 1], words.groups | words.members | words.joining):
            break
        actor = world.actor_named(" ".join(said[at:]))
        if actor is not None:
            return PartyCard(actor, party.name, world.wholes(actor), party.is_inherited)
    return party


def _place(ledger: Ledger, world: World, place_id: str) -> PlaceCard:
    card = world.place_card(place_id)
    if card is not None:
        return card
    for place in ledger.places(place_id):
        if place.id == place_id:
            within = () if place.parent is None else (place.parent,)
            return PlaceCard(
                place.id, place.name_ar, place.kind, place.country, place.latitude, place.longitude, within
            )
    raise UsageError(f"{place_id}: no such place in {ledger.name}. `qawl search` finds how articles name it.")


def _date(given: str) -> str:
    try:
        return last_day(given)
    except ValueError as error:
        raise UsageError(str(error)) from None


def _days_before(day: str, days: int) -> str:
    """So many days before a day; the first day that there is where none is so early."""
    at = date.fromisoformat(day)
    return date.fromordinal(max(1, at.toordinal() - days)).isoformat()


def _first(given: str) -> str:
    try:
        return first_day(given)
    except ValueError as error:
        raise UsageError(str(error)) from None


def situations_json(found: Sequence[Situated]) -> list[dict[str, Any]]:
    """Situations as plain values: each standing claim with its words, document and outlet."""
    return [
        plain(situation)
        | {
            "place": plain(situated.place),
            "standings": [
                plain(standing) | _evidence(situated.cards[standing.claim]) for standing in situation.standings
            ],
        }
        for situated in found
        for situation in situated.situations
    ]


def situations_rows(found: Sequence[Situated]) -> list[dict[str, Any]]:
    """One row a place, day and speaker."""
    return [
        row
        for situated in found
        for row in situation_rows(situated.situations, {situated.place.id: situated.place})
    ]  # fmt: skip


def situations_geojson(found: Sequence[Situated], world: World) -> dict[str, Any]:
    """One feature a place, day and speaker; provinces and regions as polygons, or without geometry, never a pin."""
    places = {situated.place.id: situated.place for situated in found}
    situations = [situation for situated in found for situation in situated.situations]
    return situation_geojson(situations, places, areas=_areas(places, world))


def _areas(places: Mapping[str, PlaceCard], world: World) -> dict[str, Any]:
    """The polygons of those places that are areas."""
    wanted = [place.id for place in places.values() if is_area(place)]
    if not wanted:
        return {}
    from qawl.lexicon.gazetteer import load_gazetteer
    from qawl.situation.areas import area_of, load_areas

    tables = load_areas(load_gazetteer(DATA))
    found = {place: area_of(place, world, tables) for place in wanted}
    return {place: area.polygon for place, area in found.items() if area is not None}


def _evidence(card: ClaimCard) -> dict[str, Any]:
    return {
        "evidence": card.words,
        "span": plain(card.claim.evidence),
        "status": card.claim.status.value,
        "document": card.document,
        "outlet": card.outlet,
        "published": card.published,
    }
