"""Lists as Atom feeds (RFC 4287): what was added last, each entry under an id that never changes.

Words from articles are text, never markup, and marked as Arabic. An entry's time is when its document came into the
ledger, so that a feed reader shows as new what is new here, of whatever year the news is.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from xml.sax.saxutils import escape, quoteattr

from qawl.export.xml import clean

MEDIA_TYPE = "application/atom+xml; charset=utf-8"
NEVER = datetime(2000, 1, 1, tzinfo=UTC)
"""The time of a feed with nothing in it: RFC 4287 asks for one."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One record of a feed. ``content`` is text of the source, Arabic; ``via`` is where it was published."""

    id: str
    title: str
    updated: datetime
    address: str
    content: str
    author: str
    via: str = ""
    term: str = ""
    label: str = ""


@dataclass(frozen=True, slots=True)
class Feed:
    """A list with its filter. ``address`` is the feed's own, ``page`` that of the list; ``language`` of its titles."""

    id: str
    title: str
    subtitle: str
    language: str
    address: str
    page: str
    version: str = ""


def atom_lines(feed: Feed, entries: Iterable[Entry]) -> Iterator[str]:
    """The lines of a feed; it was updated when the newest of its entries was."""
    held = list(entries)
    newest = max((one.updated for one in held), default=NEVER)
    yield '<?xml version="1.0" encoding="utf-8"?>\n'
    yield f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang={_attribute(feed.language)}>\n'
    yield f"<id>{_text(feed.id)}</id>\n<title>{_text(feed.title)}</title>\n"
    yield f"<subtitle>{_text(feed.subtitle)}</subtitle>\n"
    yield f"<updated>{_moment(newest)}</updated>\n<author><name>Qawl</name></author>\n"
    yield f'<link rel="self" type="application/atom+xml" href={_attribute(feed.address)}/>\n'
    yield f'<link rel="alternate" type="text/html" href={_attribute(feed.page)}/>\n'
    yield f"<generator version={_attribute(feed.version)}>Qawl</generator>\n"
    for entry in held:
        yield from _entry_lines(entry)
    yield "</feed>\n"


def _entry_lines(entry: Entry) -> Iterator[str]:
    yield f"<entry>\n<id>{_text(entry.id)}</id>\n<title>{_text(entry.title)}</title>\n"
    yield f"<updated>{_moment(entry.updated)}</updated>\n"
    if entry.author:
        yield f"<author><name>{_text(entry.author)}</name></author>\n"
    yield f'<link rel="alternate" type="text/html" href={_attribute(entry.address)}/>\n'
    if entry.via:
        yield f'<link rel="via" href={_attribute(entry.via)}/>\n'
    if entry.term:
        yield f"<category term={_attribute(entry.term)} label={_attribute(entry.label)}/>\n"
    yield f'<content type="text" xml:lang="ar">{_text(entry.content)}</content>\n</entry>\n'


def _moment(value: datetime) -> str:
    return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _text(value: str) -> str:
    return escape(clean(value))


def _attribute(value: str) -> str:
    return quoteattr(clean(value))
