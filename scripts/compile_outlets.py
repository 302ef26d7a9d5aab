#!/usr/bin/env python3
"""Compile the table of outlets into the one JSON file that ingestion starts from.

People edit ``src/qawl/data/outlets/*.yaml``; parsing them takes some hundred milliseconds. The parsed rows stand in
``src/qawl/data/compiled/outlets.json``, with the SHA-256 of each file's text, so that ``qawl.ingest.outlets`` can tell
a file that was mended since and read it from its YAML instead.

    python scripts/compile_outlets.py            # write outlets.json (part of `make data`)
    python scripts/compile_outlets.py --check    # fail when it is out of date
"""

import argparse
import hashlib
import json
import sys
from pathlib import Path

from qawl.errors import DataFileError
from qawl.ingest.outlets import COMPILED, FOLDER
from qawl.lexicon.load import DATA, parse_yaml


def compile_outlets(folder: Path = DATA) -> str:
    """The compiled file as text: one line a data file, so that a diff names what changed.

    Raises:
        DataFileError: a file is no YAML.
    """
    lines = []
    for path in sorted((folder / FOLDER).glob("*.yaml")):
        content = path.read_bytes()
        entry = {"sha256": hashlib.sha256(content).hexdigest(), "rows": parse_yaml(content, path)}
        line = json.dumps(entry, ensure_ascii=False, separators=(",", ":"))
        lines.append(f"{json.dumps(path.relative_to(folder).as_posix())}:{line}")
    return "{\n" + ",\n".join(lines) + "\n}\n"


def main() -> int:
    parser = argparse.ArgumentParser(description="Compile the table of outlets into one JSON file.")
    parser.add_argument("--check", action="store_true", help="write nothing, fail when the file is out of date")
    options = parser.parse_args()
    output = DATA / COMPILED
    try:
        compiled = compile_outlets()
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
