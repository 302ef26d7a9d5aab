"""Triggers and what stands around them: the conditions of a lexicon entry, checked in the sentence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from qawl.extract.findings import FoundQuantity, FoundToponym
from qawl.extract.word_facts import WordFacts
from qawl.lexicon.predicates import PredicateEntry
from qawl.text.quotations import QUOTATION_MARKS
from qawl.text.record import record
from qawl.text.tokens import TokenKind

_DOMAINS = frozenset({"sport", "culture", "economy", "disease", "space", "cyber"})
_DOMAIN_WORDS = 6  # different words of a domain that make an article one of it
_NEAR = 5  # words after a trigger in which «near» words may stand
_TAKES_REACH = 8  # words after a trigger within which its preposition stands
_WHO_REACH = 9  # words around a trigger in which those who go are named
_COUNTED_REACH = 3  # words of a number and what it counts
_REACH = 14  # words after a trigger in which its needs may be met
_BACK = 8  # words before it, for adjectives and verbs that follow their subject


@record
class Trigger:
    """A word or phrase that may carry a claim.

    ``light`` is the token of the verb that lends it a subject, ``behind`` that of the verb behind an event noun which
    says that it happened («القصف وقع فجرا», «المعارك ستستمر»); -1 where there is none.
    """

    first: int
    last: int
    entry: PredicateEntry
    category: str
    definite: bool = False
    has_pronoun: bool = False
    is_future: bool = False
    light: int = -1
    light_subject: str = ""
    behind: int = -1
    preposition: str = ""
    conjunction: bool = False

    @property
    def is_verb(self) -> bool:
        return self.category in ("perfect", "imperfect", "passive")


class Surroundings:
    """Answers what stands near a trigger: word classes by token, places, quantities and parties."""

    def __init__(
        self,
        facts: WordFacts,
        toponyms: Sequence[FoundToponym],
        quantities: Sequence[FoundQuantity],
        parties: frozenset[int],
        *,
        strong: frozenset[str],
    ) -> None:
        self._facts = facts
        self._places = frozenset(i for t in toponyms for i in range(t.first, t.last + 1))
        self._quantities = frozenset(i for q in quantities for i in range(q.first, q.last + 1))
        self._parties = parties
        self._strong = strong
        self._sentence_classes: dict[int, frozenset[str]] = {}
        self._article_domain = self._domains()

    def accept(self, trigger: Trigger) -> bool:
        """True when the conditions of the trigger's entry hold here."""
        entry = trigger.entry
        return (
            self._neighbours_fit(trigger)
            and not (entry.not_with and entry.not_with & self._silencing_classes(trigger.first))
            and (not entry.needs or any(self._has(need, trigger) for need in entry.needs))
            and all(self._has(need, trigger) for need in entry.requires)
        )

    def is_counted(self, index: int) -> bool:
        """True for a word that a number in digits right before it counts."""
        return index in self._quantities and self._facts.layout.tokens.kinds[index - 1] is TokenKind.NUMBER

    def is_somebody(self, index: int) -> bool:
        """True where a mention of an armed party begins, or people behind a number: «18 ألف لاجئ»."""
        people = any("people" in self._facts.classes[i] for i in self._within(range(index, index + _COUNTED_REACH)))
        return people or index in self._parties

    def _domains(self) -> frozenset[str]:
        """What a whole article is about, when words of one domain outnumber those of war: a match report, a film."""
        words = {
            (w, name)
            for w, names in zip(self._facts.layout.tokens.folded, self._facts.classes, strict=True)
            for name in names
        }
        counts = Counter(name for _, name in words)
        war = counts["party"] + counts["arms"]
        return frozenset(name for name in _DOMAINS if counts[name] >= _DOMAIN_WORDS and counts[name] > war)

    def _neighbours_fit(self, trigger: Trigger) -> bool:
        entry, folded = trigger.entry, self._facts.layout.tokens.folded
        following = folded[trigger.last + 1] if trigger.last + 1 < len(folded) else ""
        preceding = folded[trigger.first - 1] if trigger.first else ""
        if entry.indefinite and trigger.definite:
            return False
        if entry.not_before and following in entry.not_before:
            return False
        if entry.not_after and (preceding in entry.not_after or preceding[1:] in entry.not_after):
            return False
        if entry.before and following not in entry.before:
            return False
        if entry.near and not self._stems(self._soon_after(trigger.last)) & entry.near:
            return False
        if entry.not_near and self._stems(range(trigger.first - 6, trigger.last + 7)) & entry.not_near:
            return False
        if entry.after and not self._stems(range(trigger.first - 8, trigger.first)) & entry.after:
            return False
        if entry.takes and trigger.category != "phrase" and not self._takes(trigger):
            return False
        return not entry.with_words or bool(self._stems(self._near_marks(trigger)) & entry.with_words)

    def _soon_after(self, last: int) -> range:
        """Five words behind a trigger; the words of a number («أكثر من 100 ألف صاروخ») do not count."""
        end, words = last + 1, 0
        layout = self._facts.layout
        stop = layout.sentences[layout.sentence_of[last]].stop
        while end < stop and words < _NEAR:
            words += end not in self._quantities
            end += 1
        return range(last + 1, end)

    def _near_marks(self, trigger: Trigger) -> range:
        """Five words before and after a trigger, up to a punctuation mark (quotation marks apart) on either side."""
        first, last = trigger.first, trigger.last
        while first > max(0, trigger.first - _NEAR) and self._goes_on(first - 1):
            first -= 1
        while last + 1 < len(self._facts.spellings) and last < trigger.last + _NEAR and self._goes_on(last + 1):
            last += 1
        return range(first, last + 1)

    def _goes_on(self, index: int) -> bool:
        return bool(self._facts.spellings[index]) or self._facts.layout.tokens.raw[index] in QUOTATION_MARKS

    def _takes(self, trigger: Trigger) -> bool:
        """The preposition, bare or with a pronoun (عليها), within a few words; places in a long name do not count.

        سيطر متشددون من تنظيم الدولة الإسلامية في العراق والشام على المدينة
        """
        folded = self._facts.layout.tokens.folded
        index, words = trigger.last + 1, 0
        while index < len(folded) and words < _TAKES_REACH:
            word = folded[index]
            if any(word == p or _is_with_pronoun(word, p) for p in trigger.entry.takes):
                return True
            words += index not in self._places
            index += 1
        return False

    def _within(self, indices: range) -> Iterator[int]:
        for index in indices:
            if 0 <= index < len(self._facts.spellings):
                yield index

    def _stems(self, indices: range) -> set[str]:
        found: set[str] = set()
        for index in self._within(indices):
            for spelling in self._facts.spellings[index]:
                found.add(spelling.stem)
        return found

    def _silencing_classes(self, index: int) -> frozenset[str]:
        """Classes of which two different words stand in the sentence: one «هدف» makes no match of a battle."""
        sentence = self._facts.layout.sentence_of[index]
        known = self._sentence_classes.get(sentence)
        if known is None:
            folded = self._facts.layout.tokens.folded
            tokens = self._facts.layout.sentences[sentence]
            classes = self._facts.classes
            seen = {(name, folded[i][-4:]) for i in tokens if classes[i] for name in classes[i]}
            counts = Counter(name for name, _ in seen)
            known = self._article_domain | {name for name, count in counts.items() if count > 1 or name in self._strong}
            self._sentence_classes[sentence] = known
        return known

    def _has(self, need: str, trigger: Trigger) -> bool:
        if need == "place-next":
            start = trigger.last + 1
            return any(i in self._places for i in range(start, start + 3))
        if need == "counted":
            return trigger.first in self._quantities
        if need == "quoted-next":
            following = self._facts.layout.tokens.raw[trigger.last + 1 : trigger.last + 2]
            return any(raw in QUOTATION_MARKS for raw in following)
        indices = list(self._window(trigger))
        if need == "place":
            return any(i in self._places for i in indices)
        if need == "quantity":
            return any(i in self._quantities for i in indices)
        if need == "party" and any(i in self._parties for i in indices):
            return True
        if need == "fighters":
            return self._are_fighters(trigger)
        if need == "goods" and trigger.entry.subject != "none":  # what is brought stands behind, or close before
            indices = [i for i in indices if i > trigger.first - 4]
        return any(need in self._facts.classes[i] for i in indices)

    def _are_fighters(self, trigger: Trigger) -> bool:
        """Whether fighters go or civilians: the nouns behind the trigger decide, else the nearest before it.

        «خرج المقاتلون وعائلاتهم»: where both go together the fighters make it a withdrawal.
        """
        layout = self._facts.layout
        for index in self._within(range(trigger.last + 1, trigger.last + 1 + _WHO_REACH)):
            names = self._facts.clause[index]
            if names & {"cause", "connector", "relative"} or (
                names & {"direction"} and not names & {"counting", "aboard"}
            ):
                break
            if layout.tokens.raw[index] in ".:":
                break
            verdict = self._who(index)
            if verdict is not None:
                return verdict or self._joined_by_fighters(index)
        for index in self._within(range(trigger.first - 1, trigger.first - _WHO_REACH, -1)):
            if layout.sentence_of[index] != layout.sentence_of[trigger.first]:
                break
            verdict = self._who(index)
            if verdict:
                return True
            if verdict is not None:
                return self._with_fighters(index)
        return False

    def _joined_by_fighters(self, index: int) -> bool:
        """«خرج المدنيون والمقاتلون», «من مدنيين ومقاتلين»: fighters are joined to those named first."""
        behind = [i for i in self._within(range(index + 1, index + 4)) if self._who(i)]
        return any(s.conjunction for i in behind for s in self._facts.spellings[i])

    def _with_fighters(self, index: int) -> bool:
        """«3000 مسلح وأسرهم غادروا», «المقاتلون والمدنيون»: who is joined to fighters goes with them."""
        joined = any(s.conjunction for s in self._facts.spellings[index])
        return joined and any(self._who(i) for i in self._within(range(index - 3, index)))

    def _who(self, index: int) -> bool | None:
        """True for a word of fighters, False for one of civilians, None for any other."""
        classes = self._facts.classes[index]
        if "fighters" in classes:
            return True
        return False if {"civilians", "people"} <= classes and "neutral" not in classes else None

    def _window(self, trigger: Trigger) -> Iterator[int]:
        """WordFacts around the trigger inside its sentence, up to a clause-opening word after it."""
        layout = self._facts.layout
        sentence = layout.sentences[layout.sentence_of[trigger.first]]
        for index in range(trigger.first - 1, max(sentence.start, trigger.first - _BACK) - 1, -1):
            yield index
        for index in range(trigger.last + 1, min(sentence.stop, trigger.last + 1 + _REACH)):
            if "connector" in self._facts.clause[index]:
                return
            yield index


def _is_with_pronoun(word: str, preposition: str) -> bool:
    """«عليها» for «على»."""
    return len(word) > len(preposition) > 1 and word.startswith(preposition[:-1] + "\N{ARABIC LETTER YEH}")
