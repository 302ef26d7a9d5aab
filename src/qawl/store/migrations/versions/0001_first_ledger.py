"""The first ledger: everything recorded, the derived tables, and the search index over sentences."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    _create_tables()
    if op.get_bind().dialect.name == "sqlite":
        _create_sqlite_search()
    else:
        op.execute("CREATE INDEX ix_sentence_words ON sentence USING gin (to_tsvector('simple', folded))")


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TABLE sentence_words")
    for table in reversed(_TABLES):
        op.drop_table(table)


def _create_sqlite_search() -> None:
    """An index without a copy of the text: it follows the sentence table by triggers, cascades included."""
    op.execute(
        "CREATE VIRTUAL TABLE sentence_words USING fts5("
        "folded, content='sentence', content_rowid='id', tokenize='unicode61 remove_diacritics 0')"
    )
    op.execute(
        "CREATE TRIGGER sentence_added AFTER INSERT ON sentence BEGIN "
        "INSERT INTO sentence_words(rowid, folded) VALUES (new.id, new.folded); END"
    )
    op.execute(
        "CREATE TRIGGER sentence_removed AFTER DELETE ON sentence BEGIN "
        "INSERT INTO sentence_words(sentence_words, rowid, folded) VALUES ('delete', old.id, old.folded); END"
    )


_TABLES = (
    "account",
    "actor",
    "article",
    "issue",
    "payload",
    "place",
    "reviewer",
    "speaker",
    "place_name",
    "review",
    "snapshot",
    "document",
    "copy",
    "reading",
    "sentence",
    "mention",
    "statement",
    "link",
    "statement_content",
    "claim",
    "account_claim",
    "claim_party",
    "control",
    "pair",
    "prediction",
    "quantity",
    "relation",
)


def _create_tables() -> None:
    op.create_table(
        "account",
        sa.Column("id", sa.String(length=80), nullable=False),
        sa.Column("rule_version", sa.Text(), nullable=False),
        sa.Column("type", sa.String(length=20), nullable=False),
        sa.Column("place_id", sa.Text(), nullable=True),
        sa.Column("first_day", sa.String(length=10), nullable=True),
        sa.Column("last_day", sa.String(length=10), nullable=True),
        sa.Column("origins", sa.Integer(), nullable=False),
        sa.Column("reasons", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account")),
    )
    op.create_index(op.f("ix_account_place_id"), "account", ["place_id"], unique=False)
    op.create_index(op.f("ix_account_rule_version"), "account", ["rule_version"], unique=False)
    op.create_table(
        "actor",
        sa.Column("id", sa.String(length=80), nullable=False),
        sa.Column("name_ar", sa.Text(), server_default="", nullable=False),
        sa.Column("name_en", sa.Text(), server_default="", nullable=False),
        sa.Column("folded", sa.Text(), server_default="", nullable=False),
        sa.Column("kind", sa.Text(), server_default="", nullable=False),
        sa.Column("sector", sa.Text(), server_default="", nullable=False),
        sa.Column("country", sa.Text(), server_default="", nullable=False),
        sa.Column("parent", sa.Text(), nullable=True),
        sa.Column("wikidata", sa.String(length=20), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_actor")),
    )
    op.create_index(op.f("ix_actor_folded"), "actor", ["folded"], unique=False)
    op.create_index(op.f("ix_actor_parent"), "actor", ["parent"], unique=False)
    op.create_table(
        "article",
        sa.Column("id", sa.String(length=80), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("outlet_id", sa.Text(), server_default="", nullable=False),
        sa.Column("url", sa.Text(), server_default="", nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_article")),
        sa.UniqueConstraint("key", name=op.f("uq_article_key")),
    )
    op.create_index(op.f("ix_article_outlet_id"), "article", ["outlet_id"], unique=False)
    op.create_table(
        "issue",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("origin", sa.Text(), nullable=False),
        sa.Column("stage", sa.String(length=20), nullable=False),
        sa.Column("message", sa.Text(), nullable=False),
        sa.Column("offset", sa.Integer(), nullable=True),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_issue")),
    )
    op.create_index(op.f("ix_issue_origin"), "issue", ["origin"], unique=False)
    op.create_table(
        "payload",
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False, comment="zlib"),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_payload")),
    )
    op.create_table(
        "place",
        sa.Column("id", sa.String(length=80), nullable=False),
        sa.Column("name_ar", sa.Text(), server_default="", nullable=False),
        sa.Column("name_en", sa.Text(), server_default="", nullable=False),
        sa.Column("kind", sa.Text(), server_default="", nullable=False),
        sa.Column("country", sa.Text(), server_default="", nullable=False),
        sa.Column("latitude", sa.Float(), nullable=False),
        sa.Column("longitude", sa.Float(), nullable=False),
        sa.Column("parent", sa.Text(), nullable=True),
        sa.Column("geonames", sa.Integer(), nullable=True),
        sa.Column("population", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_place")),
    )
    op.create_index(op.f("ix_place_geonames"), "place", ["geonames"], unique=False)
    op.create_index(op.f("ix_place_parent"), "place", ["parent"], unique=False)
    op.create_table(
        "reviewer",
        sa.Column("id", sa.String(length=80), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reviewer")),
    )
    op.create_table(
        "speaker",
        sa.Column("id", sa.String(length=80), nullable=False),
        sa.Column("name", sa.Text(), server_default="", nullable=False),
        sa.Column("folded", sa.Text(), server_default="", nullable=False),
        sa.Column("kind", sa.Text(), server_default="", nullable=False),
        sa.Column("entity", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_speaker")),
    )
    op.create_index(op.f("ix_speaker_entity"), "speaker", ["entity"], unique=False)
    op.create_index(op.f("ix_speaker_folded"), "speaker", ["folded"], unique=False)
    op.create_table(
        "place_name",
        sa.Column("place_id", sa.String(length=80), nullable=False),
        sa.Column("folded", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["place_id"], ["place.id"], name=op.f("fk_place_name_place_id"), ondelete="CASCADE"),
        sa.UniqueConstraint("folded", "place_id", name=op.f("uq_place_name_folded_place_id")),
    )
    op.create_index(op.f("ix_place_name_place_id"), "place_name", ["place_id"], unique=False)
    op.create_table(
        "review",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("document_id", sa.String(length=80), nullable=False, comment="survives the document's removal"),
        sa.Column("record_kind", sa.String(length=20), nullable=False),
        sa.Column("record_id", sa.String(length=80), nullable=False),
        sa.Column("anchor", sa.JSON(), nullable=False),
        sa.Column("decision", sa.String(length=20), nullable=False),
        sa.Column("value", sa.JSON(), nullable=True),
        sa.Column("reviewer_id", sa.String(length=80), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reason", sa.Text(), server_default="", nullable=False),
        sa.ForeignKeyConstraint(["reviewer_id"], ["reviewer.id"], name=op.f("fk_review_reviewer_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_review")),
    )
    op.create_index(op.f("ix_review_document_id"), "review", ["document_id"], unique=False)
    op.create_index(op.f("ix_review_record_id"), "review", ["record_id"], unique=False)
    op.create_index(op.f("ix_review_reviewer_id"), "review", ["reviewer_id"], unique=False)
    op.create_table(
        "snapshot",
        sa.Column("id", sa.String(length=80), nullable=False),
        sa.Column("article_id", sa.String(length=80), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("media_type", sa.Text(), server_default="", nullable=False),
        sa.Column("origin", sa.Text(), server_default="", nullable=False),
        sa.Column("headers", sa.JSON(), nullable=False),
        sa.Column("retrieved_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["article_id"], ["article.id"], name=op.f("fk_snapshot_article_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["sha256"], ["payload.sha256"], name=op.f("fk_snapshot_sha256")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_snapshot")),
    )
    op.create_index(op.f("ix_snapshot_article_id"), "snapshot", ["article_id"], unique=False)
    op.create_index(op.f("ix_snapshot_sha256"), "snapshot", ["sha256"], unique=False)
    op.create_table(
        "document",
        sa.Column("id", sa.String(length=80), nullable=False),
        sa.Column("article_id", sa.String(length=80), nullable=False),
        sa.Column("snapshot_id", sa.String(length=80), nullable=False),
        sa.Column("is_current", sa.Boolean(), nullable=False, comment="the newest version of its article"),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("text_sha256", sa.String(length=64), nullable=False),
        sa.Column("title", sa.Text(), server_default="", nullable=False),
        sa.Column("byline", sa.Text(), server_default="", nullable=False),
        sa.Column("outlet_id", sa.Text(), server_default="", nullable=False),
        sa.Column("outlet_name", sa.Text(), server_default="", nullable=False),
        sa.Column("url", sa.Text(), server_default="", nullable=False),
        sa.Column("language", sa.Text(), server_default="", nullable=False),
        sa.Column("extractor", sa.Text(), server_default="", nullable=False),
        sa.Column("external_id", sa.Text(), server_default="", nullable=False),
        sa.Column("mark", sa.Text(), server_default="", nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("published_offset", sa.Integer(), nullable=True, comment="minutes east of UTC"),
        sa.Column("published_precision", sa.String(length=10), nullable=True),
        sa.Column("published_zone_known", sa.Boolean(), nullable=True),
        sa.Column("published_said_by", sa.Text(), nullable=True),
        sa.Column("published_day", sa.String(length=10), nullable=True, comment="the outlet's own calendar day"),
        sa.Column("modified_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["article_id"], ["article.id"], name=op.f("fk_document_article_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["snapshot_id"], ["snapshot.id"], name=op.f("fk_document_snapshot_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_document")),
    )
    op.create_index(op.f("ix_document_article_id"), "document", ["article_id"], unique=False)
    op.create_index(op.f("ix_document_external_id"), "document", ["external_id"], unique=False)
    op.create_index(op.f("ix_document_outlet_id"), "document", ["outlet_id"], unique=False)
    op.create_index(op.f("ix_document_published_day"), "document", ["published_day"], unique=False)
    op.create_index(op.f("ix_document_snapshot_id"), "document", ["snapshot_id"], unique=False)
    op.create_index(op.f("ix_document_text_sha256"), "document", ["text_sha256"], unique=False)
    op.create_table(
        "copy",
        sa.Column("id", sa.String(length=80), nullable=False),
        sa.Column("rule_version", sa.Text(), nullable=False),
        sa.Column("document_id", sa.String(length=80), nullable=False),
        sa.Column("original_id", sa.String(length=80), nullable=False),
        sa.Column("score", sa.Float(), nullable=False),
        sa.Column("rule", sa.Text(), server_default="", nullable=False),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name=op.f("fk_copy_document_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["original_id"], ["document.id"], name=op.f("fk_copy_original_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_copy")),
    )
    op.create_index(op.f("ix_copy_document_id"), "copy", ["document_id"], unique=False)
    op.create_index(op.f("ix_copy_original_id"), "copy", ["original_id"], unique=False)
    op.create_index(op.f("ix_copy_rule_version"), "copy", ["rule_version"], unique=False)
    op.create_table(
        "reading",
        sa.Column("id", sa.String(length=80), nullable=False),
        sa.Column("document_id", sa.String(length=80), nullable=False),
        sa.Column("version", sa.Text(), nullable=False),
        sa.Column("is_current", sa.Boolean(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("statements", sa.Integer(), nullable=False),
        sa.Column("claims", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["document_id"], ["document.id"], name=op.f("fk_reading_document_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reading")),
        sa.UniqueConstraint("document_id", "version", name=op.f("uq_reading_document_id_version")),
    )
    op.create_index(op.f("ix_reading_document_id"), "reading", ["document_id"], unique=False)
    op.create_index(op.f("ix_reading_version"), "reading", ["version"], unique=False)
    op.create_index(
        "uq_reading_current",
        "reading",
        ["document_id"],
        unique=True,
        sqlite_where=sa.text("is_current"),
        postgresql_where=sa.text("is_current"),
    )
    op.create_table(
        "sentence",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("document_id", sa.String(length=80), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("folded", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["document_id"], ["document.id"], name=op.f("fk_sentence_document_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sentence")),
        sa.UniqueConstraint("document_id", "number", name=op.f("uq_sentence_document_id_number")),
    )
    op.create_table(
        "mention",
        sa.Column("id", sa.String(length=80), nullable=False),
        sa.Column("reading_id", sa.String(length=80), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("rule", sa.Text(), server_default="", nullable=False),
        sa.ForeignKeyConstraint(["reading_id"], ["reading.id"], name=op.f("fk_mention_reading_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mention")),
    )
    op.create_index(op.f("ix_mention_reading_id"), "mention", ["reading_id"], unique=False)
    op.create_table(
        "statement",
        sa.Column("id", sa.String(length=80), nullable=False),
        sa.Column("reading_id", sa.String(length=80), nullable=False),
        sa.Column("document_id", sa.String(length=80), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("cue_start", sa.Integer(), nullable=False),
        sa.Column("cue_end", sa.Integer(), nullable=False),
        sa.Column("source_start", sa.Integer(), nullable=True),
        sa.Column("source_end", sa.Integer(), nullable=True),
        sa.Column("speaker_id", sa.String(length=80), nullable=False),
        sa.Column("short_name", sa.Text(), server_default="", nullable=False),
        sa.Column("role", sa.Text(), server_default="", nullable=False),
        sa.Column("affiliation", sa.Text(), server_default="", nullable=False),
        sa.Column("speaker_rule", sa.Text(), server_default="", nullable=False),
        sa.Column("speaker_score", sa.Float(), nullable=False),
        sa.Column("manner", sa.Text(), server_default="", nullable=False),
        sa.Column("stance", sa.Text(), server_default="", nullable=False),
        sa.Column("commitment", sa.Text(), server_default="", nullable=False),
        sa.Column("cue_lemma", sa.Text(), server_default="", nullable=False),
        sa.Column("medium", sa.Text(), server_default="", nullable=False),
        sa.Column("parent_id", sa.String(length=80), nullable=True),
        sa.Column("rules", sa.JSON(), nullable=False),
        sa.CheckConstraint("cue_start < cue_end", name=op.f("ck_statement_cue")),
        sa.ForeignKeyConstraint(
            ["document_id"], ["document.id"], name=op.f("fk_statement_document_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["parent_id"],
            ["statement.id"],
            name=op.f("fk_statement_parent_id"),
            ondelete="SET NULL",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(
            ["reading_id"], ["reading.id"], name=op.f("fk_statement_reading_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["speaker_id"], ["speaker.id"], name=op.f("fk_statement_speaker_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_statement")),
    )
    op.create_index(op.f("ix_statement_document_id"), "statement", ["document_id"], unique=False)
    op.create_index(op.f("ix_statement_parent_id"), "statement", ["parent_id"], unique=False)
    op.create_index(op.f("ix_statement_reading_id"), "statement", ["reading_id"], unique=False)
    op.create_index(op.f("ix_statement_speaker_id"), "statement", ["speaker_id"], unique=False)
    op.create_index(op.f("ix_statement_stance"), "statement", ["stance"], unique=False)
    op.create_table(
        "link",
        sa.Column("id", sa.String(length=80), nullable=False),
        sa.Column("reading_id", sa.String(length=80), nullable=False),
        sa.Column("mention_id", sa.String(length=80), nullable=True),
        sa.Column("role", sa.String(length=20), nullable=False, comment="toponym, place, time, actor or target"),
        sa.Column("target", sa.Text(), nullable=True, comment="an actor, person or place id, or an EDTF value"),
        sa.Column("score", sa.Float(), nullable=False),
        sa.Column("rule", sa.Text(), server_default="", nullable=False),
        sa.Column("runners_up", sa.JSON(), nullable=False),
        sa.Column("inherited", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["mention_id"], ["mention.id"], name=op.f("fk_link_mention_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["reading_id"], ["reading.id"], name=op.f("fk_link_reading_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_link")),
    )
    op.create_index(op.f("ix_link_mention_id"), "link", ["mention_id"], unique=False)
    op.create_index(op.f("ix_link_reading_id"), "link", ["reading_id"], unique=False)
    op.create_index(op.f("ix_link_target"), "link", ["target"], unique=False)
    op.create_table(
        "statement_content",
        sa.Column("statement_id", sa.String(length=80), nullable=False),
        sa.Column("piece", sa.Integer(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["statement_id"], ["statement.id"], name=op.f("fk_statement_content_statement_id"), ondelete="CASCADE"
        ),
        sa.UniqueConstraint("statement_id", "piece", name=op.f("uq_statement_content_statement_id_piece")),
    )
    op.create_table(
        "claim",
        sa.Column("id", sa.String(length=80), nullable=False),
        sa.Column("reading_id", sa.String(length=80), nullable=False),
        sa.Column("document_id", sa.String(length=80), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("type", sa.String(length=20), nullable=False),
        sa.Column("event", sa.String(length=40), nullable=True),
        sa.Column("mode", sa.String(length=60), nullable=True),
        sa.Column("evidence_start", sa.Integer(), nullable=False),
        sa.Column("evidence_end", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("statement_id", sa.String(length=80), nullable=True),
        sa.Column("place_link_id", sa.String(length=80), nullable=True),
        sa.Column("time_link_id", sa.String(length=80), nullable=True),
        sa.Column("place_id", sa.Text(), nullable=True, comment="target of the place link"),
        sa.Column("first_day", sa.String(length=10), nullable=True, comment="of the time link, else of publication"),
        sa.Column("last_day", sa.String(length=10), nullable=True),
        sa.Column("flags", sa.JSON(), nullable=False),
        sa.Column("rule", sa.Text(), server_default="", nullable=False),
        sa.CheckConstraint("evidence_start < evidence_end", name=op.f("ck_claim_evidence")),
        sa.ForeignKeyConstraint(
            ["document_id"], ["document.id"], name=op.f("fk_claim_document_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["place_link_id"], ["link.id"], name=op.f("fk_claim_place_link_id")),
        sa.ForeignKeyConstraint(["reading_id"], ["reading.id"], name=op.f("fk_claim_reading_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["statement_id"],
            ["statement.id"],
            name=op.f("fk_claim_statement_id"),
            ondelete="SET NULL",
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(["time_link_id"], ["link.id"], name=op.f("fk_claim_time_link_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_claim")),
    )
    op.create_index(op.f("ix_claim_document_id"), "claim", ["document_id"], unique=False)
    op.create_index(op.f("ix_claim_first_day"), "claim", ["first_day"], unique=False)
    op.create_index(op.f("ix_claim_place_id_first_day"), "claim", ["place_id", "first_day"], unique=False)
    op.create_index(op.f("ix_claim_reading_id"), "claim", ["reading_id"], unique=False)
    op.create_index(op.f("ix_claim_statement_id"), "claim", ["statement_id"], unique=False)
    op.create_index(op.f("ix_claim_status"), "claim", ["status"], unique=False)
    op.create_index(op.f("ix_claim_type_place_id_first_day"), "claim", ["type", "place_id", "first_day"], unique=False)
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
    op.create_index(op.f("ix_account_claim_claim_id"), "account_claim", ["claim_id"], unique=False)
    op.create_table(
        "claim_party",
        sa.Column("claim_id", sa.String(length=80), nullable=False),
        sa.Column("role", sa.String(length=10), nullable=False, comment="actor or target"),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), server_default="", nullable=False),
        sa.Column("folded", sa.Text(), server_default="", nullable=False),
        sa.Column("link_id", sa.String(length=80), nullable=False),
        sa.Column("entity", sa.Text(), nullable=True, comment="target of the link"),
        sa.ForeignKeyConstraint(["claim_id"], ["claim.id"], name=op.f("fk_claim_party_claim_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["link_id"], ["link.id"], name=op.f("fk_claim_party_link_id"), ondelete="CASCADE"),
        sa.UniqueConstraint("claim_id", "role", "ordinal", name=op.f("uq_claim_party_claim_id_role_ordinal")),
    )
    op.create_index(op.f("ix_claim_party_entity"), "claim_party", ["entity"], unique=False)
    op.create_index(op.f("ix_claim_party_folded"), "claim_party", ["folded"], unique=False)
    op.create_table(
        "control",
        sa.Column("id", sa.String(length=80), nullable=False),
        sa.Column("rule_version", sa.Text(), nullable=False),
        sa.Column("place_id", sa.Text(), nullable=False),
        sa.Column("claim_id", sa.String(length=80), nullable=False),
        sa.Column("speaker_id", sa.String(length=80), nullable=True),
        sa.Column("first_day", sa.String(length=10), nullable=True),
        sa.Column("share", sa.Float(), nullable=True),
        sa.Column("verdict", sa.Text(), server_default="", nullable=False),
        sa.ForeignKeyConstraint(["claim_id"], ["claim.id"], name=op.f("fk_control_claim_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["speaker_id"], ["speaker.id"], name=op.f("fk_control_speaker_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_control")),
    )
    op.create_index(op.f("ix_control_claim_id"), "control", ["claim_id"], unique=False)
    op.create_index(op.f("ix_control_place_id"), "control", ["place_id"], unique=False)
    op.create_index(op.f("ix_control_rule_version"), "control", ["rule_version"], unique=False)
    op.create_index(op.f("ix_control_speaker_id"), "control", ["speaker_id"], unique=False)
    op.create_table(
        "pair",
        sa.Column("id", sa.String(length=80), nullable=False),
        sa.Column("rule_version", sa.Text(), nullable=False),
        sa.Column("left_id", sa.String(length=80), nullable=False),
        sa.Column("right_id", sa.String(length=80), nullable=False),
        sa.Column("verdict", sa.String(length=20), nullable=False),
        sa.Column("features", sa.JSON(), nullable=False),
        sa.Column("rule", sa.Text(), server_default="", nullable=False),
        sa.ForeignKeyConstraint(["left_id"], ["claim.id"], name=op.f("fk_pair_left_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["right_id"], ["claim.id"], name=op.f("fk_pair_right_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pair")),
    )
    op.create_index(op.f("ix_pair_left_id"), "pair", ["left_id"], unique=False)
    op.create_index(op.f("ix_pair_right_id"), "pair", ["right_id"], unique=False)
    op.create_index(op.f("ix_pair_rule_version"), "pair", ["rule_version"], unique=False)
    op.create_table(
        "prediction",
        sa.Column("id", sa.String(length=80), nullable=False),
        sa.Column("rule_version", sa.Text(), nullable=False),
        sa.Column("claim_id", sa.String(length=80), nullable=False),
        sa.Column("horizon_first", sa.String(length=10), nullable=True),
        sa.Column("horizon_last", sa.String(length=10), nullable=True),
        sa.Column("outcome", sa.String(length=20), nullable=False),
        sa.Column("reasons", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["claim_id"], ["claim.id"], name=op.f("fk_prediction_claim_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_prediction")),
    )
    op.create_index(op.f("ix_prediction_claim_id"), "prediction", ["claim_id"], unique=False)
    op.create_index(op.f("ix_prediction_rule_version"), "prediction", ["rule_version"], unique=False)
    op.create_table(
        "quantity",
        sa.Column("claim_id", sa.String(length=80), nullable=False),
        sa.Column("mention_id", sa.String(length=80), nullable=False),
        sa.Column("min", sa.Float(), nullable=True),
        sa.Column("max", sa.Float(), nullable=True),
        sa.Column("unit", sa.Text(), server_default="", nullable=False),
        sa.Column("counted", sa.Text(), server_default="", nullable=False),
        sa.Column("basis", sa.Text(), server_default="", nullable=False),
        sa.Column("harm", sa.String(length=20), nullable=True),
        sa.Column("part_of_start", sa.Integer(), nullable=True),
        sa.Column("part_of_end", sa.Integer(), nullable=True),
        sa.Column("since", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["claim_id"], ["claim.id"], name=op.f("fk_quantity_claim_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["mention_id"], ["mention.id"], name=op.f("fk_quantity_mention_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("claim_id", name=op.f("pk_quantity")),
    )
    op.create_table(
        "relation",
        sa.Column("id", sa.String(length=80), nullable=False),
        sa.Column("rule_version", sa.Text(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("target", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("claim_id", sa.String(length=80), nullable=False),
        sa.ForeignKeyConstraint(["claim_id"], ["claim.id"], name=op.f("fk_relation_claim_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_relation")),
    )
    op.create_index(op.f("ix_relation_actor"), "relation", ["actor"], unique=False)
    op.create_index(op.f("ix_relation_claim_id"), "relation", ["claim_id"], unique=False)
    op.create_index(op.f("ix_relation_rule_version"), "relation", ["rule_version"], unique=False)
    op.create_index(op.f("ix_relation_target"), "relation", ["target"], unique=False)
