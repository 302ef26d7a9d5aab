"""WARC files made byte by byte, so that tests know where every record begins and can break any of it."""

import gzip
from collections.abc import Sequence

PAGE = (
    "<html><head><title>الجيش يتقدم</title></head><body><article><h1>الجيش يتقدم</h1>"
    "<p>قال الناطق إن الجيش تقدم نحو المدينة، وأضاف أن المعارك مستمرة في محيطها.</p></article></body></html>"
).encode()


def response(
    content: bytes = PAGE,
    *,
    number: int = 1,
    status: str = "200 OK",
    media_type: str = "text/html; charset=utf-8",
    headers: bytes = b"",
    fields: str = "",
    kind: str = "response",
) -> bytes:
    """One whole record that holds an HTTP response."""
    http = f"HTTP/1.1 {status}\r\nContent-Type: {media_type}\r\n".encode() + headers + b"\r\n"
    return record(http + content, kind, "application/http; msgtype=response", number=number, fields=fields)


def record(block: bytes, kind: str, media_type: str, *, number: int = 1, fields: str = "", length: int = -1) -> bytes:
    """One whole record; ``length`` lies about its size."""
    head = (
        f"WARC/1.1\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-{number:012}>\r\n"
        f"WARC-Target-URI: http://wadi.example/news/{88000 + number}\r\nWARC-Date: 2024-03-05T10:00:00Z\r\n"
        f"Content-Type: {media_type}\r\n{fields}Content-Length: {len(block) if length < 0 else length}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


def responses(count: int) -> list[bytes]:
    """Records of pages that differ."""
    return [response(PAGE + b"<!-- %d -->" % number, number=number) for number in range(1, count + 1)]


def packed(records: Sequence[bytes]) -> bytes:
    """Each record as a gzip member of its own, as the standard asks."""
    return b"".join(gzip.compress(one, mtime=0) for one in records)
