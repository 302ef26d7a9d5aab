"""Entities and links: where meaning enters. A link says what a mention denotes, how sure, and by which rule."""

from dataclasses import dataclass

from qawl.model.mention import Mention, RuleId

AREA_KINDS = frozenset({"border", "country", "district", "province", "region", "river"})
"""Kinds of places that have no position of their own: a pin in the middle of one would be read as its position."""


@dataclass(frozen=True, slots=True)
class Actor:
    """A state body, armed group, organisation, outlet or public person of the actor files."""

    id: str
    name_ar: str
    name_en: str
    kind: str
    sector: str = ""
    country: str = ""
    parent: str | None = None
    wikidata: str | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """A place of the gazetteer. Latitude and longitude in degrees (WGS 84); for areas the centre."""

    id: str
    name_ar: str
    name_en: str
    kind: str
    country: str
    latitude: float
    longitude: float
    parent: str | None = None
    geonames: int | None = None
    population: int = 0

    @property
    def is_area(self) -> bool:
        """True for what has no position of its own."""
        return self.kind in AREA_KINDS


@dataclass(frozen=True, slots=True)
class Link:
    """What a mention denotes: an actor, person or place id, or an EDTF value; None is an honest answer.

    ``inherited`` is True when the mention stands outside the evidence of the record that uses it.
    """

    mention: Mention | None
    target: str | None
    score: float
    rule: RuleId
    runners_up: tuple[str, ...] = ()
    inherited: bool = False
