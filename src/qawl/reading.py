"""Reading articles from files and folders without a ledger: ingest, then read, one article at a time."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from qawl.ingest.files import FileReading, check_inputs, find_inputs
from qawl.ingest.formats import VISITED
from qawl.ingest.parsing import parse
from qawl.ingest.parts import Incoming, Known
from qawl.model.document import Document
from qawl.model.issue import Issue
from qawl.model.reading import Reading
from qawl.settings import IngestSettings, Settings, load_settings

if TYPE_CHECKING:
    from qawl.ingest.remote import Remote


@contextmanager
def open_plain_remote(*, allow_private: bool = False, settings: Settings | None = None) -> "Iterator[Remote]":
    """A way to addresses that remembers nothing."""
    from qawl.ingest.fetch import Fetcher
    from qawl.ingest.remote import NoVisits, Remote

    settings = settings or load_settings()
    with Fetcher(settings.fetch, allow_private=allow_private) as fetcher:
        yield Remote(fetcher, visits=NoVisits(), settings=settings.ingest)


class ReadsDocuments(Protocol):
    """A reader: what the pipeline loads, or a stand-in of the same shape."""

    def read(self, document: Document) -> Reading:
        """Everything found in one document."""


def read_inputs(
    inputs: Iterable[str | Path],
    *,
    reader: ReadsDocuments,
    known: Known | None = None,
    settings: IngestSettings | None = None,
    remote: "Remote | None" = None,
) -> Iterator[Reading | Issue]:
    """Read articles without a ledger, in order and one at a time; what cannot be read comes as an issue.

    ``remote`` fetches what addresses lead to.

    Raises:
        UsageError: an input is not there, or is an address and there is no ``remote``.
    """
    paths = list(inputs)
    check_inputs(paths)
    settings = settings or load_settings().ingest
    for incoming in find_inputs(paths, reading=FileReading(settings, remote=remote)):
        if incoming.media_type == VISITED:
            continue
        for parsed in parse(incoming, known=known, settings=settings):
            yield parsed if isinstance(parsed, Issue) else read_safely(reader, parsed[1], incoming)


def read_safely(reader: ReadsDocuments, document: Document, incoming: Incoming) -> Reading | Issue:
    """The reading of one document, or an issue where the reader trips over it."""
    try:
        return reader.read(document)
    except Exception as error:  # one article that trips a rule must never stop a run over many
        message = f"could not be read ({type(error).__name__}: {error}). Please report it with the article."
        return Issue(incoming.origin, "read", message, incoming.line)
