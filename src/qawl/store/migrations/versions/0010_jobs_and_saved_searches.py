"""Jobs for worker processes, searches that people keep, and documents by when they were added."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "job",
        sa.Column("id", sa.String(length=80), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("title", sa.Text(), server_default="", nullable=False),
        sa.Column("asked_by", sa.Text(), server_default="", nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("order", sa.JSON(), nullable=False),
        sa.Column("needs_fetch", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("attempts", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("worker", sa.Text(), server_default="", nullable=False),
        sa.Column("lease_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("is_stopping", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("progress", sa.JSON(), server_default="{}", nullable=False),
        sa.Column("report", sa.JSON(), server_default="{}", nullable=False),
        sa.Column("problem", sa.Text(), server_default="", nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_job")),
    )
    op.create_index(op.f("ix_job_state_asked_at"), "job", ["state", "asked_at"])
    op.create_index(op.f("ix_job_asked_at"), "job", ["asked_at"])
    op.create_table(
        "saved_search",
        sa.Column("id", sa.String(length=80), nullable=False),
        sa.Column("owner", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("query", sa.Text(), server_default="", nullable=False),
        sa.Column("is_shared", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saved_search")),
    )
    op.create_index(op.f("ix_saved_search_owner"), "saved_search", ["owner"])
    op.create_table(
        "search_opened",
        sa.Column("search_id", sa.String(length=80), nullable=False),
        sa.Column("reader", sa.Text(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["search_id"], ["saved_search.id"], name=op.f("fk_search_opened_search_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("search_id", "reader", name=op.f("pk_search_opened")),
    )
    op.create_index(op.f("ix_document_added_at"), "document", ["added_at"])


def downgrade() -> None:
    op.drop_index(op.f("ix_document_added_at"), "document")
    for name in ("search_opened", "saved_search", "job"):
        op.drop_table(name)
