"""The same figures for a part of the records: one outlet, one type of claim, one kind of speaker.

A pair counts under what the reference has; what was found and stands for nothing in the reference counts under
what the reader takes it for. So the parts add up to the whole.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from qawl.evaluate.claims import count_claims
from qawl.evaluate.scores import Scores, figures_of
from qawl.evaluate.statements import count_statements
from qawl.evaluate.tally import Tally, add_up
from qawl.model.claim import ClaimType
from qawl.model.statement import SpeakerKind

FEW = 30
"""Fewer statements or claims than this: one more right or wrong moves a figure by three points or more."""


@dataclass(frozen=True, slots=True)
class Slice:
    """The figures of one part."""

    name: str
    figures: Mapping[str, float]

    def items(self, kind: str) -> int:
        """How many ``statements`` or ``claims`` the reference of this part has."""
        return int(self.figures[f"{kind}.reference"])

    def is_small(self, kind: str) -> bool:
        """True when chance decides its figures of ``statements`` or ``claims``."""
        return self.items(kind) < FEW


def by_outlet(scores: Scores) -> list[Slice]:
    """Each outlet, in alphabetical order; articles that name none stand under «?»."""
    outlets: dict[str, list[Tally]] = {}
    for comparison, tally in zip(scores.comparisons, scores.tallies, strict=True):
        outlets.setdefault(comparison.reference.outlet or "?", []).append(tally)
    return [Slice(name, figures_of(add_up(outlets[name]))) for name in sorted(outlets)]


def by_claim_type(scores: Scores) -> list[Slice]:
    """Each type of claim that occurs on either side."""
    tallies: dict[str, Tally] = {kind.value: Tally() for kind in ClaimType}
    for comparison in scores.comparisons:
        for pair in comparison.claims:
            row = pair.right or pair.answer
            if row is not None:
                count_claims(comparison, tallies.setdefault(row.type, Tally()), [pair])
    return _filled(tallies)


def by_speaker_kind(scores: Scores) -> list[Slice]:
    """Each kind of speaker that occurs on either side."""
    tallies: dict[str, Tally] = {kind.value: Tally() for kind in SpeakerKind}
    for comparison in scores.comparisons:
        for pair in comparison.statements:
            row = pair.right or pair.answer
            if row is not None:
                count_statements(comparison, tallies.setdefault(row.kind, Tally()), [pair])
    return _filled(tallies)


def _filled(tallies: Mapping[str, Tally]) -> list[Slice]:
    return [Slice(name, figures_of(add_up([tally]))) for name, tally in tallies.items() if tally.counts]
