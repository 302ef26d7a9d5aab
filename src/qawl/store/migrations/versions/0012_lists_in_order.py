"""Lists are walked in their order, from any record on, without looking at what stands before it."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.drop_index("ix_document_published_day", "document")
    op.drop_index("ix_claim_first_day", "claim")
    op.drop_index("ix_account_first_day", "account")
    op.drop_index("ix_claim_party_entity", "claim_party")
    op.drop_index("ix_original_original_id", "original")
    op.drop_index("ix_statement_document_id", "statement")
    op.create_index(
        "ix_document_in_order", "document", [sa.text("published_day DESC"), "id", "is_current", "outlet_id"]
    )
    op.create_index(
        "ix_document_old",
        "document",
        ["id"],
        sqlite_where=sa.text("is_current = 0"),
        postgresql_where=sa.text("NOT is_current"),
    )
    op.create_index(
        "ix_claim_in_order",
        "claim",
        [sa.text("first_day DESC"), "document_id", "ordinal", "type", "status", "place_id", "last_day"],
    )
    op.create_index(
        "ix_account_in_order",
        "account",
        [sa.text("first_day DESC"), sa.text("origins DESC"), "id", "type", "place_id", "conflicts"],
    )
    op.create_index("ix_claim_party_entity_role_claim_id", "claim_party", ["entity", "role", "claim_id"])
    op.create_index("ix_original_original_id_document_id", "original", ["original_id", "document_id"])
    op.create_index("ix_statement_document_id_ordinal", "statement", ["document_id", "ordinal"])


def downgrade() -> None:
    raise NotImplementedError("nothing is lost by keeping these indexes")
