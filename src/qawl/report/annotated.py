"""One article as a page shows it: its sentences with highlights in place, and its records as a tree beside them.

The report lists statements and claims; whoever studies one article wants them as they hang together: what the outlet
says, inside it what the agency says, inside that the spokesman, and with each the claims it carries. Text and tree
name the same records by the same ids, so that the one can point at the other. Offsets are code points.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from qawl.locale import Words
from qawl.model.claim import Claim
from qawl.model.entity import Link, Place
from qawl.model.mention import Mention, RuleId
from qawl.model.reading import Reading
from qawl.model.reasons import Reason, reasons_of_claim, reasons_of_statement, spans_of
from qawl.model.review import ReviewedReading
from qawl.model.statement import Statement
from qawl.report.highlight import Layer, Paragraph, Role, Segment, split
from qawl.report.names import Names
from qawl.report.phrases import reordering
from qawl.report.rows import ClaimRow, FindingRow, Rows, StatementRow, layers_of, number_records, rows_of

Record = Statement | Claim


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, or the part of one that stands in a paragraph, as segments."""

    segments: tuple[Segment, ...]

    @property
    def start(self) -> int:
        """Its first code point."""
        return self.segments[0].start


@dataclass(frozen=True, slots=True)
class Node:
    """One record with those that stand in it: the claims of a statement, and the statements inside its content.

    ``start`` is where it begins in the text; ``rules`` are the names of its parts with the rules that made them, each
    rule where it is first named.
    """

    kind: str
    row: StatementRow | ClaimRow
    start: int
    depth: int
    rules: tuple[tuple[str, tuple[RuleId, ...]], ...]
    is_rejected: bool = False
    inside: tuple["Node", ...] = ()

    @property
    def record(self) -> Record:
        """The statement or claim itself."""
        return self.row.statement if isinstance(self.row, StatementRow) else self.row.claim

    def walk(self) -> Iterator["Node"]:
        """This record and all inside it, in the order in which they are shown."""
        yield self
        for node in self.inside:
            yield from node.walk()


@dataclass(frozen=True, slots=True)
class PlaceInText:
    """A place that the text names, and where it first does; how often besides."""

    place: Place
    start: int
    count: int


@dataclass(frozen=True, slots=True)
class Annotated:
    """A reading ready to be laid out.

    ``anchors`` are the offsets at which a span of a record begins, ``hidden`` those of characters that are shown by
    others, because they would reorder the text.
    """

    paragraphs: tuple[tuple[Sentence, ...], ...]
    nodes: tuple[Node, ...]
    findings: tuple[FindingRow, ...]
    places: tuple[PlaceInText, ...]
    anchors: frozenset[int]
    hidden: frozenset[int]

    def walk(self) -> Iterator[Node]:
        """All records, in the order in which they are shown."""
        for node in self.nodes:
            yield from node.walk()

    @property
    def count(self) -> int:
        """How many records there are."""
        return sum(1 for _ in self.walk())

    @property
    def parts(self) -> tuple[str, ...]:
        """The names of all parts of records, each once."""
        return tuple(dict.fromkeys(part for node in self.walk() for part, _ in node.rules))

    @property
    def rules(self) -> tuple[RuleId, ...]:
        """All rules at work, sorted."""
        return tuple(sorted({rule for node in self.walk() for _, rules in node.rules for rule in rules}))


def annotate(reading: Reading, *, names: Names, locale: Words, with_rejected: bool = False) -> Annotated:
    """A reading as text and tree in one language; ``with_rejected`` keeps what reviewers have rejected, marked.

    Beside the text, people who speak in no public role have no names.
    """
    rejected: frozenset[str] = frozenset()
    if isinstance(reading, ReviewedReading) and with_rejected:
        rejected = frozenset(record.id for record in reading.rejected)
        reading = _with_rejected(reading)
    reading = replace(reading, statements=tuple(replace(s, speaker=s.speaker.in_public()) for s in reading.statements))
    references = number_records(reading, anchor_of=lambda record, _: record.id)
    layers, marks = layers_of(reading, references)
    named = [(mention.link.mention.span, mention.place) for mention in reading.places if mention.link.mention]
    hidden = reordering(reading.document.text)
    starts = {start for start, _ in reading.sentences}
    paragraphs = split(
        reading.document.text,
        [*layers, *(Layer("", Role.PLACE, span) for span, _ in named)],
        marks,
        cuts=[*starts, *hidden, *(at + 1 for at in hidden)],
    )
    rows = rows_of(reading, references, names=names, locales=[locale])
    return Annotated(
        paragraphs=tuple(tuple(_sentences(paragraph, starts)) for paragraph in paragraphs),
        nodes=_tree(reading, rows, rejected),
        findings=rows.findings,
        places=_places((span.start, place) for span, place in named if place is not None),
        anchors=frozenset(layer.span.start for layer in layers),
        hidden=frozenset(hidden),
    )


def _with_rejected(reading: ReviewedReading) -> ReviewedReading:
    """The reading with what was rejected back in its place."""
    statements = [*reading.statements, *(one for one in reading.rejected if isinstance(one, Statement))]
    claims = [*reading.claims, *(one for one in reading.rejected if isinstance(one, Claim))]
    return replace(
        reading,
        statements=tuple(sorted(statements, key=lambda one: one.cue.start)),
        claims=tuple(sorted(claims, key=lambda one: one.evidence.start)),
    )


def _sentences(paragraph: Paragraph, starts: set[int]) -> Iterator[Sentence]:
    current: list[Segment] = []
    for segment in paragraph:
        if segment.start in starts and current:
            yield Sentence(tuple(current))
            current = []
        current.append(segment)
    if current:
        yield Sentence(tuple(current))


def _places(named: Iterable[tuple[int, Place]]) -> tuple[PlaceInText, ...]:
    """Each place once, in the order of the text."""
    found: dict[str, PlaceInText] = {}
    for start, place in sorted(named, key=lambda one: one[0]):
        known = found.get(place.id)
        found[place.id] = PlaceInText(place, start, 1) if known is None else replace(known, count=known.count + 1)
    return tuple(found.values())


def _tree(reading: Reading, rows: Rows, rejected: frozenset[str]) -> tuple[Node, ...]:
    """Statements inside the statement they stand in, claims inside the one that makes them; each where it begins."""
    choices = {place.link.mention: place.link for place in reading.places if place.link.mention is not None}
    statements = {statement.id: statement for statement in reading.statements}
    parents = _parents(statements)
    inside: dict[str, list[StatementRow | ClaimRow]] = {}
    every: list[StatementRow | ClaimRow] = [*rows.statements, *rows.claims]
    for row in every:
        inside.setdefault(_owner(row, statements, parents), []).append(row)

    def grow(owner: str, depth: int) -> tuple[Node, ...]:
        return tuple(
            Node(
                kind="claim" if isinstance(row, ClaimRow) else "statement",
                row=row,
                start=_start(row),
                depth=depth,
                rules=tuple(_rules(row, statements, choices)),
                is_rejected=_record(row).id in rejected,
                inside=grow(row.statement.id, depth + 1) if isinstance(row, StatementRow) else (),
            )
            for row in sorted(inside.get(owner, ()), key=lambda row: (_start(row), isinstance(row, ClaimRow)))
        )

    return grow("", 0)


def _record(row: StatementRow | ClaimRow) -> Record:
    return row.statement if isinstance(row, StatementRow) else row.claim


def _start(row: StatementRow | ClaimRow) -> int:
    return min(span.start for span in spans_of(_record(row)))


def _parents(statements: Mapping[str, Statement]) -> dict[str, str]:
    """The parent of each statement, "" for one that stands in none of these; a circle is opened where it closes."""
    parents: dict[str, str] = {}
    for statement in statements.values():
        parent, seen = statement.parent or "", {statement.id}
        above = parent
        while above in statements and above not in seen:
            seen.add(above)
            above = parents.get(above, statements[above].parent or "")
        parents[statement.id] = parent if parent in statements and above != statement.id else ""
    return parents


def _owner(row: StatementRow | ClaimRow, statements: Mapping[str, Statement], parents: Mapping[str, str]) -> str:
    if isinstance(row, StatementRow):
        return parents[row.statement.id]
    return row.claim.statement if row.claim.statement in statements and row.claim.statement else ""


def _rules(
    row: StatementRow | ClaimRow, statements: Mapping[str, Statement], choices: Mapping[Mention, Link]
) -> Iterator[tuple[str, tuple[RuleId, ...]]]:
    told: set[RuleId] = set()
    for reason in _reasons(row, statements, choices):
        new = tuple(dict.fromkeys(rule for rule in reason.rules if rule not in told))
        told.update(new)
        if new:
            yield reason.name, new


def _reasons(
    row: StatementRow | ClaimRow, statements: Mapping[str, Statement], choices: Mapping[Mention, Link]
) -> Sequence[Reason]:
    if isinstance(row, StatementRow):
        return reasons_of_statement(row.statement)
    claim = row.claim
    choice = choices.get(claim.place.mention) if claim.place is not None and claim.place.mention is not None else None
    return reasons_of_claim(claim, statement=statements.get(claim.statement or ""), choice=choice)
