"""Markdown with YAML front matter: what people write by hand, and what the samples are.

The front matter may name id, outlet, outlet_name, published, url, title, byline and mark; paragraphs are
parted by blank lines. Without front matter the first heading, or else the first line, is the headline.
"""

import re
from typing import Any

import yaml

from qawl.errors import InputError
from qawl.ingest.parts import SAMPLE_MARK, Parts, first_line

_FRONT = re.compile(r"\A---[ \t]*\n(?P<yaml>.*?)^---[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_HEADING = re.compile(r"^\s{0,3}#{1,6}\s+|\s+#+\s*$")
_LINK = re.compile(r"!?\[([^\]\n]*)\]\([^)\n]*\)")
_EMPHASIS = re.compile(r"(\*\*|__|\*)(?=\S)(.+?)(?<=\S)\1")
_BULLET = re.compile(r"^\s*(?:[-*+]|\d{1,3}[.)])\s+(?=\S)|^\s*>\s?")


def parse_markdown(text: str) -> Parts:
    """The parts of a Markdown article.

    Raises:
        InputError: the front matter is no YAML mapping; names its line.
    """
    front, body = _split_front(text)
    paragraphs = [_plain(block) for block in re.split(r"\n[ \t]*\n", body)]
    paragraphs = [paragraph for paragraph in paragraphs if paragraph]
    title = front.get("title", "")
    if not title and paragraphs:
        title = first_line(paragraphs[0])
    if paragraphs and paragraphs[0] == title:
        paragraphs = paragraphs[1:]
    return Parts(
        text="\n".join([title, *paragraphs]),
        title=title,
        extractor="markdown/1",
        outlet=front.get("outlet", ""),
        outlet_name=front.get("outlet_name", ""),
        url=front.get("url", ""),
        external_id=front.get("id", ""),
        byline=front.get("byline", ""),
        published=front.get("published", ""),
        date_field="published",
        modified=front.get("modified", ""),
        mark=SAMPLE_MARK if SAMPLE_MARK in front.get("mark", "") else front.get("mark", ""),
    )


def _split_front(text: str) -> tuple[dict[str, str], str]:
    match = _FRONT.match(text)
    if match is None:
        return {}, text
    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    try:
        front: Any = yaml.load(match["yaml"], Loader=loader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 2 if mark is not None else 1
        raise InputError(
            f"line {line}: the front matter is not YAML ({getattr(error, 'problem', error)}). "
            "Put a value with a colon in quotation marks."
        ) from None
    if not isinstance(front, dict):
        raise InputError("line 2: the front matter is no list of `key: value` lines. Mend it, or leave it out.")
    return {str(key): str(value).strip() for key, value in front.items()}, text[match.end() :]


def _plain(block: str) -> str:
    """One paragraph without the marks of Markdown, its white space evened out."""
    lines = (_BULLET.sub("", _HEADING.sub("", line)) for line in block.split("\n"))
    joined = " ".join(" ".join(lines).split())
    return _EMPHASIS.sub(r"\2", _LINK.sub(r"\1", joined))
