"""Datelines: «دمشق 14 تشرين الأول (الوكالة) - » before the first sentence of a report.

They say where the report was filed, which is seldom where the event was, and belong to no sentence.
"""

from __future__ import annotations

from collections.abc import Sequence

from qawl.extract.findings import FoundToponym
from qawl.text.layout import Layout

_DASHES = frozenset("-\N{EN DASH}\N{EM DASH}")
_LONGEST = 16  # tokens of a dateline


def find_dateline(layout: Layout, toponyms: Sequence[FoundToponym]) -> range:
    """The tokens of the dateline of the first paragraph below the headline, its dash included; empty without one."""
    if len(layout.paragraphs) < 2:
        return range(0)
    body = layout.paragraphs[1]
    raw = layout.tokens.raw
    dash = next((i for i in range(body.start, min(body.stop, body.start + _LONGEST)) if raw[i] in _DASHES), -1)
    if dash <= body.start:
        return range(0)
    names_place = any(t.first == body.start for t in toponyms)
    if raw[dash - 1] == ")" or (names_place and dash - body.start <= 4):
        return range(body.start, dash + 1)
    return range(0)
