"""What the reader finds on its way to the records: frozen for the type checker, plain at run time.

An article makes about a thousand such values. ``dataclass(frozen=True)`` sets each field through
``object.__setattr__``, which costs three times a plain assignment: 5 % of all reading. Nothing outside the reader
ever holds one, so the type checker's word is enough. What callers get (``qawl.model``) is frozen in earnest.
"""

from dataclasses import dataclass
from typing import TypeVar, dataclass_transform

_Class = TypeVar("_Class")


@dataclass_transform(frozen_default=True)
def record(cls: type[_Class]) -> type[_Class]:
    """Make a slotted dataclass that is compared and hashed by its fields; never assign to one."""
    return dataclass(slots=True, unsafe_hash=True)(cls)
