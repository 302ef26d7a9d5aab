"""How well rows fit: BM25 (Robertson and Zaragoza 2009) over the rows that were found.

How rare a phrase is, is counted among these rows alone, so that the order costs the same in a ledger of any size and is
the same in every database. Where every word must stand in a row, all are equally rare, and what counts is how often and
in how short a row they stand; of alternatives, the rarer counts for more.
"""

import math
from collections.abc import Sequence

from qawl.store.search import Query

_SATURATION, _LENGTH = 1.2, 0.75


def ranked(words: Sequence[str], query: Query) -> list[int]:
    """The indexes of rows, given by their words, the best first; equals stay in their order."""
    rows = [row.split() for row in words]
    if not rows:
        return []
    mean = sum(map(len, rows)) / len(rows)
    scores = [0.0] * len(rows)
    for phrase in query.phrases:
        counts = [sum(1 for _ in phrase.places(row)) for row in rows]
        having = sum(count > 0 for count in counts)
        rarity = math.log(1 + (len(rows) - having + 0.5) / (having + 0.5))
        for index, count in enumerate(counts):
            if count:
                length = 1 - _LENGTH + _LENGTH * len(rows[index]) / mean
                scores[index] += rarity * count * (_SATURATION + 1) / (count + _SATURATION * length)
    return sorted(range(len(rows)), key=lambda index: (-scores[index], index))
