"""Where feeds and sitemaps lead: addresses of articles, and what is said of them there."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from qawl.ingest.parts import Known
from qawl.model.document import PublishedAt
from qawl.settings import IngestSettings

if TYPE_CHECKING:
    from qawl.ingest.feeds import FeedEntry
    from qawl.ingest.sitemaps import SitemapPage


@dataclass(frozen=True, slots=True)
class Lead:
    """An address to fetch. ``changed`` is when it is said to have changed last, ``known`` what else is said of it.

    ``depth`` counts the sitemaps above it; ``full_text`` is the article as a feed carries it, in HTML, for when the
    page itself cannot be had.
    """

    url: str
    known: Known | None = None
    changed: datetime | None = None
    depth: int = 0
    full_text: str = ""


@dataclass(frozen=True, slots=True)
class Leads:
    """All leads of one feed or sitemap, in its order, and what was wrong with it."""

    leads: tuple[Lead, ...]
    problems: tuple[str, ...] = ()


def leads_of_feed(
    content: bytes,
    *,
    url: str,
    headers: tuple[tuple[str, str], ...] = (),
    retrieved_at: datetime | None = None,
    settings: IngestSettings,
) -> Leads:
    """The articles of a feed, as it lists them; times without a zone are on the clock of the outlet.

    Raises:
        InputError: it is no feed.
    """
    from qawl.ingest.feeds import parse_feed
    from qawl.ingest.outlets import shipped_outlets
    from qawl.ingest.zones import open_zone

    entry = shipped_outlets().find(url=url)
    zone = open_zone(entry.zone) if entry is not None and entry.zone else None
    feed = parse_feed(content, url=url, headers=headers, zone=zone, today=retrieved_at, settings=settings)
    return Leads(tuple(_of_entry(entry) for entry in feed.entries if entry.url), feed.problems)


def leads_of_sitemap(content: bytes, *, url: str, settings: IngestSettings, depth: int = 0) -> Leads:
    """The pages of a sitemap, and the sitemaps of an index, the newest first where they say when they changed.

    Raises:
        InputError: it is no sitemap.
    """
    from qawl.ingest.sitemaps import parse_sitemap

    sitemap = parse_sitemap(content, url=url, settings=settings)
    below = sorted(sitemap.indexes, key=lambda index: _stamp(index.lastmod), reverse=True)
    indexes = [Lead(one.url, None, _instant(one.lastmod), depth + 1) for one in below]
    pages = [_of_page(page, depth) for page in sitemap.pages]
    return Leads((*pages, *indexes), sitemap.problems)


def _of_entry(entry: "FeedEntry") -> Lead:
    known = Known(url=entry.url, title=entry.title, external_id=entry.guid, dates=entry.dates)
    changed = _instant(entry.updated) or _instant(entry.published)
    return Lead(entry.url, known, changed, full_text=entry.full_text_html)


def _of_page(page: "SitemapPage", depth: int) -> Lead:
    known = Known(url=page.url, title=page.title, dates=page.dates)
    return Lead(page.url, known, _instant(page.lastmod), depth)


def _instant(value: PublishedAt | None) -> datetime | None:
    return None if value is None else value.value


def _stamp(value: PublishedAt | None) -> float:
    return 0.0 if value is None else value.value.timestamp()
