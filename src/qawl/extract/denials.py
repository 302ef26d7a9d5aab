"""Denials that only point back: «وتنفي الجماعة ذلك» denies the claim before it.

The content of such a statement is a pronoun or stands before it («..., وهو ما نفته دمشق»), so no trigger of its own
is in it. What is denied is the last claim before the denial that another speaker made; the denial is a claim of that
kind with the denial as its evidence.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from qawl.extract.findings import FoundClaim, FoundStatement
from qawl.model.claim import ClaimType, Status
from qawl.model.span import Span
from qawl.model.statement import Stance
from qawl.text.layout import Layout

_NO_DEEDS = frozenset(
    {ClaimType.CONTROL, ClaimType.CASUALTIES, ClaimType.DISPLACEMENT, ClaimType.WITHDRAWAL}
)  # people deny deeds, not who holds a town, who left or how many died
_OPENING = frozenset({"وهو", "وهي", "ما", "امر", "الامر", "الذي", "التي", "اتهام", "لكن", "غير", "ان"})
_LONGEST_CONTENT = 4  # words of a content that only points back
_FARTHEST = 600  # characters between a claim and the denial of it


def answers(statement: FoundStatement) -> bool:
    """True for a denial behind what it denies: «اتهمت الشبكة القوات بقصف السوق، وهو ما نفته دمشق»."""
    if statement.stance is not Stance.DENIES or not statement.content:
        return False
    return max(span.end for span in statement.content) <= statement.cue_span.start


def points_back(layout: Layout, statement: FoundStatement) -> bool:
    """True for a denial that does not say itself what is denied: its content stands before it, or is too short."""
    if statement.stance is not Stance.DENIES:
        return False
    return answers(statement) or sum(len(layout.tokens.inside(span)) for span in statement.content) <= _LONGEST_CONTENT


def add_denials(layout: Layout, claims: Sequence[FoundClaim], statements: Sequence[FoundStatement]) -> list[FoundClaim]:
    """The claims with those that denials by pronoun add, in text order."""
    added = list(claims)
    for number, statement in enumerate(statements):
        denied = _what_is_denied(layout, claims, statements, number)
        if denied is not None:
            added.append(
                replace(
                    denied,
                    evidence=_evidence(layout, statement),
                    trigger=statement.cue[0],
                    status=Status.DENIED,
                    statement=number,
                    quantity=None,
                    place_inherited=denied.toponym is not None,
                    actor_inherited=bool(denied.actors),
                    place_rule="place.denied-claim" if denied.toponym is not None else "",
                    actor_rule="actor.denied-claim" if denied.actors else "",
                    trigger_rule="",
                    target_rule="target.denied-claim" if denied.targets else "",
                    quantity_rule="",
                    salience=(),
                    rule=denied.rule.split("+")[0] + "+status.denies-back",
                )
            )
    return sorted(added, key=lambda claim: claim.evidence.start)


def _what_is_denied(
    layout: Layout, claims: Sequence[FoundClaim], statements: Sequence[FoundStatement], number: int
) -> FoundClaim | None:
    statement = statements[number]
    if not points_back(layout, statement) or any(claim.statement == number for claim in claims):
        return None
    start = statement.cue_span.start
    before = [c for c in claims if c.evidence.start < start and start - c.evidence.end < _FARTHEST]
    before = [c for c in before if c.status is not Status.DENIED]
    said = statements[number - 1] if number else None
    if said is not None and not answers(statement) and _share_sentence(layout, said, statement):
        before = [c for c in before if any(s.start <= c.evidence.start < s.end for s in said.content)]
    nearest = [c for c in before if layout.paragraph_of[c.trigger] == layout.paragraph_of[before[-1].trigger]]
    deeds = [c for c in nearest if c.type not in _NO_DEEDS]
    return (deeds or nearest)[-1] if before else None


def _share_sentence(layout: Layout, one: FoundStatement, other: FoundStatement) -> bool:
    """«تقول المنظمة إن ...، في حين تنفي أديس أبابا ذلك»: what is denied is what the first says, or nothing known."""
    first, second = (layout.tokens.inside(statement.cue_span).start for statement in (one, other))
    return layout.sentence_of[first] == layout.sentence_of[second]


def _evidence(layout: Layout, statement: FoundStatement) -> Span:
    """Source, cue and content together; of a denial behind its content the clause of its own («وهو ما نفته دمشق»)."""
    spans = [statement.cue_span]
    if statement.source_span is not None:
        spans.append(statement.source_span)
    if not answers(statement):
        spans.extend(statement.content)
    start = min(s.start for s in spans)
    first = layout.tokens.inside(Span(start, statement.cue_span.end)).start
    while answers(statement) and first and layout.tokens.folded[first - 1] in _OPENING:
        first -= 1
    return Span(min(start, layout.tokens.starts[first]), max(s.end for s in spans))
