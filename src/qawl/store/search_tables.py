"""What can be found by its words: one row a sentence, a statement and a claim, in the order in which answers show them.

The rows follow from the records of current documents as people have decided them; they are made anew with these. An id
tells where a row stands: its kind, then the minute of publication, then the document, then its place in it. A search
for the newest is then a walk along the index, which stops when a page is full, however much else would fit.

``words`` are folded; ``tags`` say what the row is about, for filters and facets (``qawl.store.tags``). In SQLite both
are indexed by an FTS5 table for each kind of row, kept by triggers, in PostgreSQL by two GIN indexes.
"""

from sqlalchemy import BigInteger, Column, Index, Integer, Table, Text

from qawl.store.columns import metadata, owner_column, word_column

findable = Table(
    "findable",
    metadata,
    Column("id", BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=False),
    owner_column("document.id", name="document_id", index=False),
    word_column("record_id"),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("words", Text, nullable=False),
    Column("tags", Text, nullable=False),
    Index(None, "document_id", "start"),
)
