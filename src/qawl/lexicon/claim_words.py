"""The small words around claim triggers: light verbs, status words, word classes and clause words.

All four are plain lists in ``data/lexicon``; they are folded and indexed once. A word with a clitic is looked up by its
stem, so the files list stems.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from qawl.errors import DataFileError
from qawl.lexicon.conjugate import forms_of
from qawl.lexicon.load import DataFiles
from qawl.lexicon.verbs import verb_spelling
from qawl.model.claim import Status
from qawl.text.fold import fold_text

ROLES = frozenset({"actor", "target", "place", "event", "cause", "attempt", "none"})
FLAG_SCOPES = frozenset({"sentence", "paragraph"})
SCOPES = frozenset({"next-verb", "phrase", "content", "behind"})


@dataclass(frozen=True, slots=True)
class LightVerb:
    """A verb that lends a verbal noun its subject: «شن الطيران غارات»."""

    id: str
    subject: str
    to: str | None
    is_perfect: bool = False


@dataclass(frozen=True, slots=True)
class ClaimFlag:
    """A flag that words of a sentence or paragraph put on its claims."""

    id: str
    flag: str
    scope: str


@dataclass(frozen=True, slots=True)
class StatusWord:
    """A word that denies, predicts, asks for or leaves open what it reaches."""

    id: str
    status: Status
    scope: str
    reach: int
    not_before: frozenset[str] = frozenset()


def load_light_verbs(data: DataFiles) -> dict[str, LightVerb]:
    """Every spelling of the light verbs of ``light_verbs.yaml``."""
    found: dict[str, LightVerb] = {}
    name = "lexicon/light_verbs.yaml"
    for row in data.read_rows(
        name, required=("id", "verbs", "subject", "gloss"), optional=("to", "nouns", "not_forms", "example")
    ):
        if row["subject"] not in ROLES:
            raise DataFileError(f"{data.folder / name}: entry {row['id']!r}: subject must be one of {sorted(ROLES)}.")
        light = LightVerb(row["id"], row["subject"], row.get("to"))
        perfect = replace(light, is_perfect=True)
        strange = _folded(row.get("not_forms", ()))
        for verb in row["verbs"]:
            # «تسعه» would be «تسعة», the number: nobody tries with a pronoun on the verb
            for form in forms_of(verb_spelling(verb, with_object=row["subject"] != "attempt")):
                if fold_text(form.text) in strange:
                    continue
                found.setdefault(fold_text(form.text), perfect if form.category == "perfect" else light)
        for noun in row.get("nouns", ()):
            found.setdefault(fold_text(noun), light)
    return found


def load_status_words(
    data: DataFiles,
) -> tuple[dict[str, StatusWord], dict[str, tuple[tuple[tuple[str, ...], StatusWord], ...]]]:
    """The words and phrases of ``negation.yaml`` and ``hedges.yaml``; phrases by their first word, longest first."""
    words: dict[str, StatusWord] = {}
    phrases: dict[str, list[tuple[tuple[str, ...], StatusWord]]] = {}
    for name in ("lexicon/negation.yaml", "lexicon/hedges.yaml"):
        required = ("id", "forms", "scope", "reach", "gloss")
        for row in data.read_rows(name, required=required, optional=("status", "example", "not_before")):
            if row["scope"] not in SCOPES:
                raise DataFileError(
                    f"{data.folder / name}: entry {row['id']!r}: scope must be one of {sorted(SCOPES)}."
                )
            status = Status(row.get("status", "denied"))
            word = StatusWord(row["id"], status, row["scope"], int(row["reach"]), _folded(row.get("not_before", ())))
            for form in row["forms"]:
                tokens = tuple(fold_text(form).split())
                if len(tokens) == 1:
                    words.setdefault(tokens[0], word)
                else:
                    phrases.setdefault(tokens[0], []).append((tokens, word))
    return words, {first: tuple(sorted(rows, key=lambda row: -len(row[0]))) for first, rows in phrases.items()}


def _folded(words: Iterable[str]) -> frozenset[str]:
    return frozenset(fold_text(word) for word in words)


def load_strong_classes(data: DataFiles) -> frozenset[str]:
    """Silencing classes of which one word is enough."""
    rows = data.read_rows("lexicon/word_classes.yaml", required=("id", "gloss", "words"), optional=("alone",))
    return frozenset(row["id"] for row in rows if row.get("alone"))


def load_classes(data: DataFiles) -> dict[str, frozenset[str]]:
    """Word -> the classes it belongs to."""
    found: dict[str, set[str]] = {}
    name = "lexicon/word_classes.yaml"
    for row in data.read_rows(name, required=("id", "gloss", "words"), optional=("alone",)):
        if len(set(row["words"])) != len(row["words"]):
            raise DataFileError(f"{data.folder / name}: class {row['id']!r} repeats a word.")
        for word in row["words"]:
            found.setdefault(fold_text(word), set()).add(row["id"])
    return {word: frozenset(names) for word, names in found.items()}


def load_clause_words(
    data: DataFiles,
) -> tuple[dict[str, frozenset[str]], dict[str, tuple[tuple[tuple[str, ...], str], ...]]]:
    """The words and phrases of ``clause_words.yaml`` with what they do in a sentence."""
    words: dict[str, set[str]] = {}
    phrases: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for row in data.read_rows("lexicon/clause_words.yaml", required=("id", "gloss", "forms"), optional=()):
        for form in row["forms"]:
            tokens = tuple(fold_text(form).split())
            if len(tokens) == 1:
                words.setdefault(tokens[0], set()).add(row["id"])
            else:
                phrases.setdefault(tokens[0], []).append((tokens, row["id"]))
    ordered = {first: tuple(sorted(rows, key=lambda row: -len(row[0]))) for first, rows in phrases.items()}
    return {word: frozenset(names) for word, names in words.items()}, ordered


def load_claim_flags(data: DataFiles) -> dict[str, tuple[tuple[tuple[str, ...], ClaimFlag], ...]]:
    """The phrases of ``claim_flags.yaml`` by their first word, longest first."""
    name = "lexicon/claim_flags.yaml"
    phrases: dict[str, list[tuple[tuple[str, ...], ClaimFlag]]] = {}
    for row in data.read_rows(name, required=("id", "flag", "scope", "forms", "gloss"), optional=("example",)):
        if row["scope"] not in FLAG_SCOPES:
            raise DataFileError(
                f"{data.folder / name}: entry {row['id']!r}: scope must be one of {sorted(FLAG_SCOPES)}."
            )
        flag = ClaimFlag(row["id"], row["flag"], row["scope"])
        for form in row["forms"]:
            tokens = tuple(fold_text(form).split())
            phrases.setdefault(tokens[0], []).append((tokens, flag))
    return {first: tuple(sorted(rows, key=lambda row: -len(row[0]))) for first, rows in phrases.items()}
