"""Whether a line has the keys and types that scoring needs, told before anything is scored.

A reference must be complete: a missing key would count as a wrong answer of the reader. Readings of another
program may leave optional keys out, and what is left out counts as not found.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class _Key:
    """What may stand behind a key, in words and as a test; ``is_vital`` keys must be in readings too."""

    wanted: str
    fits: Callable[[Any], bool]
    is_vital: bool = False


def _is_span(value: Any) -> bool:
    return isinstance(value, list) and len(value) == 2 and all(type(bound) is int for bound in value)


def _is_spans(value: Any) -> bool:
    return isinstance(value, list) and all(map(_is_span, value))


def _is_words(value: Any) -> bool:
    return value is None or isinstance(value, str)


def _is_number(value: Any) -> bool:
    return value is None or (isinstance(value, (int, float)) and not isinstance(value, bool))


def _is_quantity(value: Any) -> bool:
    if value is None:
        return True
    if not isinstance(value, dict) or not {"min", "max"} <= set(value):
        return False
    return _is_number(value["min"]) and _is_number(value["max"]) and _is_words(value.get("unit"))


_SPAN = _Key("[start, end)", _is_span, True)
_OPTIONAL_SPAN = _Key("[start, end) or null", lambda value: value is None or _is_span(value))
_ID = _Key("a string", lambda value: isinstance(value, str), True)
_WORDS = _Key("a string or null", _is_words)
_NUMBER = _Key("a number or null", _is_number)
_SHAPES: dict[str, dict[str, _Key]] = {
    "statements": {
        "id": _ID,
        "source": _OPTIONAL_SPAN,
        "speaker": _WORDS,
        "kind": _WORDS,
        "cue": _SPAN,
        "content": _Key("a list of [start, end)", _is_spans, True),
        "manner": _WORDS,
        "stance": _WORDS,
        "parent": _WORDS,
    },
    "claims": {
        "id": _ID,
        "type": _ID,
        "actor": _WORDS,
        "target": _WORDS,
        "place": _OPTIONAL_SPAN,
        "quantity": _Key("null or an object with min, max and unit", _is_quantity),
        "date": _WORDS,
        "status": _WORDS,
        "statement": _WORDS,
        "evidence": _SPAN,
    },
    "places": {"span": _SPAN, "kind": _WORDS, "country": _WORDS, "lat": _NUMBER, "lon": _NUMBER},
}


def find_misshapen(row: Mapping[str, Any], *, is_reference: bool) -> Iterator[str]:
    """What is missing or of the wrong type in a line, one sentence each."""
    for key in ("id", "text") if is_reference else ("id",):
        if not isinstance(row.get(key), str):
            yield f"`{key}` should be a string"
    for kind, keys in _SHAPES.items():
        items = row.get(kind)
        if items is None and not is_reference:
            continue
        if not isinstance(items, list):
            yield f"`{kind}` should be a list"
            continue
        for number, item in enumerate(items, 1):
            yield from _wrong_keys(f"{kind} {number}", item, keys, is_reference=is_reference)


def _wrong_keys(where: str, item: Any, keys: Mapping[str, _Key], *, is_reference: bool) -> Iterator[str]:
    if not isinstance(item, dict):
        yield f"{where}: should be an object"
        return
    for name, key in keys.items():
        if name not in item:
            if is_reference or key.is_vital:
                yield f"{where}: lacks `{name}`"
        elif not key.fits(item[name]):
            yield f"{where}: `{name}` is {item[name]!r}, expected {key.wanted}"


def filled(row: Mapping[str, Any]) -> dict[str, Any]:
    """A reading of the right shape with null for every optional key that it leaves out."""
    complete = dict(row)
    for kind, keys in _SHAPES.items():
        complete[kind] = [dict.fromkeys(keys) | item for item in row.get(kind) or ()]
    return complete
