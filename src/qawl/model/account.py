"""What is derived from records: copies, pairs of claims, accounts, conflicts, control, relations, predictions.

Nothing here is stored as truth. Each value follows from the records under one version of the rules, carries its
reasons, and may be thrown away and made again. Core functions take ``ClaimCard``s: claims with everything that
comparing them needs, so that they know neither store nor text files.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from qawl.model.claim import Claim
from qawl.model.document import DatePrecision
from qawl.model.span import Span
from qawl.model.statement import SpeakerKind


@dataclass(frozen=True, slots=True)
class PlaceCard:
    """A place with what it lies in: ``within`` are ids, the nearest first, the country last. Degrees, WGS 84."""

    id: str
    name: str
    kind: str
    country: str
    latitude: float
    longitude: float
    within: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SpeakerCard:
    """Who speaks, for counting. ``key`` names the origin: whoever speaks for one institution has one key.

    ``institution`` is the actor that a person or spokesman speaks for, by id, where it is known. ``said_by`` is the key
    of the speaker's own name, without the institution. An anonymous speaker's key holds the outlet. ``within`` are ids
    that the institution is part of, its state among them.
    """

    key: str
    name: str
    kind: SpeakerKind
    entity: str | None = None
    institution: str | None = None
    is_anonymous: bool = False
    said_by: str = ""
    within: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PartyCard:
    """An actor or target. ``key`` is its id, else «name:» and its folded name; ``within`` are ids of its parents."""

    key: str
    name: str
    within: tuple[str, ...] = ()
    is_inherited: bool = False


@dataclass(frozen=True, slots=True)
class ClaimCard:
    """A claim with everything that comparing it needs.

    ``words`` is the evidence as it stands. ``published`` is the outlet's calendar day. ``first`` and ``last`` are the
    days of the claim's own time, inclusive, both None when it is undated. ``speakers`` is the chain of a claim, its
    ultimate speaker first, the outlet last; in the article's own voice it is the outlet alone. ``quote`` is the content
    of its statement, folded, empty in the article's own voice. ``copy_of`` is the id of the document that its document
    copies, itself when it is an original. ``counted`` is the class of what its number counts («people», «fighters»),
    else the counted noun itself, folded; ``is_total`` says that the number has been running since some day;
    ``is_embedded`` that its statement denies something else before it («نفى شن غارات ردا على هجوم»); ``is_quoted``
    that its statement is quoted word for word; ``is_of_gas`` that it tells of an attack with poison gas;
    ``is_in_doubt`` that its words only name what is charged or looked into; ``is_initial`` that they call their count a
    first one. ``around`` are the bare words of the sentence in which the evidence stands, sorted: «الهجوم» alone could
    be any attack.
    """

    claim: Claim
    document: str
    article: str
    outlet: str
    words: str
    published: str | None = None
    first: str | None = None
    last: str | None = None
    is_dated_by_evidence: bool = False
    place: PlaceCard | None = None
    is_placed_by_evidence: bool = False
    actors: tuple[PartyCard, ...] = ()
    targets: tuple[PartyCard, ...] = ()
    speakers: tuple[SpeakerCard, ...] = ()
    quote: str = ""
    copy_of: str = ""
    counted: str = ""
    is_total: bool = False
    is_embedded: bool = False
    is_quoted: bool = False
    around: tuple[str, ...] = ()
    is_of_gas: bool = False
    is_in_doubt: bool = False
    is_initial: bool = False

    @property
    def id(self) -> str:
        """The claim's id."""
        return self.claim.id

    @property
    def day(self) -> str:
        """The day by which what is crowded is split: the claim's own first, else that of publication."""
        return self.first or self.published or ""

    @property
    def origin(self) -> SpeakerCard:
        """The ultimate speaker."""
        return self.speakers[0]


class Verdict(StrEnum):
    """What two claims are to each other."""

    SAME = "same"
    CONFLICTS = "conflicts"
    UNRELATED = "unrelated"
    UNSURE = "unsure"


class ConflictKind(StrEnum):
    """In what two claims about one happening contradict each other."""

    FIGURE = "figure"
    PERPETRATOR = "perpetrator"
    OUTCOME = "outcome"
    DENIAL = "denial"
    CONTROL = "control"


@dataclass(frozen=True, slots=True)
class Pair:
    """Two claims compared: the verdict, what it was made from, and the rule. ``left`` < ``right`` by id.

    ``features`` are names with values from 0 to 1. ``kind`` says in what the two contradict each other.
    """

    left: str
    right: str
    verdict: Verdict
    rule: str
    features: tuple[tuple[str, float], ...] = ()
    kind: ConflictKind | None = None


@dataclass(frozen=True, slots=True)
class Conflict:
    """A contradiction inside an account: two claims with the spans that contradict each other, and their origins."""

    kind: ConflictKind
    left: str
    right: str
    left_span: Span
    right_span: Span
    left_origin: str
    right_origin: str
    rule: str


@dataclass(frozen=True, slots=True)
class OriginGroup:
    """Claims that count as one origin, and why: the speaker's key, the claims, the rule that joined them."""

    key: str
    name: str
    claims: tuple[str, ...]
    rule: str
    is_anonymous: bool = False


@dataclass(frozen=True, slots=True)
class Account:
    """Claims about one happening. ``origins`` are those *apparently* independent of each other.

    ``first`` and ``last`` are the days on which its claims put it; ``place`` is the id of the most exact place on which
    they agree. ``figures`` are runs of numbers that belong together (a rising toll), as ids of claims in order of time.
    """

    id: str
    type: str
    claims: tuple[str, ...]
    representative: str
    place: str | None
    first: str | None
    last: str | None
    origins: tuple[OriginGroup, ...]
    conflicts: tuple[Conflict, ...] = ()
    figures: tuple[tuple[str, ...], ...] = ()
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Difference:
    """A stretch in which a copy has other words: spans of both, None where nothing stands, and whether it counts."""

    original: Span | None
    copy: Span | None
    original_words: str
    copy_words: str
    is_figure: bool = False

    def turned(self) -> "Difference":
        """The same with both sides changed."""
        return Difference(self.copy, self.original, self.copy_words, self.original_words, self.is_figure)


@dataclass(frozen=True, slots=True)
class Copy:
    """A document that repeats another: how alike they are (0 to 1), the shared passages and what differs.

    ``is_part``: the original stands inside a longer article. ``credit`` is the agency that the copy names, if any.
    """

    document: str
    original: str
    similarity: float
    rule: str
    passages: tuple[tuple[Span, Span], ...] = ()
    differences: tuple[Difference, ...] = ()
    is_part: bool = False
    credit: str = ""

    def turned(self) -> "Copy":
        """The same two documents with the other one as the original, as their family may have it."""
        return replace(
            self,
            document=self.original,
            original=self.document,
            passages=tuple((two, one) for one, two in self.passages),
            differences=tuple(one.turned() for one in self.differences),
        )


@dataclass(frozen=True, slots=True)
class CopyFamily:
    """Documents that repeat one text: the likely original and the rule that chose it, its copies, sorted by id.

    ``holders`` are longer documents in which the original, or a passage of it, stands among other things.
    """

    original: str
    copies: tuple[str, ...]
    holders: tuple[str, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words between quotation marks that an article puts into somebody's mouth; ``words`` as they stand.

    ``speaker`` is the key of the origin, ``speaker_name`` its name, empty for private persons. ``published`` is the
    time of publication in ISO 8601, None when it is unknown, as exact as ``precision`` says.
    """

    id: str
    document: str
    article: str
    outlet: str
    span: Span
    words: str
    speaker: str
    speaker_name: str
    published: str | None = None
    precision: DatePrecision = DatePrecision.DAY


@dataclass(frozen=True, slots=True)
class CarriedQuotation:
    """One article's form of a quotation beside the likely original: ``rule`` says how the two relate.

    ``quote.same``, ``quote.cut``, ``quote.fuller`` or ``quote.reworded``; ``quote.linked`` where only other forms tie
    it to the original. ``similarity`` is the share of the shorter one's words that stand in the longer, 0 to 1.
    """

    quotation: Quotation
    rule: str
    similarity: float


@dataclass(frozen=True, slots=True)
class QuotationFamily:
    """One quotation in several articles: the likely original, the rule that chose it, and the other carriers."""

    original: Quotation
    reason: str
    carriers: tuple[CarriedQuotation, ...]

    @property
    def outlets(self) -> tuple[str, ...]:
        """Who carries it, each once, in order."""
        return tuple(sorted({self.original.outlet, *(one.quotation.outlet for one in self.carriers)}))


class ControlVerdict(StrEnum):
    """What the standing claims about a place amount to."""

    AGREED = "agreed"
    CONTESTED = "contested"
    SINGLE_ORIGIN = "single_origin"
    STALE = "stale"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Standing:
    """One speaker's latest standing claim about who holds a place; ``holders`` are keys of parties.

    ``origin`` is the key under which the speaker counts: an anonymous source is its outlet's, a copy the original's.
    ``is_overtaken``: somebody else says that the place was taken or left on a later day. ``repeated_by`` are claims
    that say the same for the same origin.
    """

    speaker: SpeakerCard
    claim: str
    says: str
    holders: tuple[str, ...]
    names: tuple[str, ...]
    day: str
    age_days: int
    share: tuple[float, float] | None = None
    is_denied: bool = False
    is_stale: bool = False
    is_overtaken: bool = False
    origin: str = ""
    repeated_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Situation:
    """Who is said to hold a place on a day, according to whom, and the verdict with the rule that gave it."""

    place: str
    day: str
    known_on: str | None
    verdict: ControlVerdict
    rule: str
    standings: tuple[Standing, ...] = ()


class Outcome(StrEnum):
    """What later claims say of a prediction."""

    BORNE_OUT = "borne_out"
    CONTRADICTED = "contradicted"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Prediction:
    """A forecast, its horizon (ISO days, None where none is stated), and what later claims say of it.

    ``settled_by`` are the claims that settle it, or for an open one those that speak of it and do not suffice.
    ``about`` names what is foretold and where, alike for all who repeat the forecast; ``is_negative`` says that it is
    foretold not to come.
    """

    claim: str
    speaker: str
    made: str | None
    horizon_first: str | None
    horizon_last: str | None
    outcome: Outcome
    rule: str
    settled_by: tuple[str, ...] = ()
    about: str = ""
    is_negative: bool = False


@dataclass(frozen=True, slots=True)
class Tally:
    """How many forecasts of a speaker came out how; a forecast told again within days counts once.

    ``rate`` is the share of the settled ones that were borne out, and None below the least number of settled ones,
    for a share of a few says nothing about anybody. ``rule`` says which it is.
    """

    speaker: str
    made: int
    borne_out: int
    contradicted: int
    open: int
    rate: float | None
    rule: str

    @property
    def settled(self) -> int:
        """Those that later claims bear out or contradict."""
        return self.borne_out + self.contradicted


class RelationKind(StrEnum):
    """How one actor is said to stand to another."""

    BACKS = "backs"
    FIGHTS = "fights"
    COMMANDS = "commands"
    ALLIED = "allied"
    AGREES = "agrees"


@dataclass(frozen=True, slots=True)
class Relation:
    """One actor to another, according to a claim: backs, fights, commands, is allied with, has an agreement with.

    ``actor`` and ``target`` are ids; a relation that has no direction names the two in order of id. ``first`` and
    ``last`` are the days of the claim's own time, ``published`` its outlet's day. ``claim`` is empty for what
    the data files say of offices and parts; ``speaker`` is then ``data``.
    """

    kind: str
    actor: str
    target: str
    claim: str
    speaker: str
    first: str | None
    last: str | None
    is_denied: bool = False
    published: str | None = None
    rule: str = ""
    speaker_name: str = ""


@dataclass(frozen=True, slots=True)
class RelationNode:
    """An actor in a graph of relations, with its names."""

    id: str
    name_ar: str
    name_en: str


@dataclass(frozen=True, slots=True)
class RelationEdge:
    """All that one speaker says of one relation between two actors: its claims, and from when to when they put it."""

    kind: str
    actor: str
    target: str
    speaker: str
    speaker_name: str
    is_denied: bool
    first: str | None
    last: str | None
    claims: tuple[str, ...]
    count: int


@dataclass(frozen=True, slots=True)
class RelationGraph:
    """Actors and what is said of them, sorted by id."""

    nodes: tuple[RelationNode, ...]
    edges: tuple[RelationEdge, ...]


@dataclass(frozen=True, slots=True)
class Credibility:
    """The Admiralty number of a claim, 1 (confirmed) to 6 (cannot be judged), with its reasons.

    It is suggested from origins: ``beside`` and ``against`` name those that stand by the claim and those that
    contradict it. Where a reviewer overruled it, ``suggested`` is what the rules say, ``rule`` is ``number.reviewed``,
    and ``overruled_by`` and ``overruled_at`` say who and when; the reason comes first.
    """

    claim: str
    number: int
    rule: str
    reasons: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    against: tuple[str, ...] = ()
    suggested: int | None = None
    overruled_by: str = ""
    overruled_at: datetime | None = None
