"""The fields of a record as a form shows them, and what of a form that came back is a correction.

A form holds all fields; a decision sets only those that somebody changed. Places and actors are written as corrections
write them, with the id in brackets: what counts is the id where there is one.
"""

from collections.abc import Mapping
from typing import assert_never

from qawl.model.claim import Claim
from qawl.model.document import Document
from qawl.model.entity import Link
from qawl.model.statement import Statement
from qawl.review.documents import document_facts
from qawl.review.values import parse_parties, parties_words, party_words, quantity_words, split_party

_NAMED = frozenset({"place", "outlet"})
_LISTS = frozenset({"actor", "target"})


def present_values(record: Claim | Statement | Document, *, names: Mapping[str, str]) -> dict[str, str]:
    """What stands in the fields of a record; ``names`` are those of places by id. Private people are not named."""
    if isinstance(record, Claim):
        place = _target(record.place)
        quantity = record.quantity
        return {
            "type": record.type.value,
            "status": record.status.value,
            "place": party_words(names.get(place, ""), place) if place else "",
            "time": _target(record.time),
            "actor": parties_words(record.actors),
            "target": parties_words(record.targets),
            "quantity": quantity_words(quantity),
            "harm": quantity.harm.value if quantity is not None and quantity.harm is not None else "",
        }
    if isinstance(record, Statement):
        speaker = record.speaker
        return {
            "speaker": "" if speaker.is_private else party_words(speaker.name, speaker.entity),
            "private": "yes" if speaker.is_private else "no",
            "stance": record.stance.value,
            "commitment": record.commitment.value,
            "manner": record.manner.value,
        }
    if isinstance(record, Document):
        facts = document_facts(record)
        return {
            "published": facts["published"],
            "outlet": party_words(facts["outlet_name"], facts["outlet"]) if facts["outlet"] else "",
            "title": facts["title"],
        }
    assert_never(record)


def changes(present: Mapping[str, str], given: Mapping[str, str]) -> dict[str, str]:
    """What a form sets anew, in the words of a correction; ``present`` is what it showed, or what stands there now."""
    found = {}
    for name, words in given.items():
        if name not in present:
            found[name] = words.strip()
        elif _value(name, words) != _value(name, present[name]):
            found |= _settings(name, words.strip())
    return found


def _settings(name: str, words: str) -> dict[str, str]:
    if name == "speaker":
        named, entity = split_party(words)
        return {"speaker": named, "entity": entity or ""}
    if name in _NAMED:
        named, key = split_party(words)
        return {name: key or named}
    if name in _LISTS:  # an id alone stands for its actor, in the name that the lists give
        return {name: "; ".join(words.split(";"))}
    return {name: words}


def _value(name: str, words: str) -> object:
    """What counts of a field: the id of a place, the names and ids of parties."""
    if name in _NAMED:
        named, key = split_party(words)
        return key or named
    if name in _LISTS:
        return [(party.name, party.link.target) for party in parse_parties(words)]
    return words.strip()


def _target(link: Link | None) -> str:
    return "" if link is None else link.target or ""
