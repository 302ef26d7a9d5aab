"""The rules behind a claim that nothing chose by name: who suffered, and what was counted.

Actors, places and times name their rules where they are chosen. A target and a number follow from the frame of the
trigger and the order of words; their rules are told here from where they stand.
"""

from qawl.extract.arguments import ArgumentReader, Arguments
from qawl.extract.drafts import Draft
from qawl.extract.word_facts import WordFacts

_MARKER_REACH = 3  # words between «ضد» and the target


def trigger_rule(draft: Draft) -> str:
    """What kind of word tells the event: a verb states it, a noun names it, an adjective says it by the way."""
    return "told.verb" if draft.trigger.is_verb else f"told.{draft.trigger.category}"


def target_rule(facts: WordFacts, reader: ArgumentReader, draft: Draft) -> str:
    """What makes the target of a draft its target; empty without one."""
    arguments: Arguments = draft.arguments
    target = arguments.target
    if target is None:
        return ""
    if arguments.actor_rule == "actor.between":
        return "target.between"
    if target.rule == "actor.people":
        return "target.people"
    before = range(max(0, target.first - _MARKER_REACH), target.first)
    if any("versus" in facts.clause[i] for i in before):
        return "target.against"
    if target.first < draft.trigger.first:
        return "target.before-trigger"
    return "target.after-lam" if reader.has_lam(target) else "target.after-trigger"


def quantity_rule(draft: Draft) -> str:
    """Why the number belongs to the claim; empty without one."""
    if draft.quantity is None:
        return ""
    if draft.is_part:
        return "count.part"
    if draft.is_joined:
        return "count.joined"
    return "count.before-trigger" if draft.quantity.last < draft.trigger.first else "count.after-trigger"
