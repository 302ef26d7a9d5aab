"""Which sense a conflict word has here: «سيطر» is said of a town, of a ball and of a fire.

Matches, markets, storms and history books borrow the words of war. No list of exceptions foresees what they will say
next, so a trigger must earn its sense: by being unmistakable, by arms, fighters or victims in its sentence, or by
an article that is about fighting; words of another domain speak against it, most of all where they are its
subject or object. Each piece of evidence is a rule with points and a reason in ``senses.yaml``; the words stand in
``domains.yaml``, and which triggers are everyday words in ``trigger_senses.yaml``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date

from qawl.extract.findings import FoundActor, FoundQuantity, FoundTime, FoundToponym
from qawl.extract.sense_evidence import Hints, find_old_dates
from qawl.extract.surroundings import Trigger
from qawl.extract.word_facts import WordFacts
from qawl.lexicon.senses import ARMED, FIGURATIVE, NEUTRAL, SURE, SenseLexicon
from qawl.model.claim import ClaimType

RULES = (
    "sense.armed-argument",
    "sense.armed-article",
    "sense.armed-sentence",
    "sense.figure",
    "sense.hinted-sentence",
    "sense.long-ago",
    "sense.loose-word",
    "sense.other-argument",
    "sense.other-article",
    "sense.other-sentence",
    "sense.sure-word",
    "sense.told-in-a-work",
)
"""Every rule that this module can find to hold; ``senses.yaml`` has an entry for each."""

_BEFORE, _BEHIND = 3, 4  # words around a trigger in which its arguments begin
_DATED = 14  # words around a trigger in which its date stands
_ABOUT = 6  # weight of different words that make an article one of a domain
_PREVAILS = 2  # times the weight of any other domain that words of fighting must have in a report of fighting
_SILENT = frozenset({ARMED, FIGURATIVE, NEUTRAL})  # domains that speak for no other sense
_FIGURES = frozenset(
    {ClaimType.ATTACK, ClaimType.CAPTURE, ClaimType.CLASH, ClaimType.CONTROL, ClaimType.OPERATION, ClaimType.STRIKE}
)
_KINDRED = {ClaimType.AID: frozenset({"economy", "health"})}  # medicine and wheat are what aid is made of


class Senses:
    """Weighs the evidence for the triggers of one article."""

    def __init__(
        self,
        facts: WordFacts,
        lexicon: SenseLexicon,
        *,
        actors: Sequence[FoundActor],
        armed: frozenset[str],
        toponyms: Sequence[FoundToponym],
        quantities: Sequence[FoundQuantity],
        times: Sequence[FoundTime],
        published: date | None,
    ) -> None:
        self._facts, self._lexicon = facts, lexicon
        self._hints = Hints(facts, lexicon, armed=(a for a in actors if a.actor in armed), places=toponyms)
        self._dates = find_old_dates(facts, times, quantities, published)

    def keeps(self, trigger: Trigger) -> bool:
        """True when the evidence does not speak for another sense."""
        return self._lexicon.points.keeps(self.rules(trigger))

    def rules(self, trigger: Trigger) -> Iterator[str]:
        """The ids of the rules that hold for one trigger."""
        article = list(self._of_article(trigger))
        in_war = "sense.armed-article" in article
        yield from article
        yield from self._of_word(trigger)
        yield from self._of_telling(trigger, in_war=in_war)
        yield from self._of_arguments(trigger, in_war=in_war)
        yield from self._of_sentence(trigger, in_war=in_war)

    def _of_article(self, trigger: Trigger) -> Iterator[str]:
        """What stands outside the sentence: an article mostly about fighting, or one about something else."""
        weights, sure = self._hints.outside(self._facts.layout.sentence_of[trigger.first])
        if weights[ARMED] >= max(_ABOUT, _PREVAILS * _heaviest(weights, trigger)):
            yield "sense.armed-article"
        elif _heaviest(sure, trigger) >= max(_ABOUT, sure[ARMED]):
            yield "sense.other-article"

    def _of_word(self, trigger: Trigger) -> Iterator[str]:
        """What the trigger says by itself: an everyday word is loose, unless this spelling leans to arms («نزح»)."""
        entry, lexicon = trigger.entry.id, self._lexicon
        own = range(trigger.first, trigger.last + 1)
        if entry in lexicon.sure or any(self._hints.points_to(index, ARMED) for index in own):
            yield "sense.sure-word"
        elif {entry, entry.partition(".")[0]} & lexicon.loose and not any(map(self._leans_to_arms, own)):
            yield "sense.loose-word"

    def _of_telling(self, trigger: Trigger, *, in_war: bool) -> Iterator[str]:
        """A figure of speech, a work that it is told in (no report's own film of a raid), a date of old."""
        if not trigger.is_verb and trigger.entry.type in _FIGURES:
            if self._hints.points_to(trigger.last + 1, FIGURATIVE):
                yield "sense.figure"
        sentence = self._facts.layout.sentences[self._facts.layout.sentence_of[trigger.first]]
        if not in_war and self._hints.names_work(range(sentence.start, trigger.first)):
            yield "sense.told-in-a-work"
        near = range(trigger.first - _DATED, trigger.last + _DATED + 1)
        dates = [(abs(at - trigger.first), is_old) for at, is_old in self._dates if at in sentence and at in near]
        if dates and min(dates)[1]:
            yield "sense.long-ago"

    def _of_arguments(self, trigger: Trigger, *, in_war: bool) -> Iterator[str]:
        """«انسحبت مياه البحر», «قناديل البحر تغزو», «تحرير أسعار الوقود»: the words that begin the arguments.

        A word that only leans counts right beside the trigger, and not in a report of fighting, nor where it is what is
        struck and taken («قصفت السوق»).
        """
        behind = list(self._to_mark(range(trigger.last + 1, trigger.last + 1 + _BEHIND)))
        before: list[int] = []
        if trigger.is_verb or trigger.light >= 0:
            before = list(self._to_mark(range(trigger.first - 1, trigger.first - 1 - _BEFORE, -1)))
        around, beside = (*behind, *before), (*behind[:1], *before[:1])
        if any(self._hints.points_to(index, ARMED) for index in around):
            yield "sense.armed-argument"
            return
        leaning = not in_war and any(
            self._points_away(index, 1, trigger) and not self._is_site(index) for index in beside
        )
        if leaning or any(self._points_away(index, SURE, trigger) for index in around):
            yield "sense.other-argument"

    def _of_sentence(self, trigger: Trigger, *, in_war: bool) -> Iterator[str]:
        """Arms, fighters and victims against words of any one other domain; in a report of fighting two sure ones.

        «دخل اللواء المدينة. وسيطر على مطارها»: a hint may stand in the sentence before.
        """
        weights, sure = self._hints.beside(trigger)
        other, enough = _heaviest(sure if in_war else weights, trigger), 2 * SURE if in_war else SURE
        if sure[ARMED]:
            yield "sense.armed-sentence"
        elif (weights[ARMED] or self._hints.before(trigger).all[ARMED]) and other < enough:
            yield "sense.hinted-sentence"
        if other >= enough and other > sure[ARMED]:
            yield "sense.other-sentence"

    def _to_mark(self, indices: range) -> Iterator[int]:
        """The tokens up to a punctuation mark or the end of the text."""
        for index in indices:
            if not 0 <= index < len(self._facts.spellings) or not self._facts.spellings[index]:
                return
            yield index

    def _is_site(self, index: int) -> bool:
        return "site" in self._facts.classes[index]

    def _leans_to_arms(self, index: int) -> bool:
        return any(hint.domain == ARMED for hint in self._hints.at(index))

    def _points_away(self, index: int, weight: int, trigger: Trigger) -> bool:
        """True for a word of other domains and none of arms."""
        others = (h for h in self._hints.at(index) if h.weight >= weight and _is_other(h.domain, trigger))
        return any(others) and not self._leans_to_arms(index)


def _is_other(domain: str, trigger: Trigger) -> bool:
    return domain not in _SILENT and domain not in _KINDRED.get(trigger.entry.type, ())


def _heaviest(weights: Counter[str], trigger: Trigger) -> int:
    """The weight of the heaviest domain that speaks for another sense."""
    return max((weight for domain, weight in weights.items() if _is_other(domain, trigger)), default=0)
