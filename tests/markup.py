"""The marked-up sentences of ``tests/cases``: tags in the text say what a reader must find.

    <cue id=1>وأضاف</cue> أن <content id=1>الطريق مغلق</content>.

``parse_markup`` takes the tags out and returns the bare text with the span of every tag. Content may come in
pieces (several tags of one id) and inside other content.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from qawl.evaluate.annotations import ClaimRow, parse_annotation
from qawl.model.span import Span

CASES = Path(__file__).parent / "cases"
HEADLINE = "أخبار متفرقة\n"
"""Stands before a sentence that is no headline itself: the first paragraph of a text is its headline."""

_TAG = re.compile(r"<(?P<close>/?)(?P<role>cue|source|content)(?:\s+id=(?P<id>\d+))?>")


@dataclass(frozen=True, slots=True)
class Marked:
    """Bare text and, for each role and number, the spans of its tags in text order."""

    text: str
    spans: Mapping[tuple[str, int], tuple[Span, ...]]


@dataclass(frozen=True, slots=True)
class ExpectedStatement:
    """One statement that a case demands."""

    number: int
    cue: Span
    source: Span | None
    content: tuple[Span, ...]
    fields: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Case:
    """One case: what the reader is given, and what it must find there (or must not)."""

    name: str
    text: str
    published: str = ""
    statements: tuple[ExpectedStatement, ...] = ()
    claims: tuple[ClaimRow, ...] = field(default=())
    none: str = ""


@dataclass(frozen=True, slots=True)
class HeadlineCase:
    """A headline with its body, and the kinds of difference that must be found between them, in order."""

    name: str
    headline: str
    body: str
    finds: tuple[str, ...]


def parse_markup(marked: str) -> Marked:
    """Take the tags out of ``marked``.

    Raises:
        ValueError: a tag is closed in the wrong order, not closed, or empty.
    """
    text = ""
    opened: list[tuple[str, int, int]] = []
    spans: dict[tuple[str, int], list[Span]] = {}
    position = 0
    for tag in _TAG.finditer(marked):
        text += marked[position : tag.start()]
        position = tag.end()
        if not tag["close"]:
            opened.append((tag["role"], int(tag["id"]), len(text)))
            continue
        if not opened or opened[-1][0] != tag["role"]:
            raise ValueError(f"{tag.group()} closes nothing in {marked!r}")
        role, number, start = opened.pop()
        spans.setdefault((role, number), []).append(Span(start, len(text)))
    if opened:
        raise ValueError(f"<{opened[-1][0]} id={opened[-1][1]}> is not closed in {marked!r}")
    text += marked[position:]
    return Marked(text, {key: tuple(sorted(pieces)) for key, pieces in spans.items()})


def load_statement_cases() -> list[Case]:
    """The cases of ``statements.yaml``."""
    return [_statement_case(row) for row in _rows("statements.yaml")]


def load_claim_cases() -> list[Case]:
    """The cases of ``claims.yaml``; quotations of words are turned into spans."""
    return [_claim_case(row) for row in _rows("claims.yaml")]


def load_negative_cases() -> list[Case]:
    """The cases of ``negative.yaml``: ``none`` says which records must not be found."""
    return [
        Case(f"negative/{row['id']}", HEADLINE + row["text"], "2018-03-14", none=row["none"])
        for row in _rows("negative.yaml")
    ]


def load_headline_cases() -> list[HeadlineCase]:
    """The cases of ``headlines.yaml``."""
    return [
        HeadlineCase(f"headlines/{row['id']}", row["headline"], row["body"], tuple(row["finds"]))
        for row in _rows("headlines.yaml")
    ]


def load_known_failures() -> dict[str, list[str]]:
    """For each case that the reader does not pass yet: the fields that are wrong."""
    return {row["id"]: row["fields"] for row in _rows("known-failures.yaml")}


def _rows(name: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = yaml.load((CASES / name).read_bytes(), yaml.CSafeLoader) or []
    return rows


def _placed(row: Mapping[str, Any], text: str) -> str:
    """The text as an article: a case that is a headline stands first, all others below one."""
    return text if row.get("headline") else HEADLINE + text


def _statement_case(row: Mapping[str, Any]) -> Case:
    marked = parse_markup(_placed(row, row["text"]))
    statements = []
    for number, fields in row["statements"].items():
        source = marked.spans.get(("source", number))
        statements.append(
            ExpectedStatement(
                number=number,
                cue=_whole(marked.spans["cue", number]),
                source=None if source is None else _whole(source),
                content=marked.spans["content", number],
                fields=fields,
            )
        )
    return Case(f"statements/{row['id']}", marked.text, "2018-03-14", statements=tuple(statements))


def _whole(pieces: tuple[Span, ...]) -> Span:
    return Span(pieces[0].start, pieces[-1].end)


def _claim_case(row: Mapping[str, Any]) -> Case:
    text = _placed(row, row["text"])
    claims = []
    for claim in row["claims"]:
        evidence = _find(claim["evidence"], text)
        place = None if claim["place"] is None else _find(claim["place"], text, near=evidence)
        claims.append({**claim, "evidence": evidence, "place": place, "statement": None})
    annotation = parse_annotation({"id": row["id"], "text": text, "claims": claims})
    return Case(f"claims/{row['id']}", text, str(row["published"]), claims=annotation.claims)


def _find(words: str, text: str, near: list[int] | None = None) -> list[int]:
    """Where ``words`` stand in ``text``; the occurrence nearest to ``near`` when there are several."""
    starts = [match.start() for match in re.finditer(re.escape(words), text)]
    if not starts:
        raise ValueError(f"{words!r} does not stand in {text!r}")
    start = starts[0] if near is None else min(starts, key=lambda s: _gap(s, s + len(words), near))
    return [start, start + len(words)]


def _gap(start: int, end: int, near: list[int]) -> int:
    return max(0, near[0] - end, start - near[1])
