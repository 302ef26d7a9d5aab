#!/usr/bin/env python3
"""Compile the hand-written reference annotations of the sample articles into character spans.

People annotate by quoting: ``evaluation/reference/<id>.yaml`` repeats the words of a source, a cue, a
content or a toponym, because a quotation can be read, reviewed and corrected and an offset cannot. The
evaluation wants offsets. This script looks every quotation up in the sample article of the same name and
writes ``evaluation/reference/samples.jsonl``, one article a line, all spans ``[start, end)`` in code points
of the annotated text: headline, newline, paragraphs joined by single newlines.

    python scripts/compile_reference.py            # write samples.jsonl
    python scripts/compile_reference.py --check    # fail when samples.jsonl is out of date
    python scripts/compile_reference.py dez-01     # try some articles only: report problems, write nothing

Which occurrence is meant: a cue must occur once, or stand once within its ``at`` snippet, which itself
occurs once; source and content are the occurrences nearest to the cue; evidence lies inside its statement's
content, or inside its own ``at``; a place is the mention nearest to the evidence. A quotation that is
missing or still ambiguous is an error that names file and entry; nothing is guessed.

The order of things: samples are read (``read_sample``), quotations located (``Finder``), entries compiled
(``compile_article``).
"""

from __future__ import annotations

import argparse
import datetime
import json
import re
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from typing import Any, TypeAlias, cast
from urllib.parse import urlsplit

import yaml

ROOT = Path(__file__).resolve().parent.parent
SAMPLES = ROOT / "samples"
REFERENCE = ROOT / "evaluation" / "reference"
OUTPUT = REFERENCE / "samples.jsonl"

KINDS = frozenset({"person", "organization", "anonymous", "outlet", "document", "group", "state"})
MANNERS = frozenset({"direct", "indirect", "mixed"})
STANCES = frozenset({"asserts", "denies", "predicts", "doubts", "demands", "threatens", "promises", "accuses", "asks"})
STATUSES = frozenset({"asserted", "denied", "predicted", "possible", "demanded"})
CLAIM_TYPES = frozenset(
    {"control", "capture", "withdrawal", "clash", "strike", "attack", "casualties"}
    | {"displacement", "detention", "agreement", "operation", "support", "capability", "aid"}
)
PLACE_KINDS = frozenset(
    {"city", "town", "village", "province", "district", "country"}
    | {"region", "river", "facility", "border", "neighbourhood"}
)
STATEMENT_KEYS = frozenset({"id", "source", "cue", "content", "speaker", "kind", "manner", "stance", "parent", "at"})
CLAIM_KEYS = frozenset(
    {"type", "actor", "target", "place", "quantity", "date", "status", "statement", "evidence", "at"}
)
PLACE_KEYS = frozenset({"name", "kind", "country", "lat", "lon", "at"})

# Particles written together with the next word: و ف ب ل ك. A quotation may start after them.
PROCLITICS = "\N{ARABIC LETTER WAW}\N{ARABIC LETTER FEH}\N{ARABIC LETTER BEH}\N{ARABIC LETTER LAM}\N{ARABIC LETTER KAF}"
DATE = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?|")

Span: TypeAlias = tuple[int, int]
Entry: TypeAlias = dict[str, Any]


class AnnotationError(Exception):
    """An annotation that cannot be compiled; the message says which one and what to do."""


@dataclass(frozen=True, slots=True)
class Sample:
    """A sample article as it is annotated."""

    id: str
    outlet: str
    date: str  # YYYYMMDD, the day of publication as the outlet writes it
    url: str
    title: str
    text: str


def read_sample(path: Path) -> Sample:
    """Read a Markdown or HTML sample; the format follows from the suffix."""
    return _read_html(path) if path.suffix == ".html" else _read_markdown(path)


def _read_markdown(path: Path) -> Sample:
    """Front matter between two ``---`` lines, then paragraphs parted by blank lines."""
    _, front, body = path.read_text(encoding="utf-8").split("---\n", 2)
    meta = yaml.safe_load(front)
    if meta["id"] != path.stem:
        raise AnnotationError(f"{path.name}: the front matter says id {meta['id']!r}; use the file's name")
    paragraphs = [" ".join(p.split()) for p in re.split(r"\n\s*\n", body)]
    return Sample(
        id=meta["id"],
        outlet=meta["outlet"],
        date=_day(meta["published"]),
        url=meta["url"],
        title=meta["title"],
        text="\n".join([meta["title"], *(p for p in paragraphs if p)]),
    )


@dataclass
class _Page(HTMLParser):
    """Collects what an annotated page needs: its meta elements and the paragraphs inside ``<article>``."""

    meta: dict[str, str] = field(default_factory=dict)
    canonical: str = ""
    paragraphs: list[str] = field(default_factory=list)
    _in_article: bool = False
    _in_paragraph: bool = False

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag == "meta":
            self.meta[values.get("property") or values.get("name", "")] = values.get("content", "")
        elif tag == "link" and values.get("rel") == "canonical":
            self.canonical = values["href"]
        elif tag == "article":
            self._in_article = True
        elif tag == "p" and self._in_article:
            self._in_paragraph = True
            self.paragraphs.append("")

    def handle_endtag(self, tag: str) -> None:
        if tag == "article":
            self._in_article = False
        elif tag == "p":
            self._in_paragraph = False

    def handle_data(self, data: str) -> None:
        if self._in_paragraph:
            self.paragraphs[-1] += data


def _read_html(path: Path) -> Sample:
    page = _Page()
    page.feed(path.read_text(encoding="utf-8"))
    title = page.meta["og:title"]
    paragraphs = [" ".join(p.split()) for p in page.paragraphs]
    return Sample(
        id=path.stem,
        outlet=(urlsplit(page.canonical).hostname or "").split(".")[0],
        date=_day(page.meta["article:published_time"]),
        url=page.canonical,
        title=title,
        text="\n".join([title, *(p for p in paragraphs if p)]),
    )


def _day(published: str | datetime.datetime) -> str:
    """The day in the outlet's own zone: 00:40+03:00 is that day, though it is the day before in UTC."""
    text = published if isinstance(published, str) else published.isoformat()
    return text[:10].replace("-", "")


@dataclass(frozen=True, slots=True)
class Finder:
    """Looks quotations up in one article and complains by the name of the file and the entry."""

    text: str
    file: str

    def fail(self, entry: str, problem: str) -> AnnotationError:
        return AnnotationError(f"{self.file}: {entry}: {problem}")

    def all(self, quotation: str, within: Span | None = None) -> list[Span]:
        """Every occurrence that begins and ends with a word; a joined particle before it is no part of it.

        دير الزور is found in لدير الزور, but سوريا is not found in سورياً nor عن in عندما.
        """
        start, end = within or (0, len(self.text))
        found = []
        position = self.text.find(quotation, start, end)
        while quotation and position >= 0:
            span = (position, position + len(quotation))
            if self._ends_word(span) and self._starts_word(span):
                found.append(span)
            position = self.text.find(quotation, position + 1, end)
        return found

    def within(self, entry: str, at: str | None) -> Span | None:
        """The stretch that an ``at`` snippet marks, which must be unique."""
        if at is None:
            return None
        starts = [m.start() for m in re.finditer(re.escape(at), self.text)]
        if len(starts) != 1:
            raise self.fail(entry, f"`at` {at!r} stands {len(starts)} times in the text; quote a unique stretch")
        return starts[0], starts[0] + len(at)

    def only(self, entry: str, quotation: str, spans: list[Span]) -> Span:
        """The one occurrence, or an error that says what to add."""
        if not spans:
            raise self.fail(entry, f"{quotation!r} is not in the text (or not in its `at`)")
        if len(spans) > 1:
            raise self.fail(entry, f"{quotation!r} is ambiguous ({len(spans)} places); add a unique `at` around it")
        return spans[0]

    def nearest(self, entry: str, quotation: str, anchor: Span, *, avoid: Span | None = None) -> Span:
        """The occurrence with the smallest gap to the anchor, the earlier one on a draw."""
        spans = [s for s in self.all(quotation) if avoid is None or _gap(s, avoid) >= 0]
        if not spans:
            raise self.fail(entry, f"{quotation!r} is not in the text")
        return min(spans, key=lambda s: (max(0, _gap(s, anchor)), s))

    def _starts_word(self, span: Span) -> bool:
        """True at the start of a word, or after no more than two joined particles."""
        if not self.text[span[0]].isalnum():
            return True
        before = re.search(r"\w*\Z", self.text[: span[0]])
        lead = before.group() if before else ""
        return len(lead) <= 2 and all(letter in PROCLITICS for letter in lead)

    def _ends_word(self, span: Span) -> bool:
        after = self.text[span[1] : span[1] + 1]
        return not (self.text[span[1] - 1].isalnum() and re.match(r"\w", after))


def _gap(a: Span, b: Span) -> int:
    """Characters between two spans; negative when they overlap."""
    return max(a[0], b[0]) - min(a[1], b[1])


def compile_article(sample: Sample, reference: Entry, file: str) -> Entry:
    """Turn the quotations of one reference file into the spans that the scorer reads."""
    finder = Finder(sample.text, file)
    if reference.get("id") != sample.id:
        raise finder.fail("id", f"{reference.get('id')!r} is not the sample's id {sample.id!r}")
    statements = [_statement(finder, entry) for entry in reference.get("statements") or []]
    by_id = {s["id"]: s for s in statements}
    if len(by_id) != len(statements):
        raise finder.fail("statements", "two entries share an id")
    for statement in statements:
        if statement["parent"] is not None and statement["parent"] not in by_id:
            raise finder.fail(statement["id"], f"its parent {statement['parent']!r} is no statement here")
    claims = [_claim(finder, n, entry, by_id) for n, entry in enumerate(reference.get("claims") or [], 1)]
    places = [_place(finder, entry) for entry in reference.get("places") or []]
    return {**asdict(sample), "statements": statements, "claims": claims, "places": places}


def _statement(finder: Finder, entry: Entry) -> Entry:
    name = f"statement {entry.get('id')}"
    _check_keys(finder, name, entry, STATEMENT_KEYS)
    _check_value(finder, name, entry, "kind", KINDS)
    _check_value(finder, name, entry, "manner", MANNERS)
    _check_value(finder, name, entry, "stance", STANCES)
    cue = finder.only(name, entry["cue"], finder.all(entry["cue"], finder.within(name, entry.get("at"))))
    source = entry.get("source")
    if not entry["content"]:
        raise finder.fail(name, "a statement has content; an attribution without it is not annotated")
    return {
        "id": entry["id"],
        "source": None if source is None else finder.nearest(name, source, cue, avoid=cue),
        "speaker": entry["speaker"],
        "kind": entry["kind"],
        "cue": cue,
        "content": sorted(finder.nearest(name, piece, cue, avoid=cue) for piece in _pieces(entry["content"])),
        "manner": entry["manner"],
        "stance": entry["stance"],
        "parent": entry.get("parent"),
    }


def _claim(finder: Finder, number: int, entry: Entry, statements: dict[str, Entry]) -> Entry:
    name = f"claim {number} ({entry.get('evidence')!r})"
    _check_keys(finder, name, entry, CLAIM_KEYS)
    _check_value(finder, name, entry, "type", CLAIM_TYPES)
    _check_value(finder, name, entry, "status", STATUSES)
    statement = entry.get("statement")
    if statement is not None and statement not in statements:
        raise finder.fail(name, f"there is no statement {statement!r}")
    evidence = _evidence(finder, name, entry, statements.get(statement) if statement else None)
    place = entry.get("place")
    date = str(entry.get("date") or "")  # an unquoted day arrives as a date and prints as one
    if not DATE.fullmatch(date):
        raise finder.fail(name, f"date {date!r} is not YYYY, YYYY-MM or YYYY-MM-DD")
    return {
        "id": f"c{number}",
        "type": entry["type"],
        "actor": entry.get("actor") or "",
        "target": entry.get("target") or "",
        "place": None if place is None else finder.nearest(name, place, evidence),
        "quantity": _quantity(finder, name, entry.get("quantity")),
        "date": date,
        "status": entry["status"],
        "statement": statement,
        "evidence": evidence,
    }


def _evidence(finder: Finder, name: str, entry: Entry, statement: Entry | None) -> Span:
    """Inside ``at`` if given, else inside its statement if it is there, else the only one."""
    spans = finder.all(entry["evidence"], finder.within(name, entry.get("at")))
    if statement is not None and len(spans) > 1:
        inside = [s for s in spans if any(c[0] <= s[0] and s[1] <= c[1] for c in statement["content"])]
        spans = inside or spans
    return finder.only(name, entry["evidence"], spans)


def _quantity(finder: Finder, name: str, quantity: Entry | None) -> Entry | None:
    if quantity is None:
        return None
    if set(quantity) != {"min", "max", "unit"}:
        raise finder.fail(name, "`quantity` has min, max and unit, all three")
    low, high = quantity["min"], quantity["max"]
    if low is None and high is None or (low is not None and high is not None and low > high):
        raise finder.fail(name, f"`quantity` from {low} to {high} is no quantity")
    return {"min": low, "max": high, "unit": quantity["unit"]}


def _place(finder: Finder, entry: Entry) -> Entry:
    name = f"place {entry.get('name')!r}"
    _check_keys(finder, name, entry, PLACE_KEYS)
    _check_value(finder, name, entry, "kind", PLACE_KINDS)
    spans = finder.all(entry["name"], finder.within(name, entry.get("at")))
    if not spans:
        raise finder.fail(name, "is not in the text (or not in its `at`)")
    return {"span": spans[0], **{key: entry[key] for key in ("kind", "country", "lat", "lon")}}


def _pieces(content: str | list[str]) -> list[str]:
    return [content] if isinstance(content, str) else content


def _check_keys(finder: Finder, name: str, entry: Entry, allowed: frozenset[str]) -> None:
    unknown = sorted(set(entry) - allowed)
    if unknown:
        raise finder.fail(name, f"unknown keys {unknown}; allowed are {sorted(allowed)}")


def _check_value(finder: Finder, name: str, entry: Entry, key: str, allowed: frozenset[str]) -> None:
    if entry.get(key) not in allowed:
        raise finder.fail(name, f"{key} {entry.get(key)!r} is none of {sorted(allowed)}")


def compile_all(only: set[str]) -> Iterator[Entry | AnnotationError]:
    """Compile every annotated sample in the order of ids; problems are yielded, so all are seen."""
    for path in sorted(REFERENCE.glob("*.yaml")):
        if only and path.stem not in only:
            continue
        try:
            reference = cast(Entry, yaml.load(path.read_text(encoding="utf-8"), yaml.CSafeLoader))
            yield compile_article(read_sample(_sample_path(path)), reference, path.name)
        except AnnotationError as error:
            yield error
        except (KeyError, TypeError, yaml.YAMLError) as error:
            yield AnnotationError(f"{path.name}: not in the expected shape: {error!r}")


def _sample_path(reference: Path) -> Path:
    for suffix in (".md", ".html"):
        path = SAMPLES / (reference.stem + suffix)
        if path.exists():
            return path
    raise AnnotationError(f"{reference.name}: there is no sample {reference.stem}.md or .html in samples/")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("ids", nargs="*", help="compile only these articles and write nothing")
    parser.add_argument("--check", action="store_true", help="write nothing, fail when out of date")
    arguments = parser.parse_args()
    results = list(compile_all(set(arguments.ids)))
    errors = [result for result in results if isinstance(result, AnnotationError)]
    for error in errors:
        print(error, file=sys.stderr)
    if errors:
        return 1
    lines = "".join(json.dumps(result, ensure_ascii=False) + "\n" for result in results)
    if arguments.check and (not OUTPUT.exists() or OUTPUT.read_text(encoding="utf-8") != lines):
        print(f"{OUTPUT.name} is out of date; run scripts/compile_reference.py", file=sys.stderr)
        return 1
    if not arguments.check and not arguments.ids:
        OUTPUT.write_text(lines, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
