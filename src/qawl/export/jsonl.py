"""Records as lines of JSON: one record a line, in UTF-8, with nothing around them."""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any


def jsonl_lines(rows: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """One line a record, each with its end."""
    for row in rows:
        yield json.dumps(row, ensure_ascii=False, separators=(",", ":")) + "\n"
