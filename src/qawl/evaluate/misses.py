"""What went wrong, one line of text each, by kind of miss: for people who mend the reader at a terminal.

The page of errors (``page``) shows the same with their words highlighted, the most harmful first.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from qawl.evaluate.agreement import is_same_name, is_same_place, plain
from qawl.evaluate.annotations import ClaimRow, PlaceRow, StatementRow
from qawl.evaluate.comparison import Comparison, judge_fields
from qawl.evaluate.statements import shares_content

_BEFORE, _AFTER = 25, 45  # code points around a cue


def find_misses(comparisons: Iterable[Comparison]) -> dict[str, list[str]]:
    """The lines of each kind of miss, in the order of the articles."""
    lines: defaultdict[str, list[str]] = defaultdict(list)
    for comparison in comparisons:
        for kind, line in _misses(comparison):
            lines[kind].append(f"{comparison.reference.id}: {line}")
    return dict(lines)


def _misses(comparison: Comparison) -> Iterator[tuple[str, str]]:
    for pair in comparison.statements:
        if pair.right is not None and pair.answer is not None:
            yield from _wrong_statement(pair.right, pair.answer, comparison.text)
    for statements in comparison.statements:
        row = statements.right or statements.answer
        if row is not None and (statements.right is None or statements.answer is None):
            context = comparison.text[max(0, row.cue.start - _BEFORE) : row.cue.end + _AFTER]
            kind = "missed cue" if statements.answer is None else "false cue"
            yield kind, f"{row.cue.of(comparison.text)!r} in {context!r}"
    for places in comparison.places:
        yield from _wrong_place(places.right, places.answer, comparison.text)
    for claims in comparison.claims:
        if claims.right is not None and claims.answer is not None:
            yield from _wrong_claim(claims.right, claims.answer, comparison.text)
    for claims in comparison.claims:
        claim = claims.right or claims.answer
        if claim is not None and (claims.right is None or claims.answer is None):
            kind = "missed claim" if claims.answer is None else "false claim"
            yield kind, f"{claim.type} {claim.evidence.of(comparison.text)!r}"


def _wrong_statement(right: StatementRow, answer: StatementRow, text: str) -> Iterator[tuple[str, str]]:
    cue = right.cue.of(text)
    if not is_same_name(right.speaker, answer.speaker):
        yield "speaker", f"want {right.speaker!r} got {answer.speaker!r} cue {cue!r}"
    elif not shares_content(right, answer):
        yield "content", f"cue {cue!r} want {_words(right, text)!r} got {_words(answer, text)!r}"
    if right.stance != answer.stance:
        yield "stance", f"want {right.stance} got {answer.stance} cue {cue!r}"


def _words(statement: StatementRow, text: str) -> str:
    return " | ".join(piece.of(text) for piece in statement.content)


def _wrong_place(right: PlaceRow | None, answer: PlaceRow | None, text: str) -> Iterator[tuple[str, str]]:
    if right is None:
        if answer is not None:
            yield "false place", plain(answer.span.of(text))
        return
    name = plain(right.span.of(text))
    if answer is None:
        yield "missed place", name
    elif not is_same_place(right, answer):
        where = f"{right.country} {right.latitude},{right.longitude}"
        yield "wrong place", f"{name} want {where} got {answer.country} {answer.latitude},{answer.longitude}"


def _wrong_claim(right: ClaimRow, answer: ClaimRow, text: str) -> Iterator[tuple[str, str]]:
    words, fields = right.evidence.of(text), judge_fields(right, answer, text)
    if not fields["status"]:
        kind = "DENIED STORED AS ASSERTED" if (right.status, answer.status) == ("denied", "asserted") else "status"
        yield kind, f"want {right.status} got {answer.status}: {words!r}"
    if not fields["place"]:
        want, got = (None if p is None else p.of(text) for p in (right.place, answer.place))
        yield "claim place", f"want {want!r} got {got!r}: {words!r}"
    if not fields["quantity"]:
        yield "claim quantity", f"want {right.quantity} got {answer.quantity}: {words!r}"
    if not fields["actor"]:
        yield "claim actor", f"want {right.actor!r} got {answer.actor!r}: {words!r}"
    if not fields["date"]:
        yield "claim date", f"want {right.date!r} got {answer.date!r}: {words!r}"
