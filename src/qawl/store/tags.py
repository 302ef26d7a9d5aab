"""Tags: what a findable row is about, as words that stand in the same index as the words of its text.

A filter is then one more word to look for, and costs no more than a word. No text can hold a tag, because each begins
with a character of the private use area, which the words of a text and of a query are cleaned of.
"""

import re
from collections.abc import Iterable
from enum import StrEnum


class TagKind(StrEnum):
    """What a tag can tell; the letter that stands in it."""

    SPEAKER = "s"
    ACTOR = "a"
    PLACE = "p"
    TYPE = "t"
    STANCE = "c"
    STATUS = "u"
    OUTLET = "o"
    OUTLET_NAME = "n"


_MARK = "\ue000"
_ESCAPE, _END = "\ue001", "\ue002"
_COMMON = {".": "\ue003", "-": "\ue004", "_": "\ue005", " ": "\ue006"}
_PLAIN = {replaced: character for character, replaced in _COMMON.items()}
_ESCAPED = re.compile(f"{_ESCAPE}([0-9a-f]+){_END}|([{''.join(_PLAIN)}])")


def tag(kind: TagKind, value: str) -> str:
    """The tag that says ``value``; small letters and digits as they are, everything else written out.

    An index of words makes all letters small, so capitals are written out too.
    """
    return _MARK + kind.value + "".join(map(_written, value))


def read_tags(tags: str) -> list[tuple[TagKind, str]]:
    """The tags of a row, as kinds and values."""
    return [(TagKind(one[1]), _ESCAPED.sub(_read, one[2:])) for one in tags.split()]


def join_tags(tags: Iterable[str]) -> str:
    """Tags as they are stored, each once."""
    return " ".join(dict.fromkeys(tags))


def _written(character: str) -> str:
    if character.isalnum() and character == character.lower():
        return character
    return _COMMON.get(character) or f"{_ESCAPE}{ord(character):x}{_END}"


def _read(match: re.Match[str]) -> str:
    return chr(int(match[1], 16)) if match[1] else _PLAIN[match[2]]
