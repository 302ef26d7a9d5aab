"""Offsets of browsers and of the ledger: JavaScript counts UTF-16 units, the ledger code points.

They part behind the first character outside the basic plane, an emoji for one.
"""


def to_code_point(text: str, unit: int) -> int:
    """The code point at which a UTF-16 unit begins; inside a surrogate pair, that of the pair.

    Raises:
        ValueError: the offset lies outside the text.
    """
    if unit < 0:
        raise ValueError(f"offset {unit} lies before the text")
    at = 0
    for index, char in enumerate(text):
        if at >= unit:
            return index if at == unit else index - 1
        at += 2 if ord(char) > 0xFFFF else 1
    if unit > at:
        raise ValueError(f"offset {unit} lies behind the text")
    return len(text) if at == unit else len(text) - 1


def to_utf16(text: str, code_point: int) -> int:
    """How many UTF-16 units stand before a code point."""
    return len(text[:code_point].encode("utf-16-le")) // 2
