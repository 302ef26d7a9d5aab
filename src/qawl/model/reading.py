"""A reading: everything one version of rules and data found in one document."""

from dataclasses import dataclass

from qawl.model.claim import Claim
from qawl.model.document import Document
from qawl.model.entity import Actor, Link, Place
from qawl.model.headline import HeadlineFinding
from qawl.model.statement import Statement


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """A toponym of the text and what it denotes; ``place`` is None when nothing fits well enough."""

    link: Link
    place: Place | None


@dataclass(frozen=True, slots=True)
class Reading:
    """One pass of one rule-and-data version over a document.

    ``sentences`` are the sentence spans (start, end) of the text, in order. ``actors`` are the known
    actors that its links point at, each once. ``headline`` is what the headline says otherwise than the body.
    """

    document: Document
    version: str
    statements: tuple[Statement, ...]
    claims: tuple[Claim, ...]
    places: tuple[PlaceMention, ...]
    sentences: tuple[tuple[int, int], ...] = ()
    actors: tuple[Actor, ...] = ()
    headline: tuple[HeadlineFinding, ...] = ()
