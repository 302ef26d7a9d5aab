"""The figures as people read them on a terminal: the worst error first, then everything, then tables and misses."""

from collections.abc import Iterator, Mapping, Sequence

from qawl.evaluate.bootstrap import Interval
from qawl.evaluate.connectors import format_ends
from qawl.evaluate.evaluation import Evaluation
from qawl.evaluate.scores import STATUSES, Scores, is_count
from qawl.evaluate.slices import FEW, Slice

_STATEMENTS = ("cue.f1", "content.f1", "speaker.accuracy", "stance.accuracy", "who_said_what.f1")
_CLAIMS = (
    "claim.precision",
    "claim.recall",
    "claim.f1",
    "claim.quantity.accuracy",
    "claim.place.accuracy",
    "claim.status.accuracy",
    "claim.by.accuracy",
    "claim.complete.f1",
)
_OUTLET = ("cue.f1", "who_said_what.f1", "place.resolved.f1", "claim.f1", "claim.complete.f1")


def format_scores(scores: Scores, *, errors: int = 0, intervals: Mapping[str, Interval] | None = None) -> str:
    """The figures of one reference set; ``errors`` is how many misses of each kind to show."""
    return "\n".join([*_confusion(scores), "", *_figures(scores, intervals or {}), *_misses(scores, errors)])


def format_evaluation(evaluation: Evaluation, *, errors: int = 0) -> str:
    """The figures with their intervals, the tables of parts, and misses."""
    scores = evaluation.scores
    lines = [*_confusion(scores), "", *_figures(scores, evaluation.intervals)]
    for title, parts, figures, kinds in (
        ("outlet", evaluation.outlets, _OUTLET, ("statements", "claims")),
        ("claim type", evaluation.claim_types, _CLAIMS, ("claims",)),
        ("kind of speaker", evaluation.speaker_kinds, _STATEMENTS, ("statements",)),
    ):
        lines += ["", *_slices(title, parts, figures, kinds)]
    lines += ["", format_ends(evaluation.ends)]
    return "\n".join([*lines, *_misses(scores, errors)])


def _confusion(scores: Scores) -> Iterator[str]:
    """How statuses are mistaken, one row a status of the reference, of the claims found."""
    denied = sum(n for (right, _), n in scores.confusion.items() if right == "denied")
    yield f"denied stored as asserted: {scores.denied_as_asserted} of {denied} denied claims found"
    yield "reference \\ reading" + "".join(f"{status:>11}" for status in STATUSES)
    for right in STATUSES:
        yield f"{right:19}" + "".join(f"{scores.confusion.get((right, got), 0):11}" for got in STATUSES)


def _figures(scores: Scores, intervals: Mapping[str, Interval]) -> Iterator[str]:
    if intervals:
        yield f"{'':32} {'':5}   95 % of resampled sets"
    for name, value in scores.figures.items():
        if is_count(name):
            yield f"{name:32} {value:.0f}"
        elif name in intervals:
            yield f"{name:32} {value:.3f}   {intervals[name].low:.3f} to {intervals[name].high:.3f}"
        else:
            yield f"{name:32} {value:.3f}"


def _slices(title: str, parts: Sequence[Slice], figures: Sequence[str], kinds: Sequence[str]) -> Iterator[str]:
    """One row a part; its counts carry a star where they are too few."""
    width = max(len(title), *(len(part.name) for part in parts), 12) if parts else len(title)
    yield f"{title:{width}}" + "".join(f"{kind:>12}" for kind in kinds) + "".join(f"  {name}" for name in figures)
    for part in parts:
        counts = "".join(f"{part.items(kind):>11}{'*' if part.is_small(kind) else ' '}" for kind in kinds)
        yield f"{part.name:{width}}{counts}" + "".join(f"  {part.figures[name]:{len(name)}.3f}" for name in figures)
    if any(part.is_small(kind) for part in parts for kind in kinds):
        yield f"* fewer than {FEW}: one more or less moves its figures a lot"


def _misses(scores: Scores, errors: int) -> Iterator[str]:
    for kind, lines in sorted(scores.misses.items()) if errors else ():
        yield f"\n# {kind}: {len(lines)}"
        yield from lines[:errors]
