"""The address of the article, as the page gives it or as it was fetched; and the addresses by which to find its outlet.

A page's rel=canonical and og:url are believed when they are of the same site as the address it came from and lead to
an article; home pages, bare IP addresses, relative and broken ones are not.
"""

import re
from collections.abc import Iterator
from urllib.parse import urljoin, urlsplit

from qawl.ingest.page.facts import Facts

_ARCHIVE = re.compile(
    r"(?:^|\.)(?:archive\.(?:org|today|is|ph|li)|ampproject\.org|googleusercontent\.com|translate\.goog)\Z"
)
_IP = re.compile(r"\[?[0-9a-f:.]*\]?\Z|localhost\Z")
_PREFIX = re.compile(r"^(?:www\d?|m|amp|mobile|ar|arabic)\.")


def find_address(facts: Facts, url: str) -> str:
    """The canonical address, absolute; else ``url``; else an empty text."""
    usable = [found for found in _stated(facts, url) if not url or _is_bare(url) or _site(found) == _site(url)]
    deep = [found for found in usable if urlsplit(found).path.strip("/") or urlsplit(found).query]
    return deep[0] if deep else (url or (usable[0] if usable else ""))


def outlet_addresses(facts: Facts, url: str) -> Iterator[str]:
    """Addresses that tell the outlet, the most trusted first: where the page came from, then what it says."""
    if url and not _is_bare(url):
        yield url
    yield from _stated(facts, url)
    for value in facts.all("twitter:url", "url", "al:web:url", "og:site_name"):
        if _is_address(value) and not _is_bare(value):
            yield value


def _stated(facts: Facts, url: str) -> Iterator[str]:
    for value in facts.all("canonical", "og:url", "ld:url"):
        absolute = _join(url, value)
        if _is_address(absolute) and not _is_bare(absolute):
            yield absolute


def _join(base: str, value: str) -> str:
    try:
        return urljoin(base, value.strip()) if base else value.strip()
    except ValueError:
        return ""


def _is_address(value: str) -> bool:
    try:
        parts = urlsplit(value)
        return parts.scheme in ("http", "https") and "." in (parts.hostname or "") and not re.search(r"\s", value)
    except ValueError:
        return False


def _is_bare(url: str) -> bool:
    """Whether the host is a number, or an archive of other sites: either tells nothing of the outlet."""
    try:
        host = urlsplit(url).hostname or ""
        return bool(_IP.match(host) or _ARCHIVE.search(host))
    except ValueError:
        return True


def _site(url: str) -> str:
    """The host without the names of its editions."""
    try:
        return _PREFIX.sub("", (urlsplit(url).hostname or "").lower())
    except ValueError:
        return ""
