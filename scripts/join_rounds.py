"""Give the blind rounds their texts back: ``evaluation/rounds/*.jsonl`` hold annotations without the articles.

Usage: python scripts/join_rounds.py ARTICLES.jsonl FOLDER

The articles belong to their outlets and are no part of this repository; ARTICLES.jsonl has them by ``id``. Each round
is written to FOLDER as a reference that ``qawl evaluate`` reads. An article whose text is not the one that was
annotated stops the script, since every offset would mean other words.
"""

import hashlib
import json
import sys
from collections.abc import Iterator
from pathlib import Path

ROUNDS = Path(__file__).resolve().parents[1] / "evaluation" / "rounds"
KEYS = ("id", "outlet", "date", "url", "title", "text")


def main() -> None:
    """Join every round and print where it was written."""
    if len(sys.argv) != 3:
        raise SystemExit(__doc__)
    for path in join_rounds(Path(sys.argv[1]), Path(sys.argv[2])):
        print(path)


def join_rounds(articles: Path, folder: Path) -> list[Path]:
    """Write each round with its texts to ``folder``; returns the files, in the order of rounds."""
    known = {str(row["id"]): row for row in _read(articles)}
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for path in sorted(ROUNDS.glob("*.jsonl")):
        rows = [_join(path, row, known) for row in _read(path)]
        text = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
        (folder / path.name).write_text(text, encoding="utf-8")
        written.append(folder / path.name)
    return written


def _read(path: Path) -> Iterator[dict[str, object]]:
    with path.open(encoding="utf-8") as lines:  # not str.splitlines, which also ends lines at U+2028
        yield from map(json.loads, lines)


def _join(path: Path, row: dict[str, object], articles: dict[str, dict[str, object]]) -> dict[str, object]:
    article = articles.get(str(row["id"]))
    if article is None:
        raise SystemExit(f"{path}: the articles lack {row['id']!r}. Name the file the round was drawn from.")
    digest = hashlib.sha256(str(article["text"]).encode()).hexdigest()
    if digest != row.pop("text_sha256"):
        raise SystemExit(
            f"{path}: the text of {row['id']!r} is not the annotated one. Name the file it was drawn from."
        )
    return {key: article.get(key, "") for key in KEYS} | row


if __name__ == "__main__":
    main()
