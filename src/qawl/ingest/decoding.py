"""Bytes become text. UTF-8 first, whatever the page says; windows-1256 where that alone makes Arabic of it."""

import codecs
import re

from qawl.errors import InputError

_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_MAGIC = (
    (b"%PDF", "a PDF"),
    (b"PK\x03\x04", "a ZIP, Word or EPUB file"),
    (b"\x89PNG", "an image"),
    (b"\xff\xd8\xff", "an image"),
    (b"GIF8", "an image"),
    (b"\x1f\x8b", "a gzip file"),
    (b"SQLite format 3", "an SQLite database"),
    (b"\xd0\xcf\x11\xe0", "an old Word or Excel file"),
)
_ARABIC = re.compile("[\u0621-\u064a]")


def decode(content: bytes, *, counts_lines: bool = True) -> str:
    """The text of ``content``, with newlines as ``\\n`` and without byte-order mark.

    ``counts_lines``: an error tells the line as well; of no use where ``content`` is one line of a file.

    Raises:
        InputError: the bytes are no text, or are in no encoding that can be told; says where and what to do.
    """
    for magic, what in _MAGIC:
        if content.startswith(magic):
            raise InputError(f"this is {what}, not text. Give text, Markdown, HTML or JSON lines.", reason="not_text")
    text = _decode(content, counts_lines)
    nul = text.find("\0")
    if nul >= 0:
        raise InputError(
            f"binary data (a NUL at character {nul}), not text. Give text, Markdown, HTML or JSON lines.",
            reason="not_text",
        )
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _decode(content: bytes, counts_lines: bool) -> str:
    for mark, encoding in _BOMS:
        if content.startswith(mark):
            return _strictly(content, encoding, counts_lines)
    unmarked = _decode_unmarked(content) if b"\0" in content[:4096] else None
    if unmarked is not None:
        return unmarked
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        if b"\0" in content[:4096]:
            raise InputError(
                "binary data, not text. Give text, Markdown, HTML or JSON lines.", reason="not_text"
            ) from None
        guess = _decode_windows(content)
        if guess is None:
            raise _broken(content, error, counts_lines) from None
        return guess


def _strictly(content: bytes, encoding: str, counts_lines: bool) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        raise _broken(content, error, counts_lines) from None


def _decode_unmarked(content: bytes) -> str | None:
    """The text as UTF-16 without byte-order mark, where that makes Arabic of it."""
    for encoding in ("utf-16-le", "utf-16-be"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text and len(_ARABIC.findall(text)) > 0.5 * len(text):
            return text
    return None


def _decode_windows(content: bytes) -> str | None:
    """The text as windows-1256, unless the bytes are clearly UTF-8 with something broken inside."""
    if len(_ARABIC.findall(content.decode("utf-8", "ignore"))) > 3:
        return None
    text = content.decode("windows-1256")
    high = sum(byte >= 0x80 for byte in content)
    return text if len(_ARABIC.findall(text)) > 0.8 * high else None


def _broken(content: bytes, error: UnicodeDecodeError, counts_lines: bool) -> InputError:
    number = content.count(b"\n", 0, error.start) + 1
    line = f", line {number}" if counts_lines else ""
    return InputError(
        f"broken {error.encoding.upper()}: byte 0x{content[error.start]:02x} at offset {error.start}{line}. "
        "Save it again as UTF-8, or take a fresh copy.",
        reason="encoding",
    )
