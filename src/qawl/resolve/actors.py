"""Actors: which known actor a mention of a claim denotes; the mention itself never changes."""

from __future__ import annotations

from qawl.extract.findings import FoundActor
from qawl.model.claim import Party
from qawl.model.entity import Link
from qawl.model.mention import Mention, MentionKind


def link_party(mention: FoundActor, *, inherited: bool = False, rule: str = "") -> Party:
    """A party of a claim: the name as given, linked to the actor it denotes where one is known.

    ``rule`` says why it is a party of this claim; without one the link names how the mention was recognised.
    """
    score = 0.9 if mention.actor is not None else 0.0
    link = Link(
        mention=Mention(mention.span, MentionKind.ACTOR, mention.rule),
        target=mention.actor,
        score=score,
        rule=rule or mention.rule,
        inherited=inherited,
    )
    return Party(mention.name, link)
