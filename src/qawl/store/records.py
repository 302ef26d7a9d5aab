"""What the ledger answers with: records of the model together with the document they stand in."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from qawl.model.account import Copy
from qawl.model.claim import Claim
from qawl.model.document import Outlet
from qawl.model.entity import Place
from qawl.model.queue import QueueItem
from qawl.model.reasons import Reason
from qawl.model.review import Review
from qawl.model.span import Span
from qawl.model.statement import Speaker, Stance, Statement

AROUND = 160
"""Characters shown before and after what a record is about."""
GAP = " … "
"""Stands between the pieces of a content in what is shown."""


class Added(StrEnum):
    """What became of a document that was given to the ledger."""

    NEW = "new"
    UPDATED = "updated"
    REREAD = "reread"
    KNOWN = "known"


@dataclass(frozen=True, slots=True)
class DocumentHead:
    """A document without its text. ``day`` is the outlet's own calendar day, empty when unknown."""

    id: str
    article_id: str
    title: str
    outlet: Outlet
    url: str
    day: str
    mark: str
    is_current: bool
    external_id: str
    version: str
    statements: int
    claims: int


@dataclass(frozen=True, slots=True)
class Retrieval:
    """How the page behind a document was received, without its bytes, which ``Ledger.snapshot_content`` gives.

    ``origin`` is what somebody asked for, ``url`` the address that answered, ``size`` the number of bytes.
    """

    sha256: str
    media_type: str
    origin: str
    url: str
    retrieved_at: datetime
    size: int


@dataclass(frozen=True, slots=True)
class StoredStatement:
    """A statement with its document's head and the words of its parts; ``reviews`` are people's decisions on it."""

    statement: Statement
    document: DocumentHead
    source: str
    cue: str
    content: str
    reviews: tuple[Review, ...] = ()
    is_rejected: bool = False


@dataclass(frozen=True, slots=True)
class StoredClaim:
    """A claim with its document's head, the words of its evidence, who makes it and where it is.

    ``speaker`` and ``stance`` are None in the article's own voice. ``days`` are the first and last day of the claim's
    own time, or of the article's publication when it has none. ``reviews`` are people's decisions on it and on its
    speaker.
    """

    claim: Claim
    document: DocumentHead
    evidence: str
    speaker: Speaker | None
    place: Place | None
    days: tuple[str, str]
    reviews: tuple[Review, ...] = ()
    is_rejected: bool = False
    stance: Stance | None = None


@dataclass(frozen=True, slots=True)
class StoredItem:
    """What waits for a reviewer, with its document and its words: evidence, content or title."""

    item: QueueItem
    document: DocumentHead
    words: str


@dataclass(frozen=True, slots=True)
class Hit:
    """One sentence that a search found; ``highlights`` are code points of the document's text."""

    document: DocumentHead
    span: Span
    text: str
    highlights: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Holding:
    """The latest standing claim of one speaker about who holds a place, up to a day.

    ``says`` is holds, took or left, as the claim's type has it; ``holders`` are the actors' names.
    """

    place: Place
    speaker: str
    says: str
    holders: tuple[str, ...]
    day: str
    age_days: int
    claim: StoredClaim


@dataclass(frozen=True, slots=True)
class Changes:
    """How one reading of a document differs from the one before; ids of statements and claims."""

    document_id: str
    new: tuple[str, ...]
    gone: tuple[str, ...]
    changed: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.new or self.gone or self.changed)


@dataclass(frozen=True, slots=True)
class StoredIssue:
    """Something that went wrong, and when it was last seen."""

    origin: str
    stage: str
    message: str
    offset: int | None
    seen_at: datetime
    reason: str = ""


@dataclass(frozen=True, slots=True)
class StoredCopy:
    """An article that repeats another, the rule that chose which is the original, and what they share."""

    copy: DocumentHead
    original: DocumentHead
    rule: str
    shared: Copy

    @property
    def pair(self) -> tuple[str, str]:
        """Both documents, the lesser id first: what a decision on the copy is named by."""
        left, right = sorted((self.copy.id, self.original.id))
        return left, right


@dataclass(frozen=True, slots=True)
class StoredFamily:
    """An original with all articles that repeat it, or hold a passage of it, in order of their ids."""

    original: DocumentHead
    copies: tuple[StoredCopy, ...]


@dataclass(frozen=True, slots=True)
class PlaceFacts:
    """A place of the ledger, the ids of the claims about it, latest first, and how often each rule placed one."""

    place: Place
    claims: tuple[str, ...]
    rules: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """Everything behind one record: the record, its document, the words around it and its parts with their rules.

    ``span`` is the stretch that ``text`` shows, ``before`` and ``after`` what stands around it.
    """

    kind: str
    record: Statement | Claim | None
    document: DocumentHead
    span: Span
    before: str
    text: str
    after: str
    parts: tuple[Reason, ...] = ()
    snapshot_sha256: str = ""
    origin: str = ""
    related: tuple[str, ...] = ()

    @property
    def rules(self) -> tuple[str, ...]:
        """The rules of all parts, each once."""
        return tuple(dict.fromkeys(rule for part in self.parts for rule in part.rules))
