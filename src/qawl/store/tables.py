"""The tables of a ledger, one schema for SQLite and PostgreSQL.

Recorded tables hold what was published, what was read in it and what people decided. Derived tables
(``derived_tables``) hold what follows from them under one rule version and may be emptied at any time.
Offsets are code points of ``document.text``; times are UTC; days are ISO dates as text, so that
«2017-09» <= «2017-09-11» compares as expected.
"""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    CheckConstraint,
    Column,
    DateTime,
    Dialect,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
    text,
)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)


class UtcDateTime(TypeDecorator[datetime]):
    """An aware time, kept in UTC by databases that know zones and by SQLite, which does not."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return None if value is None else value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def _id() -> Column[str]:
    return Column("id", String(80), primary_key=True)


def _number() -> Column[int]:
    return Column("id", Integer, primary_key=True, autoincrement=True)


def _owner(target: str, *, name: str, index: bool = True) -> Column[str]:
    """A required reference that goes when its owner goes."""
    return Column(name, String(80), ForeignKey(target, ondelete="CASCADE"), nullable=False, index=index)


def _word(name: str, default: str | None = "") -> Column[Any]:
    """A short text; empty, never null, where nothing is known."""
    return Column(name, Text, nullable=default is None, server_default=default)


# --- what was published ---------------------------------------------------------------------------

article = Table(
    "article",
    metadata,
    _id(),
    Column("key", Text, nullable=False, unique=True),
    _word("outlet_id"),
    _word("url"),
    Index(None, "outlet_id"),
)

payload = Table(
    "payload",
    metadata,
    Column("sha256", String(64), primary_key=True),
    Column("size", Integer, nullable=False),
    Column("content", LargeBinary, nullable=False, comment="zlib"),
)

snapshot = Table(
    "snapshot",
    metadata,
    _id(),
    _owner("article.id", name="article_id"),
    Column("sha256", String(64), ForeignKey("payload.sha256"), nullable=False, index=True),
    _word("media_type"),
    _word("origin"),
    Column("headers", JSON, nullable=False),
    Column("retrieved_at", UtcDateTime, nullable=False),
)

document = Table(
    "document",
    metadata,
    _id(),
    _owner("article.id", name="article_id"),
    _owner("snapshot.id", name="snapshot_id"),
    Column("is_current", Boolean, nullable=False, comment="the newest version of its article"),
    Column("text", Text, nullable=False),
    Column("text_sha256", String(64), nullable=False, index=True),
    _word("title"),
    _word("byline"),
    _word("outlet_id"),
    _word("outlet_name"),
    _word("url"),
    _word("language"),
    _word("extractor"),
    _word("external_id"),
    _word("mark"),
    Column("published_at", UtcDateTime),
    Column("published_offset", Integer, comment="minutes east of UTC"),
    Column("published_precision", String(10)),
    Column("published_zone_known", Boolean),
    Column("published_said_by", Text),
    Column("published_day", String(10), index=True, comment="the outlet's own calendar day"),
    Column("modified_at", UtcDateTime),
    Column("added_at", UtcDateTime, nullable=False),
    Index(None, "outlet_id"),
    Index(None, "external_id"),
)

# --- what was read in it --------------------------------------------------------------------------

reading = Table(
    "reading",
    metadata,
    _id(),
    _owner("document.id", name="document_id"),
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
    _id(),
    _word("name"),
    _word("folded"),
    _word("kind"),
    Column("entity", Text, index=True),
    Index(None, "folded"),
)

statement = Table(
    "statement",
    metadata,
    _id(),
    _owner("reading.id", name="reading_id"),
    _owner("document.id", name="document_id"),
    Column("ordinal", Integer, nullable=False),
    Column("cue_start", Integer, nullable=False),
    Column("cue_end", Integer, nullable=False),
    Column("source_start", Integer),
    Column("source_end", Integer),
    Column("speaker_id", String(80), ForeignKey("speaker.id"), nullable=False, index=True),
    _word("short_name"),
    _word("role"),
    _word("affiliation"),
    _word("speaker_rule"),
    Column("speaker_score", Float, nullable=False),
    _word("manner"),
    _word("stance"),
    _word("commitment"),
    _word("cue_lemma"),
    _word("medium"),
    Column(
        "parent_id",
        String(80),
        ForeignKey("statement.id", ondelete="SET NULL", deferrable=True, initially="DEFERRED"),
        index=True,
    ),
    Column("rules", JSON, nullable=False),
    CheckConstraint("cue_start < cue_end", name="cue"),
    Index(None, "stance"),
)

statement_content = Table(
    "statement_content",
    metadata,
    _owner("statement.id", name="statement_id", index=False),
    Column("piece", Integer, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    UniqueConstraint("statement_id", "piece"),
)

mention = Table(
    "mention",
    metadata,
    _id(),
    _owner("reading.id", name="reading_id"),
    Column("kind", String(20), nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    _word("rule"),
)

link = Table(
    "link",
    metadata,
    _id(),
    _owner("reading.id", name="reading_id"),
    Column("mention_id", String(80), ForeignKey("mention.id", ondelete="CASCADE"), index=True),
    Column("role", String(20), nullable=False, comment="toponym, place, time, actor or target"),
    Column("target", Text, index=True, comment="an actor, person or place id, or an EDTF value"),
    Column("score", Float, nullable=False),
    _word("rule"),
    Column("runners_up", JSON, nullable=False),
    Column("inherited", Boolean, nullable=False),
)

claim = Table(
    "claim",
    metadata,
    _id(),
    _owner("reading.id", name="reading_id"),
    _owner("document.id", name="document_id"),
    Column("ordinal", Integer, nullable=False),
    Column("type", String(20), nullable=False),
    Column("event", String(40)),
    Column("mode", String(60)),
    Column("evidence_start", Integer, nullable=False),
    Column("evidence_end", Integer, nullable=False),
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
    Column("first_day", String(10), index=True, comment="of the time link, else of publication"),
    Column("last_day", String(10)),
    Column("flags", JSON, nullable=False),
    _word("rule"),
    CheckConstraint("evidence_start < evidence_end", name="evidence"),
    Index(None, "type", "place_id", "first_day"),
    Index(None, "place_id", "first_day"),
    Index(None, "status"),
)

claim_party = Table(
    "claim_party",
    metadata,
    _owner("claim.id", name="claim_id", index=False),
    Column("role", String(10), nullable=False, comment="actor or target"),
    Column("ordinal", Integer, nullable=False),
    _word("name"),
    _word("folded"),
    Column("link_id", String(80), ForeignKey("link.id", ondelete="CASCADE"), nullable=False),
    Column("entity", Text, index=True, comment="target of the link"),
    UniqueConstraint("claim_id", "role", "ordinal"),
    Index(None, "folded"),
)

quantity = Table(
    "quantity",
    metadata,
    Column("claim_id", String(80), ForeignKey("claim.id", ondelete="CASCADE"), primary_key=True),
    Column("mention_id", String(80), ForeignKey("mention.id", ondelete="CASCADE"), nullable=False),
    Column("min", Float),
    Column("max", Float),
    _word("unit"),
    _word("counted"),
    _word("basis"),
    Column("harm", String(20)),
    Column("part_of_start", Integer),
    Column("part_of_end", Integer),
    Column("since", Text),
)

sentence = Table(
    "sentence",
    metadata,
    _number(),
    _owner("document.id", name="document_id", index=False),
    Column("number", Integer, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("folded", Text, nullable=False),
    UniqueConstraint("document_id", "number"),
)

# --- what the records point at --------------------------------------------------------------------

place = Table(
    "place",
    metadata,
    _id(),
    _word("name_ar"),
    _word("name_en"),
    _word("kind"),
    _word("country"),
    Column("latitude", Float, nullable=False),
    Column("longitude", Float, nullable=False),
    Column("parent", Text, index=True),
    Column("geonames", Integer, index=True),
    Column("population", Integer, nullable=False),
)

place_name = Table(
    "place_name",
    metadata,
    _owner("place.id", name="place_id"),
    Column("folded", Text, nullable=False),
    UniqueConstraint("folded", "place_id"),
)

actor = Table(
    "actor",
    metadata,
    _id(),
    _word("name_ar"),
    _word("name_en"),
    _word("folded"),
    _word("kind"),
    _word("sector"),
    _word("country"),
    Column("parent", Text, index=True),
    Column("wikidata", String(20)),
    Index(None, "folded"),
)

# --- what went wrong, and what people decided -----------------------------------------------------

issue = Table(
    "issue",
    metadata,
    _number(),
    Column("origin", Text, nullable=False, index=True),
    Column("stage", String(20), nullable=False),
    Column("message", Text, nullable=False),
    Column("offset", Integer),
    Column("seen_at", UtcDateTime, nullable=False),
)

reviewer = Table(
    "reviewer",
    metadata,
    _id(),
    Column("name", Text, nullable=False),
    Column("created_at", UtcDateTime, nullable=False),
)

review = Table(
    "review",
    metadata,
    _number(),
    Column("document_id", String(80), nullable=False, index=True, comment="survives the document's removal"),
    Column("record_kind", String(20), nullable=False),
    Column("record_id", String(80), nullable=False, index=True),
    Column("anchor", JSON, nullable=False),
    Column("decision", String(20), nullable=False),
    Column("value", JSON),
    Column("reviewer_id", String(80), ForeignKey("reviewer.id"), nullable=False, index=True),
    Column("made_at", UtcDateTime, nullable=False),
    _word("reason"),
)

# --- derived: replaced freely, keyed by rule version, without timestamps --------------------------


def _rule_version() -> Column[str]:
    return Column("rule_version", Text, nullable=False, index=True)


copy = Table(
    "copy",
    metadata,
    _id(),
    _rule_version(),
    _owner("document.id", name="document_id"),
    _owner("document.id", name="original_id"),
    Column("score", Float, nullable=False),
    _word("rule"),
)

pair = Table(
    "pair",
    metadata,
    _id(),
    _rule_version(),
    _owner("claim.id", name="left_id"),
    _owner("claim.id", name="right_id"),
    Column("verdict", String(20), nullable=False),
    Column("features", JSON, nullable=False),
    _word("rule"),
)

account = Table(
    "account",
    metadata,
    _id(),
    _rule_version(),
    Column("type", String(20), nullable=False),
    Column("place_id", Text, index=True),
    Column("first_day", String(10)),
    Column("last_day", String(10)),
    Column("origins", Integer, nullable=False),
    Column("reasons", JSON, nullable=False),
)

account_claim = Table(
    "account_claim",
    metadata,
    _owner("account.id", name="account_id", index=False),
    _owner("claim.id", name="claim_id"),
    UniqueConstraint("account_id", "claim_id"),
)

control = Table(
    "control",
    metadata,
    _id(),
    _rule_version(),
    Column("place_id", Text, nullable=False, index=True),
    _owner("claim.id", name="claim_id"),
    Column("speaker_id", String(80), ForeignKey("speaker.id", ondelete="CASCADE"), index=True),
    Column("first_day", String(10)),
    Column("share", Float),
    _word("verdict"),
)

relation = Table(
    "relation",
    metadata,
    _id(),
    _rule_version(),
    Column("actor", Text, nullable=False, index=True),
    Column("target", Text, nullable=False, index=True),
    Column("kind", String(20), nullable=False),
    _owner("claim.id", name="claim_id"),
)

prediction = Table(
    "prediction",
    metadata,
    _id(),
    _rule_version(),
    _owner("claim.id", name="claim_id"),
    Column("horizon_first", String(10)),
    Column("horizon_last", String(10)),
    Column("outcome", String(20), nullable=False),
    Column("reasons", JSON, nullable=False),
)

derived_tables = (account_claim, copy, pair, control, relation, prediction, account)
"""Tables that may be emptied and filled again, in the order in which they can be emptied."""
