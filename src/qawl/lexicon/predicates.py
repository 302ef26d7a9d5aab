"""Predicates: the trigger words of conflict claims with their frames, and the small word classes around them.

``predicates.yaml`` records lemmas; every spelling follows by rule from ``conjugate``, so that a person adds a verb
by its two principal parts. Everything is folded and indexed once: a token costs a few dictionary look-ups.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from qawl.errors import DataFileError
from qawl.lexicon.claim_words import (
    ROLES,
    ClaimFlag,
    LightVerb,
    StatusWord,
    load_claim_flags,
    load_classes,
    load_clause_words,
    load_light_verbs,
    load_status_words,
    load_strong_classes,
)
from qawl.lexicon.conjugate import ALEF, forms_of
from qawl.lexicon.load import DataFiles
from qawl.lexicon.ontology import PloverEvent, load_ontology
from qawl.lexicon.salience import SaliencePoints, load_salience
from qawl.lexicon.senses import SenseLexicon, load_senses
from qawl.lexicon.verbs import Spelling, verb_spelling
from qawl.model.claim import ClaimType, Harm, Status
from qawl.text.fold import fold_text
from qawl.text.tokens import tokenize

TENSES = frozenset({"any", "perfect", "imperfect"})
EXTRA_NEEDS = frozenset({"place", "place-next", "quantity", "counted", "quoted-next"})


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
    not_near: frozenset[str] = frozenset()
    not_with: frozenset[str] = frozenset()
    kind: Harm | None = None
    says: Status | None = None
    weak: bool = False
    indefinite: bool = False
    absorbs: frozenset[str] = frozenset()
    momentary: str | None = None
    begun: str | None = None
    example: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """One reading of one spelling: ``category`` is perfect, imperfect, passive, noun, adjective or phrase."""

    entry: PredicateEntry
    category: str
    is_future: bool = False
    has_pronoun: bool = False
    is_plural: bool = False
    needs_jussive: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class PredicateLexicon:
    """All that the claim rules look up, folded. Phrases are keyed by their first token, longest first."""

    entries: tuple[PredicateEntry, ...]
    readings: Mapping[str, tuple[Reading, ...]]
    phrases: Mapping[str, tuple[tuple[tuple[str, ...], Reading], ...]]
    light_verbs: Mapping[str, LightVerb]
    status_words: Mapping[str, StatusWord]
    status_phrases: Mapping[str, tuple[tuple[tuple[str, ...], StatusWord], ...]]
    classes: Mapping[str, frozenset[str]]
    strong_classes: frozenset[str]
    clause_words: Mapping[str, frozenset[str]]
    clause_phrases: Mapping[str, tuple[tuple[tuple[str, ...], str], ...]]
    flags: Mapping[str, tuple[tuple[tuple[str, ...], ClaimFlag], ...]]
    salience: SaliencePoints
    senses: SenseLexicon
    attempt: PredicateEntry
    momentary: Mapping[str, PredicateEntry]
    begun: Mapping[str, PredicateEntry]


def load_predicate_lexicon(data: DataFiles) -> PredicateLexicon:
    """Read ``lexicon/predicates.yaml`` and its companions; refuses what it does not understand.

    Raises:
        DataFileError: for unknown or missing keys, unsorted ids, repeated forms or unknown roles and classes.
    """
    classes = load_classes(data)
    entries = tuple(_load_entries(data, known=frozenset(name for names in classes.values() for name in names)))
    readings, phrases = _index_readings(entries)
    words, word_phrases = load_status_words(data)
    clause_words, clause_phrases = load_clause_words(data)
    return PredicateLexicon(
        entries=entries,
        readings=readings,
        phrases=phrases,
        light_verbs=load_light_verbs(data),
        status_words=words,
        status_phrases=word_phrases,
        classes=classes,
        strong_classes=load_strong_classes(data),
        clause_words=clause_words,
        clause_phrases=clause_phrases,
        flags=load_claim_flags(data),
        salience=load_salience(data),
        senses=load_senses(data),
        attempt=next(entry for entry in entries if entry.id == "operation.attempt"),
        momentary=_named(data.folder / "lexicon/predicates.yaml", entries, "momentary"),
        begun=_named(data.folder / "lexicon/predicates.yaml", entries, "begun"),
    )


def _named(path: Path, entries: Sequence[PredicateEntry], key: str) -> dict[str, PredicateEntry]:
    """Entries by id with the entry that they name under a key, where they name one."""
    by_id = {entry.id: entry for entry in entries}
    strange = [e.id for e in entries if not ({getattr(e, key) or e.id} | e.absorbs) <= by_id.keys()]
    if strange:
        raise DataFileError(f"{path}: entry {strange[0]!r} names an entry that is not there ({key}, absorbs).")
    return {entry.id: by_id[getattr(entry, key)] for entry in entries if getattr(entry, key) is not None}


_REQUIRED = ("id", "type", "gloss", "example")
_OPTIONAL = tuple({field.name for field in fields(PredicateEntry)} - {"with_words", *_REQUIRED} | {"with"})
_WORD_SETS = ("takes", "before", "near", "after", "not_before", "not_after", "not_near")


def _load_entries(data: DataFiles, *, known: frozenset[str]) -> Iterable[PredicateEntry]:
    name = "lexicon/predicates.yaml"
    ontology = load_ontology(data)
    for row in data.read_rows(name, required=_REQUIRED, optional=_OPTIONAL):
        entry = _entry(data.folder / name, row, known=known)
        _check_event(data.folder / name, entry, ontology)
        yield entry


def _check_event(path: Path, entry: PredicateEntry, ontology: Mapping[str, PloverEvent]) -> None:
    """The event and mode exist, and the event may carry the claim type."""
    if entry.event is None:
        if entry.mode is not None:
            raise DataFileError(f"{path}: entry {entry.id!r} has a mode without an event. Name the PLOVER event.")
        return
    event = ontology.get(entry.event)
    if event is None or (entry.mode is not None and entry.mode not in event.modes):
        code = f"{entry.event} {entry.mode or ''}".rstrip()
        raise DataFileError(f"{path}: entry {entry.id!r}: {code} is not in ontology/plover.yaml. Use a code of it.")
    if entry.type.value not in event.claims:
        raise DataFileError(
            f"{path}: entry {entry.id!r}: ontology/plover.yaml has no {entry.type.value} for {event.id}."
        )


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
    values["absorbs"] = frozenset(values.get("absorbs", ()))
    for key in ("verbs", "nouns", "adjectives", "phrases"):
        values[key] = tuple(values.get(key, ()))
    values["example"] = tuple((str(key), str(value)) for key, value in values["example"].items())
    try:
        values["type"] = ClaimType(values["type"])
        values["kind"] = Harm(values["kind"]) if "kind" in values else None
        values["says"] = Status(values["says"]) if "says" in values else None
    except ValueError as error:
        raise DataFileError(f"{path}: entry {row['id']!r}: {error}.") from error
    return PredicateEntry(**values)


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
            conditions = (entry.needs, entry.requires, entry.near, entry.before, entry.after, entry.with_words)
            key = (lemma, entry.tense, *conditions)
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
        for form in forms_of(Spelling(entry.id, masdar=(noun,))):
            text = fold_text(form.text)
            if text.startswith("ال") and text != fold_text(noun):
                continue  # the article is a proclitic: the scan takes it off and remembers it
            suffixed = text not in (fold_text(noun), fold_text(noun) + ALEF)
            yield text, Reading(entry, "noun", has_pronoun=suffixed)
    for adjective in entry.adjectives:
        for ending in ("", "ا", "ة", "ين", "ون", "ات", "تين", "ان"):
            yield fold_text(adjective + ending), Reading(entry, "adjective", is_plural=ending in ("ين", "ون"))
