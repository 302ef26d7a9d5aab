"""Models of answers, made from the records themselves, so that the description of the API cannot say something else.

Answers are plain values (``qawl.shapes``) and are not checked again on their way out; tests check them against these.
"""

from dataclasses import fields, is_dataclass
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints

from pydantic import BaseModel, ConfigDict, Field, create_model

from qawl.model.span import Span

Offsets = Annotated[list[int], Field(min_length=2, max_length=2, description="[start, end): code points of the text")]


def model_of(record: type, name: str = "", /, *, without: tuple[str, ...] = (), **other: Any) -> type[BaseModel]:
    """The model of a dataclass as plain values have it; ``other`` are fields that take the place of its own, or join.

    A field in ``other`` is a type, or a pair of a type and its default for one that is not always there.
    """
    if not (name or without or other):
        return _model_of_all(record)
    return _made(record, name or record.__name__, without, other)


@cache
def _model_of_all(record: type) -> type[BaseModel]:
    """The model of a record as it is: one for all that hold such a record, so that it has one name in descriptions."""
    return _made(record, record.__name__, (), {})


def _made(record: type, name: str, without: tuple[str, ...], other: dict[str, Any]) -> type[BaseModel]:
    hints = get_type_hints(record)
    kept = {field.name: (_plain(hints[field.name]), ...) for field in fields(record) if field.name not in without}
    joined = {key: value if isinstance(value, tuple) else (value, ...) for key, value in other.items()}
    config = ConfigDict(extra="forbid", title=name)
    definitions: dict[str, Any] = dict(_field(key, *value) for key, value in (kept | joined).items())
    return create_model(name, __config__=config, __doc__=_summary(record), **definitions)


def _field(name: str, kind: Any, default: Any) -> tuple[str, Any]:
    """A field under its name; one that models have a method of (``copy``) is known by it to the outside only."""
    if hasattr(BaseModel, name):
        return f"{name}_", (kind, Field(default, alias=name))
    return name, (kind, default)


def _plain(hint: Any) -> Any:
    """The type of a value as JSON has it: spans are pairs, tuples lists, records objects."""
    if hint is Span:
        return Offsets
    if isinstance(hint, type) and is_dataclass(hint):
        return model_of(hint)
    if isinstance(hint, type) and issubclass(hint, Enum):
        return hint
    inner = get_args(hint)
    if get_origin(hint) in (Union, UnionType):
        return Union[tuple(one if one is NoneType else _plain(one) for one in inner)]  # noqa: UP007
    if get_origin(hint) is tuple and inner[1:] == (...,):
        return list[_plain(inner[0])]  # type: ignore[misc]
    if get_origin(hint) is tuple:
        return tuple[tuple(map(_plain, inner))]  # type: ignore[misc]
    return hint


def _summary(record: type) -> str:
    return (record.__doc__ or "").partition("\n")[0]
