"""What a newer version of an article says otherwise: in its wording, and in its figures.

Outlets change articles under the same address: a toll rises, «قتل» becomes «استشهد», a denial is added at the end. The
words of both texts are compared (letters as they stand, white space aside); where a changed stretch holds a number,
in digits or in words that a claim counts with, it is a change of figures.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise

from qawl.model.claim import Claim
from qawl.model.reading import Reading
from qawl.model.span import Span

_WORD = re.compile(r"\w+|[^\w\s]")
_NUMBER = re.compile(r"\d")
_SHOWN_AROUND = 6  # words
_KEPT_BETWEEN = 2  # words that stay the same between two changes and do not part them


@dataclass(frozen=True, slots=True)
class VersionChange:
    """One stretch that differs. ``before`` and ``after`` are spans of the older and the newer text, None where nothing.

    ``is_figure`` is true when a number stands in either; ``claims`` are the ids of the claims that count with it.
    ``around`` is the change in the words of the newer text (of the older where something was removed), so that «19» is
    seen to be dead, not lorries.
    """

    before: Span | None
    after: Span | None
    old: str
    new: str
    is_figure: bool
    claims: tuple[str, ...]
    around: str = ""


@dataclass(frozen=True, slots=True)
class VersionStep:
    """What changed from one version of an article, ``older``, to the next, ``newer``: their document ids."""

    older: str
    newer: str
    changes: tuple[VersionChange, ...]


def changes_between(versions: Sequence[Reading]) -> list[VersionStep]:
    """What changed from each version to the next; ``versions`` stand oldest first."""
    return [
        VersionStep(older.document.id, newer.document.id, tuple(compare_versions(older, newer)))
        for older, newer in pairwise(versions)
    ]


def compare_versions(older: Reading, newer: Reading) -> list[VersionChange]:
    """The stretches in which two versions of one article differ, in the order of the newer text."""
    old_words, new_words = _words(older.document.text), _words(newer.document.text)
    old_counts, new_counts = _counted(older.claims), _counted(newer.claims)
    changes = []
    for old_range, new_range in _changed_ranges([word for word, _ in old_words], [word for word, _ in new_words]):
        before = _span(old_words, old_range)
        after = _span(new_words, new_range)
        counting = (*_counting(old_counts, before), *_counting(new_counts, after))
        old = before.of(older.document.text) if before else ""
        new = after.of(newer.document.text) if after else ""
        has_number = bool(counting or _NUMBER.search(old) or _NUMBER.search(new))
        around = _around(newer, new_words, new_range) if new_range else _around(older, old_words, old_range)
        changes.append(VersionChange(before, after, old, new, has_number, counting, around))
    return changes


def _words(text: str) -> list[tuple[str, Span]]:
    return [(match[0], Span(match.start(), match.end())) for match in _WORD.finditer(text)]


def _changed_ranges(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[range, range]]:
    """Ranges of words that differ; changes that only a word or two part are one change."""
    pending: tuple[range, range] | None = None
    for tag, old_from, old_to, new_from, new_to in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        if pending is not None and old_from - pending[0].stop <= _KEPT_BETWEEN:
            pending = range(pending[0].start, old_to), range(pending[1].start, new_to)
            continue
        if pending is not None:
            yield pending
        pending = range(old_from, old_to), range(new_from, new_to)
    if pending is not None:
        yield pending


def _span(words: Sequence[tuple[str, Span]], chosen: range) -> Span | None:
    if not chosen:
        return None
    return Span(words[chosen.start][1].start, words[chosen.stop - 1][1].end)


def _around(reading: Reading, words: Sequence[tuple[str, Span]], chosen: range) -> str:
    """A stretch with a few words on either side, inside its paragraph."""
    text = reading.document.text
    first, last = words[chosen.start][1].start, words[chosen.stop - 1][1].end
    begin = words[max(0, chosen.start - _SHOWN_AROUND)][1].start
    end = words[min(len(words), chosen.stop + _SHOWN_AROUND) - 1][1].end
    begin = max(begin, text.rfind("\n", 0, first) + 1)
    line_end = text.find("\n", last)
    return text[begin : end if line_end < 0 else min(end, line_end)]


def _counted(claims: Sequence[Claim]) -> list[tuple[Span, str]]:
    return [(claim.quantity.mention.span, claim.id) for claim in claims if claim.quantity is not None]


def _counting(counted: Sequence[tuple[Span, str]], stretch: Span | None) -> tuple[str, ...]:
    return () if stretch is None else tuple(id for span, id in counted if span.overlaps(stretch))
