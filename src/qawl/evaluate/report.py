"""The figures as people read them on a terminal: the worst error first, then everything, then misses."""

from collections.abc import Iterator

from qawl.evaluate.scores import STATUSES, Scores


def format_scores(scores: Scores, *, errors: int = 0) -> str:
    """The whole report of one reference set; ``errors`` is how many misses of each kind to show."""
    return "\n".join([*_confusion(scores), "", *_figures(scores), *_misses(scores, errors)])


def _confusion(scores: Scores) -> Iterator[str]:
    """How statuses are mistaken, one row a status of the reference, of the claims found."""
    denied = sum(n for (right, _), n in scores.confusion.items() if right == "denied")
    yield f"denied stored as asserted: {scores.denied_as_asserted} of {denied} denied claims found"
    yield "reference \\ reading" + "".join(f"{status:>11}" for status in STATUSES)
    for right in STATUSES:
        yield f"{right:19}" + "".join(f"{scores.confusion.get((right, got), 0):11}" for got in STATUSES)


def _figures(scores: Scores) -> Iterator[str]:
    for name, value in scores.figures.items():
        yield f"{name:32} {value:.0f}" if _is_count(name) else f"{name:32} {value:.3f}"


def _is_count(name: str) -> bool:
    return name == "articles" or name.startswith(("statements.", "claims."))


def _misses(scores: Scores, errors: int) -> Iterator[str]:
    for kind, lines in sorted(scores.misses.items()) if errors else ():
        yield f"\n# {kind}: {len(lines)}"
        yield from lines[:errors]
