"""Records as plain values that JSON knows, and back: for derived records, which are stored whole.

``encode`` turns a frozen record into lists and dicts; ``decode`` makes the record again from its type. What stands for
its default is left out, so that a record may gain a field without its stored values becoming unreadable.
"""

import types
import typing
from collections.abc import Callable, Hashable
from dataclasses import MISSING, fields, is_dataclass
from enum import Enum
from functools import lru_cache
from typing import Any, TypeVar, cast

_Record = TypeVar("_Record")


def encode(value: Any) -> Any:
    """A record, or anything made of records, tuples, enums, texts and numbers, as plain values."""
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, (list, tuple)):
        return [encode(item) for item in value]
    if is_dataclass(value):
        named = ((field, getattr(value, field.name)) for field in fields(value))
        return {field.name: encode(item) for field, item in named if item != field.default or field.default is MISSING}
    return value


def decode(kind: type[_Record], value: Any) -> _Record:
    """The record of this type that ``encode`` made plain.

    Raises:
        TypeError: a field without a default is missing.
    """
    return cast(_Record, _decoder(cast(Hashable, kind))(value))


@lru_cache(maxsize=256)
def _decoder(kind: Any) -> Callable[[Any], Any]:
    """How values of one type are made again; built once a type."""
    origin, arguments = typing.get_origin(kind), typing.get_args(kind)
    if origin in (typing.Union, types.UnionType):
        (inner,) = (argument for argument in arguments if argument is not type(None))
        some = _decoder(inner)
        return lambda value: None if value is None else some(value)
    if origin is tuple:
        if len(arguments) == 2 and arguments[1] is Ellipsis:
            item = _decoder(arguments[0])
            return lambda value: tuple(map(item, value))
        items = [_decoder(argument) for argument in arguments]
        return lambda value: tuple(make(part) for make, part in zip(items, value, strict=True))
    if isinstance(kind, type) and issubclass(kind, Enum):
        return kind
    if is_dataclass(kind):
        return _record_decoder(cast(type, kind))
    return _as_is


def _record_decoder(kind: type) -> Callable[[Any], Any]:
    hints = typing.get_type_hints(kind)
    makers = [(field.name, _decoder(hints[field.name])) for field in fields(kind)]
    return lambda value: kind(**{name: make(value[name]) for name, make in makers if name in value})


def _as_is(value: Any) -> Any:
    return value
