"""Which time expression dates a claim.

The day of publication is never assumed: an undated claim stays undated unless its clause, its sentence or an earlier
event of its paragraph gives a time.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from qawl.extract.findings import FoundClaim, FoundStatement, FoundTime
from qawl.extract.surroundings import Trigger
from qawl.extract.word_facts import WordFacts
from qawl.model.claim import Basis, ClaimType
from qawl.model.statement import Stance
from qawl.text.record import record

TIME_RULES = (
    "time.in-clause",
    "time.in-sentence",
    "time.of-saying",
    "time.in-paragraph",
    "time.of-lead",
    "time.same-number",
)
_DATED_EVENTS = frozenset(ClaimType) - {
    ClaimType.CONTROL,
    ClaimType.SUPPORT,
    ClaimType.CAPABILITY,
    ClaimType.AGREEMENT,
}
_HITS = frozenset({ClaimType.STRIKE, ClaimType.ATTACK})
_AIMED = frozenset({*_HITS, ClaimType.OPERATION})
_HAPPENING = frozenset({*_HITS, ClaimType.CASUALTIES, ClaimType.CLASH, ClaimType.CAPTURE, ClaimType.DETENTION})
_TOLD_OF = frozenset({*_HITS, ClaimType.CASUALTIES, ClaimType.CLASH})
_TELLING = 3  # the least number by which a fact is known again
_LEAD = 2  # last paragraph of the lead, the headline being 0
_AROUND = 6  # words beside the evidence in which another time may be told
_DAYS = frozenset({"time.weekday", "time.night", "time.last-night"})
_LOOSE = frozenset({"time.since", "time.ago", "time.recent"})


@record
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
        self._lead: dict[ClaimType, FoundTime] = {}  # of the first event of each type that the lead dates
        self._latest: dict[ClaimType, tuple[int, FoundTime]] = {}  # paragraph and time of the last one anywhere

    def choose(
        self, trigger: Trigger, evidence: range, host: int | None, *, is_news: bool = False
    ) -> TimeChoice | None:
        """The nearest time in the evidence, else in the sentence, else of the event before in the paragraph.

        Of what ``is_news`` and told of without a time the day may be that of the event that opened the article.
        """
        for rule, candidates in self._steps(trigger, evidence, host):
            if rule in self._disabled or not candidates:
                continue
            best = min(candidates, key=lambda t: abs(t.first - trigger.first))
            self._remember(trigger, best, rule)
            return TimeChoice(best, rule)
        lead = self._of_lead(trigger, evidence, host) if is_news else None
        return None if lead is None or "time.of-lead" in self._disabled else TimeChoice(lead, "time.of-lead")

    def _remember(self, trigger: Trigger, time: FoundTime, rule: str) -> None:
        kind, layout = trigger.entry.type, self._facts.layout
        if kind in _DATED_EVENTS:
            self._last = (layout.sentence_of[trigger.first], time)
        if kind in _TOLD_OF and time.time is not None and time.time.first == time.time.last:
            paragraph = layout.paragraph_of[trigger.first]
            self._latest[kind] = (paragraph, time)
            if paragraph <= _LEAD and rule != "time.of-saying":
                self._lead.setdefault(kind, time)

    def _of_lead(self, trigger: Trigger, evidence: range, host: int | None) -> FoundTime | None:
        """«قصفت الأحد ... وقال الطبيب إن القصف | أصاب السوق»: who speaks of such an event speaks of the lead's.

        The article itself only where it was told of again just before; and nobody, where another time is in the air.
        """
        lead = self._lead.get(trigger.entry.type)
        if lead is None or self._has_other_time(evidence) or self._is_older(trigger, lead):
            return None
        if host is not None:
            return lead
        paragraph, latest = self._latest[trigger.entry.type]
        is_near = self._facts.layout.paragraph_of[trigger.first] - paragraph <= _LEAD
        return lead if is_near and latest.time == lead.time else None

    def _is_older(self, trigger: Trigger, lead: FoundTime) -> bool:
        """«دمرت ترسانتها في 2013 بعد اتهامها بهجوم»: its sentence speaks of a time before the lead's."""
        layout = self._facts.layout
        sentence = layout.sentences[layout.sentence_of[trigger.first]]
        named = (t.time for t in self._times if t.first in sentence and t.time is not None)
        first = "" if lead.time is None else lead.time.first
        return any(time.last < first[: len(time.last)] for time in named)

    def _has_other_time(self, evidence: range) -> bool:
        """«منذ», «حصيلة», «في السابق», «عادة»: of many days, or of earlier ones."""
        around = range(max(0, evidence.start - _AROUND), min(len(self._facts.clause), evidence.stop + _AROUND))
        return any("other-time" in self._facts.clause[i] for i in around)

    def _steps(self, trigger: Trigger, evidence: range, host: int | None) -> Iterator[tuple[str, list[FoundTime]]]:
        layout = self._facts.layout
        yield "time.in-clause", [t for t in self._times if t.first in evidence]
        sentence = layout.sentences[layout.sentence_of[trigger.first]]
        named = [t for t in self._times if t.first in sentence]
        yield "time.in-clause", [t for t in named if self._is_fronted(t, evidence) and self._is_of_content(t, host)]
        if trigger.entry.type not in _DATED_EVENTS:
            return
        inside = [t for t in named if t.rule not in _LOOSE and not self._is_relative(t, trigger)]
        inside = [t for t in inside if not self._is_across_answer(t, trigger)]
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

    def _is_across_answer(self, time: FoundTime, trigger: Trigger) -> bool:
        """«شنت السبت ضربات ردا على | هجوم»: the day of one deed is not that of the other, which it answers."""
        if trigger.entry.type not in _AIMED:
            return False
        low, high = sorted((time.first, trigger.first))
        return any("retaliation" in self._facts.clause[i] for i in range(low + 1, high))


def date_same_numbers(claims: Sequence[FoundClaim], *, disabled: frozenset[str] = frozenset()) -> list[FoundClaim]:
    """«مقتل 43» in the headline and «قتل 43 شخصا الجمعة» in the body are one fact, and of one day."""
    if "time.same-number" in disabled:
        return list(claims)
    dated = {_number_of(c): c.time for c in reversed(claims) if c.time is not None and _number_of(c) is not None}
    return [
        replace(claim, time=dated[_number_of(claim)], time_rule="time.same-number", time_inherited=True)
        if claim.time is None and _number_of(claim) in dated
        else claim
        for claim in claims
    ]


def _number_of(claim: FoundClaim) -> tuple[ClaimType, float | None, float | None, str] | None:
    """What is counted, and how many, where that is enough to know the fact by; small numbers are not."""
    quantity = claim.quantity
    if quantity is None or quantity.basis is Basis.VAGUE or claim.type not in _TOLD_OF:
        return None
    if (quantity.min or 0) < _TELLING:
        return None
    return claim.type, quantity.min, quantity.max, quantity.unit
