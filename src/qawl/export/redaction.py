"""Names of private persons left out of words: dots in place of their letters, so that every offset stays where it was.

A name is left out in whatever spelling it stands, whole and by those of its words that alone would give a person away.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from qawl.model.span import Span
from qawl.text.fold import fold

HIDDEN = "\N{MIDDLE DOT}"
_SHORTEST = 3  # letters of a word that alone gives a person away


def parts_of(names: Iterable[str]) -> list[str]:
    """Names, whole and by their words, the longest first."""
    parts = {part for name in names for part in (name, *(word for word in name.split() if len(word) >= _SHORTEST))}
    return sorted(parts - {""}, key=lambda name: (-len(name), name))


def hide_in(value: Any, names: list[str]) -> Any:
    """Plain values with names left out of all their words."""
    if isinstance(value, str):
        return hide(value, names)
    if isinstance(value, list):
        return [hide_in(one, names) for one in value]
    if isinstance(value, dict):
        return {key: hide_in(one, names) for key, one in value.items()}
    return value


def hide(text: str, names: list[str]) -> str:
    """``text`` with a dot for each letter of a name, in whatever spelling it stands."""
    letters = list(text)
    for name in names:
        for span in _places_of(text, name):
            letters[span.start : span.end] = [
                HIDDEN if letter.isalnum() else letter for letter in letters[span.start : span.end]
            ]
    return "".join(letters)


def _places_of(text: str, name: str) -> Iterator[Span]:
    """Where a name stands as whole words."""
    folded, wanted = fold(text), fold(name).text
    start = folded.text.find(wanted) if wanted else -1
    while start >= 0:
        end = start + len(wanted)
        before, after = folded.text[start - 1 : start], folded.text[end : end + 1]
        if not before.isalnum() and not after.isalnum():
            yield folded.to_source(Span(start, end))
        start = folded.text.find(wanted, start + 1)
