"""Which rows fit: a query and its filters as SQLite's FTS5 and PostgreSQL ask for them, in the order of ids.

Both walk along the ids from one end and stop when enough is found, so that a word that stands in every second sentence
costs what a rare one does. FTS5 does so by itself; PostgreSQL chooses between that and its GIN index by how many rows
it expects.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, TextClause, text

from qawl.store.findable import RowKind
from qawl.store.search import Phrase, Query

_FTS5 = {
    RowKind.SENTENCE: "findable_sentences",
    RowKind.STATEMENT: "findable_statements",
    RowKind.CLAIM: "findable_claims",
}


@dataclass(frozen=True, slots=True)
class Matching:
    """What rows must have: words, and of each group of tags one at least; None where nothing can fit."""

    query: Query
    tags: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Stretch:
    """The ids of one kind to look among, from which end, and how many rows to find at most."""

    kind: RowKind
    lowest: int
    highest: int
    is_ascending: bool
    limit: int


def find_rows(connection: Connection, matching: Matching, stretch: Stretch, *columns: str) -> Sequence[Row[Any]]:
    """Rows of ``findable`` that fit, with their ``id`` and these columns."""
    return connection.execute(*_selection(connection, matching, stretch, columns)).all()


def count_rows(connection: Connection, matching: Matching, stretch: Stretch) -> int:
    """How many rows fit, at most as many as the stretch allows."""
    selection, values = _selection(connection, matching, stretch, ())
    return int(connection.execute(text(f"SELECT count(*) FROM ({selection}) AS fitting"), values).scalar_one())


def _selection(
    connection: Connection, matching: Matching, stretch: Stretch, columns: Sequence[str]
) -> tuple[TextClause, dict[str, Any]]:
    """The rows that are asked for, and the values in the question."""
    source, key, condition = "findable f", "f.id", ""
    values: dict[str, Any] = {}
    if connection.dialect.name != "sqlite":
        condition, values = _in_postgresql(matching)
    elif match := _fts5(matching):
        joined = " JOIN findable f ON f.id = w.rowid" if columns else ""
        index = _FTS5[stretch.kind]
        source, key = f"{index} w{joined}", "w.rowid"
        condition, values = f"{index} MATCH :match AND ", {"match": match}
    chosen = ", ".join((f"{key} AS id", *(f"f.{column}" for column in columns)))
    order = "ASC" if stretch.is_ascending else "DESC"
    among = f"{key} BETWEEN :lowest AND :highest ORDER BY {key} {order} LIMIT :limit"
    limits = {"lowest": stretch.lowest, "highest": stretch.highest, "limit": stretch.limit}
    return text(f"SELECT {chosen} FROM {source} WHERE {condition}{among}"), {**values, **limits}


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


def _in_postgresql(matching: Matching) -> tuple[str, dict[str, Any]]:
    conditions: list[str] = []
    values: dict[str, Any] = {}
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
