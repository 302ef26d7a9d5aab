"""Whether statements of one speaker are given one speaker: B-cubed over the statements found.

``speaker.accuracy`` asks for the right name. This asks for the right *grouping*: whoever a statement is given to,
are the others of the same speaker given to the same one, and nobody else's? For each statement found, precision is
the share of its group in the reading that belongs to its group in the reference, recall the other way round; both
are averaged over statements (A. Bagga and B. Baldwin, *Algorithms for Scoring Coreference Chains*, LREC Workshop on
Linguistic Coreference, 1998). Groups never reach beyond an article, because speakers are resolved inside one.

Impersonal statements («من المتوقع أن»), which have no speaker in the reference, are left out: nobody says that two
of them are the same nobody, so they are no group. A statement that the reading leaves without a speaker stands
alone: the reader says nothing about whose it is.
"""

from collections import Counter

from qawl.evaluate.agreement import plain
from qawl.evaluate.comparison import Comparison
from qawl.evaluate.tally import Tally


def count_speaker_clusters(comparison: Comparison, tally: Tally) -> None:
    """Add one article's sums of precision and recall, and how many statements they are of."""
    grouped = [
        (plain(pair.right.speaker), plain(pair.answer.speaker) or pair.answer.id)
        for pair in comparison.statements
        if pair.right is not None and pair.answer is not None and plain(pair.right.speaker)
    ]
    both = Counter(grouped)
    reference, found = Counter(right for right, _ in grouped), Counter(answer for _, answer in grouped)
    tally.count("b_cubed.statements", len(grouped))
    tally.count("b_cubed.precision", sum(both[pair] / found[pair[1]] for pair in grouped))
    tally.count("b_cubed.recall", sum(both[pair] / reference[pair[0]] for pair in grouped))
