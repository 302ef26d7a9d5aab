"""The main text of a simple article page, with the standard library only.

The headline is og:title or the first <h1>; the body is the paragraphs of <article>, or else of the element
that holds the most paragraph text of its own; date, outlet and address come from meta elements, JSON-LD and
the canonical link. Lists, asides, menus and footers are not read. Harder pages wait for a real extractor.
"""

import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

from qawl.ingest.identity import outlet_of
from qawl.ingest.parts import SAMPLE_MARK, Parts, require

_VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())
_SKIPPED = frozenset("script style noscript template svg nav aside footer form button figure select iframe".split())
_BLOCKS = frozenset("p h1 h2 h3 h4 h5 h6 blockquote".split())
_SHARED = re.compile(r"SAMPLE\b")


def parse_html(text: str) -> Parts:
    """The parts of an article page.

    Raises:
        InputError: no paragraph text was found.
    """
    page = _Page()
    page.feed(text)
    page.close()
    facts = _Facts.of(page)
    title = _headline(page, facts)
    paragraphs = [paragraph for paragraph in _main_paragraphs(page) if paragraph != title]
    require(paragraphs, "no paragraphs of an article in this page. Save the article itself, or give its text.")
    url = page.canonical or facts.first("og:url")
    return Parts(
        text="\n".join([title, *paragraphs]) if title else "\n".join(paragraphs),
        title=title,
        extractor="html/1",
        outlet_name=facts.first("og:site_name", "ld:publisher"),
        outlet=outlet_of(url),
        url=url,
        byline=facts.first("author", "article:author", "ld:author"),
        published=facts.first(*_DATE_FIELDS),
        date_field=facts.field_of(*_DATE_FIELDS),
        modified=facts.first("article:modified_time", "ld:dateModified"),
        mark=SAMPLE_MARK if _SHARED.search(text) else "",
    )


_DATE_FIELDS = ("article:published_time", "ld:datePublished", "date", "pubdate", "dc.date", "datePublished", "time")


@dataclass(slots=True)
class _Block:
    """A paragraph or heading: its tag, the path of elements above it, its text so far."""

    tag: str
    path: tuple[int, ...]
    in_article: bool
    pieces: list[str] = field(default_factory=list)

    def text(self) -> str:
        return " ".join("".join(self.pieces).split())


class _Page(HTMLParser):
    """Collects meta elements, JSON-LD, and blocks of text with the path of elements above them.

    ``<p>`` and headings close one another, as browsers do; unclosed elements never swallow the page.
    """

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.meta: list[tuple[str, str]] = []
        self.canonical = ""
        self.json_ld: list[str] = []
        self.blocks: list[_Block] = []
        self.page_title = ""
        self._stack: list[tuple[str, int]] = []
        self._count = 0
        self._block: _Block | None = None
        self._raw: list[str] | None = None
        self._raw_tag = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        self._read_facts(tag, values)
        if tag == "br" and self._block is not None:
            self._block.pieces.append(" ")
        if tag in _VOID:
            return
        if tag in _BLOCKS:
            self._block = None
            self._pop_to("p")
        self._count += 1
        self._stack.append((tag, self._count))
        if tag in _BLOCKS and not self._is_skipped():
            path = tuple(number for _, number in self._stack[:-1])
            self._block = _Block(tag, path, any(name == "article" for name, _ in self._stack))
            self.blocks.append(self._block)

    def _read_facts(self, tag: str, values: dict[str, str]) -> None:
        if tag == "meta":
            name = values.get("property") or values.get("name") or values.get("itemprop") or ""
            self.meta.append((name.strip(), values.get("content", "").strip()))
        elif tag == "link" and "canonical" in values.get("rel", "").lower().split():
            self.canonical = self.canonical or values.get("href", "").strip()
        elif tag == "time" and values.get("datetime"):
            self.meta.append(("time", values["datetime"].strip()))
        elif tag == "title" or (tag == "script" and "ld+json" in values.get("type", "")):
            self._raw, self._raw_tag = [], tag

    def handle_endtag(self, tag: str) -> None:
        if tag == self._raw_tag and self._raw is not None:
            text = "".join(self._raw)
            if tag == "title":
                self.page_title = self.page_title or " ".join(text.split())
            else:
                self.json_ld.append(text)
            self._raw, self._raw_tag = None, ""
        if tag in _BLOCKS:
            self._block = None
        self._pop_to(tag)

    def _pop_to(self, tag: str) -> None:
        """Close the innermost open ``tag`` and what is open inside it; a stray end tag closes nothing."""
        for depth in range(len(self._stack) - 1, -1, -1):
            if self._stack[depth][0] == tag:
                del self._stack[depth:]
                return
            if tag == "p" and self._stack[depth][0] in ("div", "section", "article", "main", "td", "body"):
                return

    def handle_data(self, data: str) -> None:
        if self._raw is not None:
            self._raw.append(data)
        elif self._block is not None and not self._is_skipped():
            self._block.pieces.append(data)

    def _is_skipped(self) -> bool:
        return any(tag in _SKIPPED for tag, _ in self._stack)


@dataclass(frozen=True, slots=True)
class _Facts:
    """What meta elements and JSON-LD say, by field name; names of JSON-LD begin with ``ld:``."""

    values: dict[str, str]

    @classmethod
    def of(cls, page: _Page) -> "_Facts":
        values: dict[str, str] = {}
        for name, value in page.meta:
            if value:
                values.setdefault(name, value)
        for source in page.json_ld:
            for name, value in _json_ld_facts(source):
                values.setdefault(name, value)
        return cls(values)

    def first(self, *names: str) -> str:
        return next((self.values[name] for name in names if self.values.get(name)), "")

    def field_of(self, *names: str) -> str:
        return next((name for name in names if self.values.get(name)), "")


def _json_ld_facts(source: str) -> Iterator[tuple[str, str]]:
    """Dates, headline, author and publisher of the objects in one JSON-LD block; broken JSON says nothing."""
    try:
        root: Any = json.loads(source, strict=False)
    except (ValueError, RecursionError):
        return
    queue = [root]
    for node in queue:
        if isinstance(node, list):
            queue.extend(node)
        elif isinstance(node, dict):
            queue.extend(node["@graph"] if isinstance(node.get("@graph"), list) else [])
            if "datePublished" in node or "headline" in node:
                yield from _article_facts(node)


def _article_facts(node: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for key in ("datePublished", "dateModified", "headline"):
        if isinstance(node.get(key), str):
            yield f"ld:{key}", node[key].strip()
    for key in ("author", "publisher"):
        value = node.get(key)
        value = value[0] if isinstance(value, list) and value else value
        name = value.get("name") if isinstance(value, dict) else value
        if isinstance(name, str):
            yield f"ld:{key}", name.strip()


def _headline(page: _Page, facts: _Facts) -> str:
    """og:title unless the page's own <h1> shows that an outlet's name hangs on its end."""
    heading = next((block.text() for block in page.blocks if block.tag == "h1" and block.text()), "")
    shared = " ".join(facts.first("og:title", "ld:headline", "twitter:title").split())
    if heading and shared.startswith(heading):
        return heading
    return shared or heading or page.page_title


def _main_paragraphs(page: _Page) -> list[str]:
    """The paragraphs of <article>, or else those under the element with most paragraph text directly in it."""
    paragraphs = [block for block in page.blocks if block.tag == "p" and block.text()]
    within = [block for block in paragraphs if block.in_article]
    if sum(len(block.text()) for block in within) * 3 >= sum(len(block.text()) for block in paragraphs):
        return [block.text() for block in within]
    weight: Counter[int] = Counter()
    for block in paragraphs:
        if block.path:
            weight[block.path[-1]] += len(block.text())
    if not weight:
        return [block.text() for block in paragraphs]
    best, _ = weight.most_common(1)[0]
    return [block.text() for block in paragraphs if best in block.path]
