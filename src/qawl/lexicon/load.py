"""YAML files of ``data/`` read strictly: a bad data file always stops the program, at load, with its line.

Parsing YAML is slow and a program start is not the place for it, so the parsed rows of every file are
kept in one compiled file beside the data (``compiled/lexicon.json``), keyed by the SHA-256 of the YAML
text. A file that was mended since is simply read again from its YAML; ``make data`` refreshes the rest.
"""

import hashlib
import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from qawl.errors import DataFileError

DATA = Path(__file__).parents[1] / "data"
COMPILED = Path("compiled") / "lexicon.json"


@dataclass(frozen=True, slots=True)
class DataFiles:
    """A data folder and its compiled rows: ``read`` answers from the compiled file when the text is unchanged."""

    folder: Path
    compiled: Mapping[str, Any]

    def read(self, name: str) -> Any:
        """The parsed content of the YAML file ``name`` (a path relative to the data folder).

        Raises:
            DataFileError: the file is missing or is not YAML.
        """
        path = self.folder / name
        try:
            content = path.read_bytes()
        except OSError as error:
            raise DataFileError(
                f"{path}: cannot be read ({error.strerror}). Reinstall qawl, or restore the file."
            ) from error
        known = self.compiled.get(name)
        if known is not None and known["sha256"] == hashlib.sha256(content).hexdigest():
            return known["rows"]
        return parse_yaml(content, path)

    def read_rows(self, name: str, *, required: Collection[str], optional: Collection[str]) -> list[dict[str, Any]]:
        """The entries of a YAML list, each checked for its keys, ids unique and sorted.

        Raises:
            DataFileError: names the file, the entry and what to mend.
        """
        rows = self.read(name)
        path = self.folder / name
        if not isinstance(rows, list):
            raise DataFileError(f"{path}: expected a list of entries that begin with `- id:`.")
        check_rows(rows, path, required=required, optional=optional)
        return rows


def open_data(folder: Path = DATA) -> DataFiles:
    """The data folder with its compiled rows, where there are any."""
    try:
        compiled = json.loads((folder / COMPILED).read_bytes())
    except FileNotFoundError:
        compiled = {}
    except ValueError as error:
        raise DataFileError(f"{folder / COMPILED}: not JSON ({error}). Delete it, or run `make data`.") from error
    return DataFiles(folder, compiled)


def parse_yaml(content: bytes, path: Path) -> Any:
    """Parse YAML, with the line of the error in the message."""
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        return yaml.load(content, Loader=loader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark is not None else "?"
        raise DataFileError(f"{path}:{line}: not YAML ({getattr(error, 'problem', error)}). Mend that line.") from error


def check_rows(rows: list[dict[str, Any]], path: Path, *, required: Collection[str], optional: Collection[str]) -> None:
    """Refuse unknown keys, missing keys, repeated ids and unsorted ids."""
    allowed = set(required) | set(optional)
    previous = ""
    for number, row in enumerate(rows, 1):
        if not isinstance(row, dict) or "id" not in row:
            raise DataFileError(f"{path}: entry {number} has no `id`. Every entry needs one.")
        name = str(row["id"])
        unknown = sorted(set(row) - allowed)
        if unknown:
            raise DataFileError(f"{path}: entry {name!r} has the unknown key {unknown[0]!r}. Known: {sorted(allowed)}.")
        missing = sorted(set(required) - set(row))
        if missing:
            raise DataFileError(f"{path}: entry {name!r} lacks the key {missing[0]!r}.")
        if name <= previous:
            raise DataFileError(f"{path}: entry {name!r} stands after {previous!r}. Keep ids sorted, each once.")
        previous = name
