"""Double coding in the ledger: assignments, what each coder decides apart from everybody else, and adjudications."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, insert, select, update

from qawl import clock
from qawl.errors import NoSuchRecordError, UsageError
from qawl.model.coding import Adjudication, Assignment, Coder, Taken
from qawl.model.review import Review, Reviewer
from qawl.store import coding_tables as t
from qawl.store.engine import reading_from, writing_to
from qawl.store.part import LedgerPart
from qawl.store.reviews import review_of_row, review_row


class CodingAnswers(LedgerPart):
    """The part of a ledger that keeps two coders apart."""

    def add_assignment(self, assignment: Assignment) -> int:
        """Give an article to two coders; the number of the assignment."""
        with writing_to(self._engine) as connection:
            made = connection.execute(
                insert(t.assignment).values(
                    document_id=assignment.document_id,
                    made_by=assignment.made_by,
                    made_at=assignment.made_at,
                    note=assignment.note,
                )
            )
            number = int(made.inserted_primary_key[0])  # type: ignore[index]
            rows = [
                {"assignment_id": number, "side": side, "reviewer_id": coder.reviewer.id, "name": coder.reviewer.name}
                for side, coder in enumerate(assignment.coders)
            ]
            connection.execute(insert(t.assignment_coder), rows)
        return number

    def assignments(self) -> list[Assignment]:
        """All assignments, the latest first."""
        with reading_from(self._engine) as connection:
            return _assignments(connection, select(t.assignment).order_by(t.assignment.c.id.desc()))

    def assignment(self, number: int) -> Assignment:
        """The assignment of this number.

        Raises:
            NoSuchRecordError: there is none.
        """
        with reading_from(self._engine) as connection:
            found = _assignments(connection, select(t.assignment).where(t.assignment.c.id == number))
        if not found:
            raise NoSuchRecordError(f"{number}: there is no such assignment. The coding page lists them.")
        return found[0]

    def add_coding(self, number: int, decision: Review) -> None:
        """Keep what a coder decided, apart from the reviews of the ledger.

        Raises:
            UsageError: the coder has said to be done.
        """
        with writing_to(self._engine) as connection:
            done = select(t.assignment_coder.c.done_at).where(
                t.assignment_coder.c.assignment_id == number,
                t.assignment_coder.c.reviewer_id == decision.reviewer.id,
            )
            row = connection.execute(done).first()
            if row is None or row.done_at is not None:
                raise UsageError(f"{decision.reviewer.name}: is done with assignment {number}, or not one of its two.")
            values = review_row(decision) | {"assignment_id": number, "reviewer_name": decision.reviewer.name}
            connection.execute(insert(t.coding).values(**values))

    def codings(self, number: int, reviewer_id: str) -> list[Review]:
        """What one coder decided in an assignment, in the order in which it was kept."""
        query = select(t.coding).where(t.coding.c.assignment_id == number, t.coding.c.reviewer_id == reviewer_id)
        with reading_from(self._engine) as connection:
            rows = connection.execute(query.order_by(t.coding.c.id)).all()
        return [review_of_row(row, row.reviewer_name) for row in rows]

    def finish_coding(self, number: int, reviewer_id: str, *, note: str = "") -> None:
        """A coder is done: nothing is added any more."""
        coder = t.assignment_coder
        done = update(coder).where(
            coder.c.assignment_id == number, coder.c.reviewer_id == reviewer_id, coder.c.done_at.is_(None)
        )
        with writing_to(self._engine) as connection:
            connection.execute(done.values(done_at=clock.now(), note=note))

    def add_adjudication(self, number: int, made: Adjudication) -> None:
        """Keep whose value was taken; the review that follows from it is kept as any other."""
        with writing_to(self._engine) as connection:
            connection.execute(
                insert(t.adjudication).values(
                    assignment_id=number,
                    record_id=made.record_id,
                    field=made.field,
                    taken=made.taken.value,
                    made_by=made.made_by,
                    made_at=made.made_at,
                    note=made.note,
                )
            )

    def adjudications(self, number: int) -> list[Adjudication]:
        """What was taken in an assignment, in the order in which it was kept."""
        query = select(t.adjudication).where(t.adjudication.c.assignment_id == number).order_by(t.adjudication.c.id)
        with reading_from(self._engine) as connection:
            return [
                Adjudication(row.record_id, row.field, Taken(row.taken), row.made_by, row.made_at, row.note)
                for row in connection.execute(query)
            ]


def _assignments(connection: Connection, query: Any) -> list[Assignment]:
    rows = connection.execute(query).all()
    coders = _coders(connection, [row.id for row in rows])
    return [
        Assignment(row.id, row.document_id, row.made_by, row.made_at, (coders[row.id][0], coders[row.id][1]), row.note)
        for row in rows
    ]


def _coders(connection: Connection, numbers: Iterable[int]) -> dict[int, list[Coder]]:
    wanted = sorted(numbers)
    query = select(t.assignment_coder).order_by(t.assignment_coder.c.assignment_id, t.assignment_coder.c.side)
    if len(wanted) == 1:
        query = query.where(t.assignment_coder.c.assignment_id == wanted[0])
    found: dict[int, list[Coder]] = defaultdict(list)
    for row in connection.execute(query):
        found[row.assignment_id].append(Coder(Reviewer(row.reviewer_id, row.name), row.done_at, row.note))
    return found
