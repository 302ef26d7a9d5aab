"""The tables of who may use the workbench, and of what they did there.

Keys (of sessions and tokens) stand here as SHA-256 only: whoever reads the file cannot use them. Names are found
by ``key``, which does not tell letter case and compatible letters apart, so that nobody can pass for another.
"""

from sqlalchemy import Boolean, Column, Index, Integer, String, Table, Text, false

from qawl.store.columns import UtcDateTime, id_column, metadata, number_column, owner_column, word_column

web_user = Table(
    "web_user",
    metadata,
    id_column(),
    Column("key", Text, nullable=False, unique=True),
    Column("name", Text, nullable=False),
    Column("role", String(10), nullable=False),
    Column("password_hash", Text, nullable=False),
    Column("is_disabled", Boolean, nullable=False, server_default=false()),
    Column("created_at", UtcDateTime, nullable=False),
    Column("password_changed_at", UtcDateTime, nullable=False),
)

web_session = Table(
    "web_session",
    metadata,
    Column("key_sha256", String(64), primary_key=True),
    owner_column("web_user.id", name="user_id"),
    Column("created_at", UtcDateTime, nullable=False),
    Column("seen_at", UtcDateTime, nullable=False, index=True),
)

api_token = Table(
    "api_token",
    metadata,
    number_column(),
    Column("key_sha256", String(64), nullable=False, unique=True),
    owner_column("web_user.id", name="user_id"),
    word_column("name"),
    Column("role", String(10), nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
    Column("expires_at", UtcDateTime),
    Column("revoked_at", UtcDateTime),
    Column("used_at", UtcDateTime),
)

login_attempt = Table(
    "login_attempt",
    metadata,
    number_column(),
    Column("key", String(80), nullable=False, comment="of a name or an address"),
    Column("at", UtcDateTime, nullable=False, index=True),
    Index(None, "key", "at"),
)
"""Attempts to log in that have not succeeded, for as long as they count."""

audit_entry = Table(
    "audit_entry",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("at", UtcDateTime, nullable=False, index=True),
    word_column("who"),
    Column("via", String(10), nullable=False),
    word_column("address"),
    Column("action", String(80), nullable=False),
    word_column("record"),
    Column("outcome", String(10), nullable=False),
    word_column("detail"),
    Index(None, "who", "id"),
    Index(None, "action", "id"),
    Index(None, "record", "id"),
    sqlite_autoincrement=True,
)
"""Append-only: triggers of migration 0008 refuse to change or remove an entry, and no number is given twice."""
