"""What waits for reviewers stands in order, derived; articles can be given to two reviewers who decide apart."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "queue_item",
        sa.Column("record_id", sa.String(length=170), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("document_id", sa.String(length=80), nullable=False),
        sa.Column("claim_id", sa.String(length=80), nullable=True),
        sa.Column("other_id", sa.Text(), nullable=True),
        sa.Column("outlet_id", sa.Text(), server_default="", nullable=False),
        sa.Column("type", sa.Text(), server_default="", nullable=False),
        sa.Column("place_id", sa.Text(), server_default="", nullable=False),
        sa.Column("weight", sa.Integer(), nullable=False),
        sa.Column("own", sa.JSON(), nullable=False),
        sa.Column("reasons", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["claim_id"], ["claim.id"], name=op.f("fk_queue_item_claim_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["document_id"], ["document.id"], name=op.f("fk_queue_item_document_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("record_id", name=op.f("pk_queue_item")),
    )
    for columns in (
        ["claim_id"],
        ["document_id"],
        ["weight", "record_id"],
        ["kind", "weight", "record_id"],
        ["type", "weight", "record_id"],
        ["outlet_id", "weight", "record_id"],
        ["place_id", "weight", "record_id"],
    ):
        op.create_index(op.f(f"ix_queue_item_{'_'.join(columns)}"), "queue_item", columns)
    op.create_index(
        "ix_queue_item_other",
        "queue_item",
        ["other_id"],
        sqlite_where=sa.text("other_id IS NOT NULL"),
        postgresql_where=sa.text("other_id IS NOT NULL"),
    )
    op.create_table(
        "assignment",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("document_id", sa.String(length=80), nullable=False),
        sa.Column("made_by", sa.Text(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("note", sa.Text(), server_default="", nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assignment")),
    )
    op.create_index(op.f("ix_assignment_document_id"), "assignment", ["document_id"])
    _create_part(
        "assignment_coder",
        sa.Column("side", sa.Integer(), nullable=False),
        sa.Column("reviewer_id", sa.String(length=80), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("note", sa.Text(), server_default="", nullable=False),
        sa.PrimaryKeyConstraint("assignment_id", "side", name=op.f("pk_assignment_coder")),
    )
    op.create_index(op.f("ix_assignment_coder_reviewer_id"), "assignment_coder", ["reviewer_id"])
    _create_part(
        "coding",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("document_id", sa.String(length=80), nullable=False),
        sa.Column("record_kind", sa.String(length=20), nullable=False),
        sa.Column("record_id", sa.String(length=80), nullable=False),
        sa.Column("other_document_id", sa.String(length=80), server_default="", nullable=False),
        sa.Column("anchor", sa.JSON(), nullable=False),
        sa.Column("decision", sa.String(length=20), nullable=False),
        sa.Column("value", sa.JSON(), nullable=True),
        sa.Column("reviewer_id", sa.String(length=80), nullable=False),
        sa.Column("reviewer_name", sa.Text(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reason", sa.Text(), server_default="", nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_coding")),
    )
    op.create_index(op.f("ix_coding_assignment_id"), "coding", ["assignment_id"])
    _create_part(
        "adjudication",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("record_id", sa.String(length=80), nullable=False),
        sa.Column("field", sa.String(length=40), nullable=False),
        sa.Column("taken", sa.String(length=10), nullable=False),
        sa.Column("made_by", sa.Text(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("note", sa.Text(), server_default="", nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_adjudication")),
    )
    op.create_index(op.f("ix_adjudication_assignment_id"), "adjudication", ["assignment_id"])


def _create_part(name: str, *columns: sa.schema.SchemaItem) -> None:
    """A table whose rows belong to an assignment."""
    owner = sa.ForeignKeyConstraint(
        ["assignment_id"], ["assignment.id"], name=op.f(f"fk_{name}_assignment_id"), ondelete="CASCADE"
    )
    op.create_table(name, sa.Column("assignment_id", sa.Integer(), nullable=False), *columns, owner)


def downgrade() -> None:
    raise NotImplementedError("people's decisions are never dropped: open the ledger with the older version's own")
