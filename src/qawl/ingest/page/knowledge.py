"""What the page reader knows of outlets and of the furniture of pages, loaded from data files once.

Phrases are kept as folded words, so that hamza, tatweel, vowel marks and punctuation never decide a match; ``*`` in
a data file stands for up to four words.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from qawl.errors import DataFileError
from qawl.lexicon.load import DataFiles
from qawl.text.fold import fold_text

BOILERPLATE, PAGE_WORDS = "ingest/boilerplate.yaml", "ingest/page_words.yaml"
GIVEN_NAMES = "lexicon/given_names.txt"
_WORDLESS = ("clock", "dashes", "hashtags")
_KINDS = (*_WORDLESS, "has", "start", "whole")
_PLACES = ("any", "colon", "colon-tail", "short", "tail")
_WORD = re.compile(r"[^\W_]+")
_ANY = "*"
_GAP = 4
_NO_LIMIT = 10_000

Phrase = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Furniture:
    """An entry of ``boilerplate.yaml``: what is left in texts and is no part of the article."""

    id: str
    kind: str
    phrases: tuple[Phrase, ...]
    where: str
    words: int
    reason: str
    example: str
    spares: str


@dataclass(frozen=True, slots=True)
class Phrases:
    """Phrases by their first word; entries are whatever the caller wants to know of a match."""

    _by_first: Mapping[str, tuple[tuple[Phrase, Any], ...]]

    @classmethod
    def of(cls, entries: Iterable[tuple[Phrase, Any]]) -> "Phrases":
        """Index ``entries``."""
        index: dict[str, list[tuple[Phrase, Any]]] = {}
        for phrase, entry in entries:
            index.setdefault(phrase[0], []).append((phrase, entry))
        return cls({first: tuple(found) for first, found in index.items()})

    def at(self, words: Sequence[str], start: int = 0) -> Iterable[tuple[int, Any]]:
        """The phrases that begin at word ``start``: where each ends, and its entry."""
        if start < len(words):
            for phrase, entry in self._by_first.get(words[start], ()):
                end = _match(phrase, words, start)
                if end is not None:
                    yield end, entry

    def within(self, words: Sequence[str]) -> bool:
        """Whether any phrase stands anywhere in ``words``."""
        return any(True for start in range(len(words)) for _ in self.at(words, start))

    def is_one(self, words: Sequence[str]) -> bool:
        """Whether ``words`` as a whole are one of the phrases."""
        return any(end == len(words) for end, _ in self.at(words))


@dataclass(frozen=True, slots=True)
class PageWords:
    """The word lists of ``page_words.yaml``, and the given names of the lexicon."""

    phrases: Mapping[str, Phrases]
    marks: Mapping[str, frozenset[str]]
    given_names: frozenset[str]

    def __getitem__(self, name: str) -> Phrases:
        return self.phrases[name]


def folded_words(text: str) -> list[str]:
    """The words of a text, folded and in lower case, without punctuation."""
    return _WORD.findall(fold_text(text).lower())


def load_furniture(files: DataFiles) -> tuple[Furniture, ...]:
    """The entries of ``boilerplate.yaml``.

    Raises:
        DataFileError: an unknown key, kind or place, or an entry without forms; names it.
    """
    rows = files.read_rows(
        BOILERPLATE, required=("id", "kind", "reason", "example"), optional=("forms", "where", "words", "spares")
    )
    path = files.folder / BOILERPLATE
    furniture = []
    for row in rows:
        kind, where = row["kind"], row.get("where", "any")
        if kind not in _KINDS or where not in _PLACES:
            raise DataFileError(
                f"{path}: entry {row['id']!r} has kind {kind!r} and where {where!r}. "
                f"Known are {', '.join(_KINDS)}, and {', '.join(_PLACES)}."
            )
        phrases = tuple(_phrase(form) for form in row.get("forms", ()))
        if not all(phrases) or bool(phrases) == (kind in _WORDLESS):
            raise DataFileError(f"{path}: entry {row['id']!r}: a form without words, or forms missing or not needed.")
        words = int(row.get("words", _NO_LIMIT))
        texts = (row["reason"], row["example"], row.get("spares", ""))
        furniture.append(Furniture(row["id"], kind, phrases, where, words, *texts))
    return tuple(furniture)


def load_page_words(files: DataFiles) -> PageWords:
    """The lists of ``page_words.yaml``.

    Raises:
        DataFileError: an unknown or missing key; names the entry.
    """
    rows = files.read_rows(PAGE_WORDS, required=("id", "use", "forms"), optional=())
    lists = {row["id"]: [str(form) for form in row["forms"]] for row in rows}
    return PageWords(
        {name: Phrases.of((_phrase(form), name) for form in forms) for name, forms in lists.items()},
        {name: frozenset(form.lower() for form in forms) for name, forms in lists.items() if name.endswith("marks")},
        _given_names(files),
    )


def _given_names(files: DataFiles) -> frozenset[str]:
    path = files.folder / GIVEN_NAMES
    try:
        return frozenset(path.read_text(encoding="utf-8").split())
    except OSError as error:
        raise DataFileError(
            f"{path}: cannot be read ({error.strerror}). Reinstall qawl, or restore the file."
        ) from error


def _phrase(form: str) -> Phrase:
    return tuple(word for part in form.split() for word in ([_ANY] if part == _ANY else folded_words(part)))


def _match(phrase: Phrase, words: Sequence[str], start: int) -> int | None:
    """Where ``phrase`` ends in ``words`` if it begins at ``start``; a star takes as few words as will do."""
    at = start
    for number, wanted in enumerate(phrase):
        if wanted == _ANY:
            rest = phrase[number + 1 :]
            ends = (_match(rest, words, at + gap) for gap in range(_GAP + 1)) if rest else iter((at,))
            return next((end for end in ends if end is not None), None)
        if at >= len(words) or words[at] != wanted:
            return None
        at += 1
    return at
