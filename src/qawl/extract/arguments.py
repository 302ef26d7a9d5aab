"""Arguments: who did it and to whom, by the frame of the trigger and the order of the words.

Verb first («قصفت المدفعية البلدة»), subject first («القوات قصفت البلدة»), verbal noun with its subject in construct
state («قصف الجيش على البلدة»), as adjective («قصف تركي»), after «لـ» («غارات لطائرات التحالف»), after an agent
marker («على يد مسلحين»), between two sides («اشتباكات بين الجيش والمسلحين»), or lent by a light verb
(«شن الطيران غارات»).
"""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property

from qawl.extract.backing import BackingReader
from qawl.extract.findings import FoundActor
from qawl.extract.mentions import NEVER_ACTORS, STATES, MentionReader
from qawl.extract.struck import StruckReader
from qawl.extract.surroundings import Trigger
from qawl.model.claim import ClaimType
from qawl.text.quotations import QUOTATION_MARKS
from qawl.text.record import record
from qawl.text.tokens import ARTICLE, TokenKind

_LAM = "\N{ARABIC LETTER LAM}"
_WAW = "\N{ARABIC LETTER WAW}"
_BEH = "\N{ARABIC LETTER BEH}"
_JOINED_ARTICLES = ("بال", "لل", "كال")
_AGAINST = frozenset({"مع", "ضد"})
_OF_THEM = frozenset("منها منهم منهن منهما".split())
_CLEFT = frozenset("هو هي هم هما".split())
_VERB_GAP = 5  # words between a verb and the subject after it
_NOUN_GAP = 3  # words between a noun and the «لـ» phrase that names its subject
_WEAPON_REACH = 4  # words between a weapon and the verb that it is the subject of
_AGENT_REACH = 14  # words between a trigger and «من قبل»
_SIDES_REACH = 8  # words between «اشتباكات» and «بين»
_NO_VERSUS = frozenset(
    {
        ClaimType.CASUALTIES,
        ClaimType.CONTROL,
        ClaimType.AGREEMENT,
        ClaimType.AID,
        ClaimType.DISPLACEMENT,
        ClaimType.SUPPORT,
    }
)
_OF_SUBJECT = frozenset(
    {ClaimType.CAPABILITY, ClaimType.CLASH, ClaimType.ATTACK, ClaimType.DETENTION, ClaimType.CASUALTIES}
)
_HITS = frozenset({ClaimType.STRIKE, ClaimType.ATTACK})
_DEEDS = frozenset({*_HITS, ClaimType.OPERATION, ClaimType.CAPTURE, ClaimType.WITHDRAWAL, ClaimType.DETENTION})
_TAKING = frozenset({ClaimType.CAPTURE, ClaimType.CONTROL})


@record
class Arguments:
    """The parties of a trigger and the rule that found the actor.

    ``is_agentless``: the clause says that it happened and not who did it («تم ضرب الموقع», «صاروخ استهدف الميناء»):
    the subject of another clause did not.
    """

    actor: FoundActor | None = None
    target: FoundActor | None = None
    actor_rule: str = ""
    is_agentless: bool = False


class ArgumentReader(MentionReader):
    """Finds the parties of triggers among the actor mentions of one article."""

    @cached_property
    def _things(self) -> StruckReader:
        return StruckReader(self)

    @cached_property
    def _backing(self) -> BackingReader:
        return BackingReader(self)

    def read(self, trigger: Trigger) -> Arguments:
        """The parties stated in the trigger's own clause."""
        found = self._read(trigger)
        if self._has_weapon_before(trigger):
            owner = self._of_weapon(trigger)
            found = replace(
                found, actor=owner, actor_rule="" if owner is None else "actor.adjective", is_agentless=True
            )
        elif self._is_said_to_happen(trigger) or self._is_topic(trigger):
            found = replace(found, is_agentless=True)
        by = self._after_marker(trigger, "agent")
        if by is not None and by is not found.target and not self._is_active(trigger, found):
            victim = found.target
            if trigger.is_verb and found.actor is not None and trigger.entry.object == "target":
                victim = found.actor
            found = Arguments(by, victim if victim is not by else None, "actor.agent-phrase")
        if found.actor is None and trigger.entry.type is ClaimType.CASUALTIES:
            foe = self._opponent(trigger)
            if foe is not None and foe is not found.target:
                found = replace(found, actor=foe, actor_rule="actor.agent-phrase")
        if found.actor is None and trigger.entry.type is ClaimType.DETENTION:
            keeper = self._after_marker(trigger, "custody")
            if keeper is not None and keeper is not found.target:
                found = replace(found, actor=keeper, actor_rule="actor.agent-phrase")
        if found.target is None and trigger.entry.against == "target" and trigger.entry.type not in _NO_VERSUS:
            versus = self._after_marker(trigger, "versus")
            if versus is not None and versus is not found.actor:
                found = replace(found, target=versus)
        if found.target is None and trigger.entry.type in _HITS:
            struck = self._struck(trigger, found.actor)
            found = found if struck is None else replace(found, target=struck)
        if found.target is None and trigger.entry.type is ClaimType.CAPTURE and trigger.entry.subject != "target":
            loser = self._taken_from(trigger, found.actor)
            found = found if loser is None else replace(found, target=loser)
        if found.actor is not None:
            whole = self.with_whole(found.actor)
            found = found if whole is found.actor else replace(found, actor=whole)
        target = None if found.target is None else self.member_of(found.target)
        return found if target is found.target else replace(found, target=target)

    def _opponent(self, trigger: Trigger) -> FoundActor | None:
        """«قتل جنديان في معارك | ضد المسلحين», «خلال مواجهات مع القوات»: whom they fought killed them."""
        clause = self._clauses.around(trigger.first)
        for index in range(trigger.last + 1, min(clause.stop - 1, trigger.last + _AGENT_REACH)):
            if "relative" in self._facts.clause[index]:
                return None
            if self._folded[index] in _AGAINST:
                mention = self._by_first.get(index + 1)
                is_party = mention is not None and mention.rule in ("actor.actor", "actor.descriptive")
                return mention if is_party and index - 1 in self._fight_tokens else None
        return None

    def _taken_from(self, trigger: Trigger, actor: FoundActor | None) -> FoundActor | None:
        """«تحرير البلدة من قبضة المسلحين», «استعادة المدينة من الحوثيين»."""
        stop = self._clauses.around(trigger.first).stop
        some = actor.last + 1 if actor is not None and actor.rule == "actor.descriptive" else -1
        for index in range(trigger.last + 1, min(stop - 1, trigger.last + _AGENT_REACH)):
            if self._folded[index] != "من" or index == some:
                continue  # «وحدات | من الجيش»
            if index - 1 > trigger.last and index - 1 in self._trigger_tokens:
                return None  # «حملة استعادة البلدة بدعم | من التحالف»
            at = index + 2 if "grip" in self._facts.clause[index] else index + 1
            mention = self._by_first.get(at)
            if mention is not None and mention.rule not in (*STATES, *NEVER_ACTORS):
                return None if mention is actor else mention
        return None

    def _has_weapon_before(self, trigger: Trigger) -> bool:
        """«اعترضت صاروخا بالستيا | استهدف المدينة»: the weapon right before the verb is its subject."""
        if not trigger.is_verb or trigger.entry.type not in _HITS or trigger.conjunction or trigger.has_pronoun:
            return False
        for index in range(trigger.first - 1, max(0, trigger.first - _WEAPON_REACH), -1):
            if "arms" in self._facts.classes[index]:
                return index not in self._by_first and index not in self._trigger_tokens
            nouns = self._facts.layout.tokens.kinds[index] is TokenKind.WORD and not self._facts.clause[index]
            if not nouns or (index in self._by_first and self._by_first[index].rule not in NEVER_ACTORS):
                return False
        return False

    def _is_said_to_happen(self, trigger: Trigger) -> bool:
        """«تم ضرب الموقع», «جرى اعتراض الصاروخ»: a passive in other words."""
        before = trigger.first - 1
        is_object = trigger.category in ("noun", "perfect") and not trigger.preposition and not trigger.conjunction
        return before >= 0 and is_object and "happening" in self._facts.clause[before]

    def _of_weapon(self, trigger: Trigger) -> FoundActor | None:
        """«صاروخان إسرائيليان | استهدفا المطار»: the nationality of the weapon that is the subject."""
        for index in range(trigger.first - 1, max(1, trigger.first - _WEAPON_REACH), -1):
            mention = self._by_first.get(index)
            if mention is not None and mention.rule == "actor.nisba":
                return mention if "arms" in self._facts.classes[index - 1] else None
            if self._facts.clause[index] or not self._facts.spellings[index]:
                return None
        return None

    def _struck(self, trigger: Trigger, actor: FoundActor | None) -> FoundActor | None:
        """What was struck, in the rest of the clause behind the trigger and its actor."""
        start = trigger.last + 1
        if actor is not None and trigger.last < actor.first <= trigger.last + _VERB_GAP:
            start = actor.last + 1
        return self._things.struck(trigger, start, self._clauses.around(trigger.first).stop, actor)

    def _is_active(self, trigger: Trigger, found: Arguments) -> bool:
        """«سيطر الجيش على مدينة بيد التنظيم»: a verb with its own subject; whose hands the place was in did not act."""
        return trigger.is_verb and found.actor is not None and trigger.entry.object != "target"

    def _read(self, trigger: Trigger) -> Arguments:
        if trigger.entry.type is ClaimType.SUPPORT and not trigger.is_verb:
            side = self._backing.read(trigger)
            return Arguments(side.backer, side.backed, side.rule)
        if trigger.entry.subject == "place":
            actor = self.mention_after(trigger.last + 1, gap=4, skip=frozenset({"direction"}))
            return Arguments(actor, None, "actor.holder" if actor else "")
        if trigger.is_verb:
            return self._of_verb(trigger)
        return self._of_noun(trigger)

    def _of_verb(self, trigger: Trigger) -> Arguments:
        entry = trigger.entry
        opening = trigger.light if trigger.light >= 0 else trigger.first
        before = self.subject_before(opening)
        if trigger.light >= 0:
            between = self.mention_after(trigger.light + 1, gap=_VERB_GAP, stop=trigger.first, free=True)
            return Arguments(between or before, self._object(trigger.last + 1, entry.object), "actor.light-verb")
        if self._is_part_of_number(trigger.last + 1):
            return Arguments(is_agentless=True)
        after, resumed = self._after_verb(trigger)
        if entry.subject == "target":
            return Arguments(None, after or before, "")
        if entry.subject in ("none", "event", "cause"):
            return Arguments()
        if self._follows_event(trigger):
            return Arguments(None, self._object(trigger.last + 1, entry.object), "")
        if self._is_passive(trigger, after):
            return Arguments(None, before or after, "")
        if resumed and after is not None:
            return Arguments(after, None, "actor.resumptive")
        if trigger.has_pronoun and after is None and self._is_relative(trigger) and not self._is_cleft(trigger):
            return Arguments(None, before if entry.object == "target" else None, "", is_agentless=True)
        if self._is_plural(trigger) or self._is_relative(trigger):
            target = after if entry.object == "target" else None
            return Arguments(before, target, "actor.before-verb" if before else "")
        if before is not None and (not self._opens_clause(trigger.first) or before.last == trigger.first - 2):
            return Arguments(before, after if entry.object == "target" else None, "actor.before-verb")
        if after is not None and entry.object == "target" and self._is_accusative(after):
            return Arguments(before, after, "actor.before-verb" if before else "")
        if after is None:
            later = self._later_subject(trigger) if entry.object != "target" else None
            return Arguments(later, None, "actor.later" if later else "")
        second = self._object(after.last + 1, entry.object)
        return Arguments(after, second, "actor.after-verb")

    def _is_part_of_number(self, index: int) -> bool:
        """«واستهدف | 3 منها المدينة»: of what was counted before."""
        numbers = index + 1 < len(self._folded) and self._facts.layout.tokens.kinds[index] is TokenKind.NUMBER
        return numbers and self._folded[index + 1] in _OF_THEM

    def _is_accusative(self, mention: FoundActor) -> bool:
        """«وقصفت مسلحين»: a sound plural that stands as object, and no subject."""
        return mention.rule == "actor.descriptive" and self._folded[mention.first].endswith("ين")

    def _is_plural(self, trigger: Trigger) -> bool:
        """«يقصفون المدينة»: a verb before its subject is singular, so what follows a plural one is its object."""
        return self._folded[trigger.first].endswith(("ون", "وا"))

    def _is_relative(self, trigger: Trigger) -> bool:
        """«التي تستهدف دمشق»: without a pronoun pointing back the antecedent is the subject."""
        return trigger.first > 0 and "relative" in self._facts.clause[trigger.first - 1]

    def _is_cleft(self, trigger: Trigger) -> bool:
        """«الحكومة هي التي اغتالتها»: who is told apart did it, and the pronoun is somebody else."""
        return trigger.first > 1 and self._folded[trigger.first - 2] in _CLEFT

    def _follows_event(self, trigger: Trigger) -> bool:
        """«ضربة جوية استهدفت»: the event noun before the verb is its subject, nobody acts."""
        if trigger.entry.type not in _HITS and trigger.entry.type is not ClaimType.CASUALTIES:
            return False
        for index in range(trigger.first - 1, max(0, trigger.first - 3) - 1, -1):
            if index in self._event_tokens:
                return True
            if index in self._by_first or self._facts.layout.tokens.kinds[index] is TokenKind.MARK:
                return False
        return False

    def _after_verb(self, trigger: Trigger) -> tuple[FoundActor | None, bool]:
        """The mention after a verb, and whether a resumptive pronoun stood between: «تسيطر عليها المعارضة»."""
        start = trigger.last + 1
        if trigger.has_pronoun:
            while start < len(self._folded) and self._goes_on(trigger, start):
                start += 1
            return self.mention_after(start, gap=_VERB_GAP, free=True), True
        if start < len(self._folded) and "resumptive" in self._facts.clause[start]:
            return self.mention_after(start + 1, gap=2, free=True), True
        return self.mention_after(start, gap=_VERB_GAP, free=True), False

    def _goes_on(self, trigger: Trigger, index: int) -> bool:
        """«الذين تسلحهم | وتدربهم | وتمولهم دولة»: verbs with the same pronoun share the subject behind the last."""
        word = self._folded[index]
        return word.startswith(_WAW) and word.endswith(("هم", "ها")) and word[-2:] == self._folded[trigger.first][-2:]

    def _is_passive(self, trigger: Trigger, after: FoundActor | None) -> bool:
        """«قتل 15 جنديا», «جنود قتلوا في»: a verb of harm without an object behind it has its victim as subject."""
        if not trigger.entry.passive or trigger.has_pronoun:
            return False
        if trigger.category == "imperfect":
            return self._opens_relative(trigger) and after is not None
        if self._opens_clause(trigger.first) or self.subject_before(trigger.first) is None:
            ends_plural = self._folded[trigger.first].endswith("وا")
            return not ends_plural
        following = trigger.last + 1
        if following >= len(self._folded):
            return True
        return not (
            after is not None
            or "people" in self._facts.classes[following]
            or self._facts.layout.tokens.kinds[following] is TokenKind.NUMBER
        )

    def _opens_relative(self, trigger: Trigger) -> bool:
        """«التي يقتل فيها جنود»: right after a relative pronoun, and going on with one of its own."""
        following = trigger.last + 1
        resumed = following < len(self._folded) and "resumptive" in self._facts.clause[following]
        return resumed and trigger.first > 0 and "relative" in self._facts.clause[trigger.first - 1]

    def _object(self, start: int, role: str) -> FoundActor | None:
        return self.mention_after(start, gap=3) if role == "target" else None

    def _opens_clause(self, index: int) -> bool:
        return self._clauses.around(index).start == index

    def _later_subject(self, trigger: Trigger) -> FoundActor | None:
        """«وتنتشر في القاعدة قوات»: the subject behind a prepositional phrase."""
        clause = self._clauses.around(trigger.first)
        for index in range(trigger.last + 1, min(clause.stop, trigger.last + 9)):
            mention = self._by_first.get(index)
            if mention is not None and self._may_follow(trigger, mention):
                return mention
            if index in self._trigger_tokens:
                return None
        return None

    def _may_follow(self, trigger: Trigger, mention: FoundActor) -> bool:
        """A party without preposition; a known one where what stands before it is closed, so that it owns nothing."""
        if mention.rule == "actor.descriptive":
            return not self.is_governed(mention)
        if mention.rule != "actor.actor" or trigger.entry.type is not ClaimType.CONTROL or self.is_governed(mention):
            return False
        before = mention.first - 1
        while before > trigger.last and self._facts.layout.tokens.raw[before] in QUOTATION_MARKS:
            before -= 1
        return before in self._places or (before > trigger.last + 1 and self._folded[before].startswith(ARTICLE))

    def _of_noun(self, trigger: Trigger) -> Arguments:
        entry = trigger.entry
        if entry.type is ClaimType.CLASH or entry.type is ClaimType.AGREEMENT:
            sides = self._sides(trigger)
            if sides is not None:
                return sides
        actor, target, rule = self._construct(trigger)
        if rule == "actor.construct" and trigger.light_subject in ("actor", "attempt") and self._is_lent(trigger):
            fighter = self.mention_after(trigger.light + 1, gap=_VERB_GAP, stop=trigger.first, free=True)
            if fighter is not None and fighter is not actor:  # «بدأت الجماعات في قتال | جماعات أخرى»
                actor, target, rule = fighter, actor, "actor.light-verb"
        if actor is None and entry.to != "none":
            owner = self._owner(trigger)
            if owner is not None and entry.to == "actor" and entry.type is not ClaimType.CASUALTIES:
                actor, rule = owner, "actor.owner"
            elif owner is not None and target is None:
                target = owner
        if actor is None and entry.type in _HITS and (source := self._from_party(trigger)) is not None:
            actor, rule = source, "actor.agent-phrase"
        if actor is None and entry.type is not ClaimType.CASUALTIES:
            actor = self._nisba(trigger)
            rule = "actor.adjective" if actor is not None else rule
        lends = trigger.light_subject in ("actor", "attempt") and self._is_lent(trigger)
        if actor is None and lends and entry.type is not ClaimType.CASUALTIES:
            actor = self.mention_after(trigger.light + 1, gap=_VERB_GAP, stop=trigger.first, free=True)
            actor = actor or self.subject_before(trigger.light)
            rule = "actor.light-verb"
        elif trigger.light >= 0 and trigger.light_subject == "target" and target is None:
            target = self.mention_after(trigger.light + 1, gap=_VERB_GAP, stop=trigger.first, free=True)
            target = target or self.subject_before(trigger.light)
        if actor is None and entry.type is ClaimType.AGREEMENT:
            actor = self._after_marker(trigger, "versus") or self.subject_before(trigger.first)
            rule = "actor.partner" if actor is not None else rule
        if actor is None and self._is_said_of_subject(trigger):
            subject = self.subject_before(trigger.first)
            if entry.type is ClaimType.CASUALTIES:
                target = target or subject
            else:
                actor, rule = subject, "actor.before-noun"
        if actor is None and trigger.preposition == _LAM and entry.type is ClaimType.CAPTURE and not trigger.definite:
            actor, rule = self.subject_before(trigger.first), "actor.before-noun"
        if actor is None and trigger.preposition == _BEH and entry.type in _DEEDS and not trigger.definite:
            actor, rule = (
                self._ending_at((trigger.light if trigger.light >= 0 else trigger.first) - 1),
                "actor.before-noun",
            )
        if actor is None and entry.type in _DEEDS and self._is_committed(trigger):
            actor, rule = self._ending_at(trigger.first - 2), "actor.before-noun"
        return Arguments(actor, target, rule if actor is not None else "")

    def _is_committed(self, trigger: Trigger) -> bool:
        """«اتهامات للجيش | بشن هجوم»: who stands before it is said to have done it."""
        return trigger.first > 1 and "committing" in self._facts.clause[trigger.first - 1]

    def _is_lent(self, trigger: Trigger) -> bool:
        """«شن الجيش غارات», but «نفذ الجيش غارات ردا على | هجوم»: what it answers was somebody else's."""
        between = range(trigger.light + 1, trigger.first)
        if trigger.light < 0 or self._is_topic(trigger):
            return False
        return not any("answer" in self._facts.clause[i] for i in between)

    def _is_topic(self, trigger: Trigger) -> bool:
        """«رد بخصوص | الهجوم», «ضربات ردا على | هجوم»: what is spoken of or answered was somebody else's deed."""
        before = range(max(0, trigger.first - 2), trigger.first)
        return any(self._facts.clause[i] & {"answer", "topic"} for i in before)

    def _is_said_of_subject(self, trigger: Trigger) -> bool:
        """«في حالة استعداد», «تبادلت إطلاق النار» and «اتهم إيران | بإطلاق صواريخ» speak of the noun before."""
        if self._is_topic(trigger):
            return False
        if trigger.preposition == _BEH:
            opening = self._clauses.around(trigger.first).start
            return opening in self._by_first and trigger.entry.type is not ClaimType.CASUALTIES
        return trigger.category == "phrase" and not trigger.preposition and trigger.entry.type in _OF_SUBJECT

    def _construct(self, trigger: Trigger) -> tuple[FoundActor | None, FoundActor | None, str]:
        """What follows a noun in construct state plays the role that the entry gives it."""
        entry = trigger.entry
        index = trigger.last + 1
        while index in self._by_first or (index < len(self._folded) and "demonstrative" in self._facts.clause[index]):
            mention = self._by_first.get(index)
            if mention is None:
                index += 1
                continue
            if mention.rule in ("actor.nisba", "actor.country") and trigger.category != "phrase":
                break
            if mention.rule in NEVER_ACTORS or (trigger.definite and trigger.category != "phrase"):
                break
            if self.is_governed(mention):
                break
            if entry.of == "actor":
                return mention, None, "actor.construct"
            if entry.of == "target":
                return None, mention, ""
            if entry.of == "place" and entry.type in _TAKING and mention.rule not in STATES:
                return mention, None, "actor.construct"
            break
        relative = self.relative_subject(trigger)
        return relative, None, "actor.relative" if relative is not None else ""

    def _owner(self, trigger: Trigger) -> FoundActor | None:
        """«غارات عنيفة لطائرات التحالف», «كمين للحوثيين»."""
        for index in range(trigger.last + 1, min(trigger.last + 1 + _NOUN_GAP, len(self._folded))):
            mention = self._by_first.get(index)
            if mention is not None:
                if mention.rule == "actor.nisba":
                    continue
                return mention if self.has_lam(mention) else None
            if self._facts.clause[index] or not self._facts.spellings[index] or self._is_another_noun(index, trigger):
                return None
        return None

    def _from_party(self, trigger: Trigger) -> FoundActor | None:
        """«تتعرض لقصف جوي وبري من القوات», «هجمات من مسلحين»: behind adjectives of the event."""
        for index in range(trigger.last + 1, min(trigger.last + 1 + _NOUN_GAP, len(self._folded) - 1)):
            if self._folded[index] == "من":
                mention = self._by_first.get(index + 1)
                is_party = mention is not None and mention.rule in ("actor.actor", "actor.descriptive")
                return mention if is_party else None
            if not self._folded[index].endswith(("ي", "يه", "ه")) or self._facts.clause[index] or index in self._places:
                return None
        return None

    def _is_another_noun(self, index: int, trigger: Trigger) -> bool:
        """«استهدفت الغارات | مواقع للمتمردين»: no adjective of the trigger, so whoever owns it did not act."""
        if trigger.definite and not any(s.definite for s in self._facts.spellings[index]):
            return True
        return bool(self._facts.classes[index] & {"site", "struck"})

    def _nisba(self, trigger: Trigger) -> FoundActor | None:
        """«قصف تركي», «غارات روسية»: the nationality adjective stands for the actor."""
        for index in range(trigger.last + 1, min(trigger.last + 4, len(self._folded))):
            mention = self._by_first.get(index)
            if mention is not None:
                return mention if mention.rule == "actor.nisba" else None
            if not self._facts.spellings[index] or self._facts.clause[index] or index in self._places:
                return None
            if self._folded[index].startswith(_JOINED_ARTICLES):
                return None  # «ضربات بالأراضي | السورية»
        return None

    def _sides(self, trigger: Trigger) -> Arguments | None:
        """«بين الجيش والمسلحين», «بين فصيل ... وآخر»."""
        clause = self._clauses.around(trigger.first)
        for index in range(trigger.last + 1, min(clause.stop, trigger.last + _SIDES_REACH)):
            if "between" in self._facts.clause[index]:
                first = self.mention_after(index + 1, gap=2)
                if first is None:
                    return None
                second = self.mention_after(first.last + 1, gap=8)
                return Arguments(first, second or first, "actor.between")
        return None

    def _after_marker(self, trigger: Trigger, name: str) -> FoundActor | None:
        """The mention after an agent or adversary marker that follows the trigger in its clause."""
        clause = self._clauses.around(trigger.first)
        for index in range(trigger.last + 1, min(clause.stop, trigger.last + _AGENT_REACH)):
            if name in self._facts.clause[index]:
                nation = self._by_first.get(index + 1)
                if name == "agent" and nation is not None and nation.rule in NEVER_ACTORS:
                    return nation  # «برصاص إسرائيلي»
                return self.mention_after(index + 1, gap=3)
            if index in self._trigger_tokens:
                return None
        return None
