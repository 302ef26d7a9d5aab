"""One coder's article, record by record: the words, the fields, and what this coder has decided."""

from dataclasses import dataclass, replace

from qawl.api.bench import Workbench
from qawl.examining import Side
from qawl.locale import Words
from qawl.model.claim import Claim
from qawl.model.review import Review, ReviewedReading
from qawl.model.statement import Statement
from qawl.review.edits import present_values
from qawl.review.finding import Record
from qawl.store.records import DocumentHead
from qawl.web.review_forms import place_names
from qawl.web.review_text import NearText, near_text


@dataclass(frozen=True, slots=True)
class CodingRow:
    """A record as its coder has it; ``now`` are the values of its fields."""

    record: Record
    side: Side
    text: NearText
    now: dict[str, str]
    reviews: tuple[Review, ...]


def coding_rows(bench: Workbench, head: DocumentHead, reading: ReviewedReading, *, locale: Words) -> list[CodingRow]:
    """All records of an article, those that the coder has rejected too, in the order of the text."""
    rows = []
    for record in all_records(reading):
        side = side_in(head, reading, record)
        rows.append(
            CodingRow(
                record=record,
                side=side,
                text=near_text(side, names=bench.names, locale=locale),
                now=present_values(record, names=place_names(bench, side)),
                reviews=reading.decisions.get(record.id, ()),
            )
        )
    return rows


def all_records(reading: ReviewedReading) -> list[Record]:
    """Statements and claims, rejected ones too, in the order of the text."""
    records: list[Record] = [*reading.statements, *reading.claims, *reading.rejected]
    return sorted(records, key=lambda one: one.evidence.start if isinstance(one, Claim) else one.cue.start)


def side_in(head: DocumentHead, reading: ReviewedReading, record: Record) -> Side:
    """One record in the article as its coder has it, with the statement that it stands in."""
    statements = {one.id: one for one in all_records(reading) if isinstance(one, Statement)}
    claim = record if isinstance(record, Claim) else None
    statement = record if isinstance(record, Statement) else statements.get(record.statement or "")
    shown = replace(
        reading,
        statements=(statement,) if statement is not None else (),
        claims=(claim,) if claim is not None else (),
        places=(),
        headline=(),
        rejected=(),
    )
    return Side(document=reading.document, head=head, reading=shown, claim=claim, statement=statement)
