"""Repetition: a noun that names an event the article has told already, seen once places and parties are known.

«قصفت الطائرات دوما ... وقالت المنظمة إن القصف على المدينة أوقع ضحايا»: the second «القصف» has no party or number that
the first lacks and stands at the same place. One event is one claim; a finite verb tells it anew and is left alone.
"""

from __future__ import annotations

from collections.abc import Sequence

from qawl.extract.drafts import Draft
from qawl.extract.findings import FoundActor, FoundClaim
from qawl.extract.word_facts import WordFacts

_ANEW_REACH = 2
RULE = "against.told-before"


def is_told_before(facts: WordFacts, draft: Draft, claim: FoundClaim, earlier: Sequence[FoundClaim]) -> bool:
    """True for a noun without a number whose type, status and place an earlier claim has, with no other party."""
    if draft.trigger.category != "noun" or claim.quantity is not None or claim.toponym is None:
        return False
    if is_another(facts, draft):
        return False
    return any(_is_same_event(claim, other) for other in earlier)


def is_another(facts: WordFacts, draft: Draft) -> bool:
    """«غارة أخرى», «هجوم جديد»: the word behind the noun says that it is a new one."""
    behind = range(draft.trigger.last + 1, min(draft.trigger.last + 1 + _ANEW_REACH, len(facts.clause)))
    return any("anew" in facts.clause[i] for i in behind)


def _is_same_event(claim: FoundClaim, other: FoundClaim) -> bool:
    if claim.type is not other.type or claim.status is not other.status or other.toponym is None:
        return False
    if claim.toponym is None or claim.toponym.place != other.toponym.place:
        return False
    return not (claim.actors and other.actors) and _agree(claim.targets, other.targets)


def _agree(left: Sequence[FoundActor], right: Sequence[FoundActor]) -> bool:
    """True unless both name somebody, and somebody else."""
    return not left or not right or left[0].name == right[0].name or left[0].actor == right[0].actor is not None
