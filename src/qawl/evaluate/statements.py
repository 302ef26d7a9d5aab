"""Comparing the statements of one article: is the cue found, and who is said to have said what?

A statement is found when its cue overlaps the reference's; of several candidates the one with the better
content is taken. All other fields are judged on the statements found, and *who said what* over all.
"""

from qawl.evaluate.agreement import align, characters, is_same_name
from qawl.evaluate.annotations import Annotation, StatementRow
from qawl.evaluate.baseline import speak_by_phrase_or_previous
from qawl.evaluate.tally import Tally

ENOUGH_CONTENT = 0.5
"""Overlap of two contents (common code points through all code points) that makes them the same words."""

_CUE_FOUND = 1000  # heavier than any content


def compare_statements(reference: Annotation, found: Annotation, tally: Tally) -> dict[str, str]:
    """Count one article's statements; returns the reference's id for the id of each statement found."""
    tally.count("statement.reference", len(reference.statements))
    tally.count("statement.found", len(found.statements))
    tally.count("content.reference", sum(len(characters(s.content)) for s in reference.statements))
    tally.count("content.found", sum(len(characters(s.content)) for s in found.statements))
    baseline = speak_by_phrase_or_previous(found)
    pairs = align(reference.statements, found.statements, _weight)
    partners: dict[str, str] = {}
    for i, j in pairs:
        right, answer = reference.statements[i], found.statements[j]
        partners[answer.id] = right.id
        _compare(reference, right, answer, tally)
        tally.count("speaker.baseline", is_same_name(right.speaker, baseline[answer.id]))
    _note_unpaired(reference, found, pairs, tally)
    return partners


def _weight(right: StatementRow, answer: StatementRow) -> float:
    if not right.cue.overlaps(answer.cue):
        return 0
    return _CUE_FOUND + len(characters(right.content) & characters(answer.content))


def _compare(article: Annotation, right: StatementRow, answer: StatementRow, tally: Tally) -> None:
    wanted, got = characters(right.content), characters(answer.content)
    common, union = len(wanted & got), len(wanted | got)
    shares_content = union > 0 and common / union >= ENOUGH_CONTENT
    same_speaker = is_same_name(right.speaker, answer.speaker)
    tally.count("statement.paired")
    tally.count("content.common", common)
    tally.count("source.right", _is_same_source(right, answer))
    tally.count("speaker.right", same_speaker)
    tally.count("who_said_what", same_speaker and shares_content)
    for role in ("stance", "manner", "kind"):
        wanted_value, value = getattr(right, role), getattr(answer, role)
        tally.count(f"{role}.right", wanted_value == value)
        tally.count(f"{role}.reference:{wanted_value}")
        tally.count(f"{role}.found:{value}")
        tally.count(f"{role}.common:{wanted_value}", wanted_value == value)
    cue = right.cue.of(article.text)
    if not same_speaker:
        tally.miss("speaker", article.id, f"want {right.speaker!r} got {answer.speaker!r} cue {cue!r}")
    elif not shares_content:
        tally.miss(
            "content",
            article.id,
            f"cue {cue!r} want {_words(article, right)!r} got {_words(article, answer)!r}",
        )
    if right.stance != answer.stance:
        tally.miss("stance", article.id, f"want {right.stance} got {answer.stance} cue {cue!r}")


def _is_same_source(right: StatementRow, answer: StatementRow) -> bool:
    if right.source is None or answer.source is None:
        return right.source is answer.source
    return right.source.overlaps(answer.source)


def _words(article: Annotation, statement: StatementRow) -> str:
    return " | ".join(piece.of(article.text) for piece in statement.content)


def _note_unpaired(reference: Annotation, found: Annotation, pairs: list[tuple[int, int]], tally: Tally) -> None:
    paired = {i for i, _ in pairs}, {j for _, j in pairs}
    for kind, statements, taken in (
        ("missed cue", reference.statements, paired[0]),
        ("false cue", found.statements, paired[1]),
    ):
        for number, statement in enumerate(statements):
            if number not in taken:
                start, end = max(0, statement.cue.start - 25), statement.cue.end + 45
                line = f"{statement.cue.of(reference.text)!r} in {reference.text[start:end]!r}"
                tally.miss(kind, reference.id, line)
