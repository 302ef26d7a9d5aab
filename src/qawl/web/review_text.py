"""The words around a record, laid out as in the reader: the paragraphs it stands in and one on either side."""

from collections.abc import Sequence
from dataclasses import dataclass

from qawl.examining import Side
from qawl.locale import Words
from qawl.report.annotated import Sentence, annotate
from qawl.report.names import Names


@dataclass(frozen=True, slots=True)
class NearText:
    """Paragraphs of sentences; ``hidden`` are offsets of characters that are shown by others. The rest is cut off."""

    paragraphs: tuple[tuple[Sentence, ...], ...]
    hidden: frozenset[int]
    is_begun: bool
    is_ended: bool


def near_text(side: Side, *, names: Names, locale: Words) -> NearText:
    """The paragraphs of a side's records; for a whole document its first ones."""
    annotated = annotate(side.reading, names=names, locale=locale)
    within = [at for at, paragraph in enumerate(annotated.paragraphs) if _has_records(paragraph)]
    first, last = (within[0], within[-1]) if within else (0, 2)
    begin, end = max(0, first - 1), last + 2
    return NearText(
        paragraphs=annotated.paragraphs[begin:end],
        hidden=annotated.hidden,
        is_begun=begin == 0,
        is_ended=end >= len(annotated.paragraphs),
    )


def _has_records(paragraph: Sequence[Sentence]) -> bool:
    return any(segment.records for sentence in paragraph for segment in sentence.segments)
