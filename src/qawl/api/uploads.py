"""Forms with files, taken in piece by piece: each file goes to its place on the disk as it comes, whole forms nowhere.

The framework's own reading of forms lays files down in the system's folder for passing files, and asks how large they
are afterwards. Here the limits hold while bytes come in, and what is left half done is removed.
"""

from dataclasses import dataclass, field

from fastapi import Request
from fastapi.concurrency import run_in_threadpool
from python_multipart.exceptions import MultipartParseError
from python_multipart.multipart import MultipartParser, parse_options_header

from qawl.api.bench import Workbench
from qawl.auth.auditing import note
from qawl.auth.visitor import Visitor
from qawl.model.job import Job
from qawl.receiving import Facts, RefusedInputError, Upload, UploadedFile, order_addresses, order_text

_LONGEST_HEADER = 8_000
_UTF8 = 4  # bytes of a character, at most


@dataclass(slots=True)
class _Part:
    """The part of a form that is coming in: a file, or a field."""

    headers: dict[bytes, bytes] = field(default_factory=dict)
    name: str = ""
    file: UploadedFile | None = None
    value: bytearray = field(default_factory=bytearray)
    is_ignored: bool = False


async def receive_form(request: Request, upload: Upload, *, longest: int) -> dict[str, str]:
    """The fields of a form; its files go into ``upload``. Fields together have at most ``longest`` characters.

    Raises:
        RefusedInputError: it is no form with files, is broken, or is too long.
    """
    kind, options = parse_options_header(request.headers.get("content-type", ""))
    boundary = options.get(b"boundary")
    if kind != b"multipart/form-data" or not boundary:
        raise RefusedInputError("broken_form", given="no files can be in it")
    form = _Form(upload, longest)
    parser = MultipartParser(boundary, form.callbacks())  # type: ignore[arg-type]
    try:
        async for piece in request.stream():
            await run_in_threadpool(parser.write, piece)
        parser.finalize()
    except MultipartParseError as error:
        raise RefusedInputError("broken_form", given=str(error)) from error
    finally:
        form.close()
    return form.fields


async def order_of_form(request: Request, bench: Workbench, visitor: Visitor) -> Job:
    """The job of a form: its files where it has some, else its addresses, else its text.

    Raises:
        RefusedInputError: it has none of them, or what it has cannot be taken.
    """
    with Upload(bench.ledger, bench.settings) as upload:
        fields = await receive_form(request, upload, longest=bench.settings.ingest.max_characters)
        facts = Facts(**{name: fields.get(name, "").strip() for name in ("title", "outlet", "published", "url")})
        try:
            job = await run_in_threadpool(_order, bench, upload, fields, facts, visitor.name)
        except RefusedInputError as error:
            error.fields = fields
            raise
    note(request, "job.add", record=job.id, detail=job.title)
    return job


def _order(bench: Workbench, upload: Upload, fields: dict[str, str], facts: Facts, who: str) -> Job:
    if upload.files:
        return upload.order(facts, asked_by=who)
    if "addresses" in fields:
        addresses = fields["addresses"].splitlines()
        return order_addresses(bench.ledger, addresses, facts, asked_by=who, may_fetch=bench.desk.may_fetch)
    if "text" in fields:
        return order_text(bench.ledger, bench.settings, fields["text"], facts, asked_by=who)
    raise RefusedInputError("no_file")


class _Form:
    """What the parser calls, part by part."""

    def __init__(self, upload: Upload, longest: int) -> None:
        self.fields: dict[str, str] = {}
        self._upload, self._longest, self._left = upload, longest, longest * _UTF8
        self._part = _Part()
        self._header_name, self._header_value = bytearray(), bytearray()

    def callbacks(self) -> dict[str, object]:
        """By the names that the parser knows."""
        return {
            "on_part_begin": self._begin,
            "on_header_field": lambda data, start, end: self._grow(self._header_name, data[start:end]),
            "on_header_value": lambda data, start, end: self._grow(self._header_value, data[start:end]),
            "on_header_end": self._end_header,
            "on_headers_finished": self._open,
            "on_part_data": self._take,
            "on_part_end": self._end,
        }

    def close(self) -> None:
        """Close a file that broke off."""
        if self._part.file is not None:
            self._part.file.close()

    def _begin(self) -> None:
        self._part = _Part()

    def _grow(self, written: bytearray, piece: bytes) -> None:
        if len(written) + len(piece) > _LONGEST_HEADER:
            raise RefusedInputError("broken_form", given="a header is too long")
        written += piece

    def _end_header(self) -> None:
        self._part.headers[bytes(self._header_name).lower()] = bytes(self._header_value)
        self._header_name.clear()
        self._header_value.clear()

    def _open(self) -> None:
        _, options = parse_options_header(self._part.headers.get(b"content-disposition", b""))
        self._part.name = options.get(b"name", b"").decode("utf-8", "replace")
        name = options.get(b"filename")
        if name is None:
            return
        if name == b"":  # a field for files in which none was chosen
            self._part.is_ignored = True
            return
        self._part.file = self._upload.new_file(name.decode("utf-8", "replace"))

    def _take(self, data: bytes, start: int, end: int) -> None:
        piece = data[start:end]
        if self._part.file is not None:
            self._part.file.write(piece)
        elif not self._part.is_ignored:
            self._left -= len(piece)
            if self._left < 0:
                raise RefusedInputError("long_text", limit=self._longest)
            self._part.value += piece

    def _end(self) -> None:
        part, self._part = self._part, _Part()
        if part.file is not None:
            part.file.close()
        elif not part.is_ignored:
            self.fields[part.name] = part.value.decode("utf-8", "replace")
