"""Counts as bars: who is heard how often, and how. Plain numbers in a table, with an SVG bar beside each."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain

from qawl.locale import Words
from qawl.model.claim import Claim
from qawl.model.reading import Reading
from qawl.model.statement import Speaker, Stance
from qawl.report.names import Names
from qawl.report.phrases import Phrase, words

BARS = 8


@dataclass(frozen=True, slots=True)
class Bar:
    """One row: its label in each language, the count, and the length of the bar in hundredths of the longest."""

    label: dict[str, Phrase]
    count: int
    length: float


@dataclass(frozen=True, slots=True)
class Chart:
    """A small bar chart; ``key`` names its heading in the locale."""

    key: str
    bars: tuple[Bar, ...]


def charts_of(readings: Sequence[Reading], names: Names, locales: Sequence[Words]) -> list[Chart]:
    """Statements by speaker and stance, claims by status and type; empty charts are left out."""
    statements = [s for reading in readings for s in reading.statements]
    claims = list(chain.from_iterable(reading.claims for reading in readings))
    charts = [
        _speakers([s.speaker for s in statements], names, locales),
        _by_word("chart.stance", "stance", (s.stance for s in statements), locales),
        _by_word("chart.status", "status", (c.status for c in claims), locales),
        _types(claims, locales),
    ]
    return [chart for chart in charts if chart.bars]


def _speakers(speakers: Sequence[Speaker], names: Names, locales: Sequence[Words]) -> Chart:
    """The most heard; people of one name are one. Those without a name are no row, but the rest are counted."""
    counts: Counter[str] = Counter()
    example: dict[str, Speaker] = {}
    for speaker in speakers:
        key = speaker.entity or speaker.name or speaker.short_name
        if key:
            counts[key] += 1
            example.setdefault(key, speaker)
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    rows = [
        ({w.language: names.of_speaker(example[key], w.language) for w in locales}, count)
        for key, count in ordered[:BARS]
    ]
    bars = _bars(rows)
    if others := ordered[BARS:]:
        label = {w.language: words(w.text("report.chart.others", count=len(others))) for w in locales}
        # No bar: together the others would dwarf everyone they are compared with.
        bars = (*bars, Bar(label, sum(count for _, count in others), 0.0))
    return Chart("chart.speakers", bars)


def _by_word(key: str, prefix: str, values: Iterable[Stance | str], locales: Sequence[Words]) -> Chart:
    counts = Counter(str(value) for value in values)
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    rows = [({w.language: words(w.text(f"{prefix}.{value}")) for w in locales}, count) for value, count in ordered]
    return Chart(key, _bars(rows))


def _types(claims: Sequence[Claim], locales: Sequence[Words]) -> Chart:
    return _by_word("chart.types", "type", (c.type for c in claims), locales)


def _bars(rows: Sequence[tuple[dict[str, Phrase], int]]) -> tuple[Bar, ...]:
    longest = max((count for _, count in rows), default=1)
    return tuple(Bar(label, count, round(100 * count / longest, 1)) for label, count in rows)
