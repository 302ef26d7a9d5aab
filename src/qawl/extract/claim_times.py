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
from qawl.model.statement import Stance

TIME_RULES = ("time.in-clause", "time.in-sentence", "time.of-saying", "time.in-paragraph")
_DATED_EVENTS = frozenset(ClaimType) - {
    ClaimType.CONTROL,
    ClaimType.SUPPORT,
    ClaimType.CAPABILITY,
    ClaimType.AGREEMENT,
}
_HITS = frozenset({ClaimType.STRIKE, ClaimType.ATTACK})
_HAPPENING = frozenset({*_HITS, ClaimType.CASUALTIES, ClaimType.CLASH, ClaimType.CAPTURE, ClaimType.DETENTION})
_DAYS = frozenset({"time.weekday", "time.night", "time.last-night"})
_LOOSE = frozenset({"time.since", "time.ago", "time.recent"})


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
        self._times = [t for t in times if t.time is not None and not t.is_limit]
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
        sentence = layout.sentences[layout.sentence_of[trigger.first]]
        named = [t for t in self._times if t.first in sentence]
        yield "time.in-clause", [t for t in named if self._is_fronted(t, evidence) and self._is_of_content(t, host)]
        if trigger.entry.type not in _DATED_EVENTS:
            return
        inside = [t for t in named if t.rule not in _LOOSE and not self._is_relative(t, trigger)]
        yield "time.in-sentence", [t for t in inside if self._is_of_content(t, host)]
        if trigger.entry.type in _HAPPENING and host is not None and self._statements[host].stance is Stance.ASSERTS:
            yield "time.of-saying", [t for t in inside if t.rule in _DAYS]
        if self._last is not None and self._is_next(trigger, self._last[0]):
            yield "time.in-paragraph", [t for t in (self._last[1],) if self._is_day(t)]

    def _is_day(self, time: FoundTime) -> bool:
        """A weekday, a night, «أمس»; what goes on «اليوم» or «منذ عام» says nothing of the next sentence."""
        return time.rule in _DAYS or (time.rule == "time.relative" and "now" not in self._facts.clause[time.first])

    def _is_fronted(self, time: FoundTime, evidence: range) -> bool:
        """«ومنذ 2013، | تفرض القوات حصارا»: right before the clause that it dates."""
        return 0 < evidence.start - time.last <= 2

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
