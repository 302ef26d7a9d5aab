"""People's decisions on pairs meet what is derived, from both of their ends; quotations are found by keys."""

import json

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("review", sa.Column("other_document_id", sa.String(length=80), server_default="", nullable=False))
    op.create_index(op.f("ix_review_other_document_id"), "review", ["other_document_id"])
    _fill_other_ends()
    op.create_table(
        "decided_pair",
        sa.Column("left_id", sa.String(length=80), nullable=False),
        sa.Column("right_id", sa.String(length=80), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("decision", sa.String(length=20), nullable=False),
        sa.ForeignKeyConstraint(
            ["left_id"], ["card.claim_id"], name=op.f("fk_decided_pair_left_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["right_id"], ["card.claim_id"], name=op.f("fk_decided_pair_right_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("left_id", "right_id", "kind", name=op.f("pk_decided_pair")),
    )
    op.create_index(op.f("ix_decided_pair_right_id"), "decided_pair", ["right_id"])
    op.create_table(
        "quotation",
        sa.Column("id", sa.String(length=80), nullable=False),
        sa.Column("document_id", sa.String(length=80), nullable=False),
        sa.Column("value", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["document_id"], ["document.id"], name=op.f("fk_quotation_document_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_quotation")),
    )
    op.create_index(op.f("ix_quotation_document_id"), "quotation", ["document_id"])
    op.create_table(
        "quotation_key",
        sa.Column("quotation_id", sa.String(length=80), nullable=False),
        sa.Column("key", sa.String(length=80), nullable=False),
        sa.ForeignKeyConstraint(
            ["quotation_id"], ["quotation.id"], name=op.f("fk_quotation_key_quotation_id"), ondelete="CASCADE"
        ),
        sa.UniqueConstraint("key", "quotation_id", name=op.f("uq_quotation_key_key_quotation_id")),
    )
    op.create_index(op.f("ix_quotation_key_quotation_id"), "quotation_key", ["quotation_id"])


def _fill_other_ends() -> None:
    """The second document of decisions that were made before it had a column."""
    connection = op.get_bind()
    review = sa.table("review", sa.column("id"), sa.column("anchor"), sa.column("other_document_id"))
    for row in connection.execute(sa.select(review.c.id, review.c.anchor)).all():
        anchor = json.loads(row.anchor) if isinstance(row.anchor, str) else row.anchor
        if anchor.get("other"):
            found = anchor["other"]["document_id"]
            connection.execute(review.update().where(review.c.id == row.id).values(other_document_id=found))


def downgrade() -> None:
    op.drop_table("quotation_key")
    op.drop_table("quotation")
    op.drop_table("decided_pair")
    op.drop_index(op.f("ix_review_other_document_id"), "review")
    op.drop_column("review", "other_document_id")
