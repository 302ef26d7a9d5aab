"""Which fields of a case the reader gets wrong. ``test_cases`` and ``refresh_known_failures`` ask the same."""

import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from markup import Case, ExpectedStatement
from qawl.evaluate.agreement import align, is_same_name, is_same_quantity
from qawl.evaluate.annotations import Annotation, StatementRow, parse_annotation
from qawl.evaluate.claims import claim_weight, judge_fields
from qawl.model.span import Span

ReadLine = Callable[[Mapping[str, Any]], Mapping[str, Any]]
CLAIM_FIELDS = ("place", "quantity", "status", "actor", "date")


def judge(case: Case, read_line: ReadLine) -> list[str]:
    """The names of what is wrong, sorted; empty when the case passes."""
    line = {
        "id": case.name,
        "text": case.text,
        "date": case.published.replace("-", ""),
        "outlet": "",
        "url": "",
        "title": "",
    }
    reading = parse_annotation({**read_line(line), "id": case.name, "text": case.text})
    return sorted(set(_wrong(case, reading)))


def _wrong(case: Case, reading: Annotation) -> Iterator[str]:
    if case.none:
        if case.none in ("statements", "both") and reading.statements:
            yield "statements"
        if case.none in ("claims", "both") and reading.claims:
            yield "claims"
    elif case.claims:
        yield from _wrong_claims(case, reading)
    else:
        yield from _wrong_statements(case, reading)


def _wrong_statements(case: Case, reading: Annotation) -> Iterator[str]:
    """Every expected statement must be there with all its fields, and no other one."""
    by_cue = {statement.cue: statement for statement in reading.statements}
    found = {expected.number: by_cue.pop(expected.cue, None) for expected in case.statements}
    if by_cue:
        yield "extra"
    for expected in case.statements:
        statement = found[expected.number]
        if statement is None:
            yield "cue"
        else:
            yield from _wrong_fields(expected, statement, case.text)
            parent = found.get(expected.fields["parent"])
            if statement.parent != (None if parent is None else parent.id):
                yield "parent"


def _wrong_fields(expected: ExpectedStatement, statement: StatementRow, text: str) -> Iterator[str]:
    if expected.source != statement.source:
        yield "source"
    if [trimmed(p, text) for p in expected.content] != [trimmed(p, text) for p in statement.content]:
        yield "content"
    if not is_same_name(expected.fields["speaker"], statement.speaker):
        yield "speaker"
    for role in ("kind", "manner", "stance"):
        if expected.fields[role] != getattr(statement, role):
            yield role


def trimmed(span: Span, text: str) -> tuple[int, int]:
    """The span without white space and punctuation at its end."""
    end = span.end
    while end > span.start + 1 and (text[end - 1].isspace() or unicodedata.category(text[end - 1]).startswith("P")):
        end -= 1
    return span.start, end


def _wrong_claims(case: Case, reading: Annotation) -> Iterator[str]:
    """Every expected claim must be found (type, evidence) with its fields, and no other one."""
    pairs = align(case.claims, reading.claims, claim_weight(case.text))
    if len(pairs) < len(case.claims):
        yield "claim"
    if len(pairs) < len(reading.claims):
        yield "extra"
    for i, j in pairs:
        expected, found = case.claims[i], reading.claims[j]
        fields = judge_fields(expected, found, case.text)
        yield from (name for name in CLAIM_FIELDS if not fields[name])
        if is_same_quantity(expected.quantity, found.quantity) and expected.quantity and found.quantity:
            if not is_same_name(expected.quantity.unit, found.quantity.unit):
                yield "unit"


def explain(fields: Sequence[str]) -> str:
    """One line for a test report."""
    return "wrong: " + ", ".join(fields)
