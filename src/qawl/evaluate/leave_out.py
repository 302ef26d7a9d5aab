"""What each rule of inheritance is worth: the claim figures without it, beside the figures with all."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from qawl.evaluate.scores import Scores

FIGURES = ("claim.f1", "claim.place.accuracy", "claim.actor.accuracy", "claim.date.accuracy", "claim.complete.f1")


@dataclass(frozen=True, slots=True)
class Worth:
    """A rule and the figures without it; the empty rule is the reading with every rule."""

    rule: str
    figures: dict[str, float]


def worths(rules: Sequence[str], score_without: Callable[[frozenset[str]], Scores]) -> list[Worth]:
    """The figures with every rule, then without each in turn, then without all of them."""
    trials = [("", frozenset[str]()), *((rule, frozenset({rule})) for rule in rules), ("all", frozenset(rules))]
    return [Worth(name, _chosen(score_without(left_out))) for name, left_out in trials]


def _chosen(scores: Scores) -> dict[str, float]:
    return {name: scores.figures[name] for name in FIGURES}


def format_worths(found: Sequence[Worth]) -> str:
    """A table: the figures with every rule, and what leaving each out changes."""
    return "\n".join(_lines(found))


def _lines(found: Sequence[Worth]) -> Iterator[str]:
    full, *without = found
    yield f"{'':32}" + "".join(f"{name:>22}" for name in FIGURES)
    yield f"{'every rule':32}" + "".join(f"{full.figures[name]:22.3f}" for name in FIGURES)
    for worth in without:
        changes = (worth.figures[name] - full.figures[name] for name in FIGURES)
        yield f"{'without ' + worth.rule:32}" + "".join(f"{change:+22.3f}" for change in changes)
