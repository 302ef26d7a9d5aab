"""What each rule of inheritance is worth: how often it is right, and the claim figures without it.

A rule left out does not leave a gap: the next rule outwards answers in its stead, often alike. So the figures
without a rule say what would be lost with it, and its own share of right answers how far it can be trusted.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from qawl.evaluate.comparison import Comparison, judge_fields
from qawl.evaluate.scores import Scores

FIGURES = ("claim.f1", "claim.place.accuracy", "claim.actor.accuracy", "claim.date.accuracy", "claim.complete.f1")
_FIELDS = {"place": "place", "actor": "actor", "time": "date"}
"""Which field of a claim a family of rules fills in."""


@dataclass(frozen=True, slots=True)
class Worth:
    """A rule and the figures without it; the empty rule is the reading with every rule.

    ``used`` is on how many claims that the reference has too the rule acted, ``right`` on how many of them rightly.
    """

    rule: str
    figures: dict[str, float]
    used: int = 0
    right: int = 0


def worths(rules: Sequence[str], score_without: Callable[[frozenset[str]], Scores]) -> list[Worth]:
    """The figures with every rule, then without each in turn, then without all of them."""
    full = score_without(frozenset())
    found = [Worth("", _chosen(full))]
    for rule in rules:
        used, right = _use(rule, full.comparisons)
        found.append(Worth(rule, _chosen(score_without(frozenset({rule}))), used, right))
    return [*found, Worth("all", _chosen(score_without(frozenset(rules))))]


def _chosen(scores: Scores) -> dict[str, float]:
    return {name: scores.figures[name] for name in FIGURES}


def _use(rule: str, comparisons: Iterable[Comparison]) -> tuple[int, int]:
    """On how many claims found a rule acted, and on how many of these what it filled in is right."""
    judged = [
        judge_fields(pair.right, pair.answer, comparison.text)[_FIELDS[rule.partition(".")[0]]]
        for comparison in comparisons
        for pair in comparison.claims
        if pair.right is not None and pair.answer is not None and rule in pair.answer.rules
    ]
    return len(judged), sum(judged)


def format_worths(found: Sequence[Worth]) -> str:
    """A table: the figures with every rule, and what leaving each out changes."""
    return "\n".join(_lines(found))


def _lines(found: Sequence[Worth]) -> Iterator[str]:
    full, *without = found
    yield f"{'':32}{'right / used':>14}" + "".join(f"{name:>22}" for name in FIGURES)
    yield f"{'every rule':46}" + "".join(f"{full.figures[name]:22.3f}" for name in FIGURES)
    for worth in without:
        used = f"{worth.right} / {worth.used}" if worth.used else ""
        changes = (worth.figures[name] - full.figures[name] for name in FIGURES)
        yield f"{'without ' + worth.rule:32}{used:>14}" + "".join(f"{change:+22.3f}" for change in changes)


def worths_markdown(found: Sequence[Worth], explain: Callable[[str], str | None]) -> str:
    """The same as a table in Markdown, with what each rule does."""
    full, *without = found
    shown = FIGURES[1:]
    lines = ["| Rule | What it does | right / used | " + " | ".join(f"`{name}`" for name in shown) + " |"]
    lines.append("| --- | --- |" + " ---: |" * (1 + len(shown)))
    lines.append("| every rule | | | " + " | ".join(f"{full.figures[name]:.3f}" for name in shown) + " |")
    for worth in without:
        used = f"{worth.right} / {worth.used}" if worth.used else ""
        name = f"without `{worth.rule}`" if worth.rule != "all" else "without all of them"
        cells = " | ".join(_change(full.figures, worth.figures, figure) for figure in shown)
        lines.append(f"| {name} | {explain(worth.rule) or ''} | {used} | {cells} |")
    return "\n".join(lines)


def _change(full: Mapping[str, float], without: Mapping[str, float], figure: str) -> str:
    """The figure without a rule and what that changes; nothing where it changes nothing."""
    change = without[figure] - full[figure]
    return f"{without[figure]:.3f} ({change:+.3f})" if round(change, 3) else ""
