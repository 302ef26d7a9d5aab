"""Two texts side by side: the stretches they share in one row, what only one has beside nothing, other words marked.

Copies and versions are shown by the same rows. What they share comes as pairs of spans (passages) with the stretches
in which these differ; this module only lays it out. Passages that stand elsewhere in the second text are shown where
the first has them, and said to have moved.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from qawl.corroborate.copies import CopyWords, decided_copy
from qawl.finding_copies import text_card
from qawl.model.account import Copy, Difference
from qawl.model.document import Document
from qawl.model.reading import Reading
from qawl.model.span import Span
from qawl.situation.versions import compare_versions

_WORD = re.compile(r"\w+")
_ENDS = re.compile(r"\n+|(?<=[.!\N{ARABIC QUESTION MARK}])[ \t\u00a0]+(?=\S)")
_WRITTEN_ON = re.compile(r"[^\w\s]*")
_PUNCTUATION = re.compile(r"[^\w\n]*\n*")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of one text: ``kind`` is ``same``, ``differs``, ``figure`` (a number differs) or ``alone``."""

    text: str
    start: int
    kind: str


@dataclass(frozen=True, slots=True)
class Row:
    """Stretches of both texts that belong together; one side may be empty."""

    left: tuple[Piece, ...]
    right: tuple[Piece, ...]
    has_moved: bool = False


@dataclass(frozen=True, slots=True)
class SideBySide:
    """Two documents, the original or older one left, with what they share laid out in rows."""

    left: Document
    right: Document
    rows: tuple[Row, ...]
    differences: tuple[Difference, ...]


def lay_copy(original: Document, other: Document, copy: Copy) -> SideBySide:
    """An original and what repeats it, by the passages they share."""
    passages = [pair for pair in copy.passages if pair[0].end <= len(original.text) and pair[1].end <= len(other.text)]
    rows = tuple(_rows(original.text, other.text, passages, copy.differences))
    return SideBySide(original, other, rows, copy.differences)


def lay_versions(older: Reading, newer: Reading) -> SideBySide:
    """Two versions of one article: all of both is shared, but for what was changed."""
    changes = tuple(
        Difference(change.before, change.after, change.old, change.new, change.is_figure)
        for change in compare_versions(older, newer)
    )
    left, right = older.document, newer.document
    whole = [(Span(0, len(left.text)), Span(0, len(right.text)))] if left.text and right.text else []
    return SideBySide(left, right, tuple(_rows(left.text, right.text, whole, changes)), changes)


def share_of(one: Document, other: Document, *, words: CopyWords) -> Copy:
    """What two documents share that nobody has found to be copies of each other: as if somebody had said so."""
    return decided_copy(text_card(one), text_card(other), words=words)


def _rows(
    left: str, right: str, passages: Iterable[tuple[Span, Span]], differences: Sequence[Difference]
) -> Iterator[Row]:
    """All of both texts, in the order of the first; what only the second has stands where its neighbours stand."""
    ordered = _apart(sorted(passages, key=lambda pair: pair[0].start))
    ordered = [_to_full_stop(left, right, one, two) for one, two in ordered]
    steady = _steady([pair[1].start for pair in ordered])
    taken = sorted((pair[1] for pair in ordered), key=lambda span: span.start)
    left_at = right_at = 0
    for index, (one, two) in enumerate(ordered):
        alone = _alone(left, left_at, one.start)
        others: tuple[Piece, ...] = ()
        if index in steady:
            others = tuple(_between(right, right_at, two.start, taken))
            right_at = two.end
        if alone or others:
            yield Row(alone, others)
        yield from _passage(left, right, one, two, differences, has_moved=index not in steady)
        left_at = one.end
    rest = Row(_alone(left, left_at, len(left)), tuple(_between(right, right_at, len(right), taken)))
    if rest.left or rest.right:
        yield rest


def _apart(passages: Sequence[tuple[Span, Span]]) -> list[tuple[Span, Span]]:
    """Passages of which no two overlap in either text; of two that do the first is kept."""
    kept: list[tuple[Span, Span]] = []
    for pair in passages:
        if not any(pair[0].overlaps(one) or pair[1].overlaps(two) for one, two in kept):
            kept.append(pair)
    return kept


def _to_full_stop(left: str, right: str, one: Span, two: Span) -> tuple[Span, Span]:
    """A passage with the punctuation that is written onto its last word, in either text."""
    return Span(one.start, _behind(left, one.end)), Span(two.start, _behind(right, two.end))


def _behind(text: str, end: int) -> int:
    match = _WRITTEN_ON.match(text, end)
    return match.end() if match else end


def _steady(starts: Sequence[int]) -> set[int]:
    """Which passages follow each other in both texts: a longest rising run of their places in the second."""
    tails: list[int] = []
    before: list[int | None] = []
    for index, start in enumerate(starts):
        at = bisect_right([starts[tail] for tail in tails], start)
        before.append(tails[at - 1] if at else None)
        tails[at : at + 1] = [index]
    found: set[int] = set()
    at_last = tails[-1] if tails else None
    while at_last is not None:
        found.add(at_last)
        at_last = before[at_last]
    return found


def _between(text: str, start: int, end: int, taken: Sequence[Span]) -> Iterator[Piece]:
    """A stretch of the second text without the passages that are shown elsewhere."""
    for span in taken:
        if start <= span.start < end:
            yield from _alone(text, start, span.start)
            start = span.end
    if start < end:
        yield from _alone(text, start, end)


def _alone(text: str, start: int, end: int) -> tuple[Piece, ...]:
    return (Piece(text[start:end], start, "alone"),) if text[start:end].strip() else ()


def _passage(
    left: str, right: str, one: Span, two: Span, differences: Sequence[Difference], *, has_moved: bool
) -> Iterator[Row]:
    """One shared passage, a row a sentence where both texts can be parted at the same word."""
    lefts: list[Piece] = []
    rights: list[Piece] = []
    for is_same, here, there, kind in _stretches(left, right, one, two, differences):
        cuts = list(_cuts(left, right, here, there)) if is_same else []
        for (a, c), (b, d) in pairwise([(here[0], there[0]), *cuts, (here[1], there[1])]):
            lefts += [Piece(left[a:b], a, kind)] if b > a else []
            rights += [Piece(right[c:d], c, kind)] if d > c else []
            if (b, d) in cuts:
                yield Row(tuple(lefts), tuple(rights), has_moved)
                lefts, rights = [], []
    if lefts or rights:
        yield Row(tuple(lefts), tuple(rights), has_moved)


_Stretch = tuple[bool, tuple[int, int], tuple[int, int], str]


def _stretches(left: str, right: str, one: Span, two: Span, differences: Sequence[Difference]) -> Iterator[_Stretch]:
    """The passage as equal and differing stretches, in turn."""
    here, there = one.start, two.start
    for difference in differences:
        first, second = difference.original, difference.copy
        if not ((first is None or one.contains(first)) and (second is None or two.contains(second))):
            continue
        start = here if first is None else first.start
        other = there if second is None else second.start
        if start < here or other < there:
            continue
        if first is None:
            start = _as_far(right[there:other], left, here, one.end)
        if second is None:
            other = _as_far(left[here:start], right, there, two.end)
        if start > here or other > there:
            yield True, (here, start), (there, other), "same"
        here, there = (start if first is None else first.end), (other if second is None else second.end)
        yield False, (start, here), (other, there), "figure" if difference.is_figure else "differs"
    if here < one.end or there < two.end:
        yield True, (here, one.end), (there, two.end), "same"


def _as_far(words: str, text: str, start: int, end: int) -> int:
    """Where something is left out of a text, after as many words as ``words`` has; before the next one begins."""
    count = len(_WORD.findall(words))
    found = [match.end() for match in _WORD.finditer(text, start, end)][:count]
    if not count or len(found) < count:
        return start if not count else end
    match = _PUNCTUATION.match(text, found[-1], end)
    return match.end() if match else found[-1]


def _cuts(left: str, right: str, here: tuple[int, int], there: tuple[int, int]) -> Iterator[tuple[int, int]]:
    """Ends of sentences inside an equal stretch, and the same places in the second text, by counting words."""
    ours = [match.end() for match in _WORD.finditer(left, *here)]
    theirs = [match.end() for match in _WORD.finditer(right, *there)]
    if len(ours) != len(theirs):
        return
    for end in _ENDS.finditer(left, *here):
        count = bisect_right(ours, end.start())
        behind = theirs[count - 1] if count else there[0]
        match = _PUNCTUATION.match(right, behind, there[1])
        yield end.end(), match.end() if match else behind
