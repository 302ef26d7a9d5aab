"""Double coding: which article two reviewers decide on apart, what each decided, and what became of it.

What they decide stands apart from the reviews of the ledger, in the same shape; an adjudication makes a review of it.
No reference to the document: people's work outlives its removal.
"""

from sqlalchemy import JSON, Column, ForeignKey, Integer, PrimaryKeyConstraint, String, Table, Text

from qawl.store.columns import UtcDateTime, metadata, number_column, word_column

assignment = Table(
    "assignment",
    metadata,
    number_column(),
    Column("document_id", String(80), nullable=False, index=True),
    Column("made_by", Text, nullable=False),
    Column("made_at", UtcDateTime, nullable=False),
    word_column("note"),
)

assignment_coder = Table(
    "assignment_coder",
    metadata,
    Column("assignment_id", Integer, ForeignKey("assignment.id", ondelete="CASCADE"), nullable=False),
    Column("side", Integer, nullable=False, comment="0 or 1"),
    Column("reviewer_id", String(80), nullable=False, index=True),
    Column("name", Text, nullable=False),
    Column("done_at", UtcDateTime),
    word_column("note"),
    PrimaryKeyConstraint("assignment_id", "side"),
)

coding = Table(
    "coding",
    metadata,
    number_column(),
    Column("assignment_id", Integer, ForeignKey("assignment.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("document_id", String(80), nullable=False),
    Column("record_kind", String(20), nullable=False),
    Column("record_id", String(80), nullable=False),
    Column("other_document_id", String(80), nullable=False, server_default=""),
    Column("anchor", JSON, nullable=False),
    Column("decision", String(20), nullable=False),
    Column("value", JSON),
    Column("reviewer_id", String(80), nullable=False),
    Column("reviewer_name", Text, nullable=False),
    Column("made_at", UtcDateTime, nullable=False),
    word_column("reason"),
)

adjudication = Table(
    "adjudication",
    metadata,
    number_column(),
    Column("assignment_id", Integer, ForeignKey("assignment.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("record_id", String(80), nullable=False),
    Column("field", String(40), nullable=False),
    Column("taken", String(10), nullable=False, comment="first, second or neither"),
    Column("made_by", Text, nullable=False),
    Column("made_at", UtcDateTime, nullable=False),
    word_column("note"),
)
