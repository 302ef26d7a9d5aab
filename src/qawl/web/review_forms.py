"""What came back from a form of the review page becomes one decision.

A form holds all fields of a record; only those that somebody changed are set. A selection comes as the browser counts:
the code point at which a piece of the text begins, and UTF-16 units inside it.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from qawl.api.bench import Workbench
from qawl.errors import UsageError
from qawl.examining import Side, side_of
from qawl.locale import Words
from qawl.model.review import Decision, RecordKind, Review
from qawl.model.span import Span
from qawl.review.edits import changes, present_values
from qawl.review.selections import SELECTED, selection_words
from qawl.reviewing import review
from qawl.undoing import undo
from qawl.web.utf16 import to_code_point

FIELD, ADDED = "set.", "content-add"
_OWN_WORDS = frozenset({Decision.CONFIRM, Decision.CORRECT, Decision.UNDO})
"""Decisions that need no reason of their own: the page gives one."""


@dataclass(frozen=True, slots=True)
class Selection:
    """What was selected, as the browser tells it; ``words`` are to find out whether it means what we mean."""

    field: str
    start: str
    end: str
    words: str


def decide(bench: Workbench, form: Mapping[str, str], *, reviewer: str, words: Words) -> Review:
    """Keep the decision of a form.

    Raises:
        UsageError: something is missing or cannot be; a ``StaleError`` where somebody has decided since.
    """
    decision = _decision(form)
    reason = form.get("reason", "").strip()
    if not reason and "+" in form.get("record", "") and decision is not Decision.UNDO:
        reason = words.text("web.review.reason.pair")
    elif not reason and decision in _OWN_WORDS:
        reason = words.text(f"web.review.reason.{decision.value}")
    if decision is Decision.UNDO:
        return undo(bench.ledger, reviewer=reviewer, reason=reason, reader=lambda: bench.reader)
    record = form.get("record", "")
    return review(
        bench.ledger,
        record,
        decision,
        reviewer=reviewer,
        reason=reason,
        settings=settings_of(bench, form, record=record, decision=decision),
        kind=RecordKind(form["kind"]) if form.get("kind") in set(RecordKind) else None,
        version=int(form["version"]) if form.get("version", "").isdigit() else None,
        reader=lambda: bench.reader,
    )


def settings_of(bench: Workbench, form: Mapping[str, str], *, record: str, decision: Decision) -> dict[str, str]:
    """What a form sets: a selection, or those of its fields that differ from what stands there."""
    given = {name.removeprefix(FIELD): value for name, value in form.items() if name.startswith(FIELD)}
    if decision is Decision.LETTER:
        return given
    if decision is not Decision.CORRECT:
        return {}
    owner, _, part = record.partition(".")
    if part:
        return given
    side = side_of(bench.ledger, owner)
    if form.get("select"):
        chosen = Selection(form["select"], form.get("start", ""), form.get("end", ""), form.get("words", ""))
        return select_words(side, chosen)
    target = side.claim if owner.startswith("c_") else side.statement if owner.startswith("s_") else side.document
    if target is None:
        raise UsageError(f"{owner}: is no longer there.")
    found = changes(present_values(target, names=place_names(bench, side)), given)
    if not found:
        raise UsageError("Nothing was changed.")
    return found


def select_words(side: Side, chosen: Selection) -> dict[str, str]:
    """A selection as the correction that it is."""
    name = "content" if chosen.field == ADDED else chosen.field
    if name not in SELECTED:
        raise UsageError(f"{chosen.field!r} is no part that can be selected.")
    text = side.document.text
    span = _trimmed(text, _offset(text, chosen.start), _offset(text, chosen.end))
    if chosen.words.split() != span.of(text).split():
        raise UsageError("The page shows other words than the article has there. Load it again, and select them anew.")
    spans = [span]
    if chosen.field == ADDED and side.statement is not None:
        spans = sorted([*side.statement.content, span])
    return {name: selection_words(spans, text)}


def place_names(bench: Workbench, side: Side) -> dict[str, str]:
    """The Arabic names of the places of a side, by id."""
    claim = side.claim
    place = bench.names.place(claim.place) if claim is not None else None
    return {} if place is None else {place.id: place.name_ar}


def _decision(form: Mapping[str, str]) -> Decision:
    try:
        return Decision(form.get("decision", ""))
    except ValueError:
        raise UsageError(f"{form.get('decision', '')!r} is no decision.") from None


def _offset(text: str, given: str) -> int:
    """«120+5»: five UTF-16 units behind code point 120."""
    start, _, unit = given.partition("+")
    if not (start.isdecimal() and unit.isdecimal() and len(given) < 20 and int(start) <= len(text)):
        raise UsageError("Select the words in the text first.")
    at, units = int(start), int(unit)
    try:
        return at + to_code_point(text[at : at + units], units)
    except ValueError as error:
        raise UsageError(f"The selection lies outside the text: {error}.") from None


def _trimmed(text: str, start: int, end: int) -> Span:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start >= end:
        raise UsageError("Select the words in the text first.")
    return Span(start, end)
