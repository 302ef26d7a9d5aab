"""Datelines: «دمشق 14 تشرين الأول (الوكالة) - » before the first sentence of a report.

They say where the report was filed, which is seldom where the event was, and belong to no sentence.
"""

from __future__ import annotations

from collections.abc import Sequence

from qawl.extract.findings import FoundToponym
from qawl.text.layout import Layout
from qawl.text.tokens import DASHES, TokenKind

_LONGEST = 16  # tokens of a dateline
_MOST_WORDS = 4  # words of one without a bracket: «رام الله 20-10-2023 وفا - »


def find_dateline(layout: Layout, toponyms: Sequence[FoundToponym]) -> range:
    """The tokens of the dateline of the first paragraph below the headline, its dash included; empty without one."""
    if len(layout.paragraphs) < 2:
        return range(0)
    body = layout.paragraphs[1]
    raw = layout.tokens.raw
    first = range(body.start + 1, min(body.stop, body.start + _LONGEST))
    names_place = any(t.first == body.start for t in toponyms)
    slash = [i for i in first if raw[i] == "/"]
    if names_place and len(slash) > 1 and layout.tokens.starts[slash[0]] > layout.tokens.ends[slash[0] - 1]:
        return range(body.start, slash[1] + 1)  # «عدن في 14 يونيو / وام / »
    dash = next((i for i in first if raw[i] in DASHES and not raw[i - 1].isdigit()), -1)
    if dash <= body.start:
        return range(0)
    stop = dash + 1
    while stop < body.stop and raw[stop] in DASHES:  # «(شينخوا) -- »
        stop += 1
    words = sum(layout.tokens.kinds[i] is TokenKind.WORD for i in range(body.start, dash))
    if raw[dash - 1] == ")" or (names_place and words <= _MOST_WORDS):
        return range(body.start, stop)
    return range(0)
