"""Anchors tie a person's decision to words, so that it survives a better reading or a changed page.

An anchor keeps the exact quotation, 32 characters on either side and the offsets (as the W3C's
TextQuoteSelector and TextPositionSelector do). In the same text the offsets answer; in another one the
quotation does, and where it stands more than once, the surroundings choose; a tie is no answer.
"""

from collections.abc import Iterator
from itertools import takewhile

from qawl.model.review import Anchor
from qawl.model.span import Span

CONTEXT = 32


def make_anchor(text: str, span: Span, *, document_id: str) -> Anchor:
    """The anchor of ``span`` in ``text``.

    Raises:
        ValueError: when the span reaches past the text.
    """
    if span.end > len(text):
        raise ValueError(f"span {span} reaches past the text of {len(text)} characters")
    return Anchor(
        document_id=document_id,
        span=span,
        exact=span.of(text),
        prefix=text[max(0, span.start - CONTEXT) : span.start],
        suffix=text[span.end : span.end + CONTEXT],
    )


def find_anchor(text: str, anchor: Anchor) -> Span | None:
    """Where the anchor stands in ``text``, or None when it is gone or stands in two equally fitting places."""
    if anchor.span.of(text) == anchor.exact and _context_score(text, anchor.span, anchor) == _best_score(anchor):
        return anchor.span
    scored = sorted(
        ((_context_score(text, span, anchor), span) for span in _occurrences(text, anchor.exact)),
        key=lambda found: (-found[0], found[1]),
    )
    if not scored:
        return None
    if len(scored) > 1 and scored[0][0] == scored[1][0]:
        return None
    return scored[0][1]


def _occurrences(text: str, exact: str) -> Iterator[Span]:
    start = text.find(exact)
    while start >= 0:
        yield Span(start, start + len(exact))
        start = text.find(exact, start + 1)


def _best_score(anchor: Anchor) -> int:
    return len(anchor.prefix) + len(anchor.suffix)


def _context_score(text: str, span: Span, anchor: Anchor) -> int:
    """How many characters of the anchor's surroundings stand around ``span``, counted outwards from it."""
    before = text[max(0, span.start - CONTEXT) : span.start]
    after = text[span.end : span.end + CONTEXT]
    return _alike(before[::-1], anchor.prefix[::-1]) + _alike(after, anchor.suffix)


def _alike(left: str, right: str) -> int:
    """How many characters the two share from their beginning on."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(left, right, strict=False)))
