"""Who is meant by the name of a party that holds a place, and which names stand for one side.

«القوات» and «التنظيم» identify nobody by themselves: they are whom the document's other claims call so, else an unknown
holder, which agrees and conflicts with no one.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace

from qawl.model.account import ClaimCard, PartyCard
from qawl.situation.control_tables import ControlWords, bare, is_among, listed, words_in

_COUNTRY = "country."


@dataclass(frozen=True, slots=True)
class Holder:
    """A party that holds or leaves; ``keys`` are its id and its wholes, none for an unknown one.

    ``umbrellas`` are loose names under which it goes as well.
    """

    key: str
    name: str
    keys: frozenset[str] = frozenset()
    umbrellas: frozenset[str] = frozenset()


def are_one_side(left: Holder, right: Holder) -> bool:
    """True for one actor, a part and its whole, two parts of one whole, and an actor and its umbrella.

    A country is a whole too, but two parts of it may be at war: «البشمركة» and «الجيش العراقي».
    """
    ends = (left.key, right.key)
    shared = any(key in ends or not key.startswith(_COUNTRY) for key in left.keys & right.keys)
    return shared or left.key in right.umbrellas or right.key in left.umbrellas


def parties_by_document(cards: Iterable[ClaimCard]) -> dict[str, frozenset[PartyCard]]:
    """The actors that each document's claims identify, under every name that they bear there."""
    found: dict[str, set[PartyCard]] = defaultdict(set)
    for card in cards:
        named = (party for party in (*card.actors, *card.targets) if not party.key.startswith("name:"))
        found[card.document].update(replace(party, is_inherited=False) for party in named)
    return {card.document: frozenset(found[card.document]) for card in cards}


def holder_of(party: PartyCard, parties: frozenset[PartyCard], words: ControlWords) -> Holder:
    """The holder that a party names, where need be by the other parties of its document."""
    if not party.key.startswith("name:"):
        return _known(party, party.name, words)
    own = [word for word in words_in(party.name) if not is_among(word, words.joining)]
    core = [word for word in own if not is_among(word, words.members)]
    telling = {bare(word) for word in core if not is_among(word, words.groups)}
    groups = [form for word in core if (form := listed(word, words.groups)) is not None]
    found = [other for other in parties if _goes_on_from(other, telling, groups)]
    if found and frozenset.intersection(*(_keys(other, words) for other in found)):
        return _known(min(found, key=lambda other: (len(other.within), other.key)), party.name, words)
    if all(is_among(word, words.groups | words.members | words.adjectives) for word in own):
        return Holder("", party.name)
    return Holder(party.key, party.name, frozenset({party.key}))


def _known(party: PartyCard, name: str, words: ControlWords) -> Holder:
    keys = _keys(party, words)
    umbrellas = frozenset(umbrella for umbrella, members in words.umbrellas.items() if keys & members)
    return Holder(party.key, name, keys, umbrellas)


def _goes_on_from(other: PartyCard, telling: set[str], groups: list[str]) -> bool:
    """True where the other's name has all telling words, or without any the group words: «القوات العراقية».

    Of several group words the first may be missing: «قوات النظام» is «النظام السوري».
    """
    name = [bare(word) for word in words_in(other.name)]
    if telling:
        return telling <= {form for word in name for form in (word, listed(word, telling)) if form is not None}
    if len(groups) == 1:
        return any(listed(word, frozenset(groups)) is not None for word in name[:2])
    return bool(groups) and all(any(listed(word, {group}) for word in name) for group in groups[1:])


def _keys(party: PartyCard, words: ControlWords) -> frozenset[str]:
    keys = {party.key, *party.within}
    for key in tuple(keys):
        state, dot, body = key.partition(".")
        if dot and len(state) == 2 and body in words.bodies:
            keys |= {f"{_COUNTRY}{state.upper()}", f"state.{state.upper()}"}
        elif state == "capital" or key == party.key and key.startswith(_COUNTRY):  # «دمشق» for its government
            keys |= {f"{_COUNTRY}{body}", f"state.{body}"}
    return frozenset(keys)
