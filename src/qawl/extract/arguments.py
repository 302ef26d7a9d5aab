"""Arguments: who did it and to whom, by the frame of the trigger and the order of the words.

Verb first («قصفت المدفعية البلدة»), subject first («القوات قصفت البلدة»), verbal noun with its subject in construct
state («قصف الجيش على البلدة»), as adjective («قصف تركي»), after «لـ» («غارات لطائرات التحالف»), after an agent
marker («على يد مسلحين»), between two sides («اشتباكات بين الجيش والمسلحين»), or lent by a light verb («شن الطيران غارات»).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from qawl.extract.clauses import Clauses
from qawl.extract.findings import FoundActor, FoundToponym
from qawl.extract.predicates import Trigger, WordFacts
from qawl.model.claim import ClaimType
from qawl.model.span import Span
from qawl.text.tokens import TokenKind

_WAW = "\N{ARABIC LETTER WAW}"
_VERB_GAP = 5  # words between a verb and the subject after it
_NOUN_GAP = 3  # words between a noun and the «لـ» phrase that names its subject


@dataclass(frozen=True, slots=True)
class Arguments:
    """The parties of a trigger and the rules that found them."""

    actor: FoundActor | None = None
    target: FoundActor | None = None
    actor_rule: str = ""
    other: FoundActor | None = None


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
        self._actors = actors
        self._places = {i for t in toponyms for i in range(t.first, t.last + 1)}
        self._trigger_tokens = {i for t in triggers for i in range(t.first, t.last + 1)}
        self._folded = facts.layout.tokens.folded

    def read(self, trigger: Trigger) -> Arguments:
        """The parties stated in the trigger's own sentence."""
        found = self._of_verb(trigger) if trigger.is_verb else self._of_noun(trigger)
        by = self._after_marker(trigger, "agent")
        if by is not None:
            victim = found.target
            if trigger.is_verb and found.actor is not None and trigger.entry.object == "target":
                victim = found.actor
            found = Arguments(by, victim if victim is not by else None, "actor.agent-phrase")
        if found.target is None and trigger.entry.against == "target" and trigger.entry.type not in _NO_VERSUS:
            versus = self._after_marker(trigger, "versus")
            if versus is not None and versus is not found.actor:
                found = replace(found, target=versus)
        return found

    def _of_verb(self, trigger: Trigger) -> Arguments:
        entry = trigger.entry
        after = self._mention_after(trigger.last + 1, gap=_VERB_GAP)
        before = self._subject_before(trigger.light if trigger.light >= 0 else trigger.first)
        if entry.subject == "target" or (entry.passive and trigger.category == "perfect" and before is None and after):
            return Arguments(None, after or before, "")
        if entry.subject in ("place", "none"):
            return Arguments(after if entry.subject == "place" else None, None, "actor.after-verb" if after else "")
        if trigger.light >= 0:
            subject = self._mention_after(trigger.light + 1, gap=_VERB_GAP, stop=trigger.first)
            return Arguments(subject or before, after, "actor.light-verb")
        if before is not None and (after is None or self._is_subject_first(trigger)):
            return Arguments(before, after if entry.object == "target" else None, "actor.before-verb")
        if after is None:
            return Arguments()
        second = self._mention_after(after.last + 1, gap=3) if entry.object == "target" else None
        return Arguments(after, second, "actor.after-verb")

    def _is_subject_first(self, trigger: Trigger) -> bool:
        """After «إن» or at the head of a clause a noun phrase is the subject of the verb behind it."""
        clause = self._clauses.around(trigger.first)
        return trigger.first - clause.start > 0 and not self._opens_clause(trigger.first)

    def _opens_clause(self, index: int) -> bool:
        return bool(self._clauses.around(index).start == index)

    def _of_noun(self, trigger: Trigger) -> Arguments:
        entry = trigger.entry
        actor: FoundActor | None = None
        target: FoundActor | None = None
        rule = ""
        following = self._by_first.get(trigger.last + 1)
        if following is not None and not trigger.definite and not following.rule.endswith("country"):
            if entry.of == "actor":
                actor, rule = following, "actor.construct"
            elif entry.of == "target":
                target = following
        elif following is not None and trigger.category == "phrase" and entry.of == "actor":
            actor, rule = following, "actor.construct"
        if entry.type is ClaimType.CLASH or entry.type is ClaimType.AGREEMENT:
            sides = self._sides(trigger)
            if sides is not None:
                return sides
        if actor is None and entry.to != "none":
            owner = self._owner(trigger)
            if owner is not None:
                actor, target, rule = (owner, target, "actor.owner") if entry.to == "actor" else (actor, owner, rule)
        if actor is None and entry.type is not ClaimType.CASUALTIES:
            actor = self._nisba(trigger)
            rule = "actor.adjective" if actor is not None else rule
        if actor is None and trigger.light >= 0 and trigger.light_subject == "actor":
            actor = self._mention_after(trigger.light + 1, gap=_VERB_GAP, stop=trigger.first)
            actor = actor or self._subject_before(trigger.light)
            rule = "actor.light-verb"
        elif trigger.light >= 0 and trigger.light_subject == "target" and target is None:
            target = self._mention_after(trigger.light + 1, gap=_VERB_GAP, stop=trigger.first)
            target = target or self._subject_before(trigger.light)
        return Arguments(actor, target, rule if actor is not None else "")

    def _owner(self, trigger: Trigger) -> FoundActor | None:
        """«غارات عنيفة لطائرات التحالف», «كمين للحوثيين»."""
        for index in range(trigger.last + 1, min(trigger.last + 1 + _NOUN_GAP, len(self._folded))):
            mention = self._by_first.get(index)
            if mention is not None:
                offset = mention.span.start - self._facts.layout.tokens.starts[index]
                lam = self._folded[index].startswith("ل") or (offset and self._folded[index][offset - 1] == "ل")
                return mention if lam else None
            if self._facts.clause[index] or not self._facts.spellings[index]:
                return None
        return None

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
        """«بين الجيش والمسلحين», «بين فصيل ... وآخر»; «مع المسلحين» gives the other side."""
        clause = self._clauses.around(trigger.first)
        for index in range(trigger.last + 1, min(clause.stop, trigger.last + 8)):
            if "between" in self._facts.clause[index]:
                first = self._mention_after(index + 1, gap=2)
                if first is None:
                    return None
                second = self._mention_after(first.last + 1, gap=8)
                return Arguments(first, second, "actor.between")
        return None

    def _after_marker(self, trigger: Trigger, name: str) -> FoundActor | None:
        """The mention after an agent or adversary marker that follows the trigger in its clause."""
        clause = self._clauses.around(trigger.first)
        for index in range(trigger.last + 1, min(clause.stop, trigger.last + 14)):
            if name in self._facts.clause[index]:
                return self._mention_after(index + 1, gap=3)
            if index in self._trigger_tokens and name == "versus":
                return None
        return None

    def _mention_after(self, start: int, *, gap: int, stop: int | None = None) -> FoundActor | None:
        """The first actor mention within ``gap`` words, before any preposition opens another phrase."""
        limit = min(len(self._folded), start + gap + 1) if stop is None else stop
        for index in range(start, limit):
            mention = self._by_first.get(index)
            if mention is not None:
                return mention
            names = self._facts.clause[index]
            if names & {"connector", "complementizer", "relative", "direction", "versus", "cause"}:
                return None
            if index in self._trigger_tokens or self._facts.layout.tokens.raw[index] in ".:؛":
                return None
        return None

    def _subject_before(self, index: int) -> FoundActor | None:
        """The first mention of the clause before a verb that no preposition governs; in a relative clause its antecedent."""
        clause = self._clauses.around(index)
        relative = next(
            (i for i in range(index - 1, max(clause.start, index - 3) - 1, -1) if "relative" in self._facts.clause[i]), -1
        )
        if relative >= 0:
            return self._antecedent(relative)
        for position in range(clause.start, index):
            mention = self._by_first.get(position)
            if mention is not None and not self._is_governed(mention):
                return mention
        return None

    def _antecedent(self, relative: int) -> FoundActor | None:
        for position in range(relative - 1, max(-1, relative - 9), -1):
            mention = self._by_first.get(position)
            if mention is not None:
                return mention if mention.last >= relative - 4 else None
        return None

    def _is_governed(self, mention: FoundActor) -> bool:
        """True after a preposition, and for names with «بـ» or «لـ» on them."""
        if mention.first and self._facts.clause[mention.first - 1] & {"direction", "cause", "versus", "between", "agent"}:
            return True
        offset = mention.span.start - self._facts.layout.tokens.starts[mention.first]
        return offset > 0 and self._folded[mention.first][offset - 1] in "بلك"

    def people_after(self, trigger: Trigger, start: int, stop: int) -> FoundActor | None:
        """A phrase of harmed people: «مدنيين», «ثلاثة من القيادات»; named persons to the comma."""
        tokens = self._facts.layout.tokens
        for index in range(start, min(stop, start + 7)):
            mention = self._by_first.get(index)
            if mention is not None:
                return mention
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
        return not self._facts.clause[index] and word.endswith(("ين", "ون", "يه", "ي")) and bool(self._facts.spellings[index])


_NO_VERSUS = frozenset({ClaimType.CASUALTIES, ClaimType.CONTROL, ClaimType.AGREEMENT, ClaimType.AID, ClaimType.DISPLACEMENT})
