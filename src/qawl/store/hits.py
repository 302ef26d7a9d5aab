"""Rows that a search found become hits: the words around them, what is marked in them, and who says what there."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, select, text

from qawl.model.span import Span
from qawl.store import load
from qawl.store.findable import RowKind
from qawl.store.labels import load_labels
from qawl.store.search import Fold, Query, find_highlights
from qawl.store.search_records import ClaimedHere, FacetKind, Label, SaidHere, SearchHit, SearchKind
from qawl.store.search_tables import findable
from qawl.store.tags import TagKind, read_tags

MOST_SHOWN = 420
"""Characters of a hit that are shown: about seven lines on a telephone, more than nine of ten sentences have."""
_BEFORE_FIRST = 120
_LONGEST_STATEMENT = 20_000
_AROUND = text(
    'SELECT id, record_id, start, "end", tags FROM findable WHERE document_id = :document AND start < :end '
    'AND start > :least AND "end" > :start ORDER BY start, id DESC'
)
_Row = Any  # a row of findable, or some of its columns


def load_hits(
    connection: Connection, kind: SearchKind, ids: Sequence[int], query: Query, fold: Fold
) -> list[SearchHit]:
    """The hits of these rows, in their order."""
    rows = {row.id: row for row in connection.execute(select(findable).where(findable.c.id.in_(ids)))}
    found = [rows[id] for id in ids if id in rows]
    heads = load.load_heads(connection, (row.document_id for row in found))
    texts = load.load_texts(connection, heads)
    around = {row.id: _rows_around(connection, row) for row in found}
    speakers = load_labels(
        connection,
        FacetKind.SPEAKER,
        {value for beside in around.values() for one in beside for value in _of(one, TagKind.SPEAKER)},
    )
    hits = []
    for row in found:
        words, span = texts[row.document_id], Span(row.start, row.end)
        beside = around[row.id]
        sentences = [Span(one.start, one.end) for one in beside if _kind(one) is RowKind.SENTENCE] or [span]
        whole = Span(min(sentences[0].start, span.start), max(sentences[-1].end, span.end))
        marks = find_highlights(span.of(words), query, fold)
        marked = [Span(span.start + mark.start, span.start + mark.end) for mark in marks]
        shown = _cut(words, whole, marked[0] if marked else span)
        hits.append(
            SearchHit(
                kind=kind,
                record_id=row.record_id,
                document=heads[row.document_id],
                span=span,
                sentence=_sentence_of(sentences, marked[0] if marked else span),
                shown=shown,
                text=shown.of(words),
                highlights=tuple(mark for mark in marked if shown.start <= mark.start and mark.end <= shown.end),
                is_cut=(shown.start > whole.start, shown.end < whole.end),
                statements=tuple(_said(one, speakers) for one in beside if _kind(one) is RowKind.STATEMENT),
                claims=tuple(_claimed(one) for one in beside if _kind(one) is RowKind.CLAIM),
            )
        )
    return hits


def _rows_around(connection: Connection, row: _Row) -> Sequence[_Row]:
    """What stands where a row stands, itself included, in text order."""
    within = {"document": row.document_id, "start": row.start, "end": row.end, "least": row.start - _LONGEST_STATEMENT}
    return connection.execute(_AROUND, within).all()


def _kind(row: _Row) -> RowKind:
    return RowKind(row.id >> 60)


def _of(row: _Row, kind: TagKind) -> list[str]:
    return [value for found, value in read_tags(row.tags) if found is kind]


def _said(row: _Row, speakers: Mapping[str, Label]) -> SaidHere:
    """A statement's own stance and speaker come first among its tags."""
    named = _of(row, TagKind.SPEAKER)
    return SaidHere(row.record_id, _of(row, TagKind.STANCE)[0], speakers[named[0]] if named else None)


def _claimed(row: _Row) -> ClaimedHere:
    return ClaimedHere(row.record_id, _of(row, TagKind.TYPE)[0], _of(row, TagKind.STATUS)[0])


def _sentence_of(sentences: Sequence[Span], at: Span) -> int:
    return max((one.start for one in sentences if one.start <= at.start), default=sentences[0].start)


def _cut(text: str, whole: Span, first: Span) -> Span:
    """As much of the words as is shown, between words, with the first mark in it."""
    if whole.end - whole.start <= MOST_SHOWN:
        return whole
    start = whole.start if first.end - whole.start <= MOST_SHOWN else first.start - _BEFORE_FIRST
    end = min(whole.end, start + MOST_SHOWN)
    if start > whole.start:
        space = text.find(" ", start, first.start)
        start = space + 1 if space >= 0 else start
    if end < whole.end:
        space = text.rfind(" ", first.end, end)
        end = space if space > first.end else max(end, first.end)
    return Span(start, end)
