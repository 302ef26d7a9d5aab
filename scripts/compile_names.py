"""Derive ``data/lexicon/given_names.txt`` from the Wikidata rows (CC0) of the package arabic-name-romanizer.

Usage: python scripts/compile_names.py NAMES.sqlite3

Only rows marked ``wikidata`` are read. A name is kept when at least ``LEAST`` people bear it as a given
name, it is one word, and it is not in ``data/lexicon/not_names.txt`` (everyday words that are also names,
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
    """Write the list, one folded name a line, sorted."""
    if len(sys.argv) != 2:
        raise SystemExit(__doc__)
    everyday = set((DATA / "not_names.txt").read_text(encoding="utf-8").split())
    counts: Counter[str] = Counter()
    with sqlite3.connect(sys.argv[1]) as database:
        rows = database.execute("SELECT arabic_key, count FROM units WHERE source = 'wikidata' AND role = 'given'")
        for name, count in rows:
            counts[fold_text(name)] += count
    kept = sorted(n for n, c in counts.items() if c >= LEAST and _WORD.fullmatch(n) and n not in everyday)
    (DATA / "given_names.txt").write_text("\n".join(kept) + "\n", encoding="utf-8")
    print(f"{len(kept)} given names")


if __name__ == "__main__":
    main()
