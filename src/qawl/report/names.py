"""Names of speakers, parties and places in the language of the page.

The actor and place files give both names; where they know nothing the Arabic name of the article stands,
marked as Arabic, in an English sentence too.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from qawl.model.claim import Party
from qawl.model.entity import Actor, Link, Place
from qawl.model.statement import Speaker
from qawl.report.phrases import Phrase, name

T = TypeVar("T")
PlaceSource = Callable[[str], Place | None] | Mapping[str, Place]
ActorSource = Callable[[str], Actor | None] | Mapping[str, Actor]


@dataclass(frozen=True, slots=True)
class Names:
    """Looks ids up; answers with names. What is not known is answered by what the article says."""

    place_of: Callable[[str], Place | None]
    actor_of: Callable[[str], Actor | None]

    def place(self, link: Link | None) -> Place | None:
        """The place a link denotes."""
        return None if link is None or link.target is None else self.place_of(link.target)

    def of_place(self, place: Place, language: str) -> Phrase:
        """A place's name."""
        return _bilingual(place.name_ar, place.name_en, language)

    def of_speaker(self, speaker: Speaker, language: str) -> Phrase:
        """A speaker's name; empty for an impersonal cue."""
        return self.of_entity(speaker.entity, speaker.name or speaker.short_name, language)

    def of_party(self, party: Party, language: str) -> Phrase:
        """An actor's or target's name."""
        return self.of_entity(party.link.target, party.name, language)

    def of_entity(self, target: str | None, given: str, language: str) -> Phrase:
        """The name of what has this id, else what is ``given``: in Arabic the article's own word stands, in English
        the files are asked first."""
        if language == "ar" and given.strip():
            return name(given, language="ar")
        known = None if target is None else self.actor_of(target) or self.place_of(target)
        if known is None:
            return name(given, language="ar")
        return _bilingual(known.name_ar or given, known.name_en, language)


def names_from(place_of: PlaceSource, actor_of: ActorSource | None = None) -> Names:
    """Names from look-up functions or mappings; either may raise ``KeyError`` for what it does not know."""
    return Names(_lookup(place_of), _lookup({} if actor_of is None else actor_of))


def _lookup(source: Callable[[str], T | None] | Mapping[str, T]) -> Callable[[str], T | None]:
    find = source.__getitem__ if isinstance(source, Mapping) else source

    def known(target: str) -> T | None:
        try:
            return find(target)
        except KeyError:
            return None

    return known


def _bilingual(arabic: str, english: str, language: str) -> Phrase:
    if language == "en" and english.strip():
        return name(english, language="en")
    return name(arabic, language="ar") if arabic.strip() else name(english, language="en")
