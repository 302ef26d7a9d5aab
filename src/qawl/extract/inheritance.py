"""Inheritance: who acted, where a claim's own clause does not say.

A third of all actors stand outside the clause. Every step outward is a named rule, and any of them can be switched off
to measure what it is worth. Places and times have modules of their own (``claim_places``, ``claim_times``).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from qawl.extract.arguments import Arguments
from qawl.extract.claim_places import PLACE_RULES
from qawl.extract.claim_times import TIME_RULES
from qawl.extract.drafts import Draft
from qawl.extract.findings import FoundActor, FoundStatement
from qawl.extract.surroundings import Trigger
from qawl.extract.word_facts import WordFacts
from qawl.model.claim import ClaimType
from qawl.model.statement import Stance

ACTOR_RULES = ("actor.cause-event", "actor.same-sentence", "actor.same-toll", "actor.speaker")
INHERITANCE_RULES = tuple(rule for rule in (*PLACE_RULES, *ACTOR_RULES, *TIME_RULES) if not rule.endswith(".in-clause"))
"""Every rule that looks outside the clause, for places, actors and times; each may be switched off."""
_OUTLET = "outlet."
_OWN = ("انها", "انه", "انهم")
_ITSELF = 3  # words between «إنها» and the deed
_OPENING = 12  # characters between the start of a content and its first verb
_EVENTS = frozenset({ClaimType.STRIKE, ClaimType.ATTACK, ClaimType.OPERATION})
_GAINS = frozenset({ClaimType.CAPTURE, ClaimType.WITHDRAWAL, ClaimType.DETENTION})
_ANNOUNCE = "cue.announce"
_CLAUSE = "content.that-clause"
_LAM = "\N{ARABIC LETTER LAM}"
_DEEDS = frozenset({*_EVENTS, ClaimType.CAPTURE, ClaimType.WITHDRAWAL, ClaimType.DETENTION})
_OTHERS = frozenset("اخر اخرين اخرون اخران غيرهم".split())
_CAUSE_REACH = 16  # words between a toll and the strike that caused it
_HERS, _HIS = "ها", "\N{ARABIC LETTER HEH}"
_FEMININE = ("actor.country", "actor.capital")
_TEH = "\N{ARABIC LETTER TEH}"
_YEH = "\N{ARABIC LETTER YEH}"


class ActorHeir:
    """Fills in the actors that clauses leave out, in text order.

    ``hosts`` are the innermost statements of the drafts (indices into ``statements``), ``actors`` all mentions. An
    observatory, a court or a newspaper is never the doer of what it tells: ``observers`` are the ids of such.
    """

    def __init__(
        self,
        facts: WordFacts,
        statements: Sequence[FoundStatement],
        *,
        actors: Sequence[FoundActor],
        observers: frozenset[str] = frozenset(),
        disabled: frozenset[str] = frozenset(),
    ) -> None:
        self._facts, self._statements, self._disabled = facts, statements, disabled
        self._observers = observers
        deeds = (a for a in actors if not (a.actor or "").startswith(_OUTLET))  # an agency reports and does nothing
        self._actors = [a for a in deeds if a.rule not in ("actor.nisba", "actor.owned")]

    def fill(self, drafts: Sequence[Draft], hosts: Sequence[int | None]) -> list[Draft]:
        """The drafts with the actors that a rule could supply."""
        filled: list[Draft] = []
        for draft, host in zip(drafts, hosts, strict=True):
            filled.append(self._filled(draft, host, filled))
        if "actor.cause-event" not in self._disabled:
            filled = [_with_cause(self._facts, draft, filled) for draft in filled]
        return filled if "actor.same-toll" in self._disabled else _with_same_toll(self._facts, filled)

    def _filled(self, draft: Draft, host: int | None, done: Sequence[Draft]) -> Draft:
        actor = draft.arguments.actor
        if actor is not None and actor.rule == "actor.owned":
            owner = self._speaker(host)
            if owner is not None and "actor.speaker" not in self._disabled:
                return _with_actor(draft, owner, "actor.speaker")
            return draft
        if actor is None and host is not None and self._says_it_harmed(draft, host):
            owner = self._speaker(host)
            return (
                draft
                if owner is None or "actor.speaker" in self._disabled
                else _with_actor(draft, owner, "actor.speaker")
            )
        if actor is not None or draft.arguments.is_agentless or draft.trigger.entry.type is ClaimType.CASUALTIES:
            return draft
        for rule, found in self._steps(draft, host, done):
            if found is not None and rule not in self._disabled:
                return _with_actor(draft, found, rule)
        return draft

    def _steps(self, draft: Draft, host: int | None, done: Sequence[Draft]) -> Iterator[tuple[str, FoundActor | None]]:
        yield "actor.same-sentence", self._subject_of_sentence(draft, done)
        if host is None or not self._opens_content(draft, host):
            return
        announced = self._statements[host].lemma == _ANNOUNCE and draft.trigger.entry.type in _GAINS
        if announced and draft.trigger.category == "noun" and draft.trigger.preposition != _LAM:
            yield "actor.speaker", self._speaker(host)
        denied = self._statements[host].stance is Stance.DENIES and _is_deed_denied(draft.trigger)
        own = _is_own_deed(draft.trigger) and self._is_said_of_oneself(draft, host)
        if denied or _lacks_subject(draft.trigger) or own:
            yield "actor.speaker", self._speaker(host)

    def _says_it_harmed(self, draft: Draft, host: int) -> bool:
        """«تقول القوات إنها قتلت مئة مسلح»: the pronoun is the speaker's, and the verb has an object."""
        trigger, before = draft.trigger, draft.trigger.first - 1
        if trigger.entry.type is not ClaimType.CASUALTIES or not trigger.is_verb or before < 0:
            return False
        word = self._facts.layout.tokens.folded[before]
        named = "complementizer" in self._facts.clause[before] and word.endswith(_OWN)
        return named and draft.quantity is not None and self._opens_content(draft, host)

    def _subject_of_sentence(self, draft: Draft, done: Sequence[Draft]) -> FoundActor | None:
        """«... وتقدمت نحو»: a verb without a subject goes on with the subject before it; so does «هجومها»."""
        trigger = draft.trigger
        lent = trigger.light >= 0 and trigger.light_subject in ("actor", "attempt")
        if not (trigger.is_verb or lent or trigger.has_pronoun) or trigger.entry.subject in ("target", "none"):
            return None
        sentence = self._facts.layout.sentences[self._facts.layout.sentence_of[trigger.first]]
        before = [a for a in self._actors if sentence.start <= a.first < trigger.first]
        subjects = [a for a in before if self._is_subject(a) and self._agrees(a, trigger)]
        subjects = [a for a in subjects if not self._says_it(a, trigger)]
        if subjects:
            return subjects[-1]
        for earlier in reversed(done):
            if earlier.trigger.first < sentence.start:
                return None
            if earlier.arguments.actor is not None and earlier.trigger.entry.type is not ClaimType.SUPPORT:
                return earlier.arguments.actor
        return None

    def _says_it(self, mention: FoundActor, trigger: Trigger) -> bool:
        """«وقال القائد إن ... قتلوا في غارات»: whose words they are did not do it; but «إنها قصفت», «غاراتها»."""
        if mention.actor in self._observers:
            return True
        if (trigger.has_pronoun and not trigger.is_verb) or self._speaks_of_itself(mention.last, trigger.first):
            return False
        start = self._facts.layout.tokens.starts[trigger.first]
        return any(
            statement.source_span is not None
            and statement.source_span.start <= mention.span.start < statement.source_span.end
            and any(piece.start <= start < piece.end for piece in statement.content)
            for statement in self._statements
        )

    def _speaks_of_itself(self, source: int, trigger: int) -> bool:
        """«قالت الوزارة إنها | شنت»: right before the deed «أن» carries the speaker's pronoun."""
        for index in range(trigger - 1, max(source, trigger - 1 - _ITSELF), -1):
            if "complementizer" in self._facts.clause[index]:
                return self._facts.layout.tokens.folded[index].endswith(_OWN)
        return False

    def _agrees(self, mention: FoundActor, trigger: Trigger) -> bool:
        """«ودعم|ها للجماعات» is no man's deed, «هجوم|ه» no state's."""
        if not trigger.has_pronoun or trigger.is_verb:
            return True
        word = self._facts.layout.tokens.folded[trigger.last]
        if word.endswith(_HERS):
            return mention.rule != "actor.person"
        return mention.rule not in _FEMININE or not word.endswith(_HIS)

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
        return any(-2 <= start - span.start <= _OPENING for span in self._statements[host].content)

    def _is_said_of_oneself(self, draft: Draft, host: int) -> bool:
        """«أعلن الجيش | تدمير نفق», not «قال الجيش إن | غارات استهدفت النفق», nor «دان المجلس | إطلاق الصواريخ»."""
        statement = self._statements[host]
        is_object = _CLAUSE not in statement.rules and draft.trigger.behind < 0
        start = self._facts.layout.tokens.starts[draft.trigger.first]
        opens = any(abs(start - span.start) <= 1 for span in statement.content)
        return is_object and opens and statement.stance is not Stance.ACCUSES

    def _speaker(self, host: int | None) -> FoundActor | None:
        """The actor mention inside the source of a statement, its own or that of the statement around it."""
        while host is not None:
            source = self._statements[host].source_span
            if source is not None:
                speaker = next((a for a in self._actors if source.start <= a.span.start < source.end), None)
                return None if speaker is None or speaker.actor in self._observers else speaker
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


def _is_own_deed(trigger: Trigger) -> bool:
    """«نفت الوزارة | قصف مستشفى», «أعلن الجيش | استعادة البلدة»: a bare verbal noun is what its speaker did."""
    return trigger.category == "noun" and not (trigger.definite or trigger.has_pronoun) and trigger.entry.type in _DEEDS


def _is_deed_denied(trigger: Trigger) -> bool:
    """«نفت الحكومة استخدامها للسلاح»: whoever denies a deed is said to have done it."""
    return trigger.category in ("noun", "phrase") and trigger.entry.type in _DEEDS


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


def _with_same_toll(facts: WordFacts, drafts: Sequence[Draft]) -> list[Draft]:
    """«مقتل خمسة وإصابة عشرة آخرين، بينهم طفلان»: the parts of a toll, and what is joined to it, had the same cause."""
    sentence_of = facts.layout.sentence_of
    filled: list[Draft] = []
    before: Draft | None = None
    for draft in drafts:
        if draft.trigger.entry.type is ClaimType.CASUALTIES:
            if before is not None:
                same = sentence_of[before.trigger.first] == sentence_of[draft.trigger.first]
                draft = _like_toll_before(facts, draft, before.arguments) if same or draft.is_part else draft
            before = draft
        filled.append(draft)
    return _sharing_agents(facts, filled)


def _sharing_agents(facts: WordFacts, drafts: list[Draft]) -> list[Draft]:
    """«قتل ثلاثة | وأصيب مئة برصاص الجيش»: the agent behind the second of two joined tolls did both."""
    sentence_of = facts.layout.sentence_of
    tolls = [n for n, draft in enumerate(drafts) if draft.trigger.entry.type is ClaimType.CASUALTIES]
    for one, two in pairwise(tolls):
        left, right = drafts[one], drafts[two]
        joined = right.trigger.conjunction and sentence_of[left.trigger.first] == sentence_of[right.trigger.first]
        actor = right.arguments.actor
        if joined and left.arguments.actor is None and actor is not None:
            if right.arguments.actor_rule == "actor.agent-phrase":
                drafts[one] = _with_actor(left, actor, "actor.same-toll")
    return drafts


def _like_toll_before(facts: WordFacts, draft: Draft, before: Arguments) -> Draft:
    """The draft with the actor of the toll before it, and with its target where more of the same are meant."""
    if draft.arguments.actor is None and before.actor is not None:
        draft = _with_actor(draft, before.actor, "actor.same-toll")
    if draft.arguments.target is None and _harms_others(facts, draft):
        draft = replace(draft, arguments=replace(draft.arguments, target=before.target))
    return draft


def _harms_others(facts: WordFacts, draft: Draft) -> bool:
    """«وإصابة عشرة آخرين»: more of those named before."""
    return not _OTHERS.isdisjoint(facts.layout.tokens.folded[draft.first : draft.last + 1])
