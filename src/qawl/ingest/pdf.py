"""The text layer of a PDF: an article in paragraphs, without page headers and footers.

``pdf_lines`` gives lines in reading order; here they become paragraphs. A line that is full goes on in the next
one, also over the end of a column or page; what stands at the top or bottom of most pages is no part of the
article. The date in a PDF's properties says when the file was made, and is kept as no more than that. Scanned pages
without a text layer, files under a password and bombs are refused with the reason.
"""

import re
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from itertools import pairwise
from typing import Any

from qawl.errors import InputError
from qawl.ingest.parts import Parts
from qawl.ingest.pdf_glyphs import Glyph, read_glyphs, unusable_share
from qawl.ingest.pdf_lines import Line, blocks_of, looks_mirrored, mend_brackets
from qawl.model.document import DatePrecision, FoundDate, PublishedAt
from qawl.settings import IngestSettings
from qawl.text.fold import fold_text

_EDGE_LINES = 3  # lines at the top and bottom of a page among which headers and footers are looked for
_WIDE_GAP = 1.4  # of the usual distance of lines: more parts two paragraphs
_SHORT = 0.6  # of the width of its column: a line that ends before that ends its paragraph
_INDENT = 1.0  # of the font's size
_MOST_UNUSABLE = 0.3
_FEW_LETTERS = 20  # a page: fewer on average is a stamp on a scan, not a text layer
_STREAM_BYTES = 1 << 26  # what one stream may unpack to at any ratio: pictures do
_STREAM = re.compile(rb"stream\r?\n")
_TWICE_PACKED = re.compile(rb"/(?:FlateDecode|Fl)\s*/(?:FlateDecode|Fl)\b")
_PAGE_NUMBER = re.compile(r"\W*(?:(?:صفحة|الصفحة|page|p\.)\W*)?\d{1,4}(?:\W*(?:من|/|of)\W*\d{1,4})?\W*", re.IGNORECASE)
_FILE_NAME = re.compile(r"\.(?:docx?|indd|pdf|qxd|rtf|odt|html?|pub|xlsx?|pptx?)$|^microsoft word", re.IGNORECASE)
_DATE = re.compile(r"D:(\d{4})(\d\d)?(\d\d)?(\d\d)?(\d\d)?(\d\d)?(?:([+-])(\d\d)'?(\d\d)?|Z)?")
_SENTENCE_END = re.compile(r"[.!?\u061f\u2026:\u00bb\"\u201d)]\s*$")
_HYPHEN = re.compile(r"[A-Za-z]-$")


def parse_pdf(content: bytes, *, settings: IngestSettings) -> Parts:
    """The parts of an article printed as PDF.

    Raises:
        InputError: no PDF, broken, under a password, without text layer, too long, or a bomb; says what to do.
    """
    _refuse_bombs(content, settings.archive_max_ratio)
    import pypdfium2 as pdfium  # type: ignore[import-untyped]

    try:
        document = pdfium.PdfDocument(content)
    except pdfium.PdfiumError as error:
        if "password" in str(error).lower():
            raise InputError("a PDF under a password. Save it again without one, or give its text.") from None
        raise InputError("a PDF that cannot be opened: cut short or damaged. Take a fresh copy.") from None
    try:
        if len(document) > settings.pdf_max_pages:
            raise InputError(
                f"a PDF of {len(document):,} pages; the limit is {settings.pdf_max_pages:,}. Split it into its "
                "articles, or raise ingest.pdf_max_pages in qawl.toml."
            )
        pages = list(_glyphs_of_pages(document, settings.max_characters))
        facts = document.get_metadata_dict(skip_empty=True)
    finally:
        document.close()
    return _parts(_paragraphs_of(pages), facts)


def _glyphs_of_pages(document: Any, most: int) -> Iterator[list[Glyph]]:
    import pypdfium2 as pdfium

    total = 0
    for number in range(len(document)):
        try:
            page = document[number]
            text_page = page.get_textpage()
        except pdfium.PdfiumError:
            raise InputError(f"page {number + 1} of the PDF is damaged. Take a fresh copy, or print it anew.") from None
        glyphs = read_glyphs(text_page)
        text_page.close()
        page.close()
        total += len(glyphs)
        if total > most:
            raise InputError(
                f"a PDF of over {most:,} characters. Split it into its articles, or raise ingest.max_characters "
                "in qawl.toml."
            )
        yield glyphs


def _paragraphs_of(pages: Sequence[Sequence[Glyph]]) -> list[str]:
    """The paragraphs of all pages; refuses what has no text, or none that can be read."""
    glyphs = [glyph for page in pages for glyph in page]
    if len(glyphs) < _FEW_LETTERS * max(1, len(pages)):
        raise InputError("a PDF with no text layer: its pages are pictures. Run OCR first, or give its text.")
    if unusable_share(glyphs) > _MOST_UNUSABLE:
        raise InputError("a PDF whose fonts do not say which letters they draw. Run OCR on it, or give its text.")
    paragraphs = _joined_lines([blocks_of(page) for page in pages])
    if looks_mirrored("\n".join(paragraphs)):
        paragraphs = _joined_lines([blocks_of(page, is_mirrored=True) for page in pages])
        if looks_mirrored("\n".join(paragraphs)):
            raise InputError("a PDF whose words are spelled backwards. Run OCR on it, or give its text.")
    return [mend_brackets(paragraph) for paragraph in paragraphs]


def _joined_lines(pages: Sequence[Sequence[Sequence[Line]]]) -> list[str]:
    """Paragraphs of the lines of all pages, in their order."""
    repeated = _repeated(pages)
    paragraphs: list[str] = []
    before: Line | None = None
    free = 0.0  # what was left of the line before
    for blocks in pages:
        edges = _edges(blocks, repeated)
        for block in blocks:
            lines = [line for line in block if id(line) not in edges]
            if not lines:
                continue
            column = _Column(min(line.left for line in lines), max(line.right for line in lines), _pitch(lines))
            for place, line in enumerate(lines):
                if before is None or _begins_paragraph(before, line, column, free, is_first=place == 0):
                    paragraphs.append(line.text)
                else:
                    paragraphs[-1] = _join(paragraphs[-1], line.text)
                before, free = line, column.width - (line.right - line.left)
    return [" ".join(paragraph.split()) for paragraph in paragraphs if paragraph.strip()]


@dataclass(frozen=True, slots=True)
class _Column:
    """Where the lines of a block begin and end, and their usual distance in sizes of the font."""

    left: float
    right: float
    pitch: float

    @property
    def width(self) -> float:
        return max(self.right - self.left, 1.0)


def _begins_paragraph(before: Line, line: Line, column: _Column, free: float, *, is_first: bool) -> bool:
    """Whether a line begins a new paragraph; ``is_first``: it is the first of its column or page."""
    if abs(before.size - line.size) > 0.12 * max(before.size, line.size):
        return True
    if not is_first and before.base - line.base > _WIDE_GAP * column.pitch * max(before.size, line.size):
        return True
    if free > (1 - _SHORT) * column.width:
        return True
    word = line.text.partition(" ")[0]
    needed = (line.right - line.left) * len(word) / max(len(line.text), 1)
    ends = bool(_SENTENCE_END.search(before.text))
    if ends and (is_first or free > needed + line.size):
        return True
    starts_in = column.right - line.right
    return not is_first and starts_in > _INDENT * line.size and column.right - before.right < 0.3 * line.size


def _join(paragraph: str, line: str) -> str:
    if _HYPHEN.search(paragraph) and line[:1].islower():
        return paragraph[:-1] + line
    return f"{paragraph} {line}"


def _pitch(lines: Sequence[Line]) -> float:
    """The usual distance between two lines of a block, in sizes of their font; double spacing is the widest."""
    steps = sorted((a.base - b.base) / max(a.size, b.size) for a, b in pairwise(lines) if a.base > b.base)
    return min(steps[len(steps) // 4], 2.0) if steps else 2.0


def _ordered(blocks: Sequence[Sequence[Line]]) -> list[Line]:
    return sorted((line for block in blocks for line in block), key=lambda line: -line.base)


def _repeated(pages: Sequence[Sequence[Sequence[Line]]]) -> set[tuple[str, int]]:
    """What stands at the edge of at least half of the pages, and of two."""
    seen: Counter[tuple[str, int]] = Counter()
    for blocks in pages:
        lines = _ordered(blocks)
        seen.update({_pattern(line) for line in (*lines[:_EDGE_LINES], *lines[-_EDGE_LINES:])})
    return {pattern for pattern, count in seen.items() if count >= max(2, len(pages) / 2)}


def _edges(blocks: Sequence[Sequence[Line]], repeated: set[tuple[str, int]]) -> set[int]:
    """The lines (by identity) of a page's header and footer: repeated ones and page numbers, from the edge inwards."""
    lines = _ordered(blocks)
    found: set[int] = set()
    for order in (lines, lines[::-1]):
        for line in order[:_EDGE_LINES]:
            if _pattern(line) not in repeated and not _PAGE_NUMBER.fullmatch(line.text):
                break
            found.add(id(line))
    return found


def _pattern(line: Line) -> tuple[str, int]:
    """A line with its numbers made alike, as page numbers differ, and about where it stands."""
    return re.sub(r"\d+", "#", fold_text(line.text)), round(line.base / 12)


def _parts(paragraphs: Sequence[str], facts: dict[str, str]) -> Parts:
    """Headline from the properties where they have one, else the first paragraph."""
    first = paragraphs[0] if paragraphs else ""
    title = " ".join(facts.get("Title", "").split())
    if not _is_headline(title) or _same_headline(title, first):
        title = first
    body = paragraphs[1:] if title == first else paragraphs
    raw = facts.get("CreationDate", "")
    return Parts(
        text="\n".join([title, *body]),
        title=title,
        extractor="pdf/1",
        dates=(FoundDate("pdf:CreationDate", raw, _made_at(raw)),) if raw else (),
    )


def _is_headline(title: str) -> bool:
    return 8 <= len(title) <= 200 and bool(re.search(r"[\u0621-\u064a]{2}", title)) and not _FILE_NAME.search(title)


def _same_headline(title: str, first: str) -> bool:
    """Whether the page begins with the headline; the properties may add the outlet's name, or cut it off."""
    one, other = fold_text(title), fold_text(first)
    return len(other) >= 8 and (one.startswith(other) or (other.startswith(one) and len(other) <= 200))


def _made_at(raw: str) -> PublishedAt | None:
    match = _DATE.match(raw.strip())
    if match is None:
        return None
    year, month, day, hour, minute, second, sign, zone_hours, zone_minutes = match.groups()
    try:
        zone = UTC
        if sign:
            offset = timedelta(hours=int(zone_hours), minutes=int(zone_minutes or 0))
            zone = timezone(offset if sign == "+" else -offset)
        moment = datetime(
            int(year), int(month or 1), int(day or 1), int(hour or 0), int(minute or 0), int(second or 0), tzinfo=zone
        )
    except ValueError:
        return None
    precision = DatePrecision.SECOND if hour else DatePrecision.DAY if day else DatePrecision.YEAR
    return PublishedAt(moment, precision, bool(sign) or raw.strip().endswith("Z"), "pdf:CreationDate")


def _refuse_bombs(content: bytes, max_ratio: int) -> None:
    """Unpack each packed stream to nowhere, and refuse a file of which one grows beyond all measure."""
    if _TWICE_PACKED.search(content):
        raise InputError("a PDF that packs its streams twice, as bombs do. Print it anew, or give its text.")
    view = memoryview(content)
    for match in _STREAM.finditer(content):
        begin = match.end()
        if content[begin : begin + 1] not in (b"\x78", b"\x58", b"\x48", b"\x68", b"\x38", b"\x28", b"\x18", b"\x08"):
            continue
        unpacker = zlib.decompressobj()
        size, place = 0, begin
        tail: bytes | memoryview = b""
        try:
            while not unpacker.eof:
                packed = tail or view[place : place + 65536]
                if not packed:
                    break
                place += 0 if tail else len(packed)
                size += len(unpacker.decompress(packed, 1 << 20))
                tail = unpacker.unconsumed_tail
                if size > _STREAM_BYTES and size > max_ratio * (place - begin):
                    raise InputError("a PDF with a stream that is a bomb. Print it anew, or give its text.")
        except zlib.error:
            continue
