"""Predicates: the trigger words of conflict claims with their frames, and the small word classes around them.

``predicates.yaml`` records lemmas; every spelling follows by rule from ``conjugate``, so that a person adds a verb
by its two principal parts. Everything is folded and indexed once: a token costs a few dictionary look-ups.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

import yaml

from qawl.errors import DataFileError
from qawl.lexicon.conjugate import forms_of
from qawl.lexicon.salience import SalienceWeights, load_salience
from qawl.model.claim import ClaimType, Harm, Status
from qawl.text.fold import fold_text
from qawl.text.tokens import tokenize

ROLES = frozenset({"actor", "target", "place", "event", "cause", "none"})
SCOPES = frozenset({"next-verb", "phrase", "content"})
TENSES = frozenset({"any", "perfect", "imperfect"})
EXTRA_NEEDS = frozenset({"place", "place-next", "quantity"})
JUSSIVE_AFTER = frozenset({"لم", "ولم", "فلم", "لما"})


@dataclass(frozen=True, slots=True)
class PredicateEntry:
    """One meaning and frame of the trigger lexicon; the fields are explained at the head of ``predicates.yaml``."""

    id: str
    type: ClaimType
    gloss: str
    event: str | None = None
    mode: str | None = None
    verbs: tuple[str, ...] = ()
    tense: str = "any"
    passive: bool = False
    nouns: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()
    subject: str = "actor"
    object: str = "target"
    of: str = "actor"
    against: str = "target"
    to: str = "actor"
    takes: frozenset[str] = frozenset()
    needs: frozenset[str] = frozenset()
    requires: frozenset[str] = frozenset()
    before: frozenset[str] = frozenset()
    near: frozenset[str] = frozenset()
    after: frozenset[str] = frozenset()
    with_words: frozenset[str] = frozenset()
    not_before: frozenset[str] = frozenset()
    not_after: frozenset[str] = frozenset()
    not_with: frozenset[str] = frozenset()
    kind: Harm | None = None
    denies: bool = False
    weak: bool = False
    example: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class LightVerb:
    """A verb that lends a verbal noun its subject: «شن الطيران غارات»."""

    id: str
    subject: str
    to: str | None


@dataclass(frozen=True, slots=True)
class StatusWord:
    """A word that denies, predicts, asks for or leaves open what it reaches."""

    id: str
    status: Status
    scope: str
    reach: int


@dataclass(frozen=True, slots=True)
class Reading:
    """One reading of one spelling: ``category`` is perfect, imperfect, passive, noun, adjective or phrase."""

    entry: PredicateEntry
    category: str
    is_future: bool = False
    has_pronoun: bool = False
    is_plural: bool = False
    needs_jussive: bool = False


@dataclass(frozen=True, slots=True)
class PredicateLexicon:
    """All that the claim rules look up, folded. Phrases are keyed by their first token, longest first."""

    entries: tuple[PredicateEntry, ...]
    readings: Mapping[str, tuple[Reading, ...]]
    phrases: Mapping[str, tuple[tuple[tuple[str, ...], Reading], ...]]
    light_verbs: Mapping[str, LightVerb]
    status_words: Mapping[str, StatusWord]
    status_phrases: Mapping[str, tuple[tuple[tuple[str, ...], StatusWord], ...]]
    classes: Mapping[str, frozenset[str]]
    clause_words: Mapping[str, frozenset[str]]
    clause_phrases: Mapping[str, tuple[tuple[tuple[str, ...], str], ...]]
    salience: SalienceWeights


def load_predicate_lexicon(directory: Path) -> PredicateLexicon:
    """Read ``predicates.yaml`` and its companions in ``directory``; refuses what it does not understand.

    Raises:
        DataFileError: for unknown or missing keys, unsorted ids, repeated forms or unknown roles and classes.
    """
    classes = _load_classes(directory / "word_classes.yaml")
    entries = tuple(_load_entries(directory / "predicates.yaml", known=frozenset(_class_names(classes))))
    readings, phrases = _index_readings(entries)
    words, word_phrases = _load_status_words(directory)
    clause_words, clause_phrases = _load_clause_words(directory / "clause_words.yaml")
    return PredicateLexicon(
        entries=entries,
        readings=readings,
        phrases=phrases,
        light_verbs=_load_light_verbs(directory / "light_verbs.yaml"),
        status_words=words,
        status_phrases=word_phrases,
        classes=classes,
        clause_words=clause_words,
        clause_phrases=clause_phrases,
        salience=load_salience(directory / "salience.yaml"),
    )


def _read(path: Path) -> list[dict[str, Any]]:
    """The entries of a data file, checked to be mappings with sorted, distinct ids."""
    try:
        with path.open(encoding="utf-8") as file:
            rows = yaml.load(file, Loader=yaml.CSafeLoader)
    except (OSError, yaml.YAMLError) as error:
        raise DataFileError(f"{path}: cannot be read as YAML: {error}. Repair or reinstall it.") from error
    if not isinstance(rows, list) or not all(isinstance(row, dict) and "id" in row for row in rows):
        raise DataFileError(f"{path}: every entry must be a mapping with an id.")
    ids = [str(row["id"]) for row in rows]
    for left, right in zip(ids, ids[1:], strict=False):
        if left >= right:
            raise DataFileError(f"{path}: {right!r} stands after {left!r}. Sort by id and keep ids distinct.")
    return rows


def _check_keys(path: Path, row: Mapping[str, Any], *, known: Iterable[str], needed: Iterable[str]) -> None:
    unknown, missing = set(row) - set(known), set(needed) - set(row)
    if unknown or missing:
        raise DataFileError(
            f"{path}: entry {row['id']!r}: unknown keys {sorted(map(str, unknown))}, missing keys {sorted(missing)}. "
            "The keys are explained at the head of the file."
        )


def _class_names(classes: Mapping[str, frozenset[str]]) -> set[str]:
    return {name for names in classes.values() for name in names}


_ENTRY_KEYS = {field.name for field in fields(PredicateEntry)} - {"with_words"} | {"with"}
_WORD_SETS = ("takes", "before", "near", "after", "not_before", "not_after")


def _load_entries(path: Path, *, known: frozenset[str]) -> Iterable[PredicateEntry]:
    for row in _read(path):
        _check_keys(path, row, known=_ENTRY_KEYS, needed=("id", "type", "gloss", "example"))
        yield _entry(path, row, known=known)


def _entry(path: Path, row: Mapping[str, Any], *, known: frozenset[str]) -> PredicateEntry:
    values: dict[str, Any] = dict(row)
    for key in ("subject", "object", "of", "against", "to"):
        if values.get(key, "none") not in ROLES:
            raise DataFileError(f"{path}: entry {row['id']!r}: {key} must be one of {sorted(ROLES)}.")
    if values.get("tense", "any") not in TENSES:
        raise DataFileError(f"{path}: entry {row['id']!r}: tense must be one of {sorted(TENSES)}.")
    for key in ("needs", "requires", "not_with"):
        values[key] = frozenset(values.get(key, ()))
        strange = values[key] - known - EXTRA_NEEDS
        if strange:
            raise DataFileError(f"{path}: entry {row['id']!r}: {key} names unknown classes {sorted(strange)}.")
    for key in _WORD_SETS:
        values[key] = frozenset(fold_text(word) for word in values.get(key, ()))
    values["with_words"] = frozenset(fold_text(word) for word in values.pop("with", ()))
    for key in ("verbs", "nouns", "adjectives", "phrases"):
        values[key] = tuple(values.get(key, ()))
    values["example"] = tuple((str(key), str(value)) for key, value in values["example"].items())
    try:
        values["type"] = ClaimType(values["type"])
        values["kind"] = Harm(values["kind"]) if "kind" in values else None
    except ValueError as error:
        raise DataFileError(f"{path}: entry {row['id']!r}: {error}.") from error
    return PredicateEntry(**values)


@dataclass(frozen=True, slots=True)
class _Spelling:
    """What ``conjugate`` wants to know of a verb or noun."""

    id: str
    lemma: str = ""
    root: str | None = None
    form: str | None = None
    imperfect: str | None = None
    first_person: bool = True
    participle: str | None = None
    passive: Sequence[str] = ()
    masdar: Sequence[str] = ()
    forms: Sequence[str] = ()
    not_forms: Sequence[str] = ()
    complement: Sequence[str] = ()


_ALEF = "\N{ARABIC LETTER ALEF}"
_WAW = "\N{ARABIC LETTER WAW}"


def verb_spelling(verb: str, *, with_object: bool) -> _Spelling:
    """The conjugation of «perfect imperfect»; weak middles show in the spelling (قاد), doubled ones in the length (شن)."""
    perfect, imperfect = verb.split()
    root, form = None, None
    if len(perfect) == 2:
        root, form = perfect + perfect[-1], "I"
    elif len(perfect) > 2 and perfect[-2] == _ALEF:
        root, form = perfect[0] + _WAW + perfect[-1], "X"
    complement = ("object:pronoun",) if with_object else ()
    return _Spelling(verb, perfect, root, form, imperfect, complement=complement)


def _index_readings(
    entries: Iterable[PredicateEntry],
) -> tuple[dict[str, tuple[Reading, ...]], dict[str, tuple[tuple[tuple[str, ...], Reading], ...]]]:
    readings: dict[str, dict[tuple[str, str], Reading]] = {}
    phrases: dict[str, list[tuple[tuple[str, ...], Reading]]] = {}
    for entry in entries:
        for text, reading in _entry_readings(entry):
            readings.setdefault(text, {}).setdefault((entry.id, reading.category), reading)
        for phrase in entry.phrases:
            words = tuple(tokenize(phrase).folded)
            phrases.setdefault(words[0], []).append((words, Reading(entry, "phrase")))
    _refuse_repeats(entries, readings, phrases)
    by_length = {first: tuple(sorted(rows, key=lambda row: -len(row[0]))) for first, rows in phrases.items()}
    return {text: tuple(rows.values()) for text, rows in readings.items()}, by_length


def _refuse_repeats(
    entries: Iterable[PredicateEntry],
    readings: Mapping[str, Mapping[tuple[str, str], Reading]],
    phrases: Mapping[str, Sequence[tuple[tuple[str, ...], Reading]]],
) -> None:
    """One phrase, one entry; one lemma twice only where tense, needs or neighbours tell the entries apart."""
    for rows in phrases.values():
        texts = [words for words, _ in rows]
        for words, reading in rows:
            if texts.count(words) > 1:
                raise DataFileError(f"predicates: {reading.entry.id!r} repeats the phrase {' '.join(words)!r}.")
    seen: dict[tuple[object, ...], str] = {}
    for entry in entries:
        for lemma in (*entry.verbs, *entry.nouns, *entry.adjectives):
            told_apart = (entry.tense, entry.needs, entry.requires, entry.near, entry.before, entry.after, entry.with_words)
            key = (lemma, *told_apart)
            if key in seen:
                raise DataFileError(
                    f"predicates: {entry.id!r} repeats {lemma!r}, already in {seen[key]!r}. Keep it in one entry, "
                    "or tell them apart with tense, needs, near or before."
                )
            seen[key] = entry.id


def _entry_readings(entry: PredicateEntry) -> Iterable[tuple[str, Reading]]:
    for verb in entry.verbs:
        spelling = verb_spelling(verb, with_object=entry.object != "none" or entry.subject == "none")
        for form in forms_of(spelling):
            if form.category != entry.tense and entry.tense != "any":
                continue
            if form.person == 1 and form.number == "sg":  # «سأفر» is spelled like «سافر»
                continue
            short = form.mood == "jussive" and form.number == "sg"  # «يستعد» only after «لم»
            yield (
                fold_text(form.text),
                Reading(entry, form.category, form.mood == "future", form.with_object_pronoun, needs_jussive=short),
            )
    for noun in entry.nouns:
        yield fold_text(noun), Reading(entry, "noun")
        for form in forms_of(_Spelling(entry.id, masdar=(noun,))):
            text = fold_text(form.text)
            if text.startswith("ال") and text != fold_text(noun):
                continue  # the article is a proclitic: the scan takes it off and remembers it
            suffixed = text not in (fold_text(noun), fold_text(noun) + _ALEF)
            yield text, Reading(entry, "noun", has_pronoun=suffixed)
    for adjective in entry.adjectives:
        for ending in ("", "ا", "ة", "ين", "ون", "ات", "تين", "ان"):
            yield fold_text(adjective + ending), Reading(entry, "adjective", is_plural=ending in ("ين", "ون"))


def _load_light_verbs(path: Path) -> dict[str, LightVerb]:
    found: dict[str, LightVerb] = {}
    for row in _read(path):
        _check_keys(
            path, row, known=("id", "verbs", "subject", "to", "gloss", "example"), needed=("verbs", "subject", "gloss")
        )
        if row["subject"] not in ROLES:
            raise DataFileError(f"{path}: entry {row['id']!r}: subject must be one of {sorted(ROLES)}.")
        light = LightVerb(row["id"], row["subject"], row.get("to"))
        for verb in row["verbs"]:
            for form in forms_of(verb_spelling(verb, with_object=True)):
                found.setdefault(fold_text(form.text), light)
    return found


def _load_status_words(
    directory: Path,
) -> tuple[dict[str, StatusWord], dict[str, tuple[tuple[tuple[str, ...], StatusWord], ...]]]:
    words: dict[str, StatusWord] = {}
    phrases: dict[str, list[tuple[tuple[str, ...], StatusWord]]] = {}
    for name in ("negation.yaml", "hedges.yaml"):
        path = directory / name
        for row in _read(path):
            known = ("id", "status", "forms", "scope", "reach", "gloss", "example")
            _check_keys(path, row, known=known, needed=("forms", "scope", "reach", "gloss"))
            if row["scope"] not in SCOPES:
                raise DataFileError(f"{path}: entry {row['id']!r}: scope must be one of {sorted(SCOPES)}.")
            status = Status(row.get("status", "denied"))
            word = StatusWord(row["id"], status, row["scope"], int(row["reach"]))
            for form in row["forms"]:
                tokens = tuple(fold_text(form).split())
                if len(tokens) == 1:
                    words.setdefault(tokens[0], word)
                else:
                    phrases.setdefault(tokens[0], []).append((tokens, word))
    return words, {first: tuple(sorted(rows, key=lambda row: -len(row[0]))) for first, rows in phrases.items()}


def _load_classes(path: Path) -> dict[str, frozenset[str]]:
    """Word -> the classes it belongs to."""
    found: dict[str, set[str]] = {}
    for row in _read(path):
        _check_keys(path, row, known=("id", "gloss", "words"), needed=("gloss", "words"))
        if len(set(row["words"])) != len(row["words"]):
            raise DataFileError(f"{path}: class {row['id']!r} repeats a word.")
        for word in row["words"]:
            found.setdefault(fold_text(word), set()).add(row["id"])
    return {word: frozenset(names) for word, names in found.items()}


def _load_clause_words(
    path: Path,
) -> tuple[dict[str, frozenset[str]], dict[str, tuple[tuple[tuple[str, ...], str], ...]]]:
    words: dict[str, set[str]] = {}
    phrases: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for row in _read(path):
        _check_keys(path, row, known=("id", "gloss", "forms"), needed=("gloss", "forms"))
        for form in row["forms"]:
            tokens = tuple(fold_text(form).split())
            if len(tokens) == 1:
                words.setdefault(tokens[0], set()).add(row["id"])
            else:
                phrases.setdefault(tokens[0], []).append((tokens, row["id"]))
    ordered = {first: tuple(sorted(rows, key=lambda row: -len(row[0]))) for first, rows in phrases.items()}
    return {word: frozenset(names) for word, names in words.items()}, ordered
