"""Which time expression dates a claim.

The day of publication is never assumed: an undated claim stays undated unless its clause, its sentence or an earlier
event of its paragraph gives a time.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from qawl.extract.findings import FoundStatement, FoundTime
from qawl.extract.surroundings import Trigger
from qawl.extract.word_facts import WordFacts
from qawl.model.claim import ClaimType

TIME_RULES = ("time.in-clause", "time.in-sentence", "time.in-paragraph")
_DATED_EVENTS = frozenset(ClaimType) - {
    ClaimType.CONTROL,
    ClaimType.SUPPORT,
    ClaimType.CAPABILITY,
    ClaimType.AGREEMENT,
}
_LIMITS = frozenset({"time.until", "time.before", "time.after"})
"""Times that bound an event without saying when it was: «حتى الجمعة», «قبل نهاية العام»."""


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

    States (who holds, who backs) take no time but their own.
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
        self._times = [t for t in times if t.time is not None and t.rule not in _LIMITS]
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
