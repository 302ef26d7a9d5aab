"""What headlines say otherwise than their bodies."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "headline_finding",
        sa.Column("reading_id", sa.String(length=80), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("headline_start", sa.Integer(), nullable=False),
        sa.Column("headline_end", sa.Integer(), nullable=False),
        sa.Column("body_start", sa.Integer(), nullable=False),
        sa.Column("body_end", sa.Integer(), nullable=False),
        sa.Column("claims", sa.JSON(), nullable=False),
        sa.Column("statement_id", sa.String(length=80), nullable=True),
        sa.Column("rule", sa.Text(), server_default="", nullable=False),
        sa.ForeignKeyConstraint(
            ["reading_id"], ["reading.id"], name=op.f("fk_headline_finding_reading_id"), ondelete="CASCADE"
        ),
        sa.UniqueConstraint("reading_id", "ordinal", name=op.f("uq_headline_finding_reading_id_ordinal")),
    )


def downgrade() -> None:
    op.drop_table("headline_finding")
