"""What the rules of claims ask about every token, computed once an article.

A token is looked up with and without its proclitics: which word classes it belongs to, what it does in a clause,
whether it is a light verb. Rules then look at positions.
"""

from __future__ import annotations

from typing import NamedTuple

from qawl.lexicon.claim_words import LightVerb
from qawl.lexicon.predicates import PredicateLexicon
from qawl.text.layout import Layout
from qawl.text.memo import remembered
from qawl.text.record import record
from qawl.text.tokens import TokenKind

_CONJUNCTIONS = "\N{ARABIC LETTER WAW}\N{ARABIC LETTER FEH}"
_PREPOSITIONS = "\N{ARABIC LETTER BEH}\N{ARABIC LETTER LAM}\N{ARABIC LETTER KAF}"
_ARTICLE = "\N{ARABIC LETTER ALEF}\N{ARABIC LETTER LAM}"
_LAM = "\N{ARABIC LETTER LAM}"
_PRONOUNS = ("هما", "هم", "هن", "ها", "نا")
_NO_CLASSES: frozenset[str] = frozenset()


@record
class Spelling:
    """A folded token with its proclitics told apart: «وبالقصف» is conjunction, preposition, article and stem."""

    stem: str
    conjunction: bool
    preposition: str
    definite: bool


@record
class WordFacts:
    """What the rules of claims ask about each token, computed once an article."""

    layout: Layout
    spellings: list[tuple[Spelling, ...]]
    classes: list[frozenset[str]]
    clause: list[frozenset[str]]
    light: list[LightVerb | None]
    triggers: list[bool]  # whether any predicate is spelled so, or begins so


class _Word(NamedTuple):
    """What the lexicon says of one spelling, wherever it stands."""

    spellings: tuple[Spelling, ...] = ()
    classes: frozenset[str] = _NO_CLASSES
    clause: frozenset[str] = _NO_CLASSES
    light: LightVerb | None = None
    triggers: bool = False
    phrases: tuple[tuple[tuple[str, ...], str], ...] = ()


_MARK = _Word()


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
    known = _look_up(lexicon)
    words = [
        known[word] if kind is TokenKind.WORD and word else _MARK
        for word, kind in zip(layout.tokens.folded, layout.tokens.kinds, strict=True)
    ]
    clause = [word.clause for word in words]
    for index, word in enumerate(words):
        if word.phrases:
            _mark_phrase(layout, index, word, clause)
    return WordFacts(
        layout,
        [word.spellings for word in words],
        [word.classes for word in words],
        clause,
        [word.light for word in words],
        [word.triggers for word in words],
    )


@remembered
def _look_up(word: str, lexicon: PredicateLexicon) -> _Word:
    spellings = spellings_of(word)
    classes = _classes_of(spellings, lexicon)
    verbal = [s.stem for s in spellings if not s.preposition and not s.definite]
    clause = next((lexicon.clause_words[stem] for stem in verbal if stem in lexicon.clause_words), _NO_CLASSES)
    light = next((lexicon.light_verbs[stem] for stem in verbal if stem in lexicon.light_verbs), None)
    triggers = any(s.stem in lexicon.readings or s.stem in lexicon.phrases for s in spellings)
    return _Word(spellings, classes, clause, light, triggers, _phrases_from(word, lexicon))


def _classes_of(spellings: tuple[Spelling, ...], lexicon: PredicateLexicon) -> frozenset[str]:
    """The classes of the first spelling that has any, else of one without its pronoun: «مواقعهم»."""
    for spelling in spellings:
        if spelling.stem in lexicon.classes:
            return lexicon.classes[spelling.stem]
    for spelling in spellings:
        for pronoun in _PRONOUNS:
            if spelling.stem.endswith(pronoun) and not spelling.definite:
                found = lexicon.classes.get(spelling.stem.removesuffix(pronoun))
                if found is not None:
                    return found
    return _NO_CLASSES


def _phrases_from(word: str, lexicon: PredicateLexicon) -> tuple[tuple[tuple[str, ...], str], ...]:
    """The clause phrases that begin with a word, with or without a conjunction on it."""
    rows = lexicon.clause_phrases.get(word)
    if rows is None and word[:1] in _CONJUNCTIONS:
        rows = lexicon.clause_phrases.get(word[1:])
    return tuple(rows or ())


def _mark_phrase(layout: Layout, index: int, word: _Word, clause: list[frozenset[str]]) -> None:
    """A clause phrase («في حين») marks its first token."""
    folded = layout.tokens.folded
    for tokens, name in word.phrases:
        if tuple(folded[index + 1 : index + len(tokens)]) == tokens[1:]:
            clause[index] |= {name}
            return
