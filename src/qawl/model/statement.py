"""Statements: attribution relations in the sense of PARC (source, cue, content)."""

from dataclasses import dataclass, field, replace
from enum import StrEnum

from qawl.model.mention import RuleId
from qawl.model.span import Span


class SpeakerKind(StrEnum):
    """What sort of speaker a statement has."""

    PERSON = "person"
    ORGANIZATION = "organization"
    ANONYMOUS = "anonymous"
    OUTLET = "outlet"
    DOCUMENT = "document"
    GROUP = "group"
    STATE = "state"


class Manner(StrEnum):
    """How much of the content stands in quotation marks: all, none, some."""

    DIRECT = "direct"
    INDIRECT = "indirect"
    MIXED = "mixed"


class Stance(StrEnum):
    """What the speaker does with the content."""

    ASSERTS = "asserts"
    DENIES = "denies"
    PREDICTS = "predicts"
    DOUBTS = "doubts"
    DEMANDS = "demands"
    THREATENS = "threatens"
    PROMISES = "promises"
    ACCUSES = "accuses"
    ASKS = "asks"


class Commitment(StrEnum):
    """How far the cue stands behind the content: زعم low, قال medium, أكد high."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


@dataclass(frozen=True, slots=True)
class Speaker:
    """The speaker of one statement as resolved inside its article.

    ``name`` is the fullest name the article (or the actor file) gives, ``short_name`` the shortest
    unambiguous one in the article (what the interchange line carries). ``entity`` is an actor or
    person id when one is known. ``name`` is empty for impersonal cues («من المتوقع»). ``is_private`` marks
    people who speak in no public role (residents, witnesses, relatives): they are kept in the record and
    found by no name.
    """

    name: str
    short_name: str
    kind: SpeakerKind
    role: str = ""
    affiliation: str = ""
    entity: str | None = None
    rule: RuleId = ""
    score: float = 1.0
    is_private: bool = False

    def in_public(self) -> "Speaker":
        """The speaker as lists and pages name them: people who speak in no public role have no name there."""
        return replace(self, name="", short_name="", entity=None) if self.is_private else self


@dataclass(frozen=True, slots=True)
class Voice:
    """Who makes a claim and how: the speaker, the stance, and those who passed the words on, the nearest first."""

    speaker: Speaker
    stance: Stance
    passed_on_by: tuple[Speaker, ...] = ()


@dataclass(frozen=True, slots=True)
class Statement:
    """Somebody says something: one cue, the source beside it if any, and what is attributed.

    ``content`` may be in pieces, in text order. ``parent`` is the id of the statement whose content
    this one stands in. ``medium`` is where it was said («في حديث لـ…»).
    """

    id: str
    document_id: str
    cue: Span
    source: Span | None
    content: tuple[Span, ...]
    speaker: Speaker
    manner: Manner
    stance: Stance
    commitment: Commitment
    cue_lemma: str
    medium: str = ""
    parent: str | None = None
    rules: tuple[RuleId, ...] = field(default=())
