"""The text of a feed or sitemap: unpacked, decoded and made harmless, before any XML parser sees it.

XML parsers believe what a file says of its encoding and expand what it declares. Arabic feeds in windows-1256 call
themselves UTF-8 and the reverse, and then come out as rubbish without a warning; a few lines of entities unpack to
gigabytes. So the bytes are told apart here (UTF-8 first, then the likeliest of the Arabic code pages), and the
document type with its entities is cut out: nothing is left that could be expanded or fetched.
"""

import codecs
import re
import zlib
from dataclasses import dataclass

from qawl.errors import InputError

GZIP_MAGIC = b"\x1f\x8b"
_PIECE = 1 << 16
_FREE_BYTES = 1 << 20  # what may unpack at any ratio
_SAMPLE = 200_000
_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_DECLARED = re.compile(rb"""<\?xml[^>]{0,200}?encoding\s*=\s*["']\s*([\w.:-]{2,40})""")
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_FORBIDDEN_NUMBER = re.compile(r"&#(?:0*(?:[0-8]|1[1245-9]|2\d|3[01])|x0*(?:[0-8bcef]|1[0-9a-f]));", re.IGNORECASE)
_ARABIC = re.compile("[\u0621-\u064a]")
_DOCTYPE = "<!DOCTYPE"
_END_OF_SUBSET = re.compile(r"\]\s*>")
_NOT_SPACE = re.compile(r"\S")
_ROOT = re.compile(r"<(?:[A-Za-z][\w.-]*:)?(?P<name>[A-Za-z][\w.-]*)")


@dataclass(frozen=True, slots=True)
class XmlText:
    """The text from its first element on, without declarations, and what was amiss with the bytes."""

    text: str
    problems: tuple[str, ...] = ()


def read_xml(content: bytes, *, what: str, max_bytes: int, max_ratio: float, charset: str = "") -> XmlText:
    """The text of XML bytes, plain or gzip; ``what`` names the file in messages («feed»).

    ``charset`` is what the headers say, asked only where the file names no encoding itself.

    Raises:
        InputError: larger than ``max_bytes`` when unpacked, packed more than ``max_ratio`` to one, or no text at all.
    """
    problems: list[str] = []
    if content.startswith(GZIP_MAGIC):
        content = _unpack(content, what, max_bytes, max_ratio, problems)
    if len(content) > max_bytes:
        raise _too_large(what, max_bytes)
    if not content.strip():
        raise InputError(f"empty: no {what} in it. Fetch it again, or leave it out.")
    text = _decode(content, what, charset, problems)
    start = _root_start(text)
    if "<!ENTITY" in text[:start].upper():
        problems.append(f"the {what} declares entities of its own, which were left out unexpanded")
    text = _FORBIDDEN_NUMBER.sub(" ", _FORBIDDEN.sub(" ", text[start:]))
    return XmlText(text.strip(), tuple(problems))


def root_name(head: bytes) -> str:
    """The name of the first element in the first bytes of a file, in small letters; empty where there is none."""
    if head.startswith(GZIP_MAGIC):
        try:
            head = zlib.decompressobj(31).decompress(head, _PIECE)
        except zlib.error:
            return ""
    encoding = next((encoding for mark, encoding in _BOMS if head.startswith(mark)), "latin-1")
    text = head[:_PIECE].decode(encoding, "ignore")
    root = _ROOT.match(text, _root_start(text))
    return root["name"].lower() if root is not None else ""


def _unpack(content: bytes, what: str, max_bytes: int, max_ratio: float, problems: list[str]) -> bytes:
    """All members of a gzip file, up to where it ends or breaks."""
    pieces: list[bytes] = []
    size, rest = 0, content
    limit = max_ratio * len(content) + _FREE_BYTES
    while rest.startswith(GZIP_MAGIC):
        member = zlib.decompressobj(31)
        try:
            piece = member.decompress(rest, _PIECE)
            while piece or member.unconsumed_tail:
                size += len(piece)
                pieces.append(piece)
                if size > max_bytes:
                    raise _too_large(what, max_bytes)
                if size > limit:
                    raise InputError(
                        f"a gzip bomb: this {what} unpacks to more than {max_ratio:g} times its size. Leave it out."
                    )
                piece = member.decompress(member.unconsumed_tail, _PIECE)
        except zlib.error as error:
            problems.append(f"the {what} is damaged ({error}); read up to there. Fetch it again")
            break
        if not member.eof:
            problems.append(f"the {what} is cut short inside its gzip; read up to there. Fetch it again")
        rest = member.unused_data
    return b"".join(pieces)


def _too_large(what: str, max_bytes: int) -> InputError:
    return InputError(f"over {max_bytes:,} bytes in one {what}. Split it, or give the pages themselves.")


def _decode(content: bytes, what: str, charset: str, problems: list[str]) -> str:
    for mark, encoding in _BOMS:
        if content.startswith(mark):
            return content.decode(encoding, "replace")
    for encoding in ("utf-16-le", "utf-16-be"):
        if content[:2] == "<".encode(encoding):
            return content.decode(encoding, "replace")
    if b"\0" in content[:4096]:
        raise InputError(f"binary data, no {what}. Give the address of the {what} itself.")
    declared = _DECLARED.search(content[:400])
    named = declared[1].decode("ascii").lower() if declared is not None else charset.lower() or "utf-8"
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        return _decode_other(content, named, error, what, problems)
    if not content.isascii() and not _is_utf8(named):
        problems.append(f"the {what} calls itself {named} and is UTF-8; read as UTF-8")
    return text


def _is_utf8(name: str) -> bool:
    return name.replace("_", "-") in ("utf-8", "utf8")


def _decode_other(content: bytes, named: str, error: UnicodeDecodeError, what: str, problems: list[str]) -> str:
    """Broken UTF-8, or another encoding, whatever the file says."""
    lenient = content.decode("utf-8", "replace")
    broken = lenient.count("\N{REPLACEMENT CHARACTER}")
    if len(_ARABIC.findall(lenient)) > 3 * broken:
        problems.append(f"the {what} has {broken:,} broken characters, the first at byte {error.start}")
        return lenient
    guess = _guess(content, named)
    if not _same_codec(guess, named):
        problems.append(f"the {what} calls itself {named} and looks like {guess}; read so")
    return content.decode(guess, "replace")


def _guess(content: bytes, named: str) -> str:
    """The likeliest encoding among the Arabic code pages and the one that the file names."""
    from charset_normalizer import from_bytes

    choices = ["cp1256", "iso8859_6"]
    try:
        codec = codecs.lookup(named).name.replace("-", "_")
    except LookupError:
        codec = ""
    if codec and not _is_utf8(codec):
        choices.append(codec)
    pieces = re.split(rb"[<>]", content[:_SAMPLE])
    high = b" ".join(piece for piece in pieces if not piece.isascii())  # markup is alike in all
    best = from_bytes(high, cp_isolation=choices).best()
    return best.encoding if best is not None else "cp1256"


def _same_codec(left: str, right: str) -> bool:
    try:
        return codecs.lookup(left).name == codecs.lookup(right).name
    except LookupError:
        return False


def _root_start(text: str) -> int:
    """Where the first element, or text that is no XML, begins: behind declarations, comments and document types.

    One pass without looking back, for these bytes may be made to be slow.
    """
    position = 0
    while (found := _NOT_SPACE.search(text, position)) is not None:
        position = found.start()
        if text.startswith("<?", position):
            end = text.find("?>", position)
            length = 2
        elif text.startswith("<!--", position):
            end = text.find("-->", position)
            length = 3
        elif text[position : position + len(_DOCTYPE)].upper() == _DOCTYPE:
            end, length = _doctype_end(text, position), 0
        else:
            return position
        if end < 0:
            return len(text)
        position = end + length
    return len(text)


def _doctype_end(text: str, start: int) -> int:
    """Behind the document type that begins at ``start``, negative where it does not end.

    A «]>» inside an entity ends it too early; what is then left of it stands outside a document type and is nothing.
    """
    close = text.find(">", start)
    subset = text.find("[", start, close if close >= 0 else len(text))
    if subset < 0:
        return close + 1 if close >= 0 else -1
    end = _END_OF_SUBSET.search(text, subset)
    return end.end() if end is not None else -1
