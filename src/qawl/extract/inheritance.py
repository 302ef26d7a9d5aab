"""Inheritance: where a claim's place, actor and time come from when its own clause does not state them.

For nearly half of all claims the place stands outside the clause. Every step outward is a named rule with a score;
any of them can be switched off to measure what it is worth.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from qawl.extract.findings import FoundTime, FoundToponym
from qawl.extract.predicates import Trigger, WordFacts
from qawl.model.claim import ClaimType
from qawl.text.layout import Layout

PLACE_RULES = ("place.in-clause", "place.in-sentence", "place.in-paragraph", "place.previous-claim", "place.headline")
ACTOR_RULES = ("actor.cause-event", "actor.same-sentence", "actor.same-event")
TIME_RULES = ("time.in-clause", "time.in-sentence", "time.in-paragraph")
SCORES = {
    "place.in-clause": 0.95,
    "place.in-sentence": 0.8,
    "place.in-paragraph": 0.6,
    "place.previous-claim": 0.6,
    "place.headline": 0.5,
}


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
        countries: frozenset[int],
        disabled: frozenset[str] = frozenset(),
    ) -> None:
        self._facts, self._toponyms, self._disabled = facts, sorted(toponyms, key=lambda t: t.first), disabled
        self._countries = countries
        self._layout: Layout = facts.layout
        self._previous: PlaceChoice | None = None

    def choose(self, trigger: Trigger, evidence: range) -> PlaceChoice | None:
        """The best place by the nearest rule that gives one."""
        for rule, candidates in self._steps(trigger, evidence):
            if rule in self._disabled:
                continue
            best = self._best(candidates, trigger)
            if best is not None:
                return self._remember(PlaceChoice(best, rule))
        return None

    def _remember(self, choice: PlaceChoice) -> PlaceChoice:
        if not self._is_country(choice.toponym):
            self._previous = choice
        return choice

    def _steps(self, trigger: Trigger, evidence: range) -> Iterable[tuple[str, list[FoundToponym]]]:
        layout = self._layout
        sentence = layout.sentences[layout.sentence_of[trigger.first]]
        paragraph = layout.paragraphs[layout.paragraph_of[trigger.first]]
        yield "place.in-clause", self._within(evidence)
        yield "place.in-sentence", self._specific(self._within(sentence))
        yield "place.in-paragraph", self._specific(self._within(range(paragraph.start, trigger.first)))
        if self._previous is not None:
            yield "place.previous-claim", [self._previous.toponym]
        yield "place.headline", self._specific(self._within(layout.paragraphs[0]))
        yield "place.in-sentence", self._within(sentence)
        yield "place.headline", self._within(layout.paragraphs[0])

    def _within(self, tokens: range) -> list[FoundToponym]:
        return [t for t in self._toponyms if tokens.start <= t.first < tokens.stop]

    def _specific(self, toponyms: list[FoundToponym]) -> list[FoundToponym]:
        return [t for t in toponyms if not self._is_country(t)]

    def _is_country(self, toponym: FoundToponym) -> bool:
        return toponym.first in self._countries

    def _best(self, candidates: list[FoundToponym], trigger: Trigger) -> FoundToponym | None:
        return max(candidates, key=lambda t: self._weight(t, trigger), default=None)

    def _weight(self, toponym: FoundToponym, trigger: Trigger) -> float:
        """Near and after the trigger is good; a country or the start of a road is not."""
        distance = toponym.first - trigger.last
        weight = -0.1 * distance if distance > 0 else 0.25 * (distance + (trigger.last - trigger.first))
        if self._is_country(toponym):
            weight -= 3
        before = self._facts.clause[toponym.first - 1] if toponym.first else frozenset()
        if "direction" in before or toponym.trigger is not None:
            weight += 0.5
        return weight


class TimeChooser:
    """Chooses the time expression of a claim."""

    def __init__(self, facts: WordFacts, times: Sequence[FoundTime], *, disabled: frozenset[str] = frozenset()) -> None:
        self._facts, self._disabled = facts, disabled
        self._times = [t for t in times if t.time is not None]

    def choose(self, trigger: Trigger, evidence: range) -> tuple[FoundTime, str] | None:
        """The nearest time in the evidence, else in the sentence."""
        if trigger.entry.type is ClaimType.CONTROL and not any(t.first in evidence for t in self._times):
            return None
        layout = self._facts.layout
        sentence = layout.sentences[layout.sentence_of[trigger.first]]
        for rule, tokens in (("time.in-clause", evidence), ("time.in-sentence", sentence)):
            if rule in self._disabled:
                continue
            inside = [t for t in self._times if tokens.start <= t.first < tokens.stop]
            if inside:
                return min(inside, key=lambda t: abs(t.first - trigger.first)), rule
        return None
