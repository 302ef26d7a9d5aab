"""What the rules that records name mean, in words: the registries of rules and the glosses of the lexicon.

A record carries the names of the rules that made it. A name is an id of a registry (``source.after-cue`` of what is
read, ``pair.retold`` of what is derived), an id of a lexicon entry (``cue.affirm``, ``for.own-number``), a status given
by an entry (``status.negation.not-past``), or a claim's predicate and status together (``strike.raid+status.plain``).
A ``RuleBook`` explains all of them.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from qawl.errors import DataFileError
from qawl.lexicon.load import DataFiles

REGISTRY = "rules.yaml"
DERIVED = "corroborate/rules.yaml"
"""The registry of the rules of what is derived."""
LANGUAGES = ("en", "ar")
WORD_FILES = (
    "lexicon/claim_flags.yaml",
    "lexicon/cues.yaml",
    "lexicon/hedges.yaml",
    "lexicon/negation.yaml",
    "lexicon/predicates.yaml",
)
"""The files whose entries name themselves as rules: words with a meaning."""
WEIGHT_FILE = "lexicon/salience.yaml"
"""The file whose entries say what speaks for and against a claim."""
SENSE_FILE = "lexicon/senses.yaml"
"""The file whose entries say what speaks for and against the literal sense; no record names them."""

_AND = "+"
_STATUS = "status."
_SPELLINGS = ("lemma", "verbs", "nouns", "phrases", "adjectives", "forms")
_SHOWN_WORDS = 4
_CUE_MARKUP = re.compile(r"</?cue>")
_MARKUP = re.compile(r"</?[a-z]+>")


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: what it saw and what follows, in English and in Arabic, with an example, and the file it stands in."""

    id: str
    gloss_en: str
    gloss_ar: str
    example: str
    file: str = REGISTRY

    def gloss(self, language: str = "en") -> str:
        """The explanation in ``en`` or ``ar``."""
        return self.gloss_ar if language == "ar" else self.gloss_en


@dataclass(frozen=True, slots=True)
class RuleBook:
    """The registries and the lexicon entries that act as rules, by id; ``derived`` are those of what is derived."""

    rules: Mapping[str, Rule]
    entries: Mapping[str, Rule]
    derived: Mapping[str, Rule]

    def explain(self, rule: str, language: str = "en") -> str | None:
        """What a rule named in a record means; None when a part of its name is known nowhere."""
        found = self.find(rule)
        return "; ".join(part.gloss(language) for part in found) or None

    def find(self, rule: str) -> tuple[Rule, ...]:
        """The rules that a name stands for, one for each part of it; none when a part is known nowhere."""
        parts = [self._find_one(part) for part in rule.split(_AND)]
        known = tuple(part for part in parts if part is not None)
        return known if len(known) == len(parts) else ()

    def _find_one(self, name: str) -> Rule | None:
        found = self.rules.get(name) or self.derived.get(name) or self.entries.get(name)
        return found or self.entries.get(name.removeprefix(_STATUS))

    def family(self, name: str) -> tuple[Rule, ...]:
        """The rules whose ids begin like this, by id: ``place`` for all ``place.*``."""
        begun = name.rstrip(".") + "."
        everything = {**self.entries, **self.derived, **self.rules}
        return tuple(everything[key] for key in sorted(everything) if key.startswith(begun))

    def like(self, name: str) -> tuple[str, ...]:
        """Ids that are spelled like a name that no rule has, the nearest first."""
        return tuple(get_close_matches(name, [*self.rules, *self.derived, *self.entries], n=3))


def load_rules(data: DataFiles, file: str = REGISTRY) -> dict[str, Rule]:
    """A registry, by id.

    Raises:
        DataFileError: an entry is misshapen, out of order, or lacks a language.
    """
    rows = data.read_rows(file, required=("id", "gloss", "example"), optional=())
    return {row["id"]: _rule(data, row, file) for row in rows}


def load_rule_book(data: DataFiles) -> RuleBook:
    """The registries and all lexicon entries that act as rules.

    Raises:
        DataFileError: as ``load_rules``; also when an entry and a rule share an id.
    """
    rules, derived = load_rules(data), load_rules(data, DERIVED)
    entries: dict[str, Rule] = {}
    for name in (*WORD_FILES, WEIGHT_FILE, SENSE_FILE):
        for row in data.read(name):
            if row["id"] in rules or row["id"] in derived:
                file = REGISTRY if row["id"] in rules else DERIVED
                raise DataFileError(
                    f"{data.folder / name}: entry {row['id']!r} has the id of a rule of {file}. Rename the entry."
                )
            entries[row["id"]] = _weight(row, name) if name in (WEIGHT_FILE, SENSE_FILE) else _words(row, name)
    return RuleBook(rules, entries, derived)


def _rule(data: DataFiles, row: Mapping[str, Any], file: str) -> Rule:
    gloss = row["gloss"]
    if not isinstance(gloss, dict) or sorted(gloss) != sorted(LANGUAGES) or not all(gloss.values()):
        raise DataFileError(f"{data.folder / file}: rule {row['id']!r} needs `gloss: {{en: ..., ar: ...}}`.")
    return Rule(row["id"], gloss["en"], gloss["ar"], row["example"], file)


def _weight(row: Mapping[str, Any], file: str) -> Rule:
    """What speaks for or against a claim, with its points."""
    points = None if row.get("veto") else f"{row['points']:+d}"
    english, arabic = f"{points or 'veto'}: {row['reason']['en']}", f"{points or 'مانع'}: {row['reason']['ar']}"
    return Rule(row["id"], english, arabic, _example(row), file)


def _words(row: Mapping[str, Any], file: str) -> Rule:
    """Words of one meaning: the gloss tells it in English, the words themselves in Arabic."""
    spelled = list(dict.fromkeys(_spellings(row)))[:_SHOWN_WORDS]
    arabic = "ألفاظ مثل: " + "، ".join(spelled)
    return Rule(row["id"], f"words for: {row['gloss']}", arabic, _example(row), file)


def _spellings(row: Mapping[str, Any]) -> Iterator[str]:
    """The words of an entry, verbs by their perfect."""
    for key in _SPELLINGS:
        value = row.get(key, ())
        for spelling in (value,) if isinstance(value, str) else value:
            yield spelling.partition(" ")[0] if key == "verbs" else spelling


def _example(row: Mapping[str, Any]) -> str:
    """The example of an entry as a plain sentence, the reporting word between ⟦ ⟧ where it is marked."""
    example = row.get("example", "")
    if isinstance(example, Mapping):
        return str(example["text"])
    marks = iter("⟦⟧" * example.count("</cue>"))
    return _MARKUP.sub("", _CUE_MARKUP.sub(lambda _: next(marks, ""), example))
