"""Derive ``data/lexicon/{given_names,surnames}.txt`` from the Wikidata rows (CC0) of arabic-name-romanizer.

Usage: python scripts/compile_names.py NAMES.sqlite3

Only rows marked ``wikidata`` are read. A name is kept when at least ``LEAST`` people bear it in that
role, it is one word, and it is not in ``data/lexicon/not_names.txt`` (everyday words that are also names,
reviewed by hand: they count as names only after a title).
"""

import re
import sqlite3
import sys
from collections import Counter
from pathlib import Path

from qawl.text.fold import fold_text

LEAST = 2
DATA = Path(__file__).parents[1] / "src" / "qawl" / "data" / "lexicon"
_WORD = re.compile("[\N{ARABIC LETTER HAMZA}-\N{ARABIC LETTER YEH}]{3,}")


def main() -> None:
    """Write the lists, one folded name a line, sorted; a surname that is also a given name stands among those only."""
    if len(sys.argv) != 2:
        raise SystemExit(__doc__)
    with sqlite3.connect(sys.argv[1]) as database:
        given = _names(database, "given")
        surnames = _names(database, "surname") - given
    for name, kept in (("given_names", given), ("surnames", surnames)):
        (DATA / f"{name}.txt").write_text("\n".join(sorted(kept)) + "\n", encoding="utf-8")
        print(f"{len(kept)} {name}")


def _names(database: sqlite3.Connection, role: str) -> set[str]:
    everyday = set((DATA / "not_names.txt").read_text(encoding="utf-8").split())
    counts: Counter[str] = Counter()
    rows = database.execute("SELECT arabic_key, count FROM units WHERE source = 'wikidata' AND role = ?", (role,))
    for name, count in rows:
        counts[fold_text(name)] += count
    return {n for n, c in counts.items() if c >= LEAST and _WORD.fullmatch(n) and n not in everyday}


if __name__ == "__main__":
    main()
