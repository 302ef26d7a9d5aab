"""Which rows fit: a query and its filters as SQLite's FTS5 and PostgreSQL ask for them, in the order of ids.

Both walk along the ids from one end and stop when enough is found, so that a word that stands in every second sentence
costs what a rare one does. FTS5 does so by itself; PostgreSQL chooses between that and its GIN index by how many rows
it expects.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, text

from qawl.store.search import Phrase, Query


@dataclass(frozen=True, slots=True)
class Matching:
    """What rows must have: words, and of each group of tags one at least; None where nothing can fit."""

    query: Query
    tags: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Stretch:
    """The ids to look among, from which end, and how many rows to find at most."""

    lowest: int
    highest: int
    is_ascending: bool
    limit: int


def find_rows(connection: Connection, matching: Matching, stretch: Stretch, *columns: str) -> Sequence[Row[Any]]:
    """Rows of ``findable`` that fit, with their ``id`` and these columns."""
    source, condition, values = _sought(connection.dialect.name, matching)
    chosen = ", ".join(f"f.{column}" for column in ("id", *columns))
    key = "w.rowid" if source.startswith("findable_words") else "f.id"
    order = "ASC" if stretch.is_ascending else "DESC"
    among = f"{key} BETWEEN :lowest AND :highest ORDER BY {key} {order} LIMIT :limit"
    found = f"SELECT {chosen} FROM {source} WHERE {condition}{among}"
    limits = {"lowest": stretch.lowest, "highest": stretch.highest, "limit": stretch.limit}
    return connection.execute(text(found), {**values, **limits}).all()


def count_rows(connection: Connection, matching: Matching, stretch: Stretch) -> int:
    """How many rows fit, at most as many as the stretch allows."""
    return len(find_rows(connection, matching, stretch))


def _sought(dialect: str, matching: Matching) -> tuple[str, str, Mapping[str, Any]]:
    """Where to look, the condition, and its values."""
    if dialect != "sqlite":
        return "findable f", *_in_postgresql(matching)
    match = _fts5(matching)
    if not match:
        return "findable f", "", {}
    return "findable_words w JOIN findable f ON f.id = w.rowid", "findable_words MATCH :match AND ", {"match": match}


def _fts5(matching: Matching) -> str:
    """Every clause and every group of tags in one of its forms: ("رقه" OR "الرقه" ...) AND ("tag") NOT ("حلب" ...)."""
    clauses = [" OR ".join(map(_fts5_phrase, clause)) for clause in matching.query.clauses]
    clauses += [" OR ".join(f'"{tag}"' for tag in tags) for tags in matching.tags]
    if not clauses:
        return ""
    wanted = " AND ".join(f"({clause})" for clause in clauses)
    excluded = " OR ".join(map(_fts5_phrase, matching.query.excluded))
    return f"({wanted}) NOT ({excluded})" if excluded else wanted


def _fts5_phrase(phrase: Phrase) -> str:
    star = " *" if phrase.is_prefix else ""
    return " OR ".join(f'"{" ".join((first, *phrase.words[1:]))}"{star}' for first in phrase.spellings)


def _in_postgresql(matching: Matching) -> tuple[str, Mapping[str, Any]]:
    conditions, values = [], {}
    clauses = ["(" + " | ".join(map(_tsquery_phrase, clause)) + ")" for clause in matching.query.clauses]
    clauses += [f"!({_tsquery_phrase(phrase)})" for phrase in matching.query.excluded]
    if clauses:
        conditions.append("to_tsvector('simple', f.words) @@ to_tsquery('simple', :match)")
        values["match"] = " & ".join(clauses)
    for number, tags in enumerate(matching.tags):
        conditions.append(f"string_to_array(f.tags, ' ') && string_to_array(:tags{number}, ' ')")
        values[f"tags{number}"] = " ".join(tags)
    return "".join(f"{condition} AND " for condition in conditions), values


def _tsquery_phrase(phrase: Phrase) -> str:
    star = ":*" if phrase.is_prefix else ""
    return " | ".join("(" + " <-> ".join((first, *phrase.words[1:])) + star + ")" for first in phrase.spellings)
