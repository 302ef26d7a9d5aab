"""Words put together from parts, so that names stay apart from the sentence around them.

A sentence such as «بحسب X: سيطرة Y على Z» mixes our words with names from the article, in either direction of
writing. Parts keep the two apart: HTML isolates each name in ``<bdi>``, a terminal just joins them.
"""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from string import Formatter

_REORDERING = frozenset(map(chr, (*range(0x202A, 0x202F), *range(0x2066, 0x206A))))
"""Embeddings, overrides and isolates: they can make a text read as something else."""


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a sentence. ``language`` is that of a name; "" for words of the sentence's own language."""

    text: str
    language: str = ""


Phrase = tuple[Part, ...]


def words(text: str) -> Phrase:
    """A phrase of plain words."""
    return (Part(text),) if text else ()


def name(text: str, *, language: str) -> Phrase:
    """A phrase that is one name."""
    return (Part(" ".join(text.split()), language),) if text.strip() else ()


def fill(template: str, slots: Mapping[str, Phrase]) -> Phrase:
    """The template with each ``{slot}`` replaced by its phrase."""
    parts: list[Part] = []
    for literal, slot, _, _ in Formatter().parse(template):
        parts.extend(words(literal))
        if slot is not None:
            parts.extend(slots[slot])
    return tuple(parts)


def slots_of(template: str) -> frozenset[str]:
    """The names of the slots a template has."""
    return frozenset(slot for _, slot, _, _ in Formatter().parse(template) if slot is not None)


def plain(phrase: Phrase) -> str:
    """The phrase as text."""
    return "".join(part.text for part in phrase)


def opened_by_capital(phrase: Phrase) -> Phrase:
    """The phrase with a capital letter when our own words open it; a name is left as it is written."""
    if not phrase or phrase[0].language:
        return phrase
    first = phrase[0]
    return (Part(first.text[:1].upper() + first.text[1:]), *phrase[1:])


def visible(text: str) -> str:
    """The text with characters that would reorder it, or control a terminal, made visible."""
    return text if text.isprintable() else "".join(map(_visible, text))


def reordering(text: str) -> list[int]:
    """Where characters stand that ``visible`` shows by several others."""
    return [at for at, char in enumerate(text) if char in _REORDERING]


def _visible(char: str) -> str:
    if char in _REORDERING:
        return f"[U+{ord(char):04X}]"
    if unicodedata.category(char) in ("Cc", "Cs") and char not in "\n\t":
        return "\N{REPLACEMENT CHARACTER}"
    return char
