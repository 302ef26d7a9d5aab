"""The tables of the workbench's errands: jobs for worker processes, and the searches that people keep."""

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
    false,
    text,
)

from qawl.store.columns import UtcDateTime, id_column, metadata, word_column

job = Table(
    "job",
    metadata,
    id_column(),
    Column("kind", String(20), nullable=False),
    Column("state", String(10), nullable=False),
    word_column("title"),
    word_column("asked_by"),
    Column("asked_at", UtcDateTime, nullable=False),
    Column("order", JSON, nullable=False),
    Column("needs_fetch", Boolean, nullable=False, server_default=false()),
    Column("attempts", Integer, nullable=False, server_default=text("0")),
    word_column("worker"),
    Column("lease_until", UtcDateTime, comment="whose worker says nothing until then is taken to be dead"),
    Column("started_at", UtcDateTime),
    Column("ended_at", UtcDateTime),
    Column("is_stopping", Boolean, nullable=False, server_default=false()),
    Column("progress", JSON, nullable=False, server_default="{}"),
    Column("report", JSON, nullable=False, server_default="{}"),
    word_column("problem"),
    Index(None, "state", "asked_at"),
    Index(None, "asked_at"),
)

saved_search = Table(
    "saved_search",
    metadata,
    id_column(),
    Column("owner", Text, nullable=False, index=True),
    Column("name", Text, nullable=False),
    Column("path", Text, nullable=False),
    word_column("query"),
    Column("is_shared", Boolean, nullable=False, server_default=false()),
    Column("created_at", UtcDateTime, nullable=False),
)

search_opened = Table(
    "search_opened",
    metadata,
    Column("search_id", String(80), ForeignKey("saved_search.id", ondelete="CASCADE"), nullable=False),
    Column("reader", Text, nullable=False),
    Column("opened_at", UtcDateTime, nullable=False),
    PrimaryKeyConstraint("search_id", "reader"),
)
"""When each person opened a search last: a shared one has something new for one of them, and nothing for another."""
