#!/usr/bin/env python3
"""Rewrite the figures of ``docs/accuracy.md`` from what the reader does today.

    python scripts/refresh_accuracy.py                  # measure everything (a minute), and rewrite the tables
    python scripts/refresh_accuracy.py --only figures   # one table, or several
    python scripts/refresh_accuracy.py --check          # fail when the tables differ; write nothing

Each table stands between ``<!-- NAME:start -->`` and ``<!-- NAME:end -->``: figures, blind rounds, known failures,
what each rule of inheritance is worth (leave-out), what other typing costs (retypeset), which entries fire (usage).
The sets are those of ``evaluation/floors.json``; a set that is measured in parts (articles to tune on, articles to
check on) has a column for each. Where a set is not here, what was measured on it stays as it stands.
"""

import argparse
import json
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import yaml

from qawl.errors import QawlError
from qawl.evaluate.gate import FloorSet, load_floors
from qawl.evaluate.leave_out import worths, worths_markdown
from qawl.evaluate.reader import default_reader
from qawl.evaluate.readings import ReadLine, read_again, read_references
from qawl.evaluate.retypeset_gate import load_limits, trials_markdown, try_settings
from qawl.evaluate.scores import STATUSES, Scores, score
from qawl.evaluate.usage import usage_markdown
from qawl.extract.inheritance import INHERITANCE_RULES
from qawl.lexicon.load import open_data
from qawl.lexicon.rules import load_rule_book

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "accuracy.md"
FLOORS = ROOT / "evaluation" / "floors.json"
LIMITS = ROOT / "evaluation" / "retypeset.json"
SAMPLES = ROOT / "evaluation" / "reference" / "samples.jsonl"
DEV = ROOT.parent / "shared" / "eval" / "dev.jsonl"
CORPUS = ROOT.parent / "shared" / "corpus" / "articles.jsonl"
KNOWN_FAILURES = ROOT / "tests" / "cases" / "known-failures.yaml"
PARTS = {"samples": ("all",), "dev": ("tune", "check")}
FIGURES = (
    "cue.precision",
    "cue.recall",
    "cue.f1",
    "content.f1",
    "source.accuracy",
    "speaker.accuracy",
    "speaker.baseline.accuracy",
    "speaker.b_cubed.precision",
    "speaker.b_cubed.recall",
    "speaker.b_cubed.f1",
    "stance.accuracy",
    "stance.macro_f1",
    "manner.accuracy",
    "kind.accuracy",
    "who_said_what.f1",
    "place.found.f1",
    "place.resolved.precision",
    "place.resolved.recall",
    "place.resolved.f1",
    "claim.precision",
    "claim.recall",
    "claim.f1",
    "claim.quantity.accuracy",
    "claim.unit.accuracy",
    "claim.place.accuracy",
    "claim.actor.accuracy",
    "claim.target.accuracy",
    "claim.date.accuracy",
    "claim.date.accuracy_on_dated",
    "claim.status.accuracy",
    *(f"claim.{status}.recall" for status in STATUSES[1:]),
    "claim.by.accuracy",
    "claim.evidence.mean_overlap",
    "claim.evidence.median_ratio",
    "claim.complete.f1",
)
_ABSENT = ""


@dataclass(frozen=True, slots=True)
class Column:
    """One column of the table: a set, or a part of one, and its cells by the name of the row."""

    name: str
    cells: Mapping[str, str]


def measure(floor_set: FloorSet, part: str, read_line: ReadLine) -> Column:
    """The figures of one part of one set."""
    scores = score(read_again(read_references(floor_set.reference, part=part), read_line))
    return Column(_column_name(floor_set.name, part), dict(_cells(scores)))


def _cells(scores: Scores) -> Iterator[tuple[str, str]]:
    counts = scores.figures
    denials = sum(n for (right, _), n in scores.confusion.items() if right == "denied")
    yield "articles", f"{counts['articles']:.0f}"
    yield "statements in the reference", f"{counts['statements.reference']:.0f}"
    yield "claims in the reference", f"{counts['claims.reference']:.0f}"
    yield "`denied_as_asserted`", f"{scores.denied_as_asserted} of {denials}"
    for name in FIGURES:
        yield f"`{name}`", f"{counts[name]:.3f}" if name in counts else _ABSENT


def _column_name(name: str, part: str) -> str:
    return name if part == "all" else f"{name}, {part}"


def format_figures(columns: Sequence[Column]) -> str:
    """The table of figures in Markdown."""
    rows = list(dict.fromkeys(row for column in columns for row in column.cells))
    lines = [f"| Figure | {' | '.join(column.name for column in columns)} |", "| --- |" + " ---: |" * len(columns)]
    lines += [f"| {row} | {' | '.join(column.cells.get(row, _ABSENT) for column in columns)} |" for row in rows]
    return "\n".join(lines)


def parse_columns(table: str) -> dict[str, Column]:
    """The columns of a table that ``format_figures`` wrote, by name."""
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in table.strip().splitlines()]
    if len(rows) < 2:
        return {}
    head, *body = [row for number, row in enumerate(rows) if number != 1]
    return {name: Column(name, {row[0]: row[at] for row in body}) for at, name in enumerate(head) if at}


def format_failures(cases: Sequence[Mapping[str, object]]) -> str:
    """The known failures by what is wrong in them, as a table in Markdown."""
    counts: Counter[tuple[str, str]] = Counter()
    for case in cases:
        kind = str(case["id"]).partition("/")[0]
        fields = case["fields"]
        assert isinstance(fields, list)
        counts.update((kind, str(field)) for field in fields)
    kinds = sorted({kind for kind, _ in counts})
    wrong = sorted({field for _, field in counts}, key=lambda field: (-sum(counts[k, field] for k in kinds), field))
    lines = [f"| What is wrong | {' | '.join(kinds)} |", "| --- |" + " ---: |" * len(kinds)]
    lines += [f"| {field} | {' | '.join(str(counts[kind, field] or '') for kind in kinds)} |" for field in wrong]
    return "\n".join([f"{len(cases)} cases; one case may have several faults.", "", *lines])


def section(page: str, name: str) -> str:
    """What stands between the two markers called ``name``."""
    start, end = _markers(name)
    if page.count(start) != 1 or page.count(end) != 1:
        raise SystemExit(f"{PAGE}: needs the lines {start} and {end}, each once.")
    return page.partition(start)[2].partition(end)[0].strip()


def replace_section(page: str, name: str, content: str) -> str:
    """The page with new words between the two markers called ``name``."""
    start, end = _markers(name)
    section(page, name)
    return f"{page.partition(start)[0]}{start}\n{content}\n{end}{page.partition(end)[2]}"


def _markers(name: str) -> tuple[str, str]:
    return f"<!-- {name}:start -->", f"<!-- {name}:end -->"


def _figures(page: str) -> str:
    """The table of figures; columns of sets that are not here are kept."""
    known = parse_columns(section(page, "figures"))
    read_line = default_reader()
    columns: list[Column] = []
    for floor_set in load_floors(FLOORS).sets:
        for part in PARTS.get(floor_set.name, ("all",)):
            name = _column_name(floor_set.name, part)
            if floor_set.reference.exists():
                columns.append(measure(floor_set, part, read_line))
            elif name in known:
                columns.append(known[name])
    return format_figures(columns)


def _rounds(page: str) -> str:
    """Each blind round before its errors were read → as it is read today."""
    if not CORPUS.exists():
        return section(page, "rounds")
    sys.path.insert(0, str(Path(__file__).parent))
    from join_rounds import join_rounds

    first = json.loads((ROOT / "evaluation" / "rounds" / "first.json").read_text(encoding="utf-8"))["rounds"]
    read_line = default_reader()
    with TemporaryDirectory() as folder:
        scores = {
            path.stem: score(read_again(read_references(path), read_line)) for path in join_rounds(CORPUS, Path(folder))
        }
    names = [name for name in scores if name in first]
    figures = list(next(iter(first.values())))
    lines = [f"| Round | {' | '.join(f'`{figure}`' for figure in figures)} |", "| --- |" + " ---: |" * len(figures)]
    for name in names:
        pairs = (f"{first[name][figure]:.3f} → {scores[name].figures[figure]:.3f}" for figure in figures)
        lines.append(f"| {name} | {' | '.join(pairs)} |")
    return "\n".join(lines)


def _failures(_: str) -> str:
    return format_failures(yaml.safe_load(KNOWN_FAILURES.read_text(encoding="utf-8")) or [])


def _leave_out(page: str) -> str:
    """The worth of each rule of inheritance on the real articles."""
    if not DEV.exists():
        return section(page, "leave-out")
    rows, book = read_references(DEV), load_rule_book(open_data())
    found = worths(INHERITANCE_RULES, lambda left_out: score(read_again(rows, default_reader(left_out))))
    return worths_markdown(found, book.explain)


def _retypeset(page: str) -> str:
    """What other typing costs, on the samples and the real articles."""
    if not DEV.exists():
        return section(page, "retypeset")
    read_line = default_reader()
    return trials_markdown(
        {
            path.stem: try_settings(read_references(path), read_line, load_limits(LIMITS, path.stem))
            for path in (SAMPLES, DEV)
        }
    )


def _usage(page: str) -> str:
    """Which entries and rules fire; the corpus must be there."""
    sys.path.insert(0, str(Path(__file__).parent))
    from usage import CORPUS, find_usage

    return usage_markdown(find_usage()) if CORPUS.exists() else section(page, "usage")


SECTIONS: dict[str, Callable[[str], str]] = {
    "figures": _figures,
    "rounds": _rounds,
    "failures": _failures,
    "leave-out": _leave_out,
    "retypeset": _retypeset,
    "usage": _usage,
}
"""The tables of the page, by the name of their markers, and what makes each anew from the page as it stands."""


def refresh(page: str, names: Sequence[str] = tuple(SECTIONS)) -> str:
    """The page with these tables as they are today."""
    for name in names:
        page = replace_section(page, name, SECTIONS[name](page))
    return page


def main() -> int:
    """Parse the call, measure, and write or compare."""
    parser = argparse.ArgumentParser(description="Rewrite the figures of docs/accuracy.md.")
    parser.add_argument("--only", nargs="+", choices=SECTIONS, default=tuple(SECTIONS), help="only these tables")
    parser.add_argument("--check", action="store_true", help="write nothing; fail when the page is out of date")
    options = parser.parse_args()
    page = PAGE.read_text(encoding="utf-8")
    try:
        fresh = refresh(page, options.only)
    except QawlError as error:
        print(error, file=sys.stderr)
        return error.exit_status
    if options.check:
        if fresh != page:
            print(f"{PAGE.name} is out of date; run scripts/refresh_accuracy.py", file=sys.stderr)
        return int(fresh != page)
    PAGE.write_text(fresh, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
