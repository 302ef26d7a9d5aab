"""The derived tables of a ledger: what follows from the records under one version of the rules.

They may be emptied and filled again at any time, and carry no timestamps, so that adding documents in any order and
deriving from nothing give the same rows. Whole records stand in ``value``; the columns beside it are for finding them.
``derived_document`` says which reading of a document all this was made from: a document without a row, or with
another reading, is still to be done.
"""

from sqlalchemy import JSON, Column, ForeignKey, Index, Integer, String, Table, Text, UniqueConstraint

from qawl.store.columns import id_column, metadata, owner_column, word_column

derived_document = Table(
    "derived_document",
    metadata,
    Column("document_id", String(80), ForeignKey("document.id", ondelete="CASCADE"), primary_key=True),
    Column("reading_id", String(80), nullable=False),
)

text_key = Table(
    "text_key",
    metadata,
    owner_column("document.id", name="document_id"),
    Column("key", String(80), nullable=False),
    UniqueConstraint("key", "document_id"),
)

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
    owner_column("document.id", name="original_id"),
    word_column("rule"),
)

card = Table(
    "card",
    metadata,
    Column("claim_id", String(80), ForeignKey("claim.id", ondelete="CASCADE"), primary_key=True),
    owner_column("document.id", name="document_id"),
    Column("type", String(20), nullable=False),
    Column("place_id", Text),
    Column("value", JSON, nullable=False),
    Index(None, "place_id", "type"),
)

card_key = Table(
    "card_key",
    metadata,
    owner_column("card.claim_id", name="claim_id"),
    Column("key", Text, nullable=False),
    Column("day", String(10), nullable=False),
    UniqueConstraint("key", "claim_id"),
)

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
    Column("first_day", String(10), index=True),
    Column("origins", Integer, nullable=False),
    Column("conflicts", Integer, nullable=False),
    Column("value", JSON, nullable=False),
)

account_claim = Table(
    "account_claim",
    metadata,
    owner_column("account.id", name="account_id", index=False),
    owner_column("claim.id", name="claim_id"),
    UniqueConstraint("account_id", "claim_id"),
)

derived_tables = (
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
    derived_document,
)
"""Tables that may be emptied and filled again, in the order in which they can be emptied."""
