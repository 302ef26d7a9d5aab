"""PDFs made glyph by glyph, in the ways that programs put Arabic into them."""

import re
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

WIDTH = 0.5  # of the size: every glyph is as wide
SPACE = 0.3


@dataclass(slots=True)
class Page:
    """One page; ``write`` puts a line of text on it that ends at ``right``, as it would be shown."""

    ligatures: bool = False  # lam and alef are one glyph
    backwards: bool = False  # ligatures are spelled from left to right in the font
    from_left: bool = True  # glyphs come in the order of the page, as browsers put them; else as they are read
    turn: str = "1 0 0 1"  # of every glyph
    mirrored: bool = False  # everything stands from left to right
    glyphs: list[tuple[str, float, float, float]] = field(default_factory=list)

    def write(self, text: str, base: float, *, right: float = 540, size: float = 12) -> float:
        """Returns where the line ends on the left."""
        line: list[tuple[str, float, float, float]] = []
        place = right
        for glyph in text if self.mirrored else self._from_right(text):
            width = (SPACE if glyph == " " else WIDTH) * size
            place -= width
            if glyph != " ":
                line.append((glyph, right - place - width + 40 if self.mirrored else place, base, size))
        self.glyphs += reversed(line) if self.from_left else line
        return place

    def _from_right(self, text: str) -> Iterator[str]:
        """The glyphs of a line as they stand from right to left."""
        for piece in re.findall(r"[A-Za-z0-9](?:[A-Za-z0-9.:/ ]*[A-Za-z0-9])?|لا|.", text):
            if piece[0].isascii() and piece[0].isalnum():
                yield from reversed(piece)
            elif piece == "لا" and self.ligatures:
                yield piece[::-1] if self.backwards else piece
            else:
                yield from piece


def make_pdf(pages: Sequence[Page], *, title: str = "", made: str = "", with_table: bool = True) -> bytes:
    """A PDF of these pages; without ``with_table`` its font does not say what its glyphs mean."""
    known = sorted({glyph for page in pages for glyph, *_ in page.glyphs})
    numbers = {glyph: number for number, glyph in enumerate(known, 1)}
    lines = [f"<{number:02x}> <{glyph.encode('utf-16-be').hex()}>" for glyph, number in numbers.items()]
    table = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /T def /CMapType 2 def\n"
        "1 begincodespacerange <00> <ff> endcodespacerange\n"
        f"{len(lines)} beginbfchar\n" + "\n".join(lines) + "\nendbfchar endcmap end end"
    )
    facts = "".join(f"/{name} {value}" for name, value in (("Title", _text(title)), ("CreationDate", made)) if value)
    objects = [
        b"<</Type /Catalog /Pages 2 0 R>>",
        b"",
        (
            "<</Type /Font /Subtype /Type3 /FontBBox [0 0 500 700] /FontMatrix [0.001 0 0 0.001 0 0] /FirstChar 1 "
            f"/LastChar {len(known)} /Widths [{' 500' * len(known)}] /CharProcs 4 0 R /Encoding 5 0 R"
            f"{' /ToUnicode 6 0 R' if with_table else ''} /Resources <<>>>>"
        ).encode(),
        f"<<{''.join(f'/g{number} 8 0 R' for number in numbers.values())}>>".encode(),
        f"<</Type /Encoding /Differences [1{''.join(f' /g{number}' for number in numbers.values())}]>>".encode(),
        _stream(table.encode()),
        f"<<{facts}>>".encode(),
        _stream(b"500 0 d0 0 0 500 700 re f"),  # what every glyph looks like
    ]
    kids = []
    for page in pages:
        drawn = "".join(
            f"BT /F {size} Tf {page.turn} {_placed(page.turn, place, base)} Tm <{numbers[glyph]:02x}> Tj ET\n"
            for glyph, place, base, size in page.glyphs
        )
        objects.append(_stream(drawn.encode()))
        objects.append(
            f"<</Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources <</Font <</F 3 0 R>>>> "
            f"/Contents {len(objects)} 0 R>>".encode()
        )
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<</Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)}>>".encode()
    return _file(objects)


def _placed(turn: str, place: float, base: float) -> str:
    a, b, c, d = map(int, turn.split())
    return f"{a * place + c * (base - 400) + 300:.2f} {b * place + d * (base - 400) + 300:.2f}"


def _file(objects: Sequence[bytes]) -> bytes:
    content = b"%PDF-1.7\n"
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(content))
        content += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    begin = len(content)
    content += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    content += b"".join(b"%010d 00000 n \n" % place for place in places)
    content += b"trailer\n<</Size %d /Root 1 0 R /Info 7 0 R>>\n" % (len(objects) + 1)
    return content + b"startxref\n%d\n%%%%EOF\n" % begin


def _stream(content: bytes) -> bytes:
    packed = zlib.compress(content)
    return b"<</Length %d /Filter /FlateDecode>>\nstream\n%s\nendstream" % (len(packed), packed)


def _text(value: str) -> str:
    return f"<feff{value.encode('utf-16-be').hex()}>" if value else ""
