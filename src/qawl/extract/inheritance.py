"""Inheritance: where a claim's place, actor and time come from when its own clause does not state them.

For nearly half of all claims the place stands outside the clause, for a third of them the actor. Every step outward is
a named rule with a score, and any of them can be switched off to measure what it is worth.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from qawl.extract.arguments import Arguments
from qawl.extract.drafts import Draft
from qawl.extract.findings import FoundActor, FoundStatement, FoundTime, FoundToponym
from qawl.extract.surroundings import Trigger
from qawl.extract.word_facts import WordFacts
from qawl.model.claim import ClaimType
from qawl.text.quotations import QUOTATION_MARKS

SCORES = {
    "place.in-clause": 0.95,
    "place.in-sentence": 0.8,
    "place.same-noun": 0.7,
    "place.in-paragraph": 0.6,
    "place.headline": 0.6,
    "place.previous-claim": 0.5,
    "place.country": 0.5,
}
PLACE_RULES = tuple(SCORES)
ACTOR_RULES = ("actor.cause-event", "actor.same-sentence", "actor.speaker")
_OPENING = 12  # characters between the start of a content and its first verb
TIME_RULES = ("time.in-clause", "time.in-sentence", "time.in-paragraph")
INHERITANCE_RULES = (*PLACE_RULES[1:], *ACTOR_RULES, *TIME_RULES[1:])
"""Every rule that looks outside the clause: what ``left_out`` of a reader may name."""
_DATED_EVENTS = frozenset(ClaimType) - {
    ClaimType.CONTROL,
    ClaimType.SUPPORT,
    ClaimType.CAPABILITY,
    ClaimType.AGREEMENT,
}
_EVENTS = frozenset({ClaimType.STRIKE, ClaimType.ATTACK, ClaimType.OPERATION})
_CAUSE_REACH = 16  # words between a toll and the strike that caused it
_TEH = "\N{ARABIC LETTER TEH}"
_YEH = "\N{ARABIC LETTER YEH}"
_WAW = "\N{ARABIC LETTER WAW}"
_BEH = "\N{ARABIC LETTER BEH}"
_ARTICLE = "\N{ARABIC LETTER ALEF}\N{ARABIC LETTER LAM}"


@dataclass(frozen=True, slots=True)
class PlaceChoice:
    """The toponym a claim is about and the rule that chose it."""

    toponym: FoundToponym
    rule: str

    @property
    def is_inherited(self) -> bool:
        return self.rule != "place.in-clause"


class PlaceChooser:
    """Chooses places for the claims of one article in text order, remembering the last one."""

    def __init__(
        self,
        facts: WordFacts,
        toponyms: Sequence[FoundToponym],
        *,
        actors: Sequence[FoundActor],
        disabled: frozenset[str] = frozenset(),
    ) -> None:
        self._facts, self._disabled = facts, disabled
        self._folded = facts.layout.tokens.folded
        self._states = {a.first for a in actors if a.rule in ("actor.country", "actor.capital")}
        inside = {i: a for a in actors for i in range(a.first, a.last + 1)}
        self._toponyms = sorted((t for t in toponyms if not _is_part_of_name(t, inside)), key=lambda t: t.first)
        self._previous: FoundToponym | None = None

    def choose(self, trigger: Trigger, evidence: range) -> PlaceChoice | None:
        """The best place by the nearest rule that gives one."""
        for rule, candidates in self._steps(trigger, evidence):
            if rule in self._disabled:
                continue
            best = max(candidates, key=lambda t: self._weight(t, trigger), default=None)
            if best is not None:
                if not self._is_state(best):
                    self._previous = best
                return PlaceChoice(best, rule)
        return None

    def _steps(self, trigger: Trigger, evidence: range) -> Iterator[tuple[str, list[FoundToponym]]]:
        layout = self._facts.layout
        sentence = layout.sentences[layout.sentence_of[trigger.first]]
        paragraph = layout.paragraphs[layout.paragraph_of[trigger.first]]
        yield "place.in-clause", self._usable(evidence, trigger)
        yield "place.same-noun", self._same_noun(evidence)
        yield "place.in-sentence", self._specific(self._usable(sentence, trigger))
        yield "place.in-paragraph", self._specific(self._usable(range(paragraph.start, trigger.first), trigger))
        yield "place.country", self._usable(sentence, trigger)
        yield "place.headline", self._usable(layout.paragraphs[0], trigger)
        yield "place.previous-claim", self._previous_of(trigger)

    def _previous_of(self, trigger: Trigger) -> list[FoundToponym]:
        """The place of the claim before, when it was made in the paragraph before and stands in no other way."""
        previous = self._previous
        if previous is None or trigger.entry.type is ClaimType.SUPPORT:
            return []
        distance = self._facts.layout.paragraph_of[trigger.first] - self._facts.layout.paragraph_of[previous.first]
        return [previous] if distance <= 1 else []

    def _usable(self, tokens: range, trigger: Trigger) -> list[FoundToponym]:
        """Toponyms in a stretch that say where; states acting («وقالت روسيا») do not."""
        inside = (t for t in self._toponyms if tokens.start <= t.first < tokens.stop)
        return [t for t in inside if not self._is_state(t) or self._says_where(t, trigger)]

    def _specific(self, toponyms: Iterable[FoundToponym]) -> list[FoundToponym]:
        return [t for t in toponyms if not self._is_state(t)]

    def _is_state(self, toponym: FoundToponym) -> bool:
        return toponym.first in self._states

    def _says_where(self, toponym: FoundToponym, trigger: Trigger) -> bool:
        """True behind a preposition of place, a noun like «مدينة», a joined «بـ», or as the object of the trigger."""
        before = toponym.first - 1
        while before > 0 and self._facts.layout.tokens.raw[before] in QUOTATION_MARKS | {"#"}:
            before -= 1
        if before >= 0 and "locative" in self._facts.clause[before]:
            return True
        if self._has_clitic(toponym, _BEH):
            return True
        return before == trigger.last and trigger.entry.object == "place"

    def _has_clitic(self, toponym: FoundToponym, letter: str) -> bool:
        """True when the letter is written on the name and is no part of it."""
        start = self._facts.layout.tokens.starts[toponym.first]
        return self._folded[toponym.first].startswith(letter) and toponym.span.start > start

    def _weight(self, toponym: FoundToponym, trigger: Trigger) -> float:
        """Near and after the trigger is good; a landmark, the container of another place or a state is not."""
        distance = toponym.first - trigger.last
        weight = -0.1 * distance if distance > 0 else 0.15 * distance
        if self._is_state(toponym):
            weight -= 3
        before = range(max(0, toponym.first - 3), toponym.first)
        if any("landmark" in self._facts.clause[i] for i in before):
            weight -= 1.5
        if self._is_container(toponym):
            weight -= 1
        return weight

    def _is_container(self, toponym: FoundToponym) -> bool:
        """«حرض في محافظة حجة»: a place named right after another one that lies in it."""
        if self._has_clitic(toponym, _WAW):
            return False
        return any(0 < toponym.first - other.last <= 4 for other in self._toponyms if other is not toponym)

    def _same_noun(self, evidence: range) -> list[FoundToponym]:
        """«المدينة», «المخيم»: the last place before that the article calls so."""
        for index in range(evidence.start, evidence.stop):
            if "site" not in self._facts.classes[index]:
                continue
            spelling = next((s for s in self._facts.spellings[index] if s.definite), None)
            if spelling is None:
                continue
            found = [t for t in self._toponyms if t.last < index and spelling.stem in self._nouns_of(t)]
            if found:
                return found[-1:]
        return []

    def _nouns_of(self, toponym: FoundToponym) -> set[str]:
        """The noun before the name or inside it: «مدينة عفرين», «مخيم اليرموك»."""
        nouns = {self._folded[i].removeprefix(_ARTICLE) for i in range(toponym.first, toponym.last + 1)}
        if toponym.first:
            nouns.update(s.stem for s in self._facts.spellings[toponym.first - 1])
        return nouns


def _is_part_of_name(toponym: FoundToponym, inside: dict[int, FoundActor]) -> bool:
    """True for «القدس» in «فيلق القدس» and «سوريا» in «قوات سوريا الديمقراطية»."""
    actor = inside.get(toponym.first)
    return actor is not None and actor.last - actor.first > toponym.last - toponym.first


class ActorHeir:
    """Fills in the actors that clauses leave out, in text order.

    ``hosts`` are the innermost statements of the drafts (indices into ``statements``), ``actors`` all mentions.
    """

    def __init__(
        self,
        facts: WordFacts,
        statements: Sequence[FoundStatement],
        *,
        actors: Sequence[FoundActor],
        disabled: frozenset[str] = frozenset(),
    ) -> None:
        self._facts, self._statements, self._disabled = facts, statements, disabled
        self._actors = [a for a in actors if a.rule not in ("actor.nisba", "actor.owned")]

    def fill(self, drafts: Sequence[Draft], hosts: Sequence[int | None]) -> list[Draft]:
        """The drafts with the actors that a rule could supply."""
        filled: list[Draft] = []
        for draft, host in zip(drafts, hosts, strict=True):
            filled.append(self._filled(draft, host, filled))
        if "actor.cause-event" in self._disabled:
            return filled
        return [_with_cause(self._facts, draft, filled) for draft in filled]

    def _filled(self, draft: Draft, host: int | None, done: Sequence[Draft]) -> Draft:
        actor = draft.arguments.actor
        if actor is not None and actor.rule == "actor.owned":
            owner = self._speaker(host)
            if owner is not None and "actor.speaker" not in self._disabled:
                return _with_actor(draft, owner, "actor.speaker")
            return draft
        if actor is not None or draft.trigger.entry.type is ClaimType.CASUALTIES:
            return draft
        for rule, found in self._steps(draft, host, done):
            if found is not None and rule not in self._disabled:
                return _with_actor(draft, found, rule)
        return draft

    def _steps(self, draft: Draft, host: int | None, done: Sequence[Draft]) -> Iterator[tuple[str, FoundActor | None]]:
        yield "actor.same-sentence", self._subject_of_sentence(draft, done)
        if _lacks_subject(draft.trigger):
            if host is not None and self._opens_content(draft, host):
                yield "actor.speaker", self._speaker(host)

    def _subject_of_sentence(self, draft: Draft, done: Sequence[Draft]) -> FoundActor | None:
        """«... وتقدمت نحو»: a verb without a subject goes on with the subject before it; so does «هجومها»."""
        trigger = draft.trigger
        lent = trigger.light >= 0 and trigger.light_subject in ("actor", "attempt")
        if not (trigger.is_verb or lent or trigger.has_pronoun) or trigger.entry.subject in ("target", "none"):
            return None
        sentence = self._facts.layout.sentences[self._facts.layout.sentence_of[trigger.first]]
        subjects = [a for a in self._actors if sentence.start <= a.first < trigger.first and self._is_subject(a)]
        if subjects:
            return subjects[-1]
        for earlier in reversed(done):
            if earlier.trigger.first < sentence.start:
                return None
            if earlier.arguments.actor is not None and earlier.trigger.entry.type is not ClaimType.SUPPORT:
                return earlier.arguments.actor
        return None

    def _is_subject(self, mention: FoundActor) -> bool:
        """True right behind a verb: a known one, or a word with the shape of one (قالت، يواصل)."""
        before = mention.first - 1
        if before < 0 or mention.span.start > self._facts.layout.tokens.starts[mention.first] + 1:
            return False
        if self._facts.light[before] is not None:
            return True
        word = self._facts.layout.tokens.folded[before]
        return len(word) > 3 and not self._facts.clause[before] and (word[-1] == _TEH or word.lstrip("وف")[:1] == _YEH)

    def _opens_content(self, draft: Draft, host: int) -> bool:
        """«أعلن التحالف أنه | استعاد»: a verb right at the start of what is said has the speaker as subject."""
        opening = draft.trigger.light if draft.trigger.light >= 0 else draft.trigger.first
        start = self._facts.layout.tokens.starts[opening]
        return any(0 <= start - span.start <= _OPENING for span in self._statements[host].content)

    def _speaker(self, host: int | None) -> FoundActor | None:
        """The actor mention inside the source of a statement, its own or that of the statement around it."""
        while host is not None:
            source = self._statements[host].source_span
            if source is not None:
                return next((a for a in self._actors if source.start <= a.span.start < source.end), None)
            statement = self._statements[host]
            host = statement.parent if statement.host is None else statement.host
        return None


def _with_actor(draft: Draft, actor: FoundActor, rule: str) -> Draft:
    return replace(draft, arguments=replace(draft.arguments, actor=actor, actor_rule=rule))


def _lacks_subject(trigger: Trigger) -> bool:
    """A verb, or a noun carried by a light verb, that must have a subject somewhere."""
    if trigger.entry.subject in ("target", "none", "place"):
        return False
    return trigger.is_verb or (trigger.light >= 0 and trigger.light_subject == "actor")


def _with_cause(facts: WordFacts, draft: Draft, drafts: Sequence[Draft]) -> Draft:
    """«قتل مدنيون في غارة تركية»: who struck is who caused the harm."""
    if draft.trigger.entry.type is not ClaimType.CASUALTIES or draft.arguments.actor is not None:
        return draft
    sentence = facts.layout.sentence_of[draft.trigger.first]
    causes = [
        other
        for other in drafts
        if other.trigger.entry.type in _EVENTS
        and other.arguments.actor is not None
        and facts.layout.sentence_of[other.trigger.first] == sentence
        and abs(other.trigger.first - draft.trigger.first) <= _CAUSE_REACH
    ]
    if not causes:
        return draft
    cause = min(causes, key=lambda other: abs(other.trigger.first - draft.trigger.first))
    actor = cause.arguments.actor
    target = draft.arguments.target
    if actor is None or (target is not None and target.name == actor.name):
        return draft
    return replace(draft, arguments=Arguments(actor, target, "actor.cause-event"))


@dataclass(frozen=True, slots=True)
class TimeChoice:
    """The time expression of a claim and the rule that chose it."""

    time: FoundTime
    rule: str

    @property
    def is_inherited(self) -> bool:
        return self.rule != "time.in-clause"


class TimeChooser:
    """Chooses the time expressions of the claims of one article, in text order.

    The day of publication is never assumed: an undated claim stays undated unless its sentence or an earlier event of
    its paragraph gives a time. States (who holds, who backs) take no time but their own.
    """

    def __init__(
        self,
        facts: WordFacts,
        times: Sequence[FoundTime],
        statements: Sequence[FoundStatement],
        *,
        disabled: frozenset[str] = frozenset(),
    ) -> None:
        self._facts, self._disabled, self._statements = facts, disabled, statements
        self._times = [t for t in times if t.time is not None]
        self._last: tuple[int, FoundTime] | None = None  # sentence and time of the last dated event

    def choose(self, trigger: Trigger, evidence: range, host: int | None) -> TimeChoice | None:
        """The nearest time in the evidence, else in the sentence, else of the event before in the paragraph."""
        for rule, candidates in self._steps(trigger, evidence, host):
            if rule in self._disabled or not candidates:
                continue
            best = min(candidates, key=lambda t: abs(t.first - trigger.first))
            if trigger.entry.type in _DATED_EVENTS:
                self._last = (self._facts.layout.sentence_of[trigger.first], best)
            return TimeChoice(best, rule)
        return None

    def _steps(self, trigger: Trigger, evidence: range, host: int | None) -> Iterator[tuple[str, list[FoundTime]]]:
        layout = self._facts.layout
        yield "time.in-clause", [t for t in self._times if t.first in evidence]
        if trigger.entry.type not in _DATED_EVENTS:
            return
        sentence = layout.sentences[layout.sentence_of[trigger.first]]
        inside = [t for t in self._times if t.first in sentence and t.rule != "time.since"]
        inside = [t for t in inside if self._is_of_content(t, host) and not self._is_relative(t, trigger)]
        yield "time.in-sentence", inside
        if self._last is not None and self._is_next(trigger, self._last[0]):
            yield "time.in-paragraph", [self._last[1]]

    def _is_next(self, trigger: Trigger, sentence: int) -> bool:
        """True in the sentence after the dated event, in the same paragraph."""
        layout = self._facts.layout
        same = layout.paragraph_of[layout.sentences[sentence].start] == layout.paragraph_of[trigger.first]
        return same and layout.sentence_of[trigger.first] - sentence <= 1

    def _is_of_content(self, time: FoundTime, host: int | None) -> bool:
        """A time beside the cue dates the saying, not the event: «ذكر المرصد، الجمعة، أن ...»."""
        if host is None:
            return True
        return any(span.start <= time.span.start < span.end for span in self._statements[host].content)

    def _is_relative(self, time: FoundTime, trigger: Trigger) -> bool:
        """A time in a relative clause that the trigger is not in dates something else."""
        low, high = sorted((time.first, trigger.first))
        return any("relative" in self._facts.clause[i] for i in range(low + 1, high))
