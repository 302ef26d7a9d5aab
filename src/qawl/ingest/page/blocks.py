"""A page as a row of blocks: stretches of text that a reader sees as one paragraph, heading or list item.

Extractors rewrite what they keep (quotation marks, spaces, line breaks), so they are only asked *which* text is the
article; the text itself always comes from here, with its exact characters and only white space evened out. Pages
part paragraphs with <p>, with <br><br>, with a single <br>, or with nothing but <div>; all of them give blocks.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_UNSEEN = frozenset(
    "audio button canvas datalist embed head iframe input map math meta link noscript object option script select "
    "style svg template textarea title video amp-ad amp-analytics amp-iframe amp-sidebar amp-state".split()
)
_INLINE = frozenset(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i img ins kbd label mark o:p q rp rt ruby s samp "
    "small span strike strong sub sup time tt u var wbr amp-img".split()
)
_HEADINGS = frozenset("h1 h2 h3 h4 h5 h6".split())
_LEAVES = _HEADINGS | frozenset("blockquote dd dl dt li ol p ul".split())
_ASIDE = frozenset("aside figcaption figure footer menu nav".split())
_ENDS = re.compile(
    r"""
    [.!?:\N{ARABIC QUESTION MARK}\N{HORIZONTAL ELLIPSIS}]
    [\s"')\]\N{RIGHT-POINTING DOUBLE ANGLE QUOTATION MARK}\N{RIGHT DOUBLE QUOTATION MARK}]*
    \Z
    """,
    re.VERBOSE,
)
_LINE_BREAK = "\N{LINE SEPARATOR}"
_LONG_LINE = 40


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of text as a reader sees it.

    ``tag`` is the element that made it (a <div> for bare text), ``path`` the numbers of the elements it stands in,
    outermost first, ``marks`` the class and id words around it, ``linked`` how many of its characters are in links,
    ``apart`` that it stands in a menu, an aside, a caption or a footer.
    """

    text: str
    tag: str
    path: tuple[int, ...]
    marks: tuple[str, ...] = ()
    linked: int = 0
    apart: bool = False
    bold: bool = False

    @property
    def link_share(self) -> float:
        """Share of its characters that stand in links."""
        return self.linked / len(self.text) if self.text else 0.0

    @property
    def is_heading(self) -> bool:
        """Whether the page marks it as a heading."""
        return self.tag in _HEADINGS

    def words(self) -> int:
        """How many words it has."""
        return len(self.text.split())


@dataclass(frozen=True, slots=True)
class Stamp:
    """A date that <time datetime> carries: before which block it stands, and its itemprop."""

    before: int
    value: str
    name: str


@dataclass(frozen=True, slots=True)
class Layout:
    """A page's blocks and stamps, in the order in which they stand in its source."""

    blocks: tuple[Block, ...]
    stamps: tuple[Stamp, ...]


def find_layout(root: "HtmlElement") -> Layout:
    """The blocks and stamps of a page."""
    walk = _Walk()
    body = root.find("body")
    walk.enter(root if body is None else body)
    walk.flush()
    return Layout(tuple(walk.blocks), tuple(walk.stamps))


@dataclass(slots=True)
class _Open:
    """An element that is being walked."""

    tag: str
    number: int
    marks: str
    apart: bool
    linked: bool
    bold: bool


@dataclass(slots=True)
class _Walk:
    """Collects the text between two block boundaries, then cuts it into blocks."""

    blocks: list[Block] = field(default_factory=list)
    stamps: list[Stamp] = field(default_factory=list)
    _open: list[_Open] = field(default_factory=list)
    _pieces: list[tuple[str, bool, bool]] = field(default_factory=list)
    _count: int = 0

    def enter(self, top: "HtmlElement") -> None:
        """Walk ``top`` without recursion: pages nest deeper than Python likes."""
        stack: list[tuple[HtmlElement, bool]] = [(top, False)]
        while stack:
            element, leaving = stack.pop()
            if leaving:
                self._leave(element)
                continue
            tag = element.tag if isinstance(element.tag, str) else ""
            if not tag or tag in _UNSEEN:
                self._add(element.tail)
                continue
            if tag == "br":
                self._add(_LINE_BREAK)
                self._add(element.tail)
                continue
            self._begin(element, tag)
            stack.append((element, True))
            stack.extend((child, False) for child in reversed(element))

    def _begin(self, element: "HtmlElement", tag: str) -> None:
        if tag not in _INLINE:
            self.flush()
        if tag == "time" and element.get("datetime"):
            self.stamps.append(
                Stamp(len(self.blocks), element.get("datetime", "").strip(), element.get("itemprop", ""))
            )
        above = self._open[-1] if self._open else None
        self._count += 1
        marks = " ".join(filter(None, (element.get("class"), element.get("id"))))
        self._open.append(
            _Open(
                tag,
                self._count,
                " ".join(marks.split()).lower(),
                tag in _ASIDE or bool(above and above.apart),
                tag == "a" or bool(above and above.linked),
                tag in ("b", "strong") or bool(above and above.bold),
            )
        )
        self._add(element.text)

    def _leave(self, element: "HtmlElement") -> None:
        if element.tag not in _INLINE:
            self.flush()
        self._open.pop()
        if self._open:
            self._add(element.tail)

    def _add(self, text: str | None) -> None:
        if text and self._open:
            here = self._open[-1]
            self._pieces.append((text, here.linked, here.bold))

    def flush(self) -> None:
        """End the present stretch of text and keep its blocks."""
        pieces, self._pieces = self._pieces, []
        if not any(text.strip(" \t\r\n" + _LINE_BREAK) for text, _, _ in pieces):
            return
        around = [item for item in self._open if item.tag not in _INLINE]
        if not around:
            return
        leaf = next((item for item in reversed(around) if item.tag in _LEAVES), around[-1])
        path = tuple(item.number for item in around if item.tag not in _LEAVES)
        marks = tuple(item.marks for item in self._open if item.marks)
        for line in _paragraphs(_lines(pieces)):
            self.blocks.append(
                Block(line.text, leaf.tag, path, marks, line.linked, around[-1].apart, line.bold == len(line.text))
            )


@dataclass(slots=True)
class _Line:
    """Text up to a <br>, and how many <br> follow it."""

    text: str
    linked: int
    bold: int
    breaks: int = 0


def _lines(pieces: Sequence[tuple[str, bool, bool]]) -> list[_Line]:
    """The pieces cut at <br>; white space evened out, empty lines counted as further breaks of the line before."""
    lines: list[_Line] = []
    waiting: list[tuple[str, bool, bool]] = []

    def close(breaks: int) -> None:
        text = " ".join("".join(piece for piece, _, _ in waiting).split())
        if text:
            linked = sum(len(" ".join(piece.split())) for piece, in_link, _ in waiting if in_link)
            loose = sum(len(piece.strip()) for piece, _, in_bold in waiting if not in_bold)
            lines.append(_Line(text, min(linked, len(text)), 0 if loose else len(text), breaks))
        elif lines:
            lines[-1].breaks += breaks
        waiting.clear()

    for piece, in_link, in_bold in pieces:
        first, *others = piece.split(_LINE_BREAK) if piece == _LINE_BREAK else (piece.replace(_LINE_BREAK, " "),)
        waiting.append((first, in_link, in_bold))
        for other in others:
            close(1)
            waiting.append((other, in_link, in_bold))
    close(0)
    return lines


def _paragraphs(lines: Sequence[_Line]) -> Iterator[_Line]:
    """Lines are paragraphs, unless single <br> only wrap running text: then most long lines lack a full stop."""
    long = [line for line in lines[:-1] if line.breaks == 1 and len(line.text) >= _LONG_LINE]
    wrapped = len(long) > 1 and sum(not _ENDS.search(line.text) for line in long) * 2 > len(long)
    current: _Line | None = None
    for line in lines:
        if current is not None and wrapped and current.breaks == 1 and not _ENDS.search(current.text):
            text = f"{current.text} {line.text}"
            current = _Line(text, current.linked + line.linked, 0, line.breaks)
            continue
        if current is not None:
            yield current
        current = line
    if current is not None:
        yield current
