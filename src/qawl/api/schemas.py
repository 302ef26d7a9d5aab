"""What answers look like, for the description of the API: the records and what is said beside them."""

from typing import Any, Generic, TypeVar

from pydantic import BaseModel, ConfigDict, Field

from qawl.api.models import Offsets, model_of
from qawl.coding import Difference
from qawl.model import account as derived
from qawl.model.claim import Claim, Status
from qawl.model.coding import Assignment
from qawl.model.entity import Actor, Link, Place
from qawl.model.queue import QueueItem
from qawl.model.review import Letter, Review
from qawl.model.statement import Speaker, Statement
from qawl.store import records
from qawl.store.named_answers import KnownSpeaker, NameCount

Item = TypeVar("Item")


class Shape(BaseModel):
    """A value whose fields are all named."""

    model_config = ConfigDict(extra="forbid")


class Listed(Shape, Generic[Item]):
    """A page of a list. ``next`` is the cursor of the page after it, null on the last one."""

    items: list[Item]
    next: str | None = Field(description="give it as `after`; null on the last page")


class Problem(Shape):
    """What went wrong, as RFC 9457 has it."""

    type: str
    title: str
    status: int
    detail: str
    errors: list[dict[str, Any]] | None = None


ReviewShape = model_of(Review, value=dict[str, str], before=dict[str, str])
LetterShape = model_of(Letter)
DocumentShape = model_of(records.DocumentHead, "Document", outlet=str, outlet_name=str)
QueueItemShape = model_of(
    QueueItem, doubts=dict[str, float], matters=dict[str, float], words=str, document=DocumentShape
)
DocumentFactsShape = model_of(
    records.DocumentHead,
    "DocumentFacts",
    outlet=str,
    outlet_name=str,
    byline=str,
    language=str,
    published_at=str | None,
    published_precision=str | None,
    modified_at=str | None,
    text_sha256=str,
    snapshot_sha256=str,
    extractor=str,
    flags=list[str],
    characters=int,
)
_DECIDED: dict[str, Any] = {"reviews": (list[ReviewShape], []), "is_rejected": (bool, False)}  # type: ignore[valid-type]


class StatementSpans(Shape):
    """Where the parts of a statement stand."""

    cue: Offsets
    source: Offsets | None
    content: list[Offsets]


class ClaimSpans(Shape):
    """Where the evidence of a claim stands."""

    evidence: Offsets


StatementShape = model_of(
    Statement, cue=str, source=str, content=str, spans=StatementSpans, document=DocumentShape, **_DECIDED
)
_LinkShape, _SpeakerShape, PlaceShape = model_of(Link), model_of(Speaker), model_of(Place)
ClaimShape = model_of(
    Claim,
    without=("place", "time"),
    evidence=str,
    spans=ClaimSpans,
    place_link=_LinkShape | None,
    time_link=_LinkShape | None,
    speaker=_SpeakerShape | None,
    place=PlaceShape | None,
    edtf=str | None,
    days=list[str],
    document=DocumentShape,
    **_DECIDED,
)
ExplanationShape = model_of(records.Explanation, record=dict[str, Any] | None, rules=list[str], document=DocumentShape)


class StatementFullShape(StatementShape):  # type: ignore[valid-type,misc]
    """A statement and what stands behind it."""

    why: ExplanationShape  # type: ignore[valid-type]


class ClaimFullShape(ClaimShape):  # type: ignore[valid-type,misc]
    """A claim, the ids of its accounts, its weight once it is corroborated, and what stands behind it."""

    accounts: list[str]
    weighed: dict[str, Any] | None
    why: ExplanationShape  # type: ignore[valid-type]


class ReadingShape(Shape):
    """An article as the reader sees it, spans and all: the line of docs/records.md."""

    model_config = ConfigDict(extra="allow")

    id: str
    outlet: str
    date: str
    url: str
    title: str
    version: str
    statements: list[dict[str, Any]]
    claims: list[dict[str, Any]]
    places: list[dict[str, Any]]
    headline: list[dict[str, Any]]


NameShape = model_of(NameCount, without=("folded",))
SpeakerShape = model_of(KnownSpeaker, letter=str)
ActorShape = model_of(Actor, types=dict[str, int])
OutletShape = model_of(NameCount, "OutletFacts", without=("folded",), letter=str)


class PlaceFullShape(PlaceShape):  # type: ignore[valid-type,misc]
    """A place with its outline, as GeoJSON."""

    types: dict[str, int] = Field(description="claims by type")
    geometry: dict[str, Any] | None
    precision: str = Field(description="point, area, or unknown")
    precision_km: float | None = Field(description="how many kilometres the edge of an area may be off")


AssignmentShape = model_of(Assignment)


class AgreementShape(Shape):
    """How far coders agree on one field or type: Krippendorff's alpha, null where nothing could have differed."""

    units: int
    agreed: int
    alpha: float | None


class AgreementTableShape(Shape):
    """Agreement over the articles that both coders are done with."""

    assignments: int
    by_field: dict[str, AgreementShape]
    by_type: dict[str, AgreementShape]


DifferenceShape = model_of(Difference)


class Told(Shape):
    """A claim as it is told inside what is derived; only the id of one that is not derived yet."""

    id: str
    document: str = ""
    outlet: str = ""
    published: str | None = None
    words: str = ""
    status: Status | None = None
    speakers: list[model_of(derived.SpeakerCard)] = []  # type: ignore[valid-type]
    days: list[str] | None = None


class WeighedTold(Told):
    """A claim of an account with its speaker's stance, the letters of speaker and outlet, and its number."""

    stance: str = ""
    speaker_letter: model_of(Letter) | None = None  # type: ignore[valid-type]
    outlet_letter: model_of(Letter) | None = None  # type: ignore[valid-type]
    number: model_of(derived.Credibility) | None = None  # type: ignore[valid-type]


class PerhapsShape(Shape):
    """A claim that is perhaps of the same happening, and how much speaks for it, from 0 to 1."""

    claim: str
    words: str
    origin: str
    outlet: str
    published: str | None
    document: str
    score: float


ConflictShape = model_of(derived.Conflict, left=Told, right=Told, review=(ReviewShape | None, None))
AccountShape = model_of(
    derived.Account,
    claims=list[WeighedTold],
    conflicts=list[ConflictShape],  # type: ignore[valid-type]
    number=model_of(derived.Credibility),
    perhaps=(list[PerhapsShape] | None, None),
)
CopyShape = model_of(
    records.StoredCopy, "CopyOfArticle", copy=DocumentShape, original=DocumentShape, review=(ReviewShape | None, None)
)
QuotationShape = model_of(derived.QuotationFamily, outlets=list[str])
PredictionShape = model_of(derived.Prediction, claim=Told, settled_by=list[Told])
TallyShape = model_of(derived.Tally)
RelationShape = model_of(derived.Relation, claim=Told | None, actor_ar=str, actor_en=str, target_ar=str, target_en=str)


class StandingShape(model_of(derived.Standing, "StandingClaim")):  # type: ignore[misc]
    """A speaker's latest standing claim about who holds a place, with its words."""

    evidence: str
    span: Offsets
    status: Status
    document: str
    outlet: str
    published: str | None


SituationShape = model_of(derived.Situation, place=model_of(derived.PlaceCard), standings=list[StandingShape])
