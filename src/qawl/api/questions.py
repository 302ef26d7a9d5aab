"""What lists are asked for: query parameters with the names and the meaning of the command line's options.

A parameter that no list has is refused: a misspelt filter that is silently left out would give a wrong answer.
"""

from enum import StrEnum
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from qawl.api.bench import Workbench
from qawl.exporting import ExportForm
from qawl.model.account import ConflictKind, Outcome
from qawl.model.claim import ClaimType, Status
from qawl.model.review import RecordKind
from qawl.model.statement import Stance
from qawl.store.filters import AccountFilter, ClaimFilter, ConflictFilter, DocumentFilter, StatementFilter
from qawl.store.queue_rows import QueueFilter

MOST, USUAL = 500, 50
_WORDS = StringConstraints(max_length=200, pattern=r"^[^\x00]*$")


class Form(StrEnum):
    """How a list is given: a page as JSON, or all of it as lines, as a table or as a map."""

    JSON = "json"
    JSONL = "jsonl"
    CSV = "csv"
    GEOJSON = "geojson"


Name = Annotated[str, _WORDS]
Place = Annotated[str, _WORDS, Field(description="A place's name in any spelling, or its id.", examples=["دير الزور"])]
Actor = Annotated[str, _WORDS, Field(description="Part of the name of an actor or target, or an actor id.")]
SpeakerName = Annotated[str, _WORDS, Field(description="Part of a speaker's name, in any spelling, or an actor id.")]
OutletName = Annotated[str, _WORDS, Field(description="Only this outlet: its id or name.")]
Since = Annotated[
    str, _WORDS, Field(description="From this day, month or year on: 2017-09-11, 2017-09, 2017.", examples=["2017-09"])
]
Until = Annotated[str, _WORDS, Field(description="Until this day, month or year, inclusive.", examples=["2017-09-30"])]
AllVersions = Annotated[bool, Field(description="Also pages that a newer version replaced.")]
WithRejected = Annotated[bool, Field(description="Also what a reviewer has rejected.")]
After = Annotated[
    str, StringConstraints(max_length=400), Field(description="The `next` of the page before; empty for the first.")
]
Limit = Annotated[int, Field(ge=1, le=MOST, description="At most so many on a page.")]


class Asked(BaseModel):
    """Parameters of a question; others are refused."""

    model_config = ConfigDict(extra="forbid")


class Question(Asked):
    """What all lists are asked with."""

    limit: Limit = USUAL
    after: After = ""


class WithForm(Question):
    """Lists that come as a page, or whole in other forms."""

    format: Annotated[
        Form,
        Field(description="json is a page; jsonl, csv and geojson are the whole list from `after` on, one by one."),
    ] = Form.JSON
    bom: Annotated[bool, Field(description="Begin CSV with a byte order mark, for spreadsheets.")] = False
    redact_private: Annotated[bool, Field(description="Leave out the names of private persons.")] = False


class DocumentWanted(Asked):
    """Whose articles, and of when."""

    outlet: OutletName = ""
    since: Since = ""
    until: Until = ""
    all_versions: AllVersions = False

    def wanted(self, bench: Workbench) -> DocumentFilter:
        """The filter that the ledger takes."""
        return DocumentFilter(self.outlet, self.since, self.until, self.all_versions)


class StatementWanted(Asked):
    """Who said it, with what stance, where and when."""

    speaker: SpeakerName = ""
    since: Since = ""
    until: Until = ""
    stance: Annotated[Stance | None, Field(description="Only this stance.")] = None
    outlet: OutletName = ""
    document: Annotated[str, _WORDS, Field(description="Only of this document, by id.")] = ""
    all_versions: AllVersions = False
    with_rejected: WithRejected = False

    def wanted(self, bench: Workbench) -> StatementFilter:
        """The filter that the ledger takes."""
        return StatementFilter(
            speaker=self.speaker,
            speaker_ids=bench.actors_named(self.speaker),
            since=self.since,
            until=self.until,
            stance=self.stance or "",
            outlet=self.outlet,
            document_id=self.document,
            all_versions=self.all_versions,
        )


class ClaimWanted(Asked):
    """What is claimed, where, of whom and when."""

    type: Annotated[ClaimType | None, Field(description="Only this type.")] = None
    place: Place = ""
    actor: Actor = ""
    speaker: SpeakerName = ""
    origins: Annotated[
        int, Field(ge=1, le=1_000_000, description="Of accounts that so many apparently independent origins give.")
    ] = 1
    status: Annotated[Status | None, Field(description="Only this status.")] = None
    since: Since = ""
    until: Until = ""
    outlet: OutletName = ""
    document: Annotated[str, _WORDS, Field(description="Only of this document, by id.")] = ""
    all_versions: AllVersions = False
    with_rejected: WithRejected = False

    def wanted(self, bench: Workbench) -> ClaimFilter:
        """The filter that the ledger takes."""
        return ClaimFilter(
            type=self.type or "",
            place=self.place,
            actor=self.actor,
            actor_ids=bench.actors_named(self.actor),
            speaker=self.speaker,
            speaker_ids=bench.actors_named(self.speaker),
            origins=self.origins,
            status=self.status or "",
            since=self.since,
            until=self.until,
            outlet=self.outlet,
            document_id=self.document,
            all_versions=self.all_versions,
        )


class AccountWanted(Asked):
    """What kind of happening, where and when, and of how many origins."""

    type: Annotated[ClaimType | None, Field(description="Only this type.")] = None
    place: Place = ""
    origins: Annotated[
        int, Field(ge=1, le=1_000_000, description="At least so many apparently independent origins.")
    ] = 2
    conflicting: Annotated[bool, Field(description="Only those in which claims contradict each other.")] = False
    perhaps: Annotated[
        bool, Field(description="Also what has much in common with an account, too little to join it.")
    ] = False
    since: Since = ""
    until: Until = ""

    def wanted(self, bench: Workbench) -> AccountFilter:
        """The filter that the ledger takes."""
        return AccountFilter(self.type or "", self.place, self.origins, self.since, self.until, self.conflicting)


class ConflictWanted(Asked):
    """In what claims contradict each other, and about what."""

    kind: Annotated[ConflictKind | None, Field(description="Only conflicts of this kind.")] = None
    type: Annotated[ClaimType | None, Field(description="Only in accounts of this type.")] = None
    place: Place = ""
    since: Since = ""
    until: Until = ""

    def wanted(self, bench: Workbench) -> ConflictFilter:
        """The filter that the ledger takes."""
        return ConflictFilter(self.kind or "", self.type or "", self.place, self.since, self.until)


class DocumentQuestion(DocumentWanted, WithForm):
    """Articles in pages."""


class StatementQuestion(StatementWanted, WithForm):
    """Statements in pages."""


class ClaimQuestion(ClaimWanted, WithForm):
    """Claims in pages."""


class AccountQuestion(AccountWanted, WithForm):
    """Accounts in pages."""


class ConflictQuestion(ConflictWanted, WithForm):
    """Conflicts in pages."""


class Whole(Asked):
    """How a whole list is exported."""

    format: Annotated[ExportForm, Field(description="The format of the file.")] = ExportForm.JSONL
    limit: Annotated[int | None, Field(ge=1, le=1_000_000_000, description="At most so many records.")] = None
    after: After = ""
    bom: Annotated[bool, Field(description="Begin CSV with a byte order mark, for spreadsheets.")] = False
    redact_private: Annotated[bool, Field(description="Leave out the names of private persons.")] = False


class DocumentExport(DocumentWanted, Whole):
    """Articles as a file."""


class StatementExport(StatementWanted, Whole):
    """Statements as a file."""


class ClaimExport(ClaimWanted, Whole):
    """Claims as a file."""


class AccountExport(AccountWanted, Whole):
    """Accounts as a file."""


class ConflictExport(ConflictWanted, Whole):
    """Conflicts as a file."""


class NamedQuestion(Question):
    """Lists of who or what stands in a ledger."""

    name: Annotated[str, _WORDS, Field(description="Only those with this in their name, in any spelling, or id.")] = ""


class CopyQuestion(Question):
    """Copies are not narrowed down."""


class QuotationQuestion(Question):
    """Which quotations: those in a document, or all; and how many outlets carry them at least."""

    document: Annotated[str, _WORDS, Field(description="Only of this document, by id.")] = ""
    outlets: Annotated[int, Field(ge=1, le=10_000, description="At least so many outlets carry it.")] = 2


class RelationForm(StrEnum):
    """How relations are given."""

    JSON = "json"
    GRAPHML = "graphml"


class RelationQuestion(Question):
    """How actors stand to each other."""

    actor: Annotated[str, _WORDS, Field(description="Part of an actor's name, or its id.")] = ""
    since: Since = ""
    until: Until = ""
    format: Annotated[
        RelationForm, Field(description="json is a page; graphml the whole graph, for Gephi and the like.")
    ] = RelationForm.JSON


class PredictionQuestion(Question):
    """Whose forecasts, and what came of them."""

    speaker: SpeakerName = ""
    outcome: Annotated[Outcome | None, Field(description="Only those that came out so.")] = None


class SituationForm(StrEnum):
    """How situations are given."""

    JSON = "json"
    CSV = "csv"
    GEOJSON = "geojson"


class SituationQuestion(Asked):
    """Of which place, on which day, and as known when."""

    place: Annotated[Place, Field(min_length=1)]
    date: Annotated[
        str,
        _WORDS,
        Field(min_length=1, description="The day; a month or year means its last day.", examples=["2017-09-11"]),
    ]
    known_on: Annotated[str, _WORDS, Field(description="Only what had been published by this day.")] = ""
    history: Annotated[bool, Field(description="Every change up to the day, not the day alone.")] = False
    stale: Annotated[int | None, Field(ge=0, le=100_000, description="Days after which a claim no longer counts.")] = (
        None
    )
    format: Annotated[SituationForm, Field(description="In what form.")] = SituationForm.JSON
    bom: Annotated[bool, Field(description="Begin CSV with a byte order mark, for spreadsheets.")] = False


class ReviewQuestion(Question):
    """Decisions on what, and whose."""

    kind: Annotated[RecordKind | None, Field(description="Only on records of this kind.")] = None
    record: Annotated[str, _WORDS, Field(description="Only on this record, by id, its links included.")] = ""
    reviewer: Annotated[str, _WORDS, Field(description="Only by this reviewer, by name.")] = ""


class QueueQuestion(Question):
    """What waits to be looked at: of which kind and type, where, and by whom published."""

    kind: Annotated[RecordKind | None, Field(description="Only records of this kind.")] = None
    type: Annotated[ClaimType | None, Field(description="Only claims and accounts of this type.")] = None
    place: Place = ""
    outlet: Annotated[str, _WORDS, Field(description="Only of this outlet, by its id.")] = ""

    def wanted(self) -> QueueFilter:
        """The filter that the ledger takes."""
        return QueueFilter(self.kind or "", self.type or "", self.place, self.outlet)
