"""Bytes become text. UTF-8 first, whatever the page says; the old Arabic charsets where they alone make Arabic of it.

Declared charsets are wrong too often to be believed: windows-1256 is declared as UTF-8 and the reverse. UTF-8 proves
itself, for no other charset's Arabic is valid UTF-8 by chance. Bytes that are not UTF-8 are tried as windows-1256,
ISO-8859-6 and the Mac's and DOS's Arabic, and the one whose text has Arabic words wins; charset-normalizer is asked
where none does, and what the page declares decides only between equals.
"""

import codecs
import re

from qawl.errors import InputError
from qawl.ingest.checks import share_of_definite_words

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
_MAGIC_STARTS = tuple(magic for magic, _ in _MAGIC)
_ARABIC = re.compile("[\u0621-\u064a]")
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?([\w.:-]{3,30})", re.IGNORECASE)
_MARKUP = re.compile(r"<(?:!doctype|html|head|body|div|p)\b", re.IGNORECASE)
_OLD = ("cp1256", "iso8859_6", "mac_arabic", "cp720", "cp864")
_SAMPLE_BYTES = 60_000
_LEAST_ARABIC = 0.8
_SURE_SHARE = 0.08
_BROKEN_IN = 500
_FEW_WORDS = 6
_ARABIC_WORD = re.compile("[\u0621-\u064a]{2,}")
_ARTICLE = re.compile("(?<!\\w)[\u0648\u0641\u0628\u0643]?\u0627\u0644\\w{2}|(?<!\\w)\u0644\u0644\\w{2}")


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


def decode_page(content: bytes) -> str:
    """The text of a web page: as ``decode``, but a page that is UTF-8 with a few broken bytes is read all the same.

    Pages cut their own descriptions in the middle of a letter, and there is no one who could save them again; each
    broken byte becomes U+FFFD.

    Raises:
        InputError: as ``decode``, and where more than one letter in 500 is broken.
    """
    try:
        return decode(content)
    except InputError:
        text = content.replace(b"\0", b" ").decode("utf-8", "replace").lstrip("\ufeff")
        arabic = len(_ARABIC.findall(text))
        if arabic < 100 or text.count("\ufffd") * _BROKEN_IN > arabic or content.startswith(_MAGIC_STARTS):
            raise
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
        guess = _decode_old(content)
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
        if "\0" not in text and (len(_ARABIC.findall(text)) > 0.5 * len(text) or _is_markup(text)):
            return text
    return None


def _is_markup(text: str) -> bool:
    """Whether this is an Arabic page: mostly Latin letters, but its tags can be read."""
    return bool(_MARKUP.search(text[:2000])) and len(_ARABIC.findall(text)) > 20


def _decode_old(content: bytes) -> str | None:
    """The text in an old Arabic charset, unless the bytes are clearly UTF-8 with something broken inside."""
    if len(_ARABIC.findall(content.decode("utf-8", "ignore"))) > 3:
        return None
    high = sum(byte >= 0x80 for byte in content)
    declared = _declared(content)
    best: tuple[float, bool, str] | None = None
    for encoding in _OLD:
        text = _as_arabic(content, encoding, high)
        if text is None or not _has_articles(_plain(text)):
            continue
        if encoding == _OLD[0] and share_of_definite_words(_plain(text)) >= _SURE_SHARE:
            return text
        rank = (share_of_definite_words(_plain(text)), encoding == declared, text)
        if best is None or rank[:2] > best[:2]:
            best = rank
    return best[2] if best is not None else _decode_unknown(content, high)


def _as_arabic(content: bytes, encoding: str, high: int) -> str | None:
    """The text, where nearly all of its bytes above ASCII are then Arabic letters."""
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError:
        return None
    return text if len(_ARABIC.findall(text)) > _LEAST_ARABIC * high else None


def _has_articles(text: str) -> bool:
    """Whether any of its words, if they are six, begins with the article: Cyrillic read as Arabic has none."""
    return len(_ARABIC_WORD.findall(text)) < _FEW_WORDS or bool(_ARTICLE.search(text))


def _decode_unknown(content: bytes, high: int) -> str | None:
    """What charset-normalizer makes of it, where that is Arabic."""
    from charset_normalizer import from_bytes

    found = from_bytes(content[:_SAMPLE_BYTES]).best()
    text = _as_arabic(content, found.encoding, high) if found is not None else None
    return text if text is not None and _has_articles(_plain(text)) else None


def _declared(content: bytes) -> str:
    """The charset that a page declares, by Python's name for it; empty where it declares none that is known."""
    match = _CHARSET.search(content[:4096])
    try:
        return codecs.lookup(match[1].decode("ascii")).name if match else ""
    except LookupError:
        return ""


def _plain(text: str) -> str:
    """A page's running text, roughly: what is not markup."""
    return re.sub(r"<[^>]{0,2000}>", " ", text[:_SAMPLE_BYTES])


def _broken(content: bytes, error: UnicodeDecodeError, counts_lines: bool) -> InputError:
    number = content.count(b"\n", 0, error.start) + 1
    line = f", line {number}" if counts_lines else ""
    return InputError(
        f"broken {error.encoding.upper()}: byte 0x{content[error.start]:02x} at offset {error.start}{line}. "
        "Save it again as UTF-8, or take a fresh copy.",
        reason="encoding",
    )
