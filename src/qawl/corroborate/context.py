"""What comparing claims knows of the world: which actor is part of which, who speaks for whom, what lies in what."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from qawl.lexicon.gazetteer import Gazetteer, load_gazetteer
from qawl.lexicon.known import KnownNames, load_known, words_of
from qawl.lexicon.load import DATA, open_data
from qawl.model.account import PlaceCard
from qawl.model.entity import Place
from qawl.text.fold import fold_text

_LONGEST_CHAIN = 8
_OF_STATE = frozenset({"GOV", "MIL", "SPY", "LEG", "COP", "JUD"})
_RIVAL_STATES = frozenset({"LY", "PS", "SD", "YE"})  # where «the government» is more than one
_COUNTED = "corroborate/counted.yaml"
_RUNNING = "corroborate/running.yaml"
_GAS = "corroborate/gas.yaml"
_DOUBT = "corroborate/doubt.yaml"
_INITIAL = "corroborate/initial.yaml"
_SIGNS = ".,:;()[]{}\"'«»“”‘’-–،؛؟!…"


@dataclass(frozen=True, slots=True)
class World:
    """Look-ups over actors and places; missing is empty, never an error.

    ``states`` leads from a body of a state (its army, ministries, capital) to the state; ``counted`` from a counted
    noun to its class; ``running`` are words of totals that go on, ``gas`` of attacks with poison gas,
    ``doubt`` of what is charged or looked into, not said, ``initial`` of first counts.
    """

    parents: Mapping[str, str]
    institutions: Mapping[str, str]
    actor_named: Callable[[str], str | None]
    place_of: Callable[[str], Place | None]
    states: Mapping[str, str] = field(default_factory=dict)
    counted: Mapping[str, str] = field(default_factory=dict)
    running: frozenset[str] = frozenset()
    gas: frozenset[str] = frozenset()
    doubt: frozenset[str] = frozenset()
    initial: frozenset[str] = frozenset()

    def wholes(self, actor: str) -> tuple[str, ...]:
        """The actors that this one is part of, the nearest first, its state last."""
        found = _chain(actor, self.parents.get)
        state = next((self.states[part] for part in (actor, *found) if part in self.states), None)
        return found if state is None or state in (actor, *found) else (*found, state)

    def counted_class(self, noun: str) -> str:
        """The class of a counted noun, the folded noun itself when it has none."""
        folded = fold_text(noun)
        return self.counted.get(folded, folded)

    def is_running(self, words: str) -> bool:
        """True where words make their number a running total («منذ»)."""
        return _has_any(words, self.running)

    def is_in_doubt(self, words: str) -> bool:
        """True where words only name what is charged, looked into or called made up."""
        return _has_any(words, self.doubt)

    def is_initial(self, words: str) -> bool:
        """True where words call their count a first one."""
        return _has_any(words, self.initial)

    def is_of_gas(self, words: str) -> bool:
        """True where words speak of an attack with poison gas."""
        return _has_any(words, self.gas)

    def place_card(self, place_id: str) -> PlaceCard | None:
        """A place with everything it lies in; None when no list has it."""
        place = self.place_of(place_id)
        if place is None:
            return None
        within = _chain(place_id, lambda key: found.parent if (found := self.place_of(key)) else None)
        country = f"country.{place.country}" if place.country else ""
        if country and country not in within and country != place_id:
            within = (*within, country)
        return PlaceCard(place_id, place.name_ar, place.kind, place.country, place.latitude, place.longitude, within)


def load_world() -> World:
    """The world as the data files have it."""
    data = open_data(DATA)
    return make_world(load_known(data), load_gazetteer(data))


def load_counted() -> dict[str, str]:
    """Counted nouns and their classes."""
    rows = open_data(DATA).read_rows(_COUNTED, required=("id", "forms"), optional=())
    return {fold_text(form): row["id"] for row in rows for form in row["forms"]}


def make_world(known: KnownNames, gazetteer: Gazetteer) -> World:
    """The world of names and places that a reader has loaded."""
    parents = {entity.id: entity.parent for entity in known.entities.values() if entity.parent}
    institutions = {
        entity.id: role.actor for entity in known.entities.values() for role in entity.roles[:1] if role.actor
    }
    states = {
        entity.id: f"country.{entity.country}"
        for entity in known.entities.values()
        if entity.country not in _RIVAL_STATES
        and entity.country
        and (entity.category == "capital" or (entity.category == "actor" and entity.sector in _OF_STATE))
    }
    places: dict[str, Place | None] = {}

    def place_of(place_id: str) -> Place | None:
        if place_id not in places:
            places[place_id] = gazetteer.place(place_id) if place_id in gazetteer.rows else None
        return places[place_id]

    def actor_named(name: str) -> str | None:
        words = words_of(name)
        if not words:
            return None
        found = {
            form.entity.id
            for form in known.forms.get(words[0], {}).get(words[1] if len(words) > 1 else "", ())
            if form.words == words and form.entity.category == "actor"
        }
        return found.pop() if len(found) == 1 else None

    return World(
        parents,
        institutions,
        actor_named,
        place_of,
        states,
        counted=load_counted(),
        running=_load_forms(_RUNNING),
        gas=_load_forms(_GAS),
        doubt=_load_forms(_DOUBT),
        initial=_load_forms(_INITIAL),
    )


def _load_forms(file: str) -> frozenset[str]:
    rows = open_data(DATA).read_rows(file, required=("id", "forms"), optional=())
    return frozenset(fold_text(form) for row in rows for form in row["forms"])


def _has_any(words: str, forms: frozenset[str]) -> bool:
    """One of the forms stands among the words, as it is or behind «و», whatever marks surround it."""
    padded = f" {' '.join(word.strip(_SIGNS) for word in fold_text(words).split())} "
    return any(f" {form} " in padded or f" \N{ARABIC LETTER WAW}{form} " in padded for form in forms)


def _chain(start: str, parent_of: Callable[[str], str | None]) -> tuple[str, ...]:
    found: list[str] = []
    at = parent_of(start)
    while at is not None and at != start and at not in found and len(found) < _LONGEST_CHAIN:
        found.append(at)
        at = parent_of(at)
    return tuple(found)
