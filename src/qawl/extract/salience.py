"""Which triggers state a fact of their own and which only refer back.

Half of all triggers are background: «أسفر القصف عن ...», «خلال المعارك», «بهدف السيطرة على ...», a headline that the
body repeats. What tells them apart is known (article, own place, own actor, light verb, purpose «لـ», relative clause),
how much each weighs was measured: every feature has a weight in ``salience.yaml``, and a draft is kept when their sum
is positive.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from qawl.extract.clauses import Clauses
from qawl.extract.drafts import Draft
from qawl.extract.findings import FoundStatement, FoundTime, FoundToponym
from qawl.extract.status import Verdict
from qawl.extract.surroundings import Trigger
from qawl.extract.word_facts import WordFacts
from qawl.model.claim import ClaimType, Status

_ACTS = frozenset(
    {ClaimType.CAPTURE, ClaimType.STRIKE, ClaimType.ATTACK, ClaimType.CLASH, ClaimType.CONTROL, ClaimType.WITHDRAWAL}
)
_LAM = "\N{ARABIC LETTER LAM}"


class Salience:
    """Scores the drafts of one article."""

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

    def features(self, number: int) -> Iterator[str]:
        """The features of one draft that hold."""
        draft = self._drafts[number]
        trigger, entry = draft.trigger, draft.trigger.entry
        kind = entry.type.value
        category = "verb" if trigger.is_verb else trigger.category
        yield f"type.{kind}"
        tense = "imperfect" if trigger.category == "imperfect" else "perfect"
        yield f"verb.{tense}" if trigger.is_verb else category
        yield f"{kind}.{category}"
        status = self._verdicts[number].status
        if status is not Status.ASSERTED:
            yield f"status.{status.value}"
        if draft.is_part:
            yield "part"
        if entry.weak:
            yield "weak"
        yield from self._form(draft)
        yield from self._arguments(draft)
        yield from self._position(draft)
        yield from self._repeats(number)

    def refers_to_purpose(self, number: int) -> bool:
        """True for what is only aimed at or to be ended: «بهدف ... لاستعادة المدينة», «وقف القصف»: never a fact."""
        draft = self._drafts[number]
        trigger = draft.trigger
        if trigger.is_verb or trigger.entry.type not in _ACTS:
            return False
        before = range(max(0, trigger.first - 2), trigger.first)
        if any("ending" in self._facts.clause[i] for i in before):
            return True
        if self._verdicts[number].status is not Status.ASSERTED or trigger.preposition != _LAM:
            return False
        return trigger.light < 0 and not trigger.definite and not self._is_owed(trigger)

    def _is_owed(self, trigger: Trigger) -> bool:
        """«الخاضعة لحصار», «أدى لمقتل»: a «لـ» that the word before asks for."""
        if not trigger.first:
            return False
        word = self._facts.layout.tokens.folded[trigger.first - 1]
        return self._facts.light[trigger.first - 1] is not None or word.endswith(("عت", "عه", "ضت"))

    def _form(self, draft: Draft) -> Iterator[str]:
        trigger = draft.trigger
        if not trigger.is_verb and trigger.definite:
            yield "definite"
            yield f"definite.{trigger.entry.type.value}"
        if trigger.has_pronoun and not trigger.is_verb:
            yield "pronoun"
        if trigger.preposition == _LAM:
            yield "purpose"
        elif trigger.preposition:
            yield "governed"
        elif not trigger.is_verb and trigger.first and trigger.light < 0:
            if self._facts.clause[trigger.first - 1] & {"cause", "direction", "versus"}:
                yield "governed"
        if trigger.light >= 0:
            yield f"light.{trigger.light_subject}"
        start = self._clauses.around(trigger.first).start
        if any("relative" in self._facts.clause[i] for i in range(max(start, trigger.first - 3), trigger.first)):
            yield "relative"
            yield f"relative.{trigger.entry.type.value}"

    def _arguments(self, draft: Draft) -> Iterator[str]:
        trigger = draft.trigger
        inside = [p for p in self._places if draft.first <= p <= draft.last]
        if inside:
            yield "own-place"
            if inside[-1] > trigger.first:
                yield "place-after"
        if draft.arguments.actor is not None:
            yield "own-actor"
        if draft.arguments.target is not None:
            yield "own-target"
        if draft.quantity is not None:
            yield "own-number"
            yield f"own-number.{trigger.entry.type.value}"
        if any(draft.first <= t <= draft.last for t in self._times):
            yield "own-time"
        arguments = draft.arguments
        if not inside and arguments.actor is None and arguments.target is None and draft.quantity is None:
            yield "bare"
            if not trigger.is_verb:
                yield "bare-noun"
        if draft.last - draft.first < 3:
            yield "short"

    def _position(self, draft: Draft) -> Iterator[str]:
        layout = self._facts.layout
        trigger = draft.trigger
        paragraph = layout.paragraph_of[trigger.first]
        if paragraph == 0:
            yield "headline"
        elif paragraph <= 2:
            yield "lead"
        offset = layout.tokens.starts[trigger.first]
        if any(c.start <= offset < c.end for c in self._contents):
            yield "said"
        sentence = layout.sentences[layout.sentence_of[trigger.first]]
        inside = [d for d in self._drafts if sentence.start <= d.trigger.first < sentence.stop]
        if inside[0] is draft:
            yield "first-of-sentence"
        if len(inside) > 3:
            yield "crowded"
        clause = self._clauses.around(trigger.first)
        if any(d is not draft and clause.start <= d.trigger.first < trigger.first for d in inside):
            yield "second-in-clause"
        if any(d is not draft and trigger.first < d.trigger.first < clause.stop for d in inside):
            yield "not-last-in-clause"
        following = trigger.last + 1
        if not trigger.is_verb and following < sentence.stop and "relative" in self._facts.clause[following]:
            yield "with-relative"
        if "connector" in self._facts.clause[clause.start]:
            yield "after-connector"
        if any(0 <= offset - c.start < 25 for c in self._contents):
            yield "opens-content"
        if paragraph > 0.7 * len(layout.paragraphs):
            yield "late"

    def _repeats(self, number: int) -> Iterator[str]:
        """Earlier drafts that say the same: type with number, with place, with actor."""
        draft = self._drafts[number]
        layout = self._facts.layout
        same_sentence = layout.sentence_of[draft.trigger.first]
        places = self._names_in(draft)
        for earlier in self._drafts[:number]:
            if earlier.trigger.entry.type is not draft.trigger.entry.type:
                continue
            if layout.paragraph_of[earlier.trigger.first] == 0:
                continue
            near = layout.sentence_of[earlier.trigger.first] == same_sentence
            if near:
                yield "same-type-in-sentence"
            if draft.quantity is not None and earlier.quantity is not None:
                if (draft.quantity.min, draft.quantity.max) == (earlier.quantity.min, earlier.quantity.max):
                    yield "repeats-number"
                    continue
            if _same_party(draft, earlier) and (not places or places & self._names_in(earlier)):
                yield "repeats-actor"
                if places and places & self._names_in(earlier):
                    yield "repeats-place"
        if draft.trigger.entry.type is not ClaimType.CASUALTIES and layout.paragraph_of[draft.trigger.first] == 0:
            if any(d.trigger.entry.type is draft.trigger.entry.type for d in self._drafts[number + 1 :]):
                yield "headline-repeated"

    def _names_in(self, draft: Draft) -> set[str]:
        return {self._names[p] for p in self._places if draft.first <= p <= draft.last}


def _same_party(left: Draft, right: Draft) -> bool:
    one, two = left.arguments.actor, right.arguments.actor
    if one is None or two is None:
        return one is two
    if one.actor is not None and one.actor == two.actor:
        return True
    return one.name.split()[0][-3:] == two.name.split()[0][-3:]
