"""Who backs whom: «القوات المدعومة من روسيا», «دعم إيران للجماعة», «الدعم الذي تقدمه الدولة للحكومة».

Support is told in more ways than other deeds: either side may stand before the word or behind it.
"""

from __future__ import annotations

from qawl.extract.findings import FoundActor
from qawl.extract.mentions import LOOK_BACK, STATES, MentionReader
from qawl.extract.surroundings import Trigger
from qawl.text.record import record

_REACH = 3  # words between the word of support and a side behind it


@record
class Backing:
    """The two sides of a word of support and the rule that found the backer."""

    backer: FoundActor | None = None
    backed: FoundActor | None = None
    rule: str = ""


class BackingReader:
    """Finds the sides of words of support that are no verbs."""

    def __init__(self, mentions: MentionReader) -> None:
        self._mentions = mentions
        self._facts, self._folded = mentions.facts, mentions.facts.layout.tokens.folded

    def read(self, trigger: Trigger) -> Backing:
        """«القوات المدعومة من روسيا», «بدعم من الطيران», «دعما للحكومة», «اتهم إيران بدعم الجماعة»."""
        following = trigger.last + 1
        behind = (self._mentions.at(i) for i in range(following, following + _REACH))
        mention = next((m for m in behind if m is not None), None)
        host = self._host_before(trigger)
        giver = self._mentions.relative_subject(trigger) if trigger.category == "noun" else None
        if giver is not None:
            return Backing(giver, self._backed(giver.last + 1), "actor.relative")
        if mention is None:
            return Backing(None, host, "")
        if trigger.category == "noun" and mention.first == following and not self._mentions.has_lam(mention):
            backed = self._backed(mention.last + 1)
            if backed is not None:
                return Backing(mention, backed, "actor.construct")
        if mention.rule == "actor.nisba":
            return Backing(mention, host, "actor.adjective") if mention.first == following else Backing(None, host)
        if self._names_backed(trigger, mention):
            subject = self._mentions.subject_before(trigger.first) or host
            return Backing(subject, mention, "actor.before-noun" if subject else "")
        return Backing(mention, host, "actor.backer")

    def _backed(self, start: int) -> FoundActor | None:
        """«دعم دولة | للجماعات», «الدعم الذي تقدمه | للحكومة»: who is backed, behind «لـ»."""
        mention = self._mentions.mention_after(start, gap=2)
        return mention if mention is not None and self._mentions.has_lam(mention) else None

    def _names_backed(self, trigger: Trigger, mention: FoundActor) -> bool:
        """The mention behind «دعم» is who is backed: after «لـ», or as its object without «من»."""
        if self._mentions.has_lam(mention):
            return True
        from_backer = any(self._folded[i] == "من" for i in range(trigger.last, mention.first))
        return trigger.category == "noun" and not from_backer

    def _host_before(self, trigger: Trigger) -> FoundActor | None:
        """The mention before the trigger in its sentence: who is backed, or who backs."""
        for index in range(trigger.first - 1, max(-1, trigger.first - LOOK_BACK), -1):
            if self._facts.layout.sentence_of[index] != self._facts.layout.sentence_of[trigger.first]:
                return None
            if self._facts.layout.tokens.raw[index] == ":":
                return None
            mention = self._mentions.at(index)
            if mention is not None and mention.rule != "actor.nisba" and not self._is_where(mention):
                return mention
        return None

    def _is_where(self, mention: FoundActor) -> bool:
        """«تقاتل في سوريا»: a state behind a preposition of place."""
        before = mention.first - 1
        return mention.rule in STATES and before >= 0 and "direction" in self._facts.clause[before]
