"""Web archives (WARC, packed with gzip record by record, as a whole, or not at all) become incoming articles.

Which bytes form a whole record is settled by ``archive_records``, which misses no cut and no damage; fastwarc then
takes the HTTP response apart and undoes chunking and compression. Servers and crawlers lie about both, so where
that fails the bytes are taken as they are, if they are text. What is no page is counted, never told one by one;
what is lost (damage, a cut, a page over the limit) is told as a problem, and the reading goes on.
"""

import io
import zlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import BinaryIO, Literal

from qawl.ingest.archive_bytes import GZIP_MAGIC, RECORD_MAGIC, ZSTD_MAGICS
from qawl.ingest.archive_records import Record, Trouble, find_records
from qawl.ingest.formats import HTML, PDF, TEXT, WARC
from qawl.ingest.parts import Incoming
from qawl.settings import IngestSettings

_READ_TYPES = {
    "text/html": HTML,
    "application/xhtml+xml": HTML,
    "text/plain": TEXT,
    "application/pdf": PDF,
    "application/x-pdf": PDF,
}
_UNSURE_TYPES = frozenset(("", "application/octet-stream", "binary/octet-stream", "unknown/unknown", "text/plain"))
_Decoding = Literal["all", "content", "transfer", "none"]
_DECODINGS: tuple[_Decoding, ...] = ("all", "content", "transfer", "none")  # what to undo, tried in this order
_HEAD_ALLOWANCE = 1 << 20  # HTTP headers and chunk marks that a block may hold above the page itself
_MOST_REASONS = 200  # kinds of skipped records told apart, so that counting them cannot fill the memory


@dataclass(slots=True)
class ArchiveCounts:
    """What an archive held and what became of it; filled while it is read.

    ``skipped`` counts by reason: «revisit», «status 404», «type image/png» ... ``incomplete`` pages were cut short
    when they were fetched, and are read; ``damaged`` are places where records were lost; ``truncated``: the file
    breaks off.
    """

    records: int = 0
    responses: int = 0
    read: int = 0
    incomplete: int = 0
    damaged: int = 0
    truncated: bool = False
    skipped: Counter[str] = field(default_factory=Counter)

    def skip(self, reason: str) -> None:
        """Count one record as passed over."""
        self.skipped[reason if reason in self.skipped or len(self.skipped) < _MOST_REASONS else "other"] += 1

    def describe(self) -> str:
        """One line for people, the most frequent reasons first."""
        reasons = ", ".join(f"{count:,} {reason}" for reason, count in self.skipped.most_common(8))
        lost = f"; {self.damaged:,} damaged places" if self.damaged else ""
        cut = "; the file breaks off" if self.truncated else ""
        return f"{self.records:,} records, {self.read:,} pages read; passed over: {reasons or 'none'}{lost}{cut}"


def is_warc(head: bytes) -> bool:
    """Whether a file that begins with these bytes (some hundred will do) is a WARC, plain or packed."""
    if head.startswith(GZIP_MAGIC):
        try:
            return zlib.decompressobj(wbits=31).decompress(head, 64).startswith(RECORD_MAGIC)
        except zlib.error:
            return False
    return head.startswith((RECORD_MAGIC, *ZSTD_MAGICS))


def read_warc(
    stream: BinaryIO, origin: str, *, settings: IngestSettings, counts: ArchiveCounts | None = None
) -> Iterator[Incoming]:
    """The pages, texts and PDFs of a WARC file, each with address, headers and time of its retrieval.

    ``stream`` is read forward only, and holds at most ``settings.max_bytes`` of it at a time. Pages have the origin
    «FILE#record-id»; a problem has the file as its origin, so that a later success of a page does not hide it.
    """
    counts = counts if counts is not None else ArchiveCounts()
    before = counts.records
    limit = settings.max_bytes + _HEAD_ALLOWANCE
    for found in find_records(stream, limit=limit, max_ratio=settings.archive_max_ratio):
        if isinstance(found, Trouble):
            yield _lost(found, origin, counts, counts.records - before)
            continue
        counts.records += 1
        yield from _pages_of(found, origin, settings, counts)
    if counts.records == before and not counts.truncated and not counts.damaged:
        yield Incoming(
            origin, b"", WARC, problem="no record in it: empty, or no WARC. Leave it out, or fetch it again."
        )


@dataclass(frozen=True, slots=True)
class _Payload:
    """What a record carries: the content, decoded, and what HTTP or the record said of it."""

    content: bytes
    media_type: str
    headers: tuple[tuple[str, str], ...] = ()
    status: int | None = 200
    problem: str = ""


def _pages_of(record: Record, origin: str, settings: IngestSettings, counts: ArchiveCounts) -> Iterator[Incoming]:
    """The page of one record, or nothing, or what is wrong with it."""
    counts.responses += record.kind == "response"
    if record.kind not in ("response", "resource", "conversion"):
        counts.skip(record.kind or "without a type")
        return
    name = _name(record)
    if _is_segment(record):
        counts.skip("segment")
        yield _problem(
            origin, name, "is one segment of a page that is spread over records. Join them with warcio first"
        )
        return
    if record.block is None:
        counts.skip("too large")
        yield _problem(origin, name, f"is over {settings.max_bytes:,} bytes. Raise ingest.max_bytes in qawl.toml")
        return
    payload = _http_payload(record, settings.max_bytes) if _is_http(record) else _plain_payload(record)
    reason = _reason_to_skip(payload, settings.max_bytes)
    if reason:
        counts.skip(reason)
        if reason in ("too large", "broken content"):
            advice = f"is over {settings.max_bytes:,} bytes unpacked. Raise ingest.max_bytes in qawl.toml"
            yield _problem(origin, name, advice if reason == "too large" else payload.problem)
        return
    if cut := _cut_short(record, payload):
        counts.incomplete += 1
        yield _problem(origin, name, f"{cut}; what is there is read. Fetch that page again for the rest")
    counts.read += 1
    yield Incoming(
        origin=f"{origin}#{name}" if name.startswith("urn:") else f"{origin}@{record.offset}",
        content=payload.content,
        media_type=_media_type(payload),
        url=_address(record),
        headers=payload.headers,
        retrieved_at=_time(record),
    )


def _reason_to_skip(payload: _Payload, max_bytes: int) -> str:
    if payload.status != 200:
        return f"status {payload.status or 'missing'}"
    if payload.problem:
        return "broken content"
    media_type = _media_type(payload)
    if media_type not in _READ_TYPES.values():
        return f"type {media_type or 'unknown'}"
    if len(payload.content) > max_bytes:
        return "too large"
    return "" if payload.content.strip() else "empty"


def _http_payload(record: Record, max_bytes: int) -> _Payload:
    """The response taken apart by fastwarc; of the encodings that its headers name, those are undone that are there."""
    problem = ""
    for decoding in _DECODINGS:
        try:
            payload = _decoded(record, decoding, max_bytes)
        except OSError as error:
            problem = str(error)[:80]
            continue
        if decoding in ("all", "content") or _is_readable(payload.content):
            return payload
    return _Payload(b"", "", problem=f"is packed in a way that cannot be undone ({problem}). Fetch that page again")


def _decoded(record: Record, decoding: _Decoding, max_bytes: int) -> _Payload:
    """Raises OSError, as fastwarc does, where the content is not in the encoding that its headers name."""
    from fastwarc.warc import ArchiveIterator

    whole = io.BytesIO(record.head + (record.block or b""))
    for response in ArchiveIterator(whole, stream_detect=False, quirks_mode=True, parse_http=False):
        response.parse_http(auto_decode=decoding, quirks_mode=True, max_header_len=_HEAD_ALLOWANCE)
        if not response.is_http_parsed:
            break
        http = response.http_headers
        headers = tuple((_text(name), _text(value)) for name, value in http.items_bytes())
        media_type = _bare_type(next((value for name, value in headers if name.lower() == "content-type"), ""))
        wanted = http.status_code == 200 and (media_type in _READ_TYPES or media_type in _UNSURE_TYPES)
        content = response.reader.read(max_bytes + 1) if wanted else b""
        return _Payload(content, media_type, headers, http.status_code)
    raise OSError("no HTTP response in it")


def _plain_payload(record: Record) -> _Payload:
    """What a ``resource`` or ``conversion`` record holds: the content itself."""
    return _Payload(record.block or b"", _bare_type(record.fields.get("content-type", "")))


def _is_http(record: Record) -> bool:
    """Responses of HTTP; those of DNS and FTP name another type."""
    declared = record.fields.get("content-type", "").lower()
    return "application/http" in declared or (not declared and record.kind == "response")


def _media_type(payload: _Payload) -> str:
    """The type as declared, one name a kind; looked up in the content where the declaration says little."""
    if payload.media_type in _UNSURE_TYPES:
        head = payload.content[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
        if head.startswith(b"%pdf-"):
            return PDF
        if head.startswith((b"<!doctype html", b"<html")):
            return HTML
    return _READ_TYPES.get(payload.media_type, payload.media_type)


def _cut_short(record: Record, payload: _Payload) -> str:
    """How it is known that the page was not fetched whole, or nothing."""
    truncated = record.fields.get("warc-truncated", "")
    if truncated:
        return f"was cut short by its crawler ({truncated[:40]})"
    headers = {name.lower(): value for name, value in payload.headers}
    declared = headers.get("content-length", "")
    if not declared.isdigit() or "content-encoding" in headers or "transfer-encoding" in headers:
        return ""
    if len(payload.content) < int(declared[:15]):
        return f"has {len(payload.content):,} of the {int(declared[:15]):,} bytes that its server announced"
    return ""


def _is_readable(content: bytes) -> bool:
    """Whether bytes that could not be decoded as announced are a page all the same: packed ones have control bytes."""
    return content.startswith(b"%PDF-") or not any(byte < 9 or 13 < byte < 32 for byte in content[:1024])


def _is_segment(record: Record) -> bool:
    return "warc-segment-number" in record.fields


def _name(record: Record) -> str:
    """What to call a record: its own name without brackets, else where it begins."""
    return record.fields.get("warc-record-id", "").strip("<> ") or f"at byte {record.offset:,}"


def _address(record: Record) -> str:
    return record.fields.get("warc-target-uri", "").strip("<> ")


def _time(record: Record) -> datetime | None:
    try:
        moment = datetime.fromisoformat(record.fields.get("warc-date", ""))
    except ValueError:
        return None
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)


def _bare_type(declared: str) -> str:
    return declared.partition(";")[0].strip().lower()


def _text(value: bytes) -> str:
    """A header as text: servers send UTF-8 where only Latin-1 is allowed."""
    try:
        return value.decode("utf-8")
    except UnicodeDecodeError:
        return value.decode("latin-1")


def _problem(origin: str, name: str, what: str) -> Incoming:
    return Incoming(origin, b"", WARC, problem=f"record {name} {what}.")


def _lost(trouble: Trouble, origin: str, counts: ArchiveCounts, whole: int) -> Incoming:
    """The problem that tells of a cut or a damage."""
    if trouble.resumes is not None:
        counts.damaged += 1
        problem = (
            f"damaged at byte {trouble.offset:,} ({trouble.reason}), after {whole:,} whole records; reading went on "
            f"at byte {trouble.resumes:,}. Fetch the archive again to have what stands between."
        )
        return Incoming(origin, b"", WARC, problem=problem)
    counts.truncated = True
    advice = "fetch the archive again to have the rest"
    if trouble.is_bomb:
        advice = "leave the rest, or raise ingest.archive_max_ratio in qawl.toml if you trust who made it"
    ends = f", the file ends at byte {trouble.size:,}" if trouble.size is not None else ""
    problem = (
        f"breaks off after {whole:,} whole records: {trouble.reason} (record or member begins at byte "
        f"{trouble.offset:,}{ends}). What came before is read; {advice}."
    )
    return Incoming(origin, b"", WARC, problem=problem)
