"""Situations of places from a ledger: the claims become cards, the rules of ``qawl.situation.control`` do the rest."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from qawl.corroborate.cards import cards_of
from qawl.corroborate.context import World
from qawl.errors import UsageError
from qawl.lexicon.load import DATA
from qawl.model.account import ClaimCard, PartyCard, PlaceCard, Situation
from qawl.model.days import first_day, last_day
from qawl.shapes import plain
from qawl.situation.control import control_of_place, history_of_place
from qawl.situation.control_rows import is_area, situation_geojson, situation_rows
from qawl.situation.control_tables import ControlWords, is_among, load_control_words, words_in
from qawl.store.about_places import PlaceReadings
from qawl.store.ledger import Ledger

STALE_DAYS = 60


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
    readings = ledger.control_readings(place.id, until=on, known_on=known, fresh_from=fresh)
    cards = _cards(readings, world, tables)
    found = control_of_place(cards, place, day=on, known_on=known, stale_days=stale_days, words=tables)
    return Situated(place, (found,), {card.id: card for card in cards})


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
    cards = _cards(ledger.control_readings(place.id, until=last, known_on=known), world, tables)
    days = [day for card in cards if card.place == place for day in (card.first, card.published) if day is not None]
    start = _first(since) if since else min(days, default=last)
    found = history_of_place(
        cards, place, since=start, until=last, known_on=known, stale_days=stale_days, words=tables
    )  # fmt: skip
    if since is None and len(found) > 1 and not found[0].standings:
        found = found[1:]
    return Situated(place, tuple(found), {card.id: card for card in cards})


def _cards(found: PlaceReadings, world: World, words: ControlWords) -> list[ClaimCard]:
    cards = (
        card
        for reading in found.readings
        for card in cards_of(reading, world, copy_of=found.originals.get(reading.document.id, ""))
    )
    return [replace(card, actors=tuple(_named(party, world, words) for party in card.actors)) for card in cards]


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
