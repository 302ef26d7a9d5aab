"""A search is answered: hits of one page, counts of every kind, and what the hits are about.

No more than ``search_counted`` hits are ever looked at, from the end at which the answer begins. What an answer costs
therefore does not grow with what fits; where more fits, counts and facets say so.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

from sqlalchemy import Connection

from qawl.store.findable import day_of_row
from qawl.store.hits import load_hits
from qawl.store.labels import load_labels
from qawl.store.matching import Matching, Stretch, count_rows, find_rows
from qawl.store.narrowing import ROW_KINDS, narrowed_ids, narrowed_tags
from qawl.store.relevance import ranked
from qawl.store.search import Fold, Query, SearchError, SearchFault, parse_query
from qawl.store.search_records import (
    Facet,
    FacetKind,
    FacetValue,
    Label,
    SearchAnswer,
    SearchCount,
    SearchHit,
    SearchKind,
    SearchQuery,
    SearchSort,
)
from qawl.store.tags import TagKind, read_tags

FACET_VALUES = 12
_FACETS = {
    TagKind.SPEAKER: FacetKind.SPEAKER,
    TagKind.ACTOR: FacetKind.ACTOR,
    TagKind.PLACE: FacetKind.PLACE,
    TagKind.TYPE: FacetKind.TYPE,
    TagKind.STANCE: FacetKind.STANCE,
    TagKind.STATUS: FacetKind.STATUS,
    TagKind.OUTLET: FacetKind.OUTLET,
}
_YEAR, _MONTH = 4, 7


@dataclass(frozen=True, slots=True)
class _Window:
    """The hits that are looked at: their ids in order, their tags and words; ``is_more`` where others fit too."""

    ids: tuple[int, ...]
    tags: tuple[str, ...]
    words: tuple[str, ...]
    is_more: bool


_UNSEEN = _Window((), (), (), is_more=True)


def find(connection: Connection, wanted: SearchQuery, *, fold: Fold, counted: int) -> SearchAnswer:
    """Answer a search, looking at ``counted`` hits of each kind at most.

    Raises:
        SearchError: there is no word in the text, or too many; a day, a name or ``after`` says nothing.
    """
    wanted = _trimmed(wanted)
    query = parse_query(wanted.text, fold) if wanted.text else Query()
    matching = Matching(query, narrowed_tags(connection, wanted, lambda text: fold(text).text))
    window = _look(connection, wanted, matching, counted)
    page, following = _page(connection, wanted, matching, window)
    counts = {wanted.kind: SearchCount(len(window.ids), window.is_more)}
    for kind in SearchKind:
        if kind is not wanted.kind:
            counts[kind] = _count(connection, replace(wanted, kind=kind), matching, counted)
    unfiltered = None
    if not window.ids and wanted.has_filters and query.clauses:
        bare = SearchQuery(text=wanted.text, kind=wanted.kind)
        unfiltered = _count(connection, bare, Matching(query), counted)
    return SearchAnswer(
        hits=tuple(load_hits(connection, wanted.kind, page, query, fold)),
        counts={kind: counts[kind] for kind in SearchKind},
        facets=tuple(_facets(connection, window)),
        next=following,
        unfiltered=unfiltered,
        filters=_named(connection, wanted),
    )


def find_all(connection: Connection, wanted: SearchQuery, *, fold: Fold, counted: int) -> Iterator[SearchHit]:
    """All hits from the first page that is asked for on, without counting; of the most relevant those that are ranked.

    Raises:
        SearchError: as ``find`` does.
    """
    wanted = _trimmed(wanted)
    query = parse_query(wanted.text, fold) if wanted.text else Query()
    matching = Matching(query, narrowed_tags(connection, wanted, lambda text: fold(text).text))
    window = _look(connection, wanted, matching, counted) if wanted.sort is SearchSort.RELEVANCE else _UNSEEN
    while True:
        page, following = _page(connection, wanted, matching, window)
        yield from load_hits(connection, wanted.kind, page, query, fold)
        if not following:
            return
        wanted = replace(wanted, after=following)


def _trimmed(wanted: SearchQuery) -> SearchQuery:
    """Spaces around what was typed say nothing."""
    given: dict[str, Any] = {field.name: getattr(wanted, field.name) for field in fields(wanted)}
    trimmed: dict[str, Any] = {name: value.strip() for name, value in given.items() if type(value) is str}
    return SearchQuery(**(given | trimmed))


def _named(connection: Connection, wanted: SearchQuery) -> dict[FacetKind, Label]:
    given = {
        FacetKind.SPEAKER: wanted.speaker,
        FacetKind.ACTOR: wanted.actor,
        FacetKind.PLACE: wanted.place,
        FacetKind.OUTLET: wanted.outlet,
    }
    return {kind: load_labels(connection, kind, [value])[value] for kind, value in given.items() if value}


def _look(connection: Connection, wanted: SearchQuery, matching: Matching, counted: int) -> _Window:
    columns = ("tags", "words") if wanted.sort is SearchSort.RELEVANCE else ("tags",)
    rows = find_rows(connection, matching, _stretch(wanted, counted + 1), *columns)
    kept = rows[:counted]
    words = tuple(row.words for row in kept) if "words" in columns else ()
    return _Window(tuple(row.id for row in kept), tuple(row.tags for row in kept), words, len(rows) > counted)


def _count(connection: Connection, wanted: SearchQuery, matching: Matching, counted: int) -> SearchCount:
    number = count_rows(connection, matching, _stretch(wanted, counted + 1))
    return SearchCount(min(number, counted), number > counted)


def _stretch(wanted: SearchQuery, limit: int) -> Stretch:
    lowest, highest = narrowed_ids(wanted, wanted.kind)
    return Stretch(ROW_KINDS[wanted.kind], lowest, highest, wanted.sort is SearchSort.OLDEST, limit)


def _page(
    connection: Connection, wanted: SearchQuery, matching: Matching, window: _Window
) -> tuple[Sequence[int], str]:
    """The ids of one page, and what asks for the next one."""
    if wanted.sort is SearchSort.RELEVANCE:
        start = _number(wanted.after) if wanted.after else 0
        order = ranked(window.words, matching.query)
        best = [window.ids[index] for index in order[start : start + wanted.limit]]
        return best, str(start + wanted.limit) if start + wanted.limit < len(order) else ""
    if not wanted.after:
        more = window.ids[: wanted.limit + 1]
        if len(more) <= wanted.limit and window.is_more:
            more = _ids_after(connection, wanted, matching)
    else:
        more = _ids_after(connection, wanted, matching)
    page = more[: wanted.limit]
    return page, str(page[-1]) if len(more) > wanted.limit and page else ""


def _ids_after(connection: Connection, wanted: SearchQuery, matching: Matching) -> tuple[int, ...]:
    stretch = _stretch(wanted, wanted.limit + 1)
    if wanted.after:
        after = _number(wanted.after)
        if stretch.is_ascending:
            stretch = replace(stretch, lowest=max(stretch.lowest, after + 1))
        else:
            stretch = replace(stretch, highest=min(stretch.highest, after - 1))
    return tuple(row.id for row in find_rows(connection, matching, stretch))


def _number(after: str) -> int:
    if not (after.isascii() and after.isdigit() and len(after) < 20):
        raise SearchError(SearchFault.NO_PAGE, f"{after!r} is no page of this search. Begin at its first one.")
    return min(int(after), 2**63 - 1)


# --- facets ---------------------------------------------------------------------------------------


def _facets(connection: Connection, window: _Window) -> list[Facet]:
    """What the hits are about: of each facet the most frequent values."""
    counts: dict[FacetKind, Counter[str]] = {facet: Counter() for facet in FacetKind}
    for written, number in Counter(one for row in window.tags for one in row.split()).items():
        for kind, value in read_tags(written):
            if kind in _FACETS:
                counts[_FACETS[kind]][value] += number
    found = []
    for facet, values in counts.items():
        if facet is FacetKind.DATE:
            found.append(_dates(window))
            continue
        most = sorted(values.items(), key=lambda item: (-item[1], item[0]))[:FACET_VALUES]
        labels = load_labels(connection, facet, [value for value, _ in most])
        found.append(Facet(facet, tuple(FacetValue(labels[value], number) for value, number in most)))
    return [facet for facet in found if facet.values]


def _dates(window: _Window) -> Facet:
    """Years, the latest first; months where all are of few years."""
    days = [day for day in map(day_of_row, window.ids) if day]
    length = _MONTH if len({day[:_MONTH] for day in days}) <= FACET_VALUES else _YEAR
    counts = Counter(day[:length] for day in days)
    values = tuple(FacetValue(Label(value), counts[value]) for value in sorted(counts, reverse=True))
    return Facet(FacetKind.DATE, values)
