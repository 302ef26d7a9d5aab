#!/usr/bin/env python3
"""Compile the YAML data files into the one JSON file that the reader starts from.

People edit YAML; parsing it takes longer than reading an article. ``src/qawl/data/compiled/lexicon.json``
keeps the parsed rows of every YAML file that the reader loads at start, with the SHA-256 of its text, so that
``qawl.lexicon.load`` can tell a file that was mended since and read it from its YAML instead.

    python scripts/compile_lexicon.py            # write lexicon.json (part of `make data`)
    python scripts/compile_lexicon.py --check    # fail when it is out of date

The place files are left out: the reader starts from the compiled gazetteer (``scripts/compile_gazetteer.py``). So are
the outlets, which only pages and feeds need (``scripts/compile_outlets.py``), and the words of corroboration, which
reading does not need.
"""

import argparse
import hashlib
import json
import sys
from collections.abc import Iterator
from pathlib import Path

from qawl.errors import DataFileError
from qawl.lexicon.load import COMPILED, DATA, parse_yaml

NOT_COMPILED = ("corroborate/", "gazetteer/places/", "outlets/")


def find_files(folder: Path) -> Iterator[tuple[str, Path]]:
    """Each YAML file that the reader loads: its name in the data folder, and its path; sorted by name."""
    for path in sorted(folder.rglob("*.yaml")):
        name = path.relative_to(folder).as_posix()
        if not name.startswith(NOT_COMPILED):
            yield name, path


def compile_folder(folder: Path = DATA) -> str:
    """The compiled file as text: one line a data file, so that a diff names what changed.

    Raises:
        DataFileError: a file is no YAML, or says something JSON cannot hold (a date, a number as a key).
    """
    lines = []
    for name, path in find_files(folder):
        content = path.read_bytes()
        rows = parse_yaml(content, path)
        entry = {"sha256": hashlib.sha256(content).hexdigest(), "rows": rows}
        try:
            line = json.dumps(entry, ensure_ascii=False, separators=(",", ":"))
        except TypeError as error:
            raise DataFileError(f"{path}: {error}. Write dates and the like in quotation marks.") from error
        if json.loads(line)["rows"] != rows:
            raise DataFileError(f"{path}: a key is not a text. Write it in quotation marks.")
        lines.append(f"{json.dumps(name)}:{line}")
    return "{\n" + ",\n".join(lines) + "\n}\n"


def main() -> int:
    parser = argparse.ArgumentParser(description="Compile the YAML data files into one JSON file.")
    parser.add_argument("--check", action="store_true", help="write nothing, fail when the file is out of date")
    options = parser.parse_args()
    output = DATA / COMPILED
    try:
        compiled = compile_folder()
    except DataFileError as error:
        print(error, file=sys.stderr)
        return 1
    if options.check:
        if not output.exists() or output.read_text(encoding="utf-8") != compiled:
            print(f"{output.name} is out of date; run `make data`", file=sys.stderr)
            return 1
        return 0
    output.parent.mkdir(parents=True, exist_ok=True)
    output.write_text(compiled, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
