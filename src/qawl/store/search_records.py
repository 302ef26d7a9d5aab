"""What a search is asked and what it answers: hits with their words, how many there are, and what they are about."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from qawl.model.span import Span
from qawl.store.records import DocumentHead


class SearchKind(StrEnum):
    """What is looked for: sentences of articles, their headlines among them; statements; claims."""

    ARTICLES = "articles"
    STATEMENTS = "statements"
    CLAIMS = "claims"


class SearchSort(StrEnum):
    """The order of hits: by publication, or by how well they fit, which is told of the newest only."""

    NEWEST = "newest"
    OLDEST = "oldest"
    RELEVANCE = "relevance"


class FacetKind(StrEnum):
    """By what hits are counted; named as the filter that each narrows, dates by ``since`` and ``until``."""

    SPEAKER = "speaker"
    ACTOR = "actor"
    PLACE = "place"
    TYPE = "type"
    STANCE = "stance"
    STATUS = "status"
    OUTLET = "outlet"
    DATE = "date"


@dataclass(frozen=True, slots=True)
class SearchQuery:
    """What is looked for. ``text`` may be empty: then everything that fits the filters is found.

    ``speaker`` and ``actor`` are ids or parts of names, ``place`` an id or a name in any spelling, ``outlet`` an id or
    a name; ``speaker_ids`` and ``actor_ids`` are actors that the names are known to mean. ``since`` and ``until`` are
    days, months or years of publication, inclusive. A claim has the speaker and stance of its statement, a statement
    the actors, places, types and statuses of its claims, a sentence those of all that stands in it. ``after`` is the
    ``next`` of the answer before.
    """

    text: str = ""
    kind: SearchKind = SearchKind.ARTICLES
    speaker: str = ""
    speaker_ids: tuple[str, ...] = ()
    actor: str = ""
    actor_ids: tuple[str, ...] = ()
    place: str = ""
    type: str = ""
    stance: str = ""
    status: str = ""
    outlet: str = ""
    since: str = ""
    until: str = ""
    sort: SearchSort = SearchSort.NEWEST
    limit: int = 20
    after: str = ""

    @property
    def has_filters(self) -> bool:
        """True where anything but words narrows the search."""
        return any((self.speaker, self.actor, self.place, self.type, self.stance, self.status)) or any(
            (self.outlet, self.since, self.until)
        )


@dataclass(frozen=True, slots=True)
class Label:
    """A value that hits are about, and its names where the ledger knows any; else the value names itself."""

    value: str
    name_ar: str = ""
    name_en: str = ""


@dataclass(frozen=True, slots=True)
class SaidHere:
    """A statement that stands in a hit; ``speaker`` is None where nobody is named, or somebody in no public role."""

    id: str
    stance: str
    speaker: Label | None


@dataclass(frozen=True, slots=True)
class ClaimedHere:
    """A claim that stands in a hit."""

    id: str
    type: str
    status: str


@dataclass(frozen=True, slots=True)
class SearchHit:
    """What was found: ``span`` of its document's text, in the ``text`` shown, which is at ``shown``.

    ``record_id`` is the statement's or the claim's, empty for a sentence; ``sentence`` is where its sentence begins.
    ``highlights`` are code points of the document's text, like all spans. ``is_cut`` says whether words
    were left out before and after what is shown.
    """

    kind: SearchKind
    record_id: str
    document: DocumentHead
    span: Span
    sentence: int
    shown: Span
    text: str
    highlights: tuple[Span, ...]
    is_cut: tuple[bool, bool] = (False, False)
    statements: tuple[SaidHere, ...] = ()
    claims: tuple[ClaimedHere, ...] = ()

    @property
    def voices(self) -> tuple[SaidHere, ...]:
        """Who says what kind of thing here, each once."""
        return tuple({(one.speaker, one.stance): one for one in reversed(self.statements)}.values())[::-1]

    @property
    def told(self) -> tuple[ClaimedHere, ...]:
        """What kinds of claims are made here, each once."""
        return tuple({(one.type, one.status): one for one in reversed(self.claims)}.values())[::-1]

    @property
    def pieces(self) -> tuple[tuple[str, bool], ...]:
        """The words shown, in pieces that are marked or not."""
        pieces, last = [], self.shown.start
        for mark in self.highlights:
            start = max(mark.start, last)
            if start < mark.end:
                pieces += [(self._words(last, start), False), (self._words(start, mark.end), True)]
                last = mark.end
        return tuple(piece for piece in (*pieces, (self._words(last, self.shown.end), False)) if piece[0])

    def _words(self, start: int, end: int) -> str:
        return self.text[start - self.shown.start : end - self.shown.start]


@dataclass(frozen=True, slots=True)
class FacetValue:
    """How many of the counted hits are about something."""

    label: Label
    count: int


@dataclass(frozen=True, slots=True)
class Facet:
    """What the counted hits are about, the most frequent first; months and years in their order."""

    kind: FacetKind
    values: tuple[FacetValue, ...]


@dataclass(frozen=True, slots=True)
class SearchCount:
    """How many hits there are, or that there are more than so many."""

    number: int
    is_more: bool = False


@dataclass(frozen=True, slots=True)
class SearchAnswer:
    """Hits of one page, how many there are of each kind, and what they are about.

    Where there are more than are counted, facets are those of the newest, or with ``oldest`` of the oldest. ``next`` is
    what asks for the page after this one, empty on the last. ``unfiltered`` is what the words alone would find, where
    filters leave nothing. ``filters`` name the speaker, actor, place and outlet that were asked for.
    """

    hits: tuple[SearchHit, ...]
    counts: Mapping[SearchKind, SearchCount] = field(default_factory=dict)
    facets: tuple[Facet, ...] = ()
    next: str = ""
    unfiltered: SearchCount | None = None
    filters: Mapping[FacetKind, Label] = field(default_factory=dict)
