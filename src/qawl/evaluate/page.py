"""The page of errors: one HTML file with the most harmful mistakes first, each in its words and with its rules.

It is made like the report (``qawl.report``): nothing from outside, everything escaped, both languages inside. Each
mistake shows the stretch of the article twice, as the reference marks it and as it was read, then what differs field
by field, then the rules that made what was read, so that whoever mends the reader knows where to begin.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import count, groupby
from pathlib import Path

from qawl.evaluate.annotations import ClaimRow, PlaceRow, StatementRow
from qawl.evaluate.bootstrap import Interval
from qawl.evaluate.evaluation import Evaluation
from qawl.evaluate.mistakes import Harm, Mistake, find_mistakes
from qawl.evaluate.scores import is_count
from qawl.lexicon.rules import RuleBook
from qawl.locale import LANGUAGES, Words, load_words
from qawl.model.span import Span
from qawl.report.highlight import Layer, Paragraph, Role, split
from qawl.report.html import render_page
from qawl.report.phrases import Phrase, name, words

WORST = 30
"""How many mistakes of each kind a page shows unless told otherwise: more is slow to open, and nobody reads them."""

_TEMPLATES = Path(__file__).parent / "templates"
_AROUND = 60  # code points of the article shown on either side of what is marked
_NAMED = {"stance": "stance", "kind": "speaker", "manner": "manner", "status": "status", "type": "type"}
"""Fields whose values have words in the locale files, with the family of their keys."""

Row = StatementRow | ClaimRow | PlaceRow


@dataclass(frozen=True, slots=True)
class Value:
    """One field that is shown, with both of its values in both languages."""

    name: str
    wanted: Mapping[str, Phrase]
    got: Mapping[str, Phrase]
    is_right: bool


@dataclass(frozen=True, slots=True)
class Item:
    """One mistake made ready to be laid out; a side that has no such record has no paragraphs."""

    anchor: str
    number: int
    mistake: Mistake
    what: str
    wanted: list[Paragraph]
    got: list[Paragraph]
    values: tuple[Value, ...]
    rules: tuple[tuple[str, Mapping[str, Phrase]], ...]


@dataclass(frozen=True, slots=True)
class Group:
    """The mistakes of one kind: how many there are, and those that are shown."""

    harm: Harm
    count: int
    items: list[Item]


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure with its interval, as text."""

    name: str
    value: str
    between: str


def error_page(
    evaluation: Evaluation, *, rules: RuleBook, title: str, worst: int = WORST, language: str = "ar", mark: str = ""
) -> str:
    """The page as one HTML text: ``worst`` mistakes of each kind (0: all), with the explanations of ``rules``."""
    locales = [load_words(code) for code in LANGUAGES]
    mistakes = find_mistakes(evaluation.scores.comparisons)
    groups: list[Group] = []
    number = count(1)
    for harm, members in groupby(mistakes, key=lambda mistake: mistake.harm):
        found = list(members)
        shown = found[:worst] if worst else found
        groups.append(Group(harm, len(found), [_item(next(number), m, rules, locales) for m in shown]))
    return render_page(
        "errors.html",
        folder=_TEMPLATES,
        more_style=(_TEMPLATES / "errors.css").read_text("utf-8"),
        locales=locales,
        language=language,
        title=title,
        mark=mark,
        figures=_figures(evaluation.scores.figures, evaluation.intervals),
        groups=groups,
        most=max((group.count for group in groups), default=1),
        count=len(mistakes),
    )


def _figures(figures: Mapping[str, float], intervals: Mapping[str, Interval]) -> list[Figure]:
    return [
        Figure(
            figure,
            f"{value:.0f}" if is_count(figure) else f"{value:.3f}",
            f"{intervals[figure].low:.3f}–{intervals[figure].high:.3f}" if figure in intervals else "",
        )
        for figure, value in figures.items()
    ]


def _item(number: int, mistake: Mistake, rules: RuleBook, locales: Sequence[Words]) -> Item:
    right, answer = mistake.pair.right, mistake.pair.answer
    window = _window([_layers(row) for row in (right, answer) if row is not None], mistake.comparison.text)
    row = answer or right
    return Item(
        anchor=f"m{number}",
        number=number,
        mistake=mistake,
        what="statement" if isinstance(row, StatementRow) else "claim" if isinstance(row, ClaimRow) else "place",
        wanted=_marked(right, mistake.comparison.text, window),
        got=_marked(answer, mistake.comparison.text, window),
        values=tuple(
            Value(f.name, _both(f.name, f.wanted, locales), _both(f.name, f.got, locales), f.is_right)
            for f in mistake.fields
        ),
        rules=() if answer is None else tuple((rule, _gloss(rule, rules, locales)) for rule in answer.rules),
    )


def _layers(row: Row) -> list[Layer]:
    """What is marked of a record, in order of the text."""
    if isinstance(row, StatementRow):
        layers = [Layer("", Role.CUE, row.cue), *(Layer("", Role.CONTENT, piece) for piece in row.content)]
        return layers if row.source is None else [Layer("", Role.SOURCE, row.source), *layers]
    if isinstance(row, ClaimRow):
        evidence = Layer("", Role.EVIDENCE, row.evidence)
        return [evidence] if row.place is None else [evidence, Layer("", Role.PLACE, row.place)]
    return [Layer("", Role.PLACE, row.span)]


def _window(sides: Sequence[Sequence[Layer]], text: str) -> Span:
    """The stretch around what either side marks, in whole words and paragraphs of its own.

    The place of a claim may lie too far off to be in it; the table of fields names it.
    """
    near = [layer.span for layers in sides for layer in layers if len(layers) == 1 or layer.role is not Role.PLACE]
    first, last = min(span.start for span in near), max(span.end for span in near)
    start, end = max(0, first - _AROUND, text.rfind("\n", 0, first) + 1), min(len(text), last + _AROUND)
    paragraph_end = text.find("\n", last)
    end = end if paragraph_end < 0 else min(end, paragraph_end)
    while 0 < start < first and not text[start - 1].isspace():
        start -= 1
    while last < end < len(text) and not text[end].isspace():
        end += 1
    return Span(start, end)


def _marked(row: Row | None, text: str, window: Span) -> list[Paragraph]:
    """The window with the layers of one side."""
    if row is None:
        return []
    inside = [
        Layer(layer.record, layer.role, Span(layer.span.start - window.start, layer.span.end - window.start))
        for layer in _layers(row)
        if window.contains(layer.span)
    ]
    return split(window.of(text), inside)


def _both(field: str, value: str, locales: Sequence[Words]) -> Mapping[str, Phrase]:
    """A value in both languages: the guide's words translated, the article's as they stand."""
    if field in _NAMED:
        return {w.language: words(w.get(f"{_NAMED[field]}.{value}", w.get(f"place.{value}", value))) for w in locales}
    is_plain = field in ("date", "position")
    return {w.language: words(value) if is_plain else name(value, language="ar") for w in locales}


def _gloss(rule: str, rules: RuleBook, locales: Sequence[Words]) -> Mapping[str, Phrase]:
    return {w.language: words(rules.explain(rule, w.language) or "") for w in locales}
