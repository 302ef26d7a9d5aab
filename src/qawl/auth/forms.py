"""The token of a form with files, read without reading the files.

A form may bring a gigabyte, and the route lays it down as it comes in. So only its first part is looked at, where the
pages of the workbench put the token (``parts.csrf_field``), and what was looked at is given out again.
"""

from collections import deque
from email.message import Message as Headers

from starlette.types import Message, Receive

_FIRST_PART = 4_096
"""Bytes within which the token has to come: a boundary, a heading and 80 letters are 250."""


class Body:
    """What a request brings, of which the beginning can be looked at before somebody reads it. Is a ``Receive``."""

    def __init__(self, receive: Receive) -> None:
        self._receive = receive
        self._seen: deque[Message] = deque()
        self.was_read = False

    async def __call__(self) -> Message:
        """The next piece."""
        self.was_read = True
        return self._seen.popleft() if self._seen else await self._receive()

    async def first_field(self, content_type: str, name: str) -> str:
        """The value of a form's first part where that is the field ``name``; else empty."""
        boundary = _boundary(content_type)
        beginning, is_whole = b"", not boundary
        while not is_whole and len(beginning) < _FIRST_PART and beginning.count(boundary) < 2:
            piece = await self._receive()
            self._seen.append(piece)
            beginning += piece.get("body", b"")
            is_whole = not piece.get("more_body", False)
        return _first_field(beginning[:_FIRST_PART], boundary, name)


def _boundary(content_type: str) -> bytes:
    headers = Headers()
    headers["content-type"] = content_type
    found = headers.get_param("boundary")
    return b"--" + found.encode("latin-1", "replace") if isinstance(found, str) and found else b""


def _first_field(beginning: bytes, boundary: bytes, name: str) -> str:
    opening = boundary + b"\r\n"
    if not boundary or not beginning.startswith(opening):
        return ""
    part, closing, _ = beginning[len(opening) :].partition(b"\r\n" + boundary)
    heading, gap, value = part.partition(b"\r\n\r\n")
    wanted = f'content-disposition: form-data; name="{name}"'.encode()
    is_wanted = closing and gap and heading.strip().lower() == wanted
    return value.decode("latin-1") if is_wanted else ""
