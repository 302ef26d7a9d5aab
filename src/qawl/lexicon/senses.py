"""What tells the senses of conflict words apart: words by domain, triggers by looseness, and the points of the rules.

«سيطر» is said of a town, of a ball and of a fire. ``domains.yaml`` lists the words that say which is meant,
``trigger_senses.yaml`` how much a trigger says by itself, ``senses.yaml`` what each rule weighs.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from qawl.errors import DataFileError
from qawl.lexicon.load import DataFiles
from qawl.lexicon.salience import SaliencePoints, load_points
from qawl.text.fold import fold_text

ARMED = "armed"
FIGURATIVE = "figurative"
NEUTRAL = "neutral"
WORK = "work"
SURE = 2
_LEAST = 0
_TEH = "\N{ARABIC LETTER HEH}"  # as folded
_YEH = "\N{ARABIC LETTER YEH}"
_ENDINGS = ("ا", "ه", "ها", "هم", "ين", "ون", "ان", "ات")
_TEH_ENDINGS = ("ه", "ات", "تين", "تان", "ته", "تها", "تهم", "تي")
_NISBA_ENDINGS = ("ي", "يا", "يه", "يين", "يون", "يات", "يان", "يتين", "يتان")


@dataclass(frozen=True, slots=True)
class Hint:
    """A domain that a word points to, and how surely: 2 settles it, 1 leans."""

    domain: str
    weight: int


@dataclass(frozen=True, slots=True, eq=False)
class SenseLexicon:
    """All that ``extract/senses.py`` looks up, folded; phrases by the stem of their first word, longest first."""

    words: Mapping[str, tuple[Hint, ...]]
    phrases: Mapping[str, tuple[tuple[tuple[str, ...], Hint], ...]]
    loose: frozenset[str]
    sure: frozenset[str]
    points: SaliencePoints


def load_senses(data: DataFiles) -> SenseLexicon:
    """Read the three files.

    Raises:
        DataFileError: a word stands twice in a domain, or a rule has neither points nor a veto.
    """
    words: dict[str, dict[str, int]] = {}
    phrases: dict[str, list[tuple[tuple[str, ...], Hint]]] = {}
    name = "lexicon/domains.yaml"
    for row in data.read_rows(name, required=("id", "gloss", "sure", "words", "example"), optional=("as_is",)):
        listed = [*row["sure"], *row["words"]]
        repeated = sorted({word for word in listed if listed.count(word) > 1})
        if repeated:
            raise DataFileError(f"{data.folder / name}: domain {row['id']!r} repeats {repeated[0]!r}.")
        for weight, forms in ((1, row["words"]), (SURE, row["sure"])):
            for form in forms:
                tokens = tuple(fold_text(form).split())
                if len(tokens) > 1:
                    phrases.setdefault(tokens[0], []).append((tokens, Hint(row["id"], weight)))
                    continue
                for spelling in _spellings(tokens[0]):
                    words.setdefault(spelling, {})[row["id"]] = weight
        for form in row.get("as_is", ()):
            words.setdefault(fold_text(form), {})[row["id"]] = SURE
    required = ("id", "gloss", "entries")
    senses = {row["id"]: row for row in data.read_rows("lexicon/trigger_senses.yaml", required=required, optional=())}
    return SenseLexicon(
        {word: tuple(Hint(*hint) for hint in hints.items()) for word, hints in words.items()},
        {first: tuple(sorted(rows, key=lambda row: -len(row[0]))) for first, rows in phrases.items()},
        loose=frozenset(senses["loose"]["entries"]),
        sure=frozenset(senses["sure"]["entries"]),
        points=load_points(data, "lexicon/senses.yaml", least=_LEAST),
    )


def _spellings(word: str) -> Iterator[str]:
    """A noun or adjective with its regular endings: مباراة -> مباراه، مباراته; رياضي -> رياضيه، رياضيين."""
    yield word
    if word.endswith(_TEH):
        yield from (word[:-1] + ending for ending in _TEH_ENDINGS)
    elif word.endswith(_YEH):
        yield from (word[:-1] + ending for ending in _NISBA_ENDINGS)
    elif len(word) > 2:
        yield from (word + ending for ending in _ENDINGS)
