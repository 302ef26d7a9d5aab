"""What stands under one key lies together, with what tells most claims apart; crowded keys are known."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

_MADE_AGAIN = (
    "account_claim",
    "account",
    "decided_pair",
    "pair",
    "card_key",
    "card",
    "quotation_key",
    "quotation",
    "original",
    "copy",
    "text_key",
)


def upgrade() -> None:
    """Everything derived is derived anew: it follows from the records."""
    for name in _MADE_AGAIN:
        op.execute(sa.text(f"DELETE FROM {name}"))
    op.drop_table("derived_document")
    op.add_column("document", sa.Column("derived_from", sa.String(length=80), nullable=True))
    op.add_column("document", sa.Column("is_due", sa.Boolean(), server_default=sa.true(), nullable=False))
    op.create_index(
        "ix_document_due",
        "document",
        ["published_day", "id"],
        sqlite_where=sa.text("is_current = 1 AND is_due = 1"),
        postgresql_where=sa.text("is_current AND is_due"),
    )
    op.create_index(
        "ix_document_superseded",
        "document",
        ["id"],
        sqlite_where=sa.text("is_current = 0 AND derived_from IS NOT NULL"),
        postgresql_where=sa.text("NOT is_current AND derived_from IS NOT NULL"),
    )
    op.drop_table("card_key")
    op.drop_table("text_key")
    op.create_table(
        "text_key",
        sa.Column("key", sa.String(length=80), nullable=False),
        sa.Column("day", sa.String(length=10), nullable=False),
        sa.Column("document_id", sa.String(length=80), nullable=False),
        sa.ForeignKeyConstraint(
            ["document_id"], ["document.id"], name=op.f("fk_text_key_document_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("key", "day", "document_id", name=op.f("pk_text_key")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_text_key_document_id"), "text_key", ["document_id"])
    op.create_table(
        "card_key",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("day", sa.String(length=10), nullable=False),
        sa.Column("claim_id", sa.String(length=80), nullable=False),
        sa.Column("first", sa.Integer(), nullable=True),
        sa.Column("last", sa.Integer(), nullable=True),
        sa.Column("is_dated", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["claim_id"], ["card.claim_id"], name=op.f("fk_card_key_claim_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("key", "day", "claim_id", name=op.f("pk_card_key")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_card_key_claim_id"), "card_key", ["claim_id"])
    op.create_table(
        "crowded_key",
        sa.Column("of", sa.String(length=10), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("is_stale", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("of", "key", name=op.f("pk_crowded_key")),
    )
    with op.batch_alter_table("card") as card:
        card.add_column(sa.Column("day", sa.String(length=10), nullable=False))
        card.add_column(sa.Column("is_split", sa.Boolean(), server_default=sa.false(), nullable=False))
        card.alter_column("value", existing_type=sa.JSON(), type_=sa.Text(), existing_nullable=False)


def downgrade() -> None:
    raise NotImplementedError("derived tables can be made again: open the ledger with the older version's own")
