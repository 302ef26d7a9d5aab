"""Which triggers state a fact of their own and which only refer back.

Half of all triggers are background: «أسفر القصف عن ...», «خلال المعارك», «بهدف السيطرة على ...», a headline that the
body repeats. Grammar tells them apart: article, verbless noun, purpose «لـ», and what the
trigger brings along of its own. Each of these is a rule here; its reason and its few points stand in
``salience.yaml``. The points were set by hand, few and small, so that anyone can read why a trigger made no claim; what
each choice does to the figures on annotated articles was looked at, and one (``for.said``) was raised after that.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from qawl.extract.clauses import Clauses
from qawl.extract.denials import points_back
from qawl.extract.drafts import Draft
from qawl.extract.findings import FoundStatement, FoundTime, FoundToponym
from qawl.extract.status import Verdict
from qawl.extract.surroundings import Trigger
from qawl.extract.word_facts import WordFacts
from qawl.model.claim import ClaimType, Status

RULES = (
    "against.adds-nothing",
    "against.aim",
    "against.area-described",
    "against.attempt",
    "against.condition",
    "against.definite-noun",
    "against.deplored",
    "against.ended",
    "against.headline-repeated",
    "against.known-event",
    "against.motive",
    "against.noun-alone",
    "against.repeated-event",
    "against.second-in-clause",
    "against.told-before",
    "against.weak-word",
    "for.carried",
    "for.contested",
    "for.finite-verb",
    "for.nobody-hurt",
    "for.not-plain",
    "for.own-number",
    "for.own-party",
    "for.own-place",
    "for.own-time",
    "for.said",
)
"""Every rule that this module can find to hold; ``salience.yaml`` has an entry for each."""

ATTEMPT = "operation.attempt"
_MANAGE = "light.manage"
_DEEDS = frozenset(
    {ClaimType.CAPTURE, ClaimType.STRIKE, ClaimType.ATTACK, ClaimType.CLASH, ClaimType.CONTROL, ClaimType.WITHDRAWAL}
)
_HARM = frozenset({ClaimType.ATTACK, ClaimType.CASUALTIES})
_CIRCUMSTANCES = frozenset({"status.hedge.if", "status.negation.absence"})  # «إذا استؤنفت المعارك», «دون قتال»
_AIM = "status.hedge.aim"
_HOLDING = frozenset({ClaimType.CONTROL, ClaimType.CAPABILITY})
_AREA_REACH = 3  # words between an area and the verb of the clause that describes it
_SITE_REACH = 6
_MOTIVE_REACH = 3  # words between «خشية» and what is feared
_LAM = "\N{ARABIC LETTER LAM}"
_ASKING_ENDINGS = ("عت", "عه", "ضت")  # «خضعت لـ», «الخاضعة لـ», «تعرضت لـ»


class Salience:
    """Finds which rules hold for the drafts of one article."""

    def __init__(
        self,
        facts: WordFacts,
        clauses: Clauses,
        drafts: Sequence[Draft],
        verdicts: Sequence[Verdict],
        *,
        statements: Sequence[FoundStatement],
        toponyms: Sequence[FoundToponym],
        times: Sequence[FoundTime],
    ) -> None:
        self._facts, self._clauses, self._drafts = facts, clauses, drafts
        self._verdicts = verdicts
        self._places = sorted(t.first for t in toponyms)
        self._names = {t.first: facts.layout.tokens.folded[t.first].lstrip("بلو") for t in toponyms}
        self._times = sorted(t.first for t in times)
        self._contents = [c for s in statements for c in s.content]
        self._contested = set(_contested(facts, drafts, statements))
        self._named = [frozenset(self._names[p] for p in _within(self._places, d)) for d in drafts]

    def rules(self, number: int) -> Iterator[str]:
        """The ids of the rules that hold for one draft."""
        yield from self._of_form(number)
        yield from self._of_own(number)
        yield from self._of_position(number)
        yield from self._of_repetition(number)

    def is_contested(self, number: int) -> bool:
        """True for a deed that somebody denies by pronoun in the same paragraph."""
        return number in self._contested

    def _of_form(self, number: int) -> Iterator[str]:
        """What the shape of the trigger and the words that govern it say."""
        trigger = self._drafts[number].trigger
        if trigger.entry.weak and trigger.category not in ("perfect", "passive"):
            yield "against.weak-word"
        if self._says_nobody_hurt(number):
            yield "for.nobody-hurt"
        elif not trigger.is_verb and (self._verdicts[number].rule in _CIRCUMSTANCES or self._is_adjunct(number)):
            yield "against.condition"
        elif self._verdicts[number].status is Status.DEMANDED and trigger.entry.type in _HARM:
            yield "against.deplored"
        elif self._verdicts[number].status is not Status.ASSERTED:
            yield "for.not-plain"
        if number in self._contested:
            yield "for.contested"
        if trigger.entry.id == ATTEMPT:
            yield "against.attempt"
        if self._verdicts[number].rule == _AIM:
            yield "against.aim"
        if self._describes_area(trigger):
            yield "against.area-described"
        if trigger.is_verb:
            if trigger.category != "imperfect":
                yield "for.finite-verb"
            return
        if self._is_motive(trigger):
            yield "against.motive"
        is_carried = trigger.light >= 0 or trigger.behind >= 0
        if is_carried:
            yield "for.carried"
        elif trigger.category == "noun" and (trigger.preposition or not self._in_headline(trigger)):
            yield "against.noun-alone"
        if trigger.definite:
            yield "against.definite-noun"
            if not is_carried and trigger.entry.type in _DEEDS:
                yield "against.known-event"
        if trigger.entry.type is ClaimType.DISPLACEMENT and self._is_aim(trigger, self._verdicts[number]):
            yield "against.aim"
        if trigger.entry.type in _DEEDS:
            if any("ending" in self._facts.clause[i] for i in range(max(0, trigger.first - 2), trigger.first)):
                yield "against.ended"
            if self._is_aim(trigger, self._verdicts[number]):
                yield "against.aim"

    def _says_nobody_hurt(self, number: int) -> bool:
        """«دون وقوع إصابات», «لم يوقع ضحايا»: part of what is reported of every strike, though it names nobody."""
        is_toll = self._drafts[number].trigger.entry.type is ClaimType.CASUALTIES
        return is_toll and self._verdicts[number].status is Status.DENIED

    def _is_adjunct(self, number: int) -> bool:
        """«نفى استخدام الغاز خلال العملية»: what only says when is not what is denied, foretold or asked for."""
        verdict, trigger = self._verdicts[number], self._drafts[number].trigger
        if verdict.status is Status.ASSERTED or verdict.rule == "status.trigger" or not trigger.first:
            return False
        return "circumstance" in self._facts.clause[trigger.first - 1]

    def _describes_area(self, trigger: Trigger) -> bool:
        """«مناطق تسيطر عليها المعارضة»: who holds areas without a name only says which areas are meant."""
        if trigger.entry.type not in _HOLDING or not (trigger.is_verb or trigger.category == "adjective"):
            return False
        facts = self._facts
        following = trigger.last + 1
        resumed = following < len(facts.clause) and "resumptive" in facts.clause[following]
        before = range(trigger.first - 1, max(-1, trigger.first - 1 - _AREA_REACH), -1)
        if not (resumed or trigger.category == "adjective" or any("relative" in facts.clause[i] for i in before)):
            return False
        return any("area" in facts.classes[i] and i + 1 not in self._names for i in before)

    def _is_motive(self, trigger: Trigger) -> bool:
        """«خشية من هجوم», «تحسبا لهجوم», «فرارا من القصف»: why somebody acts, not what happened."""
        for index in range(trigger.first - 1, max(-1, trigger.first - 1 - _MOTIVE_REACH), -1):
            if "motive" in self._facts.clause[index]:
                return True
            if not self._facts.spellings[index] or "connector" in self._facts.clause[index]:
                return False
        return False

    def _is_aim(self, trigger: Trigger, verdict: Verdict) -> bool:
        """«لاستعادة المدينة», but not «الخاضعة لحصار», «أدى لمقتل»: a «لـ» that the word before asks for.

        What is foretold, denied or demanded is told for its own sake, aim or not.
        """
        if verdict.status is not Status.ASSERTED:
            return False
        if trigger.preposition != _LAM or trigger.definite or not trigger.first:
            return False
        light = self._facts.light[trigger.light] if trigger.light >= 0 else None
        if light is not None and light.to == _LAM:  # «تعرضت البلدة لقصف»
            return False
        word = self._facts.layout.tokens.folded[trigger.first - 1]
        return self._facts.light[trigger.first - 1] is None and not word.endswith(_ASKING_ENDINGS)

    def _of_own(self, number: int) -> Iterator[str]:
        """What the draft brings along: place, parties, number, time."""
        draft = self._drafts[number]
        if self._describes_area(draft.trigger):
            return  # place and party are the description
        own = []
        if self._named[number]:
            own.append("for.own-place")
        if draft.arguments.actor is not None or draft.arguments.target is not None:
            own.append("for.own-party")
        if draft.quantity is not None:
            own.append("for.own-number")
        if any(_within(self._times, draft)):
            own.append("for.own-time")
        if not own and not self._names_site(draft):
            own.append("against.adds-nothing")
        yield from own

    def _names_site(self, draft: Draft) -> bool:
        """«اقتحموا المطار», «تمكنوا من دخول المطار»: a certain site behind a finite verb is something of its own."""
        facts = self._facts
        light = facts.light[draft.trigger.light] if draft.trigger.light >= 0 else None
        is_told = draft.trigger.category == "perfect" or (
            light is not None and light.id == _MANAGE and light.is_perfect
        )
        return is_told and any(
            "site" in facts.classes[i] and any(s.definite for s in facts.spellings[i])
            for i in range(draft.trigger.last + 1, min(draft.last, draft.trigger.last + _SITE_REACH) + 1)
        )

    def _of_position(self, number: int) -> Iterator[str]:
        """Where the trigger stands: in something said, behind another trigger."""
        trigger = self._drafts[number].trigger
        if self._is_said(trigger):
            yield "for.said"
        clause = self._clauses.around(trigger.first)
        if number and clause.start <= self._drafts[number - 1].trigger.first < trigger.first:
            yield "against.second-in-clause"

    def _of_repetition(self, number: int) -> Iterator[str]:
        """What the article says elsewhere: the headline again in the body, an earlier trigger again here."""
        draft = self._drafts[number]
        if self._in_headline(draft.trigger):
            body = (n for n in range(number + 1, len(self._drafts)) if not self._in_headline(self._drafts[n].trigger))
            again = [n for n in body if self._is_same(number, n, in_headline=True)]
            if again and not self._is_own_word(number, again):
                yield "against.headline-repeated"
            return
        if number in self._contested or self._tells_of_others(draft):
            return
        if any(self._is_same(number, n) for n in range(number) if not self._in_headline(self._drafts[n].trigger)):
            yield "against.repeated-event"

    def _tells_of_others(self, draft: Draft) -> bool:
        """«وقتل آخرون»: a finite verb of harm without a number reports further victims, named in words no list has."""
        trigger = draft.trigger
        is_finite = trigger.is_verb and trigger.category != "imperfect"
        return is_finite and trigger.entry.type is ClaimType.CASUALTIES and draft.quantity is None

    def _is_own_word(self, number: int, again: Sequence[int]) -> bool:
        """A headline says in the outlet's own name what the body only has others say: another source."""
        if self._is_said(self._drafts[number].trigger):
            return False
        return all(self._is_said(self._drafts[n].trigger) for n in again)

    def _is_same(self, number: int, other: int, *, in_headline: bool = False) -> bool:
        """Same type and status, no other party, and no place or number that the other does not have.

        Headlines name the parties in other words («الطيران»، «طائرات»): there no other place is enough.
        """
        left, right = self._drafts[number], self._drafts[other]
        if left.trigger.entry.type is not right.trigger.entry.type:
            return False
        if left.trigger.entry.kind is not right.trigger.entry.kind:
            return False
        if self._verdicts[number].status is not self._verdicts[other].status:
            return False
        if left.quantity is not None and (
            right.quantity is None or (left.quantity.min, left.quantity.max) != (right.quantity.min, right.quantity.max)
        ):
            return False
        if in_headline:
            return not self._named[number] or not self._named[other] or bool(self._named[number] & self._named[other])
        return _same_party(left, right) and self._named[number] <= self._named[other]

    def _is_said(self, trigger: Trigger) -> bool:
        offset = self._facts.layout.tokens.starts[trigger.first]
        return any(c.start <= offset < c.end for c in self._contents)

    def _in_headline(self, trigger: Trigger) -> bool:
        return self._facts.layout.paragraph_of[trigger.first] == 0


def _contested(facts: WordFacts, drafts: Sequence[Draft], statements: Sequence[FoundStatement]) -> Iterator[int]:
    """The deeds that denials by pronoun point back to: the nearest before each in its paragraph."""
    layout = facts.layout
    for statement in statements:
        if not points_back(layout, statement):
            continue
        cue = statement.cue[0]
        before = [n for n, d in enumerate(drafts) if d.trigger.first < cue]
        before = [n for n in before if layout.paragraph_of[drafts[n].trigger.first] == layout.paragraph_of[cue]]
        yield from [n for n in before if drafts[n].trigger.entry.type is not ClaimType.CONTROL][-1:]


def _within(positions: Sequence[int], draft: Draft) -> Sequence[int]:
    """Those of some sorted token positions that lie in a draft's evidence."""
    return positions[bisect_left(positions, draft.first) : bisect_left(positions, draft.last + 1)]


def _same_party(left: Draft, right: Draft) -> bool:
    """The left draft names no actor, or the right one names the same."""
    one, two = left.arguments.actor, right.arguments.actor
    if one is None:
        return True
    if two is None:
        return False
    if one.actor is not None and one.actor == two.actor:
        return True
    return one.name.split()[0][-3:] == two.name.split()[0][-3:]
