"""What a search is asked with: query parameters with the names and the meaning of the command line's options."""

from typing import Annotated

from pydantic import Field, StringConstraints

from qawl.api.bench import Workbench
from qawl.api.questions import Actor, Limit, OutletName, Place, Question, Since, SpeakerName, Until
from qawl.model.claim import ClaimType, Status
from qawl.model.statement import Stance
from qawl.store.search_records import SearchKind, SearchQuery, SearchSort


class SearchQuestion(Question):
    """Which words, in what, and about whom or what."""

    q: Annotated[
        str,
        StringConstraints(max_length=1000, pattern=r"^[^\x00]*$"),
        Field(
            description='Words; "words next to each other"; begin* for beginnings; a | b for either; -without.',
            examples=["احمد"],
        ),
    ] = ""
    kind: Annotated[SearchKind, Field(description="What is looked for.")] = SearchKind.ARTICLES
    speaker: SpeakerName = ""
    actor: Actor = ""
    place: Place = ""
    type: Annotated[ClaimType | None, Field(description="Only claims of this type, or what holds one.")] = None
    stance: Annotated[Stance | None, Field(description="Only statements with this stance, or what holds one.")] = None
    status: Annotated[Status | None, Field(description="Only claims with this status, or what holds one.")] = None
    outlet: OutletName = ""
    since: Since = ""
    until: Until = ""
    sort: Annotated[SearchSort, Field(description="By publication, or by how well the words fit.")] = SearchSort.NEWEST
    limit: Limit = 20

    def wanted(self, bench: Workbench) -> SearchQuery:
        """The search that the ledger takes."""
        return SearchQuery(
            text=self.q,
            kind=self.kind,
            speaker=self.speaker,
            speaker_ids=bench.actors_named(self.speaker),
            actor=self.actor,
            actor_ids=bench.actors_named(self.actor),
            place=self.place,
            type=self.type or "",
            stance=self.stance or "",
            status=self.status or "",
            outlet=self.outlet,
            since=self.since,
            until=self.until,
            sort=self.sort,
            limit=self.limit,
            after=self.after,
        )
