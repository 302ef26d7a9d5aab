"""Addresses become incoming articles: fetched politely, told apart by content, followed where they lead.

A page is one article; a feed or sitemap leads to pages, of which those are passed over that an earlier run has seen
and that have not changed since; an archive is downloaded to a passing file and read like one on the disk. What went
wrong with an address is one incoming article with a problem, and the next address is tried. An address counts as
visited only when the caller says so (``Incoming.visit``): by then what it gave is stored.
"""

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from qawl.errors import FetchError, InputError
from qawl.ingest.addresses import without_password
from qawl.ingest.fetch import Fetched, Fetcher, Validators
from qawl.ingest.formats import CSV, FEEDS, HTML, JSON_LINES, SITEMAP, TEXT, VISITED, WACZ, WARC
from qawl.ingest.leads import Lead, leads_of_feed, leads_of_sitemap
from qawl.ingest.media_types import media_type_of
from qawl.ingest.parts import Incoming
from qawl.settings import IngestSettings

if TYPE_CHECKING:
    from qawl.ingest.files import FileReading

_ARCHIVES = (".warc", ".warc.gz", ".warc.zst", ".wacz", ".jsonl", ".ndjson", ".csv", ".tsv")
_SUFFIX_OF = {WARC: ".warc", WACZ: ".wacz", CSV: ".csv", JSON_LINES: ".jsonl"}
_MOST_DEPTH = 3


class Visits(Protocol):
    """What earlier runs remember of addresses."""

    def validators(self, url: str) -> Validators | None:
        """What the server gave to ask again with."""

    def is_settled(self, url: str, *, changed: datetime | None) -> bool:
        """True for a page that was read and is not said to have changed since, or that is not to be tried yet."""


@dataclass(frozen=True, slots=True)
class NoVisits:
    """Remembers nothing: for reading without a ledger."""

    def validators(self, url: str) -> Validators | None:
        return None

    def is_settled(self, url: str, *, changed: datetime | None) -> bool:
        return False


class Remote:
    """What addresses lead to. ``passed_over`` counts the pages that needed no fetching, or had not changed."""

    def __init__(self, fetcher: Fetcher, *, visits: Visits, settings: IngestSettings) -> None:
        self._fetcher, self._visits, self._settings = fetcher, visits, settings
        self.passed_over = 0

    def find(self, lead: Lead, *, reading: "FileReading | None" = None) -> Iterator[Incoming]:
        """The articles at an address, or at all addresses that it leads to; ``reading`` says how tables are read."""
        try:
            if lead.url.partition("?")[0].lower().endswith(_ARCHIVES):
                yield from self._download(lead, reading)
                return
            fetched = self._fetcher.fetch(lead.url, validators=self._visits.validators(lead.url))
            if fetched.not_modified:
                self.passed_over += 1
                yield self._visited(lead, fetched)
                return
            yield from self._read(lead, fetched, reading)
        except FetchError as error:
            if lead.full_text:
                content = lead.full_text.encode()
                failed = error.reason.value  # the page itself is tried again when that may help
                yield Incoming(lead.url, content, HTML, url=lead.url, known=lead.known, visit=lead.url, reason=failed)
                return
            url = without_password(lead.url)
            yield Incoming(url, b"", TEXT, problem=str(error), url=url, visit=url, reason=error.reason.value)

    def _read(self, lead: Lead, fetched: Fetched, reading: "FileReading | None") -> Iterator[Incoming]:
        media_type = media_type_of(fetched)
        if media_type in FEEDS:
            yield from self._follow(lead, fetched, reading, is_feed=True)
        elif media_type == SITEMAP:
            yield from self._follow(lead, fetched, reading, is_feed=False)
        elif media_type in _SUFFIX_OF:
            yield from self._download(lead, reading, suffix=_SUFFIX_OF[media_type])
        else:
            yield Incoming(
                lead.url,
                fetched.content,
                media_type,
                url=fetched.url,
                headers=fetched.headers,
                retrieved_at=fetched.retrieved_at,
                known=lead.known,
                visit=lead.url,
            )

    def _follow(
        self, lead: Lead, fetched: Fetched, reading: "FileReading | None", *, is_feed: bool
    ) -> Iterator[Incoming]:
        """The pages that a feed or sitemap lists; itself is visited when they are all handed over."""
        try:
            if is_feed:
                found = leads_of_feed(
                    fetched.content,
                    url=fetched.url,
                    headers=fetched.headers,
                    retrieved_at=fetched.retrieved_at,
                    settings=self._settings,
                )
            else:
                found = leads_of_sitemap(fetched.content, url=fetched.url, settings=self._settings, depth=lead.depth)
        except InputError as error:
            yield Incoming(lead.url, b"", TEXT, problem=str(error), visit=lead.url, reason=error.reason)
            return
        for problem in found.problems:
            yield Incoming(lead.url, b"", TEXT, problem=problem, reason="feed")
        for one in found.leads:
            if one.depth > _MOST_DEPTH:
                problem = f"sitemaps of sitemaps, more than {_MOST_DEPTH} deep. Give the address of one below."
                yield Incoming(one.url, b"", TEXT, problem=problem, reason="too_deep")
            elif one.url == lead.url or self._visits.is_settled(one.url, changed=one.changed):
                self.passed_over += one.url != lead.url
            else:
                yield from self.find(one, reading=reading)
        yield self._visited(lead, fetched)

    def _download(self, lead: Lead, reading: "FileReading | None", *, suffix: str = "") -> Iterator[Incoming]:
        """An archive or dump, through a file that goes when it has been read; it counts as no bytes of a file."""
        from qawl.ingest.files import FileReading, Meter, find_inputs

        reading = replace(reading or FileReading(self._settings), remote=None, meter=Meter())
        with tempfile.TemporaryDirectory(prefix="qawl-") as folder:
            path = Path(folder, f"download{_suffix(lead.url) or suffix}")
            with path.open("w+b") as sink:
                fetched = self._fetcher.download(lead.url, sink)
            for incoming in find_inputs([path], reading=reading):
                origin = incoming.origin.replace(str(path), lead.url, 1)
                yield replace(incoming, origin=origin)
        yield self._visited(lead, fetched)

    def _visited(self, lead: Lead, fetched: Fetched) -> Incoming:
        """The mark that an address is done with; an answer «not modified» need not repeat what to ask with."""
        known = fetched.validators
        headers = (("ETag", known.etag), ("Last-Modified", known.last_modified))
        return Incoming(lead.url, b"", VISITED, headers=headers, retrieved_at=fetched.retrieved_at, visit=lead.url)


class NoRemote(Remote):
    """Fetches nothing, where that is not allowed; every address that is met becomes an issue."""

    def __init__(self) -> None:
        self.passed_over = 0

    def find(self, lead: Lead, *, reading: "FileReading | None" = None) -> Iterator[Incoming]:
        """One incoming article that says why it is none."""
        url = without_password(lead.url)
        problem = "nothing is fetched here (--no-fetch). Save the page as a file and give that."
        yield Incoming(url, b"", TEXT, problem=problem, url=url, reason="no_fetch")


def _suffix(url: str) -> str:
    """The telling end of an address, of those that are downloaded; never anything else of it."""
    path = url.partition("?")[0].lower()
    return next((suffix for suffix in sorted(_ARCHIVES, key=len, reverse=True) if path.endswith(suffix)), "")
