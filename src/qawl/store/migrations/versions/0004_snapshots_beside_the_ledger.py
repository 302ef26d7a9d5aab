"""Pages move from the database into files beside it; documents keep every date found; visits and alerts are kept."""

import zlib

import sqlalchemy as sa
from alembic import context, op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_PAYLOAD = sa.table("payload", sa.column("sha256", sa.String), sa.column("content", sa.LargeBinary))


def upgrade() -> None:
    op.create_table(
        "about",
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_about")),
    )
    op.create_table(
        "visit",
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("etag", sa.Text(), server_default="", nullable=False),
        sa.Column("last_modified", sa.Text(), server_default="", nullable=False),
        sa.Column("outcome", sa.Text(), server_default="", nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("visited_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("url", name=op.f("pk_visit")),
    )
    op.create_table(
        "alert_sent",
        sa.Column("alert", sa.String(length=200), nullable=False),
        sa.Column("claim_id", sa.String(length=80), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("alert", "claim_id", name=op.f("pk_alert_sent")),
    )
    op.add_column("article", sa.Column("address", sa.Text(), nullable=False, server_default=""))
    op.create_index(op.f("ix_article_address"), "article", ["address"])
    op.add_column("issue", sa.Column("reason", sa.Text(), nullable=False, server_default=""))
    op.add_column("document", sa.Column("dates", sa.JSON(), nullable=False, server_default="[]"))
    op.add_column("document", sa.Column("flags", sa.JSON(), nullable=False, server_default="[]"))
    op.add_column("snapshot", sa.Column("url", sa.Text(), nullable=False, server_default=""))
    op.add_column("claim", sa.Column("quote", sa.Text(), nullable=False, server_default=""))
    op.execute(
        "UPDATE claim SET quote = (SELECT substr(document.text, evidence_start + 1, evidence_end - evidence_start)"
        " FROM document WHERE document.id = claim.document_id)"
    )
    op.add_column("payload", sa.Column("kept_in", sa.Text(), nullable=False, server_default=""))
    _move_pages()
    op.drop_column("payload", "content")  # in place: a copy of the table would break what refers to it


def _move_pages() -> None:
    """Every page is on the disk before the transaction that forgets it commits."""
    put = context.config.attributes["keep_page"]
    connection = op.get_bind()
    for sha256 in connection.execute(sa.select(_PAYLOAD.c.sha256)).scalars().all():
        packed = connection.execute(sa.select(_PAYLOAD.c.content).where(_PAYLOAD.c.sha256 == sha256)).scalar_one()
        put(sha256, zlib.decompress(packed))


def downgrade() -> None:
    raise NotImplementedError("pages stand outside the database now; restore a copy of the older ledger instead")
