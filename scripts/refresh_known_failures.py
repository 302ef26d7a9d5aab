#!/usr/bin/env python3
"""Rewrite ``tests/cases/known-failures.yaml`` from what the reader gets wrong today.

    python scripts/refresh_known_failures.py               # take out what passes now; new failures are an error
    python scripts/refresh_known_failures.py --allow-new   # also list new failures: review the diff like code

The list is the honest one: documentation of the reader's limits is made from it.
"""

import argparse
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))

from judging import judge  # noqa: E402
from markup import (  # noqa: E402
    CASES,
    load_claim_cases,
    load_known_failures,
    load_negative_cases,
    load_statement_cases,
)
from qawl.evaluate.reader import default_reader  # noqa: E402

HEADER = """\
# Cases that the reader does not pass yet, with the fields that are wrong. Written by
# scripts/refresh_known_failures.py; the tests fail when a case passes that stands here.
"""


def main() -> int:
    parser = argparse.ArgumentParser(description="Bring the list of known failures up to date.")
    parser.add_argument("--allow-new", action="store_true", help="list failures that are not known yet")
    options = parser.parse_args()
    known = load_known_failures()
    read_line = default_reader()
    cases = [*load_statement_cases(), *load_claim_cases(), *load_negative_cases()]
    failures = {case.name: wrong for case in cases if (wrong := judge(case, read_line))}
    new = sorted(name for name, wrong in failures.items() if not set(wrong) <= set(known.get(name, ())))
    if new and not options.allow_new:
        print("\n".join(f"{name}: {', '.join(failures[name])}" for name in new), file=sys.stderr)
        print(f"{len(new)} new failures; mend them, or list them with --allow-new.", file=sys.stderr)
        return 1
    rows = [f"- id: {name}\n  fields: [{', '.join(wrong)}]\n" for name, wrong in sorted(failures.items())]
    (CASES / "known-failures.yaml").write_text(HEADER + ("".join(rows) or "[]\n"), encoding="utf-8")
    print(f"{len(cases) - len(failures)} of {len(cases)} cases pass.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
