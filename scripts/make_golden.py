#!/usr/bin/env python3
"""Write the golden readings: whole articles with every statement and claim that the reader makes of them.

    python scripts/make_golden.py        # `make golden`; then review the diff like code

The texts are sample articles (``samples/``), copied to ``tests/golden/<id>.txt``; ``tests/golden/<id>.json``
repeats the words of every record beside its values, so that a diff can be read without counting characters.
"""

import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
GOLDEN = ROOT / "tests" / "golden"
SAMPLES = ROOT / "evaluation" / "reference" / "samples.jsonl"
ARTICLES = ("dez-01", "dez-12", "dez-21-v1", "hod-04", "hod-09", "kir-06")


def golden(text: str, line: Mapping[str, Any]) -> dict[str, Any]:
    """An interchange line with words for spans and positions for ids: nothing a person cannot check."""
    order = {statement["id"]: f"s{number}" for number, statement in enumerate(line["statements"], 1)}

    def words(span: list[int] | None) -> str | None:
        return None if span is None else text[span[0] : span[1]]

    statements = [
        {
            "id": order[s["id"]],
            "source": words(s["source"]),
            "cue": words(s["cue"]),
            "content": [words(piece) for piece in s["content"]],
            **{key: s[key] for key in ("speaker", "kind", "manner", "stance")},
            "parent": order.get(s["parent"]),
        }
        for s in line["statements"]
    ]
    claims = [
        {
            "type": c["type"],
            "evidence": words(c["evidence"]),
            **{key: c[key] for key in ("actor", "target")},
            "place": words(c["place"]),
            **{key: c[key] for key in ("quantity", "date", "status")},
            "statement": order.get(c["statement"]),
        }
        for c in line["claims"]
    ]
    places = [
        {"name": words(p["span"]), **{key: p[key] for key in ("kind", "country", "lat", "lon")}} for p in line["places"]
    ]
    return {"statements": statements, "claims": claims, "places": places}


def format_golden(text: str, line: Mapping[str, Any]) -> str:
    """One record a line: a diff then shows whole records."""
    blocks = []
    for name, records in golden(text, line).items():
        rows = ",\n".join("    " + json.dumps(record, ensure_ascii=False) for record in records)
        blocks.append(f'  "{name}": [\n{rows}\n  ]' if rows else f'  "{name}": []')
    return "{\n" + ",\n".join(blocks) + "\n}\n"


def main() -> int:
    from qawl.evaluate.reader import default_reader
    from qawl.evaluate.readings import INPUT_KEYS, read_references

    read_line = default_reader()
    GOLDEN.mkdir(exist_ok=True)
    for row in read_references(SAMPLES):
        if row["id"] not in ARTICLES:
            continue
        given = {key: row[key] for key in INPUT_KEYS}
        header = json.dumps({key: given[key] for key in INPUT_KEYS if key != "text"}, ensure_ascii=False)
        (GOLDEN / f"{row['id']}.txt").write_text(f"{header}\n{row['text']}", encoding="utf-8")
        (GOLDEN / f"{row['id']}.json").write_text(format_golden(row["text"], read_line(given)), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
