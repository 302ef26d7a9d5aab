"""The derived tables of a ledger: what follows from the records under one rule version.

They may be emptied and filled again at any time, and carry no timestamps, so that adding documents in any
order and deriving from nothing give the same rows.
"""

from sqlalchemy import JSON, Column, Float, ForeignKey, Integer, String, Table, Text, UniqueConstraint

from qawl.store.columns import id_column, metadata, owner_column, word_column


def _rule_version() -> Column[str]:
    return Column("rule_version", Text, nullable=False, index=True)


copy = Table(
    "copy",
    metadata,
    id_column(),
    _rule_version(),
    owner_column("document.id", name="document_id"),
    owner_column("document.id", name="original_id"),
    Column("score", Float, nullable=False),
    word_column("rule"),
)

pair = Table(
    "pair",
    metadata,
    id_column(),
    _rule_version(),
    owner_column("claim.id", name="left_id"),
    owner_column("claim.id", name="right_id"),
    Column("verdict", String(20), nullable=False),
    Column("features", JSON, nullable=False),
    word_column("rule"),
)

account = Table(
    "account",
    metadata,
    id_column(),
    _rule_version(),
    Column("type", String(20), nullable=False),
    Column("place_id", Text, index=True),
    Column("first_day", String(10)),
    Column("last_day", String(10)),
    Column("origins", Integer, nullable=False),
    Column("reasons", JSON, nullable=False),
)

account_claim = Table(
    "account_claim",
    metadata,
    owner_column("account.id", name="account_id", index=False),
    owner_column("claim.id", name="claim_id"),
    UniqueConstraint("account_id", "claim_id"),
)

control = Table(
    "control",
    metadata,
    id_column(),
    _rule_version(),
    Column("place_id", Text, nullable=False, index=True),
    owner_column("claim.id", name="claim_id"),
    Column("speaker_id", String(80), ForeignKey("speaker.id", ondelete="CASCADE"), index=True),
    Column("first_day", String(10)),
    Column("share", Float),
    word_column("verdict"),
)

relation = Table(
    "relation",
    metadata,
    id_column(),
    _rule_version(),
    Column("actor", Text, nullable=False, index=True),
    Column("target", Text, nullable=False, index=True),
    Column("kind", String(20), nullable=False),
    owner_column("claim.id", name="claim_id"),
)

prediction = Table(
    "prediction",
    metadata,
    id_column(),
    _rule_version(),
    owner_column("claim.id", name="claim_id"),
    Column("horizon_first", String(10)),
    Column("horizon_last", String(10)),
    Column("outcome", String(20), nullable=False),
    Column("reasons", JSON, nullable=False),
)

derived_tables = (account_claim, copy, pair, control, relation, prediction, account)
"""Tables that may be emptied and filled again, in the order in which they can be emptied."""
