"""From counts to figures: one name and one number a line, in the order people read them."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from qawl.evaluate.annotations import Annotation
from qawl.evaluate.claims import count_claims
from qawl.evaluate.comparison import Comparison, compare
from qawl.evaluate.misses import find_misses
from qawl.evaluate.places import count_places
from qawl.evaluate.speaker_clusters import count_speaker_clusters
from qawl.evaluate.statements import count_statements
from qawl.evaluate.tally import Balance, Tally, Totals, add_up, balance

STATUSES = ("asserted", "denied", "predicted", "possible", "demanded")
_ROLES = ("source", "speaker", "stance", "manner", "kind")
_CLAIM_FIELDS = ("quantity", "place", "status", "actor", "target", "date", "by")


@dataclass(frozen=True, slots=True)
class Scores:
    """The figures of one reference set, the tally of statuses (reference, reading), and what they were made of."""

    figures: Mapping[str, float]
    confusion: Mapping[tuple[str, str], int]
    comparisons: tuple[Comparison, ...]
    tallies: tuple[Tally, ...]

    @property
    def denied_as_asserted(self) -> int:
        """Denials that were stored as assertions: the worst error."""
        return self.confusion.get(("denied", "asserted"), 0)

    @property
    def misses(self) -> dict[str, list[str]]:
        """What went wrong, one line each, by kind."""
        return find_misses(self.comparisons)


def score(pairs: Iterable[tuple[Annotation, Annotation]]) -> Scores:
    """Score readings against references, given as (reference, reading) of the same articles."""
    comparisons = tuple(compare(reference, found) for reference, found in pairs)
    tallies = tuple(map(tally_of, comparisons))
    confusion: Counter[tuple[str, str]] = Counter()
    for tally in tallies:
        confusion.update(tally.confusion)
    return Scores(figures_of(add_up(tallies)), dict(confusion), comparisons, tallies)


def tally_of(comparison: Comparison) -> Tally:
    """The counts of one article."""
    tally = Tally()
    tally.count("articles")
    count_statements(comparison, tally)
    count_speaker_clusters(comparison, tally)
    count_places(comparison, tally)
    count_claims(comparison, tally)
    return tally


def is_count(name: str) -> bool:
    """True for what is counted and no share: articles, statements and claims on either side."""
    return name == "articles" or name.startswith(("statements.", "claims."))


def figures_of(totals: Totals) -> dict[str, float]:
    """Every figure, from the sums of counts over some articles."""
    figures = {"articles": totals["articles"]}
    return figures | _statement_figures(totals) | _place_figures(totals) | _claim_figures(totals)


def _statement_figures(totals: Totals) -> dict[str, float]:
    found, reference = totals["statement.found"], totals["statement.reference"]
    figures: dict[str, float] = {"statements.reference": reference, "statements.found": found}
    figures |= _named("cue", balance(totals["statement.paired"], found, reference))
    content = balance(totals["content.common"], totals["content.found"], totals["content.reference"])
    figures["content.f1"] = content.f1
    for role in _ROLES:
        figures[f"{role}.accuracy"] = totals.share(f"{role}.right", "statement.paired")
        if role == "speaker":
            figures["speaker.baseline.accuracy"] = totals.share("speaker.baseline", "statement.paired")
            clusters = (totals.share(f"b_cubed.{side}", "b_cubed.statements") for side in ("precision", "recall"))
            figures |= _named("speaker.b_cubed", Balance(*clusters))
        if role in ("stance", "manner", "kind"):
            figures[f"{role}.macro_f1"] = _macro_f1(totals, role)
    return figures | _named("who_said_what", balance(totals["who_said_what"], found, reference))


def _macro_f1(totals: Totals, role: str) -> float:
    """The mean F1 of the values that occur in the reference, rare ones weighing as much as common ones."""
    values = totals.values(f"{role}.reference:")
    scores = [
        balance(totals[f"{role}.common:{v}"], totals[f"{role}.found:{v}"], totals[f"{role}.reference:{v}"]).f1
        for v in values
    ]
    return sum(scores) / (len(scores) or 1)


def _place_figures(totals: Totals) -> dict[str, float]:
    found, reference = totals["place.found"], totals["place.reference"]
    figures = {"place.found.f1": balance(totals["place.paired"], found, reference).f1}
    return figures | _named("place.resolved", balance(totals["place.resolved"], found, reference))


def _claim_figures(totals: Totals) -> dict[str, float]:
    found, reference = totals["claim.found"], totals["claim.reference"]
    figures: dict[str, float] = {"claims.reference": reference, "claims.found": found}
    figures |= _named("claim", balance(totals["claim.paired"], found, reference))
    for name in _CLAIM_FIELDS:
        figures[f"claim.{name}.accuracy"] = totals.share(f"claim.{name}", "claim.paired")
    figures["claim.unit.accuracy"] = totals.share("claim.unit", "claim.counted")
    figures["claim.date.accuracy_on_dated"] = totals.share("claim.dated.right", "claim.dated")
    figures["claim.evidence.mean_overlap"] = totals.share("claim.evidence", "claim.paired")
    figures["claim.evidence.median_ratio"] = totals.evidence_ratio
    for status in STATUSES[1:]:
        if totals[f"status.reference:{status}"]:
            figures[f"claim.{status}.recall"] = totals.share(f"status.common:{status}", f"status.reference:{status}")
    figures["claim.complete.f1"] = balance(totals["claim.complete"], found, reference).f1
    return figures


def _named(name: str, figures: Balance) -> dict[str, float]:
    return {
        f"{name}.precision": figures.precision,
        f"{name}.recall": figures.recall,
        f"{name}.f1": figures.f1,
    }
