"""Searching a ledger, and keeping what is found by words as its records are."""

from collections.abc import Callable, Iterable, Iterator

from sqlalchemy import Connection

from qawl.errors import StoreError
from qawl.model.reading import Reading
from qawl.model.span import Span
from qawl.store import load
from qawl.store.about import read_about, write_about
from qawl.store.engine import reading_from, writing_to
from qawl.store.findable import STAMP, Indexing, RowKind, add, refresh, row_ids, unfilled
from qawl.store.finding import find, find_all
from qawl.store.matching import Matching, Stretch, find_rows
from qawl.store.part import LedgerPart
from qawl.store.records import Added, Hit
from qawl.store.search import find_highlights, parse_query
from qawl.store.search_records import SearchAnswer, SearchHit, SearchQuery

FINDABLE = "findable"
"""What a ledger says of the rows by which it is searched: how they were made."""
_NO_LIMIT = 2**31 - 1
_BATCH = 500


class SearchAnswers(LedgerPart):
    """The part of a ledger that is searched by words."""

    def find(self, wanted: SearchQuery) -> SearchAnswer:
        """Sentences, statements or claims that have the words and fit the filters, as people have decided.

        Raises:
            UsageError: there is no word in the text, or too many; a day, a name or ``after`` says nothing.
        """
        with reading_from(self._engine) as connection:
            return find(connection, wanted, fold=self._fold, counted=self.settings.search_counted)

    def find_all(self, wanted: SearchQuery) -> Iterator[SearchHit]:
        """All hits of a search in their order, ``limit`` at a time; of the most relevant those that are counted.

        Raises:
            UsageError: as ``find`` does.
        """
        with reading_from(self._engine) as connection:
            yield from find_all(connection, wanted, fold=self._fold, counted=self.settings.search_counted)

    def search(self, query: str, *, limit: int | None = None) -> list[Hit]:
        """Sentences in which all the words stand, in any spelling and with any particle written onto them.

        Raises:
            UsageError: there is no word in the query.
        """
        parsed = parse_query(query, self._fold)
        lowest, highest = row_ids(RowKind.SENTENCE)
        stretch = Stretch(
            RowKind.SENTENCE, lowest, highest, is_ascending=False, limit=_NO_LIMIT if limit is None else limit
        )
        with reading_from(self._engine) as connection:
            rows = find_rows(connection, Matching(parsed), stretch, "document_id", "start", '"end"')
            heads = load.load_heads(connection, (row.document_id for row in rows))
            texts = load.load_texts(connection, heads)
        hits = []
        for row in rows:
            span = Span(row.start, row.end)
            words = span.of(texts[row.document_id])
            marked = find_highlights(words, parsed, self._fold)
            highlights = tuple(Span(span.start + mark.start, span.start + mark.end) for mark in marked)
            hits.append(Hit(heads[row.document_id], span, words, highlights))
        return hits

    def fill_search(self, *, progress: Callable[[int, int], None] | None = None) -> None:
        """Make what an older ledger lacks to be searched, or has as it was made before, some documents a transaction.

        It can be stopped and started again. ``progress`` is told how many documents are done, of how many.
        """
        with reading_from(self._engine) as connection:
            made = read_about(connection, FINDABLE)
            missing = unfilled(connection, anew=made is not None) if made != STAMP else []
        if made == STAMP:
            return
        for start in range(0, len(missing), _BATCH):
            with writing_to(self._engine) as connection:
                self._refresh_search(connection, missing[start : start + _BATCH])
            if progress is not None:
                progress(min(start + _BATCH, len(missing)), len(missing))
        with writing_to(self._engine) as connection:
            write_about(connection, FINDABLE, STAMP)

    def _search_added(self, connection: Connection, became: Iterable[tuple[Reading, Added]]) -> None:
        """Documents were added: those of new articles by the shorter way, then other versions of known ones."""
        became = list(became)
        new = [reading for reading, added in became if added is Added.NEW]
        changed = [reading for reading, added in became if added in (Added.UPDATED, Added.REREAD)]
        if new:
            add(connection, new, Indexing(self._fold, self._apply_reviews))
        if changed:
            self._refresh_search(connection, [reading.document.id for reading in changed], changed)

    def _refresh_search(
        self, connection: Connection, document_ids: Iterable[str], readings: Iterable[Reading] = ()
    ) -> None:
        """Documents have changed: what is found by their words is made anew."""
        refresh(connection, document_ids, Indexing(self._fold, self._apply_reviews), readings)


def check_searchable(connection: Connection, name: str) -> None:
    """Refuse a ledger that was left half way between an older Qawl and this one.

    Raises:
        StoreError: says what to do.
    """
    if read_about(connection, FINDABLE) != STAMP:
        raise StoreError(f"{name}: cannot be searched yet. Bring it up to date with `qawl init {name}`.")
