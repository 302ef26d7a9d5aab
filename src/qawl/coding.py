"""Double coding: two people decide on the same article apart, their agreement is measured, their differences settled.

What each decides is made and checked like any review, but kept apart from the ledger's: neither sees the other's, nor
what anybody decided in the ledger, until both are done. A record that a coder left undecided is missing, not agreed on.
Where the two differ somebody takes the value of one of them, or of neither; what is taken becomes a review in the
ledger that names both.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from qawl import clock
from qawl.errors import UsageError
from qawl.model.claim import Claim
from qawl.model.coding import Adjudication, Assignment, Coder, Taken
from qawl.model.ids import hash_id
from qawl.model.review import Decision, RecordKind, Review, ReviewedReading, Reviewer
from qawl.model.statement import Statement
from qawl.reading import ReadsDocuments
from qawl.review.agreement import Agreement, nominal_alpha
from qawl.review.applying import apply_reviews
from qawl.review.edits import present_values
from qawl.review.finding import Record
from qawl.review.selections import selection_words
from qawl.reviewing import make_review, review, said
from qawl.store.ledger import Ledger

KEPT = "kept"
"""The field of a record that is no part of it: whether a coder let it stand, ``yes`` or ``no``."""
_FIELDS_LEFT_OUT = frozenset({"manner", "commitment"})
_MOST = 200


@dataclass(frozen=True, slots=True)
class Difference:
    """One field of one record with both coders' values; None where one has not decided, or rejected the record."""

    record_id: str
    kind: RecordKind
    type: str
    words: str
    field: str
    as_read: str
    first: str | None
    second: str | None
    taken: Adjudication | None = None

    @property
    def is_paired(self) -> bool:
        """True when both gave a value."""
        return self.first is not None and self.second is not None

    @property
    def is_open(self) -> bool:
        """True where both decided, differ, and nobody has settled it."""
        return self.is_paired and self.first != self.second and self.taken is None


@dataclass(frozen=True, slots=True)
class AgreementTable:
    """Agreement by field over all articles that both are done with, and by type of claim over all its fields."""

    assignments: int
    by_field: Mapping[str, Agreement]
    by_type: Mapping[str, Agreement]


def assign(
    ledger: Ledger, document_ids: Sequence[str], coders: Sequence[str], *, made_by: str, note: str = ""
) -> list[int]:
    """Give articles to two reviewers; the numbers of the assignments.

    Raises:
        UsageError: a document is not there, or the two are not two.
    """
    names = [said(name, "a reviewer's name") for name in coders]
    if len(names) != 2 or len({name.casefold() for name in names}) != 2:
        raise UsageError("Double coding needs two reviewers of different names.")
    known = [document_id for document_id in dict.fromkeys(document_ids) if document_id]
    if not 0 < len(known) <= _MOST:
        raise UsageError(f"Name articles by their ids, at most {_MOST} at a time.")
    for document_id in known:
        if ledger.document(document_id) is None:
            raise UsageError(f"{document_id}: no such document in {ledger.name}.")
    first, second = (Coder(Reviewer(hash_id("v", name), name)) for name in names)
    return [
        ledger.add_assignment(Assignment(0, document_id, made_by, clock.now(), (first, second), note.strip()))
        for document_id in known
    ]


def code(
    ledger: Ledger,
    number: int,
    record_id: str,
    decision: Decision,
    *,
    coder: str,
    reason: str,
    settings: Mapping[str, str] | None = None,
) -> Review:
    """Keep what one coder decides on a record, apart from the ledger's reviews; a later decision outranks it.

    Raises:
        UsageError: the record is not of this article, or the coder is none of the two or done.
    """
    assignment = ledger.assignment(number)
    if assignment.side_of(hash_id("v", coder.strip())) is None:
        raise UsageError(f"{coder}: is none of the two who code assignment {number}.")
    if decision not in (Decision.CONFIRM, Decision.CORRECT, Decision.REJECT):
        raise UsageError("A coder confirms, corrects or rejects.")
    made = make_review(ledger, record_id, decision, reviewer=coder, reason=reason, settings=settings or {}).review
    if made.anchor.document_id != assignment.document_id or made.other is not None:
        raise UsageError(f"{record_id}: is not of the article of assignment {number}.")
    ledger.add_coding(number, made)
    return made


def coded(ledger: Ledger, assignment: Assignment, reviewer_id: str) -> ReviewedReading:
    """The article as one coder has decided, without what anybody else decided on it.

    Raises:
        UsageError: the document is gone.
    """
    reading = ledger.reading(assignment.document_id)
    if reading is None:
        raise UsageError(f"{assignment.document_id}: is no longer in {ledger.name}.")
    return apply_reviews(reading, ledger.codings(assignment.id, reviewer_id))


def differences(ledger: Ledger, assignment: Assignment) -> list[Difference]:
    """Every field of every record with both values, in the order of the text.

    Raises:
        UsageError: one of the two is not done, and would be seen by the other.
    """
    if not assignment.is_done:
        raise UsageError(f"Assignment {assignment.id}: both have to be done before either sees the other.")
    sides = [coded(ledger, assignment, coder.reviewer.id) for coder in assignment.coders]
    reading = ledger.reading(assignment.document_id)
    if reading is None:
        return []
    text = reading.document.text
    taken = {(one.record_id, one.field): one for one in ledger.adjudications(assignment.id)}
    found = []
    records: tuple[Record, ...] = (*reading.statements, *reading.claims)
    for record in records:
        values = [_values_of(side, record.id, text) for side in sides]
        as_read = _record_values(record, text)
        for field in as_read:
            left, right = (side.get(field) for side in values)
            found.append(
                Difference(
                    record_id=record.id,
                    kind=RecordKind.CLAIM if isinstance(record, Claim) else RecordKind.STATEMENT,
                    type=record.type.value if isinstance(record, Claim) else "",
                    words=_words(record, text),
                    field=field,
                    as_read=as_read[field],
                    first=left,
                    second=right,
                    taken=taken.get((record.id, field)),
                )
            )
    return found


def agreement(ledger: Ledger) -> AgreementTable:
    """How far coders agree, over every article that both are done with."""
    done = [assignment for assignment in ledger.assignments() if assignment.is_done]
    fields: dict[str, list[tuple[str, str]]] = defaultdict(list)
    types: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for assignment in done:
        for one in differences(ledger, assignment):
            if one.first is not None and one.second is not None:
                fields[one.field].append((one.first, one.second))
                if one.type:  # values of different fields never count as the same
                    types[one.type].append((f"{one.field}={one.first}", f"{one.field}={one.second}"))
    return AgreementTable(len(done), _measured(fields), _measured(types))


def adjudicate(
    ledger: Ledger,
    number: int,
    record_id: str,
    field: str,
    taken: Taken,
    *,
    by: str,
    note: str = "",
    reader: Callable[[], ReadsDocuments] | None = None,
) -> Review | None:
    """Settle one field of one record; the review that follows, None where neither value was taken.

    Raises:
        UsageError: the two do not differ there, it is settled, or one of them is not done.
    """
    assignment = ledger.assignment(number)
    found = next(
        (one for one in differences(ledger, assignment) if (one.record_id, one.field) == (record_id, field)), None
    )
    if found is None or not found.is_open:
        raise UsageError(f"{record_id}: nothing is open in its {field}.")
    name = said(by, "a reviewer's name")
    made = None
    if taken is not Taken.NEITHER:
        value = found.first if taken is Taken.FIRST else found.second
        decision, settings = _decision(field, value or "", found.as_read)
        both = "; ".join(
            f"{coder.reviewer.name}: {given or '—'}"
            for coder, given in zip(assignment.coders, (found.first, found.second), strict=True)
        )
        reason = f"{note.strip()} ({both})" if note.strip() else both
        made = review(
            ledger, record_id, decision, reviewer=name, reason=reason[:2000], settings=settings, reader=reader
        )
    settled = Adjudication(record_id, field, taken, name, clock.now(), note.strip())
    ledger.add_adjudication(number, settled)
    return made


def undecided(reading: ReviewedReading, records: Iterable[Record]) -> list[Record]:
    """The records on which a coder has not decided yet."""
    return [record for record in records if record.id not in reading.decisions]


def _decision(field: str, value: str, as_read: str) -> tuple[Decision, dict[str, str]]:
    if field == KEPT:
        return (Decision.CONFIRM if value == "yes" else Decision.REJECT), {}
    if value == as_read:
        return Decision.CONFIRM, {}
    if field == "speaker":
        name, _, entity = value.partition(" [")
        return Decision.CORRECT, {"speaker": name, "entity": entity.rstrip("]")}
    return Decision.CORRECT, {field: value}


def _values_of(side: ReviewedReading, record_id: str, text: str) -> dict[str, str]:
    """What a coder's decisions make of a record; nothing without a decision, of a rejected one that it is not kept."""
    if not side.decisions.get(record_id):
        return {}
    records: tuple[Record, ...] = (*side.statements, *side.claims)
    for record in records:
        if record.id == record_id:
            return _record_values(record, text)
    return {KEPT: "no"}


def _record_values(record: Record, text: str) -> dict[str, str]:
    names: dict[str, str] = {}
    values = {
        name: value for name, value in present_values(record, names=names).items() if name not in _FIELDS_LEFT_OUT
    }
    if isinstance(record, Claim):
        values["place"] = (record.place.target or "") if record.place is not None else ""
        values["evidence"] = selection_words([record.evidence], text)
    else:
        values["source"] = selection_words([record.source], text) if record.source is not None else ""
        values["content"] = selection_words(record.content, text)
    return {KEPT: "yes"} | values


def _words(record: Record, text: str) -> str:
    return record.cue.of(text) if isinstance(record, Statement) else record.evidence.of(text)


def _measured(values: Mapping[str, Sequence[tuple[str, str]]]) -> dict[str, Agreement]:
    return {name: nominal_alpha(values[name]) for name in sorted(values)}
