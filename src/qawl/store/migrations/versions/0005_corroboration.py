"""Derived tables that hold whole records, with the keys by which what belongs together is found."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_OLD = ("account_claim", "copy", "pair", "control", "relation", "prediction", "account")


def upgrade() -> None:
    for name in _OLD:
        op.drop_table(name)
    op.drop_index("ix_claim_place_id_first_day", "claim")
    op.create_index(
        op.f("ix_claim_place_id_last_day_first_day_type_status"),
        "claim",
        ["place_id", "last_day", "first_day", "type", "status"],
    )
    op.create_table(
        "derived_document",
        sa.Column("document_id", sa.String(length=80), nullable=False),
        sa.Column("reading_id", sa.String(length=80), nullable=False),
        sa.ForeignKeyConstraint(
            ["document_id"], ["document.id"], name=op.f("fk_derived_document_document_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("document_id", name=op.f("pk_derived_document")),
    )
    op.create_table(
        "text_key",
        sa.Column("document_id", sa.String(length=80), nullable=False),
        sa.Column("key", sa.String(length=80), nullable=False),
        sa.ForeignKeyConstraint(
            ["document_id"], ["document.id"], name=op.f("fk_text_key_document_id"), ondelete="CASCADE"
        ),
        sa.UniqueConstraint("key", "document_id", name=op.f("uq_text_key_key_document_id")),
    )
    op.create_index(op.f("ix_text_key_document_id"), "text_key", ["document_id"])
    op.create_table(
        "copy",
        sa.Column("left_id", sa.String(length=80), nullable=False),
        sa.Column("right_id", sa.String(length=80), nullable=False),
        sa.Column("value", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["left_id"], ["document.id"], name=op.f("fk_copy_left_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["right_id"], ["document.id"], name=op.f("fk_copy_right_id"), ondelete="CASCADE"),
        sa.UniqueConstraint("left_id", "right_id", name=op.f("uq_copy_left_id_right_id")),
    )
    op.create_index(op.f("ix_copy_right_id"), "copy", ["right_id"])
    op.create_table(
        "original",
        sa.Column("document_id", sa.String(length=80), nullable=False),
        sa.Column("original_id", sa.String(length=80), nullable=False),
        sa.Column("rule", sa.Text(), server_default="", nullable=False),
        sa.ForeignKeyConstraint(
            ["document_id"], ["document.id"], name=op.f("fk_original_document_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["original_id"], ["document.id"], name=op.f("fk_original_original_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("document_id", name=op.f("pk_original")),
    )
    op.create_index(op.f("ix_original_original_id"), "original", ["original_id"])
    op.create_table(
        "card",
        sa.Column("claim_id", sa.String(length=80), nullable=False),
        sa.Column("document_id", sa.String(length=80), nullable=False),
        sa.Column("type", sa.String(length=20), nullable=False),
        sa.Column("place_id", sa.Text(), nullable=True),
        sa.Column("value", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["claim_id"], ["claim.id"], name=op.f("fk_card_claim_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name=op.f("fk_card_document_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("claim_id", name=op.f("pk_card")),
    )
    op.create_index(op.f("ix_card_document_id"), "card", ["document_id"])
    op.create_index(op.f("ix_card_place_id_type"), "card", ["place_id", "type"])
    op.create_table(
        "card_key",
        sa.Column("claim_id", sa.String(length=80), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("day", sa.String(length=10), nullable=False),
        sa.ForeignKeyConstraint(["claim_id"], ["card.claim_id"], name=op.f("fk_card_key_claim_id"), ondelete="CASCADE"),
        sa.UniqueConstraint("key", "claim_id", name=op.f("uq_card_key_key_claim_id")),
    )
    op.create_index(op.f("ix_card_key_claim_id"), "card_key", ["claim_id"])
    op.create_table(
        "pair",
        sa.Column("left_id", sa.String(length=80), nullable=False),
        sa.Column("right_id", sa.String(length=80), nullable=False),
        sa.Column("verdict", sa.String(length=20), nullable=False),
        sa.Column("value", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["left_id"], ["card.claim_id"], name=op.f("fk_pair_left_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["right_id"], ["card.claim_id"], name=op.f("fk_pair_right_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("left_id", "right_id", name=op.f("pk_pair")),
    )
    op.create_index(op.f("ix_pair_right_id"), "pair", ["right_id"])
    op.create_table(
        "account",
        sa.Column("id", sa.String(length=80), nullable=False),
        sa.Column("type", sa.String(length=20), nullable=False),
        sa.Column("place_id", sa.Text(), nullable=True),
        sa.Column("first_day", sa.String(length=10), nullable=True),
        sa.Column("origins", sa.Integer(), nullable=False),
        sa.Column("conflicts", sa.Integer(), nullable=False),
        sa.Column("value", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account")),
    )
    op.create_index(op.f("ix_account_place_id"), "account", ["place_id"])
    op.create_index(op.f("ix_account_first_day"), "account", ["first_day"])
    op.create_table(
        "account_claim",
        sa.Column("account_id", sa.String(length=80), nullable=False),
        sa.Column("claim_id", sa.String(length=80), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_account_claim_account_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["claim_id"], ["claim.id"], name=op.f("fk_account_claim_claim_id"), ondelete="CASCADE"),
        sa.UniqueConstraint("account_id", "claim_id", name=op.f("uq_account_claim_account_id_claim_id")),
    )
    op.create_index(op.f("ix_account_claim_claim_id"), "account_claim", ["claim_id"])


def downgrade() -> None:
    raise NotImplementedError("derived tables can be made again: open the ledger with the older version's own")
