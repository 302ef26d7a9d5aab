"""Out of how many a figure is: what one more right or wrong answer changes it by.

A recall over thirteen claims cannot fall by less than .077, and a macro-F1 hangs on its rarest value. Where figures
are compared with limits, one answer must always be allowed to change, and no more than one.
"""

from collections.abc import Callable

from qawl.evaluate.tally import Totals

_OF_STATEMENTS = ("cue.", "content.", "who_said_what.")


def one_answer(figure: str, totals: Totals) -> float:
    """How much one answer changes a figure, at least."""
    out_of = _denominator(figure)(totals)
    return 1 / out_of if out_of else 1.0


def _denominator(figure: str) -> Callable[[Totals], float]:
    stem, _, last = figure.rpartition(".")
    if last == "macro_f1":
        return lambda totals: _of_rarest(stem, totals)
    if stem == "speaker.b_cubed":
        return lambda totals: totals["b_cubed.statements"]
    if figure.startswith(_OF_STATEMENTS):
        return _either("statement", last)
    if figure.startswith("place."):
        return _either("place", last)
    if not figure.startswith("claim."):
        return lambda totals: totals["statement.paired"]
    status = stem.removeprefix("claim.")
    if last == "recall" and status != "claim":
        return lambda totals: totals[f"status.reference:{status}"]
    if last in ("precision", "recall", "f1"):
        return _either("claim", last)
    of = {"claim.unit.accuracy": "claim.counted", "claim.date.accuracy_on_dated": "claim.dated"}
    return lambda totals: totals[of.get(figure, "claim.paired")]


def _either(kind: str, measure: str) -> Callable[[Totals], float]:
    """Precision is out of what was found, recall out of the reference, F1 moves with the smaller of the two."""
    if measure == "precision":
        return lambda totals: totals[f"{kind}.found"]
    if measure == "recall":
        return lambda totals: totals[f"{kind}.reference"]
    return lambda totals: min(totals[f"{kind}.found"], totals[f"{kind}.reference"])


def _of_rarest(role: str, totals: Totals) -> float:
    """One answer of the rarest value moves that value's F1 by its share, and the mean by that over all values."""
    values = totals.values(f"{role}.reference:")
    return len(values) * min((totals[f"{role}.reference:{value}"] for value in values), default=0)
