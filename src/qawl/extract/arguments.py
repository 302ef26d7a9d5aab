"""Arguments: who did it and to whom, by the frame of the trigger and the order of the words.

Verb first («قصفت المدفعية البلدة»), subject first («القوات قصفت البلدة»), verbal noun with its subject in construct
state («قصف الجيش على البلدة»), as adjective («قصف تركي»), after «لـ» («غارات لطائرات التحالف»), after an agent
marker («على يد مسلحين»), between two sides («اشتباكات بين الجيش والمسلحين»), or lent by a light verb
(«شن الطيران غارات»).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from qawl.extract.clauses import Clauses
from qawl.extract.findings import FoundActor, FoundToponym
from qawl.extract.surroundings import Trigger
from qawl.extract.word_facts import WordFacts
from qawl.model.claim import ClaimType
from qawl.model.span import Span
from qawl.text.tokens import TokenKind

_PREPOSITIONS = "\N{ARABIC LETTER BEH}\N{ARABIC LETTER LAM}\N{ARABIC LETTER KAF}"
_BEH = "\N{ARABIC LETTER BEH}"
_LAM = "\N{ARABIC LETTER LAM}"
_VERB_GAP = 5  # words between a verb and the subject after it
_NOUN_GAP = 3  # words between a noun and the «لـ» phrase that names its subject
_AGENT_REACH = 14  # words between a trigger and «من قبل»
_SIDES_REACH = 8  # words between «اشتباكات» and «بين»
_LOOK_BACK = 9  # words between an antecedent and its relative pronoun
_BREAKS = frozenset({"connector", "complementizer", "relative", "direction", "versus", "cause"})
_GOVERNORS = frozenset({"direction", "cause", "versus", "between", "agent"})
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
_NEVER_ACTORS = frozenset({"actor.nisba"})


@dataclass(frozen=True, slots=True)
class Arguments:
    """The parties of a trigger and the rule that found the actor."""

    actor: FoundActor | None = None
    target: FoundActor | None = None
    actor_rule: str = ""


class ArgumentReader:
    """Finds the parties of triggers among the actor mentions of one article."""

    def __init__(
        self,
        facts: WordFacts,
        clauses: Clauses,
        *,
        actors: Sequence[FoundActor],
        toponyms: Sequence[FoundToponym],
        triggers: Sequence[Trigger],
    ) -> None:
        self._facts, self._clauses = facts, clauses
        self._by_first = {a.first: a for a in actors}
        self._places = {i for t in toponyms for i in range(t.first, t.last + 1)}
        self._trigger_tokens = {i for t in triggers for i in range(t.first, t.last + 1)}
        self._event_tokens = {i for t in triggers if not t.is_verb and t.entry.type in _HITS for i in (t.first, t.last)}
        self._folded = facts.layout.tokens.folded

    def read(self, trigger: Trigger) -> Arguments:
        """The parties stated in the trigger's own clause."""
        found = self._read(trigger)
        by = self._after_marker(trigger, "agent")
        if by is not None and by is not found.target:
            victim = found.target
            if trigger.is_verb and found.actor is not None and trigger.entry.object == "target":
                victim = found.actor
            found = Arguments(by, victim if victim is not by else None, "actor.agent-phrase")
        if found.target is None and trigger.entry.against == "target" and trigger.entry.type not in _NO_VERSUS:
            versus = self._after_marker(trigger, "versus")
            if versus is not None and versus is not found.actor:
                found = replace(found, target=versus)
        return found

    def _read(self, trigger: Trigger) -> Arguments:
        if trigger.entry.type is ClaimType.SUPPORT and not trigger.is_verb:
            return self._of_support(trigger)
        if trigger.entry.subject == "place":
            actor = self._mention_after(trigger.last + 1, gap=4, skip=frozenset({"direction"}))
            return Arguments(actor, None, "actor.holder" if actor else "")
        if trigger.is_verb:
            return self._of_verb(trigger)
        return self._of_noun(trigger)

    def _of_verb(self, trigger: Trigger) -> Arguments:
        entry = trigger.entry
        opening = trigger.light if trigger.light >= 0 else trigger.first
        before = self._subject_before(opening)
        if trigger.light >= 0:
            between = self._mention_after(trigger.light + 1, gap=_VERB_GAP, stop=trigger.first, free=True)
            return Arguments(between or before, self._object(trigger.last + 1, entry.object), "actor.light-verb")
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
        if before is not None and not self._opens_clause(trigger.first):
            return Arguments(before, after if entry.object == "target" else None, "actor.before-verb")
        if after is None:
            later = self._later_subject(trigger) if entry.object != "target" else None
            return Arguments(later, None, "actor.later" if later else "")
        second = self._object(after.last + 1, entry.object)
        return Arguments(after, second, "actor.after-verb")

    def _follows_event(self, trigger: Trigger) -> bool:
        """«ضربة جوية استهدفت»: the event noun before the verb is its subject, nobody acts."""
        if trigger.entry.type not in _HITS and trigger.entry.type is not ClaimType.CASUALTIES:
            return False
        before = range(max(0, trigger.first - 3), trigger.first)
        return any(i in self._event_tokens for i in before) and not any(i in self._by_first for i in before)

    def _after_verb(self, trigger: Trigger) -> tuple[FoundActor | None, bool]:
        """The mention after a verb, and whether a resumptive pronoun stood between: «تسيطر عليها المعارضة»."""
        start = trigger.last + 1
        if trigger.has_pronoun:
            return self._mention_after(start, gap=_VERB_GAP, free=True), True
        if start < len(self._folded) and "resumptive" in self._facts.clause[start]:
            return self._mention_after(start + 1, gap=2, free=True), True
        return self._mention_after(start, gap=_VERB_GAP, free=True), False

    def _is_passive(self, trigger: Trigger, after: FoundActor | None) -> bool:
        """«قتل 15 جنديا», «جنود قتلوا في»: a verb of harm without an object behind it has its victim as subject."""
        if not trigger.entry.passive or trigger.has_pronoun:
            return False
        if trigger.category == "imperfect":
            return self._opens_relative(trigger) and after is not None
        if self._opens_clause(trigger.first) or self._subject_before(trigger.first) is None:
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
        return self._mention_after(start, gap=3) if role == "target" else None

    def _opens_clause(self, index: int) -> bool:
        return self._clauses.around(index).start == index

    def _later_subject(self, trigger: Trigger) -> FoundActor | None:
        """«وتنتشر في القاعدة قوات»: the subject behind a prepositional phrase."""
        clause = self._clauses.around(trigger.first)
        for index in range(trigger.last + 1, min(clause.stop, trigger.last + 9)):
            mention = self._by_first.get(index)
            if mention is not None and mention.rule == "actor.descriptive" and not self.is_governed(mention):
                return mention
            if index in self._trigger_tokens:
                return None
        return None

    def _of_support(self, trigger: Trigger) -> Arguments:
        """«القوات المدعومة من روسيا», «بدعم من الطيران», «دعما للحكومة», «اتهم إيران بدعم الجماعة»."""
        following = trigger.last + 1
        mention = next((self._by_first[i] for i in range(following, following + 3) if i in self._by_first), None)
        host = self._host_before(trigger)
        if mention is None:
            return Arguments(None, host, "")
        if mention.rule == "actor.nisba":
            return Arguments(mention, host, "actor.adjective") if mention.first == following else Arguments(None, host)
        if self._names_backed(trigger, mention):
            subject = self._subject_before(trigger.first) or host
            return Arguments(subject, mention, "actor.before-noun" if subject else "")
        return Arguments(mention, host, "actor.backer")

    def _names_backed(self, trigger: Trigger, mention: FoundActor) -> bool:
        """The mention behind «دعم» is who is backed: after «لـ», or as its object without «من»."""
        if self._has_lam(mention):
            return True
        from_backer = any(self._folded[i] == "من" for i in range(trigger.last, mention.first))
        return trigger.category == "noun" and not from_backer

    def _host_before(self, trigger: Trigger) -> FoundActor | None:
        """The mention before the trigger in its sentence: who is backed, or who backs."""
        for index in range(trigger.first - 1, max(-1, trigger.first - _LOOK_BACK), -1):
            if self._facts.layout.sentence_of[index] != self._facts.layout.sentence_of[trigger.first]:
                return None
            mention = self._by_first.get(index)
            if mention is not None and mention.rule != "actor.nisba":
                return mention
        return None

    def host_of(self, trigger: Trigger) -> int:
        """First token of the noun phrase that an adjective describes: «البلدات | الواقعة تحت سيطرة»."""
        clause = self._clauses.around(trigger.first)
        for index in range(trigger.first - 1, max(clause.start, trigger.first - _LOOK_BACK) - 1, -1):
            mention = self._by_first.get(index)
            if mention is not None and mention.rule != "actor.nisba":
                return index
            if "site" in self._facts.classes[index] or index in self._places:
                before = index - 1
                return before if before >= clause.start and "site" in self._facts.classes[before] else index
        return max(clause.start, trigger.first - 2)

    def _of_noun(self, trigger: Trigger) -> Arguments:
        entry = trigger.entry
        if entry.type is ClaimType.CLASH or entry.type is ClaimType.AGREEMENT:
            sides = self._sides(trigger)
            if sides is not None:
                return sides
        actor, target, rule = self._construct(trigger)
        if actor is None and entry.to != "none":
            owner = self._owner(trigger)
            if owner is not None and entry.to == "actor" and entry.type is not ClaimType.CASUALTIES:
                actor, rule = owner, "actor.owner"
            elif owner is not None and target is None:
                target = owner
        if actor is None and entry.type is not ClaimType.CASUALTIES:
            actor = self._nisba(trigger)
            rule = "actor.adjective" if actor is not None else rule
        lends = trigger.light >= 0 and trigger.light_subject in ("actor", "attempt")
        if actor is None and lends and entry.type is not ClaimType.CASUALTIES:
            actor = self._mention_after(trigger.light + 1, gap=_VERB_GAP, stop=trigger.first, free=True)
            actor = actor or self._subject_before(trigger.light)
            rule = "actor.light-verb"
        elif trigger.light >= 0 and trigger.light_subject == "target" and target is None:
            target = self._mention_after(trigger.light + 1, gap=_VERB_GAP, stop=trigger.first, free=True)
            target = target or self._subject_before(trigger.light)
        if actor is None and entry.type is ClaimType.AGREEMENT:
            actor = self._after_marker(trigger, "versus") or self._subject_before(trigger.first)
            rule = "actor.partner" if actor is not None else rule
        if actor is None and self._is_said_of_subject(trigger):
            actor, rule = self._subject_before(trigger.first), "actor.before-noun"
        return Arguments(actor, target, rule if actor is not None else "")

    def _is_said_of_subject(self, trigger: Trigger) -> bool:
        """«في حالة استعداد», «تبادلت إطلاق النار» and «اتهم إيران | بإطلاق صواريخ» speak of the noun before."""
        if trigger.preposition == _BEH:
            opening = self._clauses.around(trigger.first).start
            return opening in self._by_first and trigger.entry.type is not ClaimType.CASUALTIES
        return trigger.category == "phrase" and not trigger.preposition and trigger.entry.type in _OF_SUBJECT

    def _construct(self, trigger: Trigger) -> tuple[FoundActor | None, FoundActor | None, str]:
        """What follows a noun in construct state plays the role that the entry gives it."""
        entry = trigger.entry
        index = trigger.last + 1
        while index in self._by_first or (index < len(self._folded) and self._folded[index] in ("هذه", "هذا", "هؤلاء")):
            mention = self._by_first.get(index)
            if mention is None:
                index += 1
                continue
            if mention.rule in ("actor.nisba", "actor.country") and trigger.category != "phrase":
                break
            if mention.rule in _NEVER_ACTORS or (trigger.definite and trigger.category != "phrase"):
                break
            if self.is_governed(mention):
                break
            if entry.of == "actor":
                return mention, None, "actor.construct"
            if entry.of == "target":
                return None, mention, ""
            break
        relative = self._relative_subject(trigger)
        return relative, None, "actor.relative" if relative is not None else ""

    def _relative_subject(self, trigger: Trigger) -> FoundActor | None:
        """«الهجوم الذي تشنه القوات», «كمين نصبه الحوثيون»: the subject of the verb that carries the noun's pronoun."""
        for index in range(trigger.last + 1, min(len(self._folded), trigger.last + 6)):
            light = self._facts.light[index]
            if light is not None and light.subject == "actor" and self._folded[index].endswith(("ه", "ها")):
                return self._mention_after(index + 1, gap=2)
            if not self._facts.spellings[index] or self._facts.clause[index] & {"connector", "complementizer"}:
                return None
        return None

    def _owner(self, trigger: Trigger) -> FoundActor | None:
        """«غارات عنيفة لطائرات التحالف», «كمين للحوثيين»."""
        for index in range(trigger.last + 1, min(trigger.last + 1 + _NOUN_GAP, len(self._folded))):
            mention = self._by_first.get(index)
            if mention is not None:
                if mention.rule == "actor.nisba":
                    continue
                return mention if self._has_lam(mention) else None
            if self._facts.clause[index] or not self._facts.spellings[index]:
                return None
        return None

    def _has_lam(self, mention: FoundActor) -> bool:
        word = self._folded[mention.first]
        offset = mention.span.start - self._facts.layout.tokens.starts[mention.first]
        return word.startswith(_LAM + _LAM) or (offset > 0 and word[offset - 1] == _LAM)

    def _nisba(self, trigger: Trigger) -> FoundActor | None:
        """«قصف تركي», «غارات روسية»: the nationality adjective stands for the actor."""
        for index in range(trigger.last + 1, min(trigger.last + 4, len(self._folded))):
            mention = self._by_first.get(index)
            if mention is not None:
                return mention if mention.rule == "actor.nisba" else None
            if not self._facts.spellings[index] or self._facts.clause[index] or index in self._places:
                return None
        return None

    def _sides(self, trigger: Trigger) -> Arguments | None:
        """«بين الجيش والمسلحين», «بين فصيل ... وآخر»."""
        clause = self._clauses.around(trigger.first)
        for index in range(trigger.last + 1, min(clause.stop, trigger.last + _SIDES_REACH)):
            if "between" in self._facts.clause[index]:
                first = self._mention_after(index + 1, gap=2)
                if first is None:
                    return None
                second = self._mention_after(first.last + 1, gap=8)
                return Arguments(first, second or first, "actor.between")
        return None

    def _after_marker(self, trigger: Trigger, name: str) -> FoundActor | None:
        """The mention after an agent or adversary marker that follows the trigger in its clause."""
        clause = self._clauses.around(trigger.first)
        for index in range(trigger.last + 1, min(clause.stop, trigger.last + _AGENT_REACH)):
            if name in self._facts.clause[index]:
                return self._mention_after(index + 1, gap=3)
            if index in self._trigger_tokens:
                return None
        return None

    def _mention_after(
        self, start: int, *, gap: int, stop: int | None = None, skip: frozenset[str] = frozenset(), free: bool = False
    ) -> FoundActor | None:
        """The first actor mention within ``gap`` words, before any preposition opens another phrase.

        ``free``: only one without a preposition of its own counts, as a subject or object must be.
        """
        limit = min(len(self._folded), start + gap + 1) if stop is None else stop
        for index in range(start, limit):
            mention = self._by_first.get(index)
            if mention is not None and mention.rule not in _NEVER_ACTORS:
                return None if self._is_place_use(mention) or (free and self.is_governed(mention)) else mention
            if self._facts.clause[index] & (_BREAKS - skip) or self._facts.layout.tokens.raw[index] in ".:؛":
                return None
            if free and self._is_noun_between(index):
                return None
            if index in self._trigger_tokens and not skip:
                return None
        return None

    def _is_noun_between(self, index: int) -> bool:
        """A word that is neither a time nor an adverb between verb and mention: the mention is its genitive."""
        if not self._facts.spellings[index] or self._facts.clause[index] & {"phrase-end", "resumptive", "agent"}:
            return False
        return not self._folded[index].endswith("ا")  # accusative adverbs: «حاليا»، «أيضا»

    def _is_place_use(self, mention: FoundActor) -> bool:
        """A town the actor files do not know acts for nobody; a country after «في» is a place."""
        return mention.rule in ("actor.country", "actor.capital") and self.is_governed(mention)

    def _subject_before(self, index: int) -> FoundActor | None:
        """The first free mention of the clause before a verb; in a relative clause its antecedent."""
        clause = self._clauses.around(index)
        relative = next(
            (i for i in range(index - 1, max(clause.start, index - 3) - 1, -1) if "relative" in self._facts.clause[i]),
            -1,
        )
        if relative >= 0:
            return self._antecedent(relative)
        for position in range(clause.start, index):
            mention = self._by_first.get(position)
            if mention is not None and mention.rule not in _NEVER_ACTORS and not self.is_governed(mention):
                return mention
        return None

    def _antecedent(self, relative: int) -> FoundActor | None:
        for position in range(relative - 1, max(-1, relative - _LOOK_BACK), -1):
            mention = self._by_first.get(position)
            if mention is not None and mention.rule not in _NEVER_ACTORS:
                return mention if mention.last >= relative - 3 else None
        return None

    def is_governed(self, mention: FoundActor) -> bool:
        """True after a preposition, and for names with «بـ» or «لـ» on them."""
        if mention.first and self._facts.clause[mention.first - 1] & _GOVERNORS:
            return True
        offset = mention.span.start - self._facts.layout.tokens.starts[mention.first]
        word = self._folded[mention.first]
        return (offset > 0 and word[offset - 1] in _PREPOSITIONS) or word.startswith(_LAM + _LAM)

    def people_after(self, trigger: Trigger, start: int, stop: int) -> FoundActor | None:
        """A phrase of harmed people: «مدنيين», «ثلاثة من القيادات»; named persons to the comma."""
        tokens = self._facts.layout.tokens
        for index in range(start, min(stop, start + 7)):
            mention = self._by_first.get(index)
            if mention is not None and mention.rule not in _NEVER_ACTORS:
                return None if self._has_lam(mention) else mention
            if "people" in self._facts.classes[index]:
                last = index
                while last + 1 < stop and last < index + 2 and self._extends(last + 1):
                    last += 1
                span = Span(tokens.starts[index], tokens.ends[last])
                return FoundActor(index, last, span, span.of(tokens.text), None, "actor.people")
            if tokens.kinds[index] is TokenKind.MARK or "connector" in self._facts.clause[index]:
                return None
        return None

    def _extends(self, index: int) -> bool:
        word = self._folded[index]
        ends = word.endswith(("ين", "ون", "يه", "ي"))
        return ends and not self._facts.clause[index] and bool(self._facts.spellings[index])
