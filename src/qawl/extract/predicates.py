"""Triggers: the words that may carry a conflict claim, read in their sentence.

Verbs and verbal nouns count alike: «قصفت المدفعية البلدة», «قصف مدفعي على البلدة» and a headline's «قصف على البلدة»
are one predicate. A trigger is accepted when its entry's conditions hold: the words it takes and needs are near, no
word of a silencing class (sport, markets, disease) stands in its sentence.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from qawl.extract.findings import FoundQuantity, FoundToponym
from qawl.lexicon.claim_words import LightVerb
from qawl.lexicon.predicates import JUSSIVE_AFTER, PredicateEntry, PredicateLexicon, Reading
from qawl.model.claim import ClaimType
from qawl.text.layout import Layout
from qawl.text.tokens import TokenKind

_CONJUNCTIONS = "\N{ARABIC LETTER WAW}\N{ARABIC LETTER FEH}"
_PREPOSITIONS = "\N{ARABIC LETTER BEH}\N{ARABIC LETTER LAM}\N{ARABIC LETTER KAF}"
_ARTICLE = "\N{ARABIC LETTER ALEF}\N{ARABIC LETTER LAM}"
_LAM = "\N{ARABIC LETTER LAM}"
_NO_CLASSES: frozenset[str] = frozenset()
_TELLING = frozenset({"goods", "mines"})  # needs that decide between entries of one word
_NEAR = 5  # words after a trigger in which «near» words may stand
_WHO_REACH = 9  # words around a trigger in which those who go are named
_NEUTRAL = frozenset({"شخص", "اشخ"})  # «40 ألف شخص من المسلحين» are fighters
_REACH = 14  # words after a trigger in which its needs may be met
_BACK = 8  # words before it, for adjectives and verbs that follow their subject


@dataclass(frozen=True, slots=True)
class Spelling:
    """A folded token with its proclitics told apart: «وبالقصف» is conjunction, preposition, article and stem."""

    stem: str
    conjunction: bool
    preposition: str
    definite: bool


@dataclass(frozen=True, slots=True)
class WordFacts:
    """What the rules of claims ask about each token, computed once an article."""

    layout: Layout
    spellings: list[tuple[Spelling, ...]]
    classes: list[frozenset[str]]
    clause: list[frozenset[str]]
    light: list[LightVerb | None]

    def is_word(self, index: int) -> bool:
        return self.layout.tokens.kinds[index] is TokenKind.WORD


@dataclass(frozen=True, slots=True)
class Trigger:
    """A word or phrase that may carry a claim. ``light`` is the token of the verb that lends it a subject, or -1."""

    first: int
    last: int
    entry: PredicateEntry
    category: str
    definite: bool = False
    has_pronoun: bool = False
    is_future: bool = False
    light: int = -1
    light_subject: str = ""
    preposition: str = ""
    conjunction: bool = False

    @property
    def is_verb(self) -> bool:
        return self.category in ("perfect", "imperfect", "passive")


def spellings_of(word: str) -> tuple[Spelling, ...]:
    """The readings of a folded token, the whole word first; stems shorter than two letters are not offered.

    وبالقصف -> وبالقصف، بالقصف، القصف، قصف
    """
    found = [Spelling(word, False, "", False)]
    rest, conjunction = word, False
    if word.startswith(_ARTICLE) and len(word) > 3:
        return (*found, Spelling(word[2:], False, "", True))
    if word[0] in _CONJUNCTIONS and len(word) > 2:
        rest, conjunction = word[1:], True
        found.append(Spelling(rest, True, "", False))
        if rest.startswith(_ARTICLE) and len(rest) > 3:
            return (*found, Spelling(rest[2:], True, "", True))
    for source, joined in ((word, False), (rest, conjunction)) if conjunction else ((word, False),):
        if source[0] not in _PREPOSITIONS or len(source) < 3:
            continue
        bare = source[1:]
        found.append(Spelling(bare, joined, source[0], False))
        if bare.startswith(_ARTICLE) and len(bare) > 3:
            found.append(Spelling(bare[2:], joined, source[0], True))
        elif source[0] == _LAM and bare[0] == _LAM and len(bare) > 2:
            found.append(Spelling(bare[1:], joined, _LAM, True))
    return tuple(found)


def read_words(layout: Layout, lexicon: PredicateLexicon) -> WordFacts:
    """Look every token up once in the word classes, clause words and light verbs."""
    spellings: list[tuple[Spelling, ...]] = []
    classes: list[frozenset[str]] = []
    clause: list[frozenset[str]] = []
    light: list[LightVerb | None] = []
    memory: dict[str, tuple[tuple[Spelling, ...], frozenset[str], frozenset[str], LightVerb | None]] = {}
    for word, kind in zip(layout.tokens.folded, layout.tokens.kinds, strict=True):
        known = memory.get(word)
        if known is None:
            known = memory[word] = _look_up(word, lexicon) if kind is TokenKind.WORD and word else _MARK
        spellings.append(known[0])
        classes.append(known[1])
        clause.append(known[2])
        light.append(known[3])
    _mark_phrases(layout, lexicon, clause)
    return WordFacts(layout, spellings, classes, clause, light)


_MARK: tuple[tuple[Spelling, ...], frozenset[str], frozenset[str], LightVerb | None] = ((), _NO_CLASSES, _NO_CLASSES, None)


def _look_up(
    word: str, lexicon: PredicateLexicon
) -> tuple[tuple[Spelling, ...], frozenset[str], frozenset[str], LightVerb | None]:
    spellings = spellings_of(word)
    classes = next((lexicon.classes[s.stem] for s in spellings if s.stem in lexicon.classes), _NO_CLASSES)
    verbal = [s.stem for s in spellings if not s.preposition and not s.definite]
    clause = next((lexicon.clause_words[stem] for stem in verbal if stem in lexicon.clause_words), _NO_CLASSES)
    light = next((lexicon.light_verbs[stem] for stem in verbal if stem in lexicon.light_verbs), None)
    return spellings, classes, clause, light


def _mark_phrases(layout: Layout, lexicon: PredicateLexicon, clause: list[frozenset[str]]) -> None:
    """Clause phrases («في حين») mark their first token."""
    folded = layout.tokens.folded
    for index, word in enumerate(folded):
        rows = lexicon.clause_phrases.get(word)
        if rows is None and word[:1] in _CONJUNCTIONS:
            rows = lexicon.clause_phrases.get(word[1:])
        for tokens, name in rows or ():
            if tuple(folded[index + 1 : index + len(tokens)]) == tokens[1:]:
                clause[index] |= {name}
                break


def find_triggers(
    words: WordFacts,
    lexicon: PredicateLexicon,
    *,
    toponyms: Sequence[FoundToponym],
    quantities: Sequence[FoundQuantity],
    parties: frozenset[int],
) -> list[Trigger]:
    """All accepted triggers in text order; where several entries accept one word, the first that needs most wins.

    ``parties`` are the tokens that belong to mentions of armed actors.
    """
    near = _Surroundings(words, toponyms, quantities, parties)
    found: list[Trigger] = []
    taken = -1
    for index in range(len(words.spellings)):
        if index <= taken or not words.spellings[index]:
            continue
        phrase = _phrase_at(words, lexicon, index, near)
        trigger = phrase or _word_at(words, lexicon, index, near)
        if trigger is not None:
            found.append(trigger)
            taken = trigger.last
    return found


def _phrase_at(words: WordFacts, lexicon: PredicateLexicon, index: int, near: _Surroundings) -> Trigger | None:
    folded = words.layout.tokens.folded
    for spelling in words.spellings[index]:
        if spelling.definite and not spelling.preposition:
            continue
        for tokens, reading in lexicon.phrases.get(spelling.stem, ()):
            if tuple(folded[index + 1 : index + len(tokens)]) != tokens[1:]:
                continue
            trigger = Trigger(
                index,
                index + len(tokens) - 1,
                reading.entry,
                "phrase",
                definite=tokens[-1].startswith(_ARTICLE),
                preposition=spelling.preposition,
                conjunction=spelling.conjunction,
            )
            if near.accept(trigger):
                return _with_light_verb(words, trigger, lexicon)
    return None


def _word_at(words: WordFacts, lexicon: PredicateLexicon, index: int, near: _Surroundings) -> Trigger | None:
    best: Trigger | None = None
    for spelling in words.spellings[index]:
        for reading in lexicon.readings.get(spelling.stem, ()):
            if not _spelling_fits(spelling, reading):
                continue
            if reading.needs_jussive and (not index or words.layout.tokens.folded[index - 1] not in JUSSIVE_AFTER):
                continue
            trigger = Trigger(
                index,
                index,
                reading.entry,
                reading.category,
                definite=spelling.definite,
                has_pronoun=reading.has_pronoun,
                is_future=reading.is_future,
                preposition=spelling.preposition,
                conjunction=spelling.conjunction,
            )
            if near.accept(trigger) and (best is None or _rank(trigger, words) > _rank(best, words)):
                best = trigger
        if best is not None:
            return _with_light_verb(words, best, lexicon)
    return None


def _spelling_fits(spelling: Spelling, reading: Reading) -> bool:
    """Articles and prepositions stand before nouns and adjectives, not verbs (but «ليقصف»)."""
    if reading.category in ("noun", "adjective"):
        return not (spelling.definite and reading.has_pronoun)
    return not spelling.definite and spelling.preposition in ("", _LAM)


def _rank(trigger: Trigger, words: WordFacts) -> int:
    """How specific the conditions are that a trigger met; verbs lose where a noun must stand."""
    entry = trigger.entry
    rank = 4 * bool(entry.near) + 4 * bool(entry.with_words) + 3 * bool(entry.before) + 2 * bool(entry.after)
    rank += 2 * bool(entry.requires) + bool(entry.needs) + bool(entry.takes) + 3 * bool(entry.needs & _TELLING)
    if trigger.is_verb and _noun_must_stand(words, trigger.first):
        rank -= 6
    return rank


def _noun_must_stand(words: WordFacts, index: int) -> bool:
    """After a preposition or an unfinished number no verb can stand: «خلال قصف»."""
    if index == 0:
        return False
    before = words.clause[index - 1]
    return bool(before & {"cause", "direction", "versus", "between"})


def _with_light_verb(words: WordFacts, trigger: Trigger, lexicon: PredicateLexicon) -> Trigger:
    """Attach the light verb before a noun («شنت الطائرات غارات») or the auxiliary before a verb («تمكنت من»)."""
    index = _light_verb_before(words, trigger)
    if index < 0:
        return trigger
    light = words.light[index]
    assert light is not None
    attempted = light.subject == "attempt" and trigger.entry.type is ClaimType.CAPTURE
    return Trigger(
        trigger.first,
        trigger.last,
        lexicon.attempt if attempted else trigger.entry,
        trigger.category,
        definite=trigger.definite,
        has_pronoun=trigger.has_pronoun,
        is_future=trigger.is_future or _is_future(words, index),
        light=index,
        light_subject=light.subject,
        preposition=trigger.preposition,
        conjunction=trigger.conjunction,
    )


def _is_future(words: WordFacts, index: int) -> bool:
    word = words.spellings[index][0].stem.lstrip(_CONJUNCTIONS)
    return word[:2] in ("سي", "ست", "سن", "سا")


_LIGHT_REACH = 12


def _light_verb_before(words: WordFacts, trigger: Trigger) -> int:
    """The nearest light verb before the trigger in its clause, with only its subject between."""
    if trigger.category == "perfect":
        return -1
    sentence = words.layout.sentence_of
    for index in range(trigger.first - 1, max(-1, trigger.first - _LIGHT_REACH - 1), -1):
        if sentence[index] != sentence[trigger.first]:
            return -1
        if not words.spellings[index]:
            if words.layout.tokens.raw[index] in ":.\N{ARABIC SEMICOLON}":
                return -1
            continue
        light = words.light[index]
        if light is not None:
            if trigger.category == "imperfect" and light.subject not in ("actor", "attempt"):
                return -1
            return index
        if words.clause[index] & {"connector", "complementizer", "relative", "after-event"}:
            return -1
    return -1


class _Surroundings:
    """Answers what stands near a trigger: word classes by token, places, quantities and parties."""

    def __init__(
        self,
        words: WordFacts,
        toponyms: Sequence[FoundToponym],
        quantities: Sequence[FoundQuantity],
        parties: frozenset[int],
    ) -> None:
        self._words = words
        self._places = frozenset(i for t in toponyms for i in range(t.first, t.last + 1))
        self._quantities = frozenset(i for q in quantities for i in range(q.first, q.last + 1))
        self._parties = parties
        self._sentence_classes: dict[int, frozenset[str]] = {}

    def accept(self, trigger: Trigger) -> bool:
        """True when the conditions of the trigger's entry hold here."""
        entry = trigger.entry
        return (
            self._neighbours_fit(trigger)
            and not (entry.not_with and entry.not_with & self._silencing_classes(trigger.first))
            and (not entry.needs or any(self._has(need, trigger) for need in entry.needs))
            and all(self._has(need, trigger) for need in entry.requires)
        )

    def _neighbours_fit(self, trigger: Trigger) -> bool:
        entry, folded = trigger.entry, self._words.layout.tokens.folded
        following = folded[trigger.last + 1] if trigger.last + 1 < len(folded) else ""
        preceding = folded[trigger.first - 1] if trigger.first else ""
        if entry.not_before and following in entry.not_before:
            return False
        if entry.not_after and (preceding in entry.not_after or preceding[1:] in entry.not_after):
            return False
        if entry.before and following not in entry.before:
            return False
        if entry.near and not self._stems(range(trigger.last + 1, trigger.last + 1 + _NEAR)) & entry.near:
            return False
        if entry.not_near and self._stems(range(trigger.first - 6, trigger.last + 7)) & entry.not_near:
            return False
        if entry.after and not self._stems(range(trigger.first - 8, trigger.first)) & entry.after:
            return False
        if entry.takes and trigger.category != "phrase" and not self._takes(trigger):
            return False
        return not entry.with_words or bool(self._stems(self._near_marks(trigger)) & entry.with_words)

    def _near_marks(self, trigger: Trigger) -> range:
        """Five words before and after a trigger, up to a punctuation mark on either side."""
        first, last = trigger.first, trigger.last
        while first > max(0, trigger.first - _NEAR) and self._words.spellings[first - 1]:
            first -= 1
        while last + 1 < len(self._words.spellings) and last < trigger.last + _NEAR and self._words.spellings[last + 1]:
            last += 1
        return range(first, last + 1)

    def _takes(self, trigger: Trigger) -> bool:
        """The preposition, bare or with a pronoun (عليها), within a few words."""
        folded = self._words.layout.tokens.folded
        for index in self._within(range(trigger.last + 1, trigger.last + 9)):
            word = folded[index]
            if any(word == p or (p[:-1] and word.startswith(p[:-1] + "ي") and len(word) > len(p)) for p in trigger.entry.takes):
                return True
        return False

    def _within(self, indices: range) -> Iterator[int]:
        for index in indices:
            if 0 <= index < len(self._words.spellings):
                yield index

    def _stems(self, indices: range) -> set[str]:
        found: set[str] = set()
        for index in self._within(indices):
            for spelling in self._words.spellings[index]:
                found.add(spelling.stem)
        return found

    def _silencing_classes(self, index: int) -> frozenset[str]:
        """Classes of which two different words stand in the sentence: one «هدف» makes no match of a battle."""
        sentence = self._words.layout.sentence_of[index]
        known = self._sentence_classes.get(sentence)
        if known is None:
            folded = self._words.layout.tokens.folded
            seen = {(name, folded[i][-4:]) for i in self._words.layout.sentences[sentence] for name in self._words.classes[i]}
            counts = Counter(name for name, _ in seen)
            known = frozenset(name for name, count in counts.items() if count > 1)
            self._sentence_classes[sentence] = known
        return known

    def _has(self, need: str, trigger: Trigger) -> bool:
        if need == "place-next":
            start = trigger.last + 1
            return any(i in self._places for i in range(start, start + 3))
        indices = list(self._window(trigger))
        if need == "place":
            return any(i in self._places for i in indices)
        if need == "quantity":
            return any(i in self._quantities for i in indices)
        if need == "party" and any(i in self._parties for i in indices):
            return True
        if need == "fighters":
            return self._are_fighters(trigger)
        if need == "goods":  # what is brought or blocked stands behind, or close before
            indices = [i for i in indices if i > trigger.first - 4]
        return any(need in self._words.classes[i] for i in indices)

    def _are_fighters(self, trigger: Trigger) -> bool:
        """Whether who goes is fighters or civilians: the noun behind the trigger decides, else the nearest before it."""
        layout = self._words.layout
        for index in self._within(range(trigger.last + 1, trigger.last + _WHO_REACH)):
            names = self._words.clause[index]
            if names & {"direction", "cause", "connector"} and layout.tokens.folded[index] not in ("من", "نحو"):
                break
            verdict = self._who(index)
            if verdict is not None:
                return verdict
        for index in self._within(range(trigger.first - 1, trigger.first - _WHO_REACH, -1)):
            if layout.sentence_of[index] != layout.sentence_of[trigger.first]:
                break
            verdict = self._who(index)
            if verdict is not None:
                return verdict
        return False

    def _who(self, index: int) -> bool | None:
        """True for a word of fighters, False for one of civilians, None for any other."""
        classes = self._words.classes[index]
        if "fighters" in classes:
            return True
        neutral = self._words.layout.tokens.folded[index][:3] in _NEUTRAL
        return False if "civilians" in classes and "people" in classes and not neutral else None

    def _window(self, trigger: Trigger) -> Iterator[int]:
        """WordFacts around the trigger inside its sentence, up to a clause-opening word after it."""
        layout = self._words.layout
        sentence = layout.sentences[layout.sentence_of[trigger.first]]
        for index in range(trigger.first - 1, max(sentence.start, trigger.first - _BACK) - 1, -1):
            yield index
        for index in range(trigger.last + 1, min(sentence.stop, trigger.last + 1 + _REACH)):
            if "connector" in self._words.clause[index]:
                return
            yield index
