"""Records as plain values that JSON knows, and back: for derived records, which are stored whole.

``encode`` turns a frozen record into lists and dicts; ``decode`` makes the record again from its type. What stands for
its default is left out, so that a record may gain a field without its stored values becoming unreadable. How a type is
encoded and decoded is worked out once a type: fields that are plain already are passed on as they are.
"""

import types
import typing
from collections.abc import Callable, Hashable
from dataclasses import MISSING, fields, is_dataclass
from enum import Enum
from functools import lru_cache
from operator import attrgetter
from typing import Any, TypeVar, cast

_Record = TypeVar("_Record")
_Change = Callable[[Any], Any] | None
"""How a value is changed; None where it stays as it is."""


def encode(value: Any) -> Any:
    """A record, or anything made of records, tuples, enums, texts and numbers, as plain values."""
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, (list, tuple)):
        return [encode(item) for item in value]
    if is_dataclass(value):
        return _encoder(cast(Hashable, type(value)))(value)
    return value


def decode(kind: type[_Record], value: Any) -> _Record:
    """The record of this type that ``encode`` made plain.

    Raises:
        KeyError: a field without a default is missing, or a word is none of its enumeration's.
    """
    change = _decoder(cast(Hashable, kind))
    return cast(_Record, value if change is None else change(value))


@lru_cache(maxsize=256)
def _encoder(kind: Any) -> Callable[[Any], dict[str, Any]]:
    """How records of one type are made plain; built once a type."""
    hints = typing.get_type_hints(kind)
    found = [(field.name, field.default, _is_plain(hints[field.name])) for field in fields(kind)]
    values = attrgetter(*(name for name, _, _ in found), found[0][0])  # one name alone would give no tuple

    def change(record: Any) -> dict[str, Any]:
        return {
            name: value if is_plain else encode(value)
            for (name, default, is_plain), value in zip(found, values(record), strict=False)
            if default is MISSING or value != default
        }

    return change


def _is_plain(kind: Any) -> bool:
    """True for texts, numbers and truth values, or None in their place."""
    options = typing.get_args(kind) if typing.get_origin(kind) in (typing.Union, types.UnionType) else (kind,)
    return all(option in (str, int, float, bool, types.NoneType) for option in options)


@lru_cache(maxsize=256)
def _decoder(kind: Any) -> _Change:
    """How values of one type are made again; built once a type."""
    origin, arguments = typing.get_origin(kind), typing.get_args(kind)
    if origin in (typing.Union, types.UnionType):
        (inner,) = (argument for argument in arguments if argument is not types.NoneType)
        some = _decoder(inner)
        return None if some is None else lambda value: None if value is None else some(value)
    if origin is tuple:
        return _tuple_decoder(arguments)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return {member.value: member for member in kind}.__getitem__
    if is_dataclass(kind):
        return _record_decoder(cast(type, kind))
    return None


def _tuple_decoder(arguments: tuple[Any, ...]) -> Callable[[Any], Any]:
    if len(arguments) == 2 and arguments[1] is Ellipsis:
        item = _decoder(arguments[0])
        return tuple if item is None else lambda value: tuple([item(part) for part in value])
    items = [_decoder(argument) for argument in arguments]
    if not any(items):
        return tuple
    return lambda value: tuple(
        part if change is None else change(part) for change, part in zip(items, value, strict=True)
    )


def _record_decoder(kind: type) -> Callable[[Any], Any]:
    """How values of one type of record are made again: one call with every field in its place.

    The call is written out for the type, as ``dataclasses`` writes its ``__init__``: going through the fields in a
    loop takes twice as long, and adding an article decodes some eighty cards of twenty records each.
    """
    hints = typing.get_type_hints(kind)
    names: dict[str, Any] = {"kind": kind}
    given = []
    for number, field in enumerate(fields(kind)):
        change, value, default = _decoder(hints[field.name]), f"value[{field.name!r}]", f"default_{number}"
        names |= {f"change_{number}": change, default: field.default}
        made = value if change is None else f"change_{number}({value})"
        given.append(made if field.default is MISSING else f"{made} if {field.name!r} in value else {default}")
    exec(f"def make(value):\n    return kind({', '.join(given)})", names)
    make: Callable[[Any], Any] = names["make"]
    return make
