"""Predicates: the words that may carry a conflict claim, read in their sentence.

Verbs and verbal nouns count alike: «قصفت المدفعية البلدة», «قصف مدفعي على البلدة» and a headline's «قصف على البلدة»
are one predicate. A trigger is accepted when its entry's conditions hold: the words it takes and needs are near, no
word of a silencing class (sport, markets, disease) stands in its sentence.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from qawl.extract.findings import FoundQuantity, FoundToponym
from qawl.extract.surroundings import Surroundings, Trigger
from qawl.extract.word_facts import Spelling, WordFacts, read_words
from qawl.lexicon.predicates import PredicateEntry, PredicateLexicon, Reading
from qawl.model.claim import ClaimType

__all__ = ["Spelling", "Trigger", "WordFacts", "find_triggers", "read_words"]

_CONJUNCTIONS = "\N{ARABIC LETTER WAW}\N{ARABIC LETTER FEH}"
_ARTICLE = "\N{ARABIC LETTER ALEF}\N{ARABIC LETTER LAM}"
_YEH = "\N{ARABIC LETTER YEH}"
_BARE_VERB = 3  # letters of a perfect that is spelled like its verbal noun: قصف، قتل
_BEGIN = "light.begin"
_PARTICLES = frozenset({"فقد", "عبر", "قبل"})
_FROM = "من"
_VERBAL = frozenset({"perfect", "imperfect", "passive"})
_TEH_MARBUTA = "\N{ARABIC LETTER TEH MARBUTA}"
_LAM = "\N{ARABIC LETTER LAM}"
_TELLING = frozenset({"goods", "mines"})  # needs that decide between entries of one word


def find_triggers(
    facts: WordFacts,
    lexicon: PredicateLexicon,
    *,
    toponyms: Sequence[FoundToponym],
    quantities: Sequence[FoundQuantity],
    parties: frozenset[int],
) -> list[Trigger]:
    """All accepted triggers in text order; where several entries accept one word, the first that needs most wins.

    ``parties`` are the tokens that belong to mentions of armed actors.
    """
    near = Surroundings(facts, toponyms, quantities, parties, strong=lexicon.strong_classes)
    found: list[Trigger] = []
    taken = -1
    for index, may_trigger in enumerate(facts.triggers):
        if index <= taken or not may_trigger:
            continue
        phrase = _phrase_at(facts, lexicon, index, near)
        trigger = phrase or _word_at(facts, lexicon, index, near)
        if trigger is not None:
            found.append(trigger)
            taken = trigger.last
    return found


def _phrase_at(facts: WordFacts, lexicon: PredicateLexicon, index: int, near: Surroundings) -> Trigger | None:
    folded = facts.layout.tokens.folded
    for spelling in facts.spellings[index]:
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
                return _with_light_verb(facts, trigger, lexicon)
    return None


def _word_at(facts: WordFacts, lexicon: PredicateLexicon, index: int, near: Surroundings) -> Trigger | None:
    best: Trigger | None = None
    for spelling in facts.spellings[index]:
        for reading in lexicon.readings.get(spelling.stem, ()):
            if not _spelling_fits(spelling, reading):
                continue
            if reading.category != "noun" and reading.has_pronoun and _ends_in_teh(facts, index):
                continue
            if reading.needs_jussive and (not index or "jussive" not in facts.clause[index - 1]):
                continue
            if reading.category in _VERBAL and _is_no_verb(facts, index, reading, near):
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
            if near.accept(trigger) and (best is None or _rank(trigger, facts) > _rank(best, facts)):
                best = trigger
        if best is not None:
            return _with_light_verb(facts, best, lexicon)
    return None


def _is_no_verb(facts: WordFacts, index: int, reading: Reading, near: Surroundings) -> bool:
    """What is spelled like a verb and cannot be one here.

    No verb stands right behind a preposition («منذ تدخل التحالف»), none in the perfect behind a verb that asks for a
    noun («تحاول طرده»), «فقد», «عبر» and «قبل» are particles unless somebody stands behind them, «قبلهما» is «before
    them», and in «4 أسر» the families are counted.
    """
    word = facts.layout.tokens.folded[index]
    if index and "governor" in facts.clause[index - 1]:
        return True
    if word in _PARTICLES:
        if index and facts.layout.tokens.folded[index - 1] == _FROM:
            return True  # «من قبل الميليشيات»
        return index + 1 >= len(facts.spellings) or not near.is_somebody(index + 1)
    if reading.category == "perfect" and near.is_counted(index):
        return True
    if reading.has_pronoun and facts.clause[index] & {"pronominal"}:
        return True
    light = facts.light[index - 1] if index else None
    return light is not None and light.subject == "attempt" and reading.category == "perfect"


def _spelling_fits(spelling: Spelling, reading: Reading) -> bool:
    """Articles and prepositions stand before nouns and adjectives, not verbs (but «ليقصف»)."""
    if reading.category in ("noun", "adjective"):
        return not (spelling.definite and reading.has_pronoun)
    return not spelling.definite and (not spelling.preposition or _takes_lam(spelling, reading))


def _takes_lam(spelling: Spelling, reading: Reading) -> bool:
    """«ليقصف», but no «لاستعاده» for «استعاده»."""
    return spelling.preposition == _LAM and reading.category == "imperfect"


def _ends_in_teh(facts: WordFacts, index: int) -> bool:
    """«استعادة» is spelled like «استعاده» once folded; the letter itself says that it is the noun."""
    return facts.layout.tokens.ends_in_teh(index)


def _rank(trigger: Trigger, facts: WordFacts) -> int:
    """How specific the conditions are that a trigger met; verbs lose where a noun must stand."""
    entry = trigger.entry
    rank = 4 * bool(entry.near) + 4 * bool(entry.with_words) + 3 * bool(entry.before) + 2 * bool(entry.after)
    rank += 2 * bool(entry.requires) + bool(entry.needs) + bool(entry.takes) + 3 * bool(entry.needs & _TELLING)
    if trigger.is_verb and _noun_must_stand(facts, trigger.first):
        rank -= 6
    return rank


def _noun_must_stand(facts: WordFacts, index: int) -> bool:
    """No verb can stand after a preposition («خلال قصف»), nor before an adjective («قصف تركي») or «على»."""
    if index and facts.clause[index - 1] & {"cause", "direction", "versus", "between"}:
        return True
    if index + 1 >= len(facts.spellings) or not facts.spellings[index + 1]:
        return False
    following = facts.layout.tokens.folded[index + 1]
    if len(facts.layout.tokens.folded[index].lstrip(_CONJUNCTIONS)) != _BARE_VERB:
        return False
    return "versus" in facts.clause[index + 1] or (following.endswith(_YEH) and not following.startswith(_ARTICLE))


def _with_light_verb(facts: WordFacts, trigger: Trigger, lexicon: PredicateLexicon) -> Trigger:
    """Attach the light verb before a noun («شنت الطائرات غارات») or the auxiliary before a verb («تمكنت من»)."""
    index = _light_verb_before(facts, trigger)
    if index < 0:
        behind = _verb_behind(facts, trigger)
        return trigger if behind < 0 else replace(trigger, behind=behind, is_future=_is_future(facts, behind))
    light = facts.light[index]
    assert light is not None
    return replace(
        trigger,
        entry=_entry_under(facts, trigger, index, lexicon),
        is_future=trigger.is_future or _is_future(facts, index),
        light=index,
        light_subject=light.subject,
    )


def _entry_under(facts: WordFacts, trigger: Trigger, index: int, lexicon: PredicateLexicon) -> PredicateEntry:
    """«تسعى إلى السيطرة» is an attempt, «بدأت هجوما», «تشن منذ أسبوع هجوما» an operation."""
    light = facts.light[index]
    assert light is not None
    if light.subject == "attempt" and trigger.entry.type is ClaimType.CAPTURE:
        return lexicon.attempt
    begun = lexicon.begun.get(trigger.entry.id)
    if begun is None:
        return trigger.entry
    goes_on = not light.is_perfect and any("since" in facts.clause[i] for i in range(index, trigger.first))
    return begun if light.id == _BEGIN or (goes_on and light.subject == "actor") else trigger.entry


def _is_future(facts: WordFacts, index: int) -> bool:
    word = facts.spellings[index][0].stem.lstrip(_CONJUNCTIONS)
    return word[:2] in ("سي", "ست", "سن", "سا")


_LIGHT_REACH = 12
_BEHIND_REACH = 4
_BREAKING = frozenset({"connector", "complementizer", "relative"})


def _light_verb_before(facts: WordFacts, trigger: Trigger) -> int:
    """The nearest light verb before the trigger in its clause, with only its subject between."""
    if trigger.category == "perfect":
        return -1
    sentence = facts.layout.sentence_of
    for index in range(trigger.first - 1, max(-1, trigger.first - _LIGHT_REACH - 1), -1):
        if sentence[index] != sentence[trigger.first]:
            return -1
        if not facts.spellings[index]:
            if facts.layout.tokens.raw[index] in ":.\N{ARABIC SEMICOLON}":
                return -1
            continue
        light = facts.light[index]
        if light is not None:
            if trigger.category == "imperfect" and light.subject not in ("actor", "attempt"):
                return -1
            return index
        if "since" in facts.clause[index] and not trigger.definite and index < trigger.first - 1:
            continue  # «تشن القوات منذ حزيران هجوما»
        if "after-event" in facts.clause[index] and "time-unit" in facts.clause[index + 1]:
            continue  # «تمكنت القوات قبل أيام من تطويق البلدة»
        if facts.clause[index] & {"connector", "complementizer", "relative", "after-event"}:
            return -1
    return -1


def _verb_behind(facts: WordFacts, trigger: Trigger) -> int:
    """The verb that says of the event noun before it that it happened or goes on, with only its adjectives between."""
    if trigger.category not in ("noun", "phrase"):
        return -1
    for index in range(trigger.last + 1, min(trigger.last + 1 + _BEHIND_REACH, len(facts.light))):
        light = facts.light[index]
        if light is not None:
            return index if light.subject == "event" else -1
        if trigger.definite and "ongoing" in facts.clause[index]:
            return index
        if not facts.spellings[index] or facts.clause[index] & _BREAKING:
            return -1
    return -1
