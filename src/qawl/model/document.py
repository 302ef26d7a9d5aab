"""Article, snapshot and document: the published thing, one retrieval of it, one extraction of that.

article <- snapshot <- document. An updated page is a new snapshot of the same article; a better
extractor makes a new document of the old snapshot. A document's text never changes.
"""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class DatePrecision(StrEnum):
    """How exactly a publication date is known."""

    SECOND = "second"
    DAY = "day"
    MONTH = "month"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class PublishedAt:
    """When an article was published, and which field said so.

    ``value`` is aware; when the source gave no zone it is taken as UTC and ``zone_known`` is False.
    The local calendar day (what «yesterday» counts from) is ``value``'s own date in its own zone.
    """

    value: datetime
    precision: DatePrecision = DatePrecision.DAY
    zone_known: bool = False
    said_by: str = "caller"


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date that a page, feed or header gives, and what was made of it.

    ``field`` names where it stood («ld:datePublished», «visible»), ``raw`` is what stood there, ``offset`` the code
    point of the decoded page where it was found in running text. ``value`` is None when no date could be read.
    """

    field: str
    raw: str
    value: PublishedAt | None = None
    offset: int | None = None


@dataclass(frozen=True, slots=True)
class Outlet:
    """Who published an article."""

    id: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One retrieval of an article: the bytes as received, identified by their SHA-256.

    ``origin`` is what somebody asked for (a file, an address), ``url`` the address that answered, if one did.
    """

    sha256: str
    content: bytes
    media_type: str
    origin: str
    retrieved_at: datetime
    headers: tuple[tuple[str, str], ...] = ()
    url: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """One extraction of a snapshot by one extractor version.

    ``text`` is headline, newline, body; all offsets of all records are code points of it.
    ``article_key`` is what makes two retrievals the same article: outlet and number in the
    address, else canonical address, else the content itself. ``modified_at`` is when the page says
    it was last changed; it tells which of an article's versions is the newest. ``address`` is ``url`` in the one
    spelling by which the same page is known again. ``dates`` are all dates that were found
    on the way, and ``flags`` say what is doubtful about them («dates_conflict»).
    """

    id: str
    article_key: str
    text: str
    title: str = ""
    byline: str = ""
    outlet: Outlet = field(default_factory=lambda: Outlet(""))
    url: str = ""
    language: str = "ar"
    published_at: PublishedAt | None = None
    modified_at: datetime | None = None
    text_sha256: str = ""
    snapshot_sha256: str = ""
    extractor: str = ""
    external_id: str = ""
    mark: str = ""
    dates: tuple[FoundDate, ...] = ()
    flags: tuple[str, ...] = ()
    address: str = ""
