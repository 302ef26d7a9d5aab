"""The recorded tables of a ledger, one schema for SQLite and PostgreSQL.

They hold what was published, what was read in it and what people decided; what follows from them stands in
``derived``. Offsets are code points of ``document.text``; times are UTC; days are ISO dates as text, so that
«2017-09» <= «2017-09-11» compares as expected.
"""

from sqlalchemy import (
    JSON,
    Boolean,
    CheckConstraint,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
    true,
)

from qawl.store.columns import UtcDateTime, id_column, metadata, number_column, owner_column, word_column

# --- what was published ---------------------------------------------------------------------------

article = Table(
    "article",
    metadata,
    id_column(),
    Column("key", Text, nullable=False, unique=True),
    word_column("outlet_id"),
    word_column("url"),
    word_column("address"),
    Index(None, "outlet_id"),
    Index(None, "address"),
)

payload = Table(
    "payload",
    metadata,
    Column("sha256", String(64), primary_key=True),
    Column("size", Integer, nullable=False),
    word_column("kept_in"),
)
"""A page as received. ``kept_in`` is empty for a file of the snapshot folder, else «warc:FILE:OFFSET:LENGTH»."""

snapshot = Table(
    "snapshot",
    metadata,
    id_column(),
    owner_column("article.id", name="article_id"),
    Column("sha256", String(64), ForeignKey("payload.sha256"), nullable=False, index=True),
    word_column("media_type"),
    word_column("origin"),
    word_column("url"),
    Column("headers", JSON, nullable=False),
    Column("retrieved_at", UtcDateTime, nullable=False),
)

document = Table(
    "document",
    metadata,
    id_column(),
    owner_column("article.id", name="article_id"),
    owner_column("snapshot.id", name="snapshot_id"),
    Column("is_current", Boolean, nullable=False, comment="the newest version of its article"),
    Column("text", Text, nullable=False),
    Column("text_sha256", String(64), nullable=False, index=True),
    word_column("title"),
    word_column("byline"),
    word_column("outlet_id"),
    word_column("outlet_name"),
    word_column("url"),
    word_column("language"),
    word_column("extractor"),
    word_column("external_id"),
    word_column("mark"),
    Column("published_at", UtcDateTime),
    Column("published_offset", Integer, comment="minutes east of UTC"),
    Column("published_precision", String(10)),
    Column("published_zone_known", Boolean),
    Column("published_said_by", Text),
    Column("published_day", String(10), comment="the outlet's own calendar day"),
    Column("modified_at", UtcDateTime),
    Column("dates", JSON, nullable=False, server_default="[]", comment="every date found, with its field"),
    Column("flags", JSON, nullable=False, server_default="[]"),
    Column("added_at", UtcDateTime, nullable=False),
    Column("derived_from", String(80), comment="the reading that its derived rows were made from"),
    Column("is_due", Boolean, nullable=False, server_default=true(), comment="to be derived from"),
    Index(None, "outlet_id"),
    Index(None, "external_id"),
    Index(None, "added_at"),
    Index("ix_document_in_order", text("published_day DESC"), "id", "is_current", "outlet_id"),
    Index(
        "ix_document_old",
        "id",
        sqlite_where=text("is_current = 0"),
        postgresql_where=text("NOT is_current"),
    ),
    Index(
        "ix_document_due",
        "published_day",
        "id",
        sqlite_where=text("is_current = 1 AND is_due = 1"),
        postgresql_where=text("is_current AND is_due"),
    ),
    Index(
        "ix_document_superseded",
        "id",
        sqlite_where=text("is_current = 0 AND derived_from IS NOT NULL"),
        postgresql_where=text("NOT is_current AND derived_from IS NOT NULL"),
    ),
)

# --- what was read in it --------------------------------------------------------------------------

reading = Table(
    "reading",
    metadata,
    id_column(),
    owner_column("document.id", name="document_id"),
    Column("version", Text, nullable=False, index=True),
    Column("is_current", Boolean, nullable=False),
    Column("made_at", UtcDateTime, nullable=False),
    Column("statements", Integer, nullable=False),
    Column("claims", Integer, nullable=False),
    UniqueConstraint("document_id", "version"),
    Index(
        "uq_reading_current",
        "document_id",
        unique=True,
        sqlite_where=text("is_current"),
        postgresql_where=text("is_current"),
    ),
)

speaker = Table(
    "speaker",
    metadata,
    id_column(),
    word_column("name"),
    word_column("folded"),
    word_column("kind"),
    Column("entity", Text, index=True),
    Index(None, "folded"),
)

statement = Table(
    "statement",
    metadata,
    id_column(),
    owner_column("reading.id", name="reading_id"),
    owner_column("document.id", name="document_id", index=False),
    Column("ordinal", Integer, nullable=False),
    Column("cue_start", Integer, nullable=False),
    Column("cue_end", Integer, nullable=False),
    Column("source_start", Integer),
    Column("source_end", Integer),
    Column("speaker_id", String(80), ForeignKey("speaker.id"), nullable=False, index=True),
    word_column("short_name"),
    word_column("role"),
    word_column("affiliation"),
    word_column("speaker_rule"),
    Column("speaker_score", Float, nullable=False),
    word_column("manner"),
    word_column("stance"),
    word_column("commitment"),
    word_column("cue_lemma"),
    word_column("medium"),
    Column(
        "parent_id",
        String(80),
        ForeignKey("statement.id", ondelete="SET NULL", deferrable=True, initially="DEFERRED"),
        index=True,
    ),
    Column("rules", JSON, nullable=False),
    CheckConstraint("cue_start < cue_end", name="cue"),
    Index(None, "stance"),
    Index(None, "document_id", "ordinal"),
)

statement_content = Table(
    "statement_content",
    metadata,
    owner_column("statement.id", name="statement_id", index=False),
    Column("piece", Integer, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    UniqueConstraint("statement_id", "piece"),
)

mention = Table(
    "mention",
    metadata,
    id_column(),
    owner_column("reading.id", name="reading_id"),
    Column("kind", String(20), nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    word_column("rule"),
)

link = Table(
    "link",
    metadata,
    id_column(),
    owner_column("reading.id", name="reading_id"),
    Column("mention_id", String(80), ForeignKey("mention.id", ondelete="CASCADE"), index=True),
    Column("role", String(20), nullable=False, comment="toponym, place, time, actor or target"),
    Column("target", Text, index=True, comment="an actor, person or place id, or an EDTF value"),
    Column("score", Float, nullable=False),
    word_column("rule"),
    Column("runners_up", JSON, nullable=False),
    Column("inherited", Boolean, nullable=False),
)

claim = Table(
    "claim",
    metadata,
    id_column(),
    owner_column("reading.id", name="reading_id"),
    owner_column("document.id", name="document_id"),
    Column("ordinal", Integer, nullable=False),
    Column("type", String(20), nullable=False),
    Column("event", String(40)),
    Column("mode", String(60)),
    Column("evidence_start", Integer, nullable=False),
    Column("evidence_end", Integer, nullable=False),
    word_column("quote"),
    Column("status", String(20), nullable=False),
    Column(
        "statement_id",
        String(80),
        ForeignKey("statement.id", ondelete="SET NULL", deferrable=True, initially="DEFERRED"),
        index=True,
    ),
    Column("place_link_id", String(80), ForeignKey("link.id")),
    Column("time_link_id", String(80), ForeignKey("link.id")),
    Column("place_id", Text, comment="target of the place link"),
    Column("first_day", String(10), comment="of the time link, else of publication"),
    Column("last_day", String(10)),
    Column("flags", JSON, nullable=False),
    word_column("rule"),
    Column("rules", JSON, nullable=False, server_default="[]"),
    CheckConstraint("evidence_start < evidence_end", name="evidence"),
    Index(None, "type", "place_id", "first_day"),
    Index(None, "place_id", "last_day", "first_day", "type", "status"),
    Index(None, "status"),
    Index(
        "ix_claim_in_order",
        text("first_day DESC"),
        "document_id",
        "ordinal",
        "type",
        "status",
        "place_id",
        "last_day",
    ),
)

claim_party = Table(
    "claim_party",
    metadata,
    owner_column("claim.id", name="claim_id", index=False),
    Column("role", String(10), nullable=False, comment="actor or target"),
    Column("ordinal", Integer, nullable=False),
    word_column("name"),
    word_column("folded"),
    Column("link_id", String(80), ForeignKey("link.id", ondelete="CASCADE"), nullable=False),
    Column("entity", Text, comment="target of the link"),
    UniqueConstraint("claim_id", "role", "ordinal"),
    Index(None, "folded"),
    Index(None, "entity", "role", "claim_id"),
)

quantity = Table(
    "quantity",
    metadata,
    Column("claim_id", String(80), ForeignKey("claim.id", ondelete="CASCADE"), primary_key=True),
    Column("mention_id", String(80), ForeignKey("mention.id", ondelete="CASCADE"), nullable=False),
    Column("min", Float),
    Column("max", Float),
    word_column("unit"),
    word_column("counted"),
    word_column("basis"),
    Column("harm", String(20)),
    Column("part_of_start", Integer),
    Column("part_of_end", Integer),
    Column("since", Text),
)

headline_finding = Table(
    "headline_finding",
    metadata,
    owner_column("reading.id", name="reading_id", index=False),
    Column("ordinal", Integer, nullable=False),
    Column("kind", String(40), nullable=False),
    Column("headline_start", Integer, nullable=False),
    Column("headline_end", Integer, nullable=False),
    Column("body_start", Integer, nullable=False),
    Column("body_end", Integer, nullable=False),
    Column("claims", JSON, nullable=False),
    Column("statement_id", String(80)),
    word_column("rule"),
    UniqueConstraint("reading_id", "ordinal"),
)

sentence = Table(
    "sentence",
    metadata,
    number_column(),
    owner_column("document.id", name="document_id", index=False),
    Column("number", Integer, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    UniqueConstraint("document_id", "number"),
)

# --- what the records point at --------------------------------------------------------------------

place = Table(
    "place",
    metadata,
    id_column(),
    word_column("name_ar"),
    word_column("name_en"),
    word_column("kind"),
    word_column("country"),
    Column("latitude", Float, nullable=False),
    Column("longitude", Float, nullable=False),
    Column("parent", Text, index=True),
    Column("geonames", Integer, index=True),
    Column("population", Integer, nullable=False),
)

place_name = Table(
    "place_name",
    metadata,
    owner_column("place.id", name="place_id"),
    Column("folded", Text, nullable=False),
    UniqueConstraint("folded", "place_id"),
)

actor = Table(
    "actor",
    metadata,
    id_column(),
    word_column("name_ar"),
    word_column("name_en"),
    word_column("folded"),
    word_column("kind"),
    word_column("sector"),
    word_column("country"),
    Column("parent", Text, index=True),
    Column("wikidata", String(20)),
    Index(None, "folded"),
)

# --- what went wrong, and what people decided -----------------------------------------------------

issue = Table(
    "issue",
    metadata,
    number_column(),
    Column("origin", Text, nullable=False, index=True),
    Column("stage", String(20), nullable=False),
    Column("message", Text, nullable=False),
    Column("offset", Integer),
    word_column("reason"),
    Column("seen_at", UtcDateTime, nullable=False),
)

visit = Table(
    "visit",
    metadata,
    Column("url", Text, primary_key=True),
    word_column("etag"),
    word_column("last_modified"),
    word_column("outcome"),
    Column("failures", Integer, nullable=False),
    Column("visited_at", UtcDateTime, nullable=False),
)
"""The last visit to an address: what to ask next time, and how it ended (empty when well)."""

alert_sent = Table(
    "alert_sent",
    metadata,
    Column("alert", String(200), primary_key=True),
    Column("claim_id", String(80), primary_key=True),
    Column("sent_at", UtcDateTime, nullable=False),
)

about = Table(
    "about",
    metadata,
    Column("name", String(80), primary_key=True),
    Column("value", Text, nullable=False),
)
"""What a ledger says of itself: where its pages are, and how they are kept."""

reviewer = Table(
    "reviewer",
    metadata,
    id_column(),
    Column("name", Text, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
)

review = Table(
    "review",
    metadata,
    number_column(),
    Column("document_id", String(80), nullable=False, index=True, comment="survives the document's removal"),
    Column("record_kind", String(20), nullable=False),
    Column("record_id", String(80), nullable=False, index=True),
    Column("other_document_id", String(80), nullable=False, server_default="", index=True),
    Column("anchor", JSON, nullable=False),
    Column("decision", String(20), nullable=False),
    Column("value", JSON),
    Column("reviewer_id", String(80), ForeignKey("reviewer.id"), nullable=False, index=True),
    Column("made_at", UtcDateTime, nullable=False),
    word_column("reason"),
)
