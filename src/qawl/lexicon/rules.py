"""What the rules that records name mean, in words: the registry ``rules.yaml`` and the glosses of the lexicon.

A record carries the names of the rules that made it. A name is an id of the registry (``source.after-cue``), an
id of a lexicon entry (``cue.affirm``), a status given by an entry (``status.negation.not-past``), or a claim's
predicate and status together (``strike.raid+status.plain``). A ``RuleBook`` explains all four.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from qawl.errors import DataFileError
from qawl.lexicon.load import DataFiles

REGISTRY = "rules.yaml"
LANGUAGES = ("en", "ar")
ENTRY_FILES = ("lexicon/cues.yaml", "lexicon/hedges.yaml", "lexicon/negation.yaml", "lexicon/predicates.yaml")
"""The files whose entries name themselves as rules."""

_AND = "+"
_STATUS = "status."


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of the registry: what it saw and what follows, in English and in Arabic, with an example."""

    id: str
    gloss_en: str
    gloss_ar: str
    example: str

    def gloss(self, language: str = "en") -> str:
        """The explanation in ``en`` or ``ar``."""
        return self.gloss_ar if language == "ar" else self.gloss_en


@dataclass(frozen=True, slots=True)
class RuleBook:
    """The registry together with the glosses of the lexicon entries that act as rules, by id."""

    rules: Mapping[str, Rule]
    entries: Mapping[str, str]

    def explain(self, rule: str, language: str = "en") -> str | None:
        """What a rule named in a record means; None when a part of its name is known nowhere.

        Lexicon entries are glossed in English only.
        """
        parts = [self._explain_one(part, language) for part in rule.split(_AND)]
        known = [part for part in parts if part is not None]
        return "; ".join(known) if len(known) == len(parts) else None

    def _explain_one(self, rule: str, language: str) -> str | None:
        entry = self.entries.get(rule.removeprefix(_STATUS))
        if rule in self.rules:
            return self.rules[rule].gloss(language)
        return None if entry is None else f"words for: {entry}"


def load_rules(data: DataFiles) -> dict[str, Rule]:
    """The registry, by id.

    Raises:
        DataFileError: an entry is misshapen, out of order, or lacks a language.
    """
    rows = data.read_rows(REGISTRY, required=("id", "gloss", "example"), optional=())
    return {row["id"]: _rule(data, row) for row in rows}


def load_rule_book(data: DataFiles) -> RuleBook:
    """The registry and the glosses of all lexicon entries that act as rules.

    Raises:
        DataFileError: as ``load_rules``; also when an entry and a rule share an id.
    """
    rules = load_rules(data)
    entries: dict[str, str] = {}
    for name in ENTRY_FILES:
        for row in data.read(name):
            if row["id"] in rules:
                raise DataFileError(
                    f"{data.folder / name}: entry {row['id']!r} has the id of a rule of {REGISTRY}. Rename the entry."
                )
            entries[row["id"]] = row["gloss"]
    return RuleBook(rules, entries)


def _rule(data: DataFiles, row: Mapping[str, Any]) -> Rule:
    gloss = row["gloss"]
    if not isinstance(gloss, dict) or sorted(gloss) != sorted(LANGUAGES) or not all(gloss.values()):
        raise DataFileError(f"{data.folder / REGISTRY}: rule {row['id']!r} needs `gloss: {{en: ..., ar: ...}}`.")
    return Rule(row["id"], gloss["en"], gloss["ar"], row["example"])
