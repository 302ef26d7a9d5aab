"""The derived tables of a ledger: what follows from the records under one version of the rules.

They may be emptied and filled again at any time, and carry no timestamps, so that adding documents in any order and
deriving from nothing give the same rows. Whole records stand in ``value``; the columns beside it are for finding them.
``document.derived_from`` says which reading of a document its rows were made from, ``is_due`` which documents are to be
derived, for the first time or anew.
"""

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
    UniqueConstraint,
    false,
    text,
)

from qawl.store.columns import id_column, metadata, owner_column, word_column
from qawl.store.queue_tables import queue_item

text_key = Table(
    "text_key",
    metadata,
    Column("key", String(80), nullable=False),
    Column("day", String(10), nullable=False, comment="of publication, in UTC; empty when unknown"),
    owner_column("document.id", name="document_id"),
    PrimaryKeyConstraint("key", "day", "document_id"),
    sqlite_with_rowid=False,
)
"""Texts by what they share; what stands under one key lies together, day by day."""

copy = Table(
    "copy",
    metadata,
    owner_column("document.id", name="left_id", index=False),
    owner_column("document.id", name="right_id"),
    Column("value", JSON, nullable=False),
    UniqueConstraint("left_id", "right_id"),
)
"""Two documents that share text, the lesser id first; which is the original follows from the whole family."""

original = Table(
    "original",
    metadata,
    Column("document_id", String(80), ForeignKey("document.id", ondelete="CASCADE"), primary_key=True),
    owner_column("document.id", name="original_id", index=False),
    word_column("rule"),
    Index(None, "original_id", "document_id"),
)

card = Table(
    "card",
    metadata,
    Column("claim_id", String(80), ForeignKey("claim.id", ondelete="CASCADE"), primary_key=True),
    owner_column("document.id", name="document_id"),
    Column("type", String(20), nullable=False),
    Column("place_id", Text),
    Column("day", String(10), nullable=False, comment="by which what is crowded is split"),
    Column("is_split", Boolean, nullable=False, server_default=false(), comment="pairs of one day alone count"),
    Column("value", Text, nullable=False, comment="JSON, read by nothing but the codec"),
    Index(None, "place_id", "type"),
)

card_key = Table(
    "card_key",
    metadata,
    Column("key", Text, nullable=False),
    Column("day", String(10), nullable=False),
    owner_column("card.claim_id", name="claim_id"),
    Column("first", Integer, comment="ordinal days between which it was"),
    Column("last", Integer),
    Column("is_dated", Boolean, nullable=False, comment="states its days itself"),
    PrimaryKeyConstraint("key", "day", "claim_id"),
    sqlite_with_rowid=False,
)
"""Claims by what they may share, with what tells most of them apart before a card is read."""

crowded_key = Table(
    "crowded_key",
    metadata,
    Column("of", String(10), primary_key=True, comment="text or claim"),
    Column("key", Text, primary_key=True),
    Column("is_stale", Boolean, nullable=False),
)
"""Keys under which so many stand that those of one day alone are compared; stale ones have lost some since."""

pair = Table(
    "pair",
    metadata,
    Column("left_id", String(80), ForeignKey("card.claim_id", ondelete="CASCADE"), primary_key=True),
    Column("right_id", String(80), ForeignKey("card.claim_id", ondelete="CASCADE"), primary_key=True, index=True),
    Column("verdict", String(20), nullable=False),
    Column("value", JSON, nullable=False),
)

decided_pair = Table(
    "decided_pair",
    metadata,
    Column("left_id", String(80), ForeignKey("card.claim_id", ondelete="CASCADE"), primary_key=True),
    Column("right_id", String(80), ForeignKey("card.claim_id", ondelete="CASCADE"), primary_key=True, index=True),
    Column("kind", String(20), primary_key=True),
    Column("decision", String(20), nullable=False),
)
"""What people decided on two claims, by their present ids: found by words once, when one of the two is derived."""

quotation = Table(
    "quotation",
    metadata,
    id_column(),
    owner_column("document.id", name="document_id"),
    Column("value", JSON, nullable=False),
)

quotation_key = Table(
    "quotation_key",
    metadata,
    owner_column("quotation.id", name="quotation_id"),
    Column("key", String(80), nullable=False),
    UniqueConstraint("key", "quotation_id"),
)

account = Table(
    "account",
    metadata,
    id_column(),
    Column("type", String(20), nullable=False),
    Column("place_id", Text, index=True),
    Column("first_day", String(10)),
    Column("origins", Integer, nullable=False),
    Column("conflicts", Integer, nullable=False),
    Column("value", JSON, nullable=False),
    Index(
        "ix_account_in_order",
        text("first_day DESC"),
        text("origins DESC"),
        "id",
        "type",
        "place_id",
        "conflicts",
    ),
)

account_claim = Table(
    "account_claim",
    metadata,
    owner_column("account.id", name="account_id", index=False),
    owner_column("claim.id", name="claim_id"),
    UniqueConstraint("account_id", "claim_id"),
)

derived_tables = (
    queue_item,
    account_claim,
    account,
    decided_pair,
    pair,
    card_key,
    card,
    quotation_key,
    quotation,
    original,
    copy,
    text_key,
    crowded_key,
)
"""Tables that may be emptied and filled again, in the order in which they can be emptied."""
