"""JSON lines: one article a line as ``{id, text, date, outlet, url, title}``; only ``text`` is needed.

The text is taken exactly as it stands, so that offsets in what Qawl writes are code points of it.
"""

import json
from typing import Any

from qawl.errors import InputError
from qawl.ingest.parts import Parts, first_line, require

_ADVICE = (
    'Write one JSON object a line: {"id": ..., "text": ..., "date": "YYYYMMDD", '
    '"outlet": ..., "url": ..., "title": ...}.'
)

_KINDS = {dict: "object", list: "list", str: "string", int: "number", float: "number", bool: "boolean"}
_KINDS |= {type(None): "null"}


def refuse_json(text: str) -> None:
    """Pass running text; refuse a JSON document that was given as text or is spread over many lines.

    Raises:
        InputError: it is JSON; says how to make lines of it.
    """
    if not text.lstrip().startswith(("{", "[")):
        return
    try:
        json.loads(text)
    except ValueError:
        return
    except RecursionError:
        pass
    raise InputError(f"one JSON document, not text and not JSON lines. {_ADVICE} `jq -c` makes lines of a document.")


def parse_json_line(line: str) -> Parts:
    """The parts of one line.

    Raises:
        InputError: not JSON, no object, or no text; says what to do.
    """
    try:
        row: Any = json.loads(line)
    except json.JSONDecodeError as error:
        raise InputError(f"not JSON ({error.msg} at character {error.pos + 1}). {_ADVICE}") from None
    except (RecursionError, ValueError):
        raise InputError(f"JSON nested too deep, or a number too long. {_ADVICE}") from None
    require(isinstance(row, dict), f"a JSON {_KINDS[type(row)]}, not an object. {_ADVICE}")
    text = row.get("text")
    require(isinstance(text, str), f"no `text`, or it is no string. {_ADVICE}")
    return Parts(
        text=text,
        title=_string(row, "title") or first_line(text),
        extractor="jsonl/1",
        outlet=_string(row, "outlet"),
        outlet_name=_string(row, "outlet_name"),
        url=_string(row, "url"),
        external_id=_string(row, "id"),
        byline=_string(row, "byline"),
        published=_string(row, "date") or _string(row, "published"),
        date_field="date",
        mark=_string(row, "mark"),
    )


def _string(row: dict[str, Any], key: str) -> str:
    """A field as text; numbers (ids, compact dates) are allowed, lists and objects are refused."""
    value = row.get(key)
    if value is None:
        return ""
    require(isinstance(value, (str, int)) and not isinstance(value, bool), f"`{key}` is no string. {_ADVICE}")
    return str(value).encode("utf-8", "replace").decode("utf-8")
