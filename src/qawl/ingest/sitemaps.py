"""Sitemaps: the list of a site's own pages, as XML, with news data, packed, or as plain lines of addresses.

Nothing in them is expanded or fetched, sizes are those of the protocol (50,000 addresses, 50 MB unpacked), and
what is cut short or broken still gives the addresses before the break, with a word on what is missing.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any
from urllib.parse import urljoin, urlsplit

from qawl.errors import InputError
from qawl.ingest.dates import parse_published
from qawl.ingest.xml_bytes import read_xml, root_name
from qawl.model.document import FoundDate, PublishedAt
from qawl.settings import IngestSettings, load_settings

MAX_URLS = 50_000  # the sitemap protocol's own limits
MAX_BYTES = 50 * 2**20
_ROOTS = frozenset({"urlset", "sitemapindex"})
_ADDRESS = re.compile(r"https?://\S+", re.IGNORECASE)
_SCHEMES = frozenset({"http", "https"})
_CHANGED, _PUBLISHED = "sitemap:lastmod", "news:publication_date"
_PIECE = 1 << 16


@dataclass(frozen=True, slots=True)
class SitemapPage:
    """A page of a sitemap. ``lastmod`` is when it was changed; ``published``, ``title``, ``language`` are news data.

    ``dates`` are both as written, by field, for the choice of a date of publication.
    """

    url: str
    lastmod: PublishedAt | None = None
    published: PublishedAt | None = None
    title: str = ""
    language: str = ""
    dates: tuple[FoundDate, ...] = ()


@dataclass(frozen=True, slots=True)
class SitemapIndex:
    """A further sitemap that an index names."""

    url: str
    lastmod: PublishedAt | None = None


@dataclass(frozen=True, slots=True)
class Sitemap:
    """What a sitemap holds, in its order, each address once, and what was wrong with it."""

    pages: tuple[SitemapPage, ...] = ()
    indexes: tuple[SitemapIndex, ...] = ()
    problems: tuple[str, ...] = ()


@dataclass(slots=True)
class _Reading:
    """What has been found so far."""

    url: str
    pages: dict[str, SitemapPage] = field(default_factory=dict)
    indexes: dict[str, SitemapIndex] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)
    without_address: int = 0
    repeated: int = 0

    def address(self, text: str) -> str:
        """The absolute address, empty where it is none or is here already."""
        try:
            address = urljoin(self.url, text.strip())
            is_web = urlsplit(address).scheme in _SCHEMES and bool(urlsplit(address).hostname)
        except ValueError:
            is_web = False
        if not is_web or not text.strip():
            self.without_address += 1
            return ""
        if address in self.pages or address in self.indexes:
            self.repeated += 1
            return ""
        return address

    def is_full(self) -> bool:
        if len(self.pages) + len(self.indexes) < MAX_URLS:
            return False
        self.problems.append(f"more than {MAX_URLS:,} addresses in one sitemap; the rest was left out. Split it")
        return True

    def result(self) -> Sitemap:
        if self.without_address:
            self.problems.append(f"{self.without_address:,} entries without a web address were left out")
        if self.repeated:
            self.problems.append(f"{self.repeated:,} entries repeat an address and were left out")
        return Sitemap(tuple(self.pages.values()), tuple(self.indexes.values()), tuple(self.problems))


def is_sitemap(head: bytes) -> bool:
    """True when the first bytes of a file, plain or gzip, are those of a sitemap: XML, or lines of addresses."""
    if root_name(head) in _ROOTS:
        return True
    lines = head[:_PIECE].decode("utf-8-sig", "ignore").splitlines(keepends=True)
    is_cut = len(lines) > 1 and not lines[-1].endswith(("\r", "\n"))
    whole = [line.strip() for line in (lines[:-1] if is_cut else lines) if line.strip()]
    return bool(whole) and all(_ADDRESS.fullmatch(line) for line in whole)


def parse_sitemap(content: bytes, *, url: str, settings: IngestSettings | None = None) -> Sitemap:
    """The pages and further sitemaps of a sitemap; ``url`` is where it came from, for relative addresses.

    Raises:
        InputError: it is no sitemap (an HTML page, a feed, binary data), is empty, too large or a gzip bomb.
    """
    settings = settings or load_settings().ingest
    read = read_xml(content, what="sitemap", max_bytes=MAX_BYTES, max_ratio=settings.archive_max_ratio)
    reading = _Reading(url, problems=list(read.problems))
    if not read.text.startswith("<"):
        return _parse_lines(read.text, reading)
    root = root_name(read.text[:_PIECE].encode("utf-8"))
    if root not in _ROOTS:
        raise InputError(_no_sitemap(root))
    for kind, values in _entries(read.text, reading.problems):
        if reading.is_full():
            break
        _add(reading, kind, values)
    return reading.result()


def _no_sitemap(root: str) -> str:
    if root in ("html", "head", "body", "div", "script"):
        return "an HTML page, no sitemap (a block page, or a moved address?). Give the sitemap's address."
    if root in ("rss", "feed", "rdf"):
        return "a feed, no sitemap. Give it as a feed."
    return f"no sitemap: its first element is <{root}>. Give the address of a <urlset> or <sitemapindex>."


def _parse_lines(text: str, reading: _Reading) -> Sitemap:
    """A plain sitemap: an address a line."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if not any(_ADDRESS.fullmatch(line) for line in lines[:100]):
        raise InputError("no sitemap: neither XML nor lines of addresses. Give the sitemap's address.")
    for line in lines:
        if reading.is_full():
            break
        address = reading.address(line) if _ADDRESS.fullmatch(line) else reading.address("")
        if address:
            reading.pages[address] = SitemapPage(address)
    return reading.result()


def _entries(text: str, problems: list[str]) -> Iterator[tuple[str, dict[str, str]]]:
    """Each <url> and <sitemap> with the texts of its elements by local name; memory stays that of one entry."""
    from lxml import etree

    names = ("{*}url", "{*}sitemap", "url", "sitemap")
    events = etree.iterparse(
        BytesIO(text.encode("utf-8")), events=("end",), tag=names, encoding="utf-8", resolve_entities=False,
        huge_tree=False, no_network=True, load_dtd=False, recover=True,
    )  # fmt: skip
    for _, element in events:
        yield _local(element.tag), _texts(element)
        element.clear()
        while element.getprevious() is not None:
            del element.getparent()[0]
    errors = [error for error in events.error_log if error.level_name == "FATAL"]
    if errors:
        problems.append(f"the XML is broken or cut short at line {errors[0].line} ({errors[0].message.strip()})")


def _texts(element: Any) -> dict[str, str]:
    """The texts inside an entry. The news data are one level deeper; those of images and videos are passed over."""
    texts: dict[str, str] = {}
    for child in element.iterdescendants():
        if not isinstance(child.tag, str) or "/sitemap-image/" in child.tag or "/sitemap-video/" in child.tag:
            continue
        text = " ".join((child.text or "").split())
        if text:
            texts.setdefault(_local(child.tag), text)
    return texts


def _local(tag: str) -> str:
    return tag.rpartition("}")[2].lower()


def _add(reading: _Reading, kind: str, values: dict[str, str]) -> None:
    address = reading.address(values.get("loc", ""))
    if not address:
        return
    changed = _date(values, "lastmod", _CHANGED)
    if kind == "sitemap":
        reading.indexes[address] = SitemapIndex(address, changed.value if changed is not None else None)
        return
    published = _date(values, "publication_date", _PUBLISHED)
    reading.pages[address] = SitemapPage(
        url=address,
        lastmod=changed.value if changed is not None else None,
        published=published.value if published is not None else None,
        title=values.get("title", ""),
        language=values.get("language", ""),
        dates=tuple(found for found in (published, changed) if found is not None),
    )


def _date(values: dict[str, str], name: str, said_by: str) -> FoundDate | None:
    raw = values.get(name, "")
    return FoundDate(said_by, raw, parse_published(raw, said_by=said_by)) if raw else None
