"""Actors: which known actor a mention denotes, from the actor files and the country list.

A capital acting is its government («أعلنت موسكو»); a nisba adjective on an event («غارة تركية») is its country. Which of
several spellings in an article mean the same actor is told by the files' aliases.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from qawl.errors import DataFileError
from qawl.extract.actors import ActorIndex, ActorName, build_actor_index


def load_actor_index(directory: Path) -> ActorIndex:
    """Read ``countries.yaml`` and ``actors/*.yaml`` under the gazetteer directory."""
    names = list(_country_names(_rows(directory / "countries.yaml")))
    for path in sorted((directory / "actors").glob("*.yaml")):
        names.extend(_actor_names(_rows(path)))
    return build_actor_index(names)


def _rows(path: Path) -> list[dict[str, Any]]:
    try:
        with path.open(encoding="utf-8") as file:
            rows = yaml.load(file, Loader=yaml.CSafeLoader)
    except (OSError, yaml.YAMLError) as error:
        raise DataFileError(f"{path}: cannot be read as YAML: {error}. Repair or reinstall it.") from error
    return [row for row in rows or () if isinstance(row, dict) and "id" in row]


def _country_names(rows: list[dict[str, Any]]) -> Iterator[ActorName]:
    for row in rows:
        actor = f"country.{row['id']}"
        for text in (row["name"]["ar"], *row.get("aliases", {}).get("ar", ())):
            yield ActorName(text, actor, "country")
        for text in row.get("nisba", ()):
            yield ActorName(text, actor, "nisba")
        capital = row.get("capital")
        if capital:
            for text in (capital["ar"], *capital.get("aliases", ())):
                yield ActorName(text, actor, "capital")


def _actor_names(rows: list[dict[str, Any]]) -> Iterator[ActorName]:
    for row in rows:
        for text in (row["name"]["ar"], *row.get("aliases", {}).get("ar", ())):
            yield ActorName(text, str(row["id"]), "known")
