"""Claims: one conflict fact, by one speaker or in the article's own voice."""

from dataclasses import dataclass
from enum import StrEnum

from qawl.model.entity import Link
from qawl.model.mention import Mention, RuleId
from qawl.model.span import Span


class ClaimType(StrEnum):
    """The fourteen types of conflict fact; definitions in docs/records.md."""

    CONTROL = "control"
    CAPTURE = "capture"
    WITHDRAWAL = "withdrawal"
    CLASH = "clash"
    STRIKE = "strike"
    ATTACK = "attack"
    CASUALTIES = "casualties"
    DISPLACEMENT = "displacement"
    DETENTION = "detention"
    AGREEMENT = "agreement"
    OPERATION = "operation"
    SUPPORT = "support"
    CAPABILITY = "capability"
    AID = "aid"


class Status(StrEnum):
    """How the speaker presents the claim. Never a judgement of ours."""

    ASSERTED = "asserted"
    DENIED = "denied"
    PREDICTED = "predicted"
    POSSIBLE = "possible"
    DEMANDED = "demanded"


class Basis(StrEnum):
    """How exact a quantity is said to be."""

    EXACT = "exact"
    ABOUT = "about"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    VAGUE = "vague"


class Harm(StrEnum):
    """What happened to the people counted."""

    KILLED = "killed"
    WOUNDED = "wounded"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Quantity:
    """A count with its bounds. «At least twelve dead»: min 12, max None, basis at_least.

    ``unit`` is the counted noun in the singular or ``%``; ``counted`` is the noun as it stands (the
    speaker's word: شهيد and قتيل stay apart). ``part_of`` is the mention of the total this is a part
    of («بينهم»). ``since`` is an EDTF date for running totals.
    """

    mention: Mention
    min: float | None
    max: float | None
    unit: str
    counted: str
    basis: Basis
    harm: Harm | None = None
    part_of: Span | None = None
    since: str | None = None


@dataclass(frozen=True, slots=True)
class TimeRange:
    """When something happened: an EDTF string and its first and last day (ISO dates, inclusive)."""

    edtf: str
    first: str
    last: str


@dataclass(frozen=True, slots=True)
class Party:
    """An actor or target of a claim: the name as given, and what it denotes if known."""

    name: str
    link: Link


@dataclass(frozen=True, slots=True)
class Claim:
    """One conflict fact. ``status`` is according to its speaker; ``statement`` is None in the article's own voice.

    ``event`` and ``mode`` are PLOVER's, None for states such as control. ``place`` and ``time`` are
    links of mentions; ``inherited`` on them says they stand outside the evidence clause. ``rule`` is the
    predicate and the status rule; ``rules`` are all that had a part in the record.
    """

    id: str
    document_id: str
    type: ClaimType
    event: str | None
    mode: str | None
    evidence: Span
    status: Status
    statement: str | None = None
    actors: tuple[Party, ...] = ()
    targets: tuple[Party, ...] = ()
    place: Link | None = None
    time: Link | None = None
    quantity: Quantity | None = None
    flags: tuple[str, ...] = ()
    rule: RuleId = ""
    rules: tuple[RuleId, ...] = ()
