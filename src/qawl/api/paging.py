"""Pages of lists that are made as a whole: what is derived when somebody asks for it (copies, forecasts, relations).

A cursor names the record after which a page begins, by what the list is ordered by, like those of the store.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeVar

from qawl.errors import UsageError
from qawl.store.paging import Page, Position, read_cursor, write_cursor

Record = TypeVar("Record")


def page_among(
    kind: str, found: Sequence[Record], place_of: Callable[[Record], Position], *, limit: int, after: str
) -> Page[Record]:
    """The records of a list that stand after a cursor; ``place_of`` gives what they are known by.

    Raises:
        UsageError: the cursor is of another list, or its record is gone.
    """
    places = list(_distinct(place_of(one) for one in found))
    start = read_cursor(kind, after, [type(part) for part in places[0]] if places else [])
    if start is not None and start not in places:
        raise UsageError("The record after which this page begins is gone. Ask for the first page again.")
    at = 0 if start is None else places.index(start) + 1
    is_more = len(found) > at + limit
    return Page(tuple(found[at : at + limit]), write_cursor(kind, places[at + limit - 1]) if is_more else None)


def _distinct(places: Iterable[Position]) -> Iterator[Position]:
    """Positions with a number behind them, so that two records of one position are two."""
    seen: Counter[Position] = Counter()
    for place in places:
        yield (*place, seen[place])
        seen[place] += 1
