"""RSS and Atom feeds: what an outlet says is new, with its dates read by us.

feedparser takes the elements apart, whatever their dialect. What it makes of dates is never used: it reads EET and
Asia/Beirut as UTC and AST as the Atlantic, and makes an epoch the year 1598; ``published`` is read again from what
stands there. Nor is it given bytes or a plain string: the text is decoded and freed of its document type first (see
``xml_bytes``), and handed over as a stream, because it would fetch a string that looks like an address.
"""

import html
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, tzinfo
from io import BytesIO
from typing import Any
from urllib.parse import quote, urljoin, urlsplit

from qawl.errors import InputError
from qawl.ingest.dates import parse_published
from qawl.ingest.xml_bytes import read_xml, root_name
from qawl.model.document import FoundDate, PublishedAt
from qawl.settings import IngestSettings, load_settings

MAX_ENTRIES = 10_000  # feeds name the newest 10 to 500 articles; the longest seen in the wild names 5,000
MAX_TAGS = 400_000  # outside of CDATA; feedparser takes some 40 microseconds each
_MAX_LINE = 1_000  # characters of a name, a date or a guid
_MAX_ADDRESS = 4_000
_PUBLISHED, _UPDATED = "feed:published", "feed:updated"
_RDF_FEED = re.compile(rb"purl\.org/(?:rss|net/rss)|netscape\.com/rdf", re.IGNORECASE)
_TAG = re.compile(r"<(?:[/!]?[a-zA-Z]|!-)[^<>]*>")
_ITEM = re.compile(r"<(?:[A-Za-z][\w.-]*:)?(?:item|entry)[\s>]")
_MAIL = re.compile(r"[^\s()<>@]+@[^\s()<>@]+")
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE)
_ROUTE = re.compile(r"#(?=[!/])")
_SCHEMES = frozenset({"http", "https"})
_JOINED = "\N{ARABIC COMMA} "


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """An article that a feed names. ``url`` is absolute and without fragment; texts are plain, but ``full_text_html``.

    ``guid`` is empty where several entries share it. ``published`` and ``updated`` were read from ``raw_published``
    and ``raw_updated``; ``dates`` are both, by field, for the choice of a date of publication.
    """

    url: str
    guid: str = ""
    title: str = ""
    published: PublishedAt | None = None
    raw_published: str = ""
    updated: PublishedAt | None = None
    raw_updated: str = ""
    byline: str = ""
    summary: str = ""
    full_text_html: str = ""
    dates: tuple[FoundDate, ...] = ()


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed with its entries in its order, and what was wrong with it; ``url`` is the site it speaks for."""

    title: str
    url: str
    language: str
    entries: tuple[FeedEntry, ...]
    problems: tuple[str, ...] = ()


def is_feed(head: bytes) -> bool:
    """True when the first bytes of a file, plain or gzip, are those of RSS or Atom."""
    root = root_name(head)
    return root in ("rss", "feed") or (root == "rdf" and _RDF_FEED.search(head) is not None)


def parse_feed(
    content: bytes,
    *,
    url: str,
    headers: Sequence[tuple[str, str]] = (),
    zone: tzinfo | None = None,
    today: date | None = None,
    settings: IngestSettings | None = None,
) -> Feed:
    """The entries of a feed that came from ``url`` with ``headers``.

    ``zone`` is the outlet's, for dates that name none; ``today`` the time of retrieval, after which no entry can have
    been published. Entries without an address are left out and counted in ``problems``.

    Raises:
        InputError: it is no feed (an HTML page, a sitemap, JSON), is empty, too large, too long or a gzip bomb.
    """
    settings = settings or load_settings().ingest
    read = read_xml(
        content, what="feed", max_bytes=settings.max_bytes, max_ratio=settings.archive_max_ratio,
        charset=_charset(headers),
    )  # fmt: skip
    text = _from_root(read.text)
    _check_length(text)
    parsed = _take_apart(text, url)
    problems = list(read.problems)
    error = dict.get(parsed, "bozo_exception")
    if dict.get(parsed, "bozo") and error is not None:
        problems.append(f"the XML is broken or cut short ({_one_line(error)}); read as far as it goes")
    channel = dict.get(parsed, "feed", {})
    site = _address(str(dict.get(channel, "link", "")), url)
    is_atom = str(dict.get(parsed, "version", "")).startswith("atom")
    reader = _EntryReader(site or url, zone, today, is_atom=is_atom)
    entries = reader.read(dict.get(parsed, "entries", []))
    return Feed(
        title=_plain(channel, "title"),
        url=site,
        language=str(dict.get(channel, "language", "") or ""),
        entries=entries,
        problems=(*problems, *reader.problems(entries)),
    )


def _charset(headers: Sequence[tuple[str, str]]) -> str:
    kind = next((value for name, value in headers if name.lower() == "content-type"), "")
    match = _CHARSET.search(kind)
    return match[1] if match is not None else ""


def _from_root(text: str) -> str:
    """The text from its first element on, if that is a feed's; words before it (PHP warnings) are passed over.

    Raises:
        InputError: it is something else, which is named.
    """
    if text.startswith(("{", "[")):
        raise InputError("JSON, no RSS or Atom feed. Give the site's RSS feed, or its sitemap.")
    root = root_name(text[: 1 << 16].encode("utf-8"))
    if root in ("html", "head", "body", "div", "script"):
        raise InputError("an HTML page, no feed (a block page, or a moved feed?). Look for the feed's new address.")
    if root in ("urlset", "sitemapindex"):
        raise InputError("a sitemap, no feed. Give it as a sitemap.")
    start = re.search(r"<(?:rss|feed|(?:[\w.-]+:)?RDF)[\s>]", text[: 1 << 16])
    if start is None:
        what = f"its first element is <{root}>" if root else "there is no XML in it"
        raise InputError(f"no feed: {what}. Give the address of an RSS or Atom feed.")
    return text[start.start() :]


def _check_length(text: str) -> None:
    """Refuse what would keep feedparser busy for minutes.

    Raises:
        InputError: too many entries or tags.
    """
    if sum(1 for _ in _ITEM.finditer(text)) > MAX_ENTRIES:
        raise InputError(f"over {MAX_ENTRIES:,} entries in one feed. Give the site's sitemap instead.")
    first, *others = text.split("<![CDATA[")
    tags = first.count("<") + sum(piece.partition("]]>")[2].count("<") for piece in others)
    if tags > MAX_TAGS:
        raise InputError(f"over {MAX_TAGS:,} tags in one feed. Give the site's sitemap instead.")


def _take_apart(text: str, url: str) -> Any:
    """feedparser's view of the text; HTML is left as it is, for nothing of it is shown."""
    import feedparser  # type: ignore[import-untyped]

    content = b'<?xml version="1.0" encoding="utf-8"?>\n' + text.encode("utf-8", "replace")
    headers = {"content-type": "application/xml; charset=utf-8"}
    if url:
        headers["content-location"] = quote(url, safe=":/?#[]@!$&'()*+,;=%~")
    return feedparser.parse(
        BytesIO(content), response_headers=headers, sanitize_html=False, resolve_relative_uris=False
    )


class _EntryReader:
    """Reads the entries of one feed and counts what is wrong with them."""

    def __init__(self, base: str, zone: tzinfo | None, today: date | None, *, is_atom: bool) -> None:
        self._base = base
        self._zone = zone
        self._today = today
        self._is_atom = is_atom
        self._without_address = 0
        self._shared_guids = 0
        self._repeated = 0

    def read(self, entries: Sequence[Any]) -> tuple[FeedEntry, ...]:
        addresses = [self._address_of(entry) for entry in entries]
        owners: dict[str, set[str]] = {}
        for entry, address in zip(entries, addresses, strict=True):
            if address:
                owners.setdefault(_guid(entry), set()).add(address)
        shared = {guid for guid, urls in owners.items() if guid and len(urls) > 1}
        self._shared_guids = len(shared)
        found: dict[tuple[str, str], FeedEntry] = {}
        for entry, address in zip(entries, addresses, strict=True):
            guid = _guid(entry)
            guid = "" if guid in shared else guid
            if not address:
                self._without_address += 1
            elif (address, guid) in found:
                self._repeated += 1
            else:
                found[address, guid] = self._entry(entry, address, guid)
        return tuple(found.values())

    def problems(self, entries: Sequence[FeedEntry]) -> list[str]:
        """What was wrong, in words."""
        problems = []
        if not entries:
            problems.append("no entries with an address in this feed")
        if self._without_address:
            problems.append(f"{self._without_address:,} entries without a web address were left out")
        if self._repeated:
            problems.append(f"{self._repeated:,} entries stand twice")
        if self._shared_guids:
            problems.append(f"{self._shared_guids:,} guids are shared by several articles and were not used")
        unread = Counter(found.raw for entry in entries for found in entry.dates if found.value is None)
        if unread:
            example = next(iter(unread))[:40]
            problems.append(f"{sum(unread.values()):,} dates could not be read, such as {example!r}")
        return problems

    def _address_of(self, entry: Any) -> str:
        """Where the article is: the address before a counting service, the link, or a guid that is an address."""
        for name in ("feedburner_origlink", "link", "id"):
            value = str(dict.get(entry, name, "") or "")
            is_guid = name == "id" and not value.lower().startswith(("http://", "https://"))
            address = "" if is_guid else _address(value, self._base)
            if address:
                return address
        return ""

    def _entry(self, entry: Any, address: str, guid: str) -> FeedEntry:
        raw_published = _one_line(dict.get(entry, "published", ""))
        raw_updated = _one_line(dict.get(entry, "updated", ""))
        if not raw_published and not self._is_atom:
            raw_published, raw_updated = raw_updated, ""  # dc:date, which feedparser calls an update
        published, updated = self._date(_PUBLISHED, raw_published), self._date(_UPDATED, raw_updated)
        return FeedEntry(
            url=address,
            guid=guid,
            title=_plain(entry, "title"),
            published=published.value if published is not None else None,
            raw_published=raw_published,
            updated=updated.value if updated is not None else None,
            raw_updated=raw_updated,
            byline=_byline(entry),
            summary=_plain(entry, "summary"),
            full_text_html=_full_text(entry),
            dates=tuple(found for found in (published, updated) if found is not None),
        )

    def _date(self, field: str, raw: str) -> FoundDate | None:
        if not raw:
            return None
        return FoundDate(field, raw, parse_published(raw, said_by=field, zone=self._zone, today=self._today))


def _guid(entry: Any) -> str:
    return _one_line(dict.get(entry, "id", ""))


def _address(link: str, base: str) -> str:
    """An absolute web address without fragment (routes behind ``#!`` stay), empty where ``link`` is none."""
    link = "".join(link.split("\n")).strip()
    if not link or len(link) > _MAX_ADDRESS:
        return ""
    try:
        address = urljoin(base, link)
        parts = urlsplit(address)
    except ValueError:
        return ""
    if parts.scheme.lower() not in _SCHEMES or not parts.hostname:
        return ""
    return address if _ROUTE.search(address) else address.partition("#")[0]


def _one_line(value: Any) -> str:
    return " ".join(str(value or "")[:_MAX_LINE].split())


def _plain(holder: Any, name: str) -> str:
    """A title or summary as plain text, without tags and with the characters that entities name."""
    text = str(dict.get(holder, name, "") or "")
    detail = dict.get(holder, f"{name}_detail")
    if detail is not None and dict.get(detail, "type") != "text/plain":
        text = _TAG.sub(" ", text)
    return " ".join(html.unescape(text).split())


def _byline(entry: Any) -> str:
    """The names of the authors; of «mail (name)» the name, of a mail address alone nothing."""
    author = _one_line(dict.get(entry, "author", ""))
    if "@" in author:
        inside = re.search(r"\(([^()]+)\)", author)
        return (inside[1] if inside is not None else _MAIL.sub("", author)).strip(" <>()")
    names = (_one_line(dict.get(one, "name", "")) for one in dict.get(entry, "authors", []))
    return _JOINED.join(dict.fromkeys(name for name in names if name and "@" not in name)) or author


def _full_text(entry: Any) -> str:
    """The article's HTML, where the feed carries it; of several versions the longest."""
    versions = [str(dict.get(content, "value", "") or "") for content in dict.get(entry, "content", [])]
    return max(versions, key=len, default="")
