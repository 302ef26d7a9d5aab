"""Counting toponyms: each distinct spelling once, found and resolved.

A toponym is found when the reader has the same name, with or without the article, anywhere in the text; it
is resolved when it lies near enough (see ``is_same_place``).
"""

from qawl.evaluate.agreement import is_same_place
from qawl.evaluate.comparison import Comparison, first_by_name, resolved_by_name
from qawl.evaluate.tally import Tally


def count_places(comparison: Comparison, tally: Tally) -> None:
    """Count one article's places."""
    tally.count("place.reference", len(first_by_name(comparison.reference.places, comparison.text)))
    tally.count("place.found", len(resolved_by_name(comparison.found.places, comparison.text)))
    for pair in comparison.places:
        if pair.right is not None and pair.answer is not None:
            tally.count("place.paired")
            tally.count("place.resolved", is_same_place(pair.right, pair.answer))
