"""The table of what waits for reviewers: derived, like accounts, and made with them."""

from sqlalchemy import JSON, Column, ForeignKey, Index, Integer, String, Table, Text, text

from qawl.store.columns import metadata, owner_column, word_column

queue_item = Table(
    "queue_item",
    metadata,
    Column("record_id", String(170), primary_key=True),
    Column("kind", String(20), nullable=False),
    owner_column("document.id", name="document_id"),
    Column("claim_id", String(80), ForeignKey("claim.id", ondelete="CASCADE"), index=True),
    Column("other_id", Text, comment="the second claim of a conflict, the original of a copy"),
    word_column("outlet_id"),
    word_column("type"),
    word_column("place_id"),
    Column("weight", Integer, nullable=False),
    Column("own", JSON, nullable=False, comment="a claim by itself: its doubts, what matters, whether it is done"),
    Column("reasons", JSON, nullable=False, comment="doubts and what matters, as weighed"),
    Index(None, "weight", "record_id"),
    Index(None, "kind", "weight", "record_id"),
    Index(None, "type", "weight", "record_id"),
    Index(None, "outlet_id", "weight", "record_id"),
    Index(None, "place_id", "weight", "record_id"),
    Index(
        "ix_queue_item_other",
        "other_id",
        sqlite_where=text("other_id IS NOT NULL"),
        postgresql_where=text("other_id IS NOT NULL"),
    ),
)
