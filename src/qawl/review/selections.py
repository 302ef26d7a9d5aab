"""Words that a reviewer selected: how a correction of evidence, cue, source or content is written, and found again.

A selection is its offsets in code points, pieces divided by commas, then the words themselves: «120-134 سيطر على
البلدة». The offsets answer in the text that was reviewed. In another version of the article the words have moved as far
as the record has, or stand in one place only; where neither holds, the selection says nothing of that version.
"""

import re
from collections.abc import Sequence
from itertools import pairwise

from qawl.model.review import Review
from qawl.model.span import Span

SELECTED = frozenset({"content", "cue", "evidence", "source"})
"""The fields that are stretches of the text."""
_GAP = " … "
_OFFSETS = re.compile(r"\d{1,9}-\d{1,9}(?:,\d{1,9}-\d{1,9})*", re.ASCII)


def selection_words(spans: Sequence[Span], text: str) -> str:
    """Stretches of a text as a correction keeps them."""
    offsets = ",".join(f"{span.start}-{span.end}" for span in spans)
    return f"{offsets} {_GAP.join(span.of(text) for span in spans)}" if spans else ""


def parse_selection(words: str, text: str, *, most: int = 1) -> str:
    """What somebody gave for a selection, with the words that stand there.

    Raises:
        ValueError: it is no selection of this text, or the words given with it stand elsewhere.
    """
    given, _, said = words.partition(" ")
    if _OFFSETS.fullmatch(given) is None:
        raise ValueError(f"{words!r} is no stretch of the text. Write it as 120-134, pieces divided by commas.")
    spans = [_span(piece, text) for piece in given.split(",")]
    if len(spans) > most:
        raise ValueError(f"{given}: is {len(spans)} pieces; {most} is taken.")
    if _overlap(spans):
        raise ValueError(f"{given}: pieces stand in the order of the text and share nothing.")
    kept = selection_words(spans, text)
    if said and kept != words:
        raise ValueError(f"{given}: other words stand there than those that were selected. Select them anew.")
    return kept


def spans_of(words: str) -> tuple[Span, ...]:
    """Where the pieces of a kept selection stand."""
    pieces = words.partition(" ")[0].split(",")
    return tuple(Span(*map(int, piece.split("-"))) for piece in pieces if piece)


def placed(review: Review, text: str, at: Span) -> tuple[tuple[str, str], ...]:
    """What a decision sets on the record that stands ``at`` now; selections as they stand in this text, or left out."""
    found = []
    for name, value in review.value:
        if name in SELECTED and value:
            value = _place(value, text, at.start - review.anchor.span.start)
            if not value:
                continue
        found.append((name, value))
    return tuple(found)


def _place(words: str, text: str, moved: int) -> str:
    spans = spans_of(words)
    if selection_words(spans, text) == words:
        return words
    found = [_find(piece, span, text, moved) for piece, span in zip(_pieces(words, spans), spans, strict=True)]
    known = [span for span in found if span is not None]
    if len(known) < len(spans) or _overlap(known):
        return ""
    return selection_words(known, text)


def _find(words: str, span: Span, text: str, moved: int) -> Span | None:
    start = span.start + moved
    if start >= 0 and text.startswith(words, start):
        return Span(start, start + len(words))
    first = text.find(words)
    return Span(first, first + len(words)) if first >= 0 and text.find(words, first + 1) < 0 else None


def _pieces(words: str, spans: Sequence[Span]) -> list[str]:
    """The words of each piece: as long as its span is."""
    at = words.index(" ") + 1
    found = []
    for span in spans:
        found.append(words[at : at + len(span)])
        at += len(span) + len(_GAP)
    return found


def _overlap(spans: Sequence[Span]) -> bool:
    """True unless each begins where the one before has ended, or later."""
    return any(left.end > right.start for left, right in pairwise(spans))


def _span(piece: str, text: str) -> Span:
    start, end = map(int, piece.split("-"))
    if not start < end <= len(text):
        raise ValueError(f"{piece}: lies outside the text, which has {len(text)} characters.")
    if not text[start:end].strip():
        raise ValueError(f"{piece}: holds no word.")
    return Span(start, end)
