#!/usr/bin/env python3
"""Print which entries of the data files, and which rules, fire on the samples, the cases and the corpus.

    python scripts/usage.py              # shares by file, and the rules that nothing fired
    python scripts/usage.py --unfired    # every entry that fired nowhere, by file

``scripts/refresh_accuracy.py`` writes the shares into ``docs/accuracy.md``.
"""

import argparse
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))

from markup import load_claim_cases, load_headline_cases, load_negative_cases, load_statement_cases  # noqa: E402
from qawl.evaluate.annotations import read_lines  # noqa: E402
from qawl.evaluate.usage import Usage, count_usage, format_unfired, load_inventory, usage_markdown  # noqa: E402
from qawl.lexicon.load import open_data  # noqa: E402
from qawl.model.reading import Reading  # noqa: E402
from qawl.pipeline import Reader, load_reader, read  # noqa: E402

SAMPLES = ROOT / "evaluation" / "reference" / "samples.jsonl"
CORPUS = ROOT.parent / "shared" / "corpus" / "articles.jsonl"


def find_usage() -> list[Usage]:
    """What fired where; without the corpus where it is not here."""
    reader = load_reader()
    readings_of: dict[str, Iterable[Reading]] = {
        "samples": _readings(read_lines(SAMPLES), reader),
        "cases": _readings(_cases(), reader),
    }
    if CORPUS.exists():
        readings_of["corpus"] = _readings(read_lines(CORPUS), reader)
    return count_usage(load_inventory(open_data()), readings_of)


def _cases() -> Iterator[dict[str, Any]]:
    """The marked-up sentences as input lines."""
    for case in (*load_statement_cases(), *load_claim_cases(), *load_negative_cases()):
        yield {"id": case.name, "text": case.text, "date": case.published.replace("-", "")}
    for pair in load_headline_cases():
        yield {"id": pair.name, "text": f"{pair.headline}\n{pair.body}"}


def _readings(rows: Iterable[Mapping[str, Any]], reader: Reader) -> Iterator[Reading]:
    for row in rows:
        yield read(
            row["text"], published=row.get("date"), outlet=row.get("outlet", ""), id=str(row["id"]), reader=reader
        )


def main() -> int:
    """Parse the call, read everything, print."""
    parser = argparse.ArgumentParser(description="Which entries of the data files ever fire.")
    parser.add_argument("--unfired", action="store_true", help="every entry that fired nowhere, by file")
    options = parser.parse_args()
    usages = find_usage()
    print(format_unfired(usages) if options.unfired else usage_markdown(usages))
    return 0


if __name__ == "__main__":
    sys.exit(main())
