"""Quotations as speech or as names, and how much of a content is quoted.

A short quotation may only set off a name («عملية "درع الفرات"»); a longer one, or one that ends its clause, is speech.
"""

from qawl.extract.phrases import PhraseReader
from qawl.model.span import Span
from qawl.model.statement import Manner
from qawl.text.quotations import QUOTATION_MARKS
from qawl.text.tokens import COMMAS, TokenKind

_STOPS = frozenset({"؛", ";", ".", "!", "؟", "?"})


def opens_quotation(reader: PhraseReader, index: int) -> bool:
    """True when the mark at ``index`` opens a paired quotation."""
    quoted = reader.layout.quotation_of[index]
    return quoted >= 0 and reader.layout.quotations[quoted].outer.start == reader.layout.tokens.starts[index]


def quotation_tokens(reader: PhraseReader, index: int) -> range:
    """Token range of the quotation that the mark at ``index`` opens, marks included."""
    quoted = reader.layout.quotation_of[index]
    return reader.layout.tokens.inside(reader.layout.quotations[quoted].outer)


def looks_like_speech(reader: PhraseReader, index: int) -> bool:
    """A quotation is speech when it is longer than a name, or ends its sentence, or follows a comma or colon."""
    inside = quotation_tokens(reader, index)
    tokens = reader.layout.tokens
    size = len(inside) - 2
    if size >= 6:
        return True
    if quotes_a_name(reader, index):
        return False
    after = tokens.raw[inside.stop] if inside.stop < len(tokens) else "."
    return size >= 3 and (after in _STOPS or after in COMMAS)


def quotes_a_name(reader: PhraseReader, index: int) -> bool:
    """A known name and nothing else between the marks: «أعلن "الجيش الوطني الليبي" ...»."""
    inside = quotation_tokens(reader, index)
    return reader.entities.get(inside.start + 1, -1) >= inside.stop - 2


def tokens_open(reader: PhraseReader, index: int) -> bool:
    """True when a quotation opens at the token."""
    return reader.layout.tokens.raw[index] in QUOTATION_MARKS and opens_quotation(reader, index)


def manner_of(reader: PhraseReader, content: tuple[Span, ...], *, inherited_direct: bool) -> Manner:
    """Direct when all words are quoted, mixed when some are; names in quotation marks do not count as quoted."""
    if inherited_direct:
        return Manner.DIRECT
    layout = reader.layout
    quoted = 0
    plain = 0
    for span in content:
        for index in layout.tokens.inside(span):
            if layout.tokens.kinds[index] is TokenKind.MARK:
                continue
            if is_quoted_speech(reader, index):
                quoted += 1
            else:
                plain += 1
    if quoted and not plain:
        return Manner.DIRECT
    return Manner.MIXED if quoted else Manner.INDIRECT


def is_quoted_speech(reader: PhraseReader, index: int) -> bool:
    """True when the token stands in an outermost quotation that is no mere name."""
    layout = reader.layout
    number = layout.quotation_of[index]
    if number < 0:
        return False
    quotation = layout.quotations[number]
    while quotation.depth > 0:
        number -= 1
        if layout.quotations[number].depth < quotation.depth:
            quotation = layout.quotations[number]
    inside = layout.tokens.inside(quotation.outer)
    return not is_quoted_name(reader, inside)


def is_quoted_name(reader: PhraseReader, inside: range) -> bool:
    """A name in quotation marks: a known entity, or a short phrase right after the head noun of a name."""
    tokens = reader.layout.tokens
    size = len(inside) - 2
    first = inside.start + 1
    if size > 5 or size < 1:
        return False
    if first in reader.entities and reader.entities[first] >= inside.stop - 2:
        return True
    before = inside.start - 1
    if before < 0:
        return False
    head = reader.words.head(tokens.folded[before])
    if head is not None and head.group in ("organization.armed", "organization.body", "outlet.media"):
        return True
    return tokens.folded[before] in reader.words.particles["named_by_quotation"]
