"""The shape of the reader that the `read_line` fixture gives."""

from collections.abc import Callable, Mapping
from typing import Any

ReadLine = Callable[[Mapping[str, Any]], Mapping[str, Any]]
