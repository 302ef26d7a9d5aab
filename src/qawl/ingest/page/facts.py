"""What a page says about itself for machines: meta elements, JSON-LD and microdata, each fact with its field's name.

The same fact is often said three times and differently, so nothing is chosen here: facts are kept in the order in
which they stand, under the name of the field (``og:title``, ``ld:headline``, ``itemprop:author``), and whoever needs
one asks for several fields in order of trust. Broken JSON-LD still gives its dates and its headline.
"""

import html
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_ARTICLE = re.compile(r"(?:Article|BlogPosting|Posting|Report|Blog)\Z")
_LISTING = frozenset("CollectionPage SearchResultsPage ItemList".split())
_DATES = ("datePublished", "dateCreated", "dateModified", "uploadDate")
_TEXTS = ("headline", "articleBody", "description", "alternativeHeadline")
_BROKEN = re.compile(r'"(?P<key>datePublished|dateCreated|dateModified|headline)"\s*:\s*"(?P<value>(?:[^"\\]|\\.)*)"')
_TRAILING_COMMA = re.compile(r",\s*(?=[}\]])")
_TAG = re.compile(r"<[^<>]{1,300}>")
_NODES = 2_000
_WRITER = re.compile(r"(?!.*comment)(?:[\w]+[-_]+)*author(?:[-_]*name)?")
_NEAR = 4  # elements up to one that holds the <h1> too


@dataclass(frozen=True, slots=True)
class Author:
    """Who a page's JSON-LD says wrote it; ``is_person`` is None where it does not say what the author is."""

    name: str
    is_person: bool | None


@dataclass(frozen=True, slots=True)
class Facts:
    """The facts of a page as (field, value), in page order; and what JSON-LD calls the page."""

    values: tuple[tuple[str, str], ...]
    authors: tuple[Author, ...]
    types: frozenset[str]

    def first(self, *fields: str) -> str:
        """The first value of the first of ``fields`` that has one, or an empty text."""
        return next((value for field in fields for value in self.all(field)), "")

    def all(self, *fields: str) -> list[str]:
        """All values of ``fields``, in the order of the fields."""
        return [value for field in fields for name, value in self.values if name == field]

    @property
    def is_article(self) -> bool:
        """Whether JSON-LD calls the page an article."""
        return any(_ARTICLE.search(name) for name in self.types)

    @property
    def is_listing(self) -> bool:
        """Whether JSON-LD calls the page a list and not an article."""
        return bool(self.types & _LISTING) and not self.is_article


def find_facts(root: "HtmlElement") -> Facts:
    """The facts that a page's head, its JSON-LD and its microdata state."""
    values = list(_meta(root))
    nodes = [node for script in root.iter("script") for node in _nodes(script.text or "")]
    articles = [node for node in nodes if any(_ARTICLE.search(name) for name in _types(node))]
    main = _main_article(articles, values)
    for node in [main] if main is not None else [n for n in nodes if "datePublished" in n or "headline" in n]:
        values.extend(_node_facts(node, "ld"))
    if main is not None:
        for node in nodes:
            if "WebPage" in _types(node):
                values.extend((name, value) for name, value in _node_facts(node, "ld:page") if "date" in name)
    if not nodes:
        values.extend(fact for script in root.iter("script") for fact in _broken(script.text or ""))
    values.extend(_publishers(nodes))
    values.extend(_microdata(root))
    values.extend(_writers(root))
    by_id = {str(node["@id"]): node for node in nodes if "@id" in node and "name" in node}
    authors = tuple(_authors(main, by_id)) if main is not None else ()
    return Facts(tuple(values), authors, frozenset(name for node in nodes for name in _types(node)))


def _meta(root: "HtmlElement") -> Iterator[tuple[str, str]]:
    for element in root.iter("meta", "link", "title"):
        if element.tag == "title":
            yield "title", " ".join(element.text_content().split())
            continue
        if element.tag == "link":
            relation = (element.get("rel") or "").lower().split()
            if "canonical" in relation and element.get("href"):
                yield "canonical", element.get("href", "").strip()
            continue
        content = " ".join((element.get("content") or "").split())
        if not content:
            continue
        for key in ("property", "name", "http-equiv"):
            if element.get(key):
                yield element.get(key, "").strip().lower(), content
        if element.get("itemprop"):
            yield f"itemprop:{element.get('itemprop')}", content


def _nodes(source: str) -> Iterator[dict[str, Any]]:
    """The objects of one JSON-LD script that speak of the page: not those in lists of other articles."""
    root = _loads(source)
    queue: list[Any] = [root]
    for number, node in enumerate(queue):
        if number > _NODES:
            return
        if isinstance(node, list):
            queue.extend(node)
        elif isinstance(node, dict):
            yield node
            for key in ("@graph", "mainEntity", "mainEntityOfPage", "author"):
                if isinstance(node.get(key), (list, dict)):
                    queue.append(node[key])


def _loads(source: str) -> Any:
    source = source.strip().removeprefix("<!--").removesuffix("-->").strip()
    source = source.removeprefix("//<![CDATA[").removeprefix("<![CDATA[").removesuffix("//]]>").removesuffix("]]>")
    for text in (source, _TRAILING_COMMA.sub("", source)):
        try:
            return json.loads(text.strip().rstrip(";"), strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _broken(source: str) -> Iterator[tuple[str, str]]:
    """What broken JSON-LD still says of its first article."""
    seen = set()
    for match in _BROKEN.finditer(source):
        if match["key"] not in seen:
            seen.add(match["key"])
            yield f"ld:{match['key']}", _plain(match["value"].replace('\\"', '"').replace("\\/", "/"))


def _types(node: dict[str, Any]) -> list[str]:
    kind = node.get("@type")
    return [name for name in (kind if isinstance(kind, list) else [kind]) if isinstance(name, str)]


def _main_article(articles: list[dict[str, Any]], meta: list[tuple[str, str]]) -> dict[str, Any] | None:
    """The article node that is about this page: its headline is the page's title, else the first."""
    titles = " ".join(value for name, value in meta if name in ("og:title", "title", "twitter:title"))
    for node in articles:
        headline = node.get("headline")
        if isinstance(headline, str) and headline.strip() and _plain(headline) in titles:
            return node
    return articles[0] if articles else None


def _node_facts(node: dict[str, Any], prefix: str) -> Iterator[tuple[str, str]]:
    for key in (*_DATES, *_TEXTS):
        if isinstance(node.get(key), str) and node[key].strip():
            yield f"{prefix}:{key}", _lines(node[key]) if key == "articleBody" else _plain(node[key])
    if isinstance(node.get("url"), str):
        yield f"{prefix}:url", node["url"].strip()


def _publishers(nodes: list[dict[str, Any]]) -> Iterator[tuple[str, str]]:
    for node in nodes:
        if {"Organization", "NewsMediaOrganization", "WebSite"} & set(_types(node)) and isinstance(
            node.get("name"), str
        ):
            yield "ld:publisher", _plain(node["name"])
        publisher = node.get("publisher")
        if isinstance(publisher, dict) and isinstance(publisher.get("name"), str):
            yield "ld:publisher", _plain(publisher["name"])


def _authors(node: dict[str, Any], by_id: dict[str, dict[str, Any]]) -> Iterator[Author]:
    given = node.get("author")
    for author in given if isinstance(given, list) else [given]:
        if isinstance(author, dict):
            author = {**by_id.get(str(author.get("@id")), {}), **author}
            name = author.get("name")
            kinds = _types(author)
            if isinstance(name, list):
                name = name[0] if name else None
            if isinstance(name, str) and name.strip():
                yield Author(_plain(name), "Person" in kinds if kinds else None)
        elif isinstance(author, str) and author.strip():
            yield Author(_plain(author), None)


def _microdata(root: "HtmlElement") -> Iterator[tuple[str, str]]:
    for element in root.iterfind(".//*[@itemprop]"):
        name = element.get("itemprop")
        if element.tag == "meta" or name not in (*_DATES, "headline", "author", "publisher"):
            continue
        value = element.get("content") or element.get("datetime")
        if value is None:
            named = element.find(".//*[@itemprop='name']")
            value = (element if named is None else named).text_content()
        value = " ".join(value.split())
        if value and len(value) < 300:
            yield f"itemprop:{name}", value


def _writers(root: "HtmlElement") -> Iterator[tuple[str, str]]:
    """Who stands beside the <h1> as its author, by ``rel`` or class: cards of other articles have authors as well."""
    for element in root.iter("a", "span", "div", "strong", "b"):
        is_author = "author" in (element.get("rel") or "").lower().split()
        if not is_author and not any(map(_WRITER.fullmatch, (element.get("class") or "").lower().split())):
            continue
        near = list(islice(element.iterancestors(), _NEAR))
        if any(holder.tag in ("body", "html") for holder in near[:2]) or all(one.find(".//h1") is None for one in near):
            continue
        value = " ".join(element.text_content().split())
        if value and len(value) < 100:
            yield "beside:author", value


def _plain(text: str) -> str:
    """JSON-LD often holds entities a second time, and tags."""
    return " ".join(html.unescape(text).split())


def _lines(text: str) -> str:
    """A text in its lines, for only a text that has some can stand for paragraphs; tags that part them are breaks."""
    lines = _TAG.sub("\n", html.unescape(text)).split("\n")
    return "\n".join(" ".join(line.split()) for line in lines if line.strip())
