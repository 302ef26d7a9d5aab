"""What travels through ingest: an article on its way in, the parts that its format yields, what is known of it."""

from dataclasses import dataclass
from datetime import datetime

from qawl.errors import InputError
from qawl.model.document import FoundDate, PublishedAt

SAMPLE_MARK = "SAMPLE"


@dataclass(frozen=True, slots=True)
class Incoming:
    """One article on its way in: where it came from, its bytes as received, and what they seem to be.

    ``line`` is the line of a JSON-lines file. ``problem`` says why the bytes could not be had. What came over
    HTTP, now or into an archive, has the address that answered, its headers and when; ``known`` is what the
    feed, sitemap or table that led there says of it.

    ``visit`` is the address whose visit is over once this is stored or refused, and ``reason`` a word to count a
    ``problem`` by.
    """

    origin: str
    content: bytes
    media_type: str
    line: int | None = None
    problem: str = ""
    url: str = ""
    headers: tuple[tuple[str, str], ...] = ()
    retrieved_at: datetime | None = None
    known: "Known | None" = None
    visit: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Parts:
    """What a format's parser found. ``published`` is as written; ``date_field`` names where it stood.

    ``published_at`` is what a parser chose of several dates; where it is None, ``published`` is read.
    """

    text: str
    title: str = ""
    extractor: str = ""
    outlet: str = ""
    outlet_name: str = ""
    url: str = ""
    external_id: str = ""
    byline: str = ""
    published: str = ""
    date_field: str = ""
    modified: str = ""
    mark: str = ""
    dates: tuple[FoundDate, ...] = ()
    flags: tuple[str, ...] = ()
    published_at: PublishedAt | None = None


@dataclass(frozen=True, slots=True)
class Known:
    """What the caller, or what led to an article, says of articles that do not say it themselves."""

    published: PublishedAt | None = None
    outlet: str = ""
    url: str = ""
    title: str = ""
    external_id: str = ""
    dates: tuple[FoundDate, ...] = ()


def first_line(text: str) -> str:
    """The first line that says something: the headline of a text that has no other."""
    return next((line.strip() for line in text.split("\n") if line.strip()), "")


def require(condition: object, message: str, *, reason: str = "unreadable") -> None:
    """Raise ``InputError(message)`` unless ``condition`` holds."""
    if not condition:
        raise InputError(message, reason=reason)
