"""Reading a text that somebody gives, with the limits that files have and without a ledger."""

from qawl.errors import InputError
from qawl.ingest.checks import check_text
from qawl.ingest.parts import Incoming
from qawl.model.issue import Issue
from qawl.model.reading import Reading
from qawl.pipeline import make_document
from qawl.reading import ReadsDocuments, read_safely
from qawl.settings import IngestSettings


def read_given(
    text: str,
    *,
    reader: ReadsDocuments,
    settings: IngestSettings,
    published: str = "",
    outlet: str = "",
    url: str = "",
    title: str = "",
) -> Reading:
    """The reading of a text (headline, newline, body); its spans are code points of exactly this text.

    Raises:
        InputError: the text is no Arabic article, or the reader trips over it.
        UsageError: ``published`` is no date.
    """
    check_text(text, settings)
    document = make_document(text, published=published, outlet=outlet, url=url, title=title)
    found = read_safely(reader, document, Incoming(origin="the text", content=b"", media_type="text/plain"))
    if isinstance(found, Issue):
        raise InputError(f"{found.origin}: {found.message}", reason="damaged")
    return found
