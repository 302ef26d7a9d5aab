"""Counting statements: is the cue found, and who is said to have said what?

A statement is found when its cue overlaps the reference's. All other fields are judged on the statements
found, and *who said what* over all.
"""

from collections.abc import Iterable

from qawl.evaluate.agreement import characters, is_same_name
from qawl.evaluate.annotations import StatementRow
from qawl.evaluate.baseline import speak_by_phrase_or_previous
from qawl.evaluate.comparison import Comparison, Pair
from qawl.evaluate.tally import Tally

ENOUGH_CONTENT = 0.5
"""Overlap of two contents (common code points through all code points) that makes them the same words."""


def count_statements(comparison: Comparison, tally: Tally, pairs: Iterable[Pair[StatementRow]] | None = None) -> None:
    """Count the statements of one article, or some pairs of it."""
    baseline = speak_by_phrase_or_previous(comparison.found)
    for pair in comparison.statements if pairs is None else pairs:
        if pair.right is not None:
            tally.count("statement.reference")
            tally.count("content.reference", len(characters(pair.right.content)))
        if pair.answer is not None:
            tally.count("statement.found")
            tally.count("content.found", len(characters(pair.answer.content)))
        if pair.right is not None and pair.answer is not None:
            _count(pair.right, pair.answer, tally)
            tally.count("speaker.baseline", is_same_name(pair.right.speaker, baseline[pair.answer.id]))


def _count(right: StatementRow, answer: StatementRow, tally: Tally) -> None:
    same_speaker = is_same_name(right.speaker, answer.speaker)
    tally.count("statement.paired")
    tally.count("content.common", len(characters(right.content) & characters(answer.content)))
    tally.count("source.right", is_same_source(right, answer))
    tally.count("speaker.right", same_speaker)
    tally.count("who_said_what", same_speaker and shares_content(right, answer))
    for role in ("stance", "manner", "kind"):
        wanted, value = getattr(right, role), getattr(answer, role)
        tally.count(f"{role}.right", wanted == value)
        tally.count(f"{role}.reference:{wanted}")
        tally.count(f"{role}.found:{value}")
        tally.count(f"{role}.common:{wanted}", wanted == value)


def is_same_source(right: StatementRow, answer: StatementRow) -> bool:
    """The phrases overlap, or neither statement has one."""
    if right.source is None or answer.source is None:
        return right.source is answer.source
    return right.source.overlaps(answer.source)


def shares_content(right: StatementRow, answer: StatementRow) -> bool:
    """True when what is attributed is the same words, by half at least."""
    wanted, got = characters(right.content), characters(answer.content)
    union = len(wanted | got)
    return union > 0 and len(wanted & got) / union >= ENOUGH_CONTENT
