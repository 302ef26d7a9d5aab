"""What all tables share: their metadata, the names of constraints, and the kinds of columns."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Column, DateTime, Dialect, ForeignKey, Integer, MetaData, String, Text, TypeDecorator

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


def id_column() -> Column[str]:
    return Column("id", String(80), primary_key=True)


def number_column() -> Column[int]:
    return Column("id", Integer, primary_key=True, autoincrement=True)


def owner_column(target: str, *, name: str, index: bool = True) -> Column[str]:
    """A required reference that goes when its owner goes."""
    return Column(name, String(80), ForeignKey(target, ondelete="CASCADE"), nullable=False, index=index)


def word_column(name: str, default: str | None = "") -> Column[Any]:
    """A short text; empty, never null, where nothing is known."""
    return Column(name, Text, nullable=default is None, server_default=default)
