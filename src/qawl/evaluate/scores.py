"""From tallies to figures: one name and one number a line, in the order people read them."""

from collections.abc import Iterable
from dataclasses import dataclass
from statistics import median

from qawl.evaluate.annotations import Annotation
from qawl.evaluate.claims import compare_claims
from qawl.evaluate.places import compare_places
from qawl.evaluate.statements import compare_statements
from qawl.evaluate.tally import Balance, Tally, balance

STATUSES = ("asserted", "denied", "predicted", "possible", "demanded")
_ROLES = ("source", "speaker", "stance", "manner", "kind")
_CLAIM_FIELDS = ("quantity", "place", "status", "actor", "target", "date", "by")


@dataclass(frozen=True, slots=True)
class Scores:
    """The figures of one reference set, with the tally of statuses (reference, reading) and the misses."""

    figures: dict[str, float]
    confusion: dict[tuple[str, str], int]
    misses: dict[str, list[str]]

    @property
    def denied_as_asserted(self) -> int:
        """Denials that were stored as assertions: the worst error."""
        return self.confusion.get(("denied", "asserted"), 0)


def score(pairs: Iterable[tuple[Annotation, Annotation]]) -> Scores:
    """Score readings against references, given as (reference, reading) of the same articles."""
    tally = Tally()
    for reference, found in pairs:
        tally.count("articles")
        partners = compare_statements(reference, found, tally)
        compare_places(reference, found, tally)
        compare_claims(reference, found, partners, tally)
    figures = {"articles": float(tally.counts["articles"])}
    figures |= _statement_figures(tally) | _place_figures(tally) | _claim_figures(tally)
    return Scores(figures, dict(tally.confusion), dict(tally.misses))


def _statement_figures(tally: Tally) -> dict[str, float]:
    counts = tally.counts
    found, reference = counts["statement.found"], counts["statement.reference"]
    figures: dict[str, float] = {"statements.reference": reference, "statements.found": found}
    figures |= _named("cue", balance(counts["statement.paired"], found, reference))
    content = balance(counts["content.common"], counts["content.found"], counts["content.reference"])
    figures["content.f1"] = content.f1
    for role in _ROLES:
        figures[f"{role}.accuracy"] = tally.share(f"{role}.right", "statement.paired")
        if role == "speaker":
            figures["speaker.baseline.accuracy"] = tally.share("speaker.baseline", "statement.paired")
        if role in ("stance", "manner", "kind"):
            figures[f"{role}.macro_f1"] = _macro_f1(tally, role)
    return figures | _named("who_said_what", balance(counts["who_said_what"], found, reference))


def _macro_f1(tally: Tally, role: str) -> float:
    """The mean F1 of the values that occur in the reference, rare ones weighing as much as common ones."""
    prefix = f"{role}.reference:"
    values = [name.removeprefix(prefix) for name in tally.counts if name.startswith(prefix)]
    counts = tally.counts
    scores = [
        balance(counts[f"{role}.common:{v}"], counts[f"{role}.found:{v}"], counts[f"{role}.reference:{v}"]).f1
        for v in values
    ]
    return sum(scores) / (len(scores) or 1)


def _place_figures(tally: Tally) -> dict[str, float]:
    counts = tally.counts
    found, reference = counts["place.found"], counts["place.reference"]
    figures = {"place.found.f1": balance(counts["place.paired"], found, reference).f1}
    return figures | _named("place.resolved", balance(counts["place.resolved"], found, reference))


def _claim_figures(tally: Tally) -> dict[str, float]:
    counts = tally.counts
    found, reference = counts["claim.found"], counts["claim.reference"]
    figures: dict[str, float] = {"claims.reference": reference, "claims.found": found}
    figures |= _named("claim", balance(counts["claim.paired"], found, reference))
    for name in _CLAIM_FIELDS:
        figures[f"claim.{name}.accuracy"] = tally.share(f"claim.{name}", "claim.paired")
    figures["claim.unit.accuracy"] = tally.share("claim.unit", "claim.counted")
    figures["claim.date.accuracy_on_dated"] = tally.share("claim.dated.right", "claim.dated")
    figures["claim.evidence.mean_overlap"] = tally.share("claim.evidence", "claim.paired")
    figures["claim.evidence.median_ratio"] = _median_ratio(tally)
    for status in STATUSES[1:]:
        if counts[f"status.reference:{status}"]:
            figures[f"claim.{status}.recall"] = tally.share(f"status.common:{status}", f"status.reference:{status}")
    figures["claim.complete.f1"] = balance(counts["claim.complete"], found, reference).f1
    return figures


def _median_ratio(tally: Tally) -> float:
    """Median evidence of the reader through the reference's: the clause is evidence, the sentence is not."""
    lengths = tally.lengths
    if not lengths["reference"] or not lengths["found"]:
        return 0.0
    return median(lengths["found"]) / median(lengths["reference"])


def _named(name: str, figures: Balance) -> dict[str, float]:
    return {
        f"{name}.precision": figures.precision,
        f"{name}.recall": figures.recall,
        f"{name}.f1": figures.f1,
    }
