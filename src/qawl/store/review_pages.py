"""People's decisions a page at a time, the latest first."""

from sqlalchemy import Connection, or_, select

from qawl.model.review import Review
from qawl.store import tables as t
from qawl.store.paging import By, Page, read_cursor, rows_after, write_cursor
from qawl.store.reviews import is_link_of, review_of_row, reviewer_id

_BY_ADDED = (By(t.review.c.id, True),)


def find_page_of_reviews(
    connection: Connection, *, kind: str, record_id: str, reviewer: str, limit: int, after: str
) -> Page[Review]:
    """Decisions that fit, those that the ledger learnt of last first."""
    start = read_cursor("reviews", after, (int,))
    query = select(t.review, t.reviewer.c.name.label("reviewer_name"))
    query = query.join(t.reviewer, t.reviewer.c.id == t.review.c.reviewer_id)
    if kind:
        query = query.where(t.review.c.record_kind == kind)
    if record_id:
        query = query.where(or_(t.review.c.record_id == record_id, is_link_of(record_id)))
    if reviewer:
        query = query.where(t.review.c.reviewer_id == reviewer_id(reviewer))
    rows = rows_after(connection, query, _BY_ADDED, start, limit=limit + 1)
    found = tuple(review_of_row(row, row.reviewer_name) for row in rows[:limit])
    return Page(found, write_cursor("reviews", (rows[limit - 1].id,)) if len(rows) > limit else None)
